"""Roles that extensions of Sphinx add to Python's domain, read as Sphinx's own.

An extension may list its things under a role of its own: a model of pydantic is a
`py:pydantic_model`. What looks for classes would not find it, so an entry has the role that Sphinx
has for such a thing, if page or inventory say which one it is; its kind keeps the extension's word.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from docs_parser.inventory import InventoryItem

_MEMBERS: Final = frozenset(("method", "classmethod", "staticmethod", "attribute", "property"))
_OF_MODULES: Final = frozenset(("module", "function", "data"))
_DESCRIBED: Final = frozenset(("class", "exception", "type", *_MEMBERS, *_OF_MODULES))
_OTHERS: Final = frozenset(("parameter", "typeParameter", "keyword", "operator", "object", "obj"))
_OF_SPHINX: Final = _DESCRIBED | _OTHERS


def stated_role(classes: Collection[str]) -> str:
    """Return Sphinx's role that the classes of a description name beside another one, or `""`."""
    named = [one for one in classes if one in _DESCRIBED]
    return named[0] if len(named) == 1 and len(classes) > len(named) + 1 else ""


def class_roles(items: Iterable[InventoryItem]) -> frozenset[str]:
    """Return the roles of extensions whose things have members, and so are classes."""
    roles = {item.name: item.role for item in items if item.domain == "py"}
    with_members: set[str] = set()
    others: set[str] = set()
    for name, role in roles.items():
        owner = roles.get(name.rpartition(".")[0], "")
        if owner and owner not in _OF_SPHINX:
            with_members.update({owner} if role in _MEMBERS else ())
            others.update({owner} if role in _OF_MODULES else ())
    return frozenset(with_members - others)


def role_of(item: InventoryItem, stated: Mapping[str, str], classes: Collection[str]) -> str:
    """Return the role of an entry; *stated* are the roles that its page states, by id."""
    if item.domain != "py" or item.role in _OF_SPHINX:
        return item.role
    return stated.get(item.fragment) or ("class" if item.role in classes else item.role)
