"""Found by autoapi."""


def rinse(cup: str, *, twice: bool = False) -> str:
    """Rinse a *cup*."""


class Pot:
    """A pot that autoapi finds."""

    @staticmethod
    async def find(name: str) -> str:
        """Find a pot."""
