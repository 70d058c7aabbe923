"""Configuration of a site that uses many extensions."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "source" / "package"))
sys.path.insert(0, str(Path(__file__).parent))
project = "brewtools"
version = release = "1.2"
extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
    "sphinx_design",
    "sphinx_tabs.tabs",
    "sphinx-prompt",
    "sphinxcontrib.mermaid",
    "sphinx_paramlinks",
    "myst_nb",
    "sphinx_click",
    "sphinxarg.ext",
    "sphinxcontrib.httpdomain",
    "sphinxcontrib.typer",
    "autoapi.extension",
]
autosummary_generate = True
nb_execution_mode = "off"
autoapi_dirs = [str(Path(__file__).parent / "auto")]
autoapi_add_toctree_entry = False
numpydoc_show_class_members = False
