"""Names, imports and attributes of modules: Python's scopes decide what a name means."""

import pytest
from cursor import split_cursor
from names_kit import NAMES, Project

from docs_lsp.resolve import resolve

OLD = "import sys\nif sys.version_info >= (3, 9):\n"
CASES = [
    # built-ins and their shadows
    ("$0len(x)", "len"),
    ("def len(): pass\n$0len(x)", None),
    ("len = 3\n$0len", None),
    ("def f(len):\n    return $0len", None),
    ("def f(x=$0len): pass", "len"),
    ("def f($0len): pass", None),
    ("def f($0len=1): pass", None),
    ("def f($0len: int): pass", None),
    ("def f(len: $0int): pass", "int"),
    ("def f(*$0len): pass", None),
    ("def f(**$0len): pass", None),
    ("f(*$0sorted)", "sorted"),
    ("lambda $0len: 1", None),
    ("lambda len: $0len", None),
    ("[len for len in y if $0len]", None),
    ("for len in y:\n    $0len", None),
    ("with a as len:\n    $0len", None),
    ("try:\n    pass\nexcept E as len:\n    $0len", None),
    ("import len\n$0len", None),
    ("(len := 3)\n$0len", None),
    ("match x:\n    case len:\n        $0len", None),
    ("match x:\n    case [1, *len]:\n        $0len", None),
    ("match x:\n    case str(a=len):\n        $0len", None),
    ("match x:\n    case $0str():\n        pass", "str"),
    ("match x:\n    case os.path: pass\nos = 1", None),
    ("class A:\n    len = 3\n    def f(self):\n        $0len", "len"),
    ("class A:\n    len = 3\n    $0len", None),
    # a comprehension does not see the class around it, but for what it iterates over first
    ("class A:\n    len = 3\n    x = [$0len for _ in y]", "len"),
    ("class A:\n    len = 3\n    x = [1 for _ in y for _ in $0len]", "len"),
    ("class A:\n    len = 3\n    x = [1 for _ in $0len]", None),
    ("{len: 1 for len in $0len(x)}", "len"),
    ("[len for len in y if x for z in $0len]", None),
    ("[(lambda: $0len)() for len in y]", None),
    ("def f():\n    global len\n    len = 3\ndef g():\n    len = 4\n    $0len", None),
    ("def f():\n    global len\n    $0len", None),
    ("def f():\n    global len\n    len = 3\n$0len", None),
    ("def f():\n    global id, len\n    len = 3\ndef g():\n    $0len", None),
    ("def f():\n    nonlocal $0len", None),
    ("def f():\n    global lens\n$0len", "len"),
    ("'global len'\n$0len", "len"),
    ("def f():\n    len = 1\n    def g():\n        nonlocal len\n        $0len", None),
    ("def f():\n    len = 1\n    def g():\n        return $0len", None),
    ("def $0len(): pass", None),
    ("class $0str: pass", None),
    ("class A($0dict): pass", "dict"),
    ("f($0len=1)", None),
    ("f(key=$0len)", "len"),
    ("x.$0len", None),
    ("json", None),
    ("$0json", None),
    ("$0time", None),
    # what imports bring
    ("import $0os", "os"),
    ("import os\n$0os", "os"),
    ("import $0os.path", "os"),
    ("import os.$0path", "os.path"),
    ("import os.path\nos.path.$0join", "os.path.join"),
    ("import os\nos.$0path.join", "os.path"),
    ("import os as $0o", "os"),
    ("import os as o\no.$0getcwd()", "os.getcwd"),
    ("from $0os import getcwd", "os"),
    ("from os import $0getcwd", "os.getcwd"),
    ("from os import getcwd as $0g", "os.getcwd"),
    ("from os import $0getcwd as g", "os.getcwd"),
    ("from os import getcwd as g\n$0g()", "os.getcwd"),
    ("from os import path\npath.$0join", "os.path.join"),
    ("from os.path import *\n$0join(a)", "os.path.join"),
    ("from collections.$0abc import Mapping", "collections.abc"),
    ("from $0__future__ import annotations", "__future__"),
    ("from __future__ import $0annotations", "__future__.annotations"),
    ("from . import $0os", None),
    ("from .os import $0path", None),
    ("from os import $0nothing", None),
    ("import mine.$0os", None),
    ("def f():\n    import os\n    os.$0getcwd\n", "os.getcwd"),
    ("def f():\n    import os\nos.$0getcwd\n", None),
    ("if a:\n    import os\nos.$0getcwd", "os.getcwd"),
    ("try:\n    import os\nexcept ImportError:\n    os = None\nos.$0getcwd", "os.getcwd"),
    ("try:\n    import json\nexcept ImportError:\n    import mine as json\n$0json", "json"),
    ("import os\nos = 3\n$0os", None),
    ("import os\n$0os\nos = 3", "os"),
    ("if a:\n    import json\nelse:\n    import mine as json\n$0json", "json"),
    ("import posixpath\nposixpath.$0join", "os.path.join"),
    ("from asyncio import $0TimeoutError", "TimeoutError"),
    ("import asyncio\nasyncio.$0TimeoutError", "TimeoutError"),
    ("from typing import $0OrderedDict", "collections.OrderedDict"),
    ("import typing as t\nt.$0TYPE_CHECKING", None),
    (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os\nos.$0getcwd",
        "os.getcwd",
    ),
    ("class A:\n    def list(self) -> $0list[str]: pass", "list"),
    ("class A:\n    def list(self): pass\n    def f(self) -> $0list: pass", None),
    ("class A:\n    class str($0str): pass", "str"),
    ("class A:\n    def len(self):\n        return $0len(self.a)", "len"),
    # imports that are being typed
    ("from $0json", "json"),
    ("def f():\n    from os.$0path\n    return 1", "os.path"),
    ("import re\nfrom $0os.path imp", "os"),
    ("from os import $0getcwd,", "os.getcwd"),
    ("from os import (\n    walk,\n    $0getcwd\n\nx = 1", "os.getcwd"),
    ("from os import ($0len,", None),
    ("from .os import (\n    $0getcwd,", None),
    ("from .$0os", None),
    ("raise e from $0json", None),
    # branches for older Pythons are not read
    (OLD + "    from warnings import warn\nelse:\n    def warn(): pass\n$0warn", "warnings.warn"),
    ("import json\n$0json = 3", None),
    ("import json\nfor $0json in x: pass", None),
    ("import json\nif ($0json := 3): pass", None),
    ("import json\nmatch x:\n    case $0json: pass", None),
    ("import json\n$0json = None", "json"),
    ("try:\n    import json\nexcept ImportError:\n    $0json = load()", "json"),
    (OLD + "    import json\nelif a:\n    json = None\nelse:\n    json = b\n$0json", "json"),
    ("import sys\nif sys.version_info[0] == 2:\n    def iter(): pass\n$0iter", "iter"),
    ("import sys\nif sys.version_info < (3, 9):\n    iter = a\nelse:\n    iter = b\n$0iter", None),
    (
        "import t\nif not t.TYPE_CHECKING:\n    def warn(): pass\nelse:\n    import os as warn\n$0warn",
        "os",
    ),
    ("import sys\nif sys.platform == 'a':\n    import os\nelse:\n    os = b\n$0os", None),
    ("import web\nweb.$0App", "web.App"),
    ("import web\nweb.App.$0Config", "web.App.Config"),
    # names that are deleted
    ("import json\ndel json\n$0json", None),
    ("import json\ndel json\njson.$0dumps", None),
    ("import json\ndel a.b, (c, json)\nif x:\n    json.$0dumps", None),
    ("import json\ndel $0json", "json"),
    ("import json\njson.$0dumps\ndel json", "json.dumps"),
    ("import json\ndel json\nimport json\njson.$0dumps", "json.dumps"),
    ("import json\nif x:\n    del json\njson.$0dumps", "json.dumps"),
    ("import json\ndel json.x, json[0]\njson.$0dumps", "json.dumps"),
    ("import json\ndef f():\n    del json\njson.$0dumps", "json.dumps"),
    ("import json\n'del json'\njson.$0dumps", "json.dumps"),
    ("str = 1\ndel str\n$0str", "str"),
    # decorators, exceptions, special names
    ("@$0property\ndef f(self): pass", "property"),
    ("import functools\n@functools.$0wraps(f)\ndef g(): pass", "functools.wraps"),
    ("try:\n    pass\nexcept $0ValueError: pass", "ValueError"),
    ("try:\n    pass\nexcept (KeyError, $0ValueError): pass", "ValueError"),
    ("raise $0KeyError", "KeyError"),
    ("$0__name__", "module.__name__"),
    ("$0__all__ = []", "module.__all__"),
    ("class A:\n    $0__slots__ = ()", "object.__slots__"),
    ("class A:\n    def $0__enter__(self): pass", "object.__enter__"),
    ("class A:\n    async def $0__enter__(self): pass", "object.__enter__"),
    ("class A:\n    def $0enter(self): pass", None),
    ("def $0__enter__(): pass", None),
    ("x = $0NotImplemented", "NotImplemented"),
    # comments and strings
    ("# $0len", None),
    ('"$0len"', None),
    ('"""$0len"""', None),
    ('f"{$0len(x)}"', "len"),
    # broken code
    ("os.$0", None),
    ("import os\nos.path.$0join(", "os.path.join"),
    ("import os\nx = [os.$0getcwd(", "os.getcwd"),
    ("import os\ndef f(:\n    os.$0getcwd", "os.getcwd"),
    ("", None),
]


@pytest.mark.parametrize(("marked", "expected"), [case for case in CASES if "$0" in case[0]])
def test_a_name(marked: str, expected: str | None) -> None:
    found = resolve(*split_cursor(marked), NAMES)
    assert (found.entry.name if found else None) == expected


def test_a_dotted_name_is_resolved_as_a_whole() -> None:
    source, offset = split_cursor("import os\né = os.path.jo$0in(a)")
    found = resolve(source, offset, NAMES)
    assert found is not None
    assert source[found.start : found.end] == "os.path.join"


PROJECT = Project(
    helpers="import os\nfrom pathlib import Path as P\ndef open(): pass\ndef make() -> P: pass\n",
    facade="from .helpers import *\nfrom .helpers import make, os as system\n",
    circle="from .circle import x\n",
)
OWN = [
    ("from .helpers import $0os", "os"),
    ("from .helpers import os\nos.$0getcwd", "os.getcwd"),
    ("from .helpers import $0P", "pathlib.Path"),
    ("from .helpers import $0open", None),
    ("from .helpers import *\n$0open()", None),
    ("from .helpers import *\n$0os", "os"),
    ("from .facade import $0system", "os"),
    ("from .facade import make\nmake().$0read_text()", "pathlib.Path.read_text"),
    ("from . import helpers\nhelpers.$0os", "os"),
    ("from . import helpers\nhelpers.make().$0name", "pathlib.PurePath.name"),
    ("from .circle import $0x", None),
    ("from .circle import x\nx.$0name", None),
    ("import helpers\nhelpers.P.$0cwd", "pathlib.Path.cwd"),
]


@pytest.mark.parametrize(("marked", "expected"), OWN)
def test_a_name_through_the_users_own_modules(marked: str, expected: str | None) -> None:
    found = resolve(*split_cursor(marked), NAMES, PROJECT)
    assert (found.entry.name if found else None) == expected
