"""How long a test waits for what must come, however busy the machine is: nothing is timed by it."""

from typing import Final

PATIENCE: Final = 120.0  # seconds
