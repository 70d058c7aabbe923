"""Growth of the work of readers: it is in proportion to the text, as no pattern begins again and again."""

import itertools
from collections.abc import Callable

import pytest
from growth import calls, grows_linearly, time_grows_linearly

from docs_lsp.describe.markdown_blocks import blocks_of, links_of, without_links
from docs_lsp.features.page_layout import References, links_in, with_references
from docs_lsp.lsp.convert import lines_of
from docs_lsp.resolve.syntax.bounded import bounded
from docs_lsp.resolve.syntax.comments import joined_comments
from docs_lsp.resolve.syntax.long_parts import parts_of
from docs_lsp.resolve.syntax.notebook import joined_cells
from docs_lsp.resolve.syntax.parser import _LANGUAGE
from docs_lsp.resolve.user_imports import imported_modules, library_uses
from docs_lsp.runtime.printable import printable
from docs_parser.links import SiteLinks
from docs_parser.sentence import first_sentence
from docs_parser.units import WantedUnit, page_units

READERS: dict[str, Callable[[str], object]] = {
    "imports": imported_modules,
    "uses of libraries": lambda text: library_uses(text, ["numpy", "a"]),
    "parts of a long text": parts_of,
    "code": lambda text: bounded(joined_comments(text.encode()), _LANGUAGE),
    "lines": lines_of,
    "cells of a notebook": lambda text: joined_cells([text, text], 1),
    "blocks of Markdown": lambda text: list(blocks_of(text)),
    "links in Markdown": lambda text: links_of([text], 50),
    "Markdown without links": without_links,
    "references of a page": lambda text: with_references(text, References()),
    "links in a page": links_in,
    "first sentences": first_sentence,
    "printable text": printable,
}
PIECES = (
    *("import ", "import a as b\n", "from a import (", "from a import (b, ", "import a, ", "a.b."),
    *("numpy.", "(", "[", "![", "a](", "[a](b)", "][", "`", "``", "`a", "*", "**", "*a", "_", "<"),
    *("\\", "\\[", "#", "> ", "- ", "1. ", "|", "\n", "\n\n", "```\n", "e.g. ", "A. ", ".", "'"),
    *('"', "'''", '"""', "\\'''", '"\\', "%", "?", "a?", "\r", ":\n", "def f():\n", "        x\n"),
    *("    (1,\n", "://", "{", "}", "  \n", " ", "\t"),
)
BEGINNINGS = ("", "[", "`")
LENGTH = 1500  # code points
LONG = 400  # elements: more than are read within each other

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", READERS)
def test_a_text_is_read_in_a_time_that_grows_with_its_length(kind: str) -> None:
    for begin, piece in itertools.product(BEGINNINGS, PIECES):
        assert time_grows_linearly(
            lambda length, begin=begin, piece=piece: READERS[kind](  # type: ignore[misc]
                begin + piece * (length // len(piece))
            ),
            LENGTH,
        ), (begin, piece)


SITE = SiteLinks("https://docs.example.org/", frozenset({"page.html"}))
PAGES: dict[str, Callable[[int], str]] = {
    "ids": lambda n: "".join(f'<p id="a{i}">x</p>' for i in range(n)),
    "one id again and again": lambda n: '<p id="a">x</p>' * n,
    "an id within itself": lambda n: '<div id="a">' * n + "x" + "</div>" * n,
    "descriptions": lambda n: "".join(
        f'<dl class="py function"><dt class="sig sig-object py" id="a{i}">a</dt><dd>x</dd></dl>'
        for i in range(n)
    ),
    "one description again and again": lambda n: (
        '<dl class="py function"><dt class="sig sig-object py" id="a">a</dt><dd>x</dd></dl>' * n
    ),
    "terms without descriptions": lambda n: "<dl>" + '<dt id="a">a</dt>' * n + "<dd>x</dd></dl>",
    "sections": lambda n: "".join(
        f'<section id="a{i}"><h2>A</h2><p>x</p></section>' for i in range(n)
    ),
    "sections within each other": lambda n: '<section id="a"><h2>A</h2>' * n,
    "links": lambda n: "<p>" + '<a href="#a">b</a> ' * n + "</p>",
    "links to footnotes": lambda n: "<p>" + '<a class="footnote-reference" href="#a">1</a>' * n,
    "items": lambda n: "<ul>" + "<li>x</li>" * n + "</ul>",
    "lists within each other": lambda n: "<ul><li>" * n,
    "rows": lambda n: "<table>" + "<tr><td>x</td><td>y</td></tr>" * n + "</table>",
    "cells": lambda n: "<table><tr>" + "<td>x</td>" * n + "</tr></table>",
    "marks": lambda n: '<div class="versionadded"><p>New in version 3.1: x</p></div>' * n,
    "words in bold": lambda n: "<p>" + "<strong>x</strong> <code>y</code> " * n + "</p>",
    "open elements": lambda n: "<em>" * n,
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_of_twice_the_length_takes_about_twice_the_work(kind: str) -> None:
    def work(count: int) -> int:
        html = f'<html><body><div role="main">{PAGES[kind](count)}</div></body></html>'
        wanted = [WantedUnit(""), WantedUnit("a"), WantedUnit("a1")]
        return calls(lambda: page_units("page.html", html, wanted, SITE))

    work(10)  # what is loaded once
    lengths = [work(LONG * times) for times in (1, 2, 4)]
    assert grows_linearly(*lengths), lengths
