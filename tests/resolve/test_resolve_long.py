"""Texts that are too long to be read, and those that only look so."""

import pytest
from names_kit import NAMES

from docs_lsp.resolve import resolve, resolve_members, resolve_visible

LONG = 10_000_000  # code points

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "rest", [f"x = '{'é' * LONG}'\n", f"# {'a' * LONG}\n", "x = 1\n" * 150_000]
)
def test_a_long_text_of_few_signs_is_read(rest: str) -> None:
    found = resolve(f"len(x)\n{rest}", 1, NAMES)
    assert found is not None
    assert found.entry.name == "len"


def test_of_a_text_of_too_many_signs_nothing_is_known() -> None:
    text = f"import os\nx = [{'len(a), ' * (LONG // 8)}os.]\n"
    assert resolve(text, 16, NAMES) is None
    assert not resolve_members(text, len(text) - 2, NAMES)
    assert not resolve_visible(text, len(text) - 2, NAMES)
