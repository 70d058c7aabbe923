"""Cells of a notebook: each sees those before it, magics do not disturb."""

import pytest
from cursor import split_cursor
from hypothesis import given
from hypothesis import strategies as st
from names_kit import NAMES

from docs_lsp.resolve import resolve
from docs_lsp.resolve.syntax.notebook import joined_cells


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["import os", "os.$0getcwd()"], "os.getcwd"),
        (["os.$0getcwd()", "import os"], None),
        (["x = ''", "x = []", "x.$0append(1)"], "list.append"),
        (["%matplotlib inline\nimport os", "!ls\nos.$0getcwd()"], "os.getcwd"),
        (["%%bash\nfor x in *; do echo 'x; done", "''.$0upper()"], "str.upper"),
        (["%%time\nimport os", "os.$0getcwd()"], "os.getcwd"),
        (["import os\nos.path?\n?os.path", "os.$0getcwd()"], "os.getcwd"),
        (["import os\nos.path?? \t", "os.$0getcwd()"], "os.getcwd"),
        (["x = 10\ny = (x\n    % 3)\nimport os", "os.$0getcwd()"], "os.getcwd"),
        (["def f(", "len$0(x)"], "len"),
    ],
)
def test_a_cell_sees_those_before_it(cells: list[str], expected: str | None) -> None:
    index = next(place for place, cell in enumerate(cells) if "$0" in cell)
    cells[index], offset = split_cursor(cells[index])
    source, start = joined_cells(cells, index)
    found = resolve(source, start + offset, NAMES)
    assert (found.entry.name if found is not None else None) == expected


@given(st.lists(st.text("%!?ab. \n\t(é"), min_size=1, max_size=4), st.data())
def test_no_offset_moves(cells: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(cells) - 1))
    source, start = joined_cells(cells, index)
    assert len(source) - start == len(cells[index])
    kept = zip(source[start:], cells[index], strict=True)
    assert all(new in (old, "#") for new, old in kept)
