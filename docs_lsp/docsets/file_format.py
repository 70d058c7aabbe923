"""The file of a docset: its marks, what makes its tables, the form of parameters in them."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from docs_lsp.entry import Parameter

APPLICATION_ID: Final = 0x646F6373
SCHEMA_VERSION: Final = 3


@cache
def schema_statements() -> tuple[str, ...]:
    """Return the statements that make the tables and indexes of `schema.py`, in order.

    The models need SQLAlchemy, which takes longer to import than a small site to read.
    """
    text = files("docs_lsp.docsets").joinpath("schema.sql").read_text("utf-8")
    return tuple(text.removesuffix(";\n").split(";\n\n"))


def pack_parameters(parameters: Sequence[Parameter]) -> str:
    """Return parameters as JSON without trailing nulls: `[["key", "None"], ["cmp"]]`."""
    return json.dumps([_cells(parameter) for parameter in parameters])


def unpack_parameters(packed: str | None) -> tuple[Parameter, ...]:
    """Undo `pack_parameters`; raises `ValueError` or `TypeError` on a damaged value."""
    return tuple(Parameter(*cells) for cells in json.loads(packed)) if packed else ()


def _cells(parameter: Parameter) -> list[Any]:
    cells = [parameter.name, parameter.default, parameter.annotation]
    while cells[-1] is None:
        cells.pop()
    return cells
