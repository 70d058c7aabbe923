"""The members of an archive of any format, and the limits for reading it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

PIECE = 256 * 1024  # bytes of content held in memory at a time
KIB, MIB = 1024, 1024 * 1024


class RefusedMemberError(Exception):
    """The archive is damaged or hostile as a whole; the message is the reason, half a sentence."""


class MemberKind(Enum):
    """What a member is; only files are ever written."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    SPECIAL = "device or pipe"


@dataclass(frozen=True, slots=True)
class Member:
    """One member; `content` reads it in pieces, before the next member is asked for."""

    name: str
    kind: MemberKind
    content: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on an archive; sizes in bytes. The Python docs have 645 members and 67 MB.

    `members` (and as many folders), `total` and `ratio` refuse the archive, the others leave out
    one member. `ratio` is unpacked to packed size, and only looked at beyond `free` bytes.
    """

    members: int = 100_000
    total: int = 2048 * MIB
    ratio: int = 200
    free: int = 64 * MIB
    file: int = 32 * MIB
    depth: int = 16
    name: int = 255
    path: int = 1024

    def allowance(self, packed: int) -> "Allowance":
        """Return how much an archive of *packed* bytes may unpack to."""
        return Allowance(min(self.total, max(self.free, self.ratio * packed)))


class Allowance:
    """The bytes that may still come out of an archive, counted as they come."""

    def __init__(self, size: int) -> None:
        self.left = size

    def spend(self, size: int) -> None:
        """Count *size* bytes; raises `RefusedError` once there are too many."""
        self.left -= size
        if self.left < 0:
            raise RefusedMemberError(
                "unpacks to more than any documentation (a decompression bomb?)"
            )
