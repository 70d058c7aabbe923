"""Texts that do not fit: what is kept of them, and in which order."""

import re

import pytest
from describe_kit import FENCE, NOTE, TITLE, URL, blocks, cut_text, described, entry_of
from small_docs import Thing
from small_docs import blocks_of as text_blocks

from docs_lsp.blocks import (
    Definition,
    Definitions,
    Item,
    ItemList,
    Mark,
    Paragraph,
    Span,
    SpanKind,
)
from docs_lsp.describe.candidate import visible_length
from docs_lsp.describe.entry_text import Style, describe
from docs_lsp.entry import NoticeKind, Parameter, Signature


def test_a_text_that_does_not_fit_is_cut_between_blocks_and_says_more() -> None:
    assert described("One.\n\n" + "Two. " * 60 + "\n\nThree.", max_length=200) == (
        f"{TITLE}\n\nOne.\n\n[More …]({URL}) · [docs.python.org]({URL})"
    )


def test_prose_is_kept_before_a_note_and_a_note_before_history() -> None:
    mark = "*Changed in version 3.12:* " + "So. " * 20
    text = f"One.\n\n{mark}\n\n{NOTE}\n\nTwo."
    assert blocks(described(text, max_length=130))[:-1] == ["One.", NOTE, "Two."]
    assert blocks(described("One.\n\n" + "Two. " * 60 + f"\n\n{NOTE}", max_length=200))[:-1] == [
        "One."
    ]


def test_of_history_the_newest_is_kept() -> None:
    marks = [f"*Changed in version 3.{minor}:* So it is." for minor in (8, 12, 13)]
    text = "One.\n\n" + "\n\n".join(marks)
    assert blocks(described(text, max_length=150))[:-1] == ["One.", marks[2], marks[1]]
    assert blocks(described(text, max_length=110))[:-1] == ["One.", marks[2]]
    assert blocks(described(text))[:-1] == ["One.", *marks]


def test_what_goes_away_is_said_first() -> None:
    mark = "*Deprecated since version 3.9:* Use two."
    text = "One.\n\n" + "Two. " * 60 + f"\n\n{mark}"
    assert blocks(described(text, max_length=200))[:-1] == ["One.", mark]


def test_addresses_do_not_count() -> None:
    linked = f"[word]({URL}) " * 20
    assert linked.strip() in described(f"One.\n\n{linked}", max_length=200)


def test_parameters_that_are_not_mentioned_are_named() -> None:
    thing = Thing("thing", "function", "function", "page.html", "Of *a*.\n\n" + "Two. " * 60)
    form = Signature(
        "thing(a, /, *more, b=1, **rest)",
        "thing",
        tuple(map(Parameter, ("a", "/", "*more", "b", "**rest"))),
    )
    shown = describe(entry_of(), text_blocks(thing), URL, Style(max_length=200), signatures=[form])
    assert blocks(shown)[:-1] == ["Of *a*.", "Further parameters: `*more`, `b`, `**rest`."]
    whole = describe(entry_of(), text_blocks(thing), URL, Style(), signatures=[form])
    assert "Further" not in whole


def test_parameters_of_every_call_form_are_named() -> None:
    thing = Thing("thing", "function", "function", "page.html", "Of *a*.\n\n" + "Two. " * 60)
    forms = [
        Signature(f"thing({', '.join(names)})", "thing", tuple(map(Parameter, names)))
        for names in (("self", "a", "**rest"), ("b", "/", "**rest"), ("b", "...", "c"))
    ]
    shown = describe(entry_of(), text_blocks(thing), URL, Style(max_length=200), signatures=forms)
    assert blocks(shown)[1] == "Further parameters: `**rest`, `b`, `c`."


def test_a_sentence_on_each_parameter_is_kept_of_long_paragraphs() -> None:
    text = (
        "One.\n\n" + "Two. " * 90 + "If *flag* is true, it flies. It *b* does.\n\nThe *c* is cut."
    )
    assert cut_text(text, "flag", "b", "c", "d") == [
        "One.", "If *flag* is true, it flies. It *b* does.", "The *c* is cut.",
        "Further parameters: `d`.",
    ]  # fmt: skip


def test_a_common_word_names_no_parameter() -> None:
    text = "One.\n\nIt may create two.\n\n" + "Two. " * 90
    assert "`create`" in cut_text(text, "create")[-1]


def test_names_of_parameters_come_before_history() -> None:
    text = "One.\n\n*Changed in version 3.12:* It *b* does.\n\n```\n" + "x\n" * 300 + "```"
    assert cut_text(text, "a", "b") == [
        "One.", "Further parameters: `a`.", "*Changed in version 3.12:* It *b* does."
    ]  # fmt: skip


def test_a_cut_text_has_no_history_older_than_any_python_that_is_maintained() -> None:
    text = "One.\n\n*Changed in version 2.3:* Two.\n\n```\n" + "x\n" * 300 + "```"
    assert cut_text(text) == ["One."]
    assert cut_text(text, docset="flask~2.3") == ["One.", "*Changed in version 2.3:* Two."]


def test_a_paragraph_about_an_example_that_is_left_out_is_left_out_too() -> None:
    first, second = "```\nbe(1)\n```", "```\ndo_it(2)\n" + "x\n" * 200 + "```"
    text = f"One.\n\n{first}\n\nTwo.\n\n{second}\n\n{{}}\n\nThree."
    assert cut_text(text.format("As `do_it` does.")) == ["One.", first, "Two.", "Three."]
    for words in ("As `be` does.", "As none does.", "Not `if` it does."):
        assert cut_text(text.format(words)) == ["One.", first, "Two.", words, "Three."]


def test_a_name_in_words_that_are_taken_back_is_not_said() -> None:
    late = "Of all that is here and of all that is elsewhere it is the *flag*"
    text = f"One.\n\n{late}:\n\n```\n" + "x\n" * 300 + "```\n\nTwo."
    assert cut_text(text, "flag") == ["One.", "Two.", "Further parameters: `flag`."]


def test_an_announcement_that_begins_with_a_parameter_is_a_sentence_on_it() -> None:
    text = "One.\n\nThe *flag* does. Each *part* may be two:\n\n```\n" + "x\n" * 300 + "```\n\nTwo."
    both = "The *flag* does. Each *part* may be two."
    assert cut_text(text, "part") == ["One.", both, "Two."]
    assert cut_text(text.replace("The *flag* does. ", ""), "part")[1] == "Each *part* may be two."
    listed = text.replace("```", "").replace("\nx", "\n- x")
    assert cut_text(listed, "part")[1] != "Each *part* may be two."


def test_a_sentence_that_ends_in_a_comma_is_left_out_with_its_code() -> None:
    code = "```\n" + "x\n" * 300 + "```"
    assert cut_text(f"One.\n\nTwo. For example,\n\n{code}") == ["One.", "Two."]


def test_a_parameter_that_a_link_names_is_not_named_again() -> None:
    text = f"One.\n\n- [flag]({URL}): Two.\n\n" + "```\n" + "x\n" * 300 + "```"
    assert "Further" not in "".join(cut_text(text, "flag"))


def test_a_sentence_that_goes_on_in_code_is_left_out_with_it() -> None:
    code = "```\n" + "x\n" * 300 + "```"
    assert cut_text(f"One.\n\nTwo. The statement results in\n\n{code}") == ["One.", "Two."]
    assert cut_text(f"One.\n\nThe sequence\n\n{code}") == ["One."]
    assert cut_text(f"The sequence\n\n{code}") == ["The sequence"]


def test_words_about_two_examples_that_are_left_out_are_left_out_too() -> None:
    code = "```\nset_it(1)\n" + "x\n" * 200 + "```"
    text = f"One.\n\n{code}\n\nTwo.\n\n{code}\n\n(As `set_it` does.)\n\nThree."
    assert cut_text(text) == ["One.", "Two.", "Three."]


def test_history_waits_for_prose_that_an_example_takes_with_it() -> None:
    mark = "*Changed in version 3.13:* So."
    code = "```\n" + "x\n" * 300 + "```"
    assert cut_text(f"One.\n\n{code}\n\nTwo.\n\n{mark}") == ["One.", "Two.", mark]
    assert cut_text(f"One.\n\nAs here:\n\n{code}\n\nTwo.\n\n{mark}") == ["One.", "Two."]


def test_of_a_field_of_parameters_no_name_is_lost() -> None:
    words = "Words that go on. " * 4
    items = tuple(
        Item((Paragraph((Span(SpanKind.STRONG, (name,)), f" - {words}")),), (name,))
        for name in "abcdefgh"
    )
    fields = (
        Definition((("Parameters:",),), (ItemList(items, 0, is_parameters=True),)),
        Definition((("Returns:",),), (Paragraph(("A value.",)),)),
    )
    text = (Paragraph(("One.",)), Definitions(fields, is_fields=True))
    for room in (200, 350, 450, 900):
        shown = describe(entry_of(), text, URL, Style(max_length=room))
        assert visible_length(shown) <= room
        assert all(f"**{name}**" in shown or f"`{name}`" in shown for name in "abcdefgh")
        assert "A value." in shown


def test_of_a_list_of_parameters_no_name_is_lost() -> None:
    words = "Words that go on. " * 4
    items = tuple(
        Item((Paragraph((Span(SpanKind.CODE, (name,)), f": {words}")),), (name,))
        for name in "abcdefgh"
    )
    text = (Paragraph(("One.",)), ItemList(items, 0, is_parameters=True))
    for room in (150, 300, 400, 800):
        shown = describe(entry_of(), text, URL, Style(max_length=room))
        assert visible_length(shown) <= room
        assert all(f"`{name}`" in shown for name in "abcdefgh")
    assert "`h`: Words that go on.\n" in describe(entry_of(), text, URL, Style(max_length=400))


def test_a_shortened_list_of_parameters_takes_the_room_of_history() -> None:
    words = "Words. " * 4
    items = tuple(
        Item((Paragraph((Span(SpanKind.CODE, (name,)), f": {words}")),), (name,))
        for name in "abcdefgh"
    )
    mark = Mark(
        NoticeKind.CHANGED, "3.13", "", ("Changed in version 3.13:",), (Paragraph(("So.",)),)
    )
    for block in (
        ItemList(items, 0, is_parameters=True),
        Definitions((Definition((("Of:",),), (ItemList(items, 0, is_parameters=True),)),), True),
    ):
        text = (Paragraph(("One.",)), block, mark)
        shown = describe(entry_of(), text, URL, Style(max_length=300))
        assert "`a`: Words. Words." in shown
        assert "`h`: Words.\n" in shown
        assert "Changed" not in shown
        assert "Changed" in describe(entry_of(), text, URL, Style(max_length=600))


def test_the_last_names_of_a_list_of_terms_are_its_last_item() -> None:
    words = "Words that go on. " * 4
    items = tuple(
        Definition(((Span(SpanKind.EMPHASIS, (name,)),),), (Paragraph((words,)),), (name,))
        for name in "abcdefgh"
    )
    text = (Paragraph(("One.",)), Definitions(items, is_parameters=True))
    shown = describe(entry_of(), text, URL, Style(max_length=200))
    assert re.search(r"\n- \*a\* — Words .*\n- `\w`(, `\w`)*, `h`\n", shown, re.DOTALL)


def test_names_of_a_second_list_are_of_something_else() -> None:
    first, second = (
        ItemList((Item((Paragraph((Span(SpanKind.CODE, (name,)), ": It.")),), (name,)),), 0, True)
        for name in ("one", "two" * 90)
    )
    text = (Paragraph(("One.",)), first, Paragraph(("Of others:",)), second)
    shown = describe(entry_of(), text, URL, Style(max_length=200))
    assert "`one`" in shown
    assert "Further" not in shown


def test_what_announces_a_listing_goes_with_it() -> None:
    text = "One.\n\nFor example:\n\n```\n" + "x\n" * 300 + "```\n\nTwo."
    assert "example" not in described(text, max_length=400)
    assert "For example:" in described(text, max_length=4000)


def test_nothing_is_announced_that_is_cut() -> None:
    code = "```\n" + "x\n" * 300 + "```"
    for announcing in ("Three ways:\n\n- One:", "**On Unix**"):
        text = f"One.\n\nTwo.\n\n{announcing}\n\n{code}\n\n*Changed in version 3.9:* Two."
        assert blocks(described(text, max_length=450))[:3] == [
            "One.", "Two.", f"[More …]({URL}) · [docs.python.org]({URL})"
        ]  # fmt: skip


def test_the_first_words_announce_nothing_that_is_cut_either() -> None:
    text = "One. It has these:\n\n- " + "two " * 200 + "\n\n*Changed in version 3.9:* Two."
    said = blocks(described(text, max_length=200))
    assert said[:-1] == ["One."]


def test_prose_that_begins_as_a_note_does_is_none() -> None:
    text = "One.\n\n" + "Two. " * 40 + "\n\nNote how it is." + "\n\n" + "Three. " * 20
    assert "Note how" not in described(text, max_length=180)
    assert "> Note A" in described(text + "\n\n> **Note** A.", markdown=False)


@pytest.mark.parametrize("block", [FENCE.replace("two", "t" * 300), NOTE * 30])
def test_nothing_is_left_of_a_listing_or_a_note_that_is_too_long(block: str) -> None:
    assert described(block, max_length=370) == (
        f"{TITLE}\n\n[More …]({URL}) · [docs.python.org]({URL})"
    )


def test_of_a_long_list_whole_items_are_left() -> None:
    items = [f"- item {number} goes on" for number in range(40)]
    text = described("\n".join(items), max_length=330)
    assert text.startswith(f"{TITLE}\n\n{items[0]}\n{items[1]}\n")
    assert re.search(r"goes on\n\n\[More …\]", text)


def test_of_a_long_list_with_numbers_each_item_is_left_in_brief() -> None:
    code = "   ```\n" + "   x\n" * 300 + "   ```"
    ways = [f"{number}. Way {number} is this. It takes time." for number in (1, 2, 3)]
    items = "\n".join(f"{way} As here:\n\n{code}" for way in ways)
    text = f"Three ways.\n\n{items}"
    assert blocks(described(text, max_length=500))[1] == "\n".join(ways)
    brief = "\n".join(way.removesuffix(" It takes time.") for way in ways)
    assert blocks(described(text.replace("time", "time " * 20), max_length=300))[1] == brief


def test_of_long_prose_words_are_left_and_no_mark_is_left_open() -> None:
    text = described("A word `and some code " + "that goes on " * 40 + "` ends.", max_length=370)
    assert "A word …\n\n[More …]" in text
