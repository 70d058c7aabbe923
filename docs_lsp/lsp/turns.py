"""Work of a millisecond that lets others go first.

Between two pieces of it the loop looks at what has arrived: a hover that comes behind eight
searches waits for one of them at most.
"""

import asyncio
from collections import deque


class Turns:
    """A row of tasks that wait for their turn; one has it in each round of the loop."""

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def turn(self) -> None:
        """Wait for one's turn; who is cancelled meanwhile leaves the row."""
        mine = asyncio.get_running_loop().create_future()
        self._waiting.append(mine)
        if len(self._waiting) == 1:
            asyncio.get_running_loop().call_soon(self._next)
        await mine

    def _next(self) -> None:
        while self._waiting:
            first = self._waiting.popleft()
            if not first.done():
                first.set_result(None)
                break
        if self._waiting:
            asyncio.get_running_loop().call_soon(self._next)
