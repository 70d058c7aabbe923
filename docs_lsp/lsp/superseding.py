"""Superseding of pending requests by newer ones of their kind, while the user types on."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


class SupersededError(Exception):
    """A newer request arrived before this one began its work."""


@dataclass(slots=True)
class Superseding:
    """The newest request of one kind."""

    _newest: int = 0

    async def after(self, wanted: Awaitable[T]) -> T:
        """Await *wanted*, and handle the messages that arrived meanwhile.

        Raises `SupersededError` if a newer request of this kind is among them: of several pending
        requests only the last one goes on.
        """
        self._newest += 1
        own = self._newest
        found = await wanted
        await asyncio.sleep(0)  # newer requests start now and count themselves
        if own != self._newest:
            raise SupersededError
        return found
