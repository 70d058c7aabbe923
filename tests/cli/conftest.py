"""Fixtures for commands: a docset in the data folder, and a function that runs a command here."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from docs_lsp.cli import main


@pytest.fixture
def docs(data_folder: Path, built_docset: Path) -> Path:
    """Give the file of a docset that the parser made, in the data folder."""
    return Path(shutil.copy(built_docset, data_folder / "python~3.14.db"))


class Said:
    """What a command ended with and said."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def json(self) -> Any:
        assert (self.code, self.err) == (0, "")
        return json.loads(self.out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Give a function that runs a command here."""

    def run(*arguments: str) -> Said:
        try:
            code = main(arguments)
        except SystemExit as ended:  # so argparse ends
            code = ended.code if isinstance(ended.code, int) else 1
        return Said(code, *capsys.readouterr())

    return run
