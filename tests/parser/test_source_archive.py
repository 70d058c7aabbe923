"""Archives, the friendly and the hostile ones."""

import bz2
import gzip
import io
import itertools
import lzma
import os
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from source_kit import QUIET, files_in, site, tar_info, tar_of, tar_with, zip_of, zip_with

from docs_parser.source import zipped
from docs_parser.source.archive import Unpacked, unpack, write
from docs_parser.source.members import Limits, Member, MemberKind, RefusedMemberError
from docs_parser.source.site import SourceError
from docs_parser.source.streams import Plain
from docs_parser.source.tar import tar_members

Pack = Callable[[dict[str, bytes]], bytes]
PAGE = b"<p>a page</p>"
WRITTEN = ["docs/library/functions.html", "docs/objects.inv"]
SMALL = Limits(members=20, total=400_000, ratio=10, free=100_000, file=50_000, depth=4)


def unpacked(tmp_path: Path, data: bytes, limits: Limits | None = None) -> Unpacked:
    archive = tmp_path / "archive.bin"
    archive.write_bytes(data)
    return unpack(archive, tmp_path / "into", QUIET, limits)


def check_refused(tmp_path: Path, data: bytes, because: str, limits: Limits | None = None) -> None:
    with pytest.raises(SourceError, match=because):
        unpacked(tmp_path, data, limits)
    outside = [name for name in files_in(tmp_path) if not name.startswith("into/")]
    assert outside == ["archive.bin"]


def check_left_out(tmp_path: Path, data: bytes, reason: str) -> None:
    result = unpacked(tmp_path, data, SMALL)
    assert result.problems == (f"left out of the archive: 1 x {reason}",)
    assert files_in(tmp_path / "into") == WRITTEN


@pytest.mark.parametrize(
    "data",
    [
        tar_of(site(), "w:bz2"),
        tar_of(site(), "w:gz"),
        tar_of(site(), "w:xz"),
        tar_of(site(), "w"),
        tar_of(site(), "w:gz", tarfile.PAX_FORMAT),
        tar_of(site(), "w:gz", tarfile.USTAR_FORMAT),
        zip_of(site()),
    ],
    ids=["bz2", "gz", "xz", "tar", "pax", "ustar", "zip"],
)
def test_every_format_is_detected_by_content(tmp_path: Path, data: bytes) -> None:
    result = unpacked(tmp_path, data)
    assert files_in(tmp_path / "into") == WRITTEN
    assert result.problems == ()
    assert len(result.sha256) == 64


@pytest.mark.parametrize("compress", [bz2.compress, gzip.compress, lzma.compress])
def test_streams_in_a_row_are_one_as_parallel_packers_write_them(
    tmp_path: Path, compress: Callable[[bytes], bytes]
) -> None:
    plain = tar_of(site(), "w")
    pieces = [plain[at : at + 700] for at in range(0, len(plain), 700)]
    unpacked(tmp_path, b"".join(map(compress, pieces)) + b"\0" * 100)
    assert files_in(tmp_path / "into") == WRITTEN


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT, tarfile.USTAR_FORMAT])
def test_long_names_are_read_as_tarfile_reads_them(form: int) -> None:
    names = ["a.html", "b" * 90 + "/" + "c" * 90 + ".html"]
    if form != tarfile.USTAR_FORMAT:
        names += ["ü/" + "d" * 200 + ".html", "e" * 100]
    data = tar_of({name: name.encode() * 50 for name in names}, "w", form)
    read = [(member.name, b"".join(member.content)) for member in tar_members(io.BytesIO(data))]
    assert read == [(name, name.encode() * 50) for name in names]


@pytest.mark.parametrize(
    "name",
    ["../evil.html", "docs/../../evil.html", "/evil.html", "a\\..\\..\\evil.html", "C:/evil.html"],
)
@pytest.mark.parametrize("pack", [tar_of, zip_of])
def test_a_path_that_leads_out_refuses_the_archive(tmp_path: Path, name: str, pack: Pack) -> None:
    data = pack(site() | {name: PAGE})
    check_refused(tmp_path, data, "leads out")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE])
@pytest.mark.parametrize("target", ["/etc/passwd", "../../evil", "nowhere", "objects.inv"])
def test_a_page_that_is_a_link_is_left_out(tmp_path: Path, kind: bytes, target: str) -> None:
    members = [(tar_info(name), content) for name, content in site().items()]
    data = tar_with([(tar_info("docs/evil.html", kind, target), b""), *members])
    check_left_out(tmp_path, data, "link")


@pytest.mark.parametrize("kind", [tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, b"V"])
def test_a_page_that_is_a_device_is_left_out(tmp_path: Path, kind: bytes) -> None:
    members = [(tar_info(name), content) for name, content in site().items()]
    data = tar_with([(tar_info("docs/evil.html", kind), b""), *members])
    check_left_out(tmp_path, data, "device or pipe")


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    link = (tar_info("docs", tarfile.SYMTYPE, str(tmp_path)), b"")
    unpacked(tmp_path, tar_with([link, (tar_info("docs/evil.html"), PAGE)]))
    assert files_in(tmp_path) == ["archive.bin", "into/docs/evil.html"]


def test_a_link_in_a_zip_is_left_out(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("docs/evil.html")
    link.external_attr = 0o120777 << 16
    members = [(zipfile.ZipInfo(name), content) for name, content in site().items()]
    check_left_out(tmp_path, zip_with([(link, b"/etc/passwd"), *members]), "link")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("docs/library/functions.html", "second member of one name"),
        ("docs/./library//functions.html", "second member of one name"),
        ("docs/library/functions.html/inside.html", "second member of one name"),
        ("1/2/3/4/deep.html", "folders too deep"),
        ("docs/" + "x" * 300 + ".html", "name too long"),
        ("docs/a\nb.html", "name not fit for a file"),
        ("docs/page.html:stream.html", "name not fit for a file"),
    ],
)
def test_an_absurd_page_is_left_out(tmp_path: Path, name: str, reason: str) -> None:
    members = [(tar_info(name), content) for name, content in site().items()]
    check_left_out(tmp_path, tar_with([*members, (tar_info(name), PAGE)]), reason)


def test_a_page_too_large_is_left_out(tmp_path: Path) -> None:
    check_left_out(tmp_path, zip_of(site() | {"docs/x.html": os.urandom(60_000)}), "file too large")


@pytest.mark.parametrize("pack", [tar_of, zip_of])
def test_a_bomb_ends_at_the_ratio(tmp_path: Path, pack: Pack) -> None:
    files = {f"{number}.html": b"\0" * 40_000 for number in range(15)}
    check_refused(tmp_path, pack(files), "bomb", SMALL)
    assert sum(path.stat().st_size for path in (tmp_path / "into").iterdir()) <= SMALL.free


def test_what_is_not_written_counts_too(tmp_path: Path) -> None:
    check_refused(tmp_path, tar_of({"docs/_static/zeros": bytes(1_000_000)}), "bomb", SMALL)


class CountedZeros(io.RawIOBase):
    """An endless file, which counts what is read of it."""

    def __init__(self) -> None:
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self.count += len(buffer)
        buffer[:] = bytes(len(buffer))
        return len(buffer)


def test_no_more_is_read_than_is_allowed() -> None:
    endless = CountedZeros()
    plain = Plain(io.BufferedReader(endless), b"", SMALL.allowance(1))
    with pytest.raises(RefusedMemberError, match="bomb"):
        list(tar_members(plain))
    assert endless.count < SMALL.free + 300_000


def test_no_more_members_are_looked_at_than_allowed(tmp_path: Path) -> None:
    asked = itertools.count()

    def endless() -> Iterator[Member]:
        for number in asked:
            yield Member(f"{number}.txt", MemberKind.FILE, iter(()))

    with pytest.raises(RefusedMemberError, match="more members"):
        write(endless(), tmp_path, SMALL, lambda: None)
    assert next(asked) == SMALL.members + 1


def test_no_more_folders_are_made_than_allowed(tmp_path: Path) -> None:
    members = [Member(f"{n}/a/b/c.html", MemberKind.FILE, iter((b"x",))) for n in range(15)]
    with pytest.raises(RefusedMemberError, match="more members"):
        write(members, tmp_path, SMALL, lambda: None)
    assert sum(path.is_dir() for path in tmp_path.rglob("*")) <= SMALL.members + SMALL.depth


@pytest.mark.parametrize("pack", [tar_of, zip_of])
def test_an_archive_cut_off_anywhere_is_refused(tmp_path: Path, pack: Pack) -> None:
    data = pack(site())
    for end in range(1, len(data) - 1, 7):
        folder = tmp_path / str(end)
        folder.mkdir()
        with pytest.raises(SourceError, match=r"damaged|cut off|not an archive"):
            unpacked(folder, data[:end])


def test_a_plain_tar_without_its_end_is_refused(tmp_path: Path) -> None:
    data = tar_of(site(), "w")
    check_refused(tmp_path, data[: len(data.rstrip(b"\0")) + 512 & ~511], "cut off")


def plain_tar_of(files: dict[str, bytes]) -> bytes:
    return tar_of(files, "w")


@pytest.mark.parametrize("pack", [plain_tar_of, tar_of, zip_of])
@settings(suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_damage_anywhere_is_survived(
    tmp_path_factory: pytest.TempPathFactory, pack: Pack, data: st.DataObject
) -> None:
    good = pack(site())
    bad = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        bad[data.draw(st.integers(0, len(bad) - 1))] = data.draw(st.integers(0, 255))
    folder = tmp_path_factory.mktemp("damage")
    with suppress(SourceError):
        unpacked(folder, bytes(bad), SMALL)
    assert all(n == "archive.bin" or n.startswith("into/") for n in files_in(folder))


def test_a_zip_member_without_a_name_is_no_folder() -> None:
    assert zipped._kind(zipfile.ZipInfo("")) is MemberKind.FILE


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    data = bytearray(zip_of(site()))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    check_refused(tmp_path, bytes(data), "encrypted")


def test_a_zip_that_claims_a_huge_directory_is_refused_unread(tmp_path: Path) -> None:
    data = zip_of(site())
    claim = struct.pack("<L", 1 << 31)
    check_refused(tmp_path, data[:-10] + claim + data[-6:], r"damaged|more members")


def test_a_pax_header_of_any_size_is_not_believed(tmp_path: Path) -> None:
    check_refused(tmp_path, tar_of({"a" * 70_000: b""}, "w:gz"), "absurd headers")


@pytest.mark.parametrize(
    "record", [b"9 path=x\n", b"99999 path=x\n", b"x\n", b"0 a=b\n", b"-3 a=\n"]
)
def test_a_damaged_pax_header_is_refused(tmp_path: Path, record: bytes) -> None:
    data = tar_with([(tar_info("h", tarfile.XHDTYPE), record), (tar_info("a.html"), PAGE)], "w")
    if record == b"9 path=x\n":
        assert unpacked(tmp_path, data).files == 0, "renamed to x, which is no page"
    else:
        check_refused(tmp_path, data, "damaged header")


def test_xz_that_wants_gigabytes_is_refused(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 256 << 20}]
    plain = tar_of(site(), "w")
    check_refused(tmp_path, lzma.compress(plain, filters=filters), "damaged")


@pytest.mark.parametrize("data", [b"", b"hello", b"\x28\xb5\x2f\xfd zstd", b"BZh9 no", b"\x1f\x8b"])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    check_refused(tmp_path, data, r"not an archive|damaged")
