"""Work of several threads, whose results are given as they are done."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def in_threads(
    work: Callable[[T], R], tasks: Sequence[T], threads: int, stop: Callable[[], None]
) -> Iterator[R]:
    """Yield what *work* returns for each task, as they are done, by a few threads.

    They are daemons: one that waits for a server does not keep a program from ending. *stop* is
    called when no more results are wanted. *work* must not raise but what ends everything.
    """
    waiting: SimpleQueue[T] = SimpleQueue()
    done: SimpleQueue[R | BaseException] = SimpleQueue()
    for task in tasks:
        waiting.put(task)

    def run() -> None:
        with suppress(Empty):
            while True:
                task = waiting.get_nowait()
                try:
                    done.put(work(task))
                except BaseException as error:  # noqa: BLE001  # raised again where it is awaited
                    done.put(error)

    for _ in range(min(threads, len(tasks))):
        Thread(target=run, name="docs-lsp network", daemon=True).start()
    left = len(tasks)
    try:
        while left:
            result = done.get()
            if isinstance(result, BaseException):
                raise result
            left -= 1
            yield result
    finally:
        with suppress(Empty):  # requests that have not begun are dropped
            while True:
                waiting.get_nowait()
        if left:
            stop()
