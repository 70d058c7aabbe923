"""Everything for a cup."""


def brew(beans, water=250, *, strong=False):
    """Brew a cup from *beans*.

    If *strong* is true, less water is used.

    Args:
        beans (str): The beans to use.
        water (int): How much water, in millilitres.
        strong: Whether less water is used.

    Returns:
        str: The cup.

    Raises:
        ValueError: There is no water.
    """


def measure(grams: float, unit: str = "g", *rest: int, **options: str) -> float:
    """Measure the *grams* of something."""


async def wait(minutes: int = 3) -> None:
    """Wait for some minutes."""


class Kettle:
    """A kettle."""

    def __init__(self, litres=1.5):
        self.litres = litres

    def boil(self, degrees=100):
        """Boil the water."""

    @classmethod
    def make(cls):
        """Make a kettle."""

    @staticmethod
    def sizes():
        """List the sizes."""

    @property
    def full(self):
        """Whether it is full."""


class DryError(Exception):
    """There is no water."""


def pick(beans):
    """Pick *beans* by hand."""
