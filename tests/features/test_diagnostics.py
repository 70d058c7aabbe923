"""Hints about uses of names that are deprecated or newer than the project's Python."""

import pytest
from small_docs import SNAPSHOT as DOCS

from docs_lsp.features.diagnostics import Checks, Hint, candidates, problem_at

DEPRECATED = Checks(deprecated=True)
OLD = Checks(version="3.10")
BOTH = Checks(deprecated=True, version="3.9")
USES = "import os.path\nimport asyncio\nos.path.walk('.')\nasyncio.timeout(1)\n"


def problems(source: str, checks: Checks) -> list[Hint]:
    found = [
        problem_at(DOCS, source, offset, checks) for offset in candidates(DOCS, source, checks)
    ]
    return [one for one in found if one is not None]


@pytest.mark.parametrize(
    ("source", "checks", "expected"),
    [
        (USES, DEPRECATED, [("walk", "deprecated")]),
        (USES, OLD, [("timeout", "version")]),
        (USES, BOTH, [("walk", "deprecated"), ("timeout", "version")]),
        (USES, Checks(), []),
        (USES, Checks(version="3.11"), []),
        (USES, Checks(version="3.2"), [("timeout", "version")]),
        ("from os.path import walk as w\nw()\n", DEPRECATED, [("walk", "deprecated")]),
        ("def walk(top): ...\nwalk('.')\nx.timeout\n", BOTH, []),
        ("class A:\n    timeout = 1\nA().timeout\n", BOTH, []),
    ],
)
def test_a_use_is_named_by_the_check_that_speaks_of_it(
    source: str, checks: Checks, expected: list[tuple[str, str]]
) -> None:
    found = problems(source, checks)
    assert [(source[one.start : one.end], one.check) for one in found] == expected


def test_the_message_and_its_link() -> None:
    newer, older = problems(USES, Checks(deprecated=True, version="3.10"))[::-1]
    assert newer.message == "asyncio.timeout is new in Python 3.11; the project is for 3.10"
    assert newer.url == "https://docs.python.org/3.14/library/asyncio.html#asyncio.timeout"
    assert older.message == "os.path.walk: Deprecated since version 3.2."
