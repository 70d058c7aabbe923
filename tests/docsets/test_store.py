"""A docset file in memory, and what is said of one that cannot be used."""

import asyncio
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from docset_kit import ask
from small_docs import PYTHON, THINGS, Thing, blocks_of, write_small

from docs_lsp.blocks.plain import text_of
from docs_lsp.docsets.file_format import SCHEMA_VERSION
from docs_lsp.docsets.store import OpenDocset, open_docset, read_info
from docs_lsp.docsets.store.copy import remedy
from docs_lsp.entry import Entry, Notice, NoticeKind, Parameter, Signature
from docs_lsp.errors import DocsetError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_small(tmp_path / "python~3.14.db")


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute(statement)


def refused(file: Path) -> str:
    """Return the message of a docset that neither opens nor says what it is."""

    async def nothing(_docset: OpenDocset) -> None: ...

    with pytest.raises(DocsetError) as opening:
        ask(file, nothing)
    message = str(opening.value)
    assert "\n" not in message
    assert message.endswith(f"; {remedy(file.stem)}")
    return message.replace(str(file), "FILE")


def test_all_entries_are_there_with_what_a_list_shows_of_them(file: Path) -> None:
    async def everything(docset: OpenDocset) -> tuple[int, list[Entry]]:
        assert [docset.entries[place] for place in range(len(THINGS))] == list(docset.entries)
        assert docset.url("a.html#b") == "https://docs.python.org/3.14/a.html#b"
        return docset.info.entries, list(docset.entries)

    number, entries = ask(file, everything)
    assert [one.name for one in entries] == [thing.name for thing in THINGS]
    assert [one.anchor for one in entries] == [thing.anchor for thing in THINGS]
    assert [one.signature for one in entries] == [thing.signature for thing in THINGS]
    assert [one.id for one in entries] == list(range(1, len(THINGS) + 1))
    marks = {one.name: (one.since, one.deprecated) for one in entries}
    assert marks["asyncio.timeout"] == ("3.11", None)
    assert marks["os.path.walk"] == (None, "3.2")
    assert number == len(THINGS)


def test_a_keyword_in_a_newer_statement_is_not_new(tmp_path: Path) -> None:
    things = [
        Thing("match", "keyword", "keyword", "a.html", "Match.", since="3.10", title="statement"),
        Thing("if", "keyword", "keyword", "a.html", "Match.", since="3.10", title="keyword"),
    ]
    file = write_small(tmp_path / "kit~1.db", PYTHON._replace(id="kit~1"), things)

    async def since(docset: OpenDocset) -> list[str | None]:
        return [one.since for one in docset.entries]

    assert ask(file, since) == ["3.10", None]


def test_several_entries_come_in_the_order_in_which_they_are_asked_for(file: Path) -> None:
    wanted = [2, 0, 2, 1]

    async def several(docset: OpenDocset) -> tuple[list[Entry], list[Entry]]:
        _cached = docset.entries[1]
        return docset.entries.several(wanted), [docset.entries[place] for place in wanted]

    together, one_by_one = ask(file, several)
    assert together == one_by_one


def test_a_package_has_the_first_page_of_the_docset_that_describes_it(tmp_path: Path) -> None:
    things = [Thing(f"kit.f{n}", "function", "function", "api.html", "Do it.") for n in range(20)]
    things.append(Thing("other.hook", "function", "function", "api.html", "Help."))
    contents = Thing("contents", "doc", "page", "contents.html", "All.", domain="std", title="All")
    first = Thing("index", "doc", "page", "index.html", "Welcome.", domain="std", title="Kit")
    file = write_small(
        tmp_path / "kit~1.db", PYTHON._replace(id="kit~1"), [*things, contents, first]
    )

    async def pages(docset: OpenDocset) -> list[str | None]:
        found = [docset.entries.front_page(name) for name in ("kit", "other", "ki")]
        return [one.name if one is not None else None for one in found]

    assert ask(file, pages) == ["index", None, None]


def test_texts_notices_and_signatures_are_fetched(file: Path) -> None:
    async def everything(docset: OpenDocset) -> tuple[object, ...]:
        entry = next(one for one in docset.entries if one.name == "asyncio.timeout")
        text = text_of(docset.blocks(entry))
        return text, docset.notices(entry), docset.signatures(entry)

    text, notices, signatures = ask(file, everything)
    assert str(text).startswith("Wait only so long.")
    assert notices == (Notice(NoticeKind.ADDED, "", "3.11"),)
    expected = Signature("asyncio.timeout(delay)", "asyncio.timeout", (Parameter("x"),))
    assert signatures == (expected,)


def test_an_entry_has_its_own_signatures_or_those_of_its_text(file: Path) -> None:
    change(file, "INSERT INTO signature VALUES (90, 1, 'other', 'other(s)', NULL)")

    async def signatures(docset: OpenDocset) -> list[str]:
        return [one.text for one in docset.signatures(docset.entries[0])]

    assert ask(file, signatures) == ["len(s)"]
    change(file, "DELETE FROM signature WHERE id = 1")
    assert ask(file, signatures) == ["other(s)"]


def test_further_names_and_references_are_for_the_search(file: Path) -> None:
    change(file, "INSERT INTO link VALUES (2, 1, 5), (3, 1, 1), (1, 4, 2)")

    async def everything(docset: OpenDocset) -> tuple[object, object]:
        aliases = [(one.entry, one.name) for one in await docset.aliases()]
        return aliases, await docset.references()

    assert ask(file, everything) == ([(1, "how many")], {1: 2, 4: 1})


def test_several_docsets_are_open_at_once_and_the_file_may_go(file: Path, tmp_path: Path) -> None:
    async def run() -> list[str]:
        first, second = await open_docset(file), await open_docset(file)
        await asyncio.to_thread(file.unlink)
        await first.close()
        texts = [second.blocks(entry) for entry in second.entries]
        await second.close()
        return [text_of(one) for one in texts]

    assert len(asyncio.run(run())) == len(THINGS)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(params=["shared", "in memory"])
def cache(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a cache folder, or a path where none can be made."""
    cache = tmp_path / "cache"
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(cache))
    if request.param == "in memory":
        cache.touch()
    return cache


@pytest.mark.parametrize(
    "happens",
    [
        Path.unlink,
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"\xff" * file.stat().st_size),
        lambda file: write_small(file, things=THINGS[:1]),
    ],
)
def test_what_happens_to_the_file_does_not_matter(
    file: Path, cache: Path, happens: Callable[[Path], object]
) -> None:
    async def everything(docset: OpenDocset) -> None:
        await asyncio.to_thread(happens, file)
        assert [docset.blocks(entry) for entry in docset.entries] == [
            blocks_of(one) for one in THINGS
        ]
        assert [one.name for one in await docset.aliases()] == ["how many"]

    ask(file, everything)
    assert cache.is_file() or len({one.stem for one in (cache / "opened").iterdir()}) == 1


def test_copies_are_shared_and_outdated_ones_are_removed_when_unused(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path / "cache"))
    other = write_small(tmp_path / "python~3.11.db")

    def copies() -> int:
        return len({one.stem for one in (tmp_path / "cache" / "opened").iterdir()})

    async def run() -> list[int]:
        opened = [await open_docset(one) for one in (file, file, other)]
        found = [copies()]
        await asyncio.to_thread(write_small, file)
        opened.append(await open_docset(file))
        found.append(copies())
        for one in opened:
            assert await one.aliases()
            await one.close()
        await asyncio.to_thread(write_small, file)
        await (await open_docset(file)).close()
        return [*found, copies()]

    assert asyncio.run(run()) == [2, 3, 2]


def test_a_docset_says_what_it_is_without_being_loaded(file: Path) -> None:
    info = read_info(file)
    assert (info.id, info.project, info.version) == ("python~3.14", "Python", "3.14")
    assert info.entries == len(THINGS)


def test_a_missing_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "no.db") == "FILE is missing; run: docs-lsp build"


def test_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path) == "FILE is missing; run: docs-lsp build"


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert refused(file).startswith("FILE is no docset or damaged (")


def test_an_empty_file(file: Path) -> None:
    file.write_bytes(b"")
    assert refused(file) == "FILE is no docset of docs-lsp; run: docs-lsp build --python 3.14"


def test_a_database_of_another_program(file: Path) -> None:
    change(file, "PRAGMA application_id = 7")
    assert refused(file) == "FILE is no docset of docs-lsp; run: docs-lsp build --python 3.14"


@pytest.mark.parametrize(("version", "age"), [(SCHEMA_VERSION - 1, "an older"), (99, "a newer")])
def test_another_schema_version(file: Path, version: int, age: str) -> None:
    change(file, f"PRAGMA user_version = {version}")
    expected = (
        f"FILE was made by {age} docs-lsp (schema {version}); run: docs-lsp build --python 3.14"
    )
    assert refused(file) == expected
    with pytest.raises(DocsetError, match="was made by"):
        read_info(file)


@pytest.mark.parametrize(
    "statement", ["DROP TABLE entry", "DELETE FROM docset", "DROP TABLE notice"]
)
def test_a_docset_that_lacks_something(file: Path, statement: str) -> None:
    change(file, statement)
    assert "damaged (" in refused(file)


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_truncated_file(file: Path, part: float) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * part)])
    assert "damaged" in refused(file)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE docset SET project = CAST(x'50f2' AS TEXT)",
        "UPDATE build SET built_at = CAST(x'c5c5' AS TEXT)",
    ],
)
def test_a_docset_that_does_not_say_what_it_is(file: Path, statement: str) -> None:
    change(file, statement)
    assert "damaged" in refused(file)
    with pytest.raises(DocsetError, match=r"damaged .*; run: docs-lsp build --python 3\.14$"):
        read_info(file)


@pytest.mark.parametrize("damage", [b"REF\xc5RENCES", b'"EFERENCES'])
def test_damage_that_sqlite_quotes(file: Path, damage: bytes) -> None:
    content = file.read_bytes()
    assert b"REFERENCES" in content
    file.write_bytes(content.replace(b"REFERENCES", damage))
    assert "damaged" in refused(file)
    with pytest.raises(DocsetError, match=r"damaged .*; run: docs-lsp build --python 3\.14$"):
        read_info(file)


def test_a_notice_of_an_unknown_kind_is_damage(file: Path) -> None:
    change(file, "UPDATE notice SET kind = 'deprecate$' WHERE kind = 'deprecated'")

    async def notices(docset: OpenDocset) -> None:
        entry = next(one for one in docset.entries if one.name == "os.path.walk")
        with pytest.raises(
            DocsetError, match=r"^python~3\.14 is damaged .*; run: docs-lsp build --python 3\.14$"
        ):
            docset.notices(entry)

    ask(file, notices)


@pytest.mark.parametrize("seed", range(12))
def test_no_damage_anywhere_makes_more_of_it_than_a_message(
    file: Path, built_docset: Path, seed: int
) -> None:
    sound, chance = built_docset.read_bytes(), random.Random(seed)
    messages: list[str] = []

    async def everything(docset: OpenDocset) -> None:
        with suppress(DocsetError):
            for entry in docset.entries:
                with suppress(DocsetError):
                    docset.blocks(entry)
                with suppress(DocsetError):
                    docset.signatures(entry)
                with suppress(DocsetError):
                    docset.notices(entry)
        inspection = docset.inspection
        for look in (inspection.kinds, inspection.build, inspection.problems):
            with suppress(DocsetError):
                look()
        for question in (docset.aliases, docset.references):
            with suppress(DocsetError):
                await question()

    for _ in range(5):
        place = chance.randrange(len(sound))
        length = chance.choice([1, 8, 100, 4096])
        damage = bytes(chance.randrange(256) for _ in range(length))
        file.write_bytes(sound[:place] + damage + sound[place + length :])
        for question in (lambda: ask(file, everything), lambda: read_info(file)):
            try:
                question()
            except DocsetError as error:
                messages.append(str(error))
    assert all(message.endswith("; run: docs-lsp build --python 3.14") for message in messages)
    assert not any("\n" in message for message in messages)


@pytest.mark.parametrize("blob", ["x'00'", "NULL", "zeroblob(9)"])
def test_a_damaged_text_costs_one_answer(file: Path, blob: str) -> None:
    change(file, "PRAGMA ignore_check_constraints = ON")
    change(file, "UPDATE unit SET blocks = x'01' WHERE id = 1")
    if blob != "NULL":
        change(file, f"UPDATE unit SET blocks = {blob} WHERE id = 1")

    async def two(docset: OpenDocset) -> str:
        with pytest.raises(
            DocsetError, match=r"^python~3\.14 is damaged .*; run: docs-lsp build --python 3\.14$"
        ):
            docset.blocks(docset.entries[0])
        return text_of(docset.blocks(docset.entries[1]))

    assert ask(file, two) == "A text."


def test_texts_that_list_a_name_with_others(built_docset: Path) -> None:
    async def naming(docset: OpenDocset) -> list[str]:
        words = (("read", ["whole"]), ("read", ["nowhere", "file"]), ("read", ["gone_file"]))
        found = [docset.entries.naming("library/pathlib.html", *one) for one in words]
        assert not docset.entries.naming("library/os.html", *words[0])
        assert not docset.entries.naming("library/pathlib.html", "read", [])
        return [" ".join(one.name for one in entries) for entries in found]

    assert ask(built_docset, naming) == ["pathlib.Path.read_text", "pathlib.Path.read_text", ""]
