"""Format specifications by the object that they format.

Numbers and texts share one language; dates, addresses and classes of the user's code may have one
of their own, which is that of their `__format__`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.cursor import code_syntax as syntax
from docs_lsp.resolve.cursor.attribute_entry import attribute_of
from docs_lsp.resolve.values import Instance

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from docs_lsp.resolve.cursor.code_syntax import Code
    from docs_lsp.resolve.infer.analysis import SourceAnalysis
    from docs_lsp.resolve.values import Value

_METHOD: Final = "__format__"
_STANDARD: Final = f"object.{_METHOD}"  # its own text says that others interpret the specification
_NONE: Final = Instance("None")


def spec_grammar(
    analysis: SourceAnalysis, formatted: Node
) -> Callable[[str, int], Code | None] | None:
    """Return what reads the format specification of an expression; None if the manual lacks it.

    The standard language, where nothing is known of the expression.
    """
    scope = analysis.scope_at(analysis.path_to(formatted))
    values = analysis.values(formatted, scope)
    methods = {_method(one, analysis) for one in values if one != _NONE} or {_STANDARD}
    if len(methods) > 1:
        return None
    method = methods.pop()
    if method == _STANDARD:
        return syntax.spec_code
    if not method:
        return None
    owner = method.removesuffix(_METHOD)
    if analysis.world.names.python_object(f"{owner}strftime") is not None:
        return syntax.date_code
    return partial(syntax.spec_code, table=f"method {method}")


def _method(value: Value, analysis: SourceAnalysis) -> str:
    """Return the documented name of the `__format__` of an object; "" of one without a text."""
    found = attribute_of(value, _METHOD, analysis)
    if found is None:
        return _STANDARD
    return found.entry.name if found.entry is not None else ""
