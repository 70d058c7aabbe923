"""The entry that describes a keyword argument: of the function, or of the class that is called.

A class hands on what its own `__init__` does not name, so that of a base may describe an argument;
a class of the user's code without one is made like its base.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.cursor.calls_and_strings import (
    keyword_call,
    last_name,
    names_parameter,
    takes_parameter,
)
from docs_lsp.resolve.infer.arguments import arguments_of
from docs_lsp.resolve.infer.user_classes import lineage
from docs_lsp.resolve.values import Method, Symbol, UserClass, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.evaluator import Evaluator

_PARTIAL: Final = "functools.partial"
_MAKER: Final = "__init__"
_MAKERS: Final = frozenset((_MAKER, "__new__"))


def keyword_entry(
    evaluator: Evaluator, path: Sequence[Node], entry_of: Callable[[Node], Entry | None]
) -> Entry | None:
    """Return the entry that describes the keyword argument named at the leaf of *path*.

    *entry_of* gives the entry of a name in the code.
    """
    call = keyword_call(path)
    function = call.child_by_field_name("function") if call is not None else None
    if call is None or function is None:
        return None
    scope = evaluator.scope_at(path)
    values = evaluator.values(function, scope)
    if any(isinstance(one, Symbol) and _is_partial(one, evaluator) for one in values):
        given = arguments_of(call)
        if not given or given[0].type == "keyword_argument":
            return None
        function = given[0]
        values = evaluator.values(function, scope)
    name = evaluator.syntax.words(path[-1])
    for class_name in (found for one in values for found in _made(one, evaluator)):
        maker = evaluator.world.maker(class_name, name)
        entry = evaluator.world.entry(maker) if maker is not None else None
        if entry is not None:
            return entry
        entry = evaluator.world.entry(class_name)
        if entry is not None and entry.of_python and names_parameter(entry, name):
            return entry
    called = last_name(function)
    entry = entry_of(called) if called is not None else None
    return entry if entry is not None and takes_parameter(entry, name) else None


def _is_partial(value: Symbol, evaluator: Evaluator) -> bool:
    return evaluator.world.canonical(value.name) == _PARTIAL


def _made(called: Value, evaluator: Evaluator) -> Iterator[str]:
    """Iterate over the imported classes whose objects a call makes, or whose `__init__` it is."""
    world = evaluator.world
    if isinstance(called, Symbol) and world.is_class(called.name):
        yield world.canonical(called.name)
    elif isinstance(called, Method) and called.name == _MAKER:
        yield called.receiver.name
    elif isinstance(called, UserClass):
        line = lineage(called.scope)
        is_plain = all(
            _MAKERS.isdisjoint(one.bindings) and not _is_decorated(one.node) for one in line.own
        )
        for other in line.others if is_plain else ():
            if line.whole or not world.is_standard(other.name):
                yield other.name


def _is_decorated(definition: Node) -> bool:
    return definition.parent is not None and definition.parent.type == "decorated_definition"
