"""Zip, through `zipfile`, which reads the directory of the archive and then member by member."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from typing import BinaryIO

from docs_parser.source.members import MIB, PIECE, Allowance, Kind, Member, RefusedError

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_DIRECTORY = 32 * MIB  # bytes of the directory: a member takes 46 and its name
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, ValueError, struct.error)


def zip_members(file: BinaryIO, allowance: Allowance) -> Iterator[Member]:
    """Yield the members in order; raises `RefusedError` where the archive is damaged."""
    _check_directory(file)
    try:
        with zipfile.ZipFile(file) as archive:
            for info in archive.infolist():
                if info.flag_bits & _ENCRYPTED:
                    raise RefusedError("is encrypted")
                yield Member(info.filename, _kind(info), _content(archive, info, allowance))
    except NotImplementedError as error:
        raise RefusedError(f"is packed in a way Python cannot unpack ({error})") from error
    except _DAMAGE as error:
        raise RefusedError(f"is damaged ({error})") from error


def _check_directory(file: BinaryIO) -> None:
    """Refuse a directory that `zipfile` would read whole into gigabytes of memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 0xFFFF - 22))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 16:  # noqa: PLR2004
        raise RefusedError("is cut off")
    (directory,) = struct.unpack_from("<L", tail, end + 12)
    if directory > _DIRECTORY:
        raise RefusedError("has more members than any documentation")
    file.seek(0)


def _kind(info: zipfile.ZipInfo) -> Kind:
    mode = info.external_attr >> 16
    if info.is_dir():
        return Kind.FOLDER
    if stat.S_ISLNK(mode):
        return Kind.LINK
    return Kind.FILE if stat.S_IFMT(mode) in (0, stat.S_IFREG) else Kind.SPECIAL


def _content(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance
) -> Iterator[bytes]:
    with archive.open(info) as member:
        while piece := member.read(PIECE):
            allowance.spend(len(piece))
            yield piece
