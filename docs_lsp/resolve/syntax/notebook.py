"""Join the cells of a notebook to one text: each cell sees the cells before it.

Magics and shell commands become comments of the same length, so that no offset moves.
"""

import re
from collections.abc import Sequence
from typing import Final

_MAGIC: Final = re.compile(r"^([ \t]*)[%!?](?=\S)", re.MULTILINE)
_QUESTION: Final = re.compile(r"^([ \t]*)[\w.*]([\w.*]*\?{1,2})(?=[ \t]*$)", re.MULTILINE)
_FOREIGN: Final = re.compile(r"\s*%%(?!time\b|timeit\b|capture\b|prun\b)\w")
_LINE: Final = re.compile(r"^[^\n]", re.MULTILINE)


def joined_cells(cells: Sequence[str], index: int) -> tuple[str, int]:
    """Return the texts of the cells up to number *index* as one, and where that cell begins in it.

    Offsets are code points. An offset in the cell, and that of an answer, differ by that beginning.
    """
    before = "".join(f"{_python(cell)}\n" for cell in cells[:index])
    return before + _python(cells[index]), len(before)


def _python(cell: str) -> str:
    """Turn the parts of a cell that are not Python into comments."""
    if _FOREIGN.match(cell):  # `%%bash`: none of it is Python
        return _LINE.sub("#", cell)
    return _QUESTION.sub(r"\1#\2", _MAGIC.sub(r"\1#", cell))
