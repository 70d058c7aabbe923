"""The entry that a name in the code refers to: in an expression, an import, a pattern.

What the user defines has none, unless it is special to Python: a method such as `__enter__`, a
name such as `__file__`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.cursor.attribute_entry import described
from docs_lsp.resolve.cursor.imports import begun_import, imported_entry, written_entry
from docs_lsp.resolve.infer.expressions import dotted
from docs_lsp.resolve.infer.match_patterns import matched
from docs_lsp.resolve.infer.names import symbol_of
from docs_lsp.resolve.syntax.tree import is_field, is_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.evaluator import Evaluator
    from docs_lsp.resolve.scopes.scope import Scope

_IMPORTS: Final = frozenset(
    ("import_statement", "import_from_statement", "future_import_statement")
)
_PARAMETERS: Final = frozenset(
    "parameters lambda_parameters typed_parameter "
    "list_splat_pattern dictionary_splat_pattern".split()
)
_MODULE_NAMES: Final = frozenset(
    "__name__ __file__ __doc__ __package__ __spec__ __path__ __loader__ __all__ __annotations__ "
    "__dict__ __cached__ __builtins__".split()
)
_CLASS_NAMES: Final = frozenset(
    "__slots__ __match_args__ __annotations__ __doc__ __module__ __qualname__".split()
)


def named_entry(evaluator: Evaluator, path: Sequence[Node]) -> Entry | None:  # noqa: PLR0911 - one form each
    """Return the entry of the name at the end of *path*."""
    leaf = path[-1]
    parent = path[-2] if len(path) > 1 else leaf
    statement = next((node for node in reversed(path[:-1]) if node.type in _IMPORTS), None)
    if statement is not None:
        return imported_entry(evaluator, path, statement)
    begun = begun_import(evaluator, path)
    if begun is not None:
        return written_entry(evaluator, begun)
    if parent.type == "attribute" and is_field(parent, "attribute", leaf):
        owner = parent.child_by_field_name("object")
        if owner is None:
            return None
        scope = evaluator.scope_at(path)
        return described(evaluator.values(owner, scope), evaluator.syntax.words(leaf), evaluator)
    if parent.type == "dotted_name" and not is_first(parent, leaf):  # in a pattern
        scope = evaluator.scope_at(path)
        index = [one.id for one in parent.named_children].index(leaf.id)
        return described(dotted(parent, scope, index), evaluator.syntax.words(leaf), evaluator)
    if parent.type == "keyword_pattern" and is_first(parent, leaf):
        return _matched_attribute(evaluator, path)
    if parent.type == "keyword_argument" and is_first(parent, leaf):
        return None
    if is_definition(path):
        return _own_definition(evaluator, path)
    return _free_name(evaluator, path)


def _matched_attribute(evaluator: Evaluator, path: Sequence[Node]) -> Entry | None:
    """Return the entry of `attribute` in `case Class(attribute=...)`."""
    pattern = next((node for node in reversed(path) if node.type == "class_pattern"), None)
    if pattern is None:
        return None
    values = matched(pattern, evaluator.scope_at(path))
    return described(values, evaluator.syntax.words(path[-1]), evaluator)


def _free_name(evaluator: Evaluator, path: Sequence[Node]) -> Entry | None:
    leaf = path[-1]
    scope = evaluator.scope_at(path)
    world = evaluator.world
    name = evaluator.syntax.words(leaf)
    if name.startswith("__") and name.endswith("__"):
        special = _special(evaluator, scope, name)
        if special is not None:
            return special
    symbol = symbol_of(leaf, scope)
    return world.entry(symbol.name) if symbol is not None else None


def _special(evaluator: Evaluator, scope: Scope, name: str) -> Entry | None:
    names = evaluator.world.names
    if scope.is_class and name in scope.bindings:
        return names.python_object(f"object.{name}") or names.python_object(f"type.{name}")
    if name in _CLASS_NAMES and scope.is_class:
        found = names.python_object(f"object.{name}")
        if found is not None:
            return found
    if name in _MODULE_NAMES:
        return names.python_object(f"module.{name}")
    return None


def _own_definition(evaluator: Evaluator, path: Sequence[Node]) -> Entry | None:
    """Return the entry of a special method where it is defined: `__enter__` in a class."""
    leaf, definition = path[-1], path[-2]
    name = evaluator.syntax.words(leaf)
    if definition.type != "function_definition" or not (
        name.startswith("__") and name.endswith("__")
    ):
        return None
    scope = evaluator.scope_at(path[:-1])
    if scope.is_class:
        return evaluator.world.names.python_object(f"object.{name}")
    return (
        evaluator.world.names.python_object(f"module.{name}") if scope is evaluator.module else None
    )


def is_definition(path: Sequence[Node]) -> bool:
    """Whether the leaf is the name of a function, a class or a parameter where it is defined."""
    leaf, parent = path[-1], path[-2] if len(path) > 1 else path[-1]
    if parent.type in ("function_definition", "class_definition"):
        return is_field(parent, "name", leaf)
    return _is_parameter(path)


def _is_parameter(path: Sequence[Node]) -> bool:
    """Whether the leaf is the name of a parameter where it is defined."""
    leaf, parent = path[-1], path[-2] if len(path) > 1 else path[-1]
    if parent.type in ("default_parameter", "typed_default_parameter"):
        return is_field(parent, "name", leaf)
    if parent.type not in _PARAMETERS:
        return False
    if parent.type in ("list_splat_pattern", "dictionary_splat_pattern"):
        return any(node.type in ("parameters", "lambda_parameters") for node in path[-4:-2])
    return True
