"""The patterns of `case`: what they name, what they bind, what they make sure of."""

import pytest
from cursor import split_cursor
from names_kit import NAMES

from docs_lsp.resolve import resolve

MATCH = "import re\nimport pathlib\nclass A:\n    b = ''\ndef f(x, y: str):\n    match x:\n        case "
CASES = [
    ("re.$0Pattern(): pass", "re.Pattern"),
    ("$0re.Pattern(): pass", "re"),
    ("$0str(): pass", "str"),
    ("str(): x.$0upper()", "str.upper"),
    ("re.Pattern(): x.$0match('')", "re.Pattern.match"),
    ("str() | bytes(): x.$0decode()", "bytes.decode"),
    ("str() | None: x.$0upper()", "str.upper"),
    ("(str()): x.$0upper()", "str.upper"),
    ("'a' | 'b': x.$0upper()", "str.upper"),
    ("str() as z: z.$0upper()", "str.upper"),
    ("str(z): z.$0upper()", "str.upper"),
    ("A(z): z.$0upper()", None),
    ("str(z) if z.$0upper(): pass", "str.upper"),
    ("[str() as z, *r]: z.$0upper()", "str.upper"),
    ("[str(), z]: z.$0upper()", None),
    ("[str()]: x.$0upper()", None),
    ("{'a': str(z), **k}: z.$0upper()", "str.upper"),
    ("A(b=str(z)): z.$0upper()", "str.upper"),
    ("A(b=str() as z): z.$0upper()", "str.upper"),
    ("A(): x.b.$0upper()", "str.upper"),
    ("A($0b=1): pass", None),
    ("pathlib.Path($0name=z): pass", "pathlib.PurePath.name"),
    ("len: len.$0upper()", None),
    ("len: $0len", None),
    ("str():\n            x = g()\n            x.$0upper()", None),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_a_pattern(marked: str, expected: str | None) -> None:
    found = resolve(*split_cursor(MATCH + marked), NAMES)
    assert (found.entry.name if found is not None else None) == expected


def test_a_name_alone_is_the_subject() -> None:
    source = "def f(x: str):\n    match x.split():\n        case y: y.$0append('')"
    found = resolve(*split_cursor(source), NAMES)
    assert found is not None
    assert found.entry.name == "list.append"
