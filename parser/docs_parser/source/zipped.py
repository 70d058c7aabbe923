"""Zip, through `zipfile`, which reads the directory of the archive and then member by member."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from lzma import LZMAError
from typing import BinaryIO

from docs_parser.source.members import PIECE, Allowance, Member, MemberKind, RefusedMemberError

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, ValueError, struct.error)


def zip_members(file: BinaryIO, allowance: Allowance) -> Iterator[Member]:
    """Yield the members in order; raises `RefusedError` where the archive is damaged."""
    with _damage_refused(), zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if info.flag_bits & _ENCRYPTED:
                raise RefusedMemberError("is encrypted")
            yield Member(info.filename, _kind(info), _content(archive, info, allowance))


@contextmanager
def _damage_refused() -> Iterator[None]:
    """Turn what `zipfile` raises, one time or another, into `RefusedError`."""
    try:
        yield
    except NotImplementedError as error:
        raise RefusedMemberError(f"is packed in a way Python cannot unpack ({error})") from error
    except _DAMAGE as error:
        raise RefusedMemberError(f"is damaged ({error})") from error


def _kind(info: zipfile.ZipInfo) -> MemberKind:
    mode = info.external_attr >> 16
    if info.filename.endswith("/"):  # `is_dir` of Python 3.11 stumbles over an empty name
        return MemberKind.FOLDER
    if stat.S_ISLNK(mode):
        return MemberKind.LINK
    return MemberKind.FILE if stat.S_IFMT(mode) in (0, stat.S_IFREG) else MemberKind.SPECIAL


def _content(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance
) -> Iterator[bytes]:
    with _damage_refused(), archive.open(info) as member:
        while piece := member.read(PIECE):
            allowance.spend(len(piece))
            yield piece
