"""Keyword arguments, parentheses, names in strings; and the server's other questions."""

import pytest
from cursor import split_cursor
from hypothesis import given, settings
from hypothesis import strategies as st
from names_kit import NAMES

from docs_lsp.resolve import resolve, resolve_members, resolve_receiver
from docs_lsp.resolve.syntax.common_ends import common_prefix, common_suffix
from docs_lsp.resolve.syntax.parser import parse

RUN = "import subprocess\n"
PARAMETERS = [
    (RUN + "subprocess.run(a, $0check=True)", ("subprocess.run", "check")),
    (RUN + "subprocess.run(a, ch$0eck=True)", ("subprocess.run", "check")),
    ("sorted(x, $0of_another_form=1)", ("sorted", "of_another_form")),
    ("dict($0any_name=1)", ("dict", "any_name")),
    ("open('f', $0mode='r')", ("open", "mode")),
    ("sorted(x, $0key=len)", ("sorted", "key")),
    ("[].sort($0key=len)", ("list.sort", "key")),
    ("def open(mode): pass\nopen($0mode=1)", None),
    ("f($0mode=1)", None),
    ("class A(B, $0metaclass=C): pass", ("metaclasses", None)),
    ("class A(metaclass=$0metaclass): pass", None),
    ("f($0metaclass=C)", None),
    (
        "import threading\nclass A(threading.Thread): ...\nA($0name='a')",
        ("threading.Thread", "name"),
    ),
    ("import threading\nclass A(B, threading.Thread): ...\nA($0name='a')", None),
    ("import threading\nclass A(threading.Thread): ...\nA($0nome='a')", None),
    (
        "import threading\nclass A(threading.Thread):\n    def __new__(cls, name): ...\nA($0name='a')",
        None,
    ),
    (
        "import threading\nclass A(threading.Thread):\n    def __init__(self):\n        super().__init__($0name='a')",
        ("threading.Thread", "name"),
    ),
    (RUN + "subprocess.run(a$0, check=True)", ("subprocess.run", None)),
    (RUN + "subprocess.run(a,$0 check=True)", ("subprocess.run", None)),
    (RUN + "subprocess.run($0)", ("subprocess.run", None)),
    (RUN + "subprocess.run(a, b,$0 ", ("subprocess.run", None)),
    ("print(len(x)$0, y)", ("print", None)),
    ("from unittest import mock\nmock.patch('os.$0path.join')", ("os.path", None)),
    ("from unittest import mock\nmock.patch('os.path.$0join')", ("os.path.join", None)),
    ("from unittest.mock import patch\n@patch('$0os.getcwd')\ndef f(): pass", ("os", None)),
    ("import importlib\nimportlib.import_module('$0json')", ("json", None)),
    ("def test(monkeypatch):\n    monkeypatch.setattr('os.$0getcwd', f)", ("os.getcwd", None)),
    ("print('os.$0getcwd')", None),
    ("from unittest import mock\nmock.patch('no name, os.$0getcwd')", None),
    ("def f(x: '$0str'): pass", ("str", None)),
    ("import pathlib\nx: 'list[pathlib.$0Path]'", ("pathlib.Path", None)),
    ("class A: pass\ndef f(x: '$0A'): pass", None),
]


@pytest.mark.parametrize(("marked", "expected"), PARAMETERS)
def test_an_aside(marked: str, expected: tuple[str, str | None] | None) -> None:
    found = resolve(*split_cursor(marked), NAMES)
    assert (None if found is None else (found.entry.name, found.parameter)) == expected


def test_a_parameter_is_described_by_its_name_alone() -> None:
    source, offset = split_cursor(RUN + "subprocess.run(a, ch$0eck=True)")
    found = resolve(source, offset, NAMES)
    assert found is not None
    assert source[found.start : found.end] == "check"


RECEIVERS = [
    ("import os\nos.$0", "os"),
    ("import os\nos.pa$0", "os"),
    ("import os\nos.path.$0", "os.path"),
    ("import os\nos.path.$0\nx = 1", "os.path"),
    ("''.$0", "str"),
    ("x = []\nx.$0", "list"),
    ("def f(x: str):\n    x.$0\n", "str"),
    ("from pathlib import Path\nPath('a').$0", "pathlib.Path"),
    ("from pathlib import Path\nPath.$0", "pathlib.Path"),
    ("x.$0", None),
    ("$0", None),
    ("# os.$0", None),
    ("'os.$0'", None),
    ("1.$0", None),
]


@pytest.mark.parametrize(("marked", "expected"), RECEIVERS)
def test_the_owner_before_the_dot(marked: str, expected: str | None) -> None:
    assert resolve_receiver(*split_cursor(marked), NAMES) == expected


MEMBERS = [
    ("import os\nos.$0", "getcwd path", "join"),
    ("from pathlib import Path\nPath('a').$0", "read_text joinpath name __class__", "getcwd"),
    ("from pathlib import Path\nPath.$0", "cwd joinpath", ""),
    (
        "import threading\nclass A(threading.Thread):\n    def run(self):\n        self.$0",
        "start",
        "run",
    ),
    ("def f(x: str | bytes):\n    x.$0\n", "strip decode", ""),
    ("with open('f') as f:\n    f.$0\n", "read readlines", ""),
    ("import sys\nsys.stdout.$0", "write read", "strip"),
    ("class A:\n    def __init__(self):\n        super().$0", "__init__ __eq__", "strip"),
    ("class A:\n    def f(self):\n        self.$0", "__class__", "f"),
    ("class A: pass\nA.$0", "__name__ __init__", "f"),
    ("class A: pass\nA.__class__.$0", "__name__", "f"),
    ("def f(): pass\nf.$0", "__name__", "f"),
    ("from typing import Sequence\ndef f(x: Sequence):\n    x.$0\n", "index", "upper append"),
    ("x = (''\n    .strip()\n    .$0encode())", "encode", ""),
    ("import posixpath\nposixpath.$0", "join", ""),
    ("x.$0", "", "join __class__"),
    ("$0", "", "join"),
]


@pytest.mark.parametrize(("marked", "present", "absent"), MEMBERS)
def test_members(marked: str, present: str, absent: str) -> None:
    found = resolve_members(*split_cursor(marked), NAMES)
    assert set(present.split()) <= set(found)
    assert not set(absent.split()) & set(found)


def test_an_edit_changes_the_answer() -> None:
    source = "import os\n" + "x = 1\n" * 600 + "os.getcwd()\n"
    edited = source.replace("os.getcwd", "os.listdir")
    for text, name in ((source, "os.getcwd"), (edited, "os.listdir"), (source, "os.getcwd")):
        found = resolve(text, text.index("os.", 20) + 4, NAMES)
        assert found is not None
        assert found.entry.name == name


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 4000), st.integers(0, 30), st.sampled_from(["", "x", "\né = 1\n", "''", "len"])
)
def test_an_edited_tree_is_the_tree_of_the_new_text(start: int, gone: int, new: str) -> None:
    source = "def f(a):\n    return [len(a), 'b']\n" * 100
    edited = source[:start] + new + source[start + gone :]
    parse(source)
    tree = parse(edited).tree
    if not tree.root_node.has_error:
        fresh = parse(edited + " " * 3000).tree
        assert str(tree.root_node) == str(fresh.root_node)


@given(st.binary(), st.binary(), st.binary())
def test_a_common_prefix(both: bytes, one: bytes, other: bytes) -> None:
    found = common_prefix(both + one, both + other)
    assert found >= len(both)
    assert (both + one)[:found] == (both + other)[:found]


@given(st.binary(), st.binary(), st.binary())
def test_a_common_suffix(one: bytes, other: bytes, both: bytes) -> None:
    found = common_suffix(one + both, other + both)
    assert found >= len(both)
    assert (one + both)[-found or len(one + both) :] == (other + both)[
        -found or len(other + both) :
    ]


@given(st.text(st.sampled_from("aé☃\U0001d4bb\n\ud800"), max_size=5000))
def test_offsets_there_and_back(text: str) -> None:
    syntax = parse(text)
    for offset in range(0, len(text) + 1, 97):
        byte = syntax.byte_offset(offset)
        assert byte == len(text[:offset].encode("utf-8", "surrogatepass"))
        assert syntax.offset(byte) == offset


CODE = st.lists(
    st.sampled_from(
        "import from os path . ( ) [ ] { } : , = := * ** @ def class x y self f'{ ' \" \\ \n \t "
        "lambda for in if else with as try except async await yield match case _ type str len "
        "'a' 1 -> ... | isinstance super() return global nonlocal del é \ud800 # \0".split(" ")
    )
).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(CODE | st.text(), st.integers(-3, 300))
def test_no_text_and_no_offset_raises(source: str, offset: int) -> None:
    resolve(source, offset, NAMES)
    resolve_receiver(source, offset, NAMES)
    resolve_members(source, offset, NAMES)


@pytest.mark.parametrize(
    "source",
    [
        "(" * 3000,
        "x = " + "(" * 2000 + ")" * 2000 + ".y",
        "x" + ".y" * 3000,
        "f(a=" * 1500,
        "x = " + "a + " * 2000 + "b\nx.y",
        "if x:\n " * 300,
        "\n".join(f"x{n} = x{n + 1} + x{n + 1}" for n in range(60)) + "\nx0.y",
        "class A(B): pass\nclass B(A): pass\nA().x.y",
        "def f(): return g()\ndef g(): return f()\nf().y",
        "x: 'x'\nx.y",
        "from . import x\nfrom .x import *\nx.y",
    ],
)
def test_strange_code_has_an_answer(source: str) -> None:
    for offset in (0, len(source) // 2, len(source)):
        resolve(source, offset, NAMES)
        resolve_receiver(source, offset, NAMES)
