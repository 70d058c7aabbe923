"""A docset file opened for reading, unaffected by later changes of the file.

Reads go to a copy. All servers of a machine share the one in the cache folder; its pages are in
memory once they are read. If that folder cannot be written, the copy is in this process: a database
of SQLite's `memdb` file system, not of the old shared cache, so that no connection waits for
another's locks. A number in its name makes it unique. It exists as long as one of its connections
is open, which is the purpose of `keeper`. A copy is never written: a file that changed on disk gets
another copy. A shared copy that was opened before is opened by the first lookup that needs it.
"""

import itertools
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from docs_lsp.docsets.file_format import APPLICATION_ID, SCHEMA_VERSION
from docs_lsp.docsets.store.shared import copy_of, kept_copy, shared_copy, write_again
from docs_lsp.docsets.store.summary import NameHashes, Summary, read_summary, write_summary
from docs_lsp.entry import Docset
from docs_lsp.errors import DocsetError, build_command
from docs_lsp.folders import database_address, is_docset_id

log = logging.getLogger(__name__)

_INFO: Final = """
    SELECT docset.id, project, version, base_url, (SELECT count(*) FROM entry), built_at
    FROM docset JOIN build
"""
# A project has twenty libraries. The system holds what is read; two megabytes each would be forty.
_FEW_PAGES: Final = "PRAGMA cache_size = -128"
_serial = itertools.count(1)


@dataclass(slots=True, eq=False)
class Copy:
    """A copy of one file: its description, its address, and what lookups may find in it.

    `held` closes what keeps the copy. `shared` is the open file of a shared one. `summary` is None
    where the copy is in memory, or has never been opened in this state.
    """

    info: Docset
    address: str
    held: ExitStack
    shared: BinaryIO | None = None
    summary: Summary | None = None
    opened: sqlite3.Connection | None = None
    _is_closed: bool = False

    @property
    def keeper(self) -> sqlite3.Connection:
        """The connection that all lookups share; the first one opens it. Raises `sqlite3.Error`.

        Where two threads do so at the same moment, both connections are closed with the copy.
        """
        if self.opened is None:
            if self._is_closed:
                raise sqlite3.ProgrammingError("the copy is closed")
            self.opened = self.held.enter_context(closing(self.connect()))
            if not self.info.of_python:
                self.opened.execute(_FEW_PAGES)
        return self.opened

    def connect(self) -> sqlite3.Connection:
        """Return a new read-only connection, for another thread; the caller closes it.

        A shared copy that was removed is written again. Raises `sqlite3.Error`.
        """
        try:
            return _connect(self.address)
        except sqlite3.OperationalError:
            if self.shared is None or Path(self.shared.name).exists():
                raise
            with suppress(OSError):
                write_again(self.shared)
            return _connect(self.address)

    def may_have(self, *texts: str) -> bool:
        """Whether a lookup by one of these texts may find something, as far as that is known."""
        if self.summary is None or self.summary.names is None:
            return True
        return any(map(self.summary.names.may_have, texts))

    def summarize(self, pages: Sequence[str], names: Iterable[str]) -> None:
        """Keep a summary for later starts: the first *pages*, and *names* that lookups may find."""
        if self.shared is not None:
            hashes = None if self.info.of_python else NameHashes.of(names)
            self.summary = Summary(self.info, tuple(pages), hashes)
            write_summary(Path(self.shared.name), self.summary)

    def close(self) -> None:
        """Close what keeps the copy alive; the last one frees its memory."""
        self._is_closed = True
        self.held.close()


def copied(file: Path, *, in_memory: bool = False) -> Copy:
    """Open a copy of the docset *file*: the shared one, or one *in_memory*.

    Raises `DocsetError` with one message and the next step if the file is missing, foreign, damaged
    or of another schema version.
    """
    if not in_memory and (copy := _kept(file)) is not None:
        return copy
    with _opened(file) as source, ExitStack() as stack:
        try:
            if in_memory:
                return _in_memory(file, source, stack)
            shared = stack.enter_context(shared_copy(file))
        except OSError as error:
            log.info("%s is read into memory: %s", file, error)
            return _in_memory(file, source, stack)
        address = _address(shared)
        keeper = stack.enter_context(closing(_connect(address)))
        info = _info(file, keeper)
        if not info.of_python:
            keeper.execute(_FEW_PAGES)
        return Copy(info, address, stack.pop_all(), shared, opened=keeper)


def _kept(file: Path) -> Copy | None:
    """Return the shared copy of *file* that was opened before in this state, without reading it."""
    with suppress(OSError), ExitStack() as stack:
        shared = kept_copy(file)
        if shared is not None:
            stack.enter_context(shared)
            if (summary := read_summary(Path(shared.name))) is not None:
                held = stack.pop_all()
                return Copy(summary.info, _address(shared), held, shared, summary)
    return None


def _address(shared: BinaryIO) -> str:
    return database_address(Path(shared.name), "mode=ro&immutable=1")


def _in_memory(file: Path, source: sqlite3.Connection, stack: ExitStack) -> Copy:
    address = f"file:/docs-lsp-{next(_serial)}?vfs=memdb"
    keeper = stack.enter_context(closing(_connect(address)))
    source.backup(keeper)
    keeper.execute("PRAGMA query_only = ON")
    return Copy(_info(file, keeper), f"{address}&mode=ro", stack.pop_all(), opened=keeper)


def read_info(file: Path) -> Docset:
    """Return the description in the docset *file* without loading it; raises `DocsetError`."""
    with suppress(OSError):
        if (summary := read_summary(copy_of(file))) is not None:
            return summary.info
    with _opened(file) as source:
        return _info(file, source)


def check_name(file: Path, info: Docset) -> None:
    """Raise `DocsetError` if the file has the name of another docset, which would appear twice."""
    if file.stem != info.id:
        raise DocsetError(f"{file} holds {info.id}; call it {info.id}.db, or remove it")


def _connect(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)


def _info(file: Path, source: sqlite3.Connection) -> Docset:
    row = source.execute(_INFO).fetchone()
    if row is None:
        raise DocsetError(f"{file} is damaged (it does not say what it is); {remedy(file.stem)}")
    return Docset(*row)._replace(library=_library(source))


def _library(source: sqlite3.Connection) -> str | None:
    """Return the library that is documented; None where no build has noted it."""
    if source.execute("SELECT 1 FROM sqlite_master WHERE name = 'library'").fetchone() is None:
        return None
    row = source.execute("SELECT name FROM library").fetchone()
    return row[0] if row is not None else None


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Open the docset *file* for reading; raises `DocsetError` for any problem with it."""
    if not file.is_file():
        raise DocsetError(f"{file} is missing; {remedy(file.stem)}")
    try:
        with closing(sqlite3.connect(database_address(file.resolve()), uri=True)) as source:
            _check(file, source)
            yield source
    except (sqlite3.Error, UnicodeDecodeError) as error:  # SQLite quotes what it cannot read
        reason = f"{file} is no docset or damaged ({first_line(error)}); {remedy(file.stem)}"
        raise DocsetError(reason) from None


def _check(file: Path, source: sqlite3.Connection) -> None:
    application = source.execute("PRAGMA application_id").fetchone()[0]
    version = source.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise DocsetError(f"{file} is no docset of docs-lsp; {remedy(file.stem)}")
    if version != SCHEMA_VERSION:
        age = "an older" if version < SCHEMA_VERSION else "a newer"
        raise DocsetError(
            f"{file} was made by {age} docs-lsp (schema {version}); {remedy(file.stem)}"
        )


def remedy(docset_id: str) -> str:
    """Return the command that builds a docset anew, for people; of no docset's name the plain one.

    `flask~2.2` is built by `docs-lsp build flask`, `python-ja~3.14` by naming language and version.
    """
    project, _, version = docset_id.rpartition("~")
    first, _, language = project.partition("-")
    if not is_docset_id(docset_id):
        command = build_command()
    elif first == "python":
        command = build_command(first, version, language)
    else:
        command = build_command(project)
    return f"run: {command}"


def damaged(docset_id: str, reason: str) -> DocsetError:
    """Return the error that a docset is damaged, with the next step."""
    return DocsetError(f"{docset_id} is damaged ({reason}); {remedy(docset_id)}")


def first_line(error: Exception) -> str:
    """Return the first line of a message, without the statement that SQLAlchemy adds."""
    return str(getattr(error, "orig", None) or error).partition("\n")[0]
