"""Printable text: nothing in it controls a terminal, hides or reorders what is read."""

import io
import logging
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs_lsp.runtime.logs import PrintableFormatter
from docs_lsp.runtime.printable import on_one_line, printable, say

HARMFUL = [
    "\x1b[31m",  # colours of a terminal
    "\x9b31m",  # the same in one character of C1
    "\x07",
    "\x7f",
    "\x00",
    "\ud800",
    "\u202e",  # right to left
    "\u2066",
    "\u061c",
    "\u200f",
    "\ufeff",
    "\u2063",
    "\ufff9",
    "\U000e0041",  # a tag
    "\u2028",
    "\x85",
]


@pytest.mark.parametrize("harmful", HARMFUL)
def test_nothing_harmful_is_left(harmful: str) -> None:
    shown = printable(f"a{harmful}b")
    assert harmful not in shown
    assert shown.startswith("a")
    assert shown.endswith("b")
    assert harmful not in on_one_line(f"a{harmful}b")


@pytest.mark.parametrize(
    "text", ["", "a\tb\r\nc", "é \xa0 日本", "क\u200cष", "👩\u200d💻 ❤\ufe0f", "\xad"]
)
def test_what_people_write_stays(text: str) -> None:
    assert printable(text) == text


@given(st.text(st.characters(exclude_categories=())))
def test_only_white_space_of_control_characters_is_left(text: str) -> None:
    shown = printable(text)
    controls = [one for one in shown if unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"}]
    assert set(controls) <= {"\t", "\r", "\n"}
    assert printable(shown) == shown
    assert not any(unicodedata.category(one) == "Cc" for one in on_one_line(text))


def test_messages_and_log_lines_are_printable() -> None:
    out = io.StringIO()
    say("no file \x1b]0;title\x07\u202e", out)
    assert out.getvalue() == "no file ?]0;title?\n"
    record = logging.LogRecord("a", logging.INFO, "", 1, "uri %s", ("\x1b[2J",), None)
    assert PrintableFormatter("%(message)s").format(record) == "uri ?[2J"
