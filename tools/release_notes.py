"""Cut a version in the changelog, or print the notes of one.

    python tools/release_notes.py VERSION          print what CHANGELOG.md says of it
    python tools/release_notes.py --cut VERSION    give the unreleased changes that number

Exits with 1 and a sentence where the changelog has no such section.
"""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

CHANGELOG: Final = Path(__file__).parent.parent / "CHANGELOG.md"
_UNRELEASED: Final = "## [Unreleased]\n"


def notes(changelog: str, version: str) -> str:
    """Return the section of *version* without its heading; "" where there is none."""
    heading = re.search(rf"^## \[{re.escape(version)}\].*\n", changelog, re.MULTILINE)
    if heading is None:
        return ""
    rest = changelog[heading.end() :]
    return re.split(r"^## ", rest, maxsplit=1, flags=re.MULTILINE)[0].strip() + "\n"


def cut(changelog: str, version: str, day: str) -> str:
    """Return the changelog with its unreleased changes under *version*, released on *day*.

    :raises ValueError: where there is nothing to release, or the version is there already.
    """
    head, found, rest = changelog.partition(_UNRELEASED)
    changes = re.split(r"^## ", rest, maxsplit=1, flags=re.MULTILINE)[0].strip()
    if not found or not changes:
        raise ValueError("CHANGELOG.md has no unreleased changes")
    if notes(changelog, version):
        raise ValueError(f"CHANGELOG.md has a section of {version} already")
    return f"{head}{_UNRELEASED}\n## [{version}] - {day}\n{rest}"


def main(*words: str) -> int:
    """Print or cut, as the words say; return the exit status."""
    changelog = CHANGELOG.read_text("utf-8")
    match words:
        case ["--cut", version]:
            try:
                changed = cut(changelog, version, datetime.now(UTC).date().isoformat())
            except ValueError as error:
                print(error, file=sys.stderr)
                return 1
            CHANGELOG.write_text(changed, "utf-8")
        case [version]:
            text = notes(changelog, version)
            print(text or f"CHANGELOG.md has no section of {version}", end="")
            return 0 if text else 1
        case _:
            print("usage: release_notes.py [--cut] VERSION", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
