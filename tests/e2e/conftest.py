"""Docsets as the parser really makes them, and clients of a server on real pipes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_site import write_site

from docs_parser.__main__ import main as build


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build two docsets of the small site, once for all tests; return their folder."""
    folder = tmp_path_factory.mktemp("built")
    for version in ("3.13", "3.14"):
        site = write_site(tmp_path_factory.mktemp("site"), version)
        file = folder / f"python~{version}.db"
        assert build([str(site), "--output", str(file), "--quiet", "--jobs", "1"]) == 0
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give an empty data folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def put(built: Path, data: Path) -> Callable[..., Path]:
    """Give a function that puts a docset into the data folder, all at once, as a build does."""

    def put_in(docset_id: str = "python~3.14") -> Path:
        part, file = data / "part", data / f"{docset_id}.db"
        shutil.copy(built / f"{docset_id}.db", part)
        return part.replace(file)

    return put_in
