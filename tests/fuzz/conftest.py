"""A small docset for the fuzzed server."""

from pathlib import Path

import pytest
from small_docs import write_small


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_small(tmp_path / "python~3.14.db")
    monkeypatch.setenv("DOCS_LSP_DATA_DIR", str(tmp_path))
    return tmp_path
