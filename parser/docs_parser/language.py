"""Keywords and operators of the Python language: entries that the inventory does not have.

Their anchors come from the documentation itself: the general index says in which senses a word or a
symbol is used, and the language reference has a label for most statements.
"""

import keyword
import re
from collections.abc import Iterable
from dataclasses import dataclass

from docs_parser.genindex import IndexRow
from docs_parser.inventory import Inventory, InventoryItem

_WORD = re.compile(r"[A-Za-z_]+\*?( [a-z]+)?")
_LANGUAGE_PAGES = ("reference/", "builtins/", "library/stdtypes", "library/functions", "glossary")
# Senses under which the general index files words and symbols of the language, best first.
_SENSES = (
    "statement",
    "keyword",
    "operator",
    "binary operator",
    "unary operator",
    "augmented assignment",
    "expression",
)
_SYMBOL_SENSES = re.compile(
    r"(?:in |function |class |type |import )*(?:annotations?|argument|calls?|definitions?|"
    r"decorator|literals?|targets?|statement|displays?|expressions?|subscription|slicing|comprehensions?|import|parameter|"
    r"operator|assignment|comment|ellipsis literal|string literal)"
)
_WORDS_OF_ALL_VERSIONS = frozenset(keyword.kwlist) | frozenset(
    ("match", "case", "_", "type", "lazy", "except*", "not in", "is not")
)
# Labels of the language reference for what the general index has no row of its own.
_LABELS = {
    "match": "match",
    "case": "match",
    "type": "type",
    "lazy": "lazy-imports",
    "_": "wildcard-patterns",
    "elif": "if",
    "finally": "finally",
    "not in": "membership-test-operations",
    "is not": "is-not",
    "async": "async-def",
    "+=": "augassign",
    "@=": "augassign",
    "=": "assignment",
    ".": "attribute-references",
    ",": "exprlists",
    "(": "parenthesized",
    ")": "parenthesized",
    "[": "lists",
    "]": "lists",
    "{": "dict",
    "}": "dict",
    ";": "compound",
    ":": "compound",
    "@": "function",
    "->": "function",
    "...": "",
}


@dataclass(frozen=True, slots=True)
class LanguageItem:
    """A keyword or operator in one of its senses; the better sense comes first."""

    item: InventoryItem
    sense: str


def language_items(inventory: Inventory, rows: Iterable[IndexRow]) -> list[LanguageItem]:
    """Return the keywords and operators that the documentation of the Python language describes."""
    if inventory.project.lower() != "python":
        return []
    found: dict[tuple[str, str, str], tuple[int, LanguageItem]] = {}
    for row in rows:
        rank = _rank(row)
        if rank is None:
            continue
        role = "keyword" if row.head[0].isalpha() or row.head == "_" else "operator"
        item = InventoryItem(row.head, "py", role, row.page, row.fragment)
        key = (row.head, row.page, row.fragment)
        found.setdefault(key, (rank, LanguageItem(item, row.sub)))
    items = [item for _rank_, item in sorted(found.values(), key=_order)]
    return _labelled(inventory, items)


def _order(ranked: tuple[int, LanguageItem]) -> tuple[str, int, str, str]:
    rank, found = ranked
    elsewhere = "" if found.item.page.startswith("reference/") else found.item.page
    return found.item.name, rank, elsewhere, found.item.fragment


def _rank(row: IndexRow) -> int | None:
    """Rank a row of the general index as a sense of the language; None for anything else."""
    if not row.page.startswith(_LANGUAGE_PAGES):
        return None
    is_word = _WORD.fullmatch(row.head) is not None
    if is_word and row.head.partition(" ")[0] not in _WORDS_OF_ALL_VERSIONS:
        return None
    if row.sub in _SENSES:
        return _SENSES.index(row.sub)
    if is_word or any(character.isalnum() or character == "_" for character in row.head):
        return None
    if not row.sub or _SYMBOL_SENSES.fullmatch(row.sub):
        return len(_SENSES) + (not row.sub)
    return None


def _labelled(inventory: Inventory, items: list[LanguageItem]) -> list[LanguageItem]:
    """Add what has a label or an object only; a label of the word's own name comes first."""
    labels = {item.name: item for item in inventory.items if item.role == "label"}
    objects = {item.name: item for item in inventory.items if item.domain == "py"}
    have = {found.item.name for found in items}
    first: list[LanguageItem] = []
    for name in sorted(_WORDS_OF_ALL_VERSIONS | set(_LABELS) | have):
        role = "keyword" if name[0].isalpha() or name == "_" else "operator"
        target = labels.get(name) if role == "keyword" else None
        if target is None or not target.page.startswith("reference/"):
            target = objects.get(name) if name in ("True", "False", "None") else None
        if target is None and name not in have:
            target = labels.get(_LABELS.get(name, name))
            if target is not None and not target.page.startswith(_LANGUAGE_PAGES):
                target = None  # before Python 3.12 the only `type` was a parameter of argparse
        if target is not None:
            first.append(
                LanguageItem(
                    InventoryItem(name, "py", role, target.page, target.fragment), "statement"
                )
            )
    return first + items
