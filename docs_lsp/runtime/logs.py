"""The log of this process: the form of its lines, its level, and the file that a user names."""

import logging
from typing import Final

from docs_lsp.runtime.printable import printable

_PACKAGE: Final = "docs_lsp"
_LINE: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class PrintableFormatter(logging.Formatter):
    """A format of log records without characters that control a terminal."""

    def __init__(self, line: str = _LINE) -> None:
        super().__init__(line)

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as printable text."""
        return printable(super().format(record))


def log_into(file: str | None, level: str | None) -> None:
    """Log at *level*, if any, and into *file*, if any, besides what the command line says.

    A file named earlier is closed. Raises `OSError` where the new one cannot be written.
    """
    ours = logging.getLogger(_PACKAGE)
    ours.setLevel((level or "notset").upper())
    for handler in [one for one in ours.handlers if isinstance(one, logging.FileHandler)]:
        ours.removeHandler(handler)
        handler.close()
    if file is not None:
        handler = logging.FileHandler(file, encoding="utf-8")
        handler.setFormatter(PrintableFormatter())
        ours.addHandler(handler)
