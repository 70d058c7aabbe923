"""Hostile pages: nothing dangerous comes out, and the work stays in proportion (counted, not timed)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from page_kit import SITE, body_of, read

from docs_lsp.blocks import markdown_syntax as md
from docs_lsp.blocks.plain import text_of
from docs_parser.clean import plain
from docs_parser.links import SiteLinks
from docs_parser.markup import Markup
from docs_parser.page import Page
from docs_parser.tree import Tree
from docs_parser.units import WantedUnit, page_units

ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java&#10;script:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<b>x</b>",
    "command:workbench.action.quit",
    "vscode://x/y",
    "file:///etc/passwd",
    "vbscript:x",
    "../../../../etc/passwd",
]
TAGS = frozenset(
    "a blockquote br caption code dd div dl dt em h1 h2 h3 h4 h5 h6 kbd li ol p pre strong sub sup "
    "table tbody td th thead tr ul".split()
)
ATTRIBUTES = frozenset(
    "href data-anchor data-kind data-version data-until data-part data-language start colspan rowspan".split()
)
TOKEN = re.compile(r"<(/?)([a-z0-9]+)([^<>]*)>")
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"<>]*)"')


def assert_bare(html: str) -> None:
    """Check the HTML against the lists: tags, attributes, schemes; nothing else is markup."""
    for _close, name, rest in TOKEN.findall(html):
        assert name in TAGS
        found = ATTRIBUTE.findall(rest)
        assert "".join(f' {key}="{value}"' for key, value in found) == rest
        for key, value in found:
            assert key in ATTRIBUTES
            if key == "href":
                assert value.startswith(("http://", "https://", "mailto:"))
    assert "<" not in TOKEN.sub("", html)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_dangerous_link_is_no_link(address: str) -> None:
    body = body_of(f'<p>see <a href="{address}">here</a></p>')
    assert body.markdown == "see here"
    assert body.html == "<p>see here</p>"


def test_an_address_without_scheme_is_made_a_safe_one() -> None:
    assert body_of('<p><a href="//e.org/x">e</a></p>').markdown == "[e](https://e.org/x)"


def test_handlers_scripts_and_frames_do_not_pass() -> None:
    body = body_of(
        '<p onclick="x()" style="y" id="z">a<iframe src="//e"></iframe><img src=x onerror=y>'
        '<object data="e"></object><form><input value="v"><button>b</button></form></p><script>s</script>'
    )
    assert body.html == "<p>a</p>"


def test_marks_that_reorder_text_do_not_pass() -> None:
    assert body_of("<p>a\u202eb\u2066c\u200bd</p>").text == "abcd"


soup = st.lists(
    st.one_of(
        st.text("ab[]()*_`<>&#!|\\~-+.1 \n", max_size=20),
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<em>",
                "</em>",
                "<code>",
                "</code>",
                "<ul><li>",
                "</li></ul>",
                "<pre>",
                "</pre>",
                "<a href='javascript:x'>",
                "<a href='https://e.org/'>",
                "</a>",
                "<table><tr><td>",
                "</table>",
                "<script>",
                "</script>",
                "<div class='admonition note'>",
                "</div>",
                "<dl><dt>",
                "<dd>",
                "</dl>",
                "<blockquote>",
                "</blockquote>",
                "<svg onload=x>",
                "<img alt='x' src=y>",
                "<b>",
                "</b>",
                "<br>",
            ]
        ),
    ),
    max_size=14,
).map("".join)


@given(soup)
def test_whatever_the_page_the_html_is_bare(html: str) -> None:
    assert_bare(body_of(html).html)


@given(soup)
def test_whatever_the_page_no_live_markdown_comes_of_text(html: str) -> None:
    markdown = body_of(html).markdown
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        assert token.type != "html_block"
        for inline in token.children or ():
            assert inline.type not in ("image", "html_inline")
            if inline.type == "link_open":
                assert inline.attrGet("href") == "https://e.org/"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_any_text_reads_the_same_when_rendered(text: str) -> None:
    words = plain(text)
    tokens = MarkdownIt("commonmark").parse(md.paragraph(md.escaped(words)))
    shown = "".join(
        inline.content if inline.type in ("text", "text_special") else " "
        for token in tokens
        for inline in token.children or ()
    )
    assert shown.split() == words.split()


@given(st.text(max_size=60))
def test_any_code_reads_the_same_when_rendered(text: str) -> None:
    code = " ".join(text.split())
    if not code.replace("\x00", "").isprintable() or "\x00" in code:
        return
    tokens = MarkdownIt("commonmark").parse("x " + md.code_span(code) + " y")
    found = [
        inline.content
        for token in tokens
        for inline in token.children or ()
        if inline.type == "code_inline"
    ]
    assert found == ([code] if code else [])


DEEP = 20_000
HOSTILE = {
    "divs": "<div>" * DEEP + "end" + "</div>" * DEEP,
    "one id": '<div id="same">' * DEEP + "end" + "</div>" * DEEP,
    "emphasis": "<em>" * DEEP + "end",
    "lists": "<ul><li>" * DEEP + "end",
    "quotes": "<blockquote>" * DEEP + "end",
    "notes": '<div class="admonition note">' * DEEP + "end",
    "tables": "<table><tr><td>" * 5000 + "end",
    "spans": '<span class="pre">' * DEEP + "end",
}


def size(value: object) -> int:
    """Return how many tuples are in a value."""
    return 1 + sum(map(size, value)) if isinstance(value, tuple) else 0


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_deep_nesting_costs_no_more_values_than_it_has_tags(html: str) -> None:
    with Tree(f'<div role="main"><p id="x">a</p>{html}</div>') as tree:
        page = Page("page.html", tree)
        markup = Markup(page, SiteLinks("", frozenset()))
        markup.add_all(page.main.contents)
        blocks = markup.finished()
        assert size(blocks) < 1000  # the depth is bounded, and what is below is plain text
        assert "end" in text_of(blocks)


def test_what_is_nested_beyond_reason_is_reported_and_its_scripts_are_no_words() -> None:
    nested = "<div>" * DEEP + "<p>deep</p><script>evil()</script><p>words</p>" + "</div>" * DEEP
    result = read(
        f'<dl class="py function"><dt class="sig" id="f">f</dt><dd>{nested}</dd></dl>', "f"
    )
    assert result.problems == [("elements nested too deep", "page.html")]
    assert result.units[0].words.split() == ["deep", "words"]


def test_many_descriptions_within_each_other_cost_no_more_than_their_number() -> None:
    one = '<dl class="py class"><dt class="sig" id="c{0}">c{0}</dt><dd><p>Words.</p>'
    count = 3000
    result = read("".join(map(one.format, range(count))), *(f"c{n}" for n in range(0, count, 10)))
    assert ("elements nested too deep", "page.html") in result.problems
    assert len(result.units) < 300  # the depth is bounded
    assert sum(len(unit.words) for unit in result.units) < 30 * count


def test_twenty_thousand_attributes_are_dropped() -> None:
    many = " ".join(f'a{number}="x"' for number in range(20_000))
    assert body_of(f"<p {many}>word</p>").html == "<p>word</p>"


def test_a_word_of_megabytes_is_cut_and_reported() -> None:
    result = read('<p id="x">' + "a" * 3_000_000 + "</p>", "x")
    assert result.problems == [("text too long", "page.html#x")]
    assert len(result.units[0].words) == 2_000_000


def test_absurd_spans_and_numbers_are_not_believed() -> None:
    html = '<table><tr><td colspan="99999999">a</td></tr></table><ol start="99999999999"><li>b</li></ol>'
    assert len(body_of(html).markdown) < 100


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe\x00<p", b"<html><body><p id='x'>cut", b"\x00" * 1000, b"", b"<p>\xed\xa0\x80</p>"],
)
def test_broken_bytes_give_a_page_and_no_error(data: bytes) -> None:
    result = page_units("page.html", data.decode("utf-8", "replace"), [WantedUnit("")], SITE)
    assert len(result.units) == 1
