"""`docs-lsp hover FILE:LINE:COLUMN`: the hover that an editor would get there."""

import argparse
import errno
import os
import re
import tokenize
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from docs_lsp.cli.commands import fail, with_docsets
from docs_lsp.runtime.printable import say

if TYPE_CHECKING:
    from docs_lsp.docsets.manager import DocsetManager

# Imports of other layers are inside functions: no other command waits for them.
# ruff: noqa: PLC0415

_ROOT_MARKERS: Final = ("pyproject.toml", "setup.py", "setup.cfg", ".git")
_MAX_BYTES: Final = 1 << 26  # a longer file is no code
_WORD: Final = re.compile(r"[^\W\d]\w*")


class Location(NamedTuple):
    """A position in a file. `line` and `column` count from 1, columns in code points."""

    file: Path
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class NoSuchLocationError(Exception):
    """The file has no such line or column; the message says what it has."""


def parse_location(text: str) -> Location:
    """Parse `FILE:LINE:COLUMN`; raises `argparse.ArgumentTypeError` on any other form."""
    file, *numbers = text.rsplit(":", 2)
    if not file or len(numbers) != 2 or not all(map(_is_count, numbers)):  # noqa: PLR2004
        raise argparse.ArgumentTypeError(
            f"not FILE:LINE:COLUMN, both counted from 1: {text!r} (such as app.py:3:14)"
        )
    return Location(Path(file), *map(int, numbers))


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and int(text) > 0


def show_hover(location: Location, *, markdown: bool) -> int:
    """Print the hover at *location*; return 1 with a message where there is none."""
    from docs_lsp.features.hover import hover
    from docs_lsp.lsp.user_code import finder_of

    file = location.file.absolute()
    try:
        source = _read(file)
        offset = offset_of(source, location)
    except OSError as error:
        return fail(f"cannot read {location.file}: {error.strerror or error}")
    except NoSuchLocationError as error:
        return fail(str(error))
    project = _project(file)
    modules = finder_of(file.as_posix(), source, [project])

    async def answer(manager: "DocsetManager") -> int:
        manager.projects.folders = (project,)
        snapshot = await manager.current(path=file)
        snapshot.check_available(None)
        found = hover(snapshot, source, offset, modules=modules, markdown=markdown)
        if found is None:
            word = _word_at(source, offset)
            remedy = f"; try: docs-lsp search {word}" if word else ""
            return fail(f"nothing documented at {location}{remedy}")
        say(found.text)
        return 0

    return with_docsets(answer, with_search=False)


def _read(file: Path) -> str:
    """Return a source file's text as an editor would read it; raises `OSError`."""
    with file.open("rb") as opened:
        content = opened.read(_MAX_BYTES + 1)
    if len(content) > _MAX_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    try:
        encoding, _ = tokenize.detect_encoding(BytesIO(content).readline)
        text = content.decode(encoding)
    except (SyntaxError, LookupError, UnicodeDecodeError):  # no such encoding, or not in it
        text = content.decode("utf-8", "replace")
    return StringIO(text, newline=None).read()  # with the ends of lines of any system


def offset_of(source: str, location: Location) -> int:
    """Return the offset of *location* in code points; raises `NoSuchLocationError`."""
    lines = source.split("\n")
    if location.line > len(lines):
        raise NoSuchLocationError(
            f"{location.file} has no line {location.line}; its last is {len(lines)}"
        )
    line = lines[location.line - 1]
    if location.column > len(line) + 1:
        raise NoSuchLocationError(
            f"line {location.line} of {location.file} has no column {location.column}; "
            f"its end is column {len(line) + 1}"
        )
    return sum(len(one) + 1 for one in lines[: location.line - 1]) + location.column - 1


def _project(file: Path) -> Path:
    """Return the nearest folder above *file* that an editor takes for a project's root."""
    for folder in file.parents:
        if any((folder / marker).exists() for marker in _ROOT_MARKERS):
            return folder
    return file.parent


def _word_at(source: str, offset: int) -> str:
    start = source.rfind("\n", 0, offset) + 1
    end = source.find("\n", offset)
    line = source[start : end if end >= 0 else None]
    for word in _WORD.finditer(line):
        if word.start() <= offset - start <= word.end():
            return word[0]
    return ""


def run(options: argparse.Namespace) -> int:
    """Run the command with its parsed arguments."""
    location: Location = options.location
    return show_hover(location, markdown=not options.plain)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("location", type=parse_location, metavar="FILE:LINE:COLUMN")
    parser.add_argument("--plain", action="store_true", help="plain text instead of Markdown")
