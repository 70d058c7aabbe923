"""Narrowing of a name by the conditions around it, such as `isinstance`."""

import pytest
from cursor import split_cursor
from names_kit import NAMES

from docs_lsp.resolve import resolve

EITHER = "def f(x: str | bytes):\n"
CASES = [
    # what it is not
    (EITHER + "    if isinstance(x, str): pass\n    else: x.$0strip()", "bytes.strip"),
    (EITHER + "    if not isinstance(x, str): x.$0strip()", "bytes.strip"),
    (EITHER + "    if isinstance(x, str): return\n    x.$0strip()", "bytes.strip"),
    (EITHER + "    if y: pass\n    elif isinstance(x, str): pass\n    else: x.$0strip()", "bytes.strip"),
    (EITHER + "    if isinstance(x, str): pass\n    elif y: x.$0strip()", "bytes.strip"),
    (EITHER + "    return 1 if isinstance(x, str) else x.$0strip()", "bytes.strip"),
    (EITHER + "    return isinstance(x, str) or x.$0strip()", "bytes.strip"),
    (EITHER + "    return not isinstance(x, str) and x.$0strip()", "bytes.strip"),
    (EITHER + "    assert not isinstance(x, str)\n    x.$0strip()", "bytes.strip"),
    (EITHER + "    if isinstance(x, (str, int)): return\n    x.$0strip()", "bytes.strip"),
    (EITHER + "    if isinstance(x, str) or y: return\n    x.$0strip()", "bytes.strip"),
    (EITHER + "    if isinstance(x, str) and y: return\n    x.$0strip()", "str.strip"),
    (EITHER + "    if isinstance(x, bytes): return\n    x.$0strip()", "str.strip"),
    (EITHER + "    if isinstance(x, str): y = x.$0strip()\n    else: pass", "str.strip"),
    (EITHER + "    if isinstance(x, str):\n        x = g()\n    x.$0strip()", "str.strip"),
    (EITHER + "    if isinstance(x, str): return\n    x = ''\n    x.$0strip()", "str.strip"),
    (EITHER + "    while isinstance(x, str): x = x.$0strip()", "str.strip"),
    ("def f(x: int | list[int]):\n    if isinstance(x, int): return\n    x.$0append(1)", "list.append"),
    ("class A: ...\ndef f(x: A | str):\n    if isinstance(x, A): return\n    x.$0strip()", "str.strip"),
    ("class A: ...\nclass B(A): strip = 1\ndef f(x: B | str):\n    if isinstance(x, A): return\n    x.$0strip()", "str.strip"),
    ("def f(x: bytes | str):\n    if isinstance(x, bytes):\n        x = x.decode()\n    else:\n        x.$0strip()", "str.strip"),
    ("def f(x: bytes | str):\n    if not isinstance(x, bytes):\n        x = b''\n        x.$0strip()", "bytes.strip"),
    # what is stated may say more than the test
    ("def f(x: list[str] | None):\n    if isinstance(x, list): x[0].$0strip()", "str.strip"),
    ("def f(x: object):\n    if isinstance(x, str): x.$0strip()", "str.strip"),
    ("class A:\n    x: list[str] | str\n    def f(self):\n        if isinstance(self.x, list): self.x[0].$0strip()", "str.strip"),
    # where it is said
    ("def f(x):\n    if isinstance(x, str): y = [x.$0strip() for _ in z]", "str.strip"),
    ("def f(x):\n    if isinstance(x, dict): y = {k: v for k, v in x.$0items()}", "dict.items"),
    ("def f(x):\n    return isinstance(x[0], str) and x[0].$0strip()", "str.strip"),
    ("def f(x):\n    return isinstance(x[0], str) and x[1].$0strip()", None),
    ("def f(x):\n    if isinstance(y := g(x), str): y.$0strip()", "str.strip"),
    ("def f(x):\n    if not isinstance(y := g(x), str) or not y.$0strip(): pass", "str.strip"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_a_receiver_by_the_tests_around(marked: str, expected: str | None) -> None:
    found = resolve(*split_cursor(marked), NAMES)
    assert (found.entry.name if found else None) == expected
