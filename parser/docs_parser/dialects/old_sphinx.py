"""Descriptions of Sphinx before version 4.

Their `dt` has no class `sig`; names are `code.descname` (before 1.3 `tt`), parameters bare `em`
(Sphinx 1) or `em.sig-param` (2 and 3). The domain is a class of the `dl` from Sphinx 3 on::

    <dl class="function"><dt id="os.getenv"><code class="descclassname">os.</code>
    <code class="descname">getenv</code><span class="sig-paren">(</span><em>key</em>...
"""

import re
from collections.abc import Iterator
from typing import Final

from bs4 import Tag

from docs_parser.traversal import child_tags, classes_of, has_class
from docs_parser.tree import Tree

_MARKS: Final = tuple(
    f'<{name} class="{classes}"'
    for name in ("code", "tt")
    for classes in ("descname", "sig-name descname")
)
_PYTHON_OBJECTS: Final = frozenset(
    (
        "module function class exception method classmethod staticmethod attribute property data "
        "decorator decoratormethod"
    ).split()
)
_OTHER_DOMAINS: Final = re.compile(r"c\.|_CPP")
_DOMAINS: Final = frozenset("c cpp js py rst std".split())


def applies(html: str) -> bool:
    """Whether a description of such a Sphinx may be on the page."""
    return any(mark in html for mark in _MARKS)


def rewrite(tree: Tree) -> None:
    """Give descriptions, names and parameters the classes of Sphinx 4 and newer."""
    for node in tree.tags:
        if node.name == "dt" and not has_class(node, "sig"):
            names = [tag for tag in node.find_all(["code", "tt"]) if has_class(tag, "descname")]
            if names:
                _rewrite_term(node, names)


def _rewrite_term(term: Tag, names: list[Tag]) -> None:
    _add_classes(term, "sig", "sig-object", *_domain(term))
    for name in names:
        _add_classes(name, "sig-name")
    for tag in child_tags(term):
        if has_class(tag, "descclassname"):
            _add_classes(tag, "sig-prename")
    for parameter in _parameters(term):
        _add_classes(parameter, "sig-param")


def _domain(term: Tag) -> tuple[str, ...]:
    """Return the domain as a class: what the list says, or what its kind and the id suggest."""
    classes = classes_of(term.parent) if term.parent is not None else []
    known = [name for name in classes[:1] if name in _DOMAINS and len(classes) > 1]
    fragment = str(term.attrs.get("id", ""))
    if known or _OTHER_DOMAINS.match(fragment) or _PYTHON_OBJECTS.isdisjoint(classes):
        return tuple(known)
    return ("py",)


def _parameters(term: Tag) -> Iterator[Tag]:
    """Yield the bare `em` between the brackets of the call."""
    inside = False
    for tag in child_tags(term):
        if has_class(tag, "sig-paren"):
            inside = tag.get_text() == "("
        elif inside and tag.name == "em" and "class" not in tag.attrs:
            yield tag


def _add_classes(tag: Tag, *names: str) -> None:
    tag.attrs["class"] = " ".join([*classes_of(tag), *names])
