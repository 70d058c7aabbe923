"""Names in files that a user might have open: those of installed packages."""

import keyword
import random
import re
import shutil
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final

from wire import Wire

PACKAGES: Final = ("pygls", "SQLAlchemy", "bleach", "beautifulsoup4", "hypothesis", "pytest")
_NAME: Final = re.compile(r"(?<![\w'\"#])[^\W\d]\w*")
_LARGEST: Final = 200_000  # bytes of a file
_FILES: Final = 4  # of a package


def copied(folder: Path) -> Iterator[Path]:
    """Copy files of installed packages into *folder*: the largest of each that are not too large."""
    for package in PACKAGES:
        files = [
            Path(str(file.locate()))
            for file in distribution(package).files or ()
            if file.suffix == ".py"
        ]
        sizes = [(file.stat().st_size, file) for file in files if file.is_file()]
        fitting = sorted((one for one in sizes if one[0] < _LARGEST), reverse=True)
        for _size, file in fitting[:_FILES]:
            copy = folder / package.lower() / file.name
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(file, copy)
            yield copy


def positions(text: str, count: int, chance: random.Random) -> list[dict[str, int]]:
    """Return places of names in code, as far as a look at the line tells."""
    found = [
        {"line": number, "character": match.start()}
        for number, line in enumerate(text.split("\n"))
        if line.isascii() and not line.lstrip().startswith(("#", '"', "'"))
        for match in _NAME.finditer(line.partition("#")[0])
        if not keyword.iskeyword(match[0])
    ]
    return chance.sample(found, min(count, len(found)))


def hovered(wire: Wire, question: dict[str, Any]) -> Any:
    """Return the answer; None where the server fails at it."""
    try:
        return wire.ask("textDocument/hover", question)
    except RuntimeError as error:
        if "the server is gone" in str(error):
            raise
        return None


def question_at(uri: str, line: int, character: int) -> dict[str, Any]:
    """Return what a hover at a place asks."""
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
