"""The projects whose documentation was built, remembered in the data folder."""

import json
import os
import tempfile
from pathlib import Path
from typing import Final

from docs_lsp.folders import data_folder
from docs_lsp.project.files import read_regular
from docs_lsp.runtime.replacing import replace_file

_FILE: Final = "projects.json"
_MAX_BYTES: Final = 1_000_000
_KEPT: Final = 200  # projects, the latest first


def known_projects() -> list[Path]:
    """Return the remembered projects that still exist, the latest first."""
    data = read_regular(data_folder() / _FILE, _MAX_BYTES)
    try:
        found = json.loads(data) if data is not None else []
    except ValueError:
        return []
    paths = [Path(one) for one in found if isinstance(one, str)] if isinstance(found, list) else []
    return [path for path in paths if path.is_dir()]


def remember_project(project: Path) -> None:
    """Note a project; raises `OSError`."""
    kept = dict.fromkeys([project, *known_projects()])
    text = json.dumps([str(one) for one in kept][:_KEPT], indent=1)
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(suffix=".part", dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    replace_file(Path(part), folder / _FILE)
