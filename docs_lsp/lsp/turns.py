"""Taking turns with work of about a millisecond.

Between two pieces of work the event loop handles new messages: a hover that arrives after eight
searches waits for one of them at most.
"""

import asyncio
from collections import deque


class Turns:
    """A queue of tasks; one of them runs in each iteration of the event loop."""

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def turn(self) -> None:
        """Wait for the caller's turn; a cancelled task leaves the queue."""
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
