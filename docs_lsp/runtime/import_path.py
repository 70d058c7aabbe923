"""Keep a user's folders off the path of imports: nothing in them is ever run.

Python looks for modules in the current folder (`python -m`, `python -c`), in that of a script, and
in those of PYTHONPATH, before it looks in its own library: a project's `types.py` would be run.
This module imports nothing but what Python itself imports when it starts.
"""

import os
import sys

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  # no more imports
_OWN = os.path.dirname(_PACKAGE)  # noqa: PTH120
_PARSER = os.path.join(_OWN, "parser")  # noqa: PTH118  # a checkout has the package docs_parser there
_LIBRARY = os.path.dirname(os.__file__)  # noqa: PTH120
_INSTALLED = ("site-packages", "dist-packages")  # folders of packages, whoever names them


def leave_user_folders() -> None:
    """Take the current folder, the script's and those of PYTHONPATH off `sys.path`.

    To be called first in a program. Folders of installed packages stay, and the folders of this
    package and of the parser. What is imported already stays imported.
    """
    script = os.path.dirname(os.path.abspath(sys.argv[0] if sys.argv else ""))  # noqa: PTH100, PTH120
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    sys.path[:] = without(sys.path, ["", script, *named])


def without(entries: list[str], folders: list[str]) -> list[str]:
    """Return the entries of a path of imports that name none of *folders*, which may be relative.

    Entries of the standard library, of installed packages and of docs-lsp itself stay.
    """
    left = {os.path.realpath(folder) for folder in folders}
    kept = {os.path.realpath(one) for one in (_OWN, _PARSER, _LIBRARY)}
    return [
        entry
        for entry in entries
        if (entry and entry.endswith(_INSTALLED))
        or os.path.realpath(entry) in kept
        or os.path.realpath(entry) not in left
    ]
