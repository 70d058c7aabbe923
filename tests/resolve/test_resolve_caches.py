"""The bounds of caches."""

import gc
import weakref

from names_kit import NAMES

from docs_lsp.resolve import resolve
from docs_lsp.resolve.infer.analysis import analysis_for
from docs_lsp.resolve.syntax.sized_lru import SizedLru


def test_the_latest_used_are_kept_up_to_a_length() -> None:
    recent: SizedLru[str, str] = SizedLru(10)
    made: list[str] = []

    def ask(key: str, size: int = 4) -> str:
        def make() -> str:
            made.append(key)
            return key.upper()

        return recent.get(key, size, make)

    assert [ask("a"), ask("b"), ask("a"), ask("c"), ask("a"), ask("b")] == list("ABACAB")
    assert made == ["a", "b", "c", "b"]
    assert list(recent.newest_first()) == ["B", "A"]


def test_one_text_is_kept_however_long() -> None:
    recent: SizedLru[str, int] = SizedLru(10)
    assert recent.get("a", 100, lambda: 1) == recent.get("a", 100, lambda: 2) == 1


def test_what_is_kept_no_longer_is_released() -> None:
    released: list[str] = []
    recent: SizedLru[str, str] = SizedLru(8, release=released.append)
    for key in "abc":
        recent.get(key, 4, lambda key=key: key)  # type: ignore[misc]  # a default is no parameter
    assert released == ["a"]
    recent.clear()
    assert released == ["a", "b", "c"]


def test_an_old_analysis_does_not_wait_for_the_collector() -> None:
    text = "import os\nclass A:\n    def b(self): return os.path\nA().b().join()\n"
    found = weakref.ref(analysis_for(text, NAMES))
    gc.disable()
    try:
        for number in range(200):
            changed = f"{text}{'#' * number}"
            assert resolve(changed, len(text) - 5, NAMES) is not None
        assert found() is None
    finally:
        gc.enable()
