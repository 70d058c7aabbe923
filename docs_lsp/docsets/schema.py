"""The schema of docset files: the store reads through it, the parser runs its statements.

`make fix` writes the statements to `schema.sql`, for the parser needs nothing else of SQLAlchemy. A
docset is one SQLite file. `PRAGMA application_id` marks the file as ours and `PRAGMA user_version`
the version of this schema. All rows are in the order of the documentation (page by page, top to
bottom), so that two builds of the same documentation compare equal; only the table `build` differs.
"""

from collections.abc import Sequence

from sqlalchemy import DDL, Dialect, ForeignKey, String, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from docs_lsp.docsets.file_format import pack_parameters, unpack_parameters
from docs_lsp.entry import Parameter


class PackedParameters(TypeDecorator[tuple[Parameter, ...]]):
    """Parameters as JSON: `[["key", "None"], ["reverse", "False"]]`, short forms cut at the end."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Sequence[Parameter] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write the JSON; no parameters are NULL."""
        return pack_parameters(value) if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Parameter, ...]:  # noqa: ARG002
        """Read the JSON."""
        return unpack_parameters(value)


class Base(DeclarativeBase):
    """All tables of a docset."""


class DocsetRow(Base):
    """The one row that says which docset this is."""

    __tablename__ = "docset"

    id: Mapped[str] = mapped_column(primary_key=True)
    project: Mapped[str]
    version: Mapped[str]
    base_url: Mapped[str]


class BuildRow(Base):
    """The one row that says how and when this file was made.

    `seconds` are those that its pages took to read; indexing and writing come after that.
    """

    __tablename__ = "build"

    id: Mapped[int] = mapped_column(primary_key=True)
    built_at: Mapped[str]
    seconds: Mapped[float]
    source: Mapped[str]
    builder: Mapped[str]


class LibraryRow(Base):
    """The distribution that is documented, by its normalised name; no row where it is not known."""

    __tablename__ = "library"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class PageRow(Base):
    """A page of the site; `path` is relative to its root."""

    __tablename__ = "page"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str]
    title: Mapped[str]


class UnitRow(Base):
    """One text of the documentation, shared by all entries that name it."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[int] = mapped_column(ForeignKey("page.id"))
    summary: Mapped[str]
    blocks: Mapped[bytes]  # as `docs_lsp.blocks.packing` packs them


class EntryRow(Base):
    """One documented thing, as the inventory names it (and the keywords and headings it omits)."""

    __tablename__ = "entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    domain: Mapped[str]
    role: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str | None]  # the display name, where it differs from the name
    page: Mapped[int] = mapped_column(ForeignKey("page.id"), index=True)
    fragment: Mapped[str]
    unit: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)


class SignatureRow(Base):
    """One call form of a unit, in the order of the page."""

    __tablename__ = "signature"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    fragment: Mapped[str]
    text: Mapped[str]
    parameters: Mapped[tuple[Parameter, ...]] = mapped_column(PackedParameters, nullable=True)


class NoticeRow(Base):
    """One structured notice of a unit; `kind` is a `NoticeKind`."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[str]
    version: Mapped[str | None]
    until: Mapped[str | None]
    partial: Mapped[bool]
    part: Mapped[str]  # the part that a partial notice is of, if known
    fragment: Mapped[str]  # the one description that it is of, "" for all of the unit
    text: Mapped[str]


class AliasRow(Base):
    """A further name of an entry, out of the general index; `label` tells its senses apart."""

    __tablename__ = "alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    name: Mapped[str]
    label: Mapped[str]


class TypeFactRow(Base):
    """What the description of `name` says of its type; a class has a row for each base.

    `fact` is written as in `docs_lsp/resolve/stdlib/type_facts.py`: `()a.Response` of a call,
    `:str` of an attribute, `<a.Base` of a class. Python's own documentation has no rows.
    """

    __tablename__ = "type_fact"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    fact: Mapped[str]


class LinkRow(Base):
    """The text of `source` refers to the text of `target` so many times."""

    __tablename__ = "link"

    source: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    target: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)
    times: Mapped[int]


class ProblemRow(Base):
    """Something in the source that could not be kept, and why."""

    __tablename__ = "problem"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    place: Mapped[str]
    detail: Mapped[str]


class SearchRow(Base):
    """The one row that has the index of the live search, as `docs_lsp.search` packs it."""

    __tablename__ = "search"

    id: Mapped[int] = mapped_column(primary_key=True)
    packed: Mapped[bytes]


# The words of each unit for full-text search; the rowid is the unit's number. Which units have a
# word is all it knows: how often and where would take six times the room.
UNIT_WORDS = DDL(  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy
    "CREATE VIRTUAL TABLE unit_words USING fts5(name, summary, words, content='', "
    "detail=none, columnsize=0, tokenize='porter unicode61 remove_diacritics 2')"
)
event.listen(Base.metadata, "after_create", UNIT_WORDS)
