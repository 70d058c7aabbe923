"""The façade: every form of SOURCE, and nothing left behind."""

import hashlib
import tempfile
from pathlib import Path

import pytest
from source_kit import around, body, files_in, inventory, put, serving, site, tar_of, zip_of

from docs_parser.source import SourceError, opened


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files, so that what is left in it can be seen."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_folder_is_read_in_place(tmp_path: Path) -> None:
    folder = put(tmp_path / "html", site("3.14", ""))
    with opened(str(folder), report=print) as it:
        assert (it.root, it.origin, it.sha256) == (folder, f"folder {folder}", None)
    assert (folder / "objects.inv").exists()


def test_the_shallowest_site_of_a_folder_is_taken(tmp_path: Path) -> None:
    put(tmp_path / "a/deep/one", site("3.13", ""))
    folder = put(tmp_path / "b/html", site("3.14", ""))
    with opened(str(tmp_path), report=print) as it:
        assert it.root == folder


def test_of_equal_candidates_the_first_is_taken_and_reported(tmp_path: Path) -> None:
    for name in ("b", "a"):
        put(tmp_path / name, site("3.14", ""))
    lines: list[str] = []
    with opened(str(tmp_path), report=lines.append) as it:
        assert it.root == tmp_path / "a"
    assert lines == [f"2 sites in {tmp_path}: taking a"]


def test_a_walk_does_not_follow_links(tmp_path: Path) -> None:
    put(tmp_path / "elsewhere", site("3.14", ""))
    (tmp_path / "given").mkdir()
    (tmp_path / "given/loop").symlink_to(tmp_path)
    with (
        pytest.raises(SourceError, match=r"holds no objects\.inv"),
        opened(str(tmp_path / "given"), report=print),
    ):
        pass


@pytest.mark.parametrize("data", [tar_of(site()), zip_of(site())], ids=["tar", "zip"])
def test_an_archive_is_opened_and_removed(tmp_path: Path, temp: Path, data: bytes) -> None:
    archive = tmp_path / "docs.wrong"
    archive.write_bytes(data)
    with opened(str(archive), report=print) as it:
        assert files_in(it.root) == ["library/functions.html", "objects.inv"]
        assert it.origin == f"archive {archive}"
        assert it.sha256 == hashlib.sha256(data).hexdigest()
    assert list(temp.iterdir()) == []


def test_an_error_inside_leaves_nothing_either(tmp_path: Path, temp: Path) -> None:
    (tmp_path / "x.tar").write_bytes(tar_of(site()))
    with pytest.raises(KeyboardInterrupt), opened(str(tmp_path / "x.tar"), report=print):
        raise KeyboardInterrupt
    assert list(temp.iterdir()) == []


@pytest.mark.parametrize("readonly", [False, True])
def test_an_address_is_loaded(tmp_path: Path, temp: Path, readonly: bool) -> None:  # noqa: FBT001
    if readonly:
        (tmp_path / "cache").write_bytes(b"a file where the folder would be")
    with serving() as web:
        web.pages["/x/docs.zip?y=1"] = body(zip_of(site()))
        address = f"{web.address}/x/docs.zip"
        with opened(f"{address}?y=1", report=print, around=around(tmp_path)) as it:
            assert it.origin == f"archive {address}"
    assert list(temp.iterdir()) == []


def test_without_a_source_the_docs_are_found(tmp_path: Path, temp: Path) -> None:
    with serving() as web:
        web.pages["/3.14/objects.inv"] = body(inventory("3.14"))
        web.pages["/3.14/archives/python-3.14-docs-html.tar.bz2"] = body(tar_of(site()))
        lines: list[str] = []
        near = around(tmp_path, web.address)
        with opened(None, python="3.14", report=lines.append, around=near) as it:
            assert it.origin.endswith("python-3.14-docs-html.tar.bz2")
    assert lines[0] == "No Python docs are installed on this machine"
    assert list(temp.iterdir()) == []


@pytest.mark.parametrize(
    ("source", "python", "message"),
    [
        ("no/such/file", None, "does not exist"),
        ("ftp://localhost/x.zip", None, "only http and https"),
        (__file__, None, "not an archive"),
        (None, "3", "is no version of Python"),
        (None, "3.14/../..", "is no version of Python"),
        (None, "3.١٤", "is no version of Python"),
    ],
)
def test_a_bad_source_is_one_sentence(
    temp: Path, source: str | None, python: str | None, message: str
) -> None:
    with pytest.raises(SourceError, match=message), opened(source, python=python, report=print):
        pass
    assert list(temp.iterdir()) == []
