"""The process that reads library modules: `python -m docs_lsp.libraries.reader`.

It reads requests from standard input and answers on standard output, one JSON object a line:

    {"root": "/p", "interpreter": null, "names": ["flask", "flask.app.Flask"], "refused": []}
    -> {"reading": "flask.app"}                      before a module is parsed
    -> {"name": "flask.app", "packed": "eJy..."}     the facts of a module, base64
    -> {"name": "flask.app.Flask", "packed": null}   a name that is no module
    -> {"done": true}                                nothing is waiting any more

With a module come those that its names, bases and results lead to, up to a limit. A hostile file
can end this process at worst: the next one refuses it.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import sys
import time
from collections import deque
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from docs_lsp.folders import cache_folder
from docs_lsp.libraries.cache import FactCache
from docs_lsp.libraries.module_facts import module_facts
from docs_lsp.libraries.module_files import ModuleFile, find_module, search_path
from docs_lsp.libraries.packing import pack, unpack
from docs_lsp.project.environment import find_environment
from docs_lsp.project.files import read_regular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_MAX_BYTES: Final = 2_000_000  # of a module
_MAX_MODULES: Final = 600  # from a request on
_MAX_SECONDS: Final = 20.0  # of processor time from a request on
_MAX_MEMORY: Final = 2_000_000_000  # bytes of address space
_NICE: Final = 10
_NAME: Final = re.compile(r"(?<![\w.~])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_STANDARD: Final = sys.stdlib_module_names


class LibraryReader:
    """Reads the modules of one environment, each once: of *interpreter*, else that of *root*."""

    def __init__(
        self,
        root: Path,
        cache: FactCache,
        interpreter: Path | None = None,
        announce: Callable[[str], None] | None = None,
    ) -> None:
        self._announce = announce
        self._refused: frozenset[str] = frozenset()
        environment = find_environment(root, interpreter)
        self._folders = search_path(environment) if environment is not None else []
        self._cache = cache
        self._waiting: deque[str] = deque()
        self._later: deque[str] = deque()  # other names of things, read when all else is
        self._asked: set[str] = set()
        self._seen: set[str] = set()
        self._read: set[str] = set()
        self._left = 0
        self._until = 0.0

    def ask(self, names: Sequence[str], refused: Sequence[str] = ()) -> None:
        """Put *names* before all that is waiting, and allow for as many modules more.

        The modules *refused* are left out.
        """
        self._refused = frozenset(refused)
        self._waiting.extendleft(reversed(names))
        self._asked.update(names)
        self._left = _MAX_MODULES
        self._until = time.process_time() + _MAX_SECONDS

    def step(self) -> Iterator[tuple[str, bytes | None]]:
        """Iterate over what the next name brings: packed facts of its module; None for no module.

        Raises `IndexError` if nothing is waiting, or the limit is reached.
        """
        if not self._left:
            raise IndexError("the limit of modules is reached")
        name = (self._waiting or self._later).popleft()
        if name in self._seen or name.partition(".")[0] in _STANDARD:
            return
        self._seen.add(name)
        found = find_module(name, self._folders)
        if name in self._asked and (found is None or found.module != name):
            yield name, None
        if found is None or found.module in self._read:
            return
        self._read.add(found.module)
        self._left = self._left - 1 if time.process_time() < self._until else 0
        packed = self._packed(found)
        if packed is not None:
            yield found.module, packed
            facts = unpack(packed)
            rest = name.removeprefix(found.module).lstrip(".").partition(".")[0]
            if rest in facts["aliases"]:
                self._waiting.append(facts["aliases"][rest])
            self._waiting.extend(one for one in _types(facts, found) if one not in self._seen)
            self._later.extend(one for one in _other_names(facts, found) if one not in self._seen)

    def _packed(self, file: ModuleFile) -> bytes | None:
        """Return the facts of a module, cached or read; None if it is too big or does not parse."""
        if file.module in self._refused:
            return None
        packed = self._cache.get(file.path)
        if packed is not None:
            return packed
        if self._announce is not None:
            self._announce(file.module)
        data = read_regular(Path(file.path), _MAX_BYTES + 1)
        if data is None or len(data) > _MAX_BYTES:
            return None
        text = data.decode("utf-8", "replace")
        facts = module_facts(text, file.module, is_package=file.is_package)
        if facts is None:
            return None
        packed = pack(facts)
        self._cache.put(file.path, packed)
        return packed


def _types(facts: Mapping[str, Any], file: ModuleFile) -> list[str]:
    """Return the dotted names of the types in a module: bases, results, and stars to look in.

    The types of another library are read for bases alone; others when a name is asked for.
    """
    inside = f"{file.module.partition('.')[0]}."
    found = dict.fromkeys(facts["stars"])
    for one in facts["classes"].values():
        for base in one["bases"]:
            found.update(dict.fromkeys(_NAME.findall(base)))
    members = (texts for one in facts["classes"].values() for texts in one["members"].values())
    for texts in (*facts["symbols"].values(), *members):
        for text in texts:
            result = text.rpartition(")")[2] if text.startswith("(") else text
            names = (name for name in _NAME.findall(result) if name.startswith(inside))
            found.update(dict.fromkeys(names))
    return list(found)


def _other_names(facts: Mapping[str, Any], file: ModuleFile) -> list[str]:
    """Return where the names lead to that a package, or a module without classes, passes on."""
    top = file.module.partition(".")[0]
    if facts["classes"] and not file.is_package:
        return []
    found = dict.fromkeys(
        target
        for name, target in facts["aliases"].items()
        if not name.startswith("_") and (file.module == top or target.startswith(f"{top}."))
    )
    return list(found)


def _limit() -> None:
    """Bound the memory of this process, and let others go first."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICE)


def _requests() -> Queue[dict[str, Any] | None]:
    """Return the queue of requests, filled by a thread; None is the end of the input."""
    queue: Queue[dict[str, Any] | None] = Queue()

    def fill() -> None:
        for line in sys.stdin:
            queue.put(json.loads(line))
        queue.put(None)

    Thread(target=fill, daemon=True).start()
    return queue


def main() -> None:
    """Answer requests until the input ends; a new one comes before what is left of others."""
    _limit()
    cache = FactCache(cache_folder() / "libraries.db")
    requests = _requests()
    readers: dict[tuple[str, str | None], LibraryReader] = {}
    reader: LibraryReader | None = None
    while True:
        if reader is None or not requests.empty():
            request = requests.get()
            if request is None:
                break
            root, chosen = asked = request["root"], request["interpreter"]
            if asked not in readers:
                interpreter = Path(chosen) if chosen is not None else None
                readers[asked] = LibraryReader(Path(root), cache, interpreter, _announce)
            reader = readers[asked]
            reader.ask(request["names"], request["refused"])
        try:
            for name, packed in reader.step():
                encoded = base64.b64encode(packed).decode("ascii") if packed is not None else None
                _write({"name": name, "packed": encoded})
        except IndexError:
            reader = None
            cache.commit()
            _write({"done": True})


def _announce(module: str) -> None:
    _write({"reading": module})


def _write(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
