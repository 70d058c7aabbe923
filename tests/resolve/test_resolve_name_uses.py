"""Uses of names that the code does not first check for."""

import pytest
from names_kit import NAMES

from docs_lsp.resolve import resolve_uses

WORDS = {"json", "gather", "loads"}


def used(source: str) -> list[str]:
    return [source[offset:].partition("\n")[0] for offset in resolve_uses(source, WORDS, NAMES)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import json\n", ["json"]),
        ("x = loads  # loads\n's loads'\n", ["loads  # loads"]),
        ("jsonify = json_ = 1\n", []),
        ("é = json.loads\n", ["json.loads", "loads"]),
        ("f'{loads}'\n", ["loads}'"]),
        ("try:\n    import json\nexcept ImportError:\n    json = None\njson.loads('')\ngather()\n", ["gather()"]),
        ("try:\n    import json\nexcept (OSError, ModuleNotFoundError):\n    pass\njson\n", []),
        ("try:\n    gather()\nexcept ValueError:\n    x = ImportError\n", ["gather()"]),
        ("import sys\nif sys.version_info >= (3, 11):\n    from asyncio import gather\nelse:\n    gather = 1\ngather()\n", []),
        ("if x:\n    gather()\n", ["gather()"]),
        ("json.", ["json."]),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_used(source: str, expected: list[str]) -> None:
    assert used(source) == expected
