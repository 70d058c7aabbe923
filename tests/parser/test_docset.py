"""A whole small site, from its pages to the rows of a docset."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from threading import Event, Thread

import pytest
from page_kit import page, write_site

from docs_lsp.blocks.html import html_of
from docs_lsp.blocks.packing import unpack
from docs_lsp.blocks.plain import text_of
from docs_lsp.docsets.store import open_docset
from docs_lsp.search import SearchIndex
from docs_parser.__main__ import main
from docs_parser.genindex import IndexRow, read_general_index, read_module_index

LIBRARY = page("""
<section id="module-tool"><span id="the-tool"></span><h1>tool</h1><p>Tools of our own. See
<a href="../reference/words.html#with">with</a> and <a href="#tool.run">run</a>.</p>
<dl class="py function"><dt class="sig sig-object py" id="tool.run"><em class="property"><span>async</span></em>
<span class="sig-prename descclassname">tool.</span><span class="sig-name descname">run</span>(<em class="sig-param"><span>args</span></em>,
<em class="sig-param"><span>check</span><span>=</span><span>False</span></em>)</dt>
<dd><p>Run the tool. It takes its time.</p>
<div class="deprecated-removed"><p><span class="versionmodified deprecated">Deprecated since version 3.9, will be removed in version 3.20: </span>Use something else.</p></div>
<div class="versionadded"><p><span class="versionmodified added">Added in version 3.2.</span></p></div></dd></dl>
<section id="examples"><h2>Examples</h2><p>One.</p></section></section>""")
WORDS = page("""
<section id="words"><h1>Words</h1><section id="the-with-statement"><span id="with"></span><span id="index-1"></span>
<h2>The with statement</h2><p>It opens a context.</p></section>
<span id="index-2"></span><p>The asterisk multiplies.</p>
<span id="index-3"></span><p>In a call, it unpacks.</p></section>""")
INDEX = """<html><body><table class="genindextable"><tr><td><ul>
<li>* (asterisk)<ul><li><a href="reference/words.html#index-3">in function calls</a></li>
<li><a href="reference/words.html#index-2">operator</a></li></ul></li>
<li><a href="library/tool.html#tool.run">toolbox</a></li>
<li>with<ul><li><a href="reference/words.html#index-1">statement</a>, <a href="library/tool.html#tool.run">[1]</a></li></ul></li>
</ul></td></tr></table></body></html>"""
MODULES = """<html><body><table class="modindextable"><tr><td><a href="library/tool.html#module-tool">
<code>tool</code></a></td><td><em>Tools for everything.</em></td></tr></table></body></html>"""
INVENTORY = [
    "tool py:module 0 library/tool.html#module-$ -",
    "tool.run py:function 1 library/tool.html#$ -",
    "the-tool std:label -1 library/tool.html#the-tool The tool",
    "library/tool std:doc -1 library/tool.html tool",
    "with std:label -1 reference/words.html#with The with statement",
    "reference/words std:doc -1 reference/words.html Words",
    "gone std:label -1 reference/words.html#gone Gone",
    "lost std:doc -1 lost.html Lost",
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    pages = {
        "library/tool.html": LIBRARY,
        "reference/words.html": WORDS,
        "genindex.html": INDEX,
        "py-modindex.html": MODULES,
    }
    return write_site(tmp_path / "site", pages, INVENTORY, project="Python", version="3.14")


def built(site: Path, *options: str) -> sqlite3.Connection:
    file = site.parent / "out.db"
    assert main([str(site), "--output", str(file), "--quiet", "--jobs", "1", *options]) == 0
    return sqlite3.connect(file)


def rows(database: sqlite3.Connection, query: str) -> list[tuple[object, ...]]:
    return database.execute(query).fetchall()


def test_every_entry_whose_place_exists_has_a_row(site: Path) -> None:
    with closing(built(site)) as database:
        found = rows(
            database,
            "SELECT e.name, e.domain, e.role, e.kind, p.path, e.fragment FROM entry e JOIN page p ON p.id = e.page",
        )
    assert (
        "tool.run",
        "py",
        "function",
        "coroutine function",
        "library/tool.html",
        "tool.run",
    ) in found
    assert ("tool", "py", "module", "module", "library/tool.html", "module-tool") in found
    assert ("library/tool", "std", "doc", "page", "library/tool.html", "") in found
    assert ("Examples", "std", "section", "section", "library/tool.html", "examples") in found
    assert ("with", "py", "keyword", "keyword", "reference/words.html", "with") in found
    assert ("with", "std", "label", "reference section", "reference/words.html", "with") in found


LOST = (
    "only 6 of 8 entries of the inventory were found: their pages do not have the ids that the "
    "inventory names; the site may come from a builder that docs-lsp cannot read"
)


def test_what_has_no_place_is_counted_as_a_problem(site: Path) -> None:
    with closing(built(site)) as database:
        found = rows(database, "SELECT kind, place, detail FROM problem ORDER BY id")
    assert found == [
        ("id missing in page", "reference/words.html#gone", "gone"),
        ("page missing", "lost.html", "lost"),
        (
            "loss",
            "",
            LOST,
        ),
    ]


def test_strict_makes_problems_fail(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = site.parent / "strict.db"
    assert main([str(site), "--output", str(file), "--quiet", "--jobs", "1", "--strict"]) == 1
    said = capsys.readouterr().err
    assert "3 problems (--strict): " in said
    assert said.count(".html") == 2  # where they are


def test_of_many_problems_of_a_kind_the_first_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["a std:doc -1 a.html Tea"]
    lines += [f"tea.f{n} py:function 1 gone.html#$ -" for n in range(500)]
    site = write_site(tmp_path / "site", {"a.html": page("<h1>Tea</h1>")}, lines)
    file = tmp_path / "strict.db"
    assert main([str(site), "--output", str(file), "--quiet", "--jobs", "1", "--strict"]) == 1
    said = capsys.readouterr().err
    assert "501 problems (--strict): page missing: gone.html#tea.f0, " in said
    assert said.count("gone.html") == 5


def test_a_symbol_has_one_entry_for_each_of_its_senses_the_best_first(site: Path) -> None:
    with closing(built(site)) as database:
        found = rows(
            database,
            "SELECT title, fragment FROM entry WHERE name = '*' AND role = 'operator' ORDER BY id",
        )
    assert found == [("operator", "index-2"), ("in function calls", "index-3")]


def test_the_general_index_gives_further_names(site: Path) -> None:
    with closing(built(site)) as database:
        found = rows(
            database,
            "SELECT a.name, a.label, e.name FROM alias a JOIN entry e ON e.id = a.entry ORDER BY a.id",
        )
    assert ("toolbox", "", "tool.run") in found
    assert ("asterisk", "*", "*") in found


def test_a_module_is_summed_up_by_its_synopsis(site: Path) -> None:
    with closing(built(site)) as database:
        query = "SELECT u.summary FROM unit u JOIN entry e ON e.unit = u.id WHERE e.name = ?"
        assert database.execute(query, ("tool",)).fetchone() == ("Tools for everything.",)
        assert database.execute(query, ("tool.run",)).fetchone() == ("Run the tool.",)


def test_links_count_who_refers_to_whom(site: Path) -> None:
    with closing(built(site)) as database:
        found = rows(
            database,
            "SELECT DISTINCT s.name, t.name FROM link l JOIN entry s ON s.unit = l.source "
            "JOIN entry t ON t.unit = l.target WHERE s.role = 'module' AND t.role IN ('function', 'keyword')",
        )
    assert sorted(found) == [("tool", "tool.run"), ("tool", "with")]


def test_notices_signatures_and_words_are_rows_of_their_own(site: Path) -> None:
    with closing(built(site)) as database:
        notices = rows(database, "SELECT kind, version, until, partial FROM notice ORDER BY id")
        signature = rows(database, "SELECT text, parameters FROM signature")
        words = rows(database, "SELECT rowid FROM unit_words WHERE unit_words MATCH 'unpack'")
    assert notices == [("deprecated-removed", "3.9", "3.20", 0), ("added", "3.2", None, 0)]
    assert signature == [("async tool.run(args, check=False)", '[["args"], ["check", "False"]]')]
    assert len(words) == 2  # the paragraph, and its section


def test_two_builds_of_one_site_are_equal_row_by_row(site: Path) -> None:
    with closing(built(site)) as database:
        tables = [
            str(name)
            for (name,) in rows(
                database, "SELECT name FROM sqlite_schema WHERE rootpage > 0 AND type = 'table'"
            )
        ]
        first = {
            name: rows(database, f"SELECT * FROM {name}") for name in tables if name != "build"
        }
    for another in (nullcontext(), second_thread()):  # beside which no process is copied
        with another, closing(built(site, "--jobs", "2")) as database:
            again = {
                name: rows(database, f"SELECT * FROM {name}") for name in tables if name != "build"
            }
        assert first == again


@contextmanager
def second_thread() -> Iterator[None]:
    """Have a second thread running."""
    end = Event()
    thread = Thread(target=end.wait)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


def test_the_address_online_is_that_of_the_version(site: Path) -> None:
    with closing(built(site)) as database:
        assert rows(database, "SELECT id, base_url FROM docset") == [
            ("python~3.14", "https://docs.python.org/3.14/")
        ]
        html = [
            html_of(unpack(blob, "https://docs.python.org/3.14/".__add__))
            for (blob,) in database.execute("SELECT blocks FROM unit")
        ]
    assert any(
        'href="https://docs.python.org/3.14/reference/words.html#with"' in text for text in html
    )


def test_the_address_of_another_site_comes_from_its_pages(tmp_path: Path) -> None:
    head = '<html><head><link rel="canonical" href="https://tool.example.org/en/stable/" /></head><body><h1>T</h1></body></html>'
    site = write_site(tmp_path / "site", {"index.html": head}, ["index std:doc -1 index.html -"])
    with closing(built(site)) as database:
        assert rows(database, "SELECT base_url FROM docset") == [
            ("https://tool.example.org/en/stable/",)
        ]


def test_a_site_without_an_address_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = write_site(
        tmp_path / "site", {"index.html": page("<h1>T</h1>")}, ["i std:doc 1 index.html -"]
    )
    output = ("--output", str(tmp_path / "x.db"), "--jobs", "1")
    assert main([str(site), *output]) == 0
    assert "--base-url" in capsys.readouterr().err
    assert main([str(site), *output, "--base-url", "https://tool.example.org"]) == 0
    assert "--base-url" not in capsys.readouterr().err


def test_a_page_of_another_file_system_place_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text(page("<p id='x'>secret</p>"), "utf-8")
    own = {"own.html": page("<section id='y'><h1>Y</h1><p>Our own.</p></section>")}
    lines = ["x std:label -1 link.html#x X", "y std:label -1 own.html#y Y"]
    site = write_site(tmp_path / "site", own, lines)
    (site / "link.html").symlink_to(secret)
    with closing(built(site)) as database:
        assert ("page missing",) in rows(database, "SELECT kind FROM problem")
        assert rows(database, "SELECT name FROM entry WHERE role = 'label'") == [("y",)]


def test_the_older_form_of_a_general_index_is_read(tmp_path: Path) -> None:
    html = (
        '<table class="genindextable"><tr><td><dl><dt><a href="a.html#x">alpha</a></dt>'
        '<dt>beta</dt><dd><dl><dt><a href="a.html#y">of gamma</a></dt></dl></dd></dl></td></tr></table>'
    )
    (tmp_path / "genindex.html").write_text(html, "utf-8")
    assert read_general_index(tmp_path) == [
        IndexRow("alpha", "", "", "a.html", "x"),
        IndexRow("beta", "of gamma", "", "a.html", "y"),
    ]


def test_a_site_without_indexes_has_none(tmp_path: Path) -> None:
    assert read_general_index(tmp_path) == []
    assert read_module_index(tmp_path) == {}


def test_the_index_of_the_search_is_that_of_the_rows_and_texts_of_the_docset(site: Path) -> None:
    built(site).close()

    async def both() -> tuple[SearchIndex | None, SearchIndex]:
        docset = await open_docset(site.parent / "out.db")
        try:
            packed = docset.packed_search()
            assert packed is not None
            aliases, references = await docset.aliases(), await docset.references()
            parameters = await docset.parameters()
            entries = docset.entries
            texts = {entry.unit: text_of(docset.blocks(entry)) for entry in entries}
            made = SearchIndex.build(entries, aliases, references, None, parameters, texts.items())
            return SearchIndex.load(packed, docset.entries), made
        finally:
            await docset.close()

    loaded, made = asyncio.run(both())
    assert loaded is not None
    assert loaded.pack() == made.pack()


HIDDEN = page("""<section id="food"><h1>Food</h1><p id="tea.hidden">All about food.</p>
<dl class="py function" id="tea.alias"><dt class="sig sig-object py" id="tea.pour"><span class="sig-name descname">pour</span>()</dt><dd><p>Pour.</p></dd></dl>
<dl class="py function" id="tea.old_name"><dt class="sig sig-object py" id="tea.new"><span class="sig-name descname">new</span>()</dt><dd><p>New; old_name() is the same.</p></dd></dl>
<dl class="py function"><dt class="sig sig-object py" id="tea.twice"><span class="sig-name descname">twice</span>(a)</dt><dd><p>First.</p></dd></dl>
<dl class="py function"><dt class="sig sig-object py" id="id0"><span class="sig-name descname">twice</span>(b)</dt><dd><p>Second.</p></dd></dl>
<span class="target" id="tea.last"></span></section>""")
HIDDEN_LINES = [
    *(f"tea.{name} py:function 1 a.html#$ -" for name in ("hidden", "alias", "pour", "old_name")),
    *(f"tea.{name} py:function 1 a.html#$ -" for name in ("new", "last")),
    "tea.twice py:function 1 a.html#id0 -",
]


def test_an_id_that_lies_on_another_text_shows_nothing_foreign(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {"a.html": HIDDEN}, HIDDEN_LINES)
    with closing(built(site)) as database:
        # `:no-typesetting:` of Sphinx leaves such ids.
        query = "SELECT name, summary FROM entry JOIN unit ON unit.id = entry.unit"
        found: dict[str, str] = dict(database.execute(query).fetchall())
    assert found["tea.hidden"] == ""
    assert found["tea.alias"] == ""
    assert found["tea.last"] == ""
    assert found["tea.old_name"] == "New; old_name() is the same."


def test_two_definitions_of_one_name_are_both_kept_the_listed_one_first(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {"a.html": HIDDEN}, HIDDEN_LINES)
    with closing(built(site)) as database:
        found = rows(
            database,
            "SELECT fragment, summary FROM entry JOIN unit ON unit.id = entry.unit"
            " WHERE name = 'tea.twice' ORDER BY entry.id",
        )
    assert found == [("id0", "Second."), ("tea.twice", "First.")]


def test_a_site_whose_descriptions_have_no_words_is_a_loss(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main_block = "".join(f'<h2 id="tea.f{n}">f{n}()</h2><p>Words.</p>' for n in range(4))
    lines = [f"tea.f{n} py:function 1 a.html#$ -" for n in range(4)]
    site = write_site(tmp_path / "site", {"a.html": page(main_block)}, lines)
    output = ["--output", str(tmp_path / "out.db")]
    assert main([str(site), *output, "--jobs", "1"]) == 0
    assert "4 of 4 descriptions have no words" in capsys.readouterr().err
    assert main([str(site), *output, "--jobs", "1", "--strict"]) == 1
