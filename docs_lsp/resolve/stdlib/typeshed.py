"""Facts about the standard library's types: aliases, bases, members, results.

The file beside this module was made from typeshed by `tools/typeshed_facts.py`. It is read once,
when it is first needed: call `facts()` while the server starts. Its texts are those of
`type_facts`.
"""

import json
import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any, Final, TypeVar

from docs_lsp.libraries.parsed_mapping import ParsedMapping
from docs_lsp.resolve.stdlib.type_facts import ClassFact, Fact, parsed, values_of
from docs_lsp.runtime.bounded_cache import BoundedCache

_FILE: Final = Path(__file__).with_name("typeshed.json")

# The file has one row a line, two spaces deep in its table; a comma ends all but the last.
_ROW: Final = re.compile(r'\n  "')

_HEAD: Final = re.compile(r'\n "(\w+)": \{(?=\n)')

_ALIAS: Final = re.compile(r'\n  "([^"]+)": "([^"]+)"')

_NAMES_KEPT: Final = 4_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class StdlibFacts:
    """Tables by dotted name.

    `aliases` leads from a public name to its definition, `known_as` back. `defaults` is the type of
    a type variable that nothing binds.
    """

    modules: frozenset[str]
    aliases: Mapping[str, str]
    known_as: Mapping[str, Sequence[str]]
    classes: Mapping[str, ClassFact]
    symbols: "_Rows[Sequence[Fact]]"
    defaults: Mapping[str, str]

    def symbols_of(self, module: str) -> frozenset[str]:
        """Return the names of the functions and variables of a module."""
        names = (name.removeprefix(f"{module}.") for name in self.symbols.beginning(f"{module}."))
        return frozenset(name for name in names if "." not in name)


class _Rows(Mapping[str, T]):
    """A table in the text of the file, its rows sorted by name and parsed when they are needed.

    Most never are, so neither names nor rows are objects until then.
    """

    def __init__(self, text: str, start: int, end: int, made: Callable[[Any], T]) -> None:
        self._text = text
        self._starts = array("I", (row.end() for row in _ROW.finditer(text, start, end)))
        self._made = made
        self._read: dict[str, T] = {}
        self._indexes = BoundedCache[str, int](_NAMES_KEPT)

    def __getitem__(self, name: str) -> T:
        if name not in self._read:
            index = self._index(name)
            if index < 0:
                raise KeyError(name)
            self._read[name] = self._made(json.loads(self._line(index).partition(": ")[2]))
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._read or (isinstance(name, str) and self._index(name) >= 0)

    def __iter__(self) -> Iterator[str]:
        return map(self._name, range(len(self)))

    def __len__(self) -> int:
        return len(self._starts)

    def beginning(self, prefix: str) -> Iterator[str]:
        """Iterate over the names that begin with *prefix*."""
        start = bisect_left(range(len(self)), prefix, key=self._name)
        names = map(self._name, range(start, len(self)))
        return takewhile(lambda name: name.startswith(prefix), names)

    def _index(self, name: str) -> int:
        """Return the number of the row of that name, or -1."""
        return self._indexes.get(name, lambda: self._found(name))

    def _found(self, name: str) -> int:
        index = bisect_left(range(len(self)), name, key=self._name)
        return index if index < len(self) and self._name(index) == name else -1

    def _name(self, index: int) -> str:
        start = self._starts[index]
        return self._text[start : self._text.index('"', start)]

    def _line(self, index: int) -> str:
        start = self._starts[index]
        return self._text[start : self._text.index("\n", start)].removesuffix(",")


@lru_cache(maxsize=1)
def facts() -> StdlibFacts:
    """Return the facts; the first call reads them from the package's data."""
    text = _FILE.read_text("utf-8")
    head, *heads = _HEAD.finditer(text)
    ends = [*(one.start() for one in heads), len(text)]
    tables = {one[1]: (one.end(), end) for one, end in zip((head, *heads), ends, strict=True)}
    modules = text[: head.start()].partition('"modules": ')[2]
    aliases: dict[str, str] = dict(_ALIAS.findall(text, *tables["aliases"]))
    known_as: dict[str, list[str]] = {}
    for alias, target in aliases.items():
        known_as.setdefault(target, []).append(alias)
    for names in known_as.values():
        if len(names) > 1:
            names.sort(key=lambda name: (name.count("_"), len(name), name))
    return StdlibFacts(
        modules=frozenset(json.loads(modules.partition("\n")[0].removesuffix(","))),
        aliases=aliases,
        known_as=known_as,
        classes=_Rows(text, *tables["classes"], _class_fact),
        symbols=_Rows(text, *tables["symbols"], _facts_of),
        defaults=_Rows(text, *tables["defaults"], str),
    )


def _class_fact(fact: Mapping[str, Any]) -> ClassFact:
    return ClassFact(
        tuple(param.removeprefix("~") for param in fact["params"]),
        tuple(map(values_of, fact["bases"])),
        ParsedMapping(fact["members"], _facts_of),
        fact.get("meta", ""),
    )


def _facts_of(texts: Sequence[str]) -> Sequence[Fact]:
    return tuple(map(parsed, texts))
