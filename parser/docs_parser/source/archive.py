"""Archives into folders, safely: what they may cost and where they may write is bounded.

Only what a docset needs is written, pages and the inventory. What is done with the rest:

* a path that leads out of the folder, or an absolute one: the archive is refused as a whole, since
  nobody makes one by mistake;
* links, devices and pipes, a second member of the same name, absurd names, depths and sizes: that
  member is left out, and counted;
* too many members, too many bytes, damage, encryption: the archive is refused.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from docs_parser.source import zipped
from docs_parser.source.members import Kind, Limits, Member, RefusedError
from docs_parser.source.site import Progress, SourceError
from docs_parser.source.streams import Plain
from docs_parser.source.tar import is_tar, tar_members

_PAGES = (".html", ".htm", ".xhtml")
_UNUSED_FOLDERS = {"_sources", "_static", "_images", "_downloads"}
_HEAD = 512


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came of an archive: its SHA-256, the files written, what was left out of it."""

    sha256: str
    files: int
    problems: tuple[str, ...]


def unpack(archive: Path, into: Path, progress: Progress, limits: Limits | None = None) -> Unpacked:
    """Unpack the pages and the inventory of *archive*; its form is told by content, not by name.

    Raises `SourceError` where it is no archive, damaged or hostile; files written so far stay.
    """
    limits = limits or Limits()
    try:
        with archive.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            packed = file.tell()
            file.seek(0)
            members = _members(file, limits, packed)
            files, skipped = write(
                members, into, limits, lambda: progress.meter(min(file.tell(), packed), packed)
            )
    except RefusedError as error:
        raise SourceError(
            f"{archive} {error}. Get it again, or unpack it yourself and give the folder."
        ) from error
    except OSError as error:
        raise SourceError(f"{archive} cannot be unpacked into {into}: {error}") from error
    return Unpacked(sha256, files, problems(skipped))


def problems(skipped: Counter[str]) -> tuple[str, ...]:
    """Return a sentence for each reason for which members were left out."""
    return tuple(
        f"left out of the archive: {n} x {reason}" for reason, n in sorted(skipped.items())
    )


def _members(file: BinaryIO, limits: Limits, packed: int) -> Iterator[Member]:
    """Return the members of an archive of whatever form."""
    head = file.read(_HEAD)
    file.seek(0)
    allowance = limits.allowance(packed)
    if head.startswith(zipped.MAGIC):
        return zipped.zip_members(file, allowance)
    if not is_tar(Plain(file, head, limits.allowance(packed)).read(_HEAD)):
        raise RefusedError("is not an archive of built HTML (.zip, .tar.bz2, .tar.gz, .tar.xz)")
    file.seek(0)
    return tar_members(Plain(file, head, allowance))


def write(
    members: Iterable[Member], into: Path, limits: Limits, tick: Callable[[], None]
) -> tuple[int, Counter[str]]:
    """Write what a docset needs of *members* below *into*; return the files and what was left out.

    `tick` is called after each file. Raises `RefusedError` for what concerns the whole archive.
    """
    skipped: Counter[str] = Counter()
    files = 0
    members = iter(members)
    for member in islice(members, limits.members):
        parts = _parts(member.name)
        reason = _unfit(member, parts, limits)
        if reason is None and member.kind is Kind.FILE and _is_needed(parts):
            reason = _write_file(member, into.joinpath(*parts), limits)
            files += reason is None
            tick()
        if reason is not None:
            skipped[reason] += 1
    if next(members, None) is not None:
        raise RefusedError("has more members than any documentation")
    return files, skipped


def _parts(name: str) -> list[str]:
    """Split a member's path; raises `RefusedError` where it leads out of the folder.

    A backslash counts as a slash: on Windows it is one.
    """
    path = name.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or ".." in parts or (parts and parts[0][1:2] == ":"):
        raise RefusedError(f"holds a path that leads out of it ({name[:80]!r})")
    return parts


def _unfit(member: Member, parts: list[str], limits: Limits) -> str | None:
    """Return why the member cannot be had on any machine, or None."""
    if member.kind in (Kind.LINK, Kind.SPECIAL):
        return str(member.kind.value)
    if len(parts) > limits.depth:
        return "folders too deep"
    encoded = [part.encode("utf-8", "surrogateescape") for part in parts]
    if any(len(part) > limits.name for part in encoded) or sum(map(len, encoded)) > limits.path:
        return "name too long"
    if any(not part.isprintable() or ":" in part for part in parts):
        return "name not fit for a file"
    return None


def _is_needed(parts: list[str]) -> bool:
    if not parts or not _UNUSED_FOLDERS.isdisjoint(parts[:-1]):
        return False
    return parts[-1] == "objects.inv" or parts[-1].lower().endswith(_PAGES)


def _write_file(member: Member, path: Path, limits: Limits) -> str | None:
    """Write one member to a new file; return why that could not be, or None."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Never over something that is there already: no file is written twice or through a link.
        file = path.open("xb")
    except (FileExistsError, NotADirectoryError):
        return "second member of one name"
    with file:
        size = 0
        for piece in member.content:
            size += len(piece)
            if size > limits.file:
                break
            file.write(piece)
    if size > limits.file:
        path.unlink()
        return "file too large"
    return None
