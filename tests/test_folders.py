"""The folders of docsets, and the ids that are safe as file names."""

from pathlib import Path

import platformdirs
import pytest

from docs_lsp.folders import data_folder, docset_file, docset_files, is_docset_id


def test_the_data_folder_is_the_users_unless_the_environment_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    usual = Path(platformdirs.user_data_dir("docs-lsp", appauthor=False))
    monkeypatch.delenv("DOCS_LSP_DATA_DIR", raising=False)
    assert data_folder() == usual
    monkeypatch.setenv("DOCS_LSP_DATA_DIR", "")
    assert data_folder() == usual
    monkeypatch.setenv("DOCS_LSP_DATA_DIR", str(tmp_path))
    assert data_folder() == tmp_path


@pytest.mark.parametrize("good", ["python~3.14", "flask~2.2", "a-b_c+d.e~1.0rc1+x", "x~2026"])
def test_an_id_names_a_file_of_the_data_folder(data_folder: Path, good: str) -> None:
    assert is_docset_id(good)
    assert docset_file(good) == data_folder / f"{good}.db"


@pytest.mark.parametrize(
    "bad",
    ["", "~", "python", "python~", "~3", "Python~3", "a~b~c", "../a~1", "a/b~1", "a\\b~1", "a~1\n",
     "a b~1", "a~1\0", "ä~1", "c:a~1"],
)  # fmt: skip
def test_no_other_text_names_a_file(data_folder: Path, bad: str) -> None:
    assert not is_docset_id(bad)
    with pytest.raises(ValueError, match=r"such as python~3\.14"):
        docset_file(bad)
    assert list(data_folder.iterdir()) == []


def test_docsets_come_by_name_and_what_is_beside_them_does_not(data_folder: Path) -> None:
    names = ["python~3.9.db", "python~3.14.db", "flask~2.2.db"]
    beside = ["python~3.14.db.part", "python~3.14.db.lock", "notes.db", "python~3.14.db-journal"]
    for name in (*names, *beside):
        (data_folder / name).touch()
    assert [path.name for path in docset_files()] == sorted(names)


def test_no_folder_has_no_docsets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOCS_LSP_DATA_DIR", str(tmp_path / "nowhere"))
    assert docset_files() == []
