"""The sentence that sums up a text in lists."""

from page_kit import described, unit_at

from docs_lsp.blocks import Group, GroupKind, Paragraph
from docs_parser.sentence import first_sentence
from docs_parser.summary import summary_of


def test_a_summary_looks_at_the_start_of_a_text_only() -> None:
    assert len(first_sentence("e.g. A " * 200_000)) < 300


def test_a_summary_says_something() -> None:
    assert (
        unit_at(described("<p>--</p><p>A type of data. And more.</p>"), "thing").summary
        == "A type of data."
    )
    assert unit_at(described("<p>--</p>"), "thing").summary == "--"


def test_a_summary_is_no_field() -> None:
    fields = '<dl class="field-list"><dt>Parameters</dt><dd><p>cup - a number</p></dd></dl>'
    assert unit_at(described(f"{fields}<p>Pour it.</p>"), "thing").summary == "Pour it."
    note = '<div class="admonition note"><p class="admonition-title">Note</p><p>Hot.</p></div>'
    assert unit_at(described(fields + note), "thing").summary == "Hot."
    assert unit_at(described(fields), "thing").summary == "Parameters cup - a number"


def test_a_summary_is_what_is_said_before_members_are_announced() -> None:
    member = '<dl class="py method"><dt class="sig sig-object py" id="thing.m">m</dt><dd></dd></dl>'
    text = f"<p>It makes tea. It has methods:</p>{member}<p>It also cools.</p>"
    assert unit_at(described(text), "thing").summary == "It makes tea."


def test_a_summary_announces_nothing() -> None:
    assert first_sentence("It decides on this: ") == "It decides on this."
    assert first_sentence("A pair a::") == "A pair a::"


def test_a_note_alone_is_summed_up_by_its_words() -> None:
    note = '<div class="admonition {0}"><p class="admonition-title">{0}</p><p>Hot. Very.</p></div>'
    assert unit_at(described(note.format("warning")), "thing").summary == "Hot."
    assert unit_at(described(note.format("seealso")), "thing").summary == "seealso Hot."


def test_what_is_borrowed_after_the_words_of_a_thing_does_not_sum_it_up() -> None:
    words, context = Paragraph(("It pours.",)), Group(GroupKind.CONTEXT, (Paragraph(("Hot.",)),))
    assert summary_of((words, context)) == "It pours."
    assert summary_of((context, words)) == "Hot."
