"""The scope of version marks: the whole, one of several things, or a part."""

import pytest
from page_kit import SITE, described, unit_at

from docs_lsp.entry import Notice
from docs_parser.units import WantedUnit, page_units


def mark(
    words: str, label: str = "Deprecated since version 3.9: ", kind: str = "deprecated"
) -> str:
    span = f'<span class="versionmodified {kind}">{label}</span>'
    return f'<div class="{kind}"><p>{span}{words}</p></div>'


def notices(content: str) -> tuple[Notice, ...]:
    return unit_at(described(f"<p>It is.</p>{content}"), "thing").notices


def code(name: str) -> str:
    return f"<code>{name}</code>"


def link(name: str) -> str:
    return f'<a href="library/other.html#{name}"><code>{name}</code></a>'


FRENCH, JAPANESE, CHINESE = (
    "Obsolète depuis la version 3.9\u202f: ",
    "バージョン 3.9 で非推奨: ",
    "自 3.9 版本弃用: ",
)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Use other() instead.",
        f"Use {code('other')} instead.",
        f"{link('other')} does the same.",
        f"The {code('thing')} is old. Use {link('other')} if you can.",
        "This function warned when called.",
        f"Will be removed in Kit 2.3. Set {code('other')} when creating one.",
        "Pending removal in Kit 2.3.",
        f"It existed for compatibility with the long removed {code('other')}.",
        f"Clear {link('other')} and {code('one.two')} instead.",
        f"This function is not needed since {link('open')} and some others have an <em>encoding</em>.",
    ],
)
def test_a_mark_of_the_whole(words: str) -> None:
    assert [one.partial for one in notices(mark(words))] == [False]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="operations docutils container">{}<p>Two can be compared.</p></div>',
        '<div class="sd-tab-content docutils">{}<p>On one system.</p></div>',
        '<div class="sd-card-body docutils"><p>A use.</p>{}</div>',
        '<div class="sphinx-tabs-panel" id="panel-1"><p>On another system.</p>{}</div>',
    ],
)
def test_a_mark_in_a_box_is_of_what_the_box_holds(box: str) -> None:
    assert [one.partial for one in notices(box.format(mark("")))] == [True]


def test_a_mark_alone_in_a_box_or_in_folded_details_is_of_the_whole() -> None:
    boxed = f'<div class="docutils container">{mark("")}</div>'
    folded = f'<details class="changelog"><summary>Changelog</summary>{mark("")}</details>'
    assert [one.partial for one in notices(boxed)] == [False]
    assert [one.partial for one in notices(folded)] == [False]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("The <em>loop</em> parameter.", "loop"),
        (f"The old name {code('kit_two')} of it.", "kit_two"),
        (f"The tuple form of {code('thing')} ({code('THING_INFO')}) is.", "THING_INFO"),
        ("A warning is emitted if it is empty.", ""),
        ("Passing two values is deprecated.", ""),
        ("Returning a list is deprecated.", ""),
        (f"Using {code('thing')} to make two is deprecated. Use {code('other')} instead.", ""),
        (f"Calling {code('thing()')} with three.", ""),
        (f"It is deprecated to make a {code('thing')} so, use {link('other')}.", ""),
        (f"All {code('OP_NO*')} options are, use {link('other')} instead.", "OP_NO*"),
    ],
)
def test_a_mark_of_a_part(words: str, part: str) -> None:
    assert [(one.partial, one.part) for one in notices(mark(words))] == [(True, part)]


@pytest.mark.parametrize(
    ("label", "words", "partial"),
    [
        (FRENCH, "", False),
        (FRENCH, "Le paramètre <em>boucle</em>.", True),
        (FRENCH, "Le paramètre boucle.", True),
        (FRENCH, f"Employez plutôt {link('other')}.", False),
        (JAPANESE, "", False),
        (JAPANESE, "<em>loop</em> 引数。", True),
        (JAPANESE, f"代わりに {link('other')} を使ってください。", False),
        (CHINESE, "", False),
        (CHINESE, "<em>loop</em> 参数。", True),
        (CHINESE, f"请改用 {link('other')}。", False),
        (FRENCH, f"Appeler {code('thing')} sans eau.", True),
        (JAPANESE, f"{code('thing')} を水なしで呼ぶこと。", True),
        (CHINESE, f"不带水调用 {code('thing')} 已弃用。", True),
        (FRENCH, f"Deux mots de trop lèveront une {link('ValueError')}.", True),
        (JAPANESE, f"{code('thing')} は古いです。代わりに {link('other')} を使います。", False),
        (JAPANESE, "Use other() instead.", False),
        (JAPANESE, "Passing two values is deprecated.", True),
        (JAPANESE, f"{link('Pot')} now warms cups. See {link('pots')}.", False),
        # A link to something that does not replace the thing.
        (FRENCH, f"Remplacez-la par {link('other()')}.", False),
        (FRENCH, f"Passer une {link('Theiere')}.", True),
        (FRENCH, f"Appeler {link('other()')} sur une tasse vide lève une exception.", True),
        (FRENCH, f"Toutes les tasses {link('CUP')} sont usées. Prenez {link('pot')}.", True),
        (JAPANESE, f"{link('Pot')} 型の引数。", True),
        (
            JAPANESE,
            f"この関数は {link('other()')} などの器を温めることができなくなりました。",
            True,
        ),
        (JAPANESE, f"お茶をいれる前に器を温めるために {link('other()')} を使ってください。", True),
        (CHINESE, f"可以从 {link('Pot')} 而不是 {link('Cup')} 调用。", True),
        (CHINESE, f"{code('thing')} 已弃用。将来会要求使用 {link('POT')} 或 {link('CUP')}。", True),
    ],
)
def test_marks_in_other_languages(label: str, words: str, *, partial: bool) -> None:
    assert [(one.version, one.partial) for one in notices(mark(words, label))] == [("3.9", partial)]


@pytest.mark.parametrize(
    "label",
    [
        "在 1.1 版本加入.",
        "バージョン 1.1 で追加.",
        "Ajouté dans la version 1.1.",
        "Added in version 1.1.",
    ],
)
def test_a_bare_mark_of_an_addition_is_of_the_whole(label: str) -> None:
    (notice,) = notices(mark("", label, "versionadded"))
    assert (notice.version, notice.partial) == ("1.1", False)


def test_a_link_to_what_a_thing_is_a_member_of_replaces_nothing() -> None:
    owner = '<a href="#m.C"><code>C</code></a>'
    member = MEMBER.format(f"<p>It is.</p>{mark(f'{owner} sans eau.', FRENCH)}")
    (notice,) = unit_at(f'<section id="s"><h1>S</h1>{member}</section>', "m.C.f").notices
    assert notice.partial


def test_no_function_replaces_a_class() -> None:
    for name, partial in (("other()", True), ("Other", False)):
        words = f"代わりに {link(name)} を使います。"
        content = described(f"<p>It is.</p>{mark(words, JAPANESE)}", "py class")
        assert [one.partial for one in unit_at(content, "thing").notices] == [partial]


@pytest.mark.parametrize(
    ("words", "partial"),
    [
        (f"新增 {code('thing')} 函数。", False),
        (f"现在 {code('thing')} 可接受一个由杯子组成的元组。", True),
    ],
)
def test_words_are_counted_where_no_blanks_part_them(words: str, *, partial: bool) -> None:
    content = mark(words, "在 3.3 版本加入: ", "versionadded")
    assert [one.partial for one in notices(content)] == [partial]


def test_what_was_added_to_a_thing_is_a_part_of_it() -> None:
    for words, partial in (
        ("The <em>key</em> parameter.", True),
        (f"The {code('thing')} function.", False),
    ):
        content = mark(words, "Added in version 3.3: ", "versionadded")
        assert [one.partial for one in notices(content)] == [partial]


@pytest.mark.parametrize(
    ("words", "partial"),
    [
        (f"Previously, a plain {code('Error')} was raised.", False),
        (f"Before 3.3 it was called {code('old')}, which is still there.", False),
        ("This function was first removed and then brought back.", False),
        (f"{code('old')} is renamed to {code('thing')} for clarity.", False),
        ('See <a href="https://example.org/pep"><strong>PEP 1</strong></a> for more.', False),
        ('Voir la <a href="https://example.org/pep"><strong>PEP 1</strong></a>.', False),
        ('The form of <a href="https://example.org/pep"><strong>PEP 1</strong></a>.', True),
        ("Support for more.", True),
        (f"This error used to be a kind of {code('Error')}.", True),
    ],
)
def test_a_remark_on_an_addition_is_no_part(words: str, *, partial: bool) -> None:
    content = mark(words, "Added in version 3.3: ", "versionadded")
    assert [one.partial for one in notices(content)] == [partial]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Cup has been deprecated.", [(False, "m.Cup")]),
        ("Cup and Pot are.", [(False, "m.Cup"), (False, "m.Pot")]),
        ("Use Steam.", [(False, "")]),
        ("Tea, Cup and Pot are.", [(False, "")]),
    ],
)
def test_a_mark_may_be_of_one_of_several_things(
    words: str, expected: list[tuple[bool, str]]
) -> None:
    terms = "".join(
        f'<dt class="sig sig-object py" id="m.{name}">{name}</dt>' for name in ("Tea", "Cup", "Pot")
    )
    content = f'<dl class="py data">{terms}<dd><p>All.</p>{mark(words)}</dd></dl>'
    assert [(one.partial, one.fragment) for one in unit_at(content, "m.Tea").notices] == expected


def test_what_a_later_mark_names_was_not_added_first() -> None:
    terms = "".join(
        f'<dt class="sig sig-object py" id="m.{name}">{name}</dt>' for name in ("Tea", "Cup", "Pot")
    )
    added = mark("", "Added in version 3.3.", "versionadded")
    changed = mark(
        f"Added {code('Cup')} and {code('Pot')}.", "Changed in version 3.9: ", "versionchanged"
    )
    content = f'<dl class="py data">{terms}<dd><p>All.</p>{added}{changed}</dd></dl>'
    notice = unit_at(content, "m.Tea").notices[0]
    assert (notice.version, notice.fragment) == ("3.3", "m.Tea")


def test_a_late_mark_is_of_those_of_several_things_that_it_names() -> None:
    terms = "".join(
        f'<dt class="sig sig-object py" id="m.{name}">{name}</dt>' for name in ("Tea", "Cup", "Pot")
    )
    changed = mark(f"Added {code('Tea')}.", "Changed in version 3.3: ", "versionchanged")
    added = mark(f"Added {code('Cup')} cup.", "Added in version 3.9: ", "versionadded")
    content = f'<dl class="py data">{terms}<dd><p>All.</p>{changed}{added}</dd></dl>'
    notice = unit_at(content, "m.Tea").notices[1]
    assert (notice.version, notice.partial, notice.fragment) == ("3.9", False, "m.Cup")


MEMBER = '<dl class="py method"><dt class="sig sig-object py" id="m.C.f">f</dt><dd>{}</dd></dl>'


def test_a_mark_after_a_member_without_text_is_of_the_member() -> None:
    html = (
        '<section id="s"><h1>S</h1><dl class="py class"><dt class="sig sig-object py" id="m.C">C</dt>'
        f"<dd><p>It is.</p>{{}}<p>It loads.</p>{mark('')}</dd></dl></section>"
    )
    page = html.format(MEMBER.format(""))
    assert unit_at(page, "m.C").notices == ()
    assert [one.partial for one in unit_at(page, "m.C.f").notices] == [False]
    page = html.replace("<p>It loads.</p>", "").format(MEMBER.format(""))
    assert [one.partial for one in unit_at(page, "m.C").notices] == [False]
    page = html.format(MEMBER.format("<p>It does.</p>"))
    assert [one.partial for one in unit_at(page, "m.C").notices] == [False]
    assert unit_at(page, "m.C.f").notices == ()


def test_a_form_without_a_name_is_no_member() -> None:
    form = '<dl class="describe"><dt class="sig">thing[x]</dt><dd></dd></dl><p>So.</p>'
    (notice,) = notices(form + mark("", "Added in version 3.9.", "versionadded"))
    assert not notice.partial


def test_a_mark_after_the_descriptions_of_a_section_is_of_a_part() -> None:
    html = f'<section id="s"><h2>S</h2>{MEMBER.format("<p>It does.</p>")}{mark("")}<p>All.</p></section>'
    assert [one.partial for one in unit_at(html, "s").notices] == [True]


def test_a_mark_of_a_section_comes_before_its_prose() -> None:
    for inner, partial in ((f"{mark('')}<p>It is.</p>", False), (f"<p>It is.</p>{mark('')}", True)):
        html = f'<section id="s"><h2>S</h2>{inner}</section>'
        assert [one.partial for one in unit_at(html, "s").notices] == [partial]
        html = f'<section id="module-m.s"><h2>S</h2>{inner}</section>'
        assert [one.partial for one in unit_at(html, "module-m.s", "module").notices] == [False]


def test_a_module_is_not_deprecated_because_its_alias_is() -> None:
    inner = mark(f"The {code('m.cTea')} alias of this module is deprecated.")
    html = f'<section id="module-m.Tea"><h2>Tea</h2><p>It is.</p>{inner}</section>'
    (notice,) = unit_at(html, "module-m.Tea", "module").notices
    assert (notice.partial, notice.part) == (True, "m.cTea")


def module_page(content: str) -> tuple[Notice, ...]:
    """Return the notices of a page that is a module's, as an inventory names both."""
    source = '<a class="reference external" href="https://example.org/tree/3.11/Lib/wheel.py">'
    main = (
        '<section id="module-wheel"><h1>wheel</h1>'
        f"<p><strong>Source code:</strong> {source}Lib/wheel.py</a></p>{content}</section>"
    )
    html = f'<html><body><div class="body" role="main">{main}</div></body></html>'
    wanted = [WantedUnit("", ""), WantedUnit("module-wheel", "module")]
    found = page_units("page.html", html, wanted, SITE)
    return found.units[found.found[wanted[1]]].notices


@pytest.mark.parametrize(
    ("content", "is_partial"),
    [
        (mark(f"The {link('wheel')} module is old; use {link('other')}."), False),
        (mark("") + "<p>It turns.</p>", False),
        ("<p>It turns.</p>" + mark(""), False),
        ("<p>It turns.</p><p>It rolls.</p>" + mark(""), False),
        ("<p>It turns.</p>" * 5 + mark(""), True),
    ],
)
def test_a_mark_at_the_top_of_a_module_is_of_the_module(content: str, *, is_partial: bool) -> None:
    assert [one.partial for one in module_page(content)] == [is_partial]
