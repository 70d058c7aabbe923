"""The facts of modules on disk, by file and its state, for all servers of this machine."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Final

_FORMAT: Final = 4  # of the facts; a row of another one is read anew
_DROP: Final = """
    DELETE FROM module
    WHERE rowid IN (SELECT rowid FROM module ORDER BY rowid DESC LIMIT -1 OFFSET ?)
"""
_MAX_ROWS: Final = 20_000
_WAIT: Final = 2  # seconds for another process to finish writing


class FactCache:
    """Packed facts by path. Every failure of the disk means that nothing is cached."""

    def __init__(self, file: Path) -> None:
        self._connection: sqlite3.Connection | None = None
        with contextlib.suppress(sqlite3.Error, OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(file, timeout=_WAIT)
            self._connection.executescript(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;"
                "CREATE TABLE IF NOT EXISTS module (path TEXT PRIMARY KEY, state TEXT, packed BLOB)"
            )

    def get(self, path: str) -> bytes | None:
        """Return the facts of the file as it is now, if they are cached."""
        with contextlib.suppress(sqlite3.Error, OSError, ValueError):
            if self._connection is not None:
                query = "SELECT packed FROM module WHERE path = ? AND state = ?"
                row = self._connection.execute(query, (path, _state(path))).fetchone()
                return bytes(row[0]) if row else None
        return None

    def put(self, path: str, packed: bytes) -> None:
        """Cache the facts of a file; `commit` writes them."""
        with contextlib.suppress(sqlite3.Error, OSError, ValueError):
            if self._connection is not None:
                row = (path, _state(path), packed)
                self._connection.execute("INSERT OR REPLACE INTO module VALUES (?, ?, ?)", row)

    def commit(self) -> None:
        """Write what was put, and drop the oldest rows beyond the limit."""
        with contextlib.suppress(sqlite3.Error):
            if self._connection is not None:
                self._connection.execute(_DROP, (_MAX_ROWS,))
                self._connection.commit()


def _state(path: str) -> str:
    found = Path(path).stat()
    return f"{_FORMAT} {found.st_mtime_ns} {found.st_size}"
