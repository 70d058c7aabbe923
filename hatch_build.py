"""Hooks of the build backend: the addresses and README in the metadata, and the carried docset.

The addresses follow from the one in `[tool.docs-lsp]` of pyproject.toml. The environment variable
DOCS_LSP_CARRY names the compressed docset that a released wheel carries (`make wheel`, `make vsix`
set it); any other build of a wheel carries no documentation.
"""

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

_PICTURES = re.compile(r"^(\|.*\n)*\|.*!\[.*\n", re.MULTILINE)  # a table that holds a picture
_RELATIVE = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s]+)\)")


class CarryHook(BuildHookInterface):  # type: ignore[type-arg]  # generic in its annotations alone
    """Includes the file as `docs_lsp/docsets/data/<id>.db.gz`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file, except to an editable install."""
        carried = os.environ.get("DOCS_LSP_CARRY")
        if carried and version != "editable":
            build_data["force_include"][carried] = f"docs_lsp/docsets/data/{Path(carried).name}"


class AddressesHook(MetadataHookInterface):
    """Writes the addresses of the project, and the README as a package index shows it."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add `authors`, `urls` and `readme` to the project's metadata."""
        root = Path(self.root)
        given = project(root)
        repository = given["repository"].rstrip("/")
        metadata["authors"] = [{"name": "The docs-lsp authors", "email": given["contact"]}]
        metadata["urls"] = {
            "Source": repository,
            "Documentation": f"{repository}#readme",
            "Changelog": f"{repository}/blob/main/CHANGELOG.md",
            "Issues": f"{repository}/issues",
        }
        readme = standalone((root / "README.md").read_text("utf-8"), repository)
        metadata["readme"] = {"content-type": "text/markdown", "text": readme}


def project(root: Path) -> dict[str, str]:
    """Return the addresses that pyproject.toml in *root* names: `repository` and `contact`."""
    given: dict[str, str] = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"][
        "docs-lsp"
    ]
    return given


def standalone(readme: str, repository: str) -> str:
    """Return Markdown that is read outside the repository: no pictures, absolute links."""
    without = _PICTURES.sub("", readme)
    return _RELATIVE.sub(rf"]({repository}/blob/main/\1)", without)
