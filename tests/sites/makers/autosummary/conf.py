"""Pages that autosummary generates, one for each object."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "source" / "package"))
project = "brewkit"
version = release = "1.2"
extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.autosummary"]
autosummary_generate = True
autodoc_default_options = {"members": True}
