"""Words that say of what kind a thing is, beside its name: `json module`, `the try statement`."""

from collections.abc import Iterator, Sequence
from keyword import kwlist, softkwlist
from typing import Final

_KEYWORDS: Final = frozenset({"keyword", "operator"})
_CALLED: Final = frozenset(
    {"function", "class"}
)  # `range` counts as a function, although it is a class
_CLASSES: Final = frozenset({"class", "exception"})
_MODULES: Final = frozenset({"module"})
METHODS: Final = frozenset({"method"})
_VALUES: Final = frozenset({"attribute", "property", "data"})

_ROLES: Final = {
    "module": _MODULES,
    "package": _MODULES,
    "library": _MODULES,
    "function": _CALLED | _KEYWORDS,  # a `lambda function` too
    "builtin": _CALLED,
    "decorator": _CALLED | METHODS,
    "method": METHODS,
    "class": _CLASSES,
    "type": _CLASSES,
    "object": _CLASSES,
    "exception": _CLASSES,
    "attribute": _VALUES,
    "property": _VALUES,
    "constant": frozenset({"data"}),
    "statement": _KEYWORDS,
    "keyword": _KEYWORDS,
    "clause": _KEYWORDS,
    "block": _KEYWORDS,
    "loop": _KEYWORDS,
    "operator": _KEYWORDS,
}
_BEFORE: Final = frozenset({"the", "a", "an", "python"})
_ENOUGH: Final = 3  # letters of a word that is still being typed
_ALL_KEYWORDS: Final = frozenset(kwlist) | frozenset(softkwlist)
# What a statement or an expression is known by, where several of its keywords are named.
_LEADING: Final = frozenset(
    "try if for while with match import raise def class lambda return".split()
)


def named_with_kind(
    words: Sequence[str], *, is_open: bool
) -> Iterator[tuple[str, frozenset[str], bool]]:
    """Yield squashed names that *words* may mean, with the roles of what is meant.

    The last word says the kind, and may still be typed where the query *is_open*; or the first
    does, and then the name is a whole one, as the third value says.
    """
    if words and words[0] in _BEFORE:
        words = words[1:]
    if len(words) <= 1:
        return
    yield "".join(words[:-1]), _roles(words[-1], is_open=is_open), False
    yield "".join(words[1:]), _roles(words[0], is_open=False), True


def leading_keyword(words: Sequence[str]) -> str | None:
    """Return the keyword that represents several: the `try` of `try except`.

    >>> leading_keyword(["from", "import"]), leading_keyword(["try", "it"])
    ('import', None)
    """
    if len(words) <= 1 or not _ALL_KEYWORDS.issuperset(words):
        return None
    return next((word for word in words if word in _LEADING), None)


def _roles(word: str, *, is_open: bool) -> frozenset[str]:
    if word in _ROLES or not is_open or len(word) < _ENOUGH:
        return _ROLES.get(word, frozenset())
    return frozenset().union(*[_ROLES[kind] for kind in _ROLES if kind.startswith(word)])
