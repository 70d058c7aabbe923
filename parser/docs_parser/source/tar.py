"""Tar, read as a stream: one header at a time, and nothing remembered.

`tarfile` would do for friendly archives. It keeps every member, reads an extended header of any
size into memory, and has a history of loops on hostile ones; here each header has a bound and a
member costs its own bytes only. Understood are v7, ustar, GNU long names and pax.
"""

from collections.abc import Iterator
from typing import Protocol

from docs_parser.source.members import PIECE, Member, MemberKind, RefusedMemberError

_BLOCK = 512
_EXTENSION = 64 * 1024  # bytes of a long name or a pax header
_EXTENSIONS = 8  # of them in a row, before a member
_KINDS = {
    b"0": MemberKind.FILE,
    b"\0": MemberKind.FILE,
    b"7": MemberKind.FILE,
    b"1": MemberKind.LINK,
    b"2": MemberKind.LINK,
    b"3": MemberKind.SPECIAL,
    b"4": MemberKind.SPECIAL,
    b"5": MemberKind.FOLDER,
    b"6": MemberKind.SPECIAL,
}


class Readable(Protocol):
    """A stream of plain bytes; fewer than asked for come only at its end."""

    def read(self, size: int, /) -> bytes: ...  # noqa: D102


def tar_members(stream: Readable) -> Iterator[Member]:
    """Yield the members in order; raises `RefusedError` where the archive is damaged.

    The stream is read to its end, so that the checksum of its compression is verified.
    """
    long_name: str | None = None
    size: int | None = None
    extensions = 0
    while header := _header(stream):
        kind = header[156:157]
        length = _number(header[124:136]) if size is None else size
        if kind in b"LKxgX":
            extensions += 1
            if length > _EXTENSION or extensions > _EXTENSIONS:
                raise RefusedMemberError("has absurd headers")
            data = b"".join(_content(stream, length))
            if kind == b"L":
                long_name = _text(data)
            elif kind in b"xX":
                records = _pax(data)
                long_name = records.get("path", long_name)
                size = _decimal(records["size"]) if "size" in records else None
            continue
        name = _name(header) if long_name is None else long_name
        yield from _member(stream, name, kind, length)
        long_name, size, extensions = None, None, 0
    while stream.read(PIECE):
        pass


def is_tar(head: bytes) -> bool:
    """Whether a stream that begins with *head*, of 512 bytes or more, is a tar archive."""
    try:
        return len(head) >= _BLOCK and _checked(head[:_BLOCK])
    except RefusedMemberError:
        return False


def _member(stream: Readable, name: str, kind: bytes, length: int) -> Iterator[Member]:
    """Yield the one member, and pass over what was not read of it."""
    if kind == b"S":
        raise RefusedMemberError("holds sparse files, which no documentation does")
    what = _KINDS.get(kind, MemberKind.SPECIAL)
    if what is MemberKind.FILE and name.endswith("/"):
        what = MemberKind.FOLDER  # as v7 wrote them
    # Links, devices and folders have no content, whatever size their header gives.
    content = _content(stream, length if kind in b"0\x007" or kind not in _KINDS else 0)
    yield Member(name, what, content)
    for _ in content:
        pass


def _header(stream: Readable) -> bytes:
    """Return the next header; empty at the mark of the archive's end."""
    header = stream.read(_BLOCK)
    if len(header) < _BLOCK:
        raise RefusedMemberError("is cut off")
    if not header.strip(b"\0"):
        return b""
    if not _checked(header):
        raise RefusedMemberError("is damaged (a wrong checksum)")
    return header


def _checked(header: bytes) -> bool:
    plain = header[:148] + b" " * 8 + header[156:]
    signed = sum(byte - 256 if byte > 127 else byte for byte in plain)  # noqa: PLR2004
    return _number(header[148:156]) in (sum(plain), signed)


def _content(stream: Readable, length: int) -> Iterator[bytes]:
    """Yield *length* bytes in pieces, and pass over the padding up to a whole block."""
    padding = -length % _BLOCK
    while length:
        piece = stream.read(min(length, PIECE))
        if not piece:
            raise RefusedMemberError("is cut off")
        length -= len(piece)
        yield piece
    if len(stream.read(padding)) < padding:
        raise RefusedMemberError("is cut off")


def _name(header: bytes) -> str:
    name = _text(header[:100])
    prefix = _text(header[345:500]) if header[257:263] == b"ustar\0" else ""
    return f"{prefix}/{name}" if prefix else name


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "surrogateescape")


def _number(field: bytes) -> int:
    """Read a size: octal digits, or big-endian bytes after a mark where it is too large."""
    if field[0] == 0x80:  # noqa: PLR2004
        return int.from_bytes(field[1:], "big")
    return _decimal(field.strip(b" \0").decode("ascii", "replace") or "0", base=8)


def _decimal(digits: str, base: int = 10) -> int:
    # Twenty digits are beyond any size; int() alone would take a megabyte of them, and signs.
    if not digits.isascii() or not digits.isdigit() or len(digits) > 20:  # noqa: PLR2004
        raise RefusedMemberError("has a damaged header")
    try:
        return int(digits, base)
    except ValueError:
        raise RefusedMemberError("has a damaged header") from None


def _pax(data: bytes) -> dict[str, str]:
    """Read the records of a pax header: `30 path=library/os.path.html` and a line feed."""
    records = {}
    while data:
        digits, _, _ = data[:21].partition(b" ")
        length = _decimal(digits.decode("ascii", "replace"))
        record, data = data[:length], data[length:]
        key, equals, value = record[len(digits) + 1 : -1].partition(b"=")
        if not equals or record[-1:] != b"\n" or len(record) != length:
            raise RefusedMemberError("has a damaged header")
        records[key.decode("utf-8", "replace")] = value.decode("utf-8", "surrogateescape")
    return records
