"""Markdown for reading as it is: references, width, and that it still says the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from docs_lsp.features.page_layout import References, links_in, with_references, wrapped

LONG = "word " * 30


def referenced(markdown: str) -> str:
    references = References()
    text = with_references(markdown, references)
    return f"{text}\n\n{references.definitions()}"


def rendered(markdown: str) -> str:
    """Return the HTML of *markdown*, line ends as blanks."""
    return " ".join(MarkdownIt().enable("table").render(markdown).split())


def test_each_target_has_one_number() -> None:
    text = referenced("See [a](https://x/1), [`b()`](https://x/2) and [c](https://x/1).")
    assert text == (
        "See [a][1], [`b()`][2] and [c][1].\n\n[1]: https://x/1\n[2]: https://x/2"
    )  # fmt: skip


@pytest.mark.parametrize(
    "markdown",
    [
        "`[a](https://x)`",
        "\\[a](https://x)",
        "```text\n[a](https://x)\n```",
        "> ```\n> [a](b)\n> ```",
    ],
)
def test_code_is_no_link(markdown: str) -> None:
    assert referenced(markdown).strip() == markdown


@pytest.mark.parametrize(
    "markdown",
    [
        LONG,
        f"- {LONG}\n- {LONG}\n\n  {LONG}\n",
        f"1. {LONG}\n2. {LONG}\n",
        f"> **Note** {LONG}\n>\n> - {LONG}\n",
        f"{LONG}- {LONG}+ {LONG}1. {LONG}# {LONG}",
        f"{LONG}=== --- *** ``` | > {LONG}",
        f"{LONG}[a link of words](https://x/y) {LONG}",
        f"{LONG}`some code` {LONG}",
        f"### {LONG}",
        f"```\n{LONG}\n```\n\n{LONG}",
        f"| {LONG} | b |\n|---|---|\n| c | d |\n",
        f"{LONG}end  \n{LONG}",
    ],
)
def test_what_is_wrapped_says_the_same(markdown: str) -> None:
    for width in range(20, 90, 7):
        assert rendered(wrapped(markdown, width)) == rendered(markdown), width
    assert rendered(wrapped(referenced(markdown))) == rendered(markdown)


@given(
    st.lists(
        st.sampled_from(
            "a word - + * # 1. 2) > | = === --- ``` ~~~ [b](https://x) `c d` :".split(" ")
        ),
        min_size=30,
        max_size=60,
    ),
    st.integers(24, 60),
)
def test_no_words_begin_a_block(words: list[str], width: int) -> None:
    text = wrapped("a " + " ".join(words), width)
    assert text.replace("\n", " ") == "a " + " ".join(words)
    for line in text.split("\n")[1:]:
        assert not re.match(r"(?:[-+*]|#{1,6}|\d+[.)])(?: |$)|[>|=~]|-{2}|`{3}", line)


def test_lines_are_short_where_blanks_allow_it() -> None:
    lines = wrapped(f"- {LONG}\n\n> {LONG}\n\n{'x' * 200}").split("\n")
    assert sorted(map(len, lines))[-2] <= 88 < len(lines[-1])


def test_links_are_found_where_they_are() -> None:
    text = referenced("é [a](https://x/1) `[b][1]`\n\n- [c](d/e%20f.md)\n\n```\n[a][1]\n```")
    assert [(text[one.start : one.end], one.target) for one in links_in(text)] == [
        ("[a][1]", "https://x/1"),
        ("[c][2]", "d/e%20f.md"),
    ]
