"""Pages that sphinx-autoapi generates."""

from pathlib import Path

project = "brewkit"
version = release = "1.2"
extensions = ["autoapi.extension", "sphinx.ext.napoleon"]
autoapi_dirs = [str(Path(__file__).parents[2] / "source" / "package")]
autoapi_keep_files = False
