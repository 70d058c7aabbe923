"""Types that descriptions state: results, attributes and bases, read against all names."""

import pytest
from page_kit import LIBRARY_SITE, unit_at

from docs_parser.type_facts import WrittenType, facts_of
from docs_parser.type_names import TypeNames
from docs_parser.units import WantedUnit, page_units

NAMES = TypeNames({"kit.App", "kit.Reply", "kit.net.Link", "kit.a.Twin", "kit.b.Twin"})
LINK = '<a class="reference internal" href="#kit.Reply" title="kit.reply.Reply">Reply</a>'


def described(head: str, content: str = "", name: str = "kit.App.send") -> tuple[WrittenType, ...]:
    """Return the types in one description; *head* is what follows its name."""
    term = f'<dt class="sig sig-object py" id="{name}"><span class="sig-name descname">x</span>{head}</dt>'
    return unit_at(
        f'<dl class="py">{term}<dd>{content}</dd></dl>', name, "object", LIBRARY_SITE
    ).types


def returns(text: str) -> str:
    return (
        f'()<span class="sig-return"> \u2192 <span class="sig-return-typehint">{text}</span></span>'
    )


def field(name: str, content: str) -> str:
    return f'<p>W.</p><dl class="field-list"><dt>{name}<span class="colon">:</span></dt><dd>{content}</dd></dl>'


@pytest.mark.parametrize(
    ("head", "content", "facts"),
    [
        (returns("Reply"), "", ["()kit.Reply"]),
        (returns(f"list[{LINK}]"), "", ["()list[kit.Reply]"]),
        (returns(f"{LINK} | None"), "", ["()kit.Reply"]),
        (returns("Reply | Mystery"), "", []),
        (returns("Twin"), "", []),
        (returns("Link"), "", ["()kit.net.Link"]),
        (returns("Self"), "", ["()~Self"]),
        (returns("Callable[[int], Reply]"), "", ["()typing.Callable[kit.Reply, int]"]),
        (returns("Optional[Tuple[str, ...]]"), "", ["()tuple[str, ...]"]),
        (returns("None"), "", []),
        (returns("not a type"), "", []),
        ("()", field("Return type", f"<p>{LINK}</p>"), ["()kit.Reply"]),
        ("()", field("Return type", "<p>list of str</p>"), ["()list"]),
        ("()", field("Returns", f"<p>a {LINK} object.</p>"), ["()kit.Reply"]),
        ("()", field("Returns", f"<p>the size of the {LINK}</p>"), []),
        ("()", field("Returns", "<p>The reply.</p>"), []),
        (
            "()",
            field("Returns", "<dl><dt>Reply</dt><dd><p>It.</p></dd></dl>"),
            ["()kit.Reply"],
        ),
        (
            "()",
            field(
                "Returns",
                '<dl><dt><strong>out</strong><span class="classifier">Reply</span></dt><dd>It.</dd></dl>',
            ),
            ["()kit.Reply"],
        ),
        (
            "()",
            field("Returns", "<dl><dt>Reply</dt><dd>It.</dd><dt>int</dt><dd>Size.</dd></dl>"),
            [],
        ),
    ],
)
def test_the_result_of_a_method_is_what_its_description_states(
    head: str, content: str, facts: list[str]
) -> None:
    types = described(head, content)
    assert facts_of("kit.App.send", "method", types, (), NAMES) == facts


def test_an_attribute_has_the_type_after_its_name() -> None:
    head = '<em class="property"><span class="p">:</span> dict[str, <a href="#kit.Reply">Reply</a>]</em><em class="property"> = {}</em>'
    types = described(head)
    assert facts_of("kit.App.x", "attribute", types, (), NAMES) == [":dict[str, kit.Reply]"]


def test_a_class_has_its_bases() -> None:
    link = '<a href="#kit.net.Link"><code>Link</code></a>'
    types = described("()", f"<p>Bases: {link}, <code>Unknown</code></p><p>W.</p>", "kit.App")
    assert facts_of("kit.App", "class", types, (), NAMES) == ["<kit.net.Link"]


def test_the_result_of_a_coroutine_is_awaited() -> None:
    types = described(returns("Reply"))
    facts = facts_of("kit.App.send", "method", types, {"async"}, NAMES)
    assert facts == ["()types.CoroutineType[?, ?, kit.Reply]"]


@pytest.mark.parametrize("words", ["async with", "with", "async for ... in", "for ... in"])
def test_what_is_entered_or_gone_through_is_not_what_it_gives(words: str) -> None:
    types = described(returns("Reply"))
    assert facts_of("kit.App.send", "method", types, set(words.split()), NAMES) == []


def test_call_forms_with_different_results_state_nothing() -> None:
    forms = "".join(
        f'<dt class="sig sig-object py"{mark}><span class="sig-name descname">x</span>{returns(kind)}</dt>'
        for mark, kind in ((' id="kit.App.send"', "Reply"), ("", "str"))
    )
    types = unit_at(
        f'<dl class="py">{forms}<dd>W.</dd></dl>', "kit.App.send", "object", LIBRARY_SITE
    ).types
    assert facts_of("kit.App.send", "method", types, (), NAMES) == []


def test_a_class_around_the_description_comes_before_its_namesakes() -> None:
    names = TypeNames({"kit.a.Twin", "kit.b.Twin"})
    assert names.read("Twin", "kit.a.Other.make") == "kit.a.Twin"
    assert names.read("Twin", "kit.Other.make") == "?"


def test_mkdocstrings_writes_the_result_behind_the_brackets() -> None:
    html = """<html><body><article class="md-content__inner"><div class="doc doc-object doc-function">
<h2 id="kit.App.send" class="doc doc-heading"><code>send(to: str) -> Reply</code></h2>
<div class="doc doc-contents"><p>Send.</p></div></div></article></body></html>"""
    found = page_units("page.html", html, [WantedUnit("kit.App.send", "object")], LIBRARY_SITE)
    assert [one.text for one in found.units[0].types] == ["Reply"]


def test_no_types_are_read_from_the_manual_of_python() -> None:
    term = '<dt class="sig py" id="kit.f">f() <span class="sig-return">\u2192 int</span></dt>'
    page = f'<dl class="py">{term}<dd>W.</dd></dl>'
    assert unit_at(page, "kit.f", "object", LIBRARY_SITE).types
    assert not unit_at(page, "kit.f", "object").types
