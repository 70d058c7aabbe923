"""Dialects of documentation HTML: each becomes the markup of the newest Sphinx before it is read.

`parsed` is the façade. The rest of the parser knows one way to write a description: a `dl` whose
`dt` has the class `sig`. To add a dialect, write a module with `applies(html)`, a cheap test on the
text of a page, and `rewrite(tree)`, and name it in `_DIALECTS`.
"""

from typing import Final

from docs_parser.dialects import autoapi, mkdocs, mkdocstrings, old_sphinx, pydoctor, terminal
from docs_parser.tree import Tree

_SPHINX: Final = (old_sphinx, autoapi, terminal)
_DIALECTS: Final = (*_SPHINX, mkdocstrings, mkdocs, pydoctor)


def parsed(html: str, *, is_of_sphinx: bool = False) -> Tree:
    """Parse a page and rewrite it to the markup of the newest Sphinx."""
    tree = Tree(html)
    for dialect in _SPHINX if is_of_sphinx else _DIALECTS:
        if dialect.applies(html):
            dialect.rewrite(tree)
    return tree
