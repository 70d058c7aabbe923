"""Headers whose colon is still to be typed take nothing away from the code around them."""

import pytest
from cursor import split_cursor
from hypothesis import given
from hypothesis import strategies as st
from names_kit import NAMES

from docs_lsp.resolve import resolve
from docs_lsp.resolve.syntax.parser import parse

HEADERS = [
    "if x",
    "if x  ",
    "if x and not f(y, [z])",
    "while f(x)",
    "for x in y",
    "async for x in y",
    "with open(x) as f",
    "class C",
    "class C(B)",
]
AROUND = [
    "import os\n{}\nos.$0getcwd()\n",
    "import os\n{}\nx = os.$0getcwd()\nif x:\n    pass\n",
    "def f():\n    import os\n    {}\n    x = os.$0getcwd()\n    return x\n",
    "def f():\n    import os\n    {}\n        x = os.$0getcwd()\n    return x\n",
    "def f():\n    import os\n    {}\n    for x in os.$0getcwd():\n        pass\n",
    "def f():\n    import os\n    {}\n\n    y = 1\n    x = os.$0getcwd()\n",
    "def f():\n    import os\n    {}\n    if x\n    os.$0getcwd()\n",
    "import os\ndef f():\n    {}\n\n\ndef g():\n    os.$0getcwd()\n",
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("around", AROUND)
def test_code_behind_an_open_header(around: str, header: str) -> None:
    found = resolve(*split_cursor(around.format(header)), NAMES)
    assert found is not None
    assert found.entry.name == "os.getcwd"


def test_what_the_header_itself_says() -> None:
    found = resolve(*split_cursor("def f(x: str):\n    if x.$0upper()\n    y = 1\n"), NAMES)
    assert found is not None
    assert found.entry.name == "str.upper"


@pytest.mark.parametrize(
    "text",
    [
        "x = [y\n    for y in z\n    if y\n",  # a display that is still open
        "if (x and\n    y",
        "'''\nif x\n'''\nfoo(",
        "if x \\\n    and y: pass\nfoo(",
        "# if x\nfoo(",
    ],
)
def test_what_is_no_header_is_left_alone(text: str) -> None:
    assert parse(text).data == text.encode()


@given(
    st.lists(st.sampled_from(["if x", "for", " ", "\n", "(", ")", ":", "\\", "é", "\r", "class"]))
)
def test_no_byte_moves(parts: list[str]) -> None:
    text = "".join(parts)
    before, after = text.encode(), parse(text).data
    assert len(before) == len(after)
    assert all(new in (old, ord(":")) for old, new in zip(before, after, strict=True))
