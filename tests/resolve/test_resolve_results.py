"""The results of operators, decorators, enumerations and hidden objects."""

import pytest
from cursor import split_cursor
from names_kit import NAMES

from docs_lsp.resolve import resolve

TIME = "import datetime as dt\nnow = dt.datetime.now()\n"
ENUM = "import enum\nclass C(enum.Enum):\n    RED = ''\n    def f(self): pass\n"
T = "from typing import TypeVar\nT = TypeVar('T')\n"
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
    ("import signal\nsignal.Signals.$0SIGINT", "signal.SIGINT"),  # described as a constant
    ("from http import HTTPStatus\nHTTPStatus.OK.$0value", "enum.Enum.value"),
    ("import cProfile\ncProfile.$0run('x')", "profile.run"),
    # functions that are methods of a hidden object
    ("import random\nrandom.choice(['a']).$0upper()", "str.upper"),
    ("import tarfile\ntarfile.open('a').$0extractall()", "tarfile.TarFile.extractall"),
    # attributes from a metaclass
    ("from abc import ABC\nclass A(ABC): pass\nA.$0register(int)", "abc.ABCMeta.register"),
    ("class A: pass\nA.$0register(int)", None),
    # a lambda, by what it is handed to
    ("sorted(['a'], key=lambda s: s.$0upper())", "str.upper"),
    ("sorted(x, key=lambda s: s.$0upper())", None),
    ("sorted({'a': []}.items(), key=lambda kv: kv[1].$0append(1))", "list.append"),
    ("max('a', 'b', key=lambda s: s.$0upper())", "str.upper"),
    ("['a'].sort(key=lambda s: s.$0upper())", "str.upper"),
    ("map(lambda s: s.$0upper(), ['a'])", "str.upper"),
    ("map(lambda a, b: b.$0decode(), ['a'], [b''])", "bytes.decode"),
    ("filter(lambda s: s.$0upper(), ['a'])", "str.upper"),
    (
        "import itertools\nfor k, g in itertools.groupby(['a'], key=lambda s: s.$0upper()): pass",
        "str.upper",
    ),
    ("import re\nre.sub('a', lambda m: m.$0group(), 'b')", "re.Match.group"),
    ("import re\nre.compile('a').sub(lambda m: m.$0group(), 'b')", "re.Match.group"),
    ("import functools\nfunctools.reduce(lambda a, b: b.$0upper(), ['a'], 0)", "str.upper"),
    (
        "import asyncio\nasyncio.create_task(x).add_done_callback(lambda t: t.$0cancel())",
        "asyncio.Task.cancel",
    ),
    ("sorted(['a'], key=lambda s, t=b'': t.$0decode())", "bytes.decode"),
    ("sorted(['a'], key=lambda *s: s.$0index(1))", "tuple.index"),
    ("sorted(['a'], key=lambda: s.$0upper())", None),
    ("nobody(lambda s: s.$0upper())", None),
    ("f = lambda s: s.$0upper()", None),
    # files of bytes and of text
    (
        "import tempfile\nwith tempfile.NamedTemporaryFile() as f: f.$0read()",
        "io.BufferedIOBase.read",
    ),
    (
        "import tempfile\nwith tempfile.NamedTemporaryFile('w') as f: f.$0read()",
        "io.TextIOBase.read",
    ),
    ("from typing import IO\ndef f(x: IO[bytes]): x.$0read()", "io.BufferedIOBase.read"),
    ("from typing import IO\ndef f(x: IO[str]): x.$0read()", "io.TextIOBase.read"),
    ("from typing import IO\ndef f(x: IO): x.$0read()", "io.TextIOBase.read"),
    ("import tempfile\nwith tempfile.TemporaryFile('w') as f: f.$0read()", "io.TextIOBase.read"),
    ("import gzip\nwith gzip.open('a', 'rt') as f: f.$0read()", "io.TextIOBase.read"),
    ("import gzip\nwith gzip.open('a') as f: f.$0read()", "gzip.GzipFile.read"),
    ("with open('a', mode) as f: f.$0read()", "io.TextIOBase.read"),
    ("with open('a', mode='wb') as f: f.$0write()", "io.BufferedIOBase.write"),
    ("open('a', '').$0read()", "io.TextIOBase.read"),
    # programs, their output as bytes or as text
    ("import subprocess as s\ns.run([], stdout=s.PIPE).stdout.$0decode()", "bytes.decode"),
    ("import subprocess as s\ns.run([], text=True).stdout.$0upper()", "str.upper"),
    ("import subprocess as s\ns.run([], text=True).stdout.$0decode()", None),
    ("import subprocess as s\ns.check_output([], encoding='a').$0upper()", "str.upper"),
    ("import subprocess as s\ns.check_output([]).$0upper()", None),
    ("import subprocess as s\ns.Popen([], text=t).stdout.$0read()", "io.TextIOBase.read"),
    # what describes a sequence describes more
    ("from typing import Sequence\ndef f(x: Sequence): x.$0index(1)", "tuple.index"),
    ("from typing import Sequence\ndef f(x: Sequence): x.$0upper()", None),
    ("from typing import Sequence\nclass A(Sequence): pass\nA().$0append(1)", None),
    # type variables of one's own functions
    (T + "def f(x: T) -> T: return x\nf('').$0upper()", "str.upper"),
    (T + "def f(y, x: T) -> T: return x\nf(1, x='').$0upper()", "str.upper"),
    (T + "def f(x: list[T]) -> T: return x\nf(['']).$0upper()", "str.upper"),
    (T + "def f(x: type[T]) -> T: return x()\nf(str).$0upper()", "str.upper"),
    (T + "def f(x) -> T: return x\nf('').$0upper()", None),
    (T + "class A:\n    def f(self, x: T) -> T: return x\nA().f('').$0upper()", "str.upper"),
    ("def f[T](x: T) -> T: return x\nf('').$0upper()", "str.upper"),
    (
        "from typing import TypeVar\nT = TypeVar('T', bound=str)\ndef f(x: T) -> T: return x\nf(y).$0upper()",
        "str.upper",
    ),
    # types in comments
    ("x = f()  # type: str\nx.$0upper()", "str.upper"),
    ("x = f()  # type: ignore\nx.$0upper()", None),
    ("x = []  # type: list[str]  # more\nx[0].$0upper()", "str.upper"),
    (
        "class A:\n    def __init__(self):\n        self.x = f()  # type: str\n    def g(self): self.x.$0upper()",
        "str.upper",
    ),
    # several exceptions at once
    (
        "try:\n    pass\nexcept* OSError as group:\n    group.$0exceptions",
        "BaseExceptionGroup.exceptions",
    ),
    # through other things
    (
        "import contextlib\nwith contextlib.ExitStack() as s:\n    s.enter_context(open('a')).$0read()",
        "io.TextIOBase.read",
    ),
    (
        "import asyncio\nasync def g() -> str: pass\nasync def f():\n    (await asyncio.create_task(g())).$0upper()",
        "str.upper",
    ),
    (
        "import asyncio\nasync def g() -> str: pass\nasync def f():\n    a, b = await asyncio.gather(g(), g())\n    b.$0upper()",
        "str.upper",
    ),
    # what every class has
    (
        "def f(x: type):\n    for b in x.__mro__[1:]: b.__dict__.$0get(1)",
        "types.MappingProxyType.get",
    ),
    (
        "class A:\n    @classmethod\n    def f(cls): cls.__dict__.$0get(1)",
        "types.MappingProxyType.get",
    ),
    # a name that is made of itself
    ("str = $0str", "str"),
    ("str = str\ndef f(x: str): x.$0upper()", "str.upper"),
    ("class A:\n    len = $0len", "len"),
    ("class A:\n    $0len: int", None),
    ("class A:\n    $0len = len", None),
    ("x = x\nx.$0upper()", None),
    # an undefined name is not a known function
    ("nowhere.$0__dict__", "object.__dict__"),
    ("class A:\n    def f(self): self.$0__dict__ = {}", "object.__dict__"),
    ("class A:\n    def f(self): self.$0__mine__ = {}", None),
    ("class A:\n    __dict__ = {}\n    def f(self): self.$0__dict__ = {}", None),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_what_is_made(marked: str, expected: str | None) -> None:
    found = resolve(*split_cursor(marked), NAMES)
    assert (found.entry.name if found is not None else None) == expected
