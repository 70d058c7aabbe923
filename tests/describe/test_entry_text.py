"""Descriptions of entries: titles, announcements, plain text, the terminal."""

import pytest
from describe_kit import FENCE, NOTE, TABLE, TITLE, URL, blocks, described, entry_of
from hypothesis import given
from hypothesis import strategies as st
from small_docs import SMALL, Thing
from small_docs import blocks_of as text_blocks

from docs_lsp.blocks import (
    Group,
    GroupKind,
    Heading,
    Listing,
    Mark,
    Paragraph,
    ParagraphKind,
    Span,
    SpanKind,
)
from docs_lsp.describe.candidate import visible_length
from docs_lsp.describe.entry_text import Style, describe, display_name, terminal
from docs_lsp.describe.markdown_blocks import blocks_of
from docs_lsp.describe.selection import concluded
from docs_lsp.entry import Entry, NoticeKind, Signature


@pytest.mark.parametrize(
    ("name", "role", "title", "shown"),
    [
        ("unittest.--failfast", "cmdoption", None, "unittest --failfast"),
        ("--version", "cmdoption", None, "--version"),
        ("tut-one", "label", "One Step", "One Step"),
        ("Overview", "section", "Overview (json)", "Overview (json)"),
        ("environment variable", "index", "HOME", "environment variable (HOME)"),
        ("with", "keyword", "statement", "with"),
    ],
)
def test_a_name_is_shown_as_people_call_it(
    name: str, role: str, title: str | None, shown: str
) -> None:
    assert display_name(entry_of(name, role, title)) == shown


def test_a_text_that_fits_is_whole() -> None:
    assert described(f"One.\n\n{FENCE}\n\nTwo.") == (
        f"{TITLE}\n\nOne.\n\n{FENCE}\n\nTwo.\n\n[docs.python.org]({URL})"
    )


def test_headings_alone_are_no_text() -> None:
    assert described("### Core") == f"{TITLE}\n\n[docs.python.org]({URL})"


def test_the_location_of_the_source_code_is_left_out() -> None:
    text = (Paragraph(("Source code",), ParagraphKind.SOURCE), Paragraph(("One.",)))
    assert "Source" not in describe(entry_of(), text, URL, Style())


def test_without_links_more_is_a_sign_only() -> None:
    text = described("One.\n\n" + "Two. " * 100, max_length=200, links="off")
    assert text == "**thing** · function\n\nOne.\n\n…"


def test_without_links_nothing_leads_anywhere() -> None:
    text = "See [`a[0]`](https://example.org/a) and [b](https://example.org/b).\n\n```\n[b](c)\n```"
    shown = described(text, links="off")
    assert blocks(shown) == ["See `a[0]` and b.", "```\n[b](c)\n```"]
    assert "(https://example.org/b)" in described(text)


def test_a_guess_says_that_it_is_one() -> None:
    thing = Thing("thing", "function", "function", "page.html", "One.")
    style = Style(links="off")
    assert describe(entry_of(), text_blocks(thing), URL, style, guess=True).startswith(
        "likely **thing** · function"
    )


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        (entry_of("__init__"), "**`__init__`** · function"),
        (entry_of(":=", "operator"), "**`:=`** · operator"),
        (entry_of("*", "operator", "in calls"), "**`*` (in calls)** · operator"),
        (entry_of("`x`"), r"**\`x\`** · function"),
        (entry_of("os.path_x"), "**os.path_x** · function"),
        (entry_of("the-with", "label", "The with statement"), "**The with statement** · label"),
    ],
)
def test_the_title_is_what_people_call_it(entry: Entry, title: str) -> None:
    thing = Thing("x", "function", "function", "page.html", "One.")
    assert describe(entry, text_blocks(thing), URL, Style(links="off")) == f"{title}\n\nOne."


BLOCKS = st.lists(
    st.one_of(
        st.text(alphabet="ab c.`*\\_[]()", min_size=1, max_size=300).filter(
            lambda text: bool(text.strip(" *_")) and "```" not in text
        ),
        st.sampled_from([FENCE, TABLE.strip(), NOTE, "- one\n- two", "Example:"]),
    ),
    max_size=8,
)


@given(BLOCKS, st.integers(270, 1200), st.booleans())
def test_a_description_keeps_its_length_and_its_fences(
    blocks: list[str],
    room: int,
    markdown: bool,  # noqa: FBT001
) -> None:
    text = described("\n\n".join(blocks), max_length=room, markdown=markdown)
    assert visible_length(text) <= room
    assert text.count("```") % 2 == 0
    if markdown:
        assert text.endswith(f"[docs.python.org]({URL})")


def test_a_listing_with_blank_lines_is_one_block() -> None:
    four = "````\n```\n\n```\n````"
    assert list(blocks_of(f"One.\n\n{FENCE}\n\n{four}\n\nTwo.")) == ["One.", FENCE, four, "Two."]


def test_a_listing_that_never_ends_is_one_block() -> None:
    assert list(blocks_of("One.\n\n```\nx\n\ny")) == ["One.", "```\nx\n\ny"]


def test_the_terminal_wraps_prose_and_items_and_leaves_listings_alone() -> None:
    words = "word " * 12
    markdown = f"{words}\n\n- {words}\n\n```\n{words * 3}\n```\n\n> **Note** {words}"
    thing = Thing("thing", "function", "function", "page.html", markdown)
    text = terminal(entry_of(), text_blocks(thing), URL, width=40)
    assert text.startswith("thing · function\n\nword word")
    assert "\x1b" not in text
    assert "\\" not in text
    *prose, listing, note, url = text.split("\n\n")
    assert all(len(line) <= 40 for block in (*prose, note) for line in block.split("\n"))
    assert prose[-1].split("\n")[1].startswith("  word")
    assert listing == f"    {(words * 3).rstrip()}"
    assert note.startswith("> Note word")
    assert "\n> word" in note
    assert url == URL


def test_bold_text_has_terminal_codes() -> None:
    text = terminal(
        SMALL.entries[0], text_blocks(SMALL.things[0]), URL, width=40, codes=("<", "(", ">")
    )
    assert text.split("\n\n") == [
        "<len> · function",
        "    len(s)",
        "Count the items of s.",
        f"({URL}>",
    ]


def test_a_keyword_is_brief_with_one_example_and_without_grammar() -> None:
    grammar, example = "```\nwith_stmt: ...\n```", "```python\nwith a: pass\n```"
    text = (
        f"{grammar}\n\nIt opens.\n\n{example}\n\n{example}\n\nIt closes.\n\n" + "More of it. " * 80
    )
    thing = Thing("with", "keyword", "keyword", "page.html", text)
    said = describe(entry_of("with", "keyword"), text_blocks(thing), URL, Style(links="off"))
    assert said == f"**with** · keyword\n\nIt opens.\n\n{example}\n\nIt closes.\n\n…"


@pytest.mark.parametrize(
    ("docset", "anchor", "is_short"),
    [
        ("python~3.14", "reference/compound_stmts.html#for", True),
        ("python~3.14", "library/os.html#files", False),
        ("numpy~2.1", "reference/arrays.html#arrays", False),
    ],
)
def test_sections_on_the_language_are_brief(docset: str, anchor: str, *, is_short: bool) -> None:
    text = "It repeats:\n\n```\nfor_stmt: x\n```\n\nIt ends."
    blocks = text_blocks(Thing("thing", "label", "label", "page.html", text))
    for role in ("label", "section"):
        entry = entry_of(role=role)._replace(docset=docset, anchor=anchor)
        said = describe(entry, blocks, URL, Style())
        assert ("for_stmt" not in said) is is_short


def test_a_word_that_announces_grammar_is_left_out_with_it() -> None:
    text = "It repeats.\n\nFormally:\n\n```\nfor_stmt: x\n```\n\nIt ends."
    shown = describe(
        entry_of("for", "keyword"),
        text_blocks(Thing("for", "keyword", "keyword", "page.html", text)),
        "",
        Style(),
    )
    assert blocks(shown) == ["It repeats.", "It ends.", "…"]


@pytest.mark.parametrize("word", ["Added", "New"])  # older documentation says "New"
def test_a_version_in_the_title_is_not_repeated(word: str) -> None:
    rest = f"*{word} in version 3.5:* The *end*."
    thing = Thing(
        "thing", "function", "function", "", f"It is.\n\n*{word} in version 3.4.*\n\n{rest}"
    )
    new = entry_of()._replace(since="3.4")
    assert blocks(describe(new, text_blocks(thing), "", Style())) == ["It is.", rest]
    assert len(blocks(describe(entry_of(), text_blocks(thing), "", Style()))) == 3


@pytest.mark.parametrize("word", ["Added", "New", "Changed"])
def test_who_wants_no_version_marks_sees_none(word: str) -> None:
    marks = f"*{word} in version 3.4.*\n\n> *{word} in version 3.5:*\n>\n> - One."
    shown = described(f"It is.\n\n{marks}\n\n*Deprecated since version 3.6.*", version_marks=False)
    assert blocks(shown)[:-1] == ["It is.", "*Deprecated since version 3.6.*"]


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("*Added in version 3.9.*\n\nIt is.", "It is.\n\n*Added in version 3.9.*"),
        ("*New in version 3.9.*", "*New in version 3.9.*"),
        ("*Added in version 3.9:* It was.\n\nIt is.", "It is.\n\n*Added in version 3.9:* It was."),
        ("*Changed in version 3.9:* Now.\n\nIt is.", "It is.\n\n*Changed in version 3.9:* Now."),
        ("It is. It has these parts:", "It is."),
        ("It is.\n\nThe parts:", "It is."),
        ("It is. It has the following parts.", "It is."),
        (
            "It is.\n\nIt has the following new parts.\n\n> **See also** One.",
            "It is.\n\n> **See also** One.",
        ),
        ("It has the following parts.", "It has the following parts."),
        ("It is. `a` is here, and `b` is one of the following.", "It is. `a` is here."),
        ("It is. The following lines are kept.", "It is. The following lines are kept."),
        (
            "It is.\n\n*Changed in version 3.9:* Now. Use the following.",
            "It is.\n\n*Changed in version 3.9:* Now.",
        ),
        ("The keys are constant, which are:", "The keys are constant."),
        ("The parts:", "The parts."),
        (
            "It is.\n\nIt has this method:\n\nIt has this part:\n\n*Changed in version 3.9:* It.",
            "It is.\n\n*Changed in version 3.9:* It.",
        ),
        ("It is:\n\n*so.*\n\n*Changed in version 3.9:* It.",) * 2,
        ("It is so:\n\n```\nx\n```", "It is so:\n\n```\nx\n```"),
    ],
)
def test_prose_comes_first_and_what_is_announced_follows(markdown: str, said: str) -> None:
    thing = Thing("thing", "function", "function", "page.html", markdown)
    shown = describe(entry_of("thing"), text_blocks(thing), "", Style(links="off"))
    assert shown.partition("\n\n")[2] == said


def test_a_module_without_words_shows_its_synopsis() -> None:
    module = entry_of("brewkit", "module")._replace(summary="Everything for a cup.")
    for text in ((Heading(("Brewing",)),), (Heading(("Brewing",)), Listing("brew()"))):
        shown = describe(module, text, URL, Style(links="off"))
        assert blocks(shown)[0] == "Everything for a cup."
        assert "Brewing" not in shown
    section = (Heading(("Brewing",)), Paragraph(("It brews.",)))
    assert blocks(describe(module, section, URL, Style(links="off"))) == ["It brews."]


def test_the_only_words_are_kept_before_marks_too() -> None:
    announced = Paragraph(("A kind of tea with these attributes:",), ParagraphKind.LEAD_IN)
    mark = Mark(
        NoticeKind.CHANGED, "3.9", "", ("Changed in version 3.9:",), (Paragraph(("Hot.",)),)
    )
    assert concluded((announced, mark)) == (
        Paragraph(("A kind of tea with these attributes.",)),
        mark,
    )


def test_what_announces_entries_that_are_looked_back_at_is_a_sentence() -> None:
    announced = Paragraph(("There are two teas:",), ParagraphKind.LEAD_IN)
    first, after = Paragraph(("It brews.",)), Paragraph(("These two are hot.",))
    assert concluded((first, announced, after)) == (
        first,
        Paragraph(("There are two teas.",)),
        after,
    )
    assert concluded((first, announced, first)) == (first, first)


def test_a_module_that_begins_by_announcing_shows_its_synopsis_first() -> None:
    module = entry_of("brewkit", "module")._replace(summary="Everything for a cup.")
    announced = Paragraph(("The functions are:",), ParagraphKind.LEAD_IN)
    text = (Heading(("Brewing",)), announced, Paragraph(("The others are old.",)))
    shown = blocks(describe(module, text, URL, Style(links="off")))
    assert shown == ["Everything for a cup.", "The others are old."]
    told = Paragraph(("It brews. The functions are:",), ParagraphKind.LEAD_IN)
    shown = blocks(describe(module, (told, *text[2:]), URL, Style(links="off")))
    assert shown == ["It brews.", "The others are old."]


def test_a_module_does_not_show_the_text_of_a_thing_in_it() -> None:
    module = entry_of("brewkit", "module")._replace(summary="Everything for a cup.")
    forms = (Signature("brewkit.Cup(size)", "brewkit.Cup"),)
    of_cup = (Paragraph(("A cup of it.",)),)
    shown = describe(module, of_cup, URL, Style(links="off", signature=True), signatures=forms)
    assert blocks(shown) == ["Everything for a cup."]
    assert "Cup" not in terminal(module, of_cup, URL, width=80, signatures=forms)
    untold = module._replace(summary="A cup of it.")
    assert blocks(describe(untold, of_cup, URL, Style(links="off"), signatures=forms)) == []
    of_both = (Paragraph(("A cup of ", Span(SpanKind.CODE, ("brewkit",)), ".")),)
    shown = describe(module, of_both, URL, Style(links="off"), signatures=forms)
    assert blocks(shown) == ["A cup of `brewkit`."]


def test_no_description_has_what_controls_a_terminal_or_hides_words() -> None:
    shown = described("One\u202e \x9b31mtwo\U000e0041.")
    assert "One ?31mtwo." in shown
    assert "\x07" not in terminal(entry_of(), (), "https://a/\x07", width=80)


def test_a_terminal_is_shown_no_words_that_announce_other_entries() -> None:
    blocks = (Paragraph(("Makes one. It has the following attributes:",)),)
    text = terminal(entry_of(), blocks, URL, width=80)
    assert "Makes one.\n" in text
    assert "following" not in text


def test_borrowed_words_announce_nothing_either() -> None:
    borrowed = Paragraph(("A box has methods. They are explained with an example:",))
    text = describe(entry_of(), (Group(GroupKind.CONTEXT, (borrowed,)),), URL, Style())
    assert "A box has methods." in text
    assert "example" not in text


def test_of_lists_for_alternatives_that_of_the_name_is_shown() -> None:
    lists = "\n\n".join(f"For *{name}* items:\n\n- Of {name}." for name in ("arc", "line", "text"))
    own_text = f"It makes an *arc*, a *line*, a *text* or an *oval*.\n\n{lists}\n\nIt ends."
    for name, rest in (
        ("make_line", ["For *line* items:", "- Of line.", "It ends."]),
        ("make_oval", ["It ends."]),
    ):
        thing = Thing(name, "function", "function", "page.html", own_text)
        shown = describe(entry_of(name), text_blocks(thing), URL, Style(links="off"))
        assert blocks(shown) == [own_text.partition("\n\n")[0], *rest, "…"]
    for name in ("make", "make_all"):
        thing = Thing(name, "function", "function", "page.html", own_text)
        assert "Of arc." in describe(entry_of(name), text_blocks(thing), URL, Style())
