"""Facts about the types of libraries' things, as their documentation states them.

A docset has them under documented names; nothing is known of a thing without such an entry.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from docs_lsp.names import Names
from docs_lsp.resolve.stdlib.type_facts import CallFact, ClassFact, Fact, parsed, values_of
from docs_lsp.runtime.bounded_cache import BoundedCache

_BASE: Final = "<"
_KEPT: Final = 2_000


class DocumentedTypes:
    """The facts in the descriptions of all loaded docsets, by documented name."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._classes = BoundedCache[str, ClassFact | None](_KEPT)

    def class_fact(self, name: str) -> ClassFact | None:
        """Return the bases and members of the documented class of that name."""
        return self._classes.get(name, lambda: self._class_fact(name))

    def _class_fact(self, name: str) -> ClassFact | None:
        entry = self._names.python_object(name)
        if entry is None or not entry.is_class:
            return None
        texts = self._names.type_facts(name)
        bases = tuple(values_of(text[1:]) for text in texts if text.startswith(_BASE))
        return ClassFact((), bases, _Members(name, self._names))

    def facts(self, name: str) -> Sequence[Fact]:
        """Return the facts about the function, variable or member of that name."""
        return _facts(name, self._names)


class _Members(Mapping[str, Sequence[Fact]]):
    """The members of a documented class whose types are stated."""

    def __init__(self, name: str, names: Names) -> None:
        self._name = name
        self._names = names

    def __getitem__(self, name: str) -> Sequence[Fact]:
        found = _facts(f"{self._name}.{name}", self._names)
        if not found:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return bool(self._names.type_facts(f"{self._name}.{name}"))

    def __iter__(self) -> Iterator[str]:
        return filter(self.__contains__, self._names.members(self._name))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _facts(name: str, names: Names) -> Sequence[Fact]:
    return tuple(parsed(one) for one in names.type_facts(name) if not one.startswith(_BASE))


def is_telling(facts: Sequence[Fact]) -> bool:
    """Whether any of the facts about one name has a known type."""
    return any(one.result if isinstance(one, CallFact) else one.type for one in facts)
