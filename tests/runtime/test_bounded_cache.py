"""The bounded cache: what is made once, and what the bound forgets."""

from docs_lsp.runtime.bounded_cache import BoundedCache


def test_a_value_is_made_once() -> None:
    cache = BoundedCache[str, int | None](2)
    made = []
    for key in ("a", "a", "b", "a"):
        assert cache.get(key, lambda key=key: made.append(key)) is None  # type: ignore[misc]
    assert made == ["a", "b"]


def test_a_value_beyond_the_bound_drops_older_ones() -> None:
    cache = BoundedCache[int, int](3)
    for key in range(100):
        assert cache.get(key, lambda key=key: key * key) == key * key  # type: ignore[misc]
        assert len(cache) <= 3
