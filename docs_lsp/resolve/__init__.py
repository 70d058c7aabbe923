"""From source text and an offset to the one documented thing that stands there, or to nothing.

`resolve` answers hover, `resolve_receiver` what stands before a dot. Both are plain functions of
text, offset (code points) and names; a namesake is worse than nothing, so the unknown is None.
"""

from dataclasses import dataclass

from tree_sitter import Node

from docs_lsp.entry import Entry
from docs_lsp.names import Names
from docs_lsp.resolve.scopes import BUILTINS, meaning
from docs_lsp.resolve.syntax import Syntax, is_textual, parse

__all__ = ["Resolution", "resolve", "resolve_receiver"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What stands from `start` to `end` (code points); a `guess` is marked as one."""

    entry: Entry
    start: int
    end: int
    guess: bool = False


def resolve(source: str, offset: int, names: Names) -> Resolution | None:
    """Return the documented thing under the cursor at *offset*, or None."""
    syntax = parse(source)
    leaf = syntax.leaf(offset)
    if leaf is None or leaf.type != "identifier" or is_textual(leaf):
        return None
    dotted = _dotted_name(syntax, leaf)
    entry = _documented(names, dotted) if dotted else None
    if entry is None:
        return None
    start = _head(leaf)
    return Resolution(entry, syntax.offset(start.start_byte), syntax.offset(leaf.end_byte))


def resolve_receiver(source: str, offset: int, names: Names) -> str | None:
    """Return the dotted name of the documented module or class before the dot left of *offset*."""
    before = source[:offset]
    word = before[len(before.rstrip("_" + _WORD)) :] if before else ""
    stem = before[: len(before) - len(word)]
    if not stem.endswith("."):
        return None
    syntax = parse(source)
    leaf = syntax.leaf(len(stem) - 1)
    if leaf is None or leaf.type != "identifier" or is_textual(leaf):
        return None
    dotted = _dotted_name(syntax, leaf)
    if dotted is None:
        return None
    entry = _documented(names, dotted)
    owner = entry.name if entry is not None else dotted
    return owner if names.members(owner) else None


_WORD = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def _documented(names: Names, dotted: str) -> Entry | None:
    """Return the entry of a dotted name; built-ins are documented without their module."""
    entry = names.python_object(dotted)
    if entry is None and dotted.startswith(BUILTINS):
        entry = names.python_object(dotted.removeprefix(BUILTINS))
        if entry is not None and entry.role == "module":  # a module is known by import alone
            return None
    return entry


def _dotted_name(syntax: Syntax, leaf: Node) -> str | None:
    """Return the dotted name that ends at *leaf*, as the documented world calls it."""
    parent = leaf.parent
    if parent is None:
        return None
    statement = _import_around(leaf)
    if statement is not None:
        return _in_import(syntax, leaf, statement)
    if parent.type == "attribute":
        attribute = parent.child_by_field_name("attribute")
        if attribute is not None and attribute.id == leaf.id:
            return _attribute(syntax, parent)
    if parent.type == "keyword_argument":
        name = parent.child_by_field_name("name")
        if name is not None and name.id == leaf.id:
            return None
    return meaning(syntax, leaf)


def _attribute(syntax: Syntax, node: Node) -> str | None:
    """Return the dotted name of `a.b.c`, where `a` is a name."""
    owner, attribute = node.child_by_field_name("object"), node.child_by_field_name("attribute")
    if owner is None or attribute is None:
        return None
    if owner.type == "identifier":
        base = meaning(syntax, owner)
    else:
        base = _attribute(syntax, owner) if owner.type == "attribute" else None
    return f"{base}.{syntax.words(attribute)}" if base else None


def _head(leaf: Node) -> Node:
    """Return the first name of the dotted name that ends at *leaf*."""
    node = leaf.parent
    if node is None or node.type != "attribute":
        return leaf
    attribute = node.child_by_field_name("attribute")
    if attribute is None or attribute.id != leaf.id:
        return leaf
    while node.type == "attribute":
        owner = node.child_by_field_name("object")
        if owner is None or owner.type == "identifier":
            return owner or leaf
        node = owner
    return leaf


def _import_around(leaf: Node) -> Node | None:
    node = leaf.parent
    while node is not None and node.type in ("dotted_name", "aliased_import"):
        node = node.parent
    imports = ("import_statement", "import_from_statement")
    return node if node is not None and node.type in imports else None


def _in_import(syntax: Syntax, leaf: Node, statement: Node) -> str | None:
    """Return what a part of an import names: modules part by part, names by their module."""
    module = statement.child_by_field_name("module_name")
    parent = leaf.parent
    if parent is None or (module is not None and module.type == "relative_import"):
        return None
    if parent.type == "aliased_import":  # the alias means what it stands for
        name = parent.child_by_field_name("name")
        prefix = syntax.words(name) if name is not None else ""
    else:
        prefix = syntax.data[parent.start_byte : leaf.end_byte].decode("utf-8", "surrogatepass")
    in_module = module is not None and module.start_byte <= leaf.start_byte < module.end_byte
    return prefix if module is None or in_module else f"{syntax.words(module)}.{prefix}"
