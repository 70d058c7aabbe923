"""Parts of an entry for programs, pages of a long text, version marks, the docset that is meant."""

import pytest
from entry_list import EntryList
from hypothesis import given
from hypothesis import strategies as st
from small_docs import PYTHON, SNAPSHOT, SmallTexts, Thing, snapshot_of

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
from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.describe.inner_links import without_inner_links
from docs_lsp.describe.parameter_items import parameter_items
from docs_lsp.entry import Docset, NoticeKind
from docs_lsp.errors import UnavailableError
from docs_lsp.features.changes import changes
from docs_lsp.features.docset_choice import chosen
from docs_lsp.features.excerpt import PARTS, excerpt, head, paged, result_line
from docs_lsp.features.lookup import addressed

TEXT = "First paragraph.\n\n```python\nx = 1\n\ny = 2\n```\n\nLast paragraph."


def test_a_listing_is_never_cut() -> None:
    first = paged(TEXT, 0, 30)
    assert first.text == "First paragraph."
    assert first.following is not None
    second = paged(TEXT, first.following, 5)
    assert second.text.strip() == "```python\nx = 1\n\ny = 2\n```"


def test_a_long_list_is_read_in_several_pages() -> None:
    items = "\n".join(f"- item {number}" for number in range(20))
    first = paged(items, 0, 30)
    assert first.text == "- item 0\n- item 1\n- item 2"
    assert first.following == len(first.text)


def test_a_link_within_the_docset_is_words_and_one_to_a_section_names_its_anchor() -> None:
    link = SpanKind.LINK
    name = Span(link, (Span(SpanKind.CODE, ("len()",)),), "https://x.org/f.html#len", "f.html#len")
    section = Span(link, ("Slices",), "https://x.org/f.html#slices", "f.html#slices")
    term = Span(link, ("GIL",), "https://x.org/glossary.html#term-GIL", "glossary.html#term-GIL")
    other = Span(link, ("site",), "https://y.org/")
    words = ("See ", name, ", ", section, ", ", term, ", ", other, ".")
    listed = ItemList((Item((Paragraph(words),)),))
    assert markdown_of(without_inner_links((listed,))) == (
        "- See `len()`, Slices (f.html#slices), GIL, [site](https://y.org/)."
    )


def test_a_parameter_is_explained_by_its_whole_item_and_the_marks_that_name_it() -> None:
    first = Item((Paragraph(("**size** -",)), Paragraph(("How big.",))), ("size",))
    second = Item((Paragraph(("**other** - no size.",)),), ("other",))
    added = NoticeKind.ADDED
    named = (
        Paragraph(
            (
                "The ",
                Span(SpanKind.CODE, ("size",)),
                " argument.",
            )
        ),
    )
    blocks = (
        Definitions(
            (Definition((("Parameters:",),), (ItemList((first, second), 0, True),)),), True
        ),
        Mark(added, "2.1", "", ("Added in 2.1:",), named),
        Mark(added, "2.2", "", ("Added in 2.2:",), (Paragraph(("Of any size.",)),)),
    )
    *items, mark = parameter_items(blocks, "size")
    assert items == [ItemList((first,), 0, True)]
    assert isinstance(mark, Mark)
    assert mark.version == "2.1"
    assert parameter_items(blocks, "no_such") == ()


def test_an_address_is_looked_up_as_its_anchor() -> None:
    entry = SNAPSHOT.find("os.path.join")
    assert entry is not None
    assert addressed(SNAPSHOT, SNAPSHOT.texts(entry).url(entry.anchor), None) == entry


def test_a_result_that_its_name_does_not_find_has_its_anchor() -> None:
    entry = SNAPSHOT.find("os.path.join")
    assert entry is not None
    named = entry._replace(title="open", anchor="library/os.html#open")
    assert " · show library/os.html#open · " in result_line(named, SNAPSHOT, with_docset=False)
    assert "show" not in result_line(entry, SNAPSHOT, with_docset=False)


blocks = st.lists(
    st.sampled_from(["Words.", "```\na\n\nb\n```", "- one\n- two", "| a |\n|---|"]), min_size=1
)


@given(blocks.map("\n\n".join), st.integers(1, 60))
def test_the_pages_of_a_text_are_the_whole_text(text: str, size: int) -> None:
    start: int | None = 0
    read = ""
    while start is not None:
        page = paged(text, start, size)
        assert page.text
        read += page.text
        start = page.following
    assert read == text


@pytest.mark.parametrize("part", PARTS)
def test_every_part_ends_with_the_address(part: str) -> None:
    entry = SNAPSHOT.find("os.path.join")
    assert entry is not None
    text = excerpt(entry, SNAPSHOT, part)
    assert text is not None
    assert text.endswith("https://docs.python.org/3.14/library/os.path.html#os.path.join")
    assert head(entry, SNAPSHOT).startswith("Python 3.14 · os.path.join · function")


WHEEL = SmallTexts(
    PYTHON,
    (
        Thing("wheel", "module", "module", "w.html", "It turns.\n\nThere are two ways to move it:"),
        Thing("wheel.roll", "function", "function", "w.html", "Move the wheel.", "wheel.roll()"),
        Thing("wheel.slide", "function", "function", "w.html", "Move the wheel.", "wheel.slide()"),
    ),
)
WHEEL.entries = EntryList(
    one._replace(unit=2) if one.name == "wheel.slide" else one for one in WHEEL.entries
)


def test_nothing_is_announced_that_does_not_follow() -> None:
    moving = snapshot_of(WHEEL)
    text = excerpt(WHEEL.entries[0], moving, "whole")
    assert text is not None
    assert "It turns." in text
    assert "two ways" not in text


def test_members_name_everything_that_one_text_describes() -> None:
    text = excerpt(WHEEL.entries[0], snapshot_of(WHEEL), "members")
    assert text is not None
    assert text.splitlines()[0] == ("- wheel.roll · function · Move the wheel. (also: wheel.slide)")


def test_no_text_is_made_up_for_a_parameter() -> None:
    entry = SNAPSHOT.find("os.path.join")
    assert entry is not None
    assert excerpt(entry, SNAPSHOT, "no_such") is None


KNOWN = tuple(
    Docset(f"{project.lower()}~{version}", project, version, "", 1, "")
    for project, version in (("Python", "3.13"), ("Python", "3.14"), ("Flask", "2.2"))
)
SEVERAL = SNAPSHOT._replace(known=KNOWN, shown=("python~3.13", "flask~2.2"))


@pytest.mark.parametrize(
    ("library", "version", "docset"),
    [
        (None, None, None),
        (None, "3.14", "python~3.14"),
        ("python", None, "python~3.13"),
        ("Python", "3", "python~3.14"),
        ("python", "3.13.9", "python~3.13"),
        ("flask", "2.2.5", "flask~2.2"),
        ("FLASK", None, "flask~2.2"),
    ],
)
def test_a_library_and_a_version_mean_a_docset(
    library: str | None, version: str | None, docset: str | None
) -> None:
    assert chosen(SEVERAL, library, version) == docset


@pytest.mark.parametrize(
    ("library", "version", "command"),
    [
        (None, "3.12", "docs-lsp build --python 3.12"),
        ("flask", "3.0", 'docs-lsp build "flask==3.0"'),
        ("numpy", None, "docs-lsp build numpy"),
        ("python", "nonsense", "docs-lsp build --python nonsense"),
    ],
)
def test_what_is_not_installed_is_named_with_its_remedy(
    library: str | None, version: str | None, command: str
) -> None:
    with pytest.raises(UnavailableError) as raised:
        chosen(SEVERAL, library, version)
    assert str(raised.value).endswith(command)


def test_the_changes_of_an_entry_are_those_of_the_versions_asked() -> None:
    dated = [
        (entry, found)
        for entry in SNAPSHOT.texts(next(iter(SNAPSHOT.names.dated()))).entries
        if (found := changes(entry, SNAPSHOT.texts(entry)))
    ]
    assert dated
    for entry, found in dated:
        newest = found[0].version
        texts = SNAPSHOT.texts(entry)
        assert not changes(entry, texts, since=newest)
        assert changes(entry, texts, until=newest) == found
