"""Found by autoapi."""


def rinse(cup: str, *, twice: bool = False) -> str:
    """Rinse a *cup*."""
