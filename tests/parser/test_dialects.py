"""Dialects of documentation HTML: one description, however it is written, reads the same."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from page_kit import body, body_at, page, read, unit_at, write_site

from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.blocks.plain import text_of
from docs_lsp.docsets.store.copy import copied
from docs_lsp.docsets.store.entries import EntryTable
from docs_lsp.entry import Parameter, Signature
from docs_parser.__main__ import main
from docs_parser.genindex import IndexRow, read_general_index, read_module_index

NEWEST = """<dl class="py function"><dt class="sig sig-object py" id="tea.steep">
<span class="sig-prename descclassname"><span class="pre">tea.</span></span><span class="sig-name descname"><span class="pre">steep</span></span><span class="sig-paren">(</span><em class="sig-param"><span class="n"><span class="pre">leaf</span></span></em><span class="optional">[</span>, <em class="sig-param"><span class="n"><span class="pre">minutes</span></span><span class="o"><span class="pre">=</span></span><span class="default_value"><span class="pre">3</span></span></em><span class="optional">]</span><span class="sig-paren">)</span></dt>
<dd><p>Steep it.</p></dd></dl>"""
ONE_PARAMETER_A_LINE = """<dl class="py function"><dt class="sig sig-object py" id="tea.steep">
<span class="sig-prename descclassname"><span class="pre">tea.</span></span><span class="sig-name descname"><span class="pre">steep</span></span><span class="sig-paren">(</span>

<dl>
<dd><em class="sig-param"><span class="n"><span class="pre">leaf</span></span></em><span class="optional">[</span>,</dd>
<dd><em class="sig-param"><span class="n"><span class="pre">minutes</span></span><span class="o"><span class="pre">=</span></span><span class="default_value"><span class="pre">3</span></span></em>,<span class="optional">]</span></dd>
</dl>

<span class="sig-paren">)</span></dt>
<dd><p>Steep it.</p></dd></dl>"""
SPHINX_3 = """<dl class="py function"><dt id="tea.steep">
<code class="sig-prename descclassname"><span class="pre">tea.</span></code><code class="sig-name descname"><span class="pre">steep</span></code><span class="sig-paren">(</span><em class="sig-param"><span class="pre">leaf</span></em><span class="optional">[</span>, <em class="sig-param"><span class="pre">minutes=3</span></em><span class="optional">]</span><span class="sig-paren">)</span></dt>
<dd><p>Steep it.</p></dd></dl>"""
SPHINX_1 = """<dl class="function"><dt id="tea.steep">
<code class="descclassname">tea.</code><code class="descname">steep</code><span class="sig-paren">(</span><em>leaf</em><span class="optional">[</span>, <em>minutes=3</em><span class="optional">]</span><span class="sig-paren">)</span></dt>
<dd><p>Steep it.</p></dd></dl>"""


@pytest.mark.parametrize("html", [NEWEST, ONE_PARAMETER_A_LINE, SPHINX_3, SPHINX_1])
def test_a_description_reads_the_same_in_every_version_of_sphinx(html: str) -> None:
    around = f'<div class="section" id="tea"><h1>Tea</h1><p>Of tea.</p>{html}</div>'
    unit = unit_at(around, "tea.steep")
    parameters = (Parameter("leaf"), Parameter("minutes", "3"))
    assert unit.signatures == (Signature("tea.steep(leaf[, minutes=3])", "tea.steep", parameters),)
    assert body(unit).text == "Steep it."
    assert body_at(around, "tea").text == "Tea Of tea."


def test_parameters_of_a_type_are_none_of_the_call() -> None:
    html = """<dl class="py function"><dt class="sig sig-object py" id="f"><span class="sig-name descname">f</span>
<span class="sig-paren">[</span><em class="sig-param">T</em><span class="sig-paren">]</span><span class="sig-paren">(</span><em class="sig-param"><span>x</span>: <span>T</span></em><span class="sig-paren">)</span></dt><dd></dd></dl>"""
    (signature,) = unit_at(html, "f").signatures
    assert signature.parameters == (Parameter("x", None, "T"),)


def test_an_old_description_in_c_has_no_parameters_of_python() -> None:
    html = """<dl class="function"><dt id="c.steep">int <code class="descname">steep</code><span class="sig-paren">(</span>int<em> n</em><span class="sig-paren">)</span></dt><dd><p>C.</p></dd></dl>"""
    (signature,) = unit_at(html, "c.steep").signatures
    assert (signature.text, signature.parameters) == ("int steep(int n)", ())


OPTION = (
    '<dt class="field-odd">{}<span class="colon">:</span></dt><dd class="field-odd"><p></p></dd>'
)


def autoapi(kind: str, before: str, options: tuple[str, ...], more: str = "") -> str:
    """Write a description as sphinx-autoapi does, where Sphinx takes *options* for fields."""
    fields = "".join(map(OPTION.format, options)) + more
    mark = f'<span class="property"><span class="k">{before}</span> </span>'
    return f"""<dl class="py {kind}"><dt class="sig sig-object py" id="steep">
{mark}<span class="sig-name descname">steep</span><span class="sig-paren">(</span><span class="sig-paren">)</span></dt>
<dd><dl class="field-list simple">{fields}</dl><p>Steep it.</p></dd></dl>"""


@pytest.mark.parametrize(
    ("kind", "before", "options", "signature"),
    [
        ("method", "abstractmethod", ("Async",), "abstractmethod async steep()"),
        ("method", "static", ("Async",), "async static steep()"),
        ("method", "classmethod", ("Abstractmethod",), "abstractmethod classmethod steep()"),
        ("method", "classmethod", ("Async", "Final"), "final async classmethod steep()"),
        ("property", "property", ("Abstractmethod",), "abstract property steep()"),
    ],
)
def test_options_that_autoapi_leaves_in_the_text_are_in_the_call_form(
    kind: str, before: str, options: tuple[str, ...], signature: str
) -> None:
    result = read(autoapi(kind, before, options), "steep")
    (unit,) = result.units
    assert [one.text for one in unit.signatures] == [signature]
    assert body(unit).text == "Steep it."
    assert result.modifiers["steep"] == set(signature.split()[:-1])


def test_fields_beside_an_option_of_autoapi_are_kept() -> None:
    cups = (
        '<dt class="field-even">Parameters:</dt><dd><p><strong>cups</strong> - How many.</p></dd>'
    )
    unit = unit_at(autoapi("method", "static", ("Async",), cups), "steep")
    assert body(unit).text == "Parameters: cups - How many. Steep it."


def test_a_field_that_has_words_is_no_option() -> None:
    html = autoapi("method", "static", ()).replace(
        '<dl class="field-list simple">',
        '<dl class="field-list simple"><dt class="field-odd">Async:</dt><dd><p>Since 2.0.</p></dd>',
    )
    unit = unit_at(html, "steep")
    assert [one.text for one in unit.signatures] == ["static steep()"]
    assert "Since 2.0." in body(unit).text


def test_a_glossary_is_no_description() -> None:
    html = '<dl class="glossary"><dt id="term-cup"><code>cup</code></dt><dd><p>A cup.</p></dd></dl>'
    assert unit_at(html, "term-cup").signatures == ()


def test_terms_of_sphinx_1_share_their_definition() -> None:
    html = '<dl class="glossary"><dt id="term-grist">grist<dt id="term-grounds">grounds</dt><dd>Ground.</dd></dl>'
    assert body_at(html, "term-grist").text == "Ground."
    assert body_at(html, "term-grounds").text == "Ground."


INDEX = """<html><body><section class="genindex-section"><h1 id="index">Index</h1></section>
<section id="S" class="genindex-section"><h2>S</h2><table class="indextable genindextable"><tr><td><ul>
<li><a href="{up}tea{end}#tea.steep">steeping</a></li></ul></td></tr></table></section></body></html>"""
MODULES = """<html><body><section><h1>Python Module Index</h1></section><table class="{table}">
<tr><td></td><td><a href="{up}tea{end}#module-tea"><code>tea</code></a></td><td><em>All of tea.</em></td></tr></table></body></html>"""
SEARCH = "<html><body><section id='s'><h1>Search</h1></section></body></html>"
TEA = page(f'<section id="module-tea"><h1>Tea</h1><p>Of tea.</p>{NEWEST}</section>')


@pytest.mark.parametrize(
    ("up", "end", "file", "table"),
    [
        ("", ".html", ".html", "indextable modindextable"),
        ("", ".html", ".html", "domainindex-table"),  # furo
        ("../", "/", "/index.html", "indextable modindextable"),  # dirhtml
    ],
)
def test_generated_pages_are_read_and_are_no_entries(
    tmp_path: Path, up: str, end: str, file: str, table: str
) -> None:
    pages = {
        f"tea{file}": TEA,
        f"genindex{file}": INDEX.format(up=up, end=end),
        f"py-modindex{file}": MODULES.format(up=up, end=end, table=table),
        f"search{file}": SEARCH,
    }
    lines = [
        f"tea py:module 0 tea{end}#module-$ -",
        f"tea.steep py:function 1 tea{end}#$ -",
        f"tea std:doc -1 tea{end} Tea",
        f"genindex std:label -1 genindex{end} Index",
        f"modindex std:label -1 py-modindex{end} Module Index",
        f"py-modindex std:label -1 py-modindex{end} Python Module Index",
        f"search std:label -1 search{end} Search Page",
        f"http-routingtable std:label -1 http-routingtable{end} Routes",  # named, not written
    ]
    site = write_site(tmp_path / "site", pages, lines)
    assert read_general_index(site) == [IndexRow("steeping", "", "", f"tea{end}", "tea.steep")]
    assert read_module_index(site) == {f"tea{end}#module-tea": "All of tea."}
    assert main([str(site), "--output", str(tmp_path / "out.db"), "--quiet", "--jobs", "1"]) == 0
    with closing(sqlite3.connect(tmp_path / "out.db")) as database:
        rows = database.execute(
            "SELECT name, path, summary FROM entry JOIN page ON page.id = entry.page"
            " JOIN unit ON unit.id = entry.unit"
        ).fetchall()
        problems = database.execute("SELECT * FROM problem").fetchall()
    assert rows == [
        ("tea", f"tea{end}", "All of tea."),
        ("tea", f"tea{end}", "All of tea."),
        ("tea.steep", f"tea{end}", "Steep it."),
    ]
    assert problems == []


SINGLE = """<section id="brew"><h1>Brew</h1><p>All of it.</p><div class="toctree-wrapper compound">
<span id="document-tea"></span><section id="module-tea"><h2>Tea</h2><p>Of tea.</p>{}</section></div></section>"""


def test_a_site_in_one_file_is_read_whole(tmp_path: Path) -> None:
    lines = [
        "tea py:module 0 #document-tea#module-$ -",
        "tea.steep py:function 1 #document-tea#$ -",
        "tea std:doc -1 #document-tea Tea",
        "index std:doc -1 #document-index Brew",
        "genindex std:label -1 genindex.html Index",
    ]
    site = write_site(tmp_path / "site", {"index.html": page(SINGLE.format(NEWEST))}, lines)
    assert main([str(site), "--output", str(tmp_path / "out.db"), "--quiet", "--jobs", "1"]) == 0
    with closing(sqlite3.connect(tmp_path / "out.db")) as database:
        rows = database.execute(
            "SELECT name, role, path, fragment, summary FROM entry"
            " JOIN page ON page.id = entry.page JOIN unit ON unit.id = entry.unit"
        ).fetchall()
        problems = database.execute("SELECT * FROM problem").fetchall()
    assert rows == [
        ("index", "doc", "index.html", "", "All of it."),
        ("tea", "module", "index.html", "module-tea", "Of tea."),
        ("tea", "doc", "index.html", "document-tea", "Of tea."),
        ("tea.steep", "function", "index.html", "tea.steep", "Steep it."),
    ]
    assert problems == []


def test_the_first_page_of_a_site_of_folders_is_the_folder_of_the_site(tmp_path: Path) -> None:
    lines = [
        "index std:doc -1  All about tea",
        "start std:label -1 #$ Start",
        "api std:doc -1 api/ Api",
    ]
    pages = {
        "index.html": page('<section id="start"><h1>All about tea</h1><p>Tea.</p></section>'),
        "api/index.html": page('<section id="api"><h1>Api</h1><p>Names.</p></section>'),
    }
    site = write_site(tmp_path / "site", pages, lines)
    options = ["--output", str(tmp_path / "out.db"), "--quiet", "--jobs", "1"]
    assert main([str(site), *options, "--base-url", "https://tea.example.org/"]) == 0
    copy = copied(tmp_path / "out.db")
    try:
        table = EntryTable(copy)
        (start,) = table.named("start")
        assert table.url(start.anchor) == "https://tea.example.org/#start"
        assert start in table.at("#start")
        (api,) = table.named("api")
        assert table.url(api.anchor) == "https://tea.example.org/api/"
    finally:
        copy.close()


def document(name: str, number: int) -> str:
    """Return a document of a site in one file: its ids are those of other documents too."""
    return f"""<span id="document-{name}"></span><section id="{name}"><h2>{name}</h2><p>Of {name}.</p>
<section id="notes"><h3>Notes</h3><p>Notes of {name}.<a class="footnote-reference brackets" href="#id1" role="doc-noteref">1</a></p></section>
<aside class="footnote brackets" id="id1" role="doc-footnote"><span class="label">1</span><p>Footnote {number}.</p></aside></section>"""


def test_ids_that_several_documents_of_one_file_have_lead_to_each_its_own(tmp_path: Path) -> None:
    lines = [
        "cup-notes std:label -1 #document-cup#notes Notes",
        "tea-notes std:label -1 #document-tea#notes Notes",
        "tea std:doc -1 #document-tea tea",
    ]
    content = "".join(document(name, n) for n, name in enumerate(("pot", "cup", "tea"), 1))
    site = write_site(tmp_path / "site", {"index.html": page(content)}, lines)
    assert main([str(site), "--output", str(tmp_path / "out.db"), "--quiet", "--jobs", "1"]) == 0
    copy = copied(tmp_path / "out.db")
    try:
        table = EntryTable(copy)
        found = {one.name: text_of(table.blocks(one)) for one in table}
        shown = {one.name: markdown_of(table.blocks(one)) for one in table}
        assert found["cup-notes"].startswith("Notes Notes of cup.")
        assert found["tea-notes"].startswith("Notes Notes of tea.")
        assert found["Notes"].startswith("Notes Notes of pot.")
        assert "Footnote 2" in shown["cup-notes"]
        assert "Footnote 3" in shown["tea-notes"]
        (tea,) = table.named("tea-notes")
        assert table.url(tea.anchor) == "index.html#notes"
    finally:
        copy.close()


def test_what_comes_after_the_documents_that_one_contains_is_still_its_own(tmp_path: Path) -> None:
    later = '<section id="{0}"><h2>{0}</h2><p>It is later.</p></section>'
    tea = document("tea", 1).removesuffix("</section>") + document("pot", 2)
    content = f"""<section id="top"><h1>Top</h1><div class="toctree-wrapper compound">
{tea}{later.format("more")}</section></div>{later.format("rest")}</section>"""
    lines = ["tea std:doc -1 #document-tea tea", "pot std:doc -1 #document-pot pot"]
    lines += ["more-tea std:label -1 #document-tea#more More"]
    site = write_site(tmp_path / "site", {"index.html": page(content)}, lines)
    options = ["--output", str(tmp_path / "out.db"), "--quiet", "--jobs", "1"]
    assert main([str(site), *options, "--base-url", "https://tea.example.org/"]) == 0
    copy = copied(tmp_path / "out.db")
    try:
        table = EntryTable(copy)
        found = {(one.name, table.url(one.anchor).rpartition("/")[2]) for one in table}
    finally:
        copy.close()
    assert ("more-tea", "tea.html#more") in found
    assert ("rest", "index.html#rest") in found
    assert {("Notes", "tea.html#notes"), ("Notes", "pot.html#notes")} <= found


def test_documents_of_one_file_without_a_title_at_once_say_nothing_foreign(tmp_path: Path) -> None:
    content = """<section id="top"><h1>Top</h1><div class="toctree-wrapper compound">
<span id="document-list"></span><div class="toctree-wrapper compound" id="contents">
<span id="document-pot"></span><section id="pot"><h2>Pot</h2><p>Of pots.</p></section></div>
<span id="document-news"></span><div class="admonition note"><p class="admonition-title">Note</p><p>Old.</p></div>
<section id="news"><h2>News</h2><p>All news.</p></section></div></section>"""
    lines = [
        *(f"{name} std:doc -1 #document-{name} {name}" for name in ("list", "pot", "news")),
        "contents std:label -1 #document-list#contents Contents",
    ]
    site = write_site(tmp_path / "site", {"index.html": page(content)}, lines)
    assert main([str(site), "--output", str(tmp_path / "out.db"), "--quiet", "--jobs", "1"]) == 0
    copy = copied(tmp_path / "out.db")
    try:
        table = EntryTable(copy)
        found = {one.name: text_of(table.blocks(one)) for one in table}
    finally:
        copy.close()
    assert found["news"] == "News All news."
    assert found["pot"] == "Pot Of pots."
    assert "Of pots" not in found["list"] + found["contents"]


def test_a_site_in_one_file_links_to_the_site_of_many_pages(tmp_path: Path) -> None:
    lines = [
        "tea py:module 0 #document-tea#module-$ -",
        "tea.steep py:function 1 #document-tea#$ -",
        "tea std:doc -1 #document-tea Tea",
    ]
    described = NEWEST.replace("Steep it.", 'See <a href="#module-tea">tea</a>.')
    site = write_site(tmp_path / "site", {"index.html": page(SINGLE.format(described))}, lines)
    out = tmp_path / "out.db"
    options = ["--output", str(out), "--quiet", "--jobs", "1"]
    assert main([str(site), *options, "--base-url", "https://tea.example.org/"]) == 0
    copy = copied(out)
    try:
        table = EntryTable(copy)
        (steep,) = table.named("tea.steep")
        assert steep.anchor == "index.html#tea.steep"
        assert table.url(steep.anchor) == "https://tea.example.org/tea.html#tea.steep"
        assert "(https://tea.example.org/tea.html#module-tea)" in markdown_of(table.blocks(steep))
        assert table.at("tea.html#tea.steep") == (steep,)
    finally:
        copy.close()
