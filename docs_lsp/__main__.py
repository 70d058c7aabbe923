"""`python -m docs_lsp`: the same as `docs-lsp`."""

import sys

from docs_lsp.cli import main

sys.exit(main())
