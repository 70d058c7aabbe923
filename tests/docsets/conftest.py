"""Patience of the docsets' manager, however busy the machine is."""

import pytest
from patience import PATIENCE

from docs_lsp.docsets import manager, project_states


@pytest.fixture(autouse=True)
def _patient_manager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the manager wait for files and indexes; a test about slow ones says how long."""
    for module in (manager, project_states):
        monkeypatch.setattr(module, "_WAIT_AT_MOST", PATIENCE)
