"""The entries of a docset, read from its copy one by one, on demand.

This is the hot path of every hover: SQLite finds a name in about ten microseconds, without an
object for each of the tens of thousands of names, and nothing is loaded before the first answer.
"""

import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import cached_property, lru_cache
from sys import intern
from typing import Any, Final

from docs_lsp.blocks import Blocks
from docs_lsp.blocks.packing import unpack
from docs_lsp.docsets.file_format import unpack_parameters
from docs_lsp.docsets.store.addresses import Addresses
from docs_lsp.docsets.store.copy import Copy, first_line
from docs_lsp.docsets.store.full_text import naming
from docs_lsp.docsets.store.rows import Rows
from docs_lsp.entry import Entry, Notice, NoticeKind, Signature
from docs_lsp.runtime.bounded_cache import BoundedCache

_DOT: Final = re.compile(r"\.")
_CACHED: Final = 4096  # names
_ENTRIES_CACHED: Final = 4096  # of Python; the keystrokes of a few searches show as many
_FEW_ENTRIES: Final = 64  # of each library: a project has twenty
_LINES_CACHED: Final = 8  # packages whose names are searched for an ending, one on each line
_PACKAGES_CACHED: Final = 256  # that are asked about: the imports of open files
# A signature of the entry itself before one of its group; notices about the whole entry only. What
# is new of a section is its statement, not every keyword that is in it.
_ENTRIES: Final = """
    SELECT entry.id, name, domain, role, kind, entry.title, path, fragment, unit, summary,
        coalesce(
            (SELECT text FROM signature AS s WHERE s.unit = entry.unit
                AND s.fragment = entry.fragment ORDER BY s.id LIMIT 1),
            (SELECT text FROM signature AS s WHERE s.unit = entry.unit ORDER BY s.id LIMIT 1)),
        (SELECT version FROM notice AS n WHERE n.unit = entry.unit AND NOT partial
            AND n.fragment IN ('', entry.fragment)
            AND NOT (role = 'keyword' AND entry.title IS 'keyword')
            AND n.kind = 'added' AND version <> '' ORDER BY n.fragment = '', n.id LIMIT 1),
        (SELECT coalesce(version, '') FROM notice AS n WHERE n.unit = entry.unit AND NOT partial
            AND n.fragment IN ('', entry.fragment)
            AND n.kind IN ('deprecated', 'deprecated-removed') ORDER BY n.id LIMIT 1)
    FROM entry JOIN page ON page.id = entry.page JOIN unit ON unit.id = entry.unit
"""
_NUMBERED: Final = f"{_ENTRIES} WHERE entry.id = ?"
_LISTED: Final = "entry.id IN (SELECT value FROM json_each(?))"
_HAS_INDEX: Final = "SELECT 1 FROM sqlite_schema WHERE name = 'search'"
_HAS_TYPE_FACTS: Final = "SELECT 1 FROM sqlite_schema WHERE name = 'type_fact'"
_NOTICES: Final = """
    SELECT kind, text, version, until, partial OR fragment NOT IN ('', ?), part, fragment
    FROM notice WHERE unit = ? ORDER BY id
"""
_DATED: Final = """
    domain = 'py' AND entry.unit IN (SELECT unit FROM notice WHERE NOT partial
        AND kind IN ('added', 'deprecated', 'deprecated-removed'))
"""
_BEGINNING: Final = """
    SELECT DISTINCT name FROM entry WHERE name >= ?1 AND name < ?2 AND domain = 'py'
    ORDER BY length(name) - length(replace(name, '.', '')), name LIMIT ?3
"""
_WITHIN: Final = """
    SELECT DISTINCT name FROM entry WHERE name > ? AND name < ? AND domain = 'py' ORDER BY name
"""
_DESCRIBED: Final = """
    SELECT 1 FROM entry WHERE (name = ? OR name > ? AND name < ?) AND domain = 'py' LIMIT 1
"""
_SHARE: Final = "SELECT avg(name > ? AND name < ?) FROM entry WHERE domain = 'py'"
_OWN_SHARE: Final = 0.1  # of the names of a docset; a site may describe several packages
# Sphinx's root document is `index` unless the site says otherwise; old sites have `contents`.
_ROOTS: Final = ("index", "contents")
_AT: Final = "entry.page IN (SELECT id FROM page WHERE path = ?) AND fragment = ?"
# The texts of a page that have some words, each by its first entry.
_NAMING: Final = """
    entry.id IN (SELECT min(id) FROM entry WHERE page = (SELECT id FROM page WHERE path = ?)
        AND unit IN (SELECT rowid FROM unit_words WHERE unit_words MATCH ?)
        GROUP BY unit ORDER BY unit LIMIT 20)
"""
_MEMBERS: Final = "domain = 'py' AND name > ? AND name < ? AND instr(substr(name, ?), '.') = 0"


class EntryTable:
    """The entries of one docset, numbered from 1 in its order; `table[0]` has the number 1.

    Methods raise `DocsetError` if the data they read is damaged. A lookup that can find nothing in
    a library asks no database.
    """

    def __init__(self, copy: Copy) -> None:
        self._copy = copy
        self._rows = (rows := Rows(copy)).read
        self._damaged = rows.damaged
        self._count = copy.info.entries
        self._addresses = Addresses(copy.info.base_url, self._pages, self._anchors)
        self._named: Callable[[str], tuple[Entry, ...]] = lru_cache(_CACHED)(self._find_named)
        many = _ENTRIES_CACHED if copy.info.of_python else _FEW_ENTRIES
        self._numbered = BoundedCache[int, Entry](many)
        self._lines = BoundedCache[str, str](_LINES_CACHED)
        self.describes: Callable[[str], bool] = lru_cache(_PACKAGES_CACHED)(self._describes)

    def check_tables(self) -> None:
        """Raise `DocsetError` if a table is missing that every lookup needs."""
        self._where("entry.id = 0")

    def lookups(self) -> Iterator[str]:
        """Yield what a lookup may find something by: names, and those up to a dot, with the dot."""
        for name, is_python in self._rows("SELECT name, domain = 'py' FROM entry"):
            yield name
            if is_python:
                yield from (name[: dot.end()] for dot in _DOT.finditer(name))
        if self._has_type_facts:
            yield from (name for (name,) in self._rows("SELECT name FROM type_fact"))

    @property
    def of_python(self) -> bool:
        """Whether it is Python's own documentation, in any language."""
        return self._copy.info.of_python

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> Entry:
        if not 0 <= index < self._count:
            raise IndexError(index)
        return self._numbered.get(index + 1, lambda: self._find_numbered(index + 1))

    def several(self, indexes: Sequence[int]) -> list[Entry]:
        """Return the entries of these *indexes*: all that are not cached in one statement."""
        known = self._numbered.peek
        found = {index: known(index + 1) for index in indexes}
        missing = [index + 1 for index, entry in found.items() if entry is None]
        if len(missing) > 1:
            for entry in self._where(_LISTED, str(missing)):
                self._numbered.put(entry.id, entry)
                found[entry.id - 1] = entry
        return [found[index] or self[index] for index in indexes]

    def __iter__(self) -> Iterator[Entry]:
        """Iterate over all entries, on a new connection, so that any thread may call it."""
        with closing(self._copy.connect()) as connection:
            yield from self._made(self._rows(f"{_ENTRIES} ORDER BY entry.id", asked=connection))

    def packed_search(self) -> bytes | None:
        """Return the packed search index, if there is one; any thread may call it."""
        with closing(self._copy.connect()) as connection:
            if not list(self._rows(_HAS_INDEX, asked=connection)):
                return None
            found = list(self._rows("SELECT packed FROM search", asked=connection))
        return bytes(found[0][0]) if found else None

    def _find_numbered(self, number: int) -> Entry:
        try:
            row = self._copy.keeper.execute(_NUMBERED, (number,)).fetchone()
        except sqlite3.Error as error:
            raise self._damaged(first_line(error)) from None
        if row is None:
            raise self._damaged("an entry is missing")
        return _entry(self._copy.info.id, row)

    def named(self, name: str) -> tuple[Entry, ...]:
        """Return the entries of exactly that name, in order."""
        return self._named(name) if self._copy.may_have(name) else ()

    def _find_named(self, name: str) -> tuple[Entry, ...]:
        return self._where("name = ?", name)

    def members(self, owner: str) -> tuple[Entry, ...]:
        """Return Python's entries named *owner*, a dot and one part more; `""`: without a dot."""
        if not owner:
            return self._where("domain = 'py' AND instr(name, '.') = 0")
        if not self._copy.may_have(f"{owner}."):
            return ()
        return self._where(_MEMBERS, f"{owner}.", f"{owner}/", len(owner) + 2)

    def beginning(self, typed: str, limit: int) -> list[str]:
        """Return names that begin with *typed*, at most *limit*, those with few dots first."""
        return [name for (name,) in self._rows(_BEGINNING, typed, f"{typed}\U0010ffff", limit)]

    def ending(self, top: str, last: str) -> list[str]:
        """Return Python's names that begin with the part *top* and end with the part *last*."""
        if not self.describes(top):
            return []
        names = self._lines.get(top, lambda: "\n".join(("", *self.within(top), "")))
        end = f".{last}\n"
        found: list[str] = []
        at = names.find(end)
        while at >= 0:
            found.append(names[names.rfind("\n", 0, at) + 1 : at] + end[:-1])
            at = names.find(end, at + 1)
        return found

    def within(self, top: str) -> list[str]:
        """Return Python's names that begin with the part *top* and have others after it."""
        if not self._copy.may_have(f"{top}."):
            return []
        return [name for (name,) in self._rows(_WITHIN, f"{top}.", f"{top}/")]

    def type_facts(self, name: str) -> tuple[str, ...]:
        """Return what the description of that name says of its type, as `schema.py` has it."""
        if not self._copy.may_have(name) or not self._has_type_facts:
            return ()
        rows = self._rows("SELECT fact FROM type_fact WHERE name = ? ORDER BY id", name)
        return tuple(fact for (fact,) in rows)

    @cached_property
    def _has_type_facts(self) -> bool:
        """Whether there are any; an older build stored none."""
        return bool(list(self._rows(_HAS_TYPE_FACTS)))

    def _describes(self, package: str) -> bool:
        if not self._copy.may_have(package, f"{package}."):
            return False
        return bool(list(self._rows(_DESCRIBED, package, f"{package}.", f"{package}/")))

    def front_page(self, package: str) -> Entry | None:
        """Return the first page, if at least a tenth of Python's names begin with *package*."""
        if not self.describes(package):  # soon seen; the share is counted over all names
            return None
        ((share,),) = self._rows(_SHARE, f"{package}.", f"{package}/")
        if (share or 0.0) < _OWN_SHARE:
            return None
        pages = (one for name in _ROOTS for one in self.named(name) if one.role == "doc")
        return next(pages, None)

    def at(self, anchor: str) -> tuple[Entry, ...]:
        """Return the entries of that page and fragment, in order."""
        return self._where(_AT, *self._addresses.inside(anchor))

    def url(self, anchor: str) -> str:
        """Return the online address of an anchor, or the anchor itself if no address is known."""
        return self._addresses.online(anchor)

    def first_pages(self) -> list[str]:
        """Return the paths of the first two pages."""
        return [path for (path,) in self._rows("SELECT path FROM page LIMIT 2")]

    def _pages(self) -> Sequence[str]:
        return self._copy.summary.pages if self._copy.summary else self.first_pages()

    def _anchors(self) -> Iterator[tuple[str, int]]:
        return self._rows("SELECT fragment, unit FROM entry ORDER BY unit, id")

    def naming(self, page: str, name: str, others: Sequence[str]) -> tuple[Entry, ...]:
        """Return the entries on the page of that path, one a text, that list a name with others.

        Their texts have the words of *name* and of at least one of *others*. At most a few.
        """
        return self._where(_NAMING, page, naming(name, others)) if others else ()

    def dated(self) -> tuple[Entry, ...]:
        """Return Python's entries that are deprecated or have the version that added them."""
        return self._where(_DATED)

    def dotted_names(self) -> Iterator[str]:
        """Iterate over all names of Python's domain that have a dot."""
        query = "SELECT name FROM entry WHERE domain = 'py' AND name LIKE '%.%'"
        return (name for (name,) in self._rows(query))

    def blocks(self, entry: Entry) -> Blocks:
        """Return the text of *entry*."""
        for (blob,) in self._rows("SELECT blocks FROM unit WHERE id = ?", entry.unit):
            try:
                return unpack(blob, self.url if self._copy.info.base_url else None)
            except (zlib.error, ValueError, TypeError, LookupError) as error:
                raise self._damaged(first_line(error)) from None
        raise self._damaged("a text is missing")

    def signatures(self, entry: Entry) -> tuple[Signature, ...]:
        """Return the call forms of *entry*: its own, or those of its text if it has none."""
        query = "SELECT text, fragment, parameters FROM signature WHERE unit = ? ORDER BY id"
        try:
            every = [
                Signature(text, fragment, unpack_parameters(parameters))
                for text, fragment, parameters in self._rows(query, entry.unit)
            ]
        except (ValueError, TypeError) as error:
            raise self._damaged(first_line(error)) from None
        fragment = entry.anchor.partition("#")[2]
        return tuple([one for one in every if one.fragment == fragment] or every)

    def notices(self, entry: Entry) -> tuple[Notice, ...]:
        """Return the structured notices of the entry's text, in its order."""
        rows = self._rows(_NOTICES, entry.anchor.partition("#")[2], entry.unit)
        try:
            return tuple(
                Notice(NoticeKind(kind), text, version, until, bool(partial), part, fragment)
                for kind, text, version, until, partial, part, fragment in rows
            )
        except ValueError as error:
            raise self._damaged(first_line(error)) from None

    def _where(self, condition: str, *values: object) -> tuple[Entry, ...]:
        return tuple(
            self._made(self._rows(f"{_ENTRIES} WHERE {condition} ORDER BY entry.id", *values))
        )

    def _made(self, rows: Iterator[Any]) -> Iterator[Entry]:
        docset = self._copy.info.id
        for row in rows:
            yield _entry(docset, row)


def _entry(docset: str, row: tuple[Any, ...]) -> Entry:
    """Return the entry in a row of `_ENTRIES`."""
    number, name, domain, role, kind, title, path, fragment, unit, *shown = row
    anchor = f"{path}#{fragment}" if fragment else path
    domain, role, kind = intern(domain), intern(role), intern(kind)  # few values in all entries
    return Entry._make((docset, number, name, domain, role, kind, anchor, unit, *shown, title))
