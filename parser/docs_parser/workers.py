"""Processes that work on a list of tasks, and end with the process that started them."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import TypeVar

_ENDING = (signal.SIGINT, signal.SIGTERM)
T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def _safe_children() -> Iterator[None]:
    """Let Python processes that start meanwhile import nothing from the folder that we are in.

    They are given this process's path of imports once they run.
    """
    before = {name: os.environ.pop(name, None) for name in ("PYTHONPATH", "PYTHONSAFEPATH")}
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTHONSAFEPATH"]
        os.environ.update({name: value for name, value in before.items() if value is not None})


@contextmanager
def pool(read: Callable[[T], R], jobs: int) -> Iterator[Callable[[list[T]], Iterable[R]]]:
    """Give a function that has *jobs* processes *read* a list of tasks; the order is kept."""
    with _safe_children():
        yield from _pool(read, jobs)


def _pool(read: Callable[[T], R], jobs: int) -> Iterator[Callable[[list[T]], Iterable[R]]]:
    pool = ProcessPoolExecutor(jobs, mp_context=get_context(_way()), initializer=_start_worker)

    def run(tasks: list[T]) -> Iterable[R]:
        with _signals_waiting():
            return pool.map(read, tasks, chunksize=2)

    try:
        yield run
        pool.shutdown()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _way() -> str:
    """Return how processes start: as copies of this one, which import nothing again, if possible.

    A copy of a process with several threads may hold locks that nothing in it gives back; systems
    other than Linux have no safe copies at all.
    """
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


@contextmanager
def _signals_waiting() -> Iterator[None]:
    """Keep Ctrl-C waiting while workers start: one that gets half its orders shows a traceback."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, which ends the pool, and knots to `Tree`; never outlive it."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a copy of the parent has what that does
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    """End this process when *parent* is gone: a killed one cannot end its pool."""
    parent.join()
    os._exit(1)
