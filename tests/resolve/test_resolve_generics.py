"""Type variables, aliases and overloads: what an annotation says for this one call."""

import pytest
from cursor import split_cursor
from names_kit import NAMES

from docs_lsp.resolve import resolve

T = "from typing import Callable, Iterable, Self, Type, TypeAlias, TypeVar\nT = TypeVar('T')\n"
OVER = "from typing import overload\n@overload\n"
CASES = [
    # functions of one's own
    (T + "def f(x: Iterable[T]) -> list[T]: ...\nf(['a'])[0].$0upper()", "str.upper"),
    (T + "def f(x: Iterable[T]) -> T: ...\nf(['a']).$0upper()", "str.upper"),
    (T + "def f(y, *, x: T) -> T: ...\nf(1, x='a').$0upper()", "str.upper"),
    (T + "def f(x: Callable[..., T]) -> T: ...\nf(str).$0upper()", "str.upper"),
    (T + "def f(x: Type[T]) -> T | None: ...\nf(str).$0upper()", "str.upper"),
    (T + "class A:\n    def f(self, x: T) -> list[T]: ...\nA().f('a')[0].$0upper()", "str.upper"),
    (T + "K = TypeVar('K')\ndef f(x: dict[K, T]) -> list[tuple[K, T]]: ...\nfor k, v in f({'a': [1]}): v.$0append(1)", "list.append"),
    (T + "B = TypeVar('B', bound=str)\ndef f(x: B) -> B: ...\nf(y).$0upper()", "str.upper"),
    (T + "B = TypeVar('B', bound=str)\ndef f(x: B): x.$0upper()", "str.upper"),
    (T + "def f(x: T) -> T: ...\nf(y).$0upper()", None),
    ("def f[T](x: T) -> list[T]: ...\nf('a')[0].$0upper()", "str.upper"),
    # the receiver itself
    (T + "class A(dict):\n    def f(self) -> Self | None: ...\nA().f().$0items()", "dict.items"),
    (T + "class A:\n    def f(self) -> list[Self]: ...\nclass B(A): x: str\nB().f()[0].x.$0upper()", "str.upper"),
    (T + "class A(dict):\n    def f(self, x: Self): x.$0items()", "dict.items"),
    ("from datetime import datetime\nclass D(datetime):\n    def strftime(self): ...\nD.now().$0strftime()", None),
    ("from datetime import datetime\nclass D(datetime):\n    x = ''\nD.now().x.$0upper()", "str.upper"),
    # type parameters
    ("def f[T: str](x: T): x.$0upper()", "str.upper"),
    ("def \\\n f [T: str](x: T): x.$0upper()", "str.upper"),
    ("class A[T: str]:\n    def f(self, x: T): x.$0upper()", "str.upper"),
    ("def f[T: $0str](x): ...", "str"),
    ("def f[len](x: $0len): ...", None),
    ("from json import dumps\ndef f[dumps](x: $0dumps): ...", None),
    ("from json import dumps\ndef f[$0dumps](x): ...", None),
    ("from json import dumps\ndef f[dumps](x):\n    from json import dumps\n    $0dumps", "json.dumps"),
    ("from json import dumps\nclass A[T]:\n    def f[dumps](self): $0dumps", None),
    ("from json import dumps\ntype A[dumps] = list[$0dumps]", None),
    ("from json import dumps\ndef f[dumps](x): ...\n$0dumps", "json.dumps"),
    ("def f[list](x: list): x.$0append(1)", None),
    ("def f[$0len](x): ...", None),
    ("def f[T](x: T): $0len(x)", "len"),
    ("class A[id]:\n    def f(self): $0len(id)", "len"),
    ("class A[len]:\n    def f(self): $0len", None),
    # aliases
    ("type X = list[str]\ndef f(x: X): x[0].$0upper()", "str.upper"),
    ("type X = str | None\ndef f(x: X): x.$0upper()", "str.upper"),
    ("type len = int\n$0len", None),
    ("type len[T] = int\n$0len", None),
    ("type X[list] = $0list", None),
    ("type X[T] = $0list[T]", "list"),
    ("type $0", None),
    (T + "X: TypeAlias = 'list[str]'\ndef f(x: X): x[0].$0upper()", "str.upper"),
    ("from typing import NewType\nX = NewType('X', str)\ndef f(x: X): x.$0upper()", "str.upper"),
    ("from typing import NewType\nX = NewType('X', str)\nX('').$0upper()", "str.upper"),
    ("E = (KeyError, OSError)\ntry: pass\nexcept E as e: e.$0args", "BaseException.args"),
    ("from typing import Any\ndef f(x: Any): x.$0__class__", "object.__class__"),
    # overloads of one's own
    (OVER + "def g(x: int) -> bytes: ...\n@overload\ndef g(x: str) -> str: ...\ndef g(x): return x\ng('').$0strip()", "str.strip"),
    (OVER + "def g(x: int) -> bytes: ...\n@overload\ndef g(x: str) -> str: ...\ndef g(x): return x\ng(1).$0strip()", "bytes.strip"),
    (OVER + "def g(x: int) -> bytes: ...\n@overload\ndef g(x: str) -> str: ...\ndef g(x): return x\ng(y).$0strip()", "bytes.strip"),
    (OVER + "def g(x: A) -> bytes: ...\n@overload\ndef g(x: B) -> str: ...\ndef g(x): return x\nclass A: ...\nclass B: ...\ng(B()).$0strip()", "str.strip"),
    ("class A:\n    @overload\n    def g(self, x: int) -> bytes: ...\n    @overload\n    def g(self, x: str) -> str: ...\n    def g(self, x): return x\nA().g('').$0strip()", "str.strip"),
    ("class A:\n    @staticmethod\n    def f[T](x: T) -> T: ...\nA().f('').$0upper()", "str.upper"),
    (OVER + "def g(x: Literal['b']) -> bytes: ...\n@overload\ndef g(x: Literal['t', 's']) -> str: ...\ndef g(x): return x\ng('s').$0strip()", "str.strip"),
    (OVER + "def g(x: int) -> bytes: ...\n@overload\ndef g(x: int = 1) -> str: ...\ndef g(x): return x\ng().$0strip()", "str.strip"),
    (OVER + "def g(x: int) -> bytes: ...\n@overload\ndef g(x: str) -> str: ...\ndef g(x): return x\ng(*y).$0strip()", "bytes.strip"),
    (OVER + "def g(*x: int) -> bytes: ...\n@overload\ndef g(x: str) -> str: ...\ndef g(x): return x\ng().$0strip()", "bytes.strip"),
    # overloads by what is handed in
    ("import os\nos.path.join(b'a', x).$0strip()", "bytes.strip"),
    ("import os\nos.path.join('a', x).$0strip()", "str.strip"),
    ("import os\nclass A(str): ...\nos.path.join(A(), x).$0strip()", "str.strip"),
    ("import re\nre.compile('a', re.M | re.X).$0match('b')", "re.Pattern.match"),
    ("max(['a'], key=len).$0upper()", "str.upper"),
    ("max('a', 'b', key=len).$0upper()", "str.upper"),
    ("min(['a'], default='').$0upper()", "str.upper"),
    ("getattr(x, 'a', {}).$0items()", "dict.items"),
    ("getattr(x, 'a', {}).$0append()", None),
    ("vars(x).$0items()", "dict.items"),
    ("class A: ...\nvars(A).$0get(1)", "types.MappingProxyType.get"),
    ("dict([('a', 'b')])['a'].$0upper()", "str.upper"),
    ("dict({'a': 'b'})['a'].$0upper()", "str.upper"),
    ("{**{'a': 'b'}}['a'].$0upper()", "str.upper"),
    ("import argparse\np = argparse.ArgumentParser().add_subparsers().add_parser('a')\np.$0add_argument('x')", "argparse.ArgumentParser.add_argument"),
    ("import string\nfor a in string.hexdigits: a.$0upper()", "str.upper"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_a_receiver_by_what_is_handed_in(marked: str, expected: str | None) -> None:
    found = resolve(*split_cursor(marked), NAMES)
    assert (found.entry.name if found else None) == expected
