"""Docsets that come with a wheel or an extension."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from docs_lsp.docsets import bundled


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("brought", "data"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(bundled, "FOLDER", tmp_path / "brought")
    monkeypatch.setenv("DOCS_LSP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


def bring(folders: Path, docset_id: str, content: bytes) -> Path:
    file = folders / "brought" / f"{docset_id}.db.gz"
    file.write_bytes(gzip.compress(content))
    return file


def test_a_bundled_docset_is_unpacked_once(folders: Path) -> None:
    bring(folders, "python~3.14", b"docs")
    (file,) = bundled.available_docsets()
    assert (file.name, file.read_bytes()) == ("python~3.14.db", b"docs")
    before = file.stat().st_mtime_ns
    assert bundled.available_docsets() == [file]
    assert file.stat().st_mtime_ns == before


def test_the_data_folder_comes_first(folders: Path) -> None:
    bring(folders, "python~3.14", b"carried")
    own = folders / "data" / "python~3.14.db"
    own.write_bytes(b"own")
    assert bundled.available_docsets() == [own]
    assert not (folders / "cache").exists()


def test_another_content_is_unpacked_anew(folders: Path) -> None:
    bring(folders, "python~3.14", b"old")
    bundled.available_docsets()
    bring(folders, "python~3.14", b"new")
    assert [file.read_bytes() for file in bundled.available_docsets()] == [b"new"]


@pytest.mark.parametrize(
    "damage", [lambda _: b"", lambda data: data[:20], lambda data: data[:12] + b"\xff" + data[13:]]
)
def test_a_damaged_one_is_left_out_and_logged(
    folders: Path, caplog: pytest.LogCaptureFixture, damage: Callable[[bytes], bytes]
) -> None:
    packed = bring(folders, "python~3.14", b"docs" * 100)
    packed.write_bytes(damage(packed.read_bytes()))
    bring(folders, "flask~2.2", b"whole")
    assert [file.name for file in bundled.available_docsets()] == ["flask~2.2.db"]
    assert "cannot be unpacked" in caplog.text
    assert not list((folders / "cache").rglob("tmp*"))


def test_what_has_no_docsets_name_is_passed_over(folders: Path) -> None:
    bring(folders, "readme", b"text")
    assert bundled.available_docsets() == []
