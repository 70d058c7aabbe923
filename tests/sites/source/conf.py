"""Configuration of the site that `make sites` builds; an environment's `options.json` adds to it."""

import json
import os
import sys
from pathlib import Path

_HERE = Path(__file__).parent
sys.path.insert(0, str(_HERE / "package"))

project = "brewkit"
version = release = "1.2"
copyright = "the authors"  # noqa: A001
master_doc = root_doc = "index"
extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["extras"]
globals().update(json.loads(os.environ.get("BREWKIT_OPTIONS", "{}")))
