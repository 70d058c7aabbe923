"""The language itself: keywords, operators and literals, distinguished by their context.

A table says what a token means under its parent in the tree: `*` in a call is not `*` between two
numbers. What it names are entries of the language reference: `keyword NAME`, `operator NAME`, or a
labelled section of it, `label NAME`. The first of them that is documented counts.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from tree_sitter import Node

from docs_lsp.entry import Entry
from docs_lsp.names import Names
from docs_lsp.resolve.cursor.token_context import token_contexts

_TABLE: Final = """
else @ for_statement        | label for
else @ while_statement      | label while
else @ try_statement        | label except_else | keyword try
else @ conditional_expression | label if_expr ~ if_expr | keyword if
if @ conditional_expression | label if_expr ~ if_expr | keyword if
if @ comprehension          | label comprehensions | keyword if
case @ case_clause          | keyword case (statement) | keyword match
if @ case_clause            | section 8.6.2. Guards | keyword case (statement) | keyword match
for @ comprehension         | label comprehensions | keyword for
in @ comprehension          | label comprehensions ~ for | keyword for
in @ for_statement          | keyword for ~ for
as @ import                 | keyword import
as @ except_clause          | keyword except ~ "target"
as @ case                   | label as-patterns ~ as-patterns | keyword match
as @ with_item              | keyword with ~ "target was included"
from @ yield from           | label yieldexpr ~ yield from | keyword yield
yield @ yield from          | label yieldexpr ~ yield from | keyword yield
yield @ yield               | label yieldexpr ~ yieldexpr | keyword yield
from @ raise_statement      | keyword raise
async @ function_definition | keyword async def ~ async def | keyword async
async @ for_statement       | keyword async for ~ async for | keyword async
async @ comprehension       | label comprehensions ~ async for | keyword async for
async @ with_statement      | keyword async with ~ async with | keyword async
def @ async function_definition | keyword async def ~ async def | keyword def
for @ async for_statement   | keyword async for ~ async for | keyword for
with @ async with_statement | keyword async with ~ async with | keyword with
not @ not in                | keyword not in
in @ not in                 | keyword not in
is @ is not                 | keyword is not
not @ is not                | keyword is not
except @ except*            | keyword except* | keyword except
* @ except_clause           | keyword except* | keyword except
_ @ case                    | label wildcard-patterns | keyword _
| @ union_pattern           | label or-patterns | keyword match
* @ import                  | operator * (import statement) | keyword import
* @ parameters              | operator * (function definition) | label function
** @ parameters             | operator ** (function definition) | label function
/ @ parameters              | operator / (function definition) | label function
= @ parameters              | operator = (function definition) | label function
: @ parameters              | operator : (function annotations) | label function
* @ argument_list           | operator * (in function calls) | label calls
** @ argument_list          | operator ** (in function calls) | label calls
= @ argument_list           | label calls ~ "for each keyword argument"
( @ class_definition        | keyword class ~ "inheritance list"
) @ class_definition        | keyword class ~ "inheritance list"
( @ argument_list           | label calls
) @ argument_list           | label calls
* @ display                 | label exprlists | label lists
** @ dictionary             | label dict
[ @ case                    | label sequence-patterns | keyword match
] @ case                    | label sequence-patterns | keyword match
( @ case                    | label sequence-patterns | keyword match
) @ case                    | label sequence-patterns | keyword match
( @ group                   | label group-patterns | keyword match
) @ group                   | label group-patterns | keyword match
{ @ dict_pattern            | label mapping-patterns | keyword match
} @ dict_pattern            | label mapping-patterns | keyword match
( @ class_pattern           | label class-patterns | keyword match
) @ class_pattern           | label class-patterns | keyword match
* @ splat_type              | label type-params
** @ splat_type             | label type-params
* @ target                  | label assignment ~ "starred"
* @ case                    | label sequence-patterns ~ "star subpattern" | keyword match
** @ case                   | label mapping-patterns ~ "double star" | keyword match
@ @ function_definition     | operator @ (function definition) | keyword def
@ @ class_definition        | keyword class ~ "decorated"
-> @ function_definition    | operator -> | keyword def
= @ constrained_type        | label type-params
: @ constrained_type        | label type-params
= @ binary_operator         | label type-params
= @ class_definition        | operator = (class definition) | keyword class
= @ assignment              | label assignment
= @ annotated assignment    | label annassign | label assignment
: @ assignment              | label annassign
: @ slice                   | label slicings | operator : (slicing)
[ @ subscript               | label subscriptions | operator []
] @ subscript               | label subscriptions | operator []
[ @ list_comprehension      | label lists
] @ list_comprehension      | label lists
[ @ list                    | label lists
] @ list                    | label lists
[ @ type_parameter          | label type-params
] @ type_parameter          | label type-params
{ @ set                     | label set
} @ set                     | label set
{ @ set_comprehension       | label set
} @ set_comprehension       | label set
{ @ dictionary              | label dict
} @ dictionary              | label dict
{ @ dictionary_comprehension | label dict
} @ dictionary_comprehension | label dict
{ @ interpolation           | label formatted-string-literals | label f-strings | label strings
} @ interpolation           | label formatted-string-literals | label f-strings | label strings
( @ generator_expression    | label genexpr
) @ generator_expression    | label genexpr
( @ parenthesized_expression | label parenthesized
) @ parenthesized_expression | label parenthesized
( @ tuple                   | label parenthesized
) @ tuple                   | label parenthesized
. @ attribute               | label attribute-references
+ @ unary_operator          | operator + (unary operator)
- @ unary_operator          | operator - (unary operator)
+ @ binary_operator         | operator + (binary operator)
- @ binary_operator         | operator - (binary operator)
~ @ unary_operator          | operator ~
:= @ named_expression       | operator := | label assignment-expressions
; @ module                  | label simple ~ "semicolons" | operator ;
; @ block                   | label simple ~ "semicolons" | operator ;
, @ subscript               | section 6.3.2.2. Comma-separated subscripts | label subscriptions
, @ tuple                   | label exprlists ~ "comma" | operator ,
, @ expression_list         | label exprlists ~ "comma" | operator ,
"""
_KEYWORDS: Final = frozenset(
    "and as assert async await break case class continue def del elif else except finally for from "
    "global if import in is lambda match nonlocal not or pass raise return try type while with "
    "yield".split()
)
_SOFT_KEYWORDS: Final = frozenset(("case", "match", "type"))
_STAR, _LAZY = "*", "lazy"
_SINGLETONS: Final = {"true": "True", "false": "False", "none": "None"}
_COMPARISONS: Final = frozenset(("not in", "is not"))
# Operators that have one meaning as the `operator` of any expression.
_OPERATORS: Final = frozenset(
    "+ - * / // % ** @ & | ^ << >> < > <= >= == != "
    "+= -= *= /= //= %= **= @= &= |= ^= <<= >>=".split()
)
_EXPRESSIONS: Final = frozenset("binary_operator comparison_operator augmented_assignment".split())
_BRACKETS: Final = frozenset("()[]{}")
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
    "b": "bytes-literal",
    "r": "raw-strings",
}


def _rows() -> dict[tuple[str, str], tuple[str, ...]]:
    table = {}
    for line in _TABLE.strip().splitlines():
        where, _, meant = line.partition(" | ")
        token, _, parent = where.rpartition(" @ ")
        table[token, parent.strip()] = tuple(part.strip() for part in meant.split(" | "))
    return table


_MEANINGS: Final = _rows()


class TokenMeaning(NamedTuple):
    """The entry of a token, and the node that it belongs to.

    `about` is what the entry says of the token's role: a word or symbol that its text has as code,
    or words in quotation marks that it has anywhere. The name of the entry itself: all of it.
    """

    entry: Entry
    node: Node
    about: str


def language_entry(names: Names, path: Sequence[Node], token: str) -> TokenMeaning | None:
    """Return what a token of the language means.

    *path* leads from the root of the tree to the token's leaf; *token* is the leaf's source.
    """
    leaf = path[-1]
    newer = _newer_syntax(path, token)
    if newer:
        return _first(names, newer, leaf)
    if leaf.is_named and leaf.type not in _SEPARATORS:
        meant = _named_token(leaf, token)
        return _first(names, meant, leaf)
    parent = path[-2] if len(path) > 1 else None
    if parent is None or parent.type == "ERROR":
        return _first(names, _loose(token), leaf)
    said = parent if parent.type in _COMPARISONS else leaf
    for context in token_contexts(path):
        found = _MEANINGS.get((token, context))
        if found is not None:
            return _first(names, found, said)
    if token in _OPERATORS and parent.type in _EXPRESSIONS:
        sense = "augmented assignment" if parent.type == "augmented_assignment" else "operator"
        tables = _DESCRIBED_IN.get(token) or _DESCRIBED_IN.get(parent.type, ())
        return _first(names, (*tables, f"operator {token} ({sense})", f"operator {token}"), leaf)
    return _first(names, _loose(token), leaf)


def _named_token(leaf: Node, token: str) -> tuple[str, ...]:
    """Return what a literal means, or a keyword that broken code leaves without a context."""
    if leaf.type in _SINGLETONS:
        return (f"keyword {_SINGLETONS[leaf.type]}",)
    if leaf.type == "ellipsis":
        return ("data Ellipsis", "operator ...")
    if leaf.type in ("integer", "float"):
        base = f" ~ {token[:2].lower()}" if token[1:2].lower() in ("x", "o", "b") else ""
        return (f"label {_number(token)}{base}",)
    if leaf.type == "string_start":
        return _prefix(token)
    return _loose(token) if leaf.type == "identifier" and is_keyword(token) else ()


def _newer_syntax(path: Sequence[Node], token: str) -> tuple[str, ...]:
    """Return what a token means that the grammar does not read, or reads as it was repaired."""
    if token == _STAR and path[-1].type in ("integer", ":"):  # of `{**d for d in ds}`
        return _MEANINGS["**", "dictionary"]
    return ("keyword lazy",) if is_lazy(path, token) else ()


def is_lazy(path: Sequence[Node], token: str) -> bool:
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


def _number(token: str) -> str:
    lowered = token.lower()
    if lowered.endswith("j"):
        return "imaginary"
    hexadecimal = lowered.startswith("0x")
    return "floating" if not hexadecimal and any(mark in lowered for mark in ".e") else "integers"


def _prefix(token: str) -> tuple[str, ...]:
    """Return what the prefix of a string says; one without prefix says nothing."""
    letters = token.rstrip("\"'").lower()
    labels = [f"label {label}" for letter, label in _PREFIXES.items() if letter in letters]
    return (*labels, "label strings") if letters else ()


def _first(names: Names, meant: Sequence[str], said: Node) -> TokenMeaning | None:
    for written in meant:
        reference, _, about = written.partition(" ~ ")
        role, _, rest = reference.partition(" ")
        name, _, sense = rest.partition(" (")
        entry = _sensed(names, name, role, sense.removesuffix(")"))
        if entry is not None:
            about = about or (entry.name if said.type in _BRACKETS else "")
            return TokenMeaning(entry, said, about)
    return None


def _sensed(names: Names, name: str, role: str, sense: str) -> Entry | None:
    if role in ("index", "section"):
        return next((one for one in names.named(name) if one.of_python and one.role == role), None)
    if not sense:
        return names.find(name, "std" if role == "label" else "py", role)
    for entry in names.named(name):
        if entry.role == role and entry.title == sense:
            return entry
    return None
