"""The file of a docset apart from its tables: its marks, and the form of parameters in it."""

import json
from collections.abc import Sequence
from typing import Any, Final

from docs_lsp.entry import Parameter

APPLICATION_ID: Final = 0x646F6373
SCHEMA_VERSION: Final = 3


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
