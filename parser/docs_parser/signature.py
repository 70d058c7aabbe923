"""Signatures as data: the text of a call form, and its parameters."""

import re
from collections.abc import Iterator

from bs4 import Tag

from docs_lsp.entry import Parameter, Signature
from docs_parser.arguments import cut_at, whole_arguments
from docs_parser.clean import plain
from docs_parser.text import flat_text
from docs_parser.traversal import child_tags, classes_of, find_class, has_class

_LIMIT = 4000
_FUNCTIONS = ("function", "method", "classmethod", "staticmethod", "decorator", "decoratormethod")
# Parameters with a type before the name: as Boost.Python and as Cython write them.
_TYPED = re.compile(
    r"(?:\((?P<of_boost>[\w.]+)\)\s*|(?P<of_cython>(?:(?:unsigned|signed|const|long|short|int|float|"
    r"double|char|bool|bint|object|str|bytes|list|tuple|dict|set|\w+_t)\s+)+))(?P<name>\w+)"
)


def signature_of(term: Tag, fragment: str) -> Signature:
    """Read one dt. A parameter in square brackets, as older docs have them, defaults to "..."."""
    text = plain(flat_text(term))[:_LIMIT]
    if not has_class(term, "py", "js"):
        return Signature(text, fragment)
    return Signature(text, fragment, tuple(_parameters(term)))


def _parameters(term: Tag) -> Iterator[Parameter]:
    for text, is_optional in whole_arguments(_parts(term)):
        head, default = cut_at(text, "=")
        name, annotation = cut_at(head.removeprefix("\\"), ":")  # reST's `\\*args`
        if default is None and is_optional:
            default = "..."
        if typed := _TYPED.fullmatch(name):
            annotation, name = (typed["of_boost"] or typed["of_cython"]).strip(), typed["name"]
        if name:
            yield Parameter(name, default, annotation or None)


def _parts(term: Tag) -> Iterator[tuple[str, bool]]:
    """Yield the parameters of the call; those of the type, `[T]` before it, are none of them."""
    optional = 0
    is_of_type = False
    for part in find_class(term, "sig-param", "optional", "sig-paren"):
        classes = classes_of(part)
        if "sig-paren" in classes:
            is_of_type = flat_text(part).strip() == "["
        elif is_of_type:
            continue
        elif "optional" in classes:
            optional += flat_text(part).count("[") - flat_text(part).count("]")
        else:
            yield plain(flat_text(part)), optional > 0


def is_function(term: Tag) -> bool:
    """Whether a dt is of a function or a method."""
    return term.parent is not None and has_class(term.parent, *_FUNCTIONS)


def modifiers_of(term: Tag) -> frozenset[str]:
    """Return the words before the name of a description: `async`, `classmethod`, `@`, ..."""
    words: set[str] = set()
    for mark in child_tags(term):
        classes = classes_of(mark)
        if "property" in classes:
            words.update(flat_text(mark).split())
        elif "sig-prename" in classes and flat_text(mark).startswith("@"):
            words.add("@")
    return frozenset(words)
