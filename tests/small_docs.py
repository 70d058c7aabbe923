"""A small documentation by hand, in our own words: as values in memory, and as a file."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from entry_list import EntryList
from markdown_kit import blocks_from
from sqlalchemy import create_engine, insert

from docs_lsp.blocks import Blocks
from docs_lsp.blocks.packing import pack
from docs_lsp.docsets import schema
from docs_lsp.docsets.file_format import APPLICATION_ID, SCHEMA_VERSION
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Docset, Entry, Notice, NoticeKind, Parameter, Signature
from docs_lsp.names import Names
from docs_lsp.search import SearchIndex

PYTHON = Docset("python~3.14", "Python", "3.14", "https://docs.python.org/3.14/", 0, "2026-11-01")


@dataclass(frozen=True)
class Thing:
    """One documented thing, and its text as Markdown."""

    name: str
    role: str
    kind: str
    page: str
    markdown: str
    signature: str | None = None
    since: str | None = None
    deprecated: str | None = None
    fragment: str | None = None
    domain: str = "py"
    title: str | None = None

    @property
    def anchor(self) -> str:
        """Its anchor."""
        prefix = "module-" if self.role == "module" else ""
        return f"{self.page}#{self.fragment or prefix + self.name}"


THINGS = (
    Thing("len", "function", "function", "builtins/functions.html", "Count the items of *s*.", "len(s)"),
    Thing("str", "class", "class", "builtins/stdtypes.html", "A text.", "str(object='')"),
    Thing("str.upper", "method", "method", "builtins/stdtypes.html", "Shout the text.", "str.upper()"),
    Thing("ValueError", "exception", "exception", "builtins/exceptions.html", "A value does not fit."),
    Thing("os", "module", "module", "library/os.html", "### `os` — The system\n\nTalk to the system."),
    Thing("os.path", "module", "module", "library/os.path.html", "### `os.path` — Paths\n\nWork with paths."),
    Thing(
        "os.path.join",
        "function",
        "function",
        "library/os.path.html",
        "Put `parts` of a path together.\n\n> **Note** An absolute part begins anew.",
        "os.path.join(path, *paths)",
    ),
    Thing(
        "os.path.exists", "function", "function", "library/os.path.html", "Say whether *path* is there.", "os.path.exists(path)"
    ),
    Thing(
        "os.path._secret", "function", "function", "library/os.path.html", "Of no use to others.", "os.path._secret()"
    ),
    Thing(
        "os.path.walk",
        "function",
        "function",
        "library/os.path.html",
        "The old way to wander.",
        "os.path.walk(top)",
        deprecated="3.2",
    ),
    Thing("asyncio", "module", "module", "library/asyncio.html", "Wait for many things at once."),
    Thing(
        "asyncio.timeout",
        "function",
        "coroutine context manager",
        "library/asyncio.html",
        "Wait only so long.\n\n```python\nasync with timeout(1):\n\n    await later()\n```",
        "asyncio.timeout(delay)",
        since="3.11",
    ),
    Thing("formatspec", "label", "section", "library/string.html", "How wide.\n\n- `'>'` — To the right.", domain="std"),
    Thing("object.__str__", "method", "method", "reference/datamodel.html", "Say what it is."),
    Thing("object.__enter__", "method", "method", "reference/datamodel.html", "Begin."),
    Thing("import", "keyword", "keyword", "reference/simple.html", "Bring in.", fragment="import"),
    Thing("pass", "keyword", "keyword", "reference/simple.html", "Do nothing.", fragment="pass"),
)  # fmt: skip

FLASK = Docset(
    "flask~2.2", "Flask", "2.2", "https://flask.palletsprojects.com/en/2.2.x/", 0, "2026"
)
FLASK_THINGS = (
    Thing("flask", "module", "module", "api.html", "The kettle of the web."),
    Thing("flask.Flask", "class", "class", "api.html", "An application.", "flask.Flask(name)"),
)


class SmallTexts:
    """The texts of a small docset, in memory."""

    def __init__(self, info: Docset, things: Sequence[Thing]) -> None:
        self.things = tuple(things)
        self.info = info._replace(entries=len(things))
        self.entries = EntryList(
            Entry(
                info.id,
                number,
                thing.name,
                thing.domain,
                thing.role,
                thing.kind,
                thing.anchor,
                number,
                summary=thing.markdown.split("\n\n")[-1 if thing.markdown.startswith("###") else 0],
                signature=thing.signature,
                since=thing.since,
                deprecated=thing.deprecated,
                title=thing.title,
            )
            for number, thing in enumerate(things, 1)
        )

    def url(self, anchor: str) -> str:
        """Return the online address."""
        return self.info.base_url + anchor

    def blocks(self, entry: Entry) -> Blocks:
        """Return the text of an entry."""
        return blocks_of(self.things[entry.id - 1])

    def notices(self, entry: Entry) -> tuple[Notice, ...]:
        """Return its notices."""
        thing = self.things[entry.id - 1]
        marks = ((NoticeKind.ADDED, thing.since), (NoticeKind.DEPRECATED, thing.deprecated))
        return tuple(
            Notice(kind, f"{kind.capitalize()} since version {version}.", version)
            for kind, version in marks
            if version is not None
        )

    def signatures(self, entry: Entry) -> tuple[Signature, ...]:
        """Return its call forms."""
        if entry.signature is None:
            return ()
        forms = entry.signature.split("\n")
        return tuple(Signature(form, entry.anchor, _parameters(form)) for form in forms)

    async def referring(self, _entry: Entry) -> tuple[int, ...]:
        """Return nothing: what refers to what is known to a file alone."""
        return ()


def _parameters(form: str) -> tuple[Parameter, ...]:
    inside = form.partition("(")[2].removesuffix(")")
    parts = [part.partition("=") for part in inside.split(", ") if part]
    return tuple(Parameter(name, default if equals else None) for name, equals, default in parts)


def blocks_of(thing: Thing) -> Blocks:
    """Return a thing's text."""
    return blocks_from(thing.markdown)


def snapshot_of(*docsets: SmallTexts) -> Snapshot:
    """Return a snapshot that shows all *docsets*."""
    return Snapshot(
        known=tuple(one.info for one in docsets),
        docsets=MappingProxyType({one.info.id: one for one in docsets}),
        shown=tuple(one.info.id for one in docsets),
        names=Names(one.entries for one in docsets),
        searches=MappingProxyType({one.info.id: SearchIndex.build(one.entries) for one in docsets}),
    )


SMALL = SmallTexts(PYTHON, THINGS)
SNAPSHOT = snapshot_of(SMALL, SmallTexts(FLASK, FLASK_THINGS))


def write_small(file: Path, info: Docset = PYTHON, things: Sequence[Thing] = THINGS) -> Path:
    """Write *things* as a docset file, whole at once."""
    part = file.with_suffix(".part")
    part.write_bytes(_content(info, tuple(things)))
    part.replace(file)
    return file


@cache
def _content(info: Docset, things: tuple[Thing, ...]) -> bytes:
    """Return the content of a docset file, made through the schema's own models."""
    pages = list(dict.fromkeys(thing.page for thing in things))
    rows: dict[type[schema.Base], list[dict[str, Any]]] = {
        schema.DocsetRow: [
            {
                "id": info.id,
                "project": info.project,
                "version": info.version,
                "base_url": info.base_url,
            }
        ],
        schema.BuildRow: [
            {
                "id": 1,
                "built_at": info.built_at,
                "seconds": 0.1,
                "source": "by hand",
                "builder": "tests",
            }
        ],
        schema.PageRow: [{"id": n, "path": path, "title": path} for n, path in enumerate(pages, 1)],
        schema.UnitRow: [],
        schema.EntryRow: [],
        schema.SignatureRow: [],
        schema.NoticeRow: [],
        schema.AliasRow: [{"id": 1, "entry": 1, "name": "how many", "label": ""}],
    }
    for n, (thing, entry) in enumerate(
        zip(things, SmallTexts(info, things).entries, strict=True), 1
    ):
        page, fragment = pages.index(thing.page) + 1, thing.anchor.partition("#")[2]
        rows[schema.UnitRow].append(
            {"id": n, "page": page, "summary": entry.summary, "blocks": pack(blocks_of(thing))}
        )
        rows[schema.EntryRow].append(
            {
                "id": n,
                "name": thing.name,
                "domain": thing.domain,
                "role": thing.role,
                "kind": thing.kind,
            }
            | {"title": thing.title, "page": page, "fragment": fragment, "unit": n}
        )
        if thing.signature:
            rows[schema.SignatureRow].append(
                {"id": n, "unit": n, "fragment": fragment, "text": thing.signature}
                | {"parameters": (Parameter("x"),)}
            )
        for kind, version in (("added", thing.since), ("deprecated", thing.deprecated)):
            if version is not None:
                number = len(rows[schema.NoticeRow]) + 1
                rows[schema.NoticeRow].append(
                    {"id": number, "unit": n, "kind": kind, "version": version}
                    | {"until": None, "partial": False, "part": "", "fragment": "", "text": ""}
                )
    with TemporaryDirectory() as folder:
        file = Path(folder) / "docset.db"
        _write(file, rows)
        return file.read_bytes()


def _write(file: Path, rows: dict[type[schema.Base], list[dict[str, Any]]]) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        schema.Base.metadata.create_all(connection)
        for model, values in rows.items():
            if values:
                connection.execute(insert(model), values)
    engine.dispose()
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
