"""The entry nearest to a query that finds nothing."""

import pytest
from small_docs import SNAPSHOT

from docs_lsp.features.nearest import nearest
from docs_lsp.features.search import search


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("joizzzzzzzz", "os.path.join"),
        ("uppqqqqwwww zzzz", "str.upper"),
        ("zzzzqqqq", None),
        ("zz", None),
        ("", None),
        ("kind:qqq", None),
        ("q" * 200, None),
    ],
)
def test_a_query_that_finds_nothing_has_a_nearest_name(query: str, expected: str | None) -> None:
    assert not query or not search(SNAPSHOT, query, 1)
    found = nearest(SNAPSHOT, query)
    assert (found.name if found else None) == expected
