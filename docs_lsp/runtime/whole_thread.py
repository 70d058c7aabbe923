"""Work in a thread that ends before its task does, even if the task is cancelled.

For work on what is closed after that: SQLite crashes where a thread uses a closed connection.
"""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def in_whole_thread(work: Callable[[], T]) -> T:
    """Return what *work* returns in a thread, or raise what it raises.

    A cancelled wait goes on until the thread has ended, and is cancelled then.
    """
    running = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.gather(running, return_exceptions=True)
        raise
