"""The grammar at an offset: which kind of names may be typed there, and which keywords.

The tokens before the cursor decide alone, as the code behind it is not written yet. In doubt the
user is about to invent a name, and nothing is offered.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.complete.indentation import begins_a_clause, enclosing, is_inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docs_lsp.resolve.complete.tokens import Token, Typed


class ContextKind(Enum):
    """The sort of names that may be typed."""

    NOTHING = auto()  # or a new name
    MEMBER = auto()  # x.|
    MODULE = auto()  # import |, from |
    IMPORTED = auto()  # from x import |
    NAME = auto()  # |
    SPECIAL = auto()  # def | in a class
    KEYWORD = auto()  # only keywords: x |


class Wanted(Enum):
    """The sort of value that an expression must have."""

    ANYTHING = auto()
    DECORATOR = auto()  # @|
    EXCEPTION = auto()  # except |, raise |
    PATTERN = auto()  # case |


@dataclass(frozen=True, slots=True)
class GrammarContext:
    """What the grammar allows at an offset.

    `module` is what was typed of a dotted module, or where a name is imported from; `keywords` are
    allowed too.
    """

    kind: ContextKind
    wanted: Wanted = Wanted.ANYTHING
    module: str = ""
    keywords: frozenset[str] = frozenset()


_EXPRESSIONS: Final = frozenset("False None True not lambda await".split())
_STATEMENTS: Final = _EXPRESSIONS | frozenset(
    "assert async class def del for from global if import match raise try type while with "
    "pass".split()
)
_IN_FUNCTIONS: Final = frozenset("return yield nonlocal await".split())
_IN_LOOPS: Final = frozenset("break continue".split())
_CLAUSES: Final = frozenset("elif else except finally case".split())
_BETWEEN: Final = frozenset("and or in is not if else".split())
_PATTERNS: Final = frozenset("False None True _".split())
_STATEMENTS_OF_MODULES: Final = frozenset(("lazy",))
_SOFT_KEYWORDS: Final = frozenset(("match", "case", "type", "lazy"))  # that begin a statement
_NAMING: Final = frozenset("as def class global nonlocal".split())
_OPERANDS: Final = frozenset(("number", "string"))
_CLOSING: Final = frozenset(")]}")
# Keywords that are or end a value; after all others an expression begins.
_VALUES: Final = frozenset("False None True pass break continue".split())
RESERVED: Final = frozenset(
    "and as assert async await break class continue def del elif else except finally for from "
    "global if import in is lambda nonlocal not or pass raise return try while with yield".split()
)
_NOTHING: Final = GrammarContext(ContextKind.NOTHING)


def context_of(text: str, typed: Typed) -> GrammarContext:
    """Return what the grammar allows where *typed* ends in *text*."""
    if not typed.tokens:
        return _at_start(text, typed)
    if typed.first in ("import", "from"):
        return _in_import(typed)
    if is_in_pattern(text, typed):
        return _in_pattern(typed)
    if len(typed.tokens) == 1 and typed.before in _SOFT_KEYWORDS:
        return _behind_soft_keyword(text, typed)
    return _in_statement(text, typed)


def _in_statement(text: str, typed: Typed) -> GrammarContext:
    wanted = _wanted(typed)
    if typed.before == ".":
        return GrammarContext(ContextKind.MEMBER, wanted=wanted)
    if _is_invented(typed):
        above = next(enclosing(text, typed.tokens[0].start), "")
        is_special = typed.before == "def" and above == "class"
        return GrammarContext(ContextKind.SPECIAL) if is_special else _NOTHING
    if is_operand(typed.tokens[-1]):
        return _behind_operand(typed)
    return _in_expression(text, typed, wanted)


def is_in_pattern(text: str, typed: Typed) -> bool:
    """Whether *typed* ends within the pattern of a `case`, before its guard."""
    tokens = typed.tokens
    if not tokens or tokens[0].text != "case" or any(one.text == "if" for one in tokens):
        return False
    is_statement = len(tokens) == 1 or tokens[1].kind != "operator"
    return is_statement or next(enclosing(text, tokens[0].start), "") == "match"


def _in_pattern(typed: Typed) -> GrammarContext:
    if typed.before == ".":
        return GrammarContext(ContextKind.MEMBER, Wanted.PATTERN)
    if typed.before in ("as", "*", "**"):
        return _NOTHING
    if len(typed.tokens) > 1 and is_operand(typed.tokens[-1]):
        allowed = ("as",) if typed.open else ("as", "if")
        return GrammarContext(ContextKind.KEYWORD, keywords=frozenset(allowed))
    return GrammarContext(ContextKind.NAME, Wanted.PATTERN, keywords=_PATTERNS)


def _behind_soft_keyword(text: str, typed: Typed) -> GrammarContext:
    """Return what the grammar allows behind a word that is a keyword only before another word."""
    if typed.before == "match":
        return _in_expression(text, typed, Wanted.ANYTHING)
    if typed.before == "lazy":
        return GrammarContext(ContextKind.KEYWORD, keywords=frozenset(("import", "from")))
    return _NOTHING  # the name of a type alias


def _wanted(typed: Typed) -> Wanted:
    """Return what an expression outside of a call must be."""
    words = _words(typed.tokens)
    if words[0] == "@" and not typed.open:
        return Wanted.DECORATOR
    is_caught = typed.first == "except" and len(typed.open) <= 1 and "as" not in words
    is_raised = typed.first == "raise" and not typed.open
    return Wanted.EXCEPTION if is_caught or is_raised else Wanted.ANYTHING


def _at_start(text: str, typed: Typed) -> GrammarContext:
    """Return what a statement may begin with here."""
    if next(enclosing(text, typed.start), "") == "match":
        return GrammarContext(ContextKind.KEYWORD, keywords=frozenset(("case",)))
    allowed = set(_STATEMENTS)
    if is_inside(text, typed.start, ("def",)):
        allowed |= _IN_FUNCTIONS
    elif next(enclosing(text, typed.start), None) is None:
        allowed |= _STATEMENTS_OF_MODULES
    if is_inside(text, typed.start, ("for", "while"), up_to=("def", "class")):
        allowed |= _IN_LOOPS
    allowed |= {one for one in _CLAUSES if begins_a_clause(text, typed.start, one)}
    return GrammarContext(ContextKind.NAME, keywords=frozenset(allowed))


def _in_import(typed: Typed) -> GrammarContext:
    words = _words(typed.tokens)
    if words[0] == "from" and "import" not in words:
        module = "".join(words[1:])
        if module and not module.endswith("."):
            return GrammarContext(ContextKind.KEYWORD, keywords=frozenset(("import",)))
        return GrammarContext(ContextKind.MODULE, module=module.removesuffix(".") or module)
    if words[-1] not in ("import", ",", "(", "."):
        is_bound = "as" in words[-2:]
        return (
            _NOTHING
            if is_bound
            else GrammarContext(ContextKind.KEYWORD, keywords=frozenset(("as",)))
        )
    if words[0] == "from":
        return GrammarContext(
            ContextKind.IMPORTED, module="".join(words[1 : words.index("import")])
        )
    last = max(index for index, word in enumerate(words) if word in ("import", ","))
    return GrammarContext(ContextKind.MODULE, module="".join(words[last + 1 :]).removesuffix("."))


def _is_invented(typed: Typed) -> bool:
    """Whether the user names something here: a function, a parameter, a target of a loop."""
    inner = _words(typed.inner)
    if typed.before in _NAMING:
        return True
    if "for" in inner and "in" not in inner[len(inner) - inner[::-1].index("for") :]:
        return True
    if "lambda" in inner and ":" not in inner[len(inner) - inner[::-1].index("lambda") :]:
        return "=" not in inner[-1:]
    if typed.first == "def" and len(typed.open) == 1:
        return typed.before in ("(", ",", "*", "**")
    return False


def is_operand(token: Token) -> bool:
    """Whether an expression may end with *token*."""
    if token.kind == "word":
        return token.text not in RESERVED or token.text in _VALUES
    return token.kind in _OPERANDS or token.text in _CLOSING or token.text == "..."


def _behind_operand(typed: Typed) -> GrammarContext:
    allowed = set(_BETWEEN)
    last = typed.tokens[-1]
    if last.kind in _OPERANDS and last.start + len(last.text) == typed.start:
        return _NOTHING
    if typed.open:
        allowed |= {"for", "async"}
    if typed.first in ("with", "except"):
        allowed.add("as")
    if typed.first == "raise" or "yield" in _words(typed.tokens):
        allowed.add("from")
    return GrammarContext(ContextKind.KEYWORD, keywords=frozenset(allowed))


def _in_expression(text: str, typed: Typed, wanted: Wanted) -> GrammarContext:
    if typed.before == "async":
        return GrammarContext(ContextKind.KEYWORD, keywords=frozenset(("def", "for", "with")))
    if wanted is not Wanted.ANYTHING:
        is_cause = typed.before == "from"
        return GrammarContext(
            ContextKind.NAME, wanted, keywords=frozenset(("None",) if is_cause else ())
        )
    allowed = set(_EXPRESSIONS)
    if typed.before in ("=", "(") and is_inside(text, typed.start, ("def",)):
        allowed.add("yield")
    if typed.before == "not" and len(typed.tokens) > 1 and is_operand(typed.tokens[-2]):
        allowed = {"in"}
    if typed.before == "yield":
        allowed.add("from")
    return GrammarContext(ContextKind.NAME, keywords=frozenset(allowed))


def _words(tokens: Sequence[Token]) -> list[str]:
    return [one.text for one in tokens]
