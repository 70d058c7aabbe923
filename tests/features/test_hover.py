"""The hover as a whole: what span, what text, and when there is none."""

from textwrap import dedent
from types import MappingProxyType

import pytest
from cursor import split_cursor
from hypothesis import given
from hypothesis import strategies as st
from small_docs import PYTHON, SNAPSHOT, SmallTexts, Thing, snapshot_of

from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Entry
from docs_lsp.features.hover import HoverResult, hover, kind_setting
from docs_lsp.options.settings import HOVER_KINDS, HoverSettings

DEFAULT = HoverSettings()


def hovered(
    marked: str, settings: HoverSettings = DEFAULT, *, markdown: bool = True
) -> tuple[str, HoverResult | None]:
    source, offset = split_cursor(dedent(marked).strip("\n"))
    return source, hover(SNAPSHOT, source, offset, settings, markdown=markdown)


def check_hover(
    marked: str, expected: str, settings: HoverSettings = DEFAULT, *, markdown: bool = True
) -> None:
    source, found = hovered(marked, settings, markdown=markdown)
    assert found is not None, f"nothing shown in {source!r}"
    shown = f"*{source[found.start : found.end]}*\n{found.text}"
    assert shown == dedent(expected).strip()


def check_no_hover(marked: str, settings: HoverSettings = DEFAULT) -> None:
    source, found = hovered(marked, settings)
    assert found is None, f"{found} in {source!r}"


def test_an_alias_leads_to_the_documented_name() -> None:
    check_hover(
        """
        import os.path as p
        p.jo$0in("a", "b")
        """,
        """
        *p.join*
        [**os.path.join**](https://docs.python.org/3.14/library/os.path.html#os.path.join) · function

        Put `parts` of a path together.

        > **Note** An absolute part begins anew.

        [docs.python.org](https://docs.python.org/3.14/library/os.path.html#os.path.join)
        """,
    )


def test_an_operator_is_no_method() -> None:
    entry = Entry("python~3.14", 1, "object.__add__", "py", "method", "method", "a.html#b", 1)
    assert kind_setting(entry, "+") == "operators"
    assert kind_setting(entry, "__add__") == "stdlib"


def test_plain_text_has_no_marks() -> None:
    check_hover(
        """
        import os.path as p
        p.jo$0in("a", "b")
        """,
        """
        *p.join*
        os.path.join · function

        Put parts of a path together.

        > Note An absolute part begins anew.

        https://docs.python.org/3.14/library/os.path.html#os.path.join
        """,
        markdown=False,
    )


def test_version_marks_are_in_the_title_and_a_listing_is_whole() -> None:
    check_hover(
        "from asyncio import timeout\ntime$0out(3)",
        """
        *timeout*
        [**asyncio.timeout**](https://docs.python.org/3.14/library/asyncio.html#asyncio.timeout) · coroutine context manager · new in 3.11

        Wait only so long.

        ```python
        async with timeout(1):

            await later()
        ```

        [docs.python.org](https://docs.python.org/3.14/library/asyncio.html#asyncio.timeout)
        """,
    )


def test_a_deprecated_thing_says_so() -> None:
    check_hover(
        "import os.path\nos.path.wa$0lk",
        """
        *os.path.walk*
        [**os.path.walk**](https://docs.python.org/3.14/library/os.path.html#os.path.walk) · function · deprecated since 3.2

        The old way to wander.

        [docs.python.org](https://docs.python.org/3.14/library/os.path.html#os.path.walk)
        """,
    )


def test_the_heading_of_a_module_is_not_repeated() -> None:
    check_hover(
        "import o$0s",
        """
        *os*
        [**os**](https://docs.python.org/3.14/library/os.html#module-os) · module

        Talk to the system.

        [docs.python.org](https://docs.python.org/3.14/library/os.html#module-os)
        """,
    )


def test_the_link_of_another_site_names_its_host() -> None:
    check_hover(
        "import flask\nflask.Fl$0ask(__name__)",
        """
        *flask.Flask*
        [**flask.Flask**](https://flask.palletsprojects.com/en/2.2.x/api.html#flask.Flask) · class

        An application.

        [flask.palletsprojects.com](https://flask.palletsprojects.com/en/2.2.x/api.html#flask.Flask)
        """,
    )


def test_full_adds_the_signature_and_links_and_marks_can_be_left_out() -> None:
    settings = HoverSettings(mode="full", links="off", version_notes=False)
    check_hover(
        "from asyncio import timeout\ntime$0out(3)",
        """
        *timeout*
        **asyncio.timeout** · coroutine context manager

        ```python
        asyncio.timeout(delay)
        ```

        Wait only so long.

        ```python
        async with timeout(1):

            await later()
        ```
        """,
        settings,
    )


def test_a_keyword_argument_shows_its_own_sentences() -> None:
    _source, found = hovered("import asyncio\nasyncio.timeout(de$0lay=3)")
    assert found is not None
    url = "https://docs.python.org/3.14/library/asyncio.html#asyncio.timeout"
    first, *rest = found.text.split("\n\n")
    assert first == f"[**asyncio.timeout**]({url}) · parameter `delay`"
    assert rest[-1] == f"[docs.python.org]({url})"


def test_a_code_in_a_string_shows_its_own_description_alone() -> None:
    text = "Codes:\n\n- `%Y` — Year.\n- `%m` — Month."
    thing = Thing("format-codes", "label", "section", "library/datetime.html", text, domain="std")
    snapshot = snapshot_of(SmallTexts(PYTHON, (thing,)))
    source = "x.strftime('%Y-%m')"
    found = hover(snapshot, source, source.index("%m"), HoverSettings(links="off"))
    assert found is not None
    assert found.text.endswith("\n\n`%m` — Month.")


@pytest.mark.parametrize("marked", ["len(a, $0foo=1)", "import os.path\nos.path.join($0foo=1)"])
def test_a_parameter_that_the_manual_does_not_know_shows_nothing(marked: str) -> None:
    check_no_hover(marked)


@pytest.mark.parametrize(
    ("name", "last"), [("level", "- *level* — How loud."), ("loud", None), ("other", None)]
)
def test_where_any_name_may_be_given_those_that_are_listed_are_parameters(
    name: str, last: str | None
) -> None:
    text = "Set *loud* up.\n\nThese are taken:\n\n- *level* — How loud.\n- *form* — How long."
    page, form = "builtins/functions.html", "set_up(**kwargs)"
    thing = Thing("set_up", "function", "function", page, text, form)
    snapshot = snapshot_of(SmallTexts(PYTHON, (thing,)))
    found = hover(snapshot, f"set_up({name}=1)", 8, HoverSettings(links="off"))
    assert (None if found is None else found.text.split("\n\n")[-1]) == last


@pytest.mark.parametrize(
    ("links", "title", "last"),
    [
        (
            "online",
            "https://docs.python.org/3.14/builtins/functions.html#len",
            "[docs.python.org](https://docs.python.org/3.14/builtins/functions.html#len)",
        ),
        ("local", "file:///len.md", "[page](file:///len.md)"),
        (
            "both",
            "https://docs.python.org/3.14/builtins/functions.html#len",
            "[page](file:///len.md) · [docs.python.org](https://docs.python.org/3.14/builtins/functions.html#len)",
        ),
    ],
)
def test_links_lead_online_or_to_a_page_on_this_machine(links: str, title: str, last: str) -> None:
    settings = HoverSettings(links=links)
    found = hover(SNAPSHOT, "len", 1, settings, page=lambda entry: f"file:///{entry.name}.md")
    assert found is not None
    assert found.text.startswith(f"[**len**]({title})")
    assert found.text.endswith(f"\n\n{last}")


@pytest.mark.parametrize(
    "marked",
    [
        "def join(a): ...\njo$0in(1)",
        "id$0 = 3",
        "le$0n = 3\nlen",
        "# le$0n",
        "'le$0n'",
        "x = 1\nx.jo$0in",
        "unknown.le$0n",
        "$0",
        "   $0   ",
    ],
)
def test_what_is_not_documented_shows_nothing(marked: str) -> None:
    check_no_hover(marked)


def test_off_shows_nothing() -> None:
    check_no_hover("le$0n", HoverSettings(mode="off"))


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("le$0n", "builtins"),
        ("raise Value$0Error", "exceptions"),
        ("import o$0s", "stdlib"),
        ("import os.path\nos.path.jo$0in", "stdlib"),
        ("import fla$0sk", "thirdParty"),
        ("f'{x:$0>3}'", "stringFormats"),
        ("pa$0ss", "keywords"),
    ],
)
def test_each_kind_can_be_switched_off(marked: str, kind: str) -> None:
    source, found = hovered(marked)
    assert found is not None
    if kind != "stringFormats":
        assert kind_setting(found.entry, source[found.start : found.end]) == kind
    without = MappingProxyType(dict.fromkeys(HOVER_KINDS, True) | {kind: False})
    check_no_hover(marked, DEFAULT._replace(kinds=without))
    only = MappingProxyType(dict.fromkeys(HOVER_KINDS, False) | {kind: True})
    assert hovered(marked, DEFAULT._replace(kinds=only))[1] is not None


@pytest.mark.parametrize(
    ("word", "page", "kind"),
    [
        ("for", "reference/expressions.html", "keywords"),
        ("yield from", "reference/expressions.html", "keywords"),
        ("_", "reference/compound_stmts.html", "keywords"),
        ("[", "reference/expressions.html", "brackets"),
        ("{", "reference/lexical_analysis.html", "brackets"),
        ("0x1f", "reference/lexical_analysis.html", "literals"),
        ("rb'", "reference/lexical_analysis.html", "literals"),
        ("...", "reference/datamodel.html", "literals"),
        ("=", "reference/simple_stmts.html", "operators"),
    ],
)
def test_a_section_is_of_the_kind_of_the_word_it_is_shown_for(
    word: str, page: str, kind: str
) -> None:
    section = Entry("python~3.14", 1, "x", "std", "label", "section", f"{page}#x", 1)
    assert kind_setting(section, word) == kind


def test_a_translation_of_the_manual_is_no_third_party() -> None:
    there = Entry("python-ja~3.14", 1, "len", "py", "function", "function", "x.html#len", 1)
    assert kind_setting(there, "len") == "builtins"
    assert kind_setting(there._replace(docset="python-can~4.5"), "len") == "thirdParty"


def test_an_empty_snapshot_shows_nothing() -> None:
    assert hover(Snapshot(), "len", 1, DEFAULT) is None


@given(st.text(max_size=60), st.integers(-3, 70))
def test_no_text_and_no_offset_make_it_raise(source: str, offset: int) -> None:
    found = hover(SNAPSHOT, source, offset, DEFAULT)
    assert found is None or 0 <= found.start <= found.end <= len(source)


def test_a_docset_that_is_loaded_again_is_described_again() -> None:
    source, offset = split_cursor("l$0en(x)")
    said = []
    for text in ("The older text.", "The fresh text."):
        thing = Thing("len", "function", "function", "builtins/functions.html", text)
        snapshot = snapshot_of(SmallTexts(PYTHON, [thing]))
        found = [hover(snapshot, source, offset, DEFAULT) for _ in range(2)]
        assert found[0] == found[1]
        said.append(found[0].text if found[0] else "")
    assert ["older" in said[0], "fresh" in said[1]] == [True, True]


STATUS_TABLE = """\
All of them:

| Value | Name        | Details              |
| ----- | ----------- | -------------------- |
| 200   | `OK`        | All is well with it. |
| 404   | `NOT_FOUND` | It is nowhere.       |
"""


def test_a_member_without_an_entry_is_described_by_its_row() -> None:
    page = "library/http.html"
    snapshot = snapshot_of(
        SmallTexts(
            PYTHON,
            [
                Thing("http.HTTPStatus", "class", "class", page, "What became of it."),
                Thing("codes", "label", "section", page, STATUS_TABLE, domain="std", title="Codes"),
            ],
        )
    )
    source, offset = split_cursor("from http import HTTPStatus\nHTTPStatus.NOT_$0FOUND")
    found = hover(snapshot, source, offset, markdown=False)
    assert found is not None
    assert found.text.splitlines()[0] == "Codes · section"
    assert "It is nowhere." in found.text
    assert "All is well" not in found.text
    assert hover(snapshot, source, offset, HoverSettings(kinds={"stdlib": False})) is None
    source, offset = split_cursor("from http import HTTPStatus\nHTTPStatus.GO$0NE")
    assert hover(snapshot, source, offset) is None
