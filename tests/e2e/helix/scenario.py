"""The README's block for Helix in a fresh configuration, with and without another server."""

import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from editor_kit import ROOT, block_of, command_of, environment_of, other_server, project_in
from terminal import SECOND, Terminal


@pytest.fixture
def start(tmp_path: Path, built: Path) -> Callable[..., Terminal]:
    """Give a function that starts Helix with the README's block, alone or beside another server."""
    command = command_of("helix", "hx", "helix", oldest=(25, 7))

    def started(other: list[str] | None = None) -> Terminal:
        module = project_in(tmp_path)
        block = block_of(ROOT / "README.md", "toml", containing="language-servers")
        if other is None:
            block = block.replace('"ty", ', "").replace("# config", "config")
        else:
            name, *arguments = other
            both = '"other", "docs-lsp"' if _shows_all_hovers(command) else '"docs-lsp", "other"'
            block = block.replace('"ty", "docs-lsp"', both)
            block += f'\n[language-server.other]\ncommand = "{name}"\nargs = {arguments}\n'
        configuration = tmp_path / ".config/helix/languages.toml"
        configuration.parent.mkdir(parents=True)
        configuration.write_text(block, "utf-8")
        terminal = Terminal([command, str(module)], tmp_path, environment_of(tmp_path, built))
        terminal.wait("import os.path", "NOR")
        return terminal

    return started


def _shows_all_hovers(command: str) -> bool:
    """Whether this Helix asks more servers than the first for a hover, as it does since 25.07."""
    said = subprocess.run([command, "--version"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"(\d+)\.(\d+)", said)
    return found is not None and (int(found[1]), int(found[2])) >= (25, 7)


def _hover(helix: Terminal, *texts: str) -> None:
    """Hover on `join` until the screen shows the texts: a server that starts answers nothing."""
    helix.type("3ggfj")
    for _ in range(15):
        helix.press("Space", "k")
        time.sleep(SECOND)
        if all(text in helix.screen() for text in texts):
            break
        helix.press("M-n")  # the hover of the second server, if there is one
        time.sleep(SECOND / 2)
        if all(text in helix.screen() for text in texts):
            break
        helix.press("Escape")
    helix.wait(*texts)
    helix.press("Escape")


def _complete(helix: Terminal) -> list[str]:
    """Complete `os.path.jo`; return the offered names that are no words of the text."""

    def offered(screen: str) -> list[str]:
        return re.findall(r" (\w+)\S* +(?:function|method)\b", screen)

    helix.press("Escape")
    helix.type("4ggo")
    helix.press(*"os.path.jo")  # Helix 25.01 sends the changes of faster keys in a wrong order
    return offered(
        helix.until(lambda screen: "join" in offered(screen), "join is offered", ("C-x",))
    )


def test_hover_shows_the_manual(start: Callable[..., Terminal]) -> None:
    with start() as helix:
        _hover(helix, "Put parts of a path together.", "An absolute part begins anew.")


def test_completion_alone_offers_a_name_with_its_documentation(
    start: Callable[..., Terminal],
) -> None:
    with start() as helix:
        _hover(helix, "Put parts of a path together.")
        _complete(helix)
        helix.press("Down")
        helix.wait("Put parts of a path together.")


def test_beside_another_server_no_name_is_offered_twice(start: Callable[..., Terminal]) -> None:
    _, command = other_server()
    with start(command) as helix:
        _hover(helix, "Put parts of a path together.")
        offered = _complete(helix)
        assert offered.count("join") == 1, offered


def test_live_search_opens_a_page_from_which_one_follows_links_searches_and_goes_back(
    start: Callable[..., Terminal],
) -> None:
    with start() as helix:
        _hover(helix, "Put parts of a path together.")
        helix.press("Escape", "Space", "S")
        helix.type("?len")
        helix.wait("# len", "Count the items of")
        helix.press("Enter")
        helix.wait("# len", "/len.md")
        helix.press("/")
        helix.type("\\[3\\]: ", "Enter", ";", "l")  # on the address of a reference-style link
        helix.type("gf")
        helix.wait("# os.path.join", "/os.path.join.md")
        helix.press("C-o")
        helix.wait("/len.md")
        helix.press("Space", "S")
        helix.type("?exists")
        helix.wait("# os.path.exists")
        helix.press("Escape", "C-o", "C-o")
        helix.wait("import os.path")
