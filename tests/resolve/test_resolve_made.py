"""What operators, decorators, enumerations and hidden objects make."""

import pytest
from cursor import split_cursor
from names_kit import NAMES

from docs_lsp.resolve import resolve

TIME = "import datetime as dt\nnow = dt.datetime.now()\n"
ENUM = "import enum\nclass C(enum.Enum):\n    RED = ''\n    def f(self): pass\n"
CASES = [
    # an operator looks at both sides
    (TIME + "(now - now).$0total_seconds()", "datetime.timedelta.total_seconds"),
    (TIME + "(now - dt.timedelta(1)).$0strftime('')", "datetime.datetime.strftime"),
    (TIME + "(now - dt.timedelta(1)).$0total_seconds()", None),
    (TIME + "(now - x).$0total_seconds()", None),
    (TIME + "(now + x).$0strftime('')", "datetime.datetime.strftime"),
    ("(1 + 1.5).$0is_integer()", "float.is_integer"),
    ("(1.5 + 1).$0is_integer()", "float.is_integer"),
    ("(1 / 2).$0is_integer()", "float.is_integer"),
    ("(1 + 2).$0bit_length()", "int.bit_length"),
    ("(2 * 'a').$0upper()", "str.upper"),
    ("('a' * 2).$0upper()", "str.upper"),
    ("([1] * 2).$0append(1)", "list.append"),
    ("([1] + x).$0append(1)", "list.append"),
    ("class A:\n    def __radd__(self, o) -> str: pass\n(1 + A()).$0upper()", "str.upper"),
    # what a decorator makes of a function
    (
        "from functools import lru_cache\n@lru_cache\ndef f(): pass\nf.$0cache_clear()",
        "functools.lru_cache.cache_clear",
    ),
    (
        "from functools import lru_cache\n@lru_cache(maxsize=1)\ndef f(): pass\nf.$0cache_clear()",
        "functools.lru_cache.cache_clear",
    ),
    (
        "from functools import lru_cache\n@lru_cache\ndef f() -> str: pass\nf().$0upper()",
        "str.upper",
    ),
    ("def f(): pass\nf.$0cache_clear()", None),
    (
        "class A:\n    @property\n    def x(self): pass\n    @x.$0setter\n    def x(self, v): pass",
        "property.setter",
    ),
    ("class A:\n    def x(self): pass\n    @x.$0setter\n    def x(self, v): pass", None),
    (
        "from contextlib import contextmanager\nclass A:\n    @contextmanager\n    def f(self):\n        yield ''\n    def g(self):\n        with self.f() as s:\n            s.$0upper()",
        "str.upper",
    ),
    # enumerations
    (ENUM + "C.RED.$0value", "enum.Enum.value"),
    (ENUM + "C.RED.$0upper()", None),
    (ENUM + "for c in C: c.$0value", "enum.Enum.value"),
    (ENUM + "C.$0RED", None),
    (ENUM + "C.RED.$0f()", None),
    ("class C:\n    RED = ''\nC.RED.$0upper()", "str.upper"),
    # functions that are methods of a hidden object
    ("import random\nrandom.choice(['a']).$0upper()", "str.upper"),
    # attributes from a metaclass
    ("from abc import ABC\nclass A(ABC): pass\nA.$0register(int)", "abc.ABCMeta.register"),
    ("class A: pass\nA.$0register(int)", None),
    # a name that is made of itself
    ("str = $0str", "str"),
    ("str = str\ndef f(x: str): x.$0upper()", "str.upper"),
    ("class A:\n    len = $0len", "len"),
    ("class A:\n    $0len: int", None),
    ("class A:\n    $0len = len", None),
    ("x = x\nx.$0upper()", None),
    # what has not been defined is nobody's function
    ("nowhere.$0__dict__", "object.__dict__"),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_what_is_made(marked: str, expected: str | None) -> None:
    found = resolve(*split_cursor(marked), NAMES)
    assert (found.entry.name if found is not None else None) == expected
