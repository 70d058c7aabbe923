"""The questions asked of a parsed page: the classes of an element, and what is in or around it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from bs4 import Tag
from bs4.element import PageElement

_MOST_CLASSES: Final = 4096  # values of `class` that are remembered


class _Classes(dict[str, tuple[str, ...]]):
    """The classes in `class` attributes: a site has few different ones."""

    def __missing__(self, value: str) -> tuple[str, ...]:
        if len(self) >= _MOST_CLASSES:
            self.clear()
        found = self[value] = tuple(value.split())
        return found


_classes: Final = _Classes()


@lru_cache(maxsize=4096)
def _class_set(value: str) -> frozenset[str]:
    return frozenset(value.split())


def has_class(tag: Tag, *names: str) -> bool:
    """Whether one of *names* is one of the tag's classes."""
    value = tag.attrs.get("class")
    return bool(value) and not _class_set(str(value)).isdisjoint(names)


def classes_of(tag: Tag) -> tuple[str, ...]:
    """Return the tag's classes in order."""
    value: Any = tag.attrs.get("class")
    return _classes[value] if value else ()


def find_class(tag: Tag, *names: str) -> Iterator[Tag]:
    """Iterate over the elements in *tag* that have one of these classes, in document order."""
    wanted = frozenset(names)
    stack = tag.contents[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            classes: Any = node.attrs.get("class")
            if classes and not wanted.isdisjoint(_classes[classes]):
                yield node
            stack += node.contents[::-1]


def tags_named(tag: Tag, name: str) -> Iterator[Tag]:
    """Iterate over the elements in *tag* of that name, in document order, less those in others."""
    stack = tag.contents[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            if node.name == name:
                yield node
            else:
                stack += node.contents[::-1]


def first_tag(tag: Tag, *names: str) -> Tag | None:
    """Return the first element in *tag* that has one of these names."""
    stack = tag.contents[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            if node.name in names:
                return node
            stack += node.contents[::-1]
    return None


def child_tags(tag: Tag) -> Iterator[Tag]:
    """Iterate over the elements right below *tag*."""
    return (child for child in tag.contents if isinstance(child, Tag))


def ancestors(node: PageElement) -> Iterator[Tag]:
    """Iterate over the elements around *node*, inmost first, without the tree itself."""
    parent = node.parent
    while parent is not None and parent.parent is not None:
        yield parent
        parent = parent.parent


def following(node: PageElement) -> Tag | None:
    """Return the next element among the siblings of *node*."""
    sibling = node.next_sibling
    while sibling is not None and not isinstance(sibling, Tag):
        sibling = sibling.next_sibling
    return sibling


def preceding(node: PageElement) -> Iterator[Tag]:
    """Iterate over the elements before *node* among its siblings, nearest first."""
    sibling = node.previous_sibling
    while sibling is not None:
        if isinstance(sibling, Tag):
            yield sibling
        sibling = sibling.previous_sibling
