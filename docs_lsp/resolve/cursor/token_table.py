"""The meanings of tokens of the language, by their parent in the tree or a more specific context.

Each row names entries of the language reference: `keyword NAME`, `operator NAME`, or a labelled
section of it, `label NAME`, and what they say of the token after `~`. The first entry that is
documented counts.
"""

from typing import Final

_TABLE: Final = """
else @ for_statement        | label for
else @ async for_statement  | keyword async for ~ async for | label for
else @ while_statement      | label while
else @ try_statement        | label except_else | keyword try
else @ conditional_expression | label if_expr ~ if_expr | keyword if
if @ conditional_expression | label if_expr ~ if_expr | keyword if
if @ comprehension          | label comprehensions | keyword if
case @ case_clause          | keyword case (statement) | keyword match
if @ case_clause            | section 8.6.2. Guards | keyword case (statement) | keyword match
for @ comprehension         | label comprehensions | keyword for
in @ comprehension          | label comprehensions ~ for | keyword for
in @ async for_in_clause    | label comprehensions ~ async for | keyword async for
in @ async for_statement    | keyword async for ~ async for | keyword for ~ for
in @ for_statement          | keyword for ~ for
as @ import                 | keyword import
as @ import_from_statement  | keyword from ~ from | keyword import
as @ except_clause          | keyword except ~ "target"
as @ except*                | keyword except* ~ "target" | keyword except
as @ case                   | label as-patterns ~ as-patterns | keyword match
as @ with_statement         | keyword with ~ "target was included"
as @ async with_statement   | keyword async with ~ async with | keyword with
from @ yield from           | label yieldexpr ~ yield from | keyword yield
yield @ yield from          | label yieldexpr ~ yield from | keyword yield
yield @ yield               | label yieldexpr ~ yieldexpr | keyword yield
from @ raise_statement      | keyword raise
assert @ assert with message | keyword assert ~ "extended form"
, @ assert with message     | keyword assert ~ "extended form"
async @ alone               | keyword async def ~ async def | keyword async
async @ function_definition | keyword async def ~ async def | keyword async
async @ for_statement       | keyword async for ~ async for | keyword async
async @ comprehension       | label comprehensions ~ async for | keyword async for
async @ with_statement      | keyword async with ~ async with | keyword async
def @ async function_definition | keyword async def ~ async def | keyword def
for @ async for_in_clause   | label comprehensions ~ async for | keyword async for
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
= @ argument_list           | label calls ~ "any keyword argument"
( @ class_definition        | keyword class ~ "inheritance list"
) @ class_definition        | keyword class ~ "inheritance list"
( @ argument_list           | label calls
) @ argument_list           | label calls
* @ subscript               | section 6.3.2.3. “Starred” subscriptions | label exprlists
* @ display                 | label exprlists | label lists
** @ dictionary             | label dict
[ @ case                    | label sequence-patterns | keyword match
] @ case                    | label sequence-patterns | keyword match
( @ case                    | label sequence-patterns | keyword match
) @ case                    | label sequence-patterns | keyword match
( @ group                   | label group-patterns | keyword match
) @ group                   | label group-patterns | keyword match
- @ case                    | label literal-patterns | keyword match
+ @ case                    | label literal-patterns | keyword match
: @ dict_pattern            | label mapping-patterns | keyword match
{ @ dict_pattern            | label mapping-patterns | keyword match
} @ dict_pattern            | label mapping-patterns | keyword match
( @ class_pattern           | label class-patterns | keyword match
) @ class_pattern           | label class-patterns | keyword match
* @ unpacked parameters     | label function ~ "special case"
* @ unpacked type           | label exprlists
* @ splat_type              | label type-params
** @ splat_type             | label type-params
* @ target                  | label assignment ~ "starred"
* @ case                    | label sequence-patterns ~ "star subpattern" | keyword match
** @ case                   | label mapping-patterns ~ "double star" | keyword match
@ @ function_definition     | operator @ (function definition) | keyword def
@ @ class_definition        | keyword class ~ "decorated"
-> @ function_definition    | operator -> | keyword def
= @ constrained_type        | label type-params ~ "equals sign"
: @ constrained_type        | label type-params ~ "colon"
= @ binary_operator         | label type-params ~ "equals sign"
= @ union                   | label type-params ~ "equals sign"
= @ class_definition        | label metaclasses ~ "other keyword arguments" | keyword class
= @ metaclass               | label metaclasses | operator = (class definition) | keyword class
= @ keyword_pattern         | label class-patterns | keyword match
= @ assignment              | label assignment
= @ annotated assignment    | label annassign | label assignment
: @ assignment              | label annassign
: @ lambda                  | label lambda
: @ pair                    | label dict
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
= @ interpolation           | label formatted-string-literals ~ "debug specifier"
{ @ interpolation           | label formatted-string-literals | label f-strings | label strings
} @ interpolation           | label formatted-string-literals | label f-strings | label strings
= @ template interpolation  | label template-string-literals
{ @ template interpolation  | label template-string-literals
} @ template interpolation  | label template-string-literals
( @ generator_expression    | label genexpr
) @ generator_expression    | label genexpr
( @ parenthesized_expression | label parenthesized
) @ parenthesized_expression | label parenthesized
( @ tuple                   | label parenthesized
) @ tuple                   | label parenthesized
. @ import_prefix           | keyword import ~ "leading dot"
. @ pattern                 | label value-patterns | keyword match
. @ attribute               | label attribute-references
| @ union                   | label types-union | operator |
% @ template                | label old-string-formatting
% @ bytes template          | label bytes-formatting | label old-string-formatting
+ @ unary_operator          | operator + (unary operator)
- @ unary_operator          | operator - (unary operator)
+ @ binary_operator         | operator + (binary operator)
- @ binary_operator         | operator - (binary operator)
~ @ unary_operator          | operator ~
:= @ named_expression       | operator := | label assignment-expressions
; @ module                  | label simple ~ "semicolons" | operator ;
; @ block                   | label simple ~ "semicolons" | operator ;
, @ subscript | section 6.3.2.2. Comma-separated subscripts ~ tuple | label subscriptions
, @ tuple                   | label exprlists ~ "comma" | operator ,
, @ expression_list         | label exprlists ~ "comma" | operator ,
"""


def _rows() -> dict[tuple[str, str], tuple[str, ...]]:
    table = {}
    for line in _TABLE.strip().splitlines():
        where, _, meant = line.partition(" | ")
        token, _, parent = where.rpartition(" @ ")
        table[token, parent.strip()] = tuple(part.strip() for part in meant.split(" | "))
    return table


MEANINGS: Final = _rows()
