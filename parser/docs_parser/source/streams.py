"""Compressed streams: what is inside comes out piece by piece, and only as far as allowed.

The file classes of `bz2`, `gzip` and `lzma` would do, but for the memory of xz, which only the
bare decompressor lets us bound.
"""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import IO, Protocol

from docs_parser.source.members import MIB, PIECE, Allowance, RefusedMemberError

_XZ_MEMORY = 128 * MIB  # the highest preset of xz needs 65 MiB
_READ = 64 * 1024
_MAX_STREAMS = 20_000  # each costs a copy of what was read ahead


class _Inflater(Protocol):
    """What `BZ2Decompressor` and `LZMADecompressor` have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Gunzip:
    """zlib's decompressor in the manners of the other two."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


def _unxz() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)


_INFLATERS: dict[bytes, Callable[[], _Inflater]] = {
    b"BZh": bz2.BZ2Decompressor,
    b"\x1f\x8b": _Gunzip,
    b"\xfd7zXZ\0": _unxz,
}
"""The first bytes of a compressed file, and what decompresses it."""


class Plain:
    """The plain bytes of a file that may be compressed, counted against an allowance."""

    def __init__(self, packed: IO[bytes], head: bytes, allowance: Allowance) -> None:
        magic = next((magic for magic in _INFLATERS if head.startswith(magic)), None)
        inflated = magic and io.BufferedReader(_Inflated(packed, magic), PIECE)
        self._source = inflated or packed
        self._allowance = allowance

    def read(self, size: int) -> bytes:
        """Return *size* bytes, fewer only at the end.

        Raises `RefusedError` where the data are damaged, cut off, or more than allowed.
        """
        data = self._source.read(size)
        self._allowance.spend(len(data))
        return data


class _Inflated(io.RawIOBase):
    """The bytes inside a compressed file; several streams in a row count as one."""

    def __init__(self, packed: IO[bytes], magic: bytes) -> None:
        self._packed = packed
        self._magic = magic
        self._input = b""  # read, and not yet given to the inflater
        self._inflater = _INFLATERS[magic]()
        self._streams = 1

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._next(len(buffer))
        except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
            raise RefusedMemberError(f"is damaged ({error})") from error
        buffer[: len(piece)] = piece
        return len(piece)

    def _next(self, size: int) -> bytes:
        while not self._inflater.eof or self._renew():
            data = b""
            if self._inflater.needs_input:
                data, self._input = self._input or self._packed.read(_READ), b""
            piece = self._inflater.decompress(data, size)
            if piece:
                return piece
            if not data and self._inflater.needs_input and not self._inflater.eof:
                raise EOFError("cut off")
        return b""

    def _renew(self) -> bool:
        """Start the next stream of the file, as parallel packers write them, if there is one."""
        rest = self._inflater.unused_data
        if len(rest) < len(self._magic):
            rest += self._packed.read(_READ)
        if not rest.startswith(self._magic):
            return False  # padding, which every tool ignores
        self._streams += 1
        if self._streams > _MAX_STREAMS:
            raise EOFError("thousands of streams in one file")
        self._inflater, self._input = _INFLATERS[self._magic](), rest
        return True
