"""The newest request goes before older ones of its kind: who types on waits for no old answer."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


class SupersededError(Exception):
    """A newer request has come before this one began its work."""


@dataclass(slots=True)
class Superseding:
    """Knows which request of one kind is the newest."""

    _newest: int = 0

    async def after(self, wanted: Awaitable[T]) -> T:
        """Wait for what a request needs, and for the messages that have come meanwhile.

        Raises `SupersededError` where a newer request of this kind is among them: of many that wait
        at once the last one alone goes on.
        """
        self._newest += 1
        own = self._newest
        found = await wanted
        await asyncio.sleep(0)  # what has come in the meantime begins, and counts itself
        if own != self._newest:
            raise SupersededError
        return found
