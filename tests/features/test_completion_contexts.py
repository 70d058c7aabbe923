"""Completions by context in unfinished code: names, keywords and their order."""

import pytest
from cursor import split_cursor
from small_docs import PYTHON, SmallTexts, Thing, snapshot_of

from docs_lsp.features.completion import Completion, completions, documentation
from docs_lsp.options.settings import HoverSettings
from docs_lsp.resolve import resolve_context


def thing(name: str, role: str, signature: str | None = None, kind: str | None = None) -> Thing:
    return Thing(name, role, kind or role, "library/a.html", f"What {name} is.", signature)


def keyword(name: str, title: str = "statement") -> Thing:
    return Thing(name, "keyword", "keyword", "reference/a.html", "A word.", title=title)


DOCS = snapshot_of(
    SmallTexts(
        PYTHON,
        [
            *(thing(name, "module") for name in ("os", "os.path", "subprocess", "functools")),
            *(thing(name, "module") for name in ("xml", "xml.etree.ElementTree", "__future__")),
            thing("os.path.join", "function", "os.path.join(path, *paths)"),
            thing("os.path.isdir", "function", "os.path.isdir(s)"),
            thing("os.getcwd", "function", "os.getcwd()"),
            Thing(
                "subprocess.run",
                "function",
                "function",
                "library/a.html",
                "Run it.\n\nIf *check* is true, failing raises.",
                "subprocess.run(args, *, check=False, shell=False, **other)",
            ),
            thing("subprocess.CalledProcessError", "exception"),
            thing("functools.cache", "function", "functools.cache(user_function)", "decorator"),
            thing("functools.reduce", "function", "functools.reduce(function, iterable, /)"),
            thing("__future__.annotations", "data"),
            thing("len", "function", "len(s, /)"),
            thing("print", "function", "print(*objects, sep=' ', end='\\n')"),
            thing("sorted", "function", "sorted(iterable, /, *, key=None, reverse=False)"),
            thing("int", "class", "int(number=0, /)\nint(string, /, base=10)"),
            thing("property", "class"),
            thing("classmethod", "function", kind="decorator"),
            thing("ValueError", "exception"),
            thing("KeyError", "exception"),
            thing("object.__init__", "method", "object.__init__(self)"),
            thing("object.__len__", "method", "object.__len__(self)"),
            thing("object.__dict__", "attribute"),
            *map(keyword, "pass return for if elif else import from None not and raise as".split()),
            *map(keyword, "break yield lambda try except in async def class case match".split()),
            keyword("if", "operator"),
        ],
    )
)


def found(marked: str, *, gaps: bool = False) -> dict[str, Completion]:
    source, offset = split_cursor(marked)
    return {one.label: one for one in completions(DOCS, source, offset, gaps=gaps)}


def accepted(marked: str, label: str) -> str:
    """Return the text after accepting: the word before the cursor is replaced."""
    source, offset = split_cursor(marked)
    place = resolve_context(source, offset, DOCS.names, None)
    one = found(marked)[label]
    return source[: offset - len(place.typed)] + one.label + source[offset:]


@pytest.mark.parametrize(
    ("marked", "label", "after"),
    [
        # behind a dot
        ("import os\nos.ge$0", "getcwd", "import os\nos.getcwd"),
        ("import os\nx = [os.path.$0", "join", "import os\nx = [os.path.join"),
        ("import os\nf'{os.ge$0", "getcwd", "import os\nf'{os.getcwd"),
        # modules, and names out of them
        ("import $0", "os", "import os"),
        ("import os, sub$0", "subprocess", "import os, subprocess"),
        ("import os.p$0", "path", "import os.path"),
        ("import xml.$0", "etree", "import xml.etree"),
        ("import xml.etree.$0", "ElementTree", "import xml.etree.ElementTree"),
        ("from o$0", "os", "from os"),
        ("from os.$0", "path", "from os.path"),
        ("from os $0", "import", "from os import"),
        ("from os import $0", "path", "from os import path"),
        ("from os import (\n    getcwd,\n    pa$0", "path", "from os import (\n    getcwd,\n    path"),
        ("from os.path import join as j, is$0", "isdir", "from os.path import join as j, isdir"),
        # free names
        ("le$0", "len", "len"),
        ("x = $0", "len", "x = len"),
        ("if $0", "len", "if len"),
        ("import os\no$0", "os", "import os\nos"),
        ("from os import getcwd as where\nwh$0", "where", "from os import getcwd as where\nwhere"),
        ("def f(x: in$0", "int", "def f(x: int"),
        ("def f(x=No$0", "None", "def f(x=None"),
        ("def f() -> in$0", "int", "def f() -> int"),
        ("for x in ra\nfor x in so$0", "sorted", "for x in ra\nfor x in sorted"),
        ("[x for x in so$0", "sorted", "[x for x in sorted"),
        ("x = {1: le$0", "len", "x = {1: len"),
        ("lambda x: le$0", "len", "lambda x: len"),
        # keywords
        ("pa$0", "pass", "pass"),
        ("if x: pa$0", "pass", "if x: pass"),
        ("x = no$0", "not", "x = not"),
        ("x = 1 if y el$0", "else", "x = 1 if y else"),
        ("x = [1 fo$0", "for", "x = [1 for"),
        ("if x:\n    pass\nel$0", "elif", "if x:\n    pass\nelif"),
        ("def f():\n    ret$0", "return", "def f():\n    return"),
        ("for x in y:\n    if x:\n        br$0", "break", "for x in y:\n    if x:\n        break"),
        ("x = not a\nif a no$0\n", "not", "x = not a\nif a not\n"),
        # exceptions
        ("try:\n    pass\nexcept V$0", "ValueError", "try:\n    pass\nexcept ValueError"),
        ("try:\n    pass\nexcept (KeyError, $0", "ValueError", "try:\n    pass\nexcept (KeyError, ValueError"),
        ("raise $0", "KeyError", "raise KeyError"),
        ("import subprocess\nraise subprocess.$0", "CalledProcessError", "import subprocess\nraise subprocess.CalledProcessError"),
        # arguments by keyword
        ("import subprocess\nsubprocess.run(ch$0", "check=", "import subprocess\nsubprocess.run(check="),
        ("import subprocess\nsubprocess.run(\n    [],\n    $0", "shell=", "import subprocess\nsubprocess.run(\n    [],\n    shell="),
        ("import subprocess\nsubprocess.run(a, ch$0)", "check=", "import subprocess\nsubprocess.run(a, check=)"),
        ("sorted(x, $0", "key=", "sorted(x, key="),
        ("int('1', $0", "base=", "int('1', base="),
        ("print(sorted(x, k$0", "key=", "print(sorted(x, key="),
        # special methods
        ("class A:\n    def __$0", "__len__", "class A:\n    def __len__"),
        ("class A:\n    x = 1\n\n    async def __in$0", "__init__", "class A:\n    x = 1\n\n    async def __init__"),
        # decorators
        ("@$0", "property", "@property"),
        ("class A:\n    @cl$0\n    def f(cls): ...", "classmethod", "class A:\n    @classmethod\n    def f(cls): ..."),
        ("import functools\n@functools.$0", "cache", "import functools\n@functools.cache"),
        ("from functools import cache\n@c$0", "cache", "from functools import cache\n@cache"),
        # broken code around
        ("x = foo(\ndef f():\n    return le$0", "len", "x = foo(\ndef f():\n    return len"),
        ("def f(\n    print(le$0", "len", "def f(\n    print(len"),
        ("x = 'open\nle$0", "len", "x = 'open\nlen"),
        ("def f():\n    '''Use\n    return it's.\n    '''\n    return ) len(le$0", "len", "def f():\n    '''Use\n    return it's.\n    '''\n    return ) len(len"),
        ("class A\n    def f(self):\n        le$0", "len", "class A\n    def f(self):\n        len"),
    ],
)  # fmt: skip
def test_what_fits_is_offered_and_typed_by_accepting(marked: str, label: str, after: str) -> None:
    assert accepted(marked, label) == after


@pytest.mark.parametrize(
    "marked",
    [
        "# le$0", "x = 1  # os.$0", "'le$0'", "'''\nle$0\n'''", "'''\nreturn le$0", "f'le$0'", "f'{x:$0'",
        "f'{{le$0", "x.$0", "import nothing\nnothing.$0", "1.$0", "import os as o$0", "from os import path as p$0",
        "def pr$0", "class Va$0", "def f(se$0", "def f(a, *ar$0", "for le$0", "[x for x$0", "lambda le$0",
        "with x as y$0", "except ValueError as e$0", "from .si$0", "global le$0", "def __$0", "'a' 'b'$0", "0x$0",
    ],
)  # fmt: skip
def test_nothing_is_offered(marked: str) -> None:
    assert found(marked) == {}


@pytest.mark.parametrize(
    ("marked", "labels"),
    [
        ("from os $0", "len path"),
        ("import o$0", "len getcwd pass"),
        ("import os.$0", "getcwd"),
        ("x = $0", "pass return import"),
        ("pa$0", "else break return yield"),
        ("x = y $0", "len pass for"),
        ("raise $0", "len os None"),
        ("raise ValueError from $0", "len"),
        ("import subprocess\nsubprocess.run(check=True, $0", "check= other="),
        ("import subprocess\nsubprocess.run(args=$0", "check= shell="),
        ("sorted($0", "iterable= /="),
        ("def print($0", "sep="),
        ("class A:\n    def __$0", "__dict__ len"),
        ("class A:\n    def f(self):\n        def __$0", "__len__"),
        ("@$0", "int len"),
        ("len = 3\nle$0", "len"),
        ("def f(len):\n    return le$0", "len"),
    ],
)
def test_what_does_not_fit_is_left_out(marked: str, labels: str) -> None:
    assert found(marked).keys().isdisjoint(labels.split())


def test_a_long_docstring_with_quotation_marks_is_none_of_the_code_below_it() -> None:
    long = "    It's a pity.\n    return it\n" * 400
    assert "len" in found(f"def f():\n    '''\n{long}    '''\n    x = )\n    return (le$0")


def test_a_name_of_the_users_own_elsewhere_hides_nothing() -> None:
    assert "len" in found("def f(len): ...\n\nle$0")


@pytest.mark.parametrize(
    ("marked", "first"),
    [
        ("s$0", ["sorted"]),  # what is typed
        ("import functools\n@functools.$0", ["cache", "reduce"]),
        ("import subprocess\nraise subprocess.$0", ["CalledProcessError"]),
        ("import subprocess\nsubprocess.run($0", ["args=", "check=", "shell="]),
        ("print($0", ["sep=", "end="]),  # as the manual has them
        ("import os.path as p\np.$0", ["join", "isdir"]),  # what is used more
    ],
)
def test_the_likeliest_comes_first(marked: str, first: list[str]) -> None:
    assert list(found(marked))[: len(first)] == first


@pytest.mark.parametrize(
    ("marked", "label", "title"),
    [("if$0", "if", "statement"), ("x = 1 i$0", "if", "operator")],
)
def test_a_keyword_has_the_sense_of_its_place(marked: str, label: str, title: str) -> None:
    assert found(marked)[label].entry.title == title


def test_only_gaps_are_filled_beside_another_server() -> None:
    assert "__len__" in found("class A:\n    def __$0", gaps=True)
    assert found("from __future__ import $0", gaps=True) == {}
    assert "__init__" not in found("class A:\n    def __$0", gaps=True)
    assert found("import os\nos.$0", gaps=True) == {}
    assert found("le$0", gaps=True) == {}


def test_an_argument_is_documented_by_its_sentences() -> None:
    one = found("import subprocess\nsubprocess.run($0")["check="]
    settings = HoverSettings(links="off")
    said = documentation(DOCS, one.entry, settings, one.parameter)
    assert said == "If *check* is true, failing raises."
    plain = documentation(DOCS, one.entry, settings, one.parameter, markdown=False)
    assert plain == "If check is true, failing raises."
    assert "Run it." in documentation(DOCS, one.entry, settings, "shell")
