"""The language itself: keywords, operators and literals, distinguished by their context.

What a token means depends on its parent in the tree: `*` in a call is not `*` between two numbers.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from tree_sitter import Node

from docs_lsp.entry import Entry
from docs_lsp.names import Names
from docs_lsp.resolve.cursor.token_context import is_literal_pattern, token_contexts
from docs_lsp.resolve.cursor.token_table import MEANINGS
from docs_lsp.resolve.cursor.unfinished_context import unfinished_context

_KEYWORDS: Final = frozenset(
    "and as assert async await break case class continue def del elif else except finally for from "
    "global if import in is lambda match nonlocal not or pass raise return try type while with "
    "yield".split()
)
_SOFT_KEYWORDS: Final = frozenset(("case", "match", "type"))
_STAR, _LAZY, _METACLASS = "*", "lazy", "metaclass"
_OF_METACLASS: Final = ("class_definition", "argument_list", "keyword_argument")
_SINGLETONS: Final = {"true": "True", "false": "False", "none": "None"}
_COMPARISONS: Final = frozenset(("not in", "is not"))
# Operators that have one meaning as the `operator` of any expression.
_OPERATORS: Final = frozenset(
    "+ - * / // % ** @ & | ^ << >> < > <= >= == != "
    "+= -= *= /= //= %= **= @= &= |= ^= <<= >>=".split()
)
_EXPRESSIONS: Final = frozenset("binary_operator comparison_operator augmented_assignment".split())
_WHOLE: Final = frozenset(
    ("string_start", "integer", "float", *"()[]{}")
)  # all of a text is of them
_SEPARATORS: Final = frozenset(("keyword_separator", "positional_separator"))
# Sections that say what operators do, of which the general index knows the first sentence alone.
_DESCRIBED_IN: Final = {
    "**": ("label power",),
    "<<": ("label shifting",),
    ">>": ("label shifting",),
    "comparison_operator": ("label expressions-value-comparisons", "label comparisons"),
    "augmented_assignment": ("label augassign",),
}
_PREFIXES: Final = {  # the most telling letter first
    "t": "template-string-literals",
    "f": "formatted-string-literals",
    "r": "raw-strings",
    "b": "bytes-literal",
}


class TokenMeaning(NamedTuple):
    """The entry of a token, and the node that it belongs to.

    `about` is what the entry says of the token's role: a word or symbol that its text has as code,
    or words in quotation marks that it has anywhere. The name of the entry itself: all of it.
    """

    entry: Entry
    node: Node
    about: str


def language_entry(
    names: Names, path: Sequence[Node], token: str, operated: Sequence[str] = (), before: str = ""
) -> TokenMeaning | None:
    """Return what a token of the language means.

    *path* leads from the root of the tree to the token's leaf; *token* is the leaf's source.
    *operated* is what describes an operator by its operands, outside annotations; *before* is the
    line before the token.
    """
    leaf = path[-1]
    newer = _newer_syntax(path, token)
    if newer:
        return _first(names, newer, leaf)
    if leaf.is_named and leaf.type not in _SEPARATORS:
        meant = _named_token(leaf, token, before)
        if _is_plain(leaf, token) and is_literal_pattern(path):
            meant = ("label literal-patterns", *meant)
        return _first(names, meant, leaf)
    parent = path[-2] if len(path) > 1 else None
    if parent is None or parent.type == "ERROR":
        return _first(names, _unfinished(token, before), leaf)
    said = parent if parent.type in _COMPARISONS else leaf
    contexts = token_contexts(path)
    known = operated if contexts[0] == parent.type else ()
    found = (MEANINGS[token, one] for one in contexts if (token, one) in MEANINGS)
    meant = next(found, ()) or _operation(token, parent) or _loose(token)
    return _first(names, (*known, *meant), said)


def _operation(token: str, parent: Node) -> tuple[str, ...]:
    """Return what an operator means that has one meaning in any expression."""
    if token not in _OPERATORS or parent.type not in _EXPRESSIONS:
        return ()
    sense = "augmented assignment" if parent.type == "augmented_assignment" else "operator"
    tables = _DESCRIBED_IN.get(token) or _DESCRIBED_IN.get(parent.type, ())
    return (*tables, f"operator {token} ({sense})", f"operator {token}")


def _named_token(leaf: Node, token: str, before: str) -> tuple[str, ...]:
    """Return what a literal means, or a keyword that broken code leaves without a context."""
    if leaf.type in _SINGLETONS:
        return (f"keyword {_SINGLETONS[leaf.type]}",)
    if leaf.type == "ellipsis":
        return ("data Ellipsis", "operator ...")
    if leaf.type in ("integer", "float"):
        return (f"label {_number(token)}",)
    if leaf.type == "string_start":
        return _prefix(token)
    is_word = leaf.type == "identifier" and is_keyword(token)
    return _unfinished(token, before) if is_word else ()


def _is_plain(leaf: Node, token: str) -> bool:
    """Whether a leaf is a number or begins a string, without a base or a prefix of its own."""
    if leaf.type == "string_start":
        return token[:1] in "\"'"
    return leaf.type in ("integer", "float") and not token[1:2].isalpha()


def _newer_syntax(path: Sequence[Node], token: str) -> tuple[str, ...]:
    """Return what a token means that the grammar does not read, or reads as it was repaired."""
    if token == _STAR and path[-1].type in ("integer", ":"):  # of `{**d for d in ds}`
        return MEANINGS["**", "dictionary"]
    if _is_metaclass(path, token):
        return (f"label {_METACLASS}es",)
    return ("keyword lazy",) if _is_lazy(path, token) else ()


def is_word_of_syntax(path: Sequence[Node], token: str) -> bool:
    """Whether the leaf of *path*, a name to the grammar, is a word of the language there."""
    return is_keyword(token) or _is_lazy(path, token) or _is_metaclass(path, token)


def _is_metaclass(path: Sequence[Node], token: str) -> bool:
    """Whether the leaf of *path* is the word in `class A(metaclass=B)`."""
    if token != _METACLASS or len(path) < len(_OF_METACLASS) + 1:
        return False
    first = path[-2].child_by_field_name("name")
    kinds = tuple(node.type for node in path[-len(_OF_METACLASS) - 1 : -1])
    return kinds == _OF_METACLASS and first is not None and first.id == path[-1].id


def _is_lazy(path: Sequence[Node], token: str) -> bool:
    """Whether the leaf of *path* is the soft keyword of `lazy import`, which the grammar lacks."""
    around = path[-2] if len(path) > 1 else path[-1]
    if token != _LAZY or around.type != "ERROR":
        return False
    after = around.next_sibling
    return (
        after is not None
        and after.type in ("import_statement", "import_from_statement")
        and after.start_point[0] == around.end_point[0]
    )


def is_keyword(word: str) -> bool:
    """Whether *word* is never a name."""
    return word in _KEYWORDS and word not in _SOFT_KEYWORDS


def _loose(token: str) -> tuple[str, ...]:
    """Return the entry of a keyword that has one meaning everywhere."""
    return (f"keyword {token}",) if token in _KEYWORDS else ()


def _unfinished(token: str, before: str) -> tuple[str, ...]:
    """Return what a keyword means in code that the grammar does not read, by its line."""
    if token not in _KEYWORDS:
        return ()
    context = unfinished_context(token, before)
    return () if context is None else MEANINGS.get((token, context), _loose(token))


def _number(token: str) -> str:
    """Return the label of a number, and what it says of its base or its exponent."""
    lowered = token.lower()
    if lowered[1:2] in ("x", "o", "b"):
        return f"integers ~ {lowered[:2]}"
    if lowered.endswith("j"):
        return "imaginary"
    if "e" in lowered:
        return "floating ~ e"
    return "floating" if "." in lowered else "integers"


def _prefix(token: str) -> tuple[str, ...]:
    """Return what the prefix of a string says; one without prefix says nothing."""
    letters = token.rstrip("\"'").lower()
    labels = [f"label {label}" for letter, label in _PREFIXES.items() if letter in letters]
    others = (f"section 2.5.2. String prefixes ~ {letters}", "label strings")
    return (*labels, *others) if letters else ()


def _first(names: Names, meant: Sequence[str], said: Node) -> TokenMeaning | None:
    for written in meant:
        reference, _, about = written.partition(" ~ ")
        role, _, rest = reference.partition(" ")
        name, _, sense = rest.partition(" (")
        entry = _sensed(names, name, role, sense.removesuffix(")"))
        if entry is not None:
            is_whole = said.type in _WHOLE or role == "section"
            about = about or (entry.name if is_whole else "")
            return TokenMeaning(entry, said, about)
    return None


def _sensed(names: Names, name: str, role: str, sense: str) -> Entry | None:
    if role in ("index", "section"):  # the sense is the page
        of_python = (one for one in names.named(name) if one.of_python and one.role == role)
        return next((one for one in of_python if one.anchor.startswith(sense)), None)
    if not sense:
        return names.find(name, "std" if role == "label" else "py", role)
    for entry in names.named(name):
        if entry.role == role and entry.title == sense:
            return entry
    return None
