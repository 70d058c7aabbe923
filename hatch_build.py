"""Puts a docset into a wheel that is released: the compressed file that DOCS_LSP_CARRY names.

`make wheel` and `make vsix` set it; any other build of a wheel carries no documentation.
"""

import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarryHook(BuildHookInterface):  # type: ignore[type-arg]
    """Carries the file along as `docs_lsp/docsets/data/<id>.db.gz`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file; an editable install carries none."""
        carried = os.environ.get("DOCS_LSP_CARRY")
        if carried and version != "editable":
            build_data["force_include"][carried] = f"docs_lsp/docsets/data/{Path(carried).name}"
