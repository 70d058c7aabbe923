"""What is remembered has a bound."""

from docs_lsp.resolve.recent import Recent


def test_the_latest_used_are_kept_up_to_a_length() -> None:
    recent: Recent[str, str] = Recent(10)
    made: list[str] = []

    def ask(key: str, size: int = 4) -> str:
        return recent.get(key, size, lambda: made.append(key) or key.upper())

    assert [ask("a"), ask("b"), ask("a"), ask("c"), ask("a"), ask("b")] == list("ABACAB")
    assert made == ["a", "b", "c", "b"]
    assert list(recent.newest_first()) == ["B", "A"]


def test_one_text_is_kept_however_long() -> None:
    recent: Recent[str, int] = Recent(10)
    assert recent.get("a", 100, lambda: 1) == recent.get("a", 100, lambda: 2) == 1
