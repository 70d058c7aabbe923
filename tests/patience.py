"""The patience of a test with what must come, however busy the machine is: it times nothing."""

from typing import Final

PATIENCE: Final = 120.0  # seconds
