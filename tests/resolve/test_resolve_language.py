"""Keywords, operators and literals mean what their place says."""

import pytest
from cursor import split_cursor
from names_kit import NAMES

from docs_lsp.resolve import resolve

CASES = [
    ("$0for x in y: pass", "keyword for"),
    ("for x $0in y: pass", "keyword for"),
    ("for x in y:\n    pass\n$0else:\n    pass", "label for"),
    ("while x:\n    pass\n$0else:\n    pass", "label while"),
    ("if x:\n    pass\n$0else:\n    pass", "keyword else"),
    ("if x:\n    pass\n$0elif y:\n    pass", "keyword elif"),
    ("try:\n    pass\nexcept E:\n    pass\n$0else:\n    pass", "label except_else"),
    ("try:\n    pass\n$0except E:\n    pass", "keyword except"),
    ("try:\n    pass\n$0except* E:\n    pass", "keyword except*"),
    ("try:\n    pass\nexcept E $0as e:\n    pass", "keyword except"),
    ("try:\n    pass\n$0finally:\n    pass", "keyword finally"),
    ("a $0if b else c", "label if_expr"),
    ("a if b $0else c", "label if_expr"),
    ("[x $0for x in y]", "label comprehensions"),
    ("[x for x $0in y]", "label comprehensions"),
    ("[x for x in y $0if x]", "label comprehensions"),
    ("[x $0async for x in y]", "keyword async for"),
    ("a $0not in b", "keyword not in"),
    ("a not $0in b", "keyword not in"),
    ("a $0is not b", "keyword is not"),
    ("a is $0not b", "keyword is not"),
    ("a $0is b", "keyword is"),
    ("a $0in b", "keyword in"),
    ("$0not a", "keyword not"),
    ("a $0and b", "keyword and"),
    ("a $0or b", "keyword or"),
    ("$0import os", "keyword import"),
    ("$0from os import path", "keyword from"),
    ("from os $0import path", "keyword import"),
    ("import os $0as o", "keyword import"),
    ("from os import path $0as p", "keyword import"),
    ("raise A $0from b", "keyword raise"),
    ("$0raise", "keyword raise"),
    ("def f():\n    $0yield", "keyword yield"),
    ("def f():\n    $0yield from x", "label yieldexpr"),
    ("def f():\n    yield $0from x", "label yieldexpr"),
    ("$0async def f(): pass", "keyword async def"),
    ("async def f():\n    $0async with a: pass", "keyword async with"),
    ("async def f():\n    $0async for a in b: pass", "keyword async for"),
    ("async def f():\n    $0await x", "keyword await"),
    ("$0with a as b: pass", "keyword with"),
    ("with a $0as b: pass", "keyword with"),
    ("$0def f(): pass", "keyword def"),
    ("$0class A: pass", "keyword class"),
    ("$0lambda x: x", "keyword lambda"),
    ("$0return", "keyword return"),
    ("def f():\n    $0global x", "keyword global"),
    ("def f():\n    $0nonlocal x", "keyword nonlocal"),
    ("$0del x", "keyword del"),
    ("$0pass", "keyword pass"),
    ("$0assert x", "keyword assert"),
    ("while x:\n    $0break", "keyword break"),
    ("while x:\n    $0continue", "keyword continue"),
    ("$0while x: pass", "keyword while"),
    ("x = $0None", "keyword None"),
    ("x = $0True", "keyword True"),
    ("x = $0False", "keyword False"),
    ("$0match x:\n    case 1:\n        pass", "keyword match"),
    ("match x:\n    $0case 1:\n        pass", "keyword case"),
    ("match x:\n    case $0_:\n        pass", "label wildcard-patterns"),
    ("match x:\n    case 1 $0| 2:\n        pass", "label or-patterns"),
    ("match x:\n    case A() $0as b:\n        pass", "label as-patterns"),
    ("match x:\n    case 1 $0if y:\n        pass", "keyword case"),
    ("$0type X = int", "keyword type"),
    ("$0match = 3", None),
    ("case = $0match", None),
    ("x = $0type(y)", "class type"),
    ("x = $0...", "operator ..."),
    ("def f() $0-> int: pass", "operator ->"),
    ("(x $0:= 1)", "operator :="),
    ("a $0@ b", "operator @ (operator)"),
    ("$0@d\ndef f(): pass", "operator @ (function definition)"),
    ("$0@d\nclass A: pass", "operator @ (class definition)"),
    ("a $0* b", "operator * (operator)"),
    ("a $0** b", "operator ** (operator)"),
    ("a $0// b", "operator // (operator)"),
    ("a $0== b", "operator == (operator)"),
    ("a $0+= b", "operator += (augmented assignment)"),
    ("a $0+ b", "operator + (binary operator)"),
    ("$0-a", "operator - (unary operator)"),
    ("f($0*a)", "label calls"),
    ("f($0**a)", "label calls"),
    ("f(a$0=1)", "label calls"),
    ("def f($0*a): pass", "operator * (function definition)"),
    ("def f(a, $0*, b): pass", "operator * (function definition)"),
    ("def f(a, $0/, b): pass", "operator / (function definition)"),
    ("def f($0**k): pass", "operator ** (function definition)"),
    ("def f(a$0=1): pass", "operator = (function definition)"),
    ("def f(a$0: int): pass", "operator : (function annotations)"),
    ("[$0*a]", "label exprlists"),
    ("{$0**a}", "label dict"),
    ("a, $0*b = c", "label assignment"),
    ("from os import $0*", "keyword import"),
    ("a[1$0:2]", "label slicings"),
    ("a$0[1]", "label subscriptions"),
    ("x $0= 1", "label assignment"),
    ("x: int $0= 1", "label annassign"),
    ("x$0: int = 1", "label annassign"),
    ("$0[1]", "label lists"),
    ("$0{1}", "label set"),
    ("$0{1: 2}", "label dict"),
    ("a$0.b", "label attribute-references"),
    ("x = $0rb'a'", "label bytes-literal"),
    ("x = $0r'a'", "label raw-strings"),
    ("x = $0f'a'", "label formatted-string-literals"),
    ("x = $0'a'", None),
    ("x = $03j", "label imaginary"),
    ("x = $01.5", "label floating"),
    ("x = $01_000", "label integers"),
    ("x = $00xE1", "label integers"),
    ("# $0for x in y", None),
    ("'$0for x in y'", None),
    ("f'{a $0if b else c}'", "label if_expr"),
    ("x = [1, 2\n$0for", "keyword for"),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_a_token_of_the_language(marked: str, expected: str | None) -> None:
    found = resolve(*split_cursor(marked), NAMES)
    if found is None:
        assert expected is None
        return
    entry = found.entry
    senses = entry.role == "operator" and entry.title
    shown = f"{entry.role} {entry.name}" + (f" ({entry.title})" if senses else "")
    assert shown == expected


def test_two_words_are_one_token() -> None:
    source, offset = split_cursor("a not $0in b")
    found = resolve(source, offset, NAMES)
    assert found is not None
    assert source[found.start : found.end] == "not in"
