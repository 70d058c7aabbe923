"""Patience of the docsets' manager, however busy the machine is."""

import pytest
from patience import PATIENCE

from docs_lsp.docsets import manager


@pytest.fixture(autouse=True)
def _patient_manager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the manager wait for files and indexes; a test about slow ones says how long."""
    for limit in ("_READ_AT_MOST", "_WAIT_AT_MOST"):
        monkeypatch.setattr(manager, limit, PATIENCE)
