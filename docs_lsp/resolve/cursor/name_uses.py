"""The uses of certain words as names in a text, before anything is resolved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tree_sitter import Node

    from docs_lsp.resolve.evaluator import Evaluator

_WORD: Final = re.compile(rb"[^\W\d]\w*")
_LACKING: Final = re.compile(rb"\b(?:ImportError|ModuleNotFoundError|AttributeError|NameError)\b")


def used(evaluator: Evaluator, words: Collection[str]) -> list[int]:
    """Return the offsets (code points) of the identifiers that are among *words*.

    A name that the text guards anywhere, by a test of the Python version or by `except
    ImportError`, is left out everywhere.
    """
    syntax = evaluator.syntax
    wanted = {word.encode() for word in words}
    found: list[tuple[Node, Sequence[Node]]] = []
    guarded: set[bytes] = set()
    for match in _WORD.finditer(syntax.data):
        if match[0] not in wanted:
            continue
        path = syntax.path_to_byte(match.start())
        leaf = path[-1]
        if leaf.type != "identifier" or (leaf.start_byte, leaf.end_byte) != match.span():
            continue
        if any(_is_guard(node, syntax.data) for node in path):
            guarded.add(match[0])
        else:
            found.append((leaf, path))
    return [
        syntax.offset(leaf.start_byte)
        for leaf, path in found
        if guarded.isdisjoint(_WORD.findall(_chain(path, syntax.data)))
    ]


def _is_guard(node: Node, data: bytes) -> bool:
    """Whether a statement tells versions of Python apart."""
    if node.type == "if_statement":
        condition = node.child_by_field_name("condition")
        return condition is not None and b"version_info" in _bytes(condition, data)
    if node.type != "try_statement":
        return False
    clauses = (child for child in node.named_children if child.type == "except_clause")
    heads = (_bytes(clause, data).partition(b":")[0] for clause in clauses)
    return any(_LACKING.search(head) for head in heads)


def _chain(path: Sequence[Node], data: bytes) -> bytes:
    """Return the leaf of *path* with the dotted name before it."""
    leaf, parent = path[-1], path[-2]
    start = parent.start_byte if parent.type in ("attribute", "dotted_name") else leaf.start_byte
    return data[start : leaf.end_byte]


def _bytes(node: Node, data: bytes) -> bytes:
    return data[node.start_byte : node.end_byte]
