"""Sites of MkDocs and Zensical with mkdocstrings: small pages in the shapes of its options."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from page_kit import SITE, body, write_site

from docs_lsp.entry import Parameter
from docs_parser.__main__ import main
from docs_parser.dialects.call_text import CallText, call_text
from docs_parser.guides import read_guides
from docs_parser.units import PageUnits, Unit, WantedUnit, page_units

FUNCTION_IN_HEADING = """<div class="doc doc-object doc-function">
<h2 id="tea.steep" class="doc doc-heading"><code class="highlight language-python"><span class="n">steep</span><span class="p">(</span><span class="n">leaf</span><span class="p">,</span> <span class="n">minutes</span><span class="o">=</span><span class="mi">3</span><span class="p">)</span></code>
<span class="doc doc-labels"><small class="doc doc-label"><code>async</code></small></span></h2>
<div class="doc doc-contents "><p>Steep it.</p>{section}
<details class="mkdocstrings-source"><summary>Source code</summary><pre><code>def steep(): secret</code></pre></details></div></div>"""
FUNCTION_APART = """<div class="doc doc-object doc-function">
<h2 id="tea.steep" class="doc doc-heading"><code class="doc-symbol doc-symbol-function"></code><span class="doc doc-object-name doc-function-name">steep</span>
<span class="doc doc-labels"><small class="doc doc-label"><code>async</code></small></span></h2>
<div class="doc-signature highlight"><pre><span></span><code>steep(
    leaf,
    minutes=3,
)
</code></pre></div>
<div class="doc doc-contents "><p>Steep it.</p>{section}</div></div>"""
TABLE = """<p><span class="doc-section-title">Parameters:</span></p><table><thead><tr><th>Name</th><th>Type</th><th>Description</th></tr></thead>
<tbody><tr class="doc-section-item"><td><code>leaf</code></td><td><code><span>str</span></code></td><td><div class="doc-md-description"><p>The leaf.</p></div></td></tr></tbody></table>"""
LIST = """<p><span class="doc-section-title">Parameters:</span></p><ul><li class="doc-section-item field-body">
<h4 id="tea.steep(leaf)" class="doc doc-heading doc-heading-parameter"><b><code>leaf</code></b></h4> (<code><span>str</span></code>) \u2013 <div class="doc-md-description"><p>The leaf.</p></div></li></ul>"""
SPACY = """<table><thead><tr><th><span class="doc-section-title">PARAMETER</span></th><th><span>DESCRIPTION</span></th></tr></thead>
<tbody><tr class="doc-section-item"><td><code>leaf</code></td><td class="doc-param-details"><div class="doc-md-description"><p>The leaf.</p></div>
<p><span class="doc-param-annotation"><b>TYPE:</b> <code><span>str</span></code></span></p></td></tr></tbody></table>"""
PAGE = """<html><body><main><article class="md-content__inner md-typeset"><h1 id="api">API</h1>
<div class="doc doc-object doc-module"><a id="tea"></a><div class="doc doc-contents first"><p>Of tea.</p>
<div class="doc doc-children">{}</div></div></div></article></main></body></html>"""


def read(html: str, *fragments: str) -> PageUnits:
    return page_units("page.html", html, [WantedUnit(one) for one in fragments], SITE)


def unit_at(html: str, fragment: str) -> Unit:
    result = read(html, fragment)
    return result.units[result.found[WantedUnit(fragment)]]


def markdown_at(html: str, fragment: str) -> str:
    return body(unit_at(html, fragment)).markdown


@pytest.mark.parametrize("section", [TABLE, LIST, SPACY])
@pytest.mark.parametrize("function", [FUNCTION_IN_HEADING, FUNCTION_APART])
def test_a_function_reads_the_same_in_every_style(function: str, section: str) -> None:
    html = PAGE.format(function.format(section=section))
    result = read(html, "tea.steep", "tea")
    unit = result.units[result.found[WantedUnit("tea.steep")]]
    (signature,) = unit.signatures
    assert signature.text == "async steep(leaf, minutes=3)"
    assert signature.parameters == (Parameter("leaf"), Parameter("minutes", "3"))
    assert result.modifiers == {"tea.steep": frozenset({"async"})}
    found = body(unit)
    assert found.text == "Steep it. Parameters leaf (str) \u2013 The leaf."
    assert "- **leaf** (*str*) \u2013 The leaf." in found.markdown
    assert body(result.units[result.found[WantedUnit("tea")]]).text == "Of tea."


def test_a_parameter_with_an_id_leads_to_the_words_about_it() -> None:
    html = PAGE.format(FUNCTION_IN_HEADING.format(section=LIST))
    assert markdown_at(html, "tea.steep(leaf)") == "**leaf** (*str*) \u2013 The leaf."


def test_a_class_is_called_as_its_initializer_is() -> None:
    init = """<div class="doc doc-object doc-function"><h3 id="tea.Pot.__init__" class="doc doc-heading"><code>__init__(litres=1.5)</code></h3>
    <div class="doc doc-contents"><p>Make one.</p></div></div>"""
    html = PAGE.format(
        f"""<div class="doc doc-object doc-class"><h2 id="tea.Pot" class="doc doc-heading"><code>Pot</code></h2>
        <div class="doc doc-contents"><p class="doc doc-class-bases">Bases: <code>Vessel</code></p><p>A pot.</p><div class="doc doc-children">{init}</div></div></div>"""
    )
    unit = unit_at(html, "tea.Pot")
    assert [one.text for one in unit.signatures] == ["class Pot(litres=1.5)"]
    assert unit.summary == "A pot."
    assert markdown_at(html, "tea.Pot") == "A pot.\n\nBases: `Vessel`"


def test_an_attribute_without_words_borrows_none() -> None:
    flag = """<div class="doc doc-object doc-attribute"><h2 id="tea.FLAG" class="doc doc-heading"><code>FLAG = 1</code></h2>
    <div class="doc doc-contents"></div></div>"""
    assert markdown_at(PAGE.format(flag), "tea.FLAG") == ""


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("DEFAULT: int = 250", CallText("DEFAULT: int = 250")),
        ("f()", CallText("f", (), ())),
        ("f[T](x: T)", CallText("f", ("T",), ("x: T",))),
        ("f(a=(1, 2), *, b=',', c: dict[str, int] = {}) -> str",
         CallText("f", (), ("a=(1, 2)", "*", "b=','", "c: dict[str, int] = {}"), " \u2192 str")),
        ("f(\n    a,\n    b,\n)", CallText("f", (), ("a", "b"))),
        ("f(a", CallText("f", (), ("a",))),
    ],
)  # fmt: skip
def test_a_signature_is_cut_at_its_own_commas(text: str, call: CallText) -> None:
    assert call_text(text) == call


GUIDE = """<html><body><main><article class="md-content__inner"><h1 id="guide">A guide</h1><p>Grind first.</p>
<h2 id="grinding">Grinding</h2><p>Fine.</p>
<details class="tip"><summary>Tip</summary><p>Slowly.</p></details>
<div class="tabbed-set tabbed-alternate"><input type="radio"/><div class="tabbed-labels"><label>Linux</label><label>Windows</label></div>
<div class="tabbed-content"><div class="tabbed-block"><p>Use apt.</p></div><div class="tabbed-block"><p>Use winget.</p></div></div></div>
<h3 id="mill">A mill</h3><p>Turn it.</p><h2 id="pouring">Pouring</h2><p>Pour.</p></article></main></body></html>"""


def test_headings_of_a_guide_are_sections() -> None:
    result = read(GUIDE, "grinding")
    assert markdown_at(GUIDE, "grinding") == (
        "### Grinding\n\nFine.\n\n> **Tip** Slowly.\n\n**Linux**\n\nUse apt.\n\n**Windows**\n\nUse winget."
    )
    assert [(one.name, one.fragment) for one in result.headings] == [
        ("Grinding", "grinding"),
        ("A mill", "mill"),
        ("Pouring", "pouring"),
    ]


MKDOCS = {"docs": [{"location": "", "title": "Tea"}, {"location": "guide/", "title": "A <code>guide</code> &amp; more"},
                   {"location": "guide/#grinding", "title": "Grinding"}, {"location": "../etc/", "title": "x"}, 7]}  # fmt: skip
ZENSICAL = {"items": MKDOCS["docs"]}


@pytest.mark.parametrize(
    ("name", "index"), [("search/search_index.json", MKDOCS), ("search.json", ZENSICAL)]
)
def test_guides_come_from_the_index_of_the_search(tmp_path: Path, name: str, index: object) -> None:
    pages = {
        "api/index.html": PAGE.format(FUNCTION_IN_HEADING.format(section="")),
        "guide/index.html": GUIDE,
        "index.html": GUIDE.replace("A guide", "Tea"),
        name: json.dumps(index),
    }
    lines = ["tea py:module 1 api/#$ -", "tea.steep py:function 1 api/#$ -"]
    site = write_site(tmp_path / "tea-2.1", pages, lines, version="0.0.0")
    assert [(one.name, one.page, one.title) for one in read_guides(site)] == [
        ("index", "index.html", "Tea"),
        ("guide", "guide/", "A guide & more"),
    ]
    output = tmp_path / "out.db"
    url = "https://tea.example.org/"
    options = ["--output", str(output), "--quiet", "--jobs", "1", "--base-url", url]
    assert main([str(site), *options]) == 0
    with closing(sqlite3.connect(output)) as database:
        rows = database.execute(
            "SELECT name, role, path, fragment FROM entry JOIN page ON page.id = entry.page"
        ).fetchall()
        assert database.execute("SELECT id FROM docset").fetchone() == ("sample~2.1",)
    assert ("tea.steep", "function", "api/", "tea.steep") in rows
    assert ("guide", "doc", "guide/", "") in rows
    assert ("Grinding", "section", "guide/", "grinding") in rows


@pytest.mark.parametrize("text", ["", "[", "[]", '{"docs": 3}', '{"docs": [{"location": 3}]}'])
def test_a_damaged_index_of_the_search_has_no_guides(tmp_path: Path, text: str) -> None:
    write_site(tmp_path, {"search/search_index.json": text}, [])
    assert read_guides(tmp_path) == []


def test_the_version_is_taken_from_the_user_or_the_address(tmp_path: Path) -> None:
    site = write_site(
        tmp_path / "site",
        {"api/index.html": PAGE.format("")},
        ["tea py:module 1 api/#$ -"],
        version="0.0.0",
    )

    def built(*options: str) -> str:
        output = tmp_path / "out.db"
        assert main([str(site), "--output", str(output), "--quiet", "--jobs", "1", *options]) == 0
        with closing(sqlite3.connect(output)) as database:
            found: str = database.execute("SELECT id FROM docset").fetchone()[0]
            return found

    assert built("--base-url", "https://tea.example.org/en/v3.4/") == "sample~3.4"
    assert built("--docs-version", "5.6.1") == "sample~5.6"
    assert built("--base-url", "https://tea.example.org/latest/") == "sample~0"


def test_a_page_nested_beyond_reason_is_read_as_it_is_and_reported() -> None:
    start = """<div class="doc doc-object doc-function"><h2 id="tea.f" class="doc doc-heading"><code>f(a)</code></h2><div class="doc doc-contents"><p>Words.</p>"""
    html = PAGE.format(start * 2000 + "<script>evil()</script>" + "</div></div>" * 2000)
    result = read(html, "tea.f")
    assert result.problems == [("elements nested too deep", "page.html")]
    assert "evil" not in "".join(unit.words for unit in result.units)


def test_many_attributes_and_titles_without_tables_are_bounded() -> None:
    attributes = " ".join(f'a{number}="x"' for number in range(20_000))
    function = FUNCTION_IN_HEADING.replace('id="tea.steep"', f'id="tea.steep" {attributes}')
    titles = '<p><span class="doc-section-title">Parameters:</span></p>' * 2000
    html = PAGE.format(
        function.format(section=titles + '<script>evil()</script><p onclick="x">W.</p>')
    )
    found = body(unit_at(html, "tea.steep"))
    assert "evil" not in found.text
    assert "onclick" not in found.html
    assert [one.text for one in unit_at(html, "tea.steep").signatures] == [
        "async steep(leaf, minutes=3)"
    ]
