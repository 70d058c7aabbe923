"""Start the bundled server; run with `python -I`, so that nothing of the workspace is imported."""

import sys
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit("docs-lsp needs Python 3.11 or newer; choose one with docs-lsp.interpreter")
sys.path.insert(0, str(Path(__file__).parent / "libs"))

from docs_lsp.cli import main  # noqa: E402

if __name__ == "__main__":  # the parser's processes import this file anew
    sys.exit(main())
