"""Start the bundled server; run with `python -I`, so that nothing of the workspace is imported.

With the one argument `--probe` it starts nothing: status 0 says that this Python is served.
"""

import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

_LIBS = Path(__file__).parent / "libs"


def _is_served() -> bool:
    """Return whether the package has compiled modules for this Python and system."""
    return any((_LIBS / "tree_sitter" / f"_binding{end}").exists() for end in EXTENSION_SUFFIXES)


if sys.argv[1:] == ["--probe"]:
    sys.exit(not _is_served())
if not _is_served():
    sys.exit("This package of docs-lsp has no server for this Python; choose docs-lsp.interpreter.")
sys.path.insert(0, str(_LIBS))

from docs_lsp.cli import main  # noqa: E402

if __name__ == "__main__":  # the parser's processes import this file anew
    sys.exit(main())
