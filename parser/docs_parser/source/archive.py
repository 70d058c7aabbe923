"""Archives into folders, safely: what they may cost and where they may write is bounded.

Only what a docset needs is written, pages and the inventory. What is done with the rest:

* a path that leads out of the folder, or an absolute one: the archive is refused as a whole, since
none is made by mistake; * too many members or folders, too many bytes, damage, encryption: the
archive is refused; * a page that is a link or a device, comes a second time, or is absurd in name,
depth or size: it is left out, and counted as a problem; * members that are no pages, whatever else
they are: passed over in silence.
"""

import errno
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from docs_parser.source import zipped
from docs_parser.source.members import MIB, Limits, Member, MemberKind, RefusedMemberError
from docs_parser.source.site import Reporter, SourceError
from docs_parser.source.streams import Plain
from docs_parser.source.tar import is_tar, tar_members

_PAGES = (".html", ".htm", ".xhtml")
_UNUSED_FOLDERS = {"_sources", "_static", "_images", "_downloads"}
_TWICE = "second member of one name"
_UNFIT = "name not fit for a file"
UNFIT = (errno.EINVAL, errno.ENAMETOOLONG, errno.ENOENT)
"""The errors of a system that cannot have a file of some name: Windows, with `?` or very long."""
_HEAD = 512
_LONGEST_READ = 16 * MIB  # the directory of a zip is read at once: 46 bytes a member, and its name


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came of an archive: its SHA-256, the files written, what was left out of it."""

    sha256: str
    files: int
    problems: tuple[str, ...]


def unpack(archive: Path, into: Path, progress: Reporter, limits: Limits | None = None) -> Unpacked:
    """Unpack the pages and the inventory of *archive*, whose format is detected by content.

    Raises `SourceError` where it is no archive, damaged or hostile; files written so far stay.
    """
    limits = limits or Limits()
    try:
        with _Careful(io.FileIO(archive)) as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            packed = file.tell()
            file.seek(0)
            members = _members(file, limits, packed)
            files, skipped = write(
                members, into, limits, lambda: progress.meter(min(file.tell(), packed), packed)
            )
    except RefusedMemberError as error:
        raise SourceError(
            f"{archive} {error}. Get it again, or unpack it yourself and give the folder."
        ) from error
    except OSError as error:
        raise SourceError(f"{archive} cannot be unpacked into {into}: {error}") from error
    return Unpacked(sha256, files, problems(skipped))


class _Careful(io.BufferedReader):
    """A file that does not believe the sizes an archive claims, and fills the memory for them."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _LONGEST_READ:
            raise RefusedMemberError("has more members than any documentation")
        return super().read(size)


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
        raise RefusedMemberError(
            "is not an archive of built HTML (.zip, .tar.bz2, .tar.gz, .tar.xz)"
        )
    file.seek(0)
    return tar_members(Plain(file, head, allowance))


def write(
    members: Iterable[Member], into: Path, limits: Limits, tick: Callable[[], None]
) -> tuple[int, Counter[str]]:
    """Write what a docset needs of *members* below *into*; return the files and what was left out.

    `tick` is called after each file. Raises `RefusedError` for what concerns the whole archive.
    """
    skipped: Counter[str] = Counter()
    folders: set[Path] = set()
    files = 0
    for number, member in enumerate(members):
        if max(number, len(folders)) >= limits.members:
            raise RefusedMemberError("has more members than any documentation")
        parts = _parts(member.name)
        if member.kind is MemberKind.FOLDER or not _is_needed(parts):
            continue
        reason = _unfit(member, parts, limits)
        if reason is None:
            path = into.joinpath(*parts)
            reason = _make_folders(path.parent, folders) or _write_file(member, path, limits)
        if reason is None:
            files += 1
        else:
            skipped[reason] += 1
        tick()
    return files, skipped


def _parts(name: str) -> list[str]:
    """Split a member's path; raises `RefusedError` where it leads out of the folder.

    A backslash counts as a slash: on Windows it is one.
    """
    path = name.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or ".." in parts or (parts and parts[0][1:2] == ":"):
        raise RefusedMemberError(f"holds a path that leads out of it ({name[:80]!r})")
    return parts


def _is_needed(parts: list[str]) -> bool:
    if not parts or not _UNUSED_FOLDERS.isdisjoint(parts[:-1]):
        return False
    return parts[-1] == "objects.inv" or parts[-1].lower().endswith(_PAGES)


def _unfit(member: Member, parts: list[str], limits: Limits) -> str | None:
    """Return why the member cannot be had on any machine, or None."""
    if member.kind is not MemberKind.FILE:
        return str(member.kind.value)
    if len(parts) > limits.depth:
        return "folders too deep"
    encoded = [part.encode("utf-8", "surrogateescape") for part in parts]
    if any(len(part) > limits.name for part in encoded) or sum(map(len, encoded)) > limits.path:
        return "name too long"
    if any(not part.isprintable() or ":" in part for part in parts):
        return _UNFIT
    return None


def _make_folders(folder: Path, made: set[Path]) -> str | None:
    """Make the folder of a file, adding to *made*; return why that could not be, or None."""
    if folder in made:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        return _TWICE
    except OSError as error:
        if error.errno in UNFIT:
            return _UNFIT
        raise
    made.update((folder, *folder.parents))
    return None


def _write_file(member: Member, path: Path, limits: Limits) -> str | None:
    """Write one member to a new file; return why that could not be, or None."""
    try:
        # Never over something that is there already: no file is written twice or through a link.
        file = path.open("xb")
    except FileExistsError:
        return _TWICE
    except OSError as error:
        if error.errno in UNFIT:
            return _UNFIT
        raise
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
