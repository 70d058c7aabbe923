"""Search results in a terminal: what is marked, where lines break, what a pipe gets."""

import re

from search_rows import ROWS, entry

from docs_lsp.cli.terminal import COLOURED, PLAIN, listed
from docs_lsp.search import Hit, SearchIndex, search_together

INDEX = SearchIndex.build([entry(number, row) for number, row in enumerate(ROWS, 1)])
URL = "https://docs.python.org/3.14/library/os.path.html#os.path.join"
CODE = re.compile(r"\x1b\[\d*m|\x1b\]8;;[^\x1b]*\x1b\\")


def first(query: str) -> Hit:
    return search_together([INDEX], query, 1)[0]


def test_a_pipe_gets_text() -> None:
    assert listed(first("path join"), URL) == (
        f"os.path.join · function\n    Join path segments.\n    {URL}"
    )
    assert listed(first("path join"), URL, "python~3.14").startswith(
        "os.path.join · function · python~3.14\n"
    )


def test_a_terminal_shows_what_has_matched_and_links_it() -> None:
    name, summary, address = listed(first("path join"), URL, codes=COLOURED).split("\n")
    link, end = f"\x1b]8;;{URL}\x1b\\", "\x1b]8;;\x1b\\"
    assert name == f"{link}\x1b[1mos.\x1b[0m\x1b[1m\x1b[33mpath.join\x1b[0m{end} · function"
    assert summary == "    \x1b[33mJoin\x1b[0m \x1b[33mpath\x1b[0m segments."
    assert address == f"    \x1b[2m{URL}\x1b[0m"


def test_colours_change_no_letter_and_no_line() -> None:
    for query in ("str", "replace pattern", "what's new assignment expressions", ":=", "%Y", "-X"):
        hit = first(query)
        for width in (20, 30, 92, None):
            plain = listed(hit, URL, None, width, PLAIN)
            assert CODE.sub("", listed(hit, URL, None, width, COLOURED)) == plain
            longest = max(map(len, plain.split("\n")[1:-1]))
            assert width is None or longest <= max(width, 24)


def test_a_heading_is_called_as_it_reads() -> None:
    shown = listed(first("format codes"), URL, codes=COLOURED)
    assert CODE.sub("", shown).startswith("Format codes · label\n")


def test_no_documentation_commands_a_terminal() -> None:
    hit = first("str")
    evil = hit.entry._replace(summary="One \x1b[31mtwo\x07.", name="a\x1b]8;;b")
    shown = listed(hit._replace(entry=evil), "x\x1b[2Jy")
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_what_is_no_address_is_no_link() -> None:
    assert "]8;;" not in listed(first("str"), "library/stdtypes.html#str", codes=COLOURED)
