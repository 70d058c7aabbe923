"""The part of a page that an anchor refers to: one case for each way Sphinx marks one."""

from dataclasses import replace

import pytest
from page_kit import SITE, body, body_at, read, unit_at

from docs_lsp.entry import NoticeKind
from docs_parser.units import WantedUnit, page_units

SIG = '<dt class="sig sig-object py" id="{0}"><span class="sig-name">{0}</span>()</dt>'
OBJECTS = f"""
<section id="top"><span id="label"></span><h1>The top</h1><p>Opening words.</p>
<dl class="py class">{SIG.format("m.C")}<dd><p>A class.</p>
 <dl class="py method">{SIG.format("m.C.f")}<dd><p>A method.</p></dd></dl></dd></dl>
<dl class="py data" id="m.alias"><span id="m.alias2"></span>{SIG.format("m.A")}{SIG.format("m.B")}<dd><p>Two of one.</p></dd></dl>
<dl class="glossary simple"><dt id="term-word">word</dt><dt id="term-vocable">vocable</dt><dd><p>What one says.</p></dd></dl>
<pre><strong id="grammar-token-g-one">one</strong>: "a" | <a href="#x">two</a>
<strong id="grammar-token-g-two">two</strong>: "b"
</pre>
<p>Before <span class="target" id="slot"></span><code>slot</code> stands here.</p>
<span id="index-3"></span><p>An indexed paragraph.</p>
<span id="index-4"></span><span id="part-label"></span><section id="part"><h2>A part</h2><p>Of the whole.</p>
 <section id="sub"><h3><span class="section-number">1.1. </span>A sub-part</h3><p>Deeper words.</p></section></section>
<div class="versionadded" id="module-odd"><p><span class="versionmodified added">New in version 2.</span></p></div>
<ul id="list"><li>first</li><li id="item">second</li></ul>
<table id="table"><tr><th>h</th></tr><tr><td id="cell">c</td></tr></table>
</section>"""


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("", "The top Opening words."),
        ("top", "The top Opening words."),
        ("label", "The top Opening words."),
        ("m.C", "A class."),
        ("m.C.f", "A method."),
        ("m.A", "Two of one."),
        ("m.B", "Two of one."),
        ("m.alias", "Two of one."),
        ("m.alias2", "Two of one."),
        ("term-word", "What one says."),
        ("term-vocable", "What one says."),
        ("grammar-token-g-one", 'one: "a" | two'),
        ("grammar-token-g-two", 'two: "b"'),
        ("slot", "Before slot stands here."),
        ("index-3", "An indexed paragraph."),
        ("index-4", "A part Of the whole."),
        ("part-label", "A part Of the whole."),
        ("sub", "1.1. A sub-part Deeper words."),
        ("list", "first second"),
        ("item", "second"),
        ("table", "h c"),
        ("cell", "c"),
    ],
)
def test_an_anchor_means_its_own_text(fragment: str, text: str) -> None:
    found = body_at(OBJECTS, fragment).text
    assert found.startswith(text) if fragment in ("", "top", "label") else found == text


def test_a_module_on_a_paragraph_means_the_section_around_it() -> None:
    assert body_at(OBJECTS, "module-odd", role="module").text.startswith("The top Opening words.")


def test_a_module_before_a_hidden_table_of_contents_means_the_section_after_it() -> None:
    page = """<div role="main"><span id="module-m"><span id="start"></span></span>
<div class="toctree-wrapper compound"></div>
<section id="m"><h1>M</h1><p>Words.</p></section><section id="n"><h1>N</h1><p>Foreign.</p></section></div>"""
    assert body_at(page, "module-m", role="module").text == "M Words."


def test_a_module_in_a_list_of_modules_means_its_definition() -> None:
    page = """<section id="s"><h1>S</h1><p>Words.</p><dl class="simple" id="module-m.low">
<dt><code>m.low</code></dt><dd><p>The low level.</p></dd><dt><code>m.high</code></dt><dd><p>Foreign.</p></dd></dl></section>"""
    found = body_at(page, "module-m.low", role="module")
    assert (found.text, found.markdown) == ("m.low The low level.", "The low level.")


@pytest.mark.parametrize(
    ("after", "text"),
    [
        ("<ul><li>one</li></ul>", "They are: one"),
        ('<div class="highlight-py"><pre>x</pre></div>', "They are: x"),
        (f"<dl class='py data'>{SIG.format('m.x')}<dd><p>Of x.</p></dd></dl>", "They are:"),
        ("<p>More.</p>", "They are:"),
    ],
)
def test_a_paragraph_means_what_it_announces_too(after: str, text: str) -> None:
    assert (
        body_at(f'<section id="s"><h1>S</h1><p id="p">They are:</p>{after}</section>', "p").text
        == text
    )


@pytest.mark.parametrize(
    "first",
    [
        '<div class="versionadded" id="index-1"><p><span class="versionmodified added">New in version 2.</span></p></div>',
        '<pre id="index-1"><strong id="grammar-token-g-one">one</strong>: "a"</pre>',
    ],
)
def test_a_mark_or_a_grammar_below_a_heading_means_the_section(first: str) -> None:
    page = f'<section id="s"><h1>S</h1>{first}<p>Words.</p></section>'
    assert body_at(page, "index-1").text == body_at(page, "s").text


def test_a_mark_with_words_below_a_heading_means_itself() -> None:
    mark = '<span class="versionmodified changed">Changed in version 2: </span>Two.'
    page = f'<section id="s"><h1>S</h1><div class="versionchanged" id="label"><p>{mark}</p></div><p>Words.</p></section>'
    assert body_at(page, "label").text == "Changed in version 2: Two."


def test_names_of_one_text_share_one_unit() -> None:
    result = read(OBJECTS, "m.A", "m.B", "m.alias", "m.alias2")
    numbers = {result.found[WantedUnit(one)] for one in ("m.A", "m.B", "m.alias", "m.alias2")}
    assert len(numbers) == 1
    assert [signature.text for signature in result.units[numbers.pop()].signatures] == [
        "m.A()",
        "m.B()",
    ]


def test_a_percent_encoded_fragment_is_found() -> None:
    assert body_at('<p id="ä b">Umlaut words.</p>', "%C3%A4%20b").text == "Umlaut words."


def test_of_two_equal_ids_the_inner_one_counts() -> None:
    assert (
        body_at('<div id="x"><p>outer</p><section id="x"><h2>inner</h2></section></div>', "x").text
        == "inner"
    )


def test_a_missing_id_is_reported_and_the_rest_kept() -> None:
    result = read(OBJECTS, "m.C", "nowhere")
    assert result.missing == [WantedUnit("nowhere")]
    assert WantedUnit("m.C") in result.found


def test_old_sections_are_sections_too() -> None:
    old = '<div class="section" id="s"><h1>Old</h1><p>Words.</p><div class="section" id="t"><h2>New</h2></div></div>'
    assert body_at(old, "s").text == "Old Words."


@pytest.mark.parametrize(
    "page",
    [
        '<main id="m"><section id="s"><h1>T</h1><p>Words.</p></section></main>',
        '<article><section id="s"><h1>T</h1><p>Words.</p></section></article>',
        '<div id="docs-body"><section id="s"><h1>T</h1><p>Words.</p></section></div>',
        '<div class="document"><section id="s"><h1>T</h1><p>Words.</p></section></div>',
    ],
)
def test_the_main_block_of_other_themes_is_found(page: str) -> None:
    html = f"<html><body><nav><section><h1>Menu</h1></section></nav>{page}</body></html>"
    result = page_units("page.html", html, [WantedUnit("")], SITE)
    assert body(result.units[result.found[WantedUnit("")]]).text == "T Words."


def test_the_paragraphs_after_that_of_an_operator_are_of_it_too() -> None:
    page = """<section id="s"><h1>T</h1><p id="index-1">It adds.</p><p>It may be changed.</p>
      <p>So:</p><pre>1 + 1</pre><p id="index-2">It takes away.</p><p id="index-3">It is none.</p>
      <ul id="index-4"><li>It is.</li></ul><p>Of others.</p></section>"""
    texts = [body_at(page, f"index-{number}", role="operator").text for number in range(1, 5)]
    assert texts == ["It adds. It may be changed.", "It takes away.", "It is none.", "It is."]
    assert body_at(page, "index-1").text == "It adds."


def test_headings_below_the_first_are_offered_as_entries() -> None:
    result = read(OBJECTS)
    assert [(one.name, one.title, one.fragment) for one in result.headings] == [
        ("A part", None, "part"),
        ("1.1. A sub-part", "A sub-part", "sub"),
    ]


EMPTY = f'<dl class="py data">{SIG.format("m.FLAG")}<dd></dd></dl>'
OTHER = f'<dl class="py data">{SIG.format("m.A")}<dd></dd></dl>'
FLAG = f"<td>{EMPTY}</td>"
DESCRIBED = f'<dl class="py data">{SIG}<dd><p>{{1}}</p></dd></dl>'
OPTION = '<dl class="std option"><dt class="sig sig-object std" id="{}"><span class="sig-name descname">--set</span></dt><dd>{}</dd></dl>'
HEAD = "<thead><tr><th>Name</th><th>from</th><th>effect</th></tr></thead>"
NEW = '<div class="versionadded"><p><span class="versionmodified added">Added in version 3.9.</span></p></div>'


def alike(*names: str) -> str:
    """Return empty descriptions of these names."""
    return "".join(f'<dl class="py data">{SIG.format(name)}<dd></dd></dl>' for name in names)


@pytest.mark.parametrize(
    ("around", "markdown"),
    [
        ("<p>These are flags:</p>{}", ""),
        (f"<p>Flags:</p><table><tr><td>1</td>{FLAG}<td><p>Set <em>it</em>.</p></td></tr></table>", "Set *it*."),
        (f"<p>Flags:</p><table><tr><td>1</td>{FLAG}</tr></table>", ""),
        (f"<table><thead><tr><th>Name</th><th>32-bit</th></tr></thead><tr>{FLAG}<td>425</td></tr></table>", "32-bit: 425"),
        (f"<table><thead><tr><th>Name</th><th>Sign</th></tr></thead><tr>{FLAG}<td><code>|=</code></td></tr></table>", "Sign: `|=`"),
        ("<p>These are flags. They are:</p>{}", "These are flags."),
        ("<p>Set are some flags, which are:</p>{}", "Set are some flags."),
        ("<p>As to these, see <a href='#t'>T</a>:</p>{}", "As to these, see [T](https://docs.example.org/page.html#t)."),
        ("<p>Flags:</p>{}<p>They do all.</p>", "They do all."),
        ("<p>Flags:</p>{}<p>They take:</p><ul><li><em>a</em>: One.</li></ul>", "They take:\n\n- *a*: One."),
        ("<p>Flags:</p>{}<p>They take:</p><pre>a</pre>", ""),
        ("<p>Flags are. Mind them.</p><p>They may be long.</p>{}", "Flags are. Mind them.\n\nThey may be long."),
        ("<p>All, which are:</p><blockquote><div>{}</div></blockquote><p>It does.</p>", "It does."),
        (f"<p>Of A.</p>{OTHER}<p>Of FLAG.</p>{{}}<p>They do all.</p>", "Of FLAG."),
        (f"{OTHER}<p>Of A.</p>{{}}<p>It does all.</p>", "It does all."),
        (f"<p>Flags:</p>{{}}{OTHER}<p>Such as <em>A</em> alone.</p>", ""),
        (f"<p>Flags:</p>{{}}{OTHER}<p>Such as <em>A</em> and <em>FLAG</em>.</p>", "Such as *A* and *FLAG*."),
        (f'<p>Flags.</p>{{}}{OTHER}<dl class="py data">{SIG.format("m.B")}<dd><p>Of B alone.</p></dd></dl>', "Flags."),
        (f'{OTHER}{{}}<dl class="py data">{SIG.format("m.B")}<dd><p>See <a href="#c">C</a>.</p></dd></dl>', "See [C](https://docs.example.org/page.html#c)."),
        ("<p>The <code>FLAG</code> does it.</p><p>So:</p><pre>x</pre>{}", "The `FLAG` does it."),
        (f"<table><tr>{FLAG}<td><p>It.</p>{NEW}</td></tr></table>", "It.\n\n*Added in version 3.9.*"),
        (f"<table>{HEAD}<tr>{FLAG}<td><p>v3</p></td><td><p>It.</p></td></tr></table>", "- from: v3\n- effect: It."),
        (f'{{}}<dl class="py data">{SIG.format("m.B")}<dd><p>Both.</p></dd></dl>', "Both."),
        (f'<p>Flags.</p>{{}}<dl class="py data">{SIG.format("m.B")}<dd><p>As <em>FLAG</em>.</p></dd></dl>', "As *FLAG*."),
        (f'<p>Flags.</p>{{}}<dl class="py data">{SIG.format("m.B")}<dd><p>As FLAGS.</p></dd></dl>', "Flags."),
        ('<p>Flags.</p>{}<dl class="describe"><dt class="sig">a | b</dt><dd><p>Or.</p></dd></dl>', "Or."),
        ('<p>Flags.</p><p>So:</p><div class="highlight-py"><pre>x</pre></div>{}', ""),
        ("{}<section id='t'><h2>T</h2><p>Of T.</p></section>", ""),
        (f"{OTHER}<p>Of A.</p><p>More of A.</p>{{}}<p>Of this.</p>", "Of this."),
        (f"<p>Some make <em>A</em> objects. They may go.</p>{OTHER}{{}}", ""),
        (f"<p>There are two:</p>{OTHER}{{}}<p><code>A</code> does:</p><pre>x</pre><p><code>FLAG</code> keeps:</p>", "`FLAG` keeps."),
        (f'<dl class="py class">{SIG.format("m.T")}<dd><p>It is T.</p>{{}}</dd></dl>', ""),
        (f'<dl class="py class">{SIG.format("m.T")}<dd><p>It is T.</p><p>Its flags may be None.</p>{{}}</dd></dl>', "Its flags may be None."),
        (f'<dl class="py class">{SIG.format("m.T")}<dd><p>It is T, of which the keys are fixed:</p>{{}}</dd></dl>', ""),
        (f'{{}}{DESCRIBED.format("m.B", "It does.</p><p>So do <code>FLAG</code> and it.")}', "It does."),
        (f'{{}}{DESCRIBED.format("m.B", "It does. So do <code>FLAG</code> and it.")}', "It does. So do `FLAG` and it."),
        (f'{DESCRIBED.format("m.A", "Of A.")}{{}}{alike("m.FLAT", "m.FLAB")}{DESCRIBED.format("m.FLAC", "They do.")}', "They do."),
        (f'{DESCRIBED.format("m.A", "Of A.")}{{}}{alike("m.OTHER", "m.THING")}{DESCRIBED.format("m.LAST", "It does.")}', ""),
        (f'{{}}{DESCRIBED.format("m.B", "The slot <a>Py_B</a> is stable.")}', ""),
        (f'{{}}{DESCRIBED.format("m.FLAX", "The <a>slot</a> <code>X_FLAX</code> is <a>stable</a>.")}', ""),
        ("<p>Many words.</p><p>Few.</p>{}<p>With <code>FLAG</code> all is.</p>", "With `FLAG` all is."),
        (f'<dl class="py class">{SIG.format("m.T")}<dd><p>It calls. The form is:</p>{{}}<p>Two <code>T</code> are.</p>{NEW}</dd></dl>', "It calls."),
        ("<p>These are files. Most are a <code>FLAG</code>:</p>{}", "These are files. Most are a `FLAG`."),
        (f"<table><tr><td>N/A</td>{FLAG}<td>zone</td></tr></table>", "zone"),
        (f"<table>{HEAD}<tr>{FLAG}<td>2</td><td><p>It.</p></td></tr></table>", "It.\n\nfrom: 2"),
        (f"<table>{HEAD.replace('</tr>', '<th>to</th></tr>')}<tr>{FLAG}<td>v3</td><td>It.</td><td>4</td></tr></table>", "- from: v3\n- effect: It.\n- to: 4"),
    ],
)  # fmt: skip
def test_an_empty_description_borrows_what_says_what_it_is(around: str, markdown: str) -> None:
    html = f'<section id="s"><h1>S</h1>{around.format(EMPTY)}</section>'
    body = body_at(html, "m.FLAG")
    assert (body.text, body.markdown) == ("m.FLAG()", markdown)
    assert "m.FLAG" not in body.html  # the title says it


@pytest.mark.parametrize(
    ("around", "markdown"),
    [
        (f"{DESCRIBED.format('m.A', 'Of A.')}{{}}{DESCRIBED.format('m.B', 'Of B.')}", ""),
        (f"{{}}{DESCRIBED.format('m.B', 'As <em>FLAG</em> does.')}", ""),
        ("<p>Words of the class.</p><p>More of them.</p>{}", ""),
        ("{}<p>What comes after.</p>", ""),
        ("<p>Flags. They are:</p>{}", ""),
        ("<p>The <code>FLAG</code> does it.</p>{}", "The `FLAG` does it."),
        ('{}<dl class="describe"><dt class="sig">a | b</dt><dd><p>Or.</p></dd></dl>', "Or."),
        (f"<table><tr>{FLAG}<td><p>It.</p></td></tr></table>", "It."),
    ],
)
def test_an_empty_description_of_a_library_borrows_nothing_that_does_not_name_it(
    around: str, markdown: str
) -> None:
    html = f'<main><section id="s"><h1>S</h1>{around.format(EMPTY)}</section></main>'
    site = replace(SITE, is_python=False)
    result = page_units("page.html", html, [WantedUnit("m.FLAG")], site)
    assert body(result.units[result.found[WantedUnit("m.FLAG")]]).markdown == markdown


def test_things_that_share_an_empty_description_borrow_the_paragraphs_that_begin_with_their_names() -> (
    None
):
    terms = "".join(
        f'<dt class="sig sig-object py" id="m.{name}">{name}</dt>' for name in ("Tea", "Cup", "Pot")
    )
    after = (
        "<p><code>Tea</code> and <code>Cup</code> are hot. So:</p><pre>x</pre><p>A <code>Cup</code>.</p>"
        "<p><code>Pot</code> is large:</p><p>Beside.</p>"
    )
    described = f'<dl class="py data">{terms}<dd></dd></dl>'
    html = (
        f'<section id="s"><h1>S</h1><p>Some are drinks, which are:</p>{described}{after}</section>'
    )
    said = "Some are drinks.\n\n`Tea` and `Cup` are hot.\n\nA `Cup`.\n\n`Pot` is large."
    assert {body_at(html, f"m.{name}").markdown for name in ("Tea", "Cup", "Pot")} == {said}


def test_another_form_of_the_same_name_lends_its_text() -> None:
    forms = OPTION.format("set", "") + OPTION.format("set-number", "<p>Set it.</p>")
    html = f'<section id="s"><h1>S</h1><p>See it.</p>{forms}</section>'
    assert body_at(html, "set").markdown == "Set it."


def test_made_up_ids_say_nothing_about_the_names() -> None:
    ids = ("_CPPv47delattr6handle", "_CPPv47hasattr6handle", "_CPPv44hash6handle")
    empty = "".join(
        f'<dl class="cpp function"><dt class="sig sig-object cpp" id="{one}"><span class="descname">{name}</span>()</dt><dd></dd></dl>'
        for one, name in zip(ids, ("delattr", "hasattr", "hash"), strict=True)
    )
    last = '<dl class="cpp function"><dt class="sig sig-object cpp" id="_CPPv43len6handle"><span class="descname">len</span>()</dt><dd><p>Count them.</p></dd></dl>'
    html = f'<section id="s"><h1>S</h1><p>Builtins.</p>{OTHER}{empty}{last}</section>'
    assert "Count" not in body_at(html, ids[0]).markdown


def test_a_section_around_it_lends_a_paragraph_that_names_it() -> None:
    html = f'<section id="s"><h1>S</h1><p>Of <em>FLAG</em>.</p><section id="t"><h2>T</h2>{EMPTY}</section></section>'
    assert body_at(html, "m.FLAG").markdown == "Of *FLAG*."
    assert body_at(html.replace("<em>FLAG</em>", "S"), "m.FLAG").markdown == ""


def test_a_description_of_marks_alone_borrows_too() -> None:
    html = f'<section id="s"><h1>S</h1><p>Flags.</p><dl class="py data">{SIG.format("m.FLAG")}<dd>{NEW}</dd></dl></section>'
    body = body_at(html, "m.FLAG")
    assert body.markdown == "Flags.\n\n*Added in version 3.9.*"
    assert body.text == "Added in version 3.9."


def mark(kind: str, text: str) -> str:
    """Return a version mark with words."""
    return (
        f'<div class="{kind}"><p><span class="versionmodified">{kind} 3.9: </span>{text}</p></div>'
    )


def test_what_a_class_lends_to_an_empty_member_is_no_text_of_its_own() -> None:
    lent = f"<p>The short form.</p><p>It is given by str().</p>{mark('deprecated', 'Use repr().')}"
    owned = f"<p>Every <code>T</code> has both.</p>{NEW}"
    held = f"<dd><p>It is T.</p>{EMPTY}{lent}{owned}{DESCRIBED.format('m.B', 'Of B.')}<p>More.</p></dd>"
    html = f'<dl class="py class">{SIG.format("m.T")}{held}</dl>'
    unit = unit_at(html, "m.T")
    assert unit.words == "It is T. Every T has both. Added in version 3.9. More."
    assert [(one.kind, one.partial) for one in unit.notices] == [(NoticeKind.ADDED, False)]
    assert body_at(html, "m.FLAG").markdown == (
        "The short form.\n\nIt is given by str().\n\n*deprecated 3.9:* Use repr()."
    )


def test_a_group_shares_the_deprecation_of_some_of_it_in_words() -> None:
    last = f"{SIG.format('m.FLAG_B')}<dd><p>One to two.</p>{mark('deprecated', 'All but FLAG_B are.')}{NEW}</dd>"
    html = f'<section id="s"><h1>S</h1>{alike("m.FLAG_A")}<dl class="py data">{last}</dl></section>'
    unit = unit_at(html, "m.FLAG_A")
    assert body(unit).markdown == "One to two.\n\n*deprecated 3.9:* All but FLAG_B are."
    assert [one.partial for one in unit.notices] == [True]


def test_what_a_group_shares_is_followed_by_what_is_of_one_of_them() -> None:
    text = "<p><code>FLAG_A</code> and <code>FLAG_B</code> may be set.</p>"
    text += "<p>The <code>FLAG_A</code> is first.</p><p><code>FLAG_B</code> is last.</p>"
    last = (
        f"{SIG.format('m.FLAG_B')}<dd>{text}{mark('deprecated', 'Set <code>FLAG_B</code>.')}</dd>"
    )
    html = f'<section id="s"><h1>S</h1>{alike("m.FLAG_A")}<dl class="py data">{last}</dl></section>'
    shared = "`FLAG_A` and `FLAG_B` may be set.\n\nThe `FLAG_A` is first."
    assert body_at(html, "m.FLAG_A").markdown == shared
    owned = html.replace("Set <code>FLAG_B", "Of <code>m</code> but <code>FLAG_B")
    assert body_at(owned, "m.FLAG_A").markdown.startswith(f"{shared}\n\n*deprecated 3.9:* Of `m`")


def test_a_group_takes_the_paragraphs_after_it_that_begin_with_its_names() -> None:
    terms = SIG.format("m.one") + SIG.format("m.two")
    after = "<p><code>one</code> and <code>two</code> go.</p><p>The <code>two</code> stops.</p>"
    described = f'<dl class="py method">{terms}<dd></dd></dl>{after}<p>More.</p>'
    html = f'<section id="s"><h1>S</h1>{described}<p><code>one</code> is far.</p></section>'
    said = "`one` and `two` go.\n\nThe `two` stops.\n\n`one` is far."
    assert body_at(html, "m.two").markdown == said


def test_a_section_of_one_empty_description_is_all_about_that() -> None:
    rest = "<p>It may be set.</p><p>It does:</p><pre>x</pre><section id='t'><p>More.</p></section>"
    html = f'<section id="s"><h1>S</h1>{EMPTY}{rest}</section>'
    assert body_at(html, "m.FLAG").markdown == "It may be set.\n\nIt does:\n\n```\nx\n```"
    another = html.replace("<pre>", f"{OTHER}<pre>")
    assert body_at(another, "m.FLAG").markdown == "It may be set."


def test_a_note_on_a_method_is_not_of_its_class() -> None:
    title = '<p class="admonition-title">Note</p>'
    note = f'<div class="admonition note">{title}<p>{{}} is rough.</p></div>'
    method = DESCRIBED.format("m.f", "Of f.").replace("py data", "py method")
    html = f'<dl class="py class">{SIG.format("m.T")}<dd><p>It is T.</p>{method}{note}</dd></dl>'
    assert unit_at(html.format("This method"), "m.T").words == "It is T."
    said = body_at(html.format("This method"), "m.f")
    assert (said.text, said.markdown) == ("Of f.", "Of f.\n\n> **Note** This method is rough.")
    assert unit_at(html.format("All"), "m.T").words == "It is T. Note All is rough."
    assert unit_at(html.format("T"), "m.f").words == "Of f."


@pytest.mark.parametrize(
    ("parameter", "of_method", "of_class"),
    [("spec", "\n\n*spec* may be long.", ""), ("size", "", "\n\n*size* may be long.")],
)
def test_a_paragraph_on_a_parameter_of_a_method_is_not_of_its_class(
    parameter: str, of_method: str, of_class: str
) -> None:
    taking = '<dt class="sig sig-object py" id="{}">x(<em class="sig-param">{}=None</em>)</dt>'
    method = f'<dl class="py method">{taking.format("m.f", "spec")}<dd><p>Of f.</p></dd></dl>'
    held = f"<p>It is T.</p>{method}<p><em>{parameter}</em> may be long.</p><p>More.</p>"
    html = f'<dl class="py class">{taking.format("m.T", "size")}<dd>{held}</dd></dl>'
    assert body_at(html, "m.f").markdown == f"Of f.{of_method}"
    assert body_at(html, "m.T").markdown == f"It is T.{of_class}\n\nMore."
    assert f"{parameter} may be long." in unit_at(html, "m.T").words  # for the search


def test_words_that_but_announce_members_come_after_what_tells_of_the_class() -> None:
    member = DESCRIBED.format("m.f", "Of f.")
    announced = f"<dd>{NEW}<p>It has one method:</p>{member}</dd>"
    described = f'<dl class="py class">{SIG.format("m.Pot")}{announced}</dl>'
    html = f'<section id="s"><h1>S</h1><p>The <code>Pot</code> is a cup.</p>{described}</section>'
    unit = unit_at(html, "m.Pot")
    assert unit.summary == "The Pot is a cup."


def test_what_is_described_without_an_id_is_part_of_the_text_around_it() -> None:
    call = (
        '<dt class="sig sig-object py">call(<em>cup</em>)</dt><dd><p><em>cup</em> is full.</p></dd>'
    )
    within = f'<p>It is called so:</p><dl class="py function">{call}</dl><p>It stays.</p>'
    html = f'<dl class="py attribute">{SIG.format("m.T.check")}<dd>{within}</dd></dl>'
    body = body_at(html, "m.T.check")
    assert body.text == "It is called so: call(cup) cup is full. It stays."


def test_a_function_lists_the_values_that_it_announces() -> None:
    values = "".join(DESCRIBED.format(name, "A way.") for name in ("m.UP", "m.DOWN"))
    html = (
        f'<dl class="py {{}}">{SIG.format("m.f")}<dd><p>The <em>way</em> is one of these:</p>'
        f"{values}<p>It goes.</p></dd></dl>"
    )
    said = "The *way* is one of these: `m.UP`, `m.DOWN`.\n\nIt goes."
    assert body_at(html.format("function"), "m.f").markdown == said
    assert "UP" not in body_at(html.format("class"), "m.f").markdown


def test_descriptions_in_a_table_take_no_marks_from_what_they_are_in() -> None:
    table = f"<table><tr>{FLAG}<td>1</td></tr></table><p>These are numbers.</p>{NEW}"
    html = f'<dl class="py function">{SIG.format("m.f")}<dd><p>Get one.</p>{table}</dd></dl>'
    assert [one.partial for one in unit_at(html, "m.f").notices] == [False]


def test_a_signature_without_id_belongs_to_the_one_before() -> None:
    html = f'<dl class="py function">{SIG.format("m.f")}<dt class="sig sig-object py"><span>m.f</span>(x)</dt><dd><p>F.</p></dd></dl>'
    result = read(html, "m.f")
    assert [(one.text, one.fragment) for one in result.units[0].signatures] == [
        ("m.f()", "m.f"),
        ("m.f(x)", "m.f"),
    ]


def test_what_sphinx_says_of_an_interface_is_no_description_of_its_row() -> None:
    stable = '<em class="stableabi">Part of the <a>Stable ABI</a>.</em>'
    macro = (
        f'<dl class="c macro"><dt class="sig sig-object c" id="c.X">X</dt><dd>{stable}</dd></dl>'
    )
    page = f"<section id='s'><h1>S</h1><table>{HEAD}<tr><td>{macro}</td><td>2</td><td>It.</td></tr></table><p>X is.</p>{macro.replace('c.X', 'c.Y')}</section>"
    assert body_at(page, "c.X").markdown == "It.\n\nfrom: 2\n\nPart of the Stable ABI."
    assert body_at(page, "c.Y").markdown == "Part of the Stable ABI."


def test_a_mark_right_after_a_description_in_a_section_is_of_that() -> None:
    named = mark("versionadded", "The <code>m.B</code> class.")
    group = "".join(SIG.format(f"m.{name}") for name in "AB")
    described = f'<dl class="py class">{group}<dd><p>Two.</p></dd></dl>{named}'
    alone = f"{DESCRIBED.format('m.C', 'Of C.')}{NEW}"
    option = f"{OPTION.format('set', '<p>Set.</p>')}{NEW}"
    html = f'<section id="s"><h1>S</h1><p>All.</p>{described}{alone}{option}</section>'
    both = unit_at(html, "m.A").notices
    assert [(one.kind, one.fragment) for one in both] == [(NoticeKind.ADDED, "m.B")]
    assert body_at(html, "m.C").markdown == "Of C.\n\n*Added in version 3.9.*"
    assert unit_at(html, "set").words == "Set."
    assert unit_at(html, "s").words == "S All. Added in version 3.9."


def test_a_mark_after_words_on_the_owner_of_a_member_is_of_the_owner() -> None:
    held = f"<dd><p>It is T.</p>{EMPTY}<p>Several <code>T</code> go on.</p>{NEW}</dd>"
    html = f'<dl class="py class">{SIG.format("m.T")}{held}</dl>'
    assert [one.partial for one in unit_at(html, "m.T").notices] == [False]


def test_a_group_takes_all_lists_of_its_parameters_after_it() -> None:
    term = '<dt class="sig sig-object py" id="m.{}">{}(<em class="sig-param">lid</em>, <em class="sig-param">size=1</em>)</dt>'
    group = f'<dl class="py function">{term.format("pot", "pot")}{term.format("pan", "pan")}</dl>'
    first = "<p>They take:</p><ul><li><em>lid</em>: A lid.</li></ul>"
    more = "<p>They also take:</p><ul><li><em>size</em>: How large.</li></ul>"
    other = "<p>Mind:</p><ul><li><em>heat</em>: It is hot.</li></ul>"
    html = f'<section id="s"><h1>S</h1>{group}{first}<p>So.</p>{other}{more}</section>'
    assert body_at(html, "m.pan").markdown == (
        "They take:\n\n- *lid*: A lid.\n\nThey also take:\n\n- *size*: How large."
    )


@pytest.mark.parametrize(
    ("known", "said"),
    [("m.Old.size", "As in [Old](https://docs.example.org/page.html#m.Old)."), ("m.Old.other", "")],
)
def test_a_later_member_that_refers_to_a_class_speaks_for_members_that_it_has(
    known: str, said: str
) -> None:
    old = f'<dl class="py class">{SIG.format("m.Old")}<dd>{alike(known)}</dd></dl>'
    held = (
        f"{alike('m.New.size')}{DESCRIBED.format('m.New.hosts', 'All of the hosts that it has.')}"
    )
    refers = DESCRIBED.format("m.New.compare", 'As in <a href="#m.Old">Old</a>.')
    html = f'{old}<dl class="py class">{SIG.format("m.New")}<dd><p>New.</p>{held}{refers}</dd></dl>'
    assert body_at(html, "m.New.size").markdown == said


def test_a_member_that_another_class_documents_has_the_words_of_its_namesake_there() -> None:
    old = f'<dl class="py class">{SIG.format("m.Old")}<dd>{DESCRIBED.format("m.Old.size", "How large:")}</dd></dl>'
    empty = alike("m.New.size", "m.New.lid")
    words = '<p>New.</p><p>As to these, see <a href="#m.Old">Old</a>:</p>'
    html = f'{old}<dl class="py class">{SIG.format("m.New")}<dd>{words}{empty}</dd></dl>'
    see = "As to these, see [Old](https://docs.example.org/page.html#m.Old)."
    assert body_at(html, "m.New.size").markdown == f"{see}\n\nHow large."
    assert body_at(html, "m.New.lid").markdown == see
