"""The work of an answer grows with the length of the code, and no faster.

Work is what is called, in Python and from it, counted by the interpreter: code of twice the length
may take twice as much, with some room for limits that are reached on the way.
"""

from collections.abc import Callable

import pytest
from growth import calls, grows_linearly
from names_kit import NAMES

from docs_lsp.resolve import (
    resolve,
    resolve_call,
    resolve_context,
    resolve_members,
    resolve_uses,
    resolve_visible,
)
from docs_lsp.resolve.infer.analysis import forget_all
from docs_lsp.resolve.syntax import parser

pytestmark = pytest.mark.slow

SHORT = 100

CODE: dict[str, Callable[[int], str]] = {
    "attributes": lambda n: "x" + ".a" * n,
    "calls": lambda n: "x" + ".a()" * n,
    "open parentheses": lambda n: "f(" * n,
    "imports": lambda n: "".join(f"import os.path as p{i}\n" for i in range(n)) + "p0.join\n",
    "the same import": lambda n: "from os import path\n" * n + "path.join\n",
    "imports of all names": lambda n: "from os import *\n" * n + "path.join\n",
    "imports that may fail": lambda n: "try:\n    import a\nexcept ImportError: pass\n" * n + "a.b",
    "open comprehensions": lambda n: "x = [" + "a for a in " * n,
    "clauses of a comprehension": lambda n: "x = [a " + "for a in b " * n + "]",
    "chains of assignments": lambda n: "x = " + "a = " * n + "b\nx.y",
    "assignments": lambda n: "x = ''\n" + "x = x.upper()\n" * n + "x.upper()",
    "tests": lambda n: "def f(x):\n" + "    if not x: return\n" * n + "    x.upper()",
    "globals": lambda n: "".join(f"def f{i}():\n global x\n x = ''\n" for i in range(n)) + "x.a",
    "operators": lambda n: "x = " + "a and b + " * n + "a",
    "strings": lambda n: "x = " + "'a' " * n,
    "fields": lambda n: "x = f'" + "{a:>3}" * n + "'",
    "patterns": lambda n: "import re\nre.compile(r'" + "(a|b)*?[^x-z]" * n + "')",
    "conversions": lambda n: "x = '" + "%(a)s " * n + "' % y",
    "open conversions": lambda n: "x = '" + "%(a" * n + "' % y",
    "open fields": lambda n: "x = '" + "{a:{" * n + "'.format(x)",
    "open strings": lambda n: "x = 'a\n" * n,
    "classes": lambda n: (
        "class A0: pass\n"
        + "".join(f"class A{i + 1}(A{i}): pass\n" for i in range(n))
        + f"A{n}().x"
    ),
    "unions": lambda n: "def f(x: " + "int | " * n + "str):\n    x.upper()",
    "arguments": lambda n: "print(" + "a, " * n + ")",
    "lambdas": lambda n: "x = " + "lambda a: " * n + "a",
    "headers without colon": lambda n: "if x\n    y\n" * n,
    "statements with errors": lambda n: "x = = a\n" * n,
    "prose beside an error": lambda n: "f(\n" + '"""' + "One line.\nIs it (so:\n" * n + '"""\nx.',
    "lines in brackets beside an error": lambda n: "f(\n" + "a and\n" * n + "b)\nx.",
    "open brackets": lambda n: "x = (a +\n" * n,
    "defaults of type parameters": lambda n: "def f[T = int](): pass\n" * n,
    "spread mappings": lambda n: "x = {**d for d in e}\n" * n,
    "comments behind operators": lambda n: "x = a +" + "#+" * n + "\n",
    "cases": lambda n: "match x:\n" + "    case int(): pass\n" * n,
    "attributes of self": lambda n: (
        "class A:\n  def f(self):\n"
        + "".join(f"    self.x{i} = self.x{i - 1}\n" for i in range(n))
        + f"    self.x{n - 1}.b"
    ),
    "enumerations": lambda n: (
        "import enum\nclass A(enum.Enum):\n"
        + "".join(f"    m{i} = {i}\n" for i in range(n))
        + "A.m0.value"
    ),
    "unpacking": lambda n: ", ".join(f"a{i}" for i in range(n)) + " = x\na0.b",
    "lines that go on": lambda n: "x = a \\\n" * n,
}


def work(text: str) -> int:
    """Return how many calls the answers at three offsets of *text* take."""
    forget_all()
    parser.forget()
    return calls(lambda: answers(text))


def answers(text: str) -> None:
    for offset in (len(text), len(text) // 2, max(0, len(text) - 2)):
        resolve(text, offset, NAMES)
        resolve_call(text, offset, NAMES)
        resolve_members(text, offset, NAMES)
        resolve_visible(text, offset, NAMES)
        resolve_context(text, offset, NAMES)
    resolve_uses(text, {"getcwd"}, NAMES)


@pytest.mark.parametrize("kind", CODE)
def test_twice_the_code_takes_about_twice_the_work(kind: str) -> None:
    lengths = [work(CODE[kind](SHORT * times)) for times in (1, 2, 4)]
    assert grows_linearly(*lengths), lengths
