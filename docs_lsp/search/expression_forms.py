"""The operators of expressions, and the entries that describe them: `name = given or "guest"`."""

import re
from typing import Final

STRING: Final = re.compile(r"([\"\']).*?\1")
# An operator between two operands, with spaces on both sides of it or on neither.
OPERATOR: Final = re.compile(
    r"^(?!(?:utc|gmt|http)[-+/])[\w.\"'()\[\]]+(\s+)?(\*\*|//|<<|>>|==|!=|<=|>=|[-+*/%@&|^<>])(?(1)\s+)[\w.\"'()\[\]]+$",
    re.IGNORECASE,
)
# What an assignment assigns: an expression, known by its operator; the last one binds the least.
ASSIGNED: Final = re.compile(r"^\w[\w.]*\s*=\s+(?!=)(\S.*)$")
_EXPRESSIONS: Final[tuple[tuple[str, str], ...]] = (
    (r"\sor\s", "or, booleans, assignment"),
    (r"\sand\s", "and, booleans, assignment"),
    (r"^not\s+\w", "not, booleans, assignment"),
    (r"\snot in\s", "not in, membership-test-details, assignment"),
    (r"\sin\s", "in, membership-test-details, assignment"),
    (r"\sis not\s", "is not, is, assignment"),
    (r"\sis\s", "is, assignment"),
    (r"\s(<=?|>=?|==|!=)\s", "comparisons, assignment"),
    (r"\s([-+*/%]|//|\*\*)\s.*\s([-+*/%]|//|\*\*)\s", "binary, assignment"),
    (r"^[-+~]\w+$", "unary, assignment"),
)


def of_expression(assigned: str) -> list[str]:
    """Return the names of what describes the operator of an expression that is assigned."""
    bare = STRING.sub("s", assigned)
    for form, names in _EXPRESSIONS:
        if re.search(form, bare):
            return names.split(", ")
    operator = OPERATOR.match(bare)
    return [operator[2], "assignment"] if operator else []
