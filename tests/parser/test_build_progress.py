"""The progress of a build, as a terminal shows it."""

import io
import os
import re

import pytest

from docs_parser.progress import Progress

COLUMNS = 40


class Terminal(io.StringIO):
    """Takes what is written as a terminal would."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 2

    def lines(self) -> list[str]:
        """Return what has been on the screen, each time a line was drawn."""
        return re.split(r"\r|\n", self.getvalue().replace("\x1b[K", ""))


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setattr(os, "get_terminal_size", lambda _fd: os.terminal_size((COLUMNS, 24)))
    return Terminal()


def test_an_end_that_is_reached_in_small_steps_is_shown_once(terminal: Terminal) -> None:
    progress = Progress(terminal)
    for done in range(9_000_000, 9_900_000, 100_000):
        progress.meter(done, 9_900_000)
    progress.say("Unpacked")
    assert terminal.getvalue().count("9 of 9") == 1
    assert terminal.getvalue().endswith("\nUnpacked\n")


def test_another_step_of_the_same_length_has_an_end_of_its_own(terminal: Terminal) -> None:
    progress = Progress(terminal)
    for what in ("Pages", "Texts", "Pages"):
        progress.step(what, 1, 2)
        progress.step(what, 2, 2)
    assert terminal.getvalue().count("2 of 2") == 3


def test_a_bar_stays_within_the_terminal(terminal: Terminal) -> None:
    Progress(terminal).step("Pages", 541, 541)
    assert max(map(len, terminal.lines())) < COLUMNS
    assert "█ 541 of 541" in terminal.getvalue()


def test_nothing_is_guessed_from_the_first_pages(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter(range(100))
    monkeypatch.setattr("docs_parser.progress._BEFORE_A_GUESS", 1.5)
    monkeypatch.setattr("time.monotonic", lambda: float(next(times)))
    progress = Progress(terminal, _shown=-1.0)
    for done in (1, 2, 4):
        progress.step("Pages", done, 8)
    first, second, third = terminal.lines()[-3:]
    assert "left" not in first + second
    assert third.endswith("4 of 8 2 s left")


def test_the_forecast_has_what_follows_and_counts_work_instead_of_pages(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter([0.0, 10.0, 20.0])
    monkeypatch.setattr("time.monotonic", lambda: next(times))
    progress = Progress(terminal, _started=0.0, _shown=-1.0)
    progress.step("Pages", 1, 4, 0.25, 0.5)
    progress.step("Pages", 2, 4, 0.5, 0.5)  # 20 s for all pages, and 10 s after them
    assert terminal.lines()[-1].endswith("2 of 4 20 s left")
    progress.step("Pages", 4, 4, 1.0, 0.5)
    assert progress.later == 10.0
    assert "left" not in terminal.lines()[-2]
