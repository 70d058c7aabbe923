"""Methods of a user's class that override documented ones: their parameters and results."""

import pytest
from cursor import split_cursor
from names_kit import NAMES

from docs_lsp.resolve import resolve

BASE = "class B:\n    def f(self, x: str): ...\n    g = 1\nclass A(B):\n    "
CASES = [
    # parameters without an annotation are what the base says
    ("import logging\nclass H(logging.Handler):\n    def emit(self, r): r.$0getMessage()", "logging.LogRecord.getMessage"),
    ("import logging\nclass H(logging.Handler):\n    def give(self, r): r.$0getMessage()", None),
    ("import logging\nclass H(logging.Handler):\n    @staticmethod\n    def emit(x, r): r.$0getMessage()", None),
    ("import argparse\nclass A(argparse.Action):\n    def __call__(self, p, *_): p.$0add_argument('x')", "argparse.ArgumentParser.add_argument"),
    ("import argparse\nclass A(argparse.Action):\n    def __call__(self, *p): p.$0add_argument('x')", None),
    (BASE + "def f(self, x): x.$0strip()", "str.strip"),
    (BASE + "def f(self, x=None): x.$0strip()", "str.strip"),
    (BASE + "def f(self, x: bytes): x.$0strip()", "bytes.strip"),
    (BASE + "def f(self, y): y.$0strip()", None),
    (BASE + "def h(self, x): x.$0strip()", None),
    (BASE + "def g(self, x): x.$0strip()", None),
    ("class A:\n    def f(self, x): x.$0strip()", None),
    # names of the same thing
    ("import socket\ndef f(s: socket.SocketType): s.$0recv(1)", "socket.socket.recv"),
    ("class A: ...\nA.$0__dict__", "type.__dict__"),
    ("Exception.$0__dict__", "type.__dict__"),
    ("Exception().$0__dict__", "object.__dict__"),
    ("Exception.__dict__.$0get(1)", "types.MappingProxyType.get"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_a_class_and_its_bases(marked: str, expected: str | None) -> None:
    found = resolve(*split_cursor(marked), NAMES)
    assert (found.entry.name if found else None) == expected
