"""Standard input and output: messages parsed from a byte stream on the event loop.

pygls reads a line at a time in a thread pool, with three hops between threads for each message.
Here the event loop itself reads whenever input is ready; a regular file, or a pipe on Windows, is
read by one daemon thread. Format: LSP 3.17, "Base Protocol".
"""

import asyncio
import logging
import os
import re
import select
import stat
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Thread
from typing import Final

log = logging.getLogger(__name__)

_CHUNK: Final = 1 << 16  # bytes
_MAX_HEADER: Final = 1 << 14  # bytes
_MAX_BODY: Final = 1 << 30  # bytes; a longer announcement is an error
_MOST_HELD: Final = 1 << 24  # bytes of answers that the client has not read
_LENGTH: Final = re.compile(rb"(?:^|\n)[ \t]*content-length[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
_HEADER_END: Final = re.compile(rb"\r?\n\r?\n")


class Framer:
    """A parser of message bodies from chunks of any size.

    A header without a usable length yields None instead of a body, and parsing goes on with the
    next header.
    """

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._length: int | None = None  # of the pending body

    def feed(self, data: bytes) -> Iterator[bytes | None]:
        """Add *data*; iterate over the bodies that are complete."""
        self._waiting += data
        while True:
            if self._length is None:
                header = self._header()
                if header is None:
                    return
                self._length = _length(header)
                if self._length is None:
                    yield None
                    continue
            if len(self._waiting) < self._length:
                return
            body = bytes(self._waiting[: self._length])
            del self._waiting[: self._length]
            self._length = None
            yield body

    def _header(self) -> bytes | None:
        """Remove and return a header, if it is complete or too long to be one."""
        end = _HEADER_END.search(self._waiting, 0, _MAX_HEADER)
        if end is None and len(self._waiting) < _MAX_HEADER:
            return None
        header = bytes(self._waiting[: end.start() if end else _MAX_HEADER])
        del self._waiting[: end.end() if end else _MAX_HEADER]
        return header


def _length(header: bytes) -> int | None:
    found = _LENGTH.search(header)
    digits = found[1].strip() if found else b""
    if not digits.isdigit() or len(digits) > len(str(_MAX_BODY)) or int(digits) > _MAX_BODY:
        return None
    return int(digits)


class StdoutWriter:
    """A writer of whole messages in order, which calls *broken* once the reader is gone.

    Messages that do not fit into the pipe are queued while the loop goes on reading, because a
    client may send much before it reads. If the queue is too long, the loop blocks, and so does the
    client. To anything but a pipe or a socket, and on Windows, each message is written at once.
    """

    def __init__(self, target: int, broken: Callable[[], None]) -> None:
        self._target = target
        self._broken = broken
        self._open = True
        self._waiting: deque[memoryview] = deque()
        self._held = 0  # queued bytes
        self._is_watched = False
        self._loop = asyncio.get_running_loop()
        kind = os.fstat(target).st_mode
        if os.name != "nt" and (stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind)):
            os.set_blocking(target, False)

    def write(self, data: bytes) -> None:
        """Write *data*, now or as soon as possible."""
        if not self._open:
            return
        self._waiting.append(memoryview(data))
        self._held += len(data)
        if len(self._waiting) == 1 or self._held > _MOST_HELD:
            self._write_on()

    def close(self, patience: float = 0.0) -> None:
        """Close: wait *patience* seconds for queued data, drop the rest and all later data."""
        while self._waiting and self._piece_written(patience):
            pass
        self._end()

    def _write_on(self) -> None:
        """Write as much as possible without blocking, unless the queue is too long."""
        while self._waiting and self._piece_written(None if self._held > _MOST_HELD else 0.0):
            pass
        if self._waiting and not self._is_watched:
            self._loop.add_writer(self._target, self._write_on)
        elif not self._waiting and self._is_watched:
            self._loop.remove_writer(self._target)
        self._is_watched = bool(self._waiting)

    def _piece_written(self, patience: float | None) -> bool:
        """Write one piece, waiting *patience* seconds for room (None: for ever)."""
        first = self._waiting[0]
        try:
            written = os.write(self._target, first)
        except BlockingIOError:
            return bool(select.select([], [self._target], [], patience)[1])
        except OSError:
            self._end()
            self._broken()
            return False
        self._held -= written
        self._waiting[0] = first[written:]
        if not self._waiting[0]:
            self._waiting.popleft()
        return True

    def _end(self) -> None:
        self._open = False
        self._waiting.clear()
        if self._is_watched:
            self._loop.remove_writer(self._target)
            self._is_watched = False


async def pump(source: int, take: Callable[[bytes], None], stop: asyncio.Event) -> None:
    """Pass input from the file descriptor *source* to *take*, until its end or *stop*."""
    loop = asyncio.get_running_loop()

    def read() -> None:
        try:
            chunk = os.read(source, _CHUNK)
        except BlockingIOError:
            return
        except OSError:  # a broken input has ended
            chunk = b""
        if chunk:
            take(chunk)
        else:
            stop.set()

    try:
        loop.add_reader(source, read)
    except (OSError, NotImplementedError):  # a regular file, or Windows
        Thread(target=_pump, args=(source, loop, take, stop), name="stdin", daemon=True).start()
        await stop.wait()
    else:
        await stop.wait()
        loop.remove_reader(source)


def _pump(
    source: int,
    loop: asyncio.AbstractEventLoop,
    take: Callable[[bytes], None],
    stop: asyncio.Event,
) -> None:
    """Read in a thread, and pass the input to the loop."""
    with suppress(RuntimeError):  # the loop is closed
        with suppress(OSError):
            while chunk := os.read(source, _CHUNK):
                loop.call_soon_threadsafe(take, chunk)
        loop.call_soon_threadsafe(stop.set)
