"""Fixtures of several packages' tests: a temporary data folder, and a small docset in it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from small_docs import write_small
from sphinx_site import build_site, write_site

# No test fails for being slow. CI repeats its examples, a developer's machine seeks new ones, and
# `make check` (`--hypothesis-profile fast`) a few.
settings.register_profile("here", deadline=None)
settings.register_profile("fast", deadline=None, max_examples=25)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(autouse=True, scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a cache folder to all tests: the user's own is none of theirs."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("DOCS_LSP_CACHE_DIR", str(folder))
        yield folder


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty data folder, the only one that is seen."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("DOCS_LSP_DATA_DIR", str(folder))
    return folder


@pytest.fixture
def docset_file(data_folder: Path) -> Path:
    """Give the file of a small docset in the data folder."""
    return write_small(data_folder / "python~3.14.db")


@pytest.fixture(scope="session")
def built_docset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a docset that the parser built of the small site; it is to be copied, not changed."""
    folder = tmp_path_factory.mktemp("built")
    return build_site(write_site(folder / "site"), folder / "python~3.14.db")
