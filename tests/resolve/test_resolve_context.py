"""The names and keywords that may be typed at an offset of unfinished code."""

import pytest
from cursor import split_cursor
from hypothesis import given
from hypothesis import strategies as st
from names_kit import NAMES

from docs_lsp.resolve import resolve_context
from docs_lsp.resolve.complete.grammar import ContextKind, Wanted


def described(marked: str) -> str:
    source, offset = split_cursor(marked)
    found = resolve_context(source, offset, NAMES)
    kind = found.kind.name if found.wanted is Wanted.ANYTHING else found.wanted.name
    words = [kind, found.typed and f"typed={found.typed}"]
    words += [found.module and f"module={found.module}", "begins" if found.begins else ""]
    if found.call is not None:
        call = found.call.arguments
        words += [f"{found.call.entry.name}({call.position})", *call.given]
        words += [f"in={call.keyword}" if call.keyword else "", "starred" if call.starred else ""]
    return " ".join(filter(None, words))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("$0", "NAME begins"),
        ("pri$0", "NAME typed=pri begins"),
        ("x = le$0", "NAME typed=le"),
        ("if x: pri$0", "NAME typed=pri begins"),
        ("os.$0", "MEMBER"),
        ("os.pa$0", "MEMBER typed=pa"),
        ("(os\n    .pa$0", "MEMBER typed=pa"),
        ("import $0", "MODULE"),
        ("import os, js$0", "MODULE typed=js"),
        ("import os.pa$0", "MODULE typed=pa module=os"),
        ("import os as o, concurrent.fu$0", "MODULE typed=fu module=concurrent"),
        ("from $0", "MODULE"),
        ("from os.pa$0", "MODULE typed=pa module=os"),
        ("from os $0", "KEYWORD"),
        ("from os import $0", "IMPORTED module=os"),
        ("from os.path import join, ex$0", "IMPORTED typed=ex module=os.path"),
        ("from os.path import (\n    join,\n    ex$0\n)", "IMPORTED typed=ex module=os.path"),
        ("from os import path\nx$0", "NAME typed=x begins"),
        ("@$0\ndef f(): ...", "DECORATOR"),
        ("try: ...\nexcept Val$0", "EXCEPTION typed=Val"),
        ("try: ...\nexcept (OSError, Val$0", "EXCEPTION typed=Val"),
        ("try: ...\nexcept* Val$0", "EXCEPTION typed=Val"),
        ("raise Val$0", "EXCEPTION typed=Val"),
        ("class A:\n    def __en$0", "SPECIAL typed=__en"),
        ("class A:\n    x = 1\n\n    async def $0", "SPECIAL"),
        ("class A:\n    def f(self):\n        def __en$0", "NOTHING typed="),
        ("def f$0", "NOTHING typed="),
        ("class A$0", "NOTHING typed="),
        ("import os as o$0", "NOTHING typed="),
        ("for x$0", "NOTHING typed="),
        ("for x, y$0", "NOTHING typed="),
        ("lambda x$0", "NOTHING typed="),
        ("1$0", "NOTHING typed="),
        ("# le$0", "NOTHING typed="),
        ("'le$0'", "NOTHING typed="),
        ("'le$0", "NOTHING typed="),
        ("'''\nle$0\n'''", "NOTHING typed="),
        ("f'{le$0}'", "NAME typed=le"),
        ("f'{le$0", "NAME typed=le"),
        ("x = 'a' + le$0", "NAME typed=le"),
        ("x = 'a'$0", "NOTHING"),
        ("json.loads($0", "NAME"),
        ("import json\njson.loads($0", "NAME json.loads(0)"),
        ("import json\njson.loads($0)", "NAME json.loads(0)"),
        ("import json\njson.loads(s, $0)", "NAME json.loads(1)"),
        ("import json\njson.loads(s, x=1, *a, c$0)", "NAME typed=c json.loads(3) x starred"),
        ("import json\njson.loads(s, cls=f(1, 2), p$0", "NAME typed=p json.loads(2) cls"),
        ("import json\njson.loads(s, cls=$0", "NAME json.loads(1) in=cls"),
        ("import json\njson.loads(\n    ')',  # (\n    $0\n)", "NAME json.loads(1)"),
        ("import json\njson.loads([1, $0", "NAME"),
        ("len(len($0))", "NAME len(0)"),
        ("def json(x$0", "NOTHING"),
    ],
)
def test_what_may_be_typed(marked: str, expected: str) -> None:
    expected = expected.removesuffix(" typed=")
    assert described(marked) == expected


WORDS = st.sampled_from(
    "import from def class except raise @ . , ( ) [ ] ' \" ''' f' { } # = * : \n x os json.loads 1 é "
    "lambda for in as".split(" ")
)


@given(st.lists(WORDS, max_size=14).map(" ".join), st.integers(0, 60))
def test_no_text_makes_it_fail(source: str, offset: int) -> None:
    resolve_context(source, min(offset, len(source)), NAMES)


def test_what_is_long_is_not_read_from_its_start() -> None:
    literal = f"x = '{'a, ' * 30_000}"
    assert resolve_context(literal, len(literal), NAMES).kind is ContextKind.NOTHING
    text = f"{literal}'\nimport os\nos.pa"
    assert resolve_context(text, len(text), NAMES).kind is ContextKind.MEMBER
    text = 'x = """' + "a\n" * 30_000 + '"""\nos.pa'
    assert resolve_context(text, len(text), NAMES).kind is ContextKind.MEMBER
    assert resolve_context(text, 40_000, NAMES).kind is ContextKind.NOTHING
