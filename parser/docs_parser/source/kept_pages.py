"""The pages of a site that were loaded, each in a file with the validators of its answer.

The folder of a site holds:

* `pages/`: the inventory and the pages, each one whole;
* `notes.jsonl`: a line for each page that was loaded, the last one of a page counting.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from docs_lsp.runtime.replacing import replace_file
from docs_parser.inventory import page_file
from docs_parser.source.archive import UNFIT
from docs_parser.source.web_answer import Answer, WebError

_NOTES: Final = "notes.jsonl"


@dataclass(frozen=True, slots=True)
class PageNote:
    """What is remembered of a loaded page; `sha256` is that of its file."""

    page: str
    sha256: str
    etag: str | None
    modified: str | None


class KeptPages:
    """The files of one site. Used by the one build that holds the lock of the folder."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "pages"
        self._folder = folder
        self._notes = _read_notes(folder / _NOTES)
        self._by_small_name: dict[str, str] = {}  # the pages that are asked for

    def prepare(self) -> None:
        """Make the folder of the pages, and remove what a killed build has left."""
        self.root.mkdir(exist_ok=True)
        for leftover in self._folder.glob("*.part"):
            leftover.unlink()

    def file(self, page: str) -> Path:
        """Return the file of a page, written or not."""
        return self.root / page_file(page)

    def note(self, page: str) -> PageNote | None:
        """Return what is remembered of a page, if its file is as it was loaded."""
        self._by_small_name.setdefault(page.casefold(), page)
        note = self._notes.get(page)
        return note if note is not None and _sha256(self.file(page)) == note.sha256 else None

    def count(self, pages: Iterable[str]) -> int:
        """Return how many of the pages are kept."""
        return sum(page in self._notes and self.file(page).is_file() for page in pages)

    def keep(self, page: str, answer: Answer, data: bytes) -> bool:
        """Keep the *data* of an answer; return whether the page is new or changed.

        Raises `WebError` where its file cannot have that name on this machine, and `OSError`.
        """
        note = self.note(page)
        sha256 = hashlib.sha256(data).hexdigest()
        is_new = note is None or note.sha256 != sha256
        if is_new:
            self._check_case(page)
            self._write(self.file(page), data)
        noted = PageNote(page, sha256, answer.etag, answer.modified)
        if noted != note:
            self._notes[page] = noted
            with (self._folder / _NOTES).open("a", encoding="utf-8") as notes:
                notes.write(json.dumps(asdict(noted)) + "\n")
        return is_new

    def _check_case(self, page: str) -> None:
        """Raise `WebError` where the file of another page would be overwritten.

        Windows and macOS take `Thing.html` and `thing.html` for one file.
        """
        other = self._by_small_name[page.casefold()]
        if other == page or not self.file(page).exists():
            return
        if self.file(other).exists() and self.file(other).samefile(self.file(page)):
            raise WebError(f"its name differs from {other} in nothing but capitals")

    def _write(self, file: Path, data: bytes) -> None:
        """Write a file aside and rename it, so that a file under its name is a whole one."""
        handle, part = tempfile.mkstemp(suffix=".part", dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as aside:
                aside.write(data)
            file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(Path(part), file)
        except (NotADirectoryError, IsADirectoryError, FileExistsError) as error:
            raise WebError("its name is that of a folder") from error
        except OSError as error:
            if error.errno in UNFIT:
                raise WebError("its name is not fit for a file") from error
            raise
        finally:
            Path(part).unlink(missing_ok=True)

    def drop_others(self, pages: Iterable[str]) -> None:
        """Remove the files of all but *pages*."""
        files = {self.file(page) for page in pages}
        for path in self.root.rglob("*"):
            if path.is_file() and path not in files:
                path.unlink()

    def digest(self) -> str:
        """Return one number for the state of all files."""
        lines = sorted(
            f"{note.page} {note.sha256}"
            for note in self._notes.values()
            if (self.file(note.page)).is_file()
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _sha256(file: Path) -> str | None:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return None


def _read_notes(file: Path) -> dict[str, PageNote]:
    """Return the notes by page; a line that a killed build left half written is passed over."""
    notes: dict[str, PageNote] = {}
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return notes
    for line in lines:
        with suppress(ValueError, TypeError):
            note = PageNote(**json.loads(line))
            notes[note.page] = note
    return notes
