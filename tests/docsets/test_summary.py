"""Summaries of docsets: what is answered without opening a database, and that it stays right."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from docset_kit import ask
from small_docs import FLASK, FLASK_THINGS, PYTHON, Thing, write_small

from docs_lsp.blocks.plain import text_of
from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.docsets.store import OpenDocset, open_docset, read_info
from docs_lsp.docsets.store.copy import copied
from docs_lsp.docsets.store.entries import EntryTable
from docs_lsp.docsets.store.shared import copies_of
from docs_lsp.docsets.store.summary import NameHashes
from docs_lsp.features.hover import hover
from docs_lsp.features.search import search
from docs_lsp.features.serialize import search_item

CODE = "import os\nimport flask\nos.path.join\nflask.Flask\n"
KIT = FLASK._replace(id="kit~1.0", project="Kit", version="1.0")
FACTS = "INSERT INTO type_fact VALUES (1, 'kit.Client.send', '()kit.Answer')"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty cache folder."""
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache" / "opened"


@pytest.fixture
def library(tmp_path: Path, cache: Path) -> Path:
    """Give the file of a library that was opened before, in the cache folder of the test."""
    file = write_small(tmp_path / "flask~2.2.db", FLASK, FLASK_THINGS)
    ask(file, names_of)
    assert sorted(one.suffix for one in cache.iterdir()) == [".db", ".summary"]
    return file


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list of all databases that are opened from now on."""
    opened: list[str] = []
    connect = sqlite3.connect

    def counted(address: Any, *given: Any, **named: Any) -> Any:
        opened.append(str(address))
        return connect(address, *given, **named)

    monkeypatch.setattr(sqlite3, "connect", counted)
    return opened


async def names_of(docset: OpenDocset) -> list[str]:
    return [entry.name for entry in docset.entries]


def lookups(entries: EntryTable, text: str) -> tuple[object, ...]:
    """Return what every lookup by a name finds."""
    return (
        list(entries.named(text)),
        list(entries.members(text)),
        entries.ending(text, "send"),
        entries.within(text),
        entries.beginning(text, 9),
        entries.type_facts(text),
        entries.describes(text),
        entries.front_page(text),
    )


def test_a_lookup_that_finds_nothing_opens_no_database(
    library: Path, connections: list[str]
) -> None:
    async def nothing(docset: OpenDocset) -> None:
        entries = docset.entries
        assert docset.info.entries == len(entries) == len(FLASK_THINGS)
        for name in ("os", "os.path", "os.path.join", "flas", "flask.Flas", ""):
            assert not entries.named(name)
            assert not entries.type_facts(name)
            assert not entries.describes(name)
            assert not entries.ending(name, "join")
            assert not entries.within(name)
            assert entries.front_page(name) is None
        assert not entries.members("os.path")

    assert read_info(library).id == "flask~2.2"
    ask(library, nothing)
    assert connections == []


def test_a_lookup_that_may_find_something_opens_it_once(
    library: Path, connections: list[str]
) -> None:
    async def texts(docset: OpenDocset) -> list[str]:
        (entry,) = docset.entries.named("flask.Flask")
        assert docset.entries.members("flask") == (entry,)
        return [text_of(docset.blocks(one)) for one in (docset.entries[0], entry)]

    assert ask(library, texts) == ["The kettle of the web.", "An application."]
    assert len(connections) == 1


@pytest.mark.parametrize("info", [KIT, PYTHON])
def test_all_lookups_find_what_they_find_without_a_summary(
    tmp_path: Path, cache: Path, info: object
) -> None:
    assert isinstance(info, type(PYTHON))
    things = [
        Thing("kit", "module", "module", "index.html", "All."),
        Thing("kit.Client.send", "method", "method", "api.html", "Send it."),
        Thing("other.deep.down.send", "function", "function", "api.html", "Sent."),
        Thing("index", "doc", "page", "index.html", "Welcome.", domain="std", title="Kit"),
        Thing("a.b label", "label", "section", "api.html", "Here.", domain="std"),
        Thing("größe", "data", "data", "api.html", "How big."),
        *(Thing(f"kit.f{n}", "function", "function", "api.html", "Do it.") for n in range(200)),
    ]
    file = write_small(tmp_path / f"{info.id}.db", info, things)
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute(FACTS)
    asked = {"", ".", "kit.", ".send", "K", "kit.f", "nowhere", "nowhere.else"}
    for thing in things:
        parts = thing.name.split(".")
        asked |= {".".join(parts[:end]) for end in range(len(parts) + 1)}
        asked |= {f"{thing.name}.", thing.name[:-1], f"{thing.name}x"}

    async def found(docset: OpenDocset) -> dict[str, object]:
        return {text: lookups(docset.entries, text) for text in asked}

    copy = copied(file, in_memory=True)
    try:
        expected = {text: lookups(EntryTable(copy), text) for text in asked}
    finally:
        copy.close()
    assert expected["kit.Client.send"][5] == ("()kit.Answer",)
    assert ask(file, found) == ask(file, found) == expected
    assert sorted(one.suffix for one in cache.iterdir()) == [".db", ".summary"]


def test_what_is_among_the_hashed_texts_is_never_missed() -> None:
    texts = [f"name.{number}" for number in range(20_000)]
    hashes = NameHashes.of(texts)
    assert all(map(hashes.may_have, texts))
    assert sum(hashes.may_have(f"other.{number}") for number in range(20_000)) < 10
    assert not NameHashes.of([]).may_have("")


@pytest.mark.parametrize(
    "change",
    [
        lambda _: b"",
        lambda content: content[:-4],
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1] + bytes([content[-1] ^ 1]),
        lambda content: b"\0" * len(content),
        lambda _: b"[]\n",
        lambda _: b"null\n",
        lambda content: b"[99" + content[2:],
    ],
)
def test_a_summary_that_cannot_be_used_is_made_anew(
    library: Path, cache: Path, change: Callable[[bytes], bytes]
) -> None:
    (summary,) = cache.glob("*.summary")
    content = summary.read_bytes()
    summary.write_bytes(change(content))
    assert read_info(library).id == "flask~2.2"
    assert ask(library, names_of) == [thing.name for thing in FLASK_THINGS]
    assert summary.read_bytes() == content


def test_a_docset_with_a_missing_table_has_no_summary(tmp_path: Path, cache: Path) -> None:
    file = write_small(tmp_path / "flask~2.2.db", FLASK, FLASK_THINGS)
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("DROP TABLE notice")
    for _ in range(2):
        with pytest.raises(Exception, match="damaged"):
            ask(file, names_of)
    assert [one.suffix for one in cache.iterdir()] == [".db"]


def test_a_damaged_name_costs_the_answers_that_meet_it(tmp_path: Path, cache: Path) -> None:
    file = write_small(tmp_path / "flask~2.2.db", FLASK, FLASK_THINGS)
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("UPDATE entry SET name = CAST(x'50f2' AS TEXT) WHERE id = 1")

    async def other(docset: OpenDocset) -> list[str]:
        return [entry.name for entry in docset.entries.named("flask.Flask")]

    assert ask(file, other) == ["flask.Flask"]
    assert [one.suffix for one in cache.iterdir()] == [".db"]


def test_a_replaced_file_is_described_anew_and_its_old_copy_is_still_read(library: Path) -> None:
    newer = [*FLASK_THINGS, Thing("flask.g", "data", "data", "api.html", "Yours.")]

    async def both() -> tuple[list[str], list[str]]:
        before = await open_docset(library)
        await asyncio.to_thread(write_small, library, FLASK, newer)
        assert read_info(library).entries == len(newer)
        after = await open_docset(library)
        found = [[one.name for one in it.entries.members("flask")] for it in (before, after)]
        await before.close()
        await after.close()
        return found[0], found[1]

    assert asyncio.run(both()) == (["flask.Flask"], ["flask.Flask", "flask.g"])


def test_a_copy_that_is_removed_before_it_is_read_is_written_again(library: Path) -> None:
    async def after_removal(docset: OpenDocset) -> list[str]:
        for file in await asyncio.to_thread(copies_of, library):
            file.unlink()
        found = docset.entries.named("flask.Flask")
        assert await docset.aliases()
        return [text_of(docset.blocks(one)) for one in found]

    assert ask(library, after_removal) == ["An application."]


def test_a_summary_that_is_long_unused_goes_with_its_copy(library: Path, cache: Path) -> None:
    for file in cache.iterdir():
        os.utime(file, (0, 0))
    ask(write_small(library.with_name("kit~1.0.db"), KIT, FLASK_THINGS), names_of)
    assert len({one.stem for one in cache.iterdir()}) == 1


def test_a_docset_in_memory_has_no_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").touch()
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path / "cache"))
    file = write_small(tmp_path / "flask~2.2.db", FLASK, FLASK_THINGS)
    for _ in range(2):
        assert ask(file, names_of) == [thing.name for thing in FLASK_THINGS]


@pytest.mark.usefixtures("cache")
def test_the_first_hover_on_a_standard_name_opens_no_library(
    data_folder: Path, connections: list[str]
) -> None:
    write_small(data_folder / "python~3.14.db")
    for number in range(5):
        info = KIT._replace(id=f"kit{number}~1.0", project=f"Kit{number}")
        thing = Thing(f"kit{number}", "module", "module", "api.html", "A kit.")
        write_small(data_folder / f"{info.id}.db", info, [thing])
    write_small(data_folder / "flask~2.2.db", FLASK, FLASK_THINGS)

    def first_hover(line: str) -> tuple[str | None, int]:
        """Return the text at the end of a line of `CODE`, and how many databases are opened."""

        async def answer() -> str | None:
            manager = DocsetManager(pytest.fail, with_search=False)
            try:
                snapshot = await manager.current()
                assert len(snapshot.shown) == 7
                return hovered(snapshot, line)
            finally:
                await manager.close()

        connections.clear()
        return asyncio.run(answer()), len(connections)

    assert first_hover("os.path.join")[0] == first_hover("os.path.join")[0]
    text, opened = first_hover("os.path.join")
    assert text is not None
    assert "of a path together" in text
    assert opened == 1
    text, opened = first_hover("flask.Flask")
    assert text is not None
    assert "An application." in text
    assert opened <= 2


@pytest.mark.usefixtures("cache")
def test_a_search_over_libraries_shows_rows_of_those_whose_databases_are_not_open(
    data_folder: Path, connections: list[str]
) -> None:
    write_small(data_folder / "python~3.14.db")
    write_small(data_folder / "kit~1.0.db", KIT, [Thing("kit", "module", "module", "a.html", "A.")])
    second = Thing("flask.g", "data", "data", "globals.html", "Yours.")  # on a page of its own
    flask = write_small(data_folder / "flask~2.2.db", FLASK, [*FLASK_THINGS, second])

    async def rows() -> list[object]:
        manager = DocsetManager(pytest.fail)
        try:
            snapshot = await manager.searchable()
            assert snapshot.joined is not None
            hits = search(snapshot, "flask.Flask", 9)
            return [search_item(hit, snapshot.texts(hit.entry)) for hit in hits[:1]]
        finally:
            await manager.close()

    first = asyncio.run(rows())
    connections.clear()
    assert asyncio.run(rows()) == first
    assert {docset_of(address) for address in list(connections)} == {"python~3.14"}
    copy = copied(flask, in_memory=True)
    try:
        (entry,) = EntryTable(copy).named("flask.Flask")
        url = EntryTable(copy).url(entry.anchor)
    finally:
        copy.close()
    (row,) = first
    assert isinstance(row, dict)
    assert (row["name"], row["summary"], row["url"]) == (entry.name, entry.summary, url)


def docset_of(address: str) -> str:
    """Return which docset is in a database that was opened."""
    with closing(sqlite3.connect(address.partition("&")[0], uri=True)) as database:
        ((found,),) = database.execute("SELECT id FROM docset")
    return str(found)


def hovered(snapshot: Snapshot, line: str) -> str | None:
    found = hover(snapshot, CODE, CODE.index(f"\n{line}\n") + len(line))
    return found.text if found is not None else None
