"""The part of a page that is documentation and not theme, by the marks of many themes."""

from bs4 import Tag

from docs_parser.traversal import classes_of
from docs_parser.tree import Tree


def main_block(tree: Tree) -> Tag:
    """Return the part of the page that is documentation and not theme."""
    marks: dict[int, Tag] = {}
    for tag in tree.tags:
        rank = _main_rank(tag)
        if rank == 0:
            return tag
        if rank is not None:
            marks.setdefault(rank, tag)
    return marks[min(marks)] if marks else tree


def _main_rank(tag: Tag) -> int | None:
    """Rank how a theme marks its main block; 0 is the surest mark."""
    if tag.attrs.get("role") == "main":
        return 0
    if tag.name == "div":
        classes, name = classes_of(tag), tag.attrs.get("id")
        for rank, mark in (
            (2, "body" in classes),
            (3, name == "docs-body"),
            (4, name == "yui-main"),
        ):
            if mark:
                return rank
        return 6 if "document" in classes else None
    return {"main": 1, "article": 5, "body": 7}.get(tag.name)
