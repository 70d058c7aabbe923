"""The README's block for Neovim in a fresh configuration, with and without another server."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from editor_kit import (
    ROOT,
    block_of,
    command_of,
    environment_of,
    other_server,
    project_in,
)
from terminal import SECOND, Terminal

_OTHER = """
vim.lsp.config('other', {{ cmd = {command}, filetypes = {{ 'python' }} }})
vim.lsp.enable('other')
"""


@pytest.fixture
def start(tmp_path: Path, built: Path) -> Callable[..., Terminal]:
    """Give a function that starts Neovim with the README's block and other lines."""
    command = command_of("neovim", "nvim", oldest=(0, 11))

    def started(more: str = "") -> Terminal:
        module = project_in(tmp_path)
        block = block_of(ROOT / "README.md", "lua").replace("/path/to/docs-lsp", str(ROOT))
        configuration = tmp_path / ".config/nvim/init.lua"
        configuration.parent.mkdir(parents=True)
        configuration.write_text(f"vim.o.swapfile = false\n{block}{more}", "utf-8")
        terminal = Terminal([command, str(module)], tmp_path, environment_of(tmp_path, built))
        terminal.wait("import os.path")
        return terminal

    return started


def _with_other() -> str:
    _, command = other_server()
    listed = ", ".join(f"'{word}'" for word in command)
    return _OTHER.format(command=f"{{ {listed} }}")


def _hover(nvim: Terminal, *texts: str) -> None:
    """Hover on `join` until the screen shows the texts: a server that starts answers nothing."""
    nvim.type("3G0fj")
    for _ in range(15):
        nvim.type("K")
        time.sleep(SECOND)
        if all(text in nvim.screen() for text in texts):
            break
        _close_hover(nvim)  # a second `K` would enter it
    nvim.wait(*texts)


def _close_hover(nvim: Terminal) -> None:
    nvim.press("Escape")  # without the server, `K` shows a message that takes one key
    nvim.type(":silent! fclose!", "Enter")


def _offered(screen: str) -> list[str]:
    """Return the names in the menu of completions, which is below the text."""
    return re.findall(r"^~ +(\w+)\b.* Function\b", screen, re.MULTILINE)


def _complete(nvim: Terminal) -> str:
    """Complete `os.path.jo`; return the screen with the menu."""
    _close_hover(nvim)
    nvim.type("GA", "C-x", "C-o")
    return nvim.until(lambda screen: "join" in _offered(screen), "join is offered", ("C-x", "C-o"))


def test_hover_shows_the_manual(start: Callable[..., Terminal]) -> None:
    with start() as nvim:
        _hover(nvim, "Put parts of a path together.", "An absolute part begins anew.")


def test_completion_alone_offers_a_name_with_its_documentation(
    start: Callable[..., Terminal],
) -> None:
    with start() as nvim:
        _hover(nvim, "Put parts of a path together.")
        _complete(nvim)
        nvim.press("Down")
        nvim.wait("Put parts of a path together.")


_SAYS_HOW_IT_BREAKS = """
vim.api.nvim_create_autocmd('CompleteChanged', { callback = function()
  vim.defer_fn(function()
    local window = vim.fn.complete_info({ 'selected' }).preview_winid
    if window and vim.api.nvim_win_is_valid(window) then
      vim.fn.writefile({ tostring(vim.wo[window].linebreak) }, vim.env.HOME .. '/linebreak')
    end
  end, 1000)
end })
"""


def test_the_documentation_of_a_completion_breaks_between_words(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    with start(_SAYS_HOW_IT_BREAKS) as nvim:
        _hover(nvim, "Put parts of a path together.")
        _complete(nvim)
        nvim.press("Down")
        said = tmp_path / "linebreak"
        nvim.until(lambda _: said.exists() and said.read_text("utf-8") == "true\n", "it breaks so")


def test_beside_another_server_no_name_is_offered_twice(start: Callable[..., Terminal]) -> None:
    with start(_with_other()) as nvim:
        _hover(nvim, "Put parts of a path together.")
        screen = _complete(nvim)
        assert _offered(screen).count("join") == 1, screen


def test_live_search_opens_a_page_from_which_one_follows_links_searches_and_goes_back(
    start: Callable[..., Terminal],
) -> None:
    with start() as nvim:
        nvim.type(":DocsLsp", "Enter")
        nvim.wait("Search documentation")
        nvim.type("len")
        nvim.wait("Count the items of s.", "# len")
        nvim.press("Enter")
        nvim.wait_without("Search documentation")
        nvim.wait("# len", "Count the items of s.")
        nvim.type("/See", "Enter", "Tab")  # the first link after that word
        nvim.type("K")
        nvim.wait("# os.path.join", "Put parts of a path together.")
        nvim.press("C-o")
        nvim.wait("# len")
        nvim.type("s")
        nvim.wait("Search documentation")
        nvim.type("exists")
        nvim.wait("# os.path.exists")
        nvim.press("Escape", "C-o", "C-o")
        nvim.wait("import os.path")


def test_a_list_of_neovim_itself_opens_the_page_of_a_number(start: Callable[..., Terminal]) -> None:
    with start("require('docs_lsp').setup({ picker = 'select' })\n") as nvim:
        nvim.type(":DocsLsp search exists", "Enter")
        nvim.wait("1: os.path.exists  function", "Type number")
        nvim.type("1", "Enter")
        nvim.wait("# os.path.exists", "Say whether it is there.")


def test_the_lines_of_a_page_fit_its_window(start: Callable[..., Terminal]) -> None:
    with start() as nvim:
        nvim.type(":30vsplit", "Enter")
        nvim.type(":DocsLsp open len", "Enter")
        nvim.wait("# len", "Count the items of s.")
        lines = "filter(getline(1, '$'), {_, line -> line !~ '^\\[\\d' && strchars(line) > 30})"
        nvim.type(f":echo 'longer:' {lines}", "Enter")
        nvim.wait("longer: []")


def test_the_health_check_finds_the_server_and_its_documentation(
    start: Callable[..., Terminal],
) -> None:
    with start() as nvim:
        nvim.type(":checkhealth docs_lsp", "Enter")
        nvim.wait("python~3.14", "shown", "picker: float")
