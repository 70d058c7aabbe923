"""`python -m docs_lsp` and the console script `docs-lsp`."""

import sys

from docs_lsp.runtime.import_path import leave_user_folders

leave_user_folders()  # before anything else is imported

from docs_lsp.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
