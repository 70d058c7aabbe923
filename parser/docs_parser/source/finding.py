"""The documentation of Python without a named source: installed, else official, else packaged."""

from collections.abc import Callable
from pathlib import Path

from docs_parser.source.debian import debian
from docs_parser.source.installed import installed
from docs_parser.source.official import official
from docs_parser.source.site import Machine, Reporter, Site, SourceError, Version, version_text

_Way = Callable[[Path], Site]
_REMEDIES = """\
No documentation of Python{version} was found. Do one of these, and build again:
  1. install it as a package of your system (python3-doc, python3-docs, python-docs), or name the \
folder where it lies in the environment variable PYTHONDOCS;
  2. load {official}/3/archives/python-{asked}-docs-html.tar.bz2 where there is a network, and \
give the file: docs-lsp build FILE;
  3. give a folder of built HTML: docs-lsp build FOLDER"""


def find(python: Version | None, work: Path, progress: Reporter, around: Machine) -> Site:
    """Return the docs of the first way that has them; what is unpacked goes to *work*.

    The reason why a way failed is reported as progress. Raises `SourceError` with the remedies if
    all did.
    """
    # To add a way: a function that returns a site or raises `SourceError` with its reason.
    ways: dict[str, _Way] = {
        "installed": lambda _: installed(python, around),
        "official": lambda folder: official(python, folder, progress, around),
        "debian": lambda folder: debian(python, folder, progress),
    }
    for name, way in ways.items():
        # What one way left half unpacked must not be found by the next.
        folder = work / name
        folder.mkdir()
        try:
            return way(folder)
        except SourceError as error:
            progress.line(str(error))
    asked = version_text(python)
    version = f" {asked}" if python else ""
    raise SourceError(_REMEDIES.format(version=version, official=around.official, asked=asked))
