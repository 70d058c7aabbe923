"""The README's block for Emacs in a fresh configuration, with and without another server."""

import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from editor_kit import ROOT, block_of, command_of, environment_of, other_server, project_in
from terminal import SECOND, Terminal

_PREPARED = """\
(setq inhibit-startup-screen t make-backup-files nil create-lockfiles nil)
(setq warning-minimum-level :error native-comp-async-report-warnings-errors nil)
(setq python-indent-guess-indent-offset nil use-short-answers t)
(add-hook 'python-mode-hook #'eglot-ensure)
(defun documentation-of-completion () ; what a menu of completions shows of the first one
  (interactive)
  (let* ((found (eglot-completion-at-point))
         (typed (buffer-substring-no-properties (nth 0 found) (nth 1 found)))
         (first (car (all-completions typed (nth 2 found)))))
    (pop-to-buffer (funcall (plist-get (nthcdr 3 found) :company-doc-buffer) first))))
"""
_BESIDE = """
(setcdr (assoc '(python-mode python-ts-mode) eglot-server-programs)
        '("{rass}" "{preset}" "--" {other} "--" "docs-lsp" "--stdio"))
"""


@pytest.fixture
def start(tmp_path: Path, built: Path) -> Callable[..., Terminal]:
    """Give a function that starts Emacs with the README's block and other lines."""
    command = command_of("emacs", "emacs", oldest=(28, 1))

    def started(more: str = "") -> Terminal:
        module = project_in(tmp_path)
        block = block_of(ROOT / "README.md", "elisp").replace("/path/to/docs-lsp", str(ROOT))
        configuration = tmp_path / ".emacs.d/init.el"
        configuration.parent.mkdir()
        after = f"(with-eval-after-load 'eglot {more})" if more else ""
        configuration.write_text(_PREPARED + block + after, "utf-8")
        environment = environment_of(tmp_path, built)
        terminal = Terminal([command, "-nw", str(module)], tmp_path, environment)
        terminal.wait("import os.path")
        return terminal

    return started


@pytest.fixture(scope="module")
def _eglot() -> None:
    """Skip a test that needs Eglot where this Emacs has none: it is a part of Emacs 29."""
    command = command_of("emacs", "emacs", oldest=(28, 1))
    asked = subprocess.run(
        [command, "--batch", "--eval", "(require 'eglot)"], check=False, capture_output=True
    )
    if asked.returncode:
        pytest.skip("NOT TESTED: this Emacs has no Eglot (apt-get install elpa-eglot)")


_NEEDS_EGLOT = pytest.mark.usefixtures("_eglot")


def _command(emacs: Terminal, name: str) -> None:
    emacs.press("M-x")
    emacs.type(name, "Enter")


def _hover(emacs: Terminal, *texts: str, before: str = "path.jo") -> None:
    """Show the documentation after the text *before* until the screen has the texts."""
    for _ in range(15):
        emacs.press("M-<", "C-f")
        time.sleep(SECOND)  # ElDoc asks again after it has asked elsewhere
        emacs.press("C-s")
        emacs.type(before, "Enter", "C-f")
        time.sleep(SECOND)
        _command(emacs, "eldoc-doc-buffer")
        time.sleep(SECOND)
        if all(text in emacs.screen() for text in texts):
            break
        emacs.press("C-x", "1")
    emacs.wait(*texts)
    emacs.press("C-x", "1")


def _complete(emacs: Terminal) -> None:
    """Leave the point behind `os.path.jo`."""
    emacs.press("M->", "C-b")


@_NEEDS_EGLOT
def test_hover_shows_the_manual(start: Callable[..., Terminal]) -> None:
    with start() as emacs:
        _hover(emacs, "Put parts of a path together.", "An absolute part begins anew.")


@_NEEDS_EGLOT
def test_completion_alone_completes_and_has_documentation(start: Callable[..., Terminal]) -> None:
    with start() as emacs:
        _hover(emacs, "Put parts of a path together.")
        _complete(emacs)
        _command(emacs, "documentation-of-completion")
        emacs.wait("Put parts of a path together.")
        emacs.press("C-x", "1")
        emacs.press("C-x", "b", "Enter", "C-M-i")
        emacs.until(lambda screen: screen.count("os.path.join") == 2, "`jo` is completed")


@_NEEDS_EGLOT
def test_beside_another_server_both_have_hovers_and_no_name_is_offered_twice(
    start: Callable[..., Terminal], tmp_path: Path, built: Path
) -> None:
    name, command = other_server()
    rass = shutil.which("rass", path=environment_of(tmp_path, built)["PATH"])
    if rass is None:
        pytest.skip("NOT TESTED: no multiplexer is installed (pip install rassumfrassum)")
    preset = ROOT / "editors/emacs/rass_docs_lsp.py"
    other = " ".join(f'"{word}"' for word in command)
    with start(_BESIDE.format(rass=rass, preset=preset, other=other)) as emacs:
        _hover(emacs, "Work with paths.", before="os.pa")  # a module: calls show their signature
        emacs.press("M->", "C-b", "BSpace", "BSpace")
        emacs.type("ex", "C-M-i")
        screen = emacs.until(
            lambda screen: "exists" in _offered(screen), f"{name} offers `exists`", ("C-M-i",)
        )
        offered = _offered(screen)
        assert len(offered) == len(set(offered)), screen


def _offered(screen: str) -> list[str]:
    """Return the names in the buffer of completions."""
    _, _, listed = screen.partition("ompletions are:")
    if not listed:
        _, _, listed = screen.partition("possible completions:")
    return re.findall(r"^(\w+)(?= |$|\()", listed, re.MULTILINE)


def test_live_search_opens_a_page_from_which_one_follows_links_searches_and_goes_back(
    start: Callable[..., Terminal],
) -> None:
    with start() as emacs:
        emacs.press("C-c", "d")
        emacs.wait("Search documentation:")
        emacs.type("len")
        emacs.wait("Count the items of s.", "*docs-lsp preview*")
        emacs.press("Enter")
        emacs.wait("Count the items of s.", "*docs-lsp* ")
        emacs.press("M-<", "C-s")
        emacs.type("See os", "Enter", "Enter")
        emacs.wait("Put parts of a path together.")
        emacs.press("l")
        emacs.wait("Count the items of s.")
        emacs.press("s")
        emacs.wait("Search documentation:")
        emacs.type("what is there?")  # a space and `?` are typed, not commands
        emacs.wait("Search documentation: what is there?")
        emacs.press("C-g", "q")
        emacs.wait_without("*docs-lsp* ")
        emacs.wait("import os.path")
