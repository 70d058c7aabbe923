"""The environments that build sites: each a Python and what is installed, made once."""

import os
import shutil
import subprocess
from pathlib import Path

NEWEST = "newest"
_BEFORE_5 = [
    "sphinxcontrib-applehelp<1.0.5",
    "sphinxcontrib-devhelp<1.0.3",
    "sphinxcontrib-htmlhelp<2.0.2",
    "sphinxcontrib-qthelp<1.0.4",
    "sphinxcontrib-serializinghtml<1.1.6",
    "alabaster<0.7.13",
    "jinja2<3.1",
    "markupsafe<2.1",
    "docutils<0.18",
    "setuptools<66",
]
THEMES = {
    "furo": "furo",
    "rtd": "sphinx_rtd_theme",
    "pydata": "pydata_sphinx_theme",
    "book": "sphinx_book_theme",
    "immaterial": "sphinx_immaterial",
}
_THEME_PACKAGES = [name.replace("_", "-") for name in THEMES.values()]
_NEW_PYTHONS = ("3.13", "3.14", "3.12")
# name -> the Pythons it runs on, the best first, and what is installed
SPHINXES = {
    "1.8": (("3.7", "3.8"), ["sphinx==1.8.6", *_BEFORE_5]),
    "2": (("3.8", "3.7"), ["sphinx==2.4.5", *_BEFORE_5]),
    "3.5": (("3.8", "3.9"), ["sphinx==3.5.4", *_BEFORE_5]),
    "4.5": (("3.9", "3.8"), ["sphinx==4.5.0", *_BEFORE_5]),
    "5": (("3.9", "3.10", "3.11"), ["sphinx==5.3.0"]),
    "6": (("3.9", "3.10", "3.11"), ["sphinx==6.2.1"]),
    "7": (("3.9", "3.11", "3.12"), ["sphinx==7.4.7"]),
    "8": (("3.12", "3.11", "3.13"), ["sphinx==8.2.3"]),
    NEWEST: (_NEW_PYTHONS, ["sphinx", *_THEME_PACKAGES]),
}
_TOOLS = {
    "extensions": (
        _NEW_PYTHONS,
        [
            "sphinx",
            "numpydoc",
            "sphinx-autoapi",
            "sphinx-design",
            "sphinx-tabs",
            "sphinx-prompt",
            "sphinxcontrib-mermaid",
            "sphinx-paramlinks",
            "myst-nb",
            "sphinx-click",
            "sphinx-argparse",
            "sphinxcontrib-httpdomain",
            "sphinxcontrib-typer",
        ],
    ),
    "autodoc2": (_NEW_PYTHONS, ["sphinx", "sphinx-autodoc2"]),
    "mkdocs": (_NEW_PYTHONS, ["mkdocs", "mkdocs-material", "mkdocstrings[python]"]),
    "zensical": (_NEW_PYTHONS, ["zensical", "mkdocstrings[python]"]),
    "pydoctor": (_NEW_PYTHONS, ["pydoctor"]),
}
ENVIRONMENTS = SPHINXES | _TOOLS


def environment(name: str, envs: Path) -> Path | str:
    """Return the folder of an environment, made where it is missing; a sentence where it cannot be."""
    folder = envs / name
    if (folder / "installed").exists():
        return folder
    pythons, packages = ENVIRONMENTS[name]
    python = next(filter(None, map(_python, pythons)), None)
    if python is None:
        return f"no Python {' or '.join(pythons)} on this machine"
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([python, "-m", "venv", folder], check=True)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", *packages]
    done = subprocess.run([*map(str, pip)], capture_output=True, text=True, check=False)
    if done.returncode:
        return f"pip fails: {done.stderr.strip().splitlines()[-1][:200]}"
    (folder / "installed").touch()
    return folder


def _python(version: str) -> str | None:
    """Return a Python of that version that runs: one of pyenv's, or on the path, where pyenv puts names that do not."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    kept = sorted(root.glob(f"versions/{version}.*/bin/python"), reverse=True)
    named = shutil.which(f"python{version}")
    return next(filter(_runs, [*map(str, kept), *([named] if named else [])]), None)


def _runs(python: str) -> bool:
    return subprocess.run([python, "--version"], capture_output=True, check=False).returncode == 0


def version(folder: Path, package: str) -> str:
    """Return the version of a package in the environment at *folder*; empty if not installed."""
    prefix = package.replace("-", "_")
    found = sorted(folder.glob(f"lib/python*/site-packages/{prefix}-*.dist-info"))
    return found[0].name.removesuffix(".dist-info").rpartition("-")[2] if found else ""
