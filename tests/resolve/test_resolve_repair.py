"""Code that is being typed, and syntax newer than the grammar, hide nothing around them."""

import pytest
from cursor import split_cursor
from hypothesis import given
from hypothesis import strategies as st
from names_kit import NAMES

from docs_lsp.resolve import UserModules, resolve
from docs_lsp.resolve.syntax.parser import parse

HEADERS = [
    "if x",
    "if x  ",
    "if x and not f(y, [z])",
    "while f(x)",
    "for x in y",
    "async for x in y",
    "with open(x) as f",
    "class C",
    "class C(B)",
]
AROUND = [
    "import os\n{}\nos.$0getcwd()\n",
    "import os\n{}\nx = os.$0getcwd()\nif x:\n    pass\n",
    "def f():\n    import os\n    {}\n    x = os.$0getcwd()\n    return x\n",
    "def f():\n    import os\n    {}\n        x = os.$0getcwd()\n    return x\n",
    "def f():\n    import os\n    {}\n    for x in os.$0getcwd():\n        pass\n",
    "def f():\n    import os\n    {}\n\n    y = 1\n    x = os.$0getcwd()\n",
    "def f():\n    import os\n    {}\n    if x\n    os.$0getcwd()\n",
    "import os\ndef f():\n    {}\n\n\ndef g():\n    os.$0getcwd()\n",
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("around", AROUND)
def test_code_behind_an_open_header(around: str, header: str) -> None:
    found = resolve(*split_cursor(around.format(header)), NAMES)
    assert found is not None
    assert found.entry.name == "os.getcwd"


def test_what_the_header_itself_says() -> None:
    found = resolve(*split_cursor("def f(x: str):\n    if x.$0upper()\n    y = 1\n"), NAMES)
    assert found is not None
    assert found.entry.name == "str.upper"


@pytest.mark.parametrize(
    "text",
    [
        "x = [y\n    for y in z\n    if y\n",  # a display that is still open
        "if (x and\n    y",
        "'''\nif x\n'''\nfoo(",
        "if x \\\n    and y: pass\nfoo(",
        "# if x\nfoo(",
    ],
)
def test_what_is_no_header_is_left_alone(text: str) -> None:
    assert parse(text).parsed == text.encode()


@given(
    st.lists(st.sampled_from(["if x", "for", " ", "\n", "(", ")", ":", "\\", "é", "\r", "class"]))
)
def test_no_byte_moves(parts: list[str]) -> None:
    text = "".join(parts)
    before, after = text.encode(), parse(text).data
    assert len(before) == len(after)
    assert all(new in (old, ord(":")) for old, new in zip(before, after, strict=True))


def test_only_lines_with_an_error_are_joined() -> None:
    text = "def f():\n    g(a and\n    b)\n    h('''is\nit''')\n    x.\n"
    assert parse(text).parsed == text.encode()


NEWER = [
    # lines within brackets that are left of their block
    "import os\ndef f():\n    if (a and\nb):\n        pass\n    os.$0getcwd()\n",
    "import os\nclass A:\n    def f(self):\n        x = (a +\n  # why\n  b or\nos.$0getcwd())\n        y = x\n",
    "def f():\n    import os\n    x = g(a=\n1, b={'c':  # why\n2})\n    os.$0getcwd()\n",
    "def f():\n    import os\n    x = [a for a in\nb if\nc]\n    return os.$0getcwd()\n",
    "class A:\n    def f(self):\n        return (a ==\nb)\n\n    def g(self):\n        import os\n        os.$0getcwd()\n",
    # defaults of type parameters
    "import os\ndef f[T = os.$0getcwd](x: T): ...\n",
    "import os\nclass A[T: str = os.$0getcwd, *U = *tuple[int], **P = [int]]: ...\n",
    "import os\ntype X[T = int, U = os.$0getcwd] = list[T]\n",
    "def f[T = int](x: T):\n    import os\n    return os.$0getcwd()\n",
    # mappings spread in a comprehension
    "import os\nx = {**d for d in os.$0getcwd()}\n",
    "import os\nx = {\n    **os.$0getcwd() for d in e if d\n}\n",
    "def f():\n    import os\n    x = {**d for d in e}\n    os.$0getcwd()\n",
    # imports that are lazy
    "lazy import os\nos.$0getcwd()\n",
    "lazy from os import getcwd\n$0getcwd()\n",
]


@pytest.mark.parametrize("marked", NEWER)
def test_syntax_that_the_grammar_does_not_read(marked: str) -> None:
    found = resolve(*split_cursor(marked), NAMES)
    assert found is not None
    assert found.entry.name == "os.getcwd"


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("def f[T = str](x: T):\n    x.$0upper()\n", None),  # a default is no bound
        ("def f[T: str = bytes](x: T):\n    x.$0upper()\n", "str.upper"),
        ("def f[T: str = bytes](x: T):\n    x.$0hex()\n", None),
        ("x = {**d for d in e}\nx.$0items()\n", "dict.items"),
        ("x: dict[str, int] = {}\ny = {**d for d in [x]}\nfor k in y:\n    k.$0upper()\n", "str.upper"),
        ("x = {*$0*d for d in e}\n", "dict"),
        ("def f[T $0= str](x: T): ...\n", "type-params"),
        ("lazy$0 import os", "lazy"),
        ("lazy$0 = 1", None),
        ("lazy$0\nimport os", None),
        ("x = t'{a}'\nx.$0interpolations\n", "string.templatelib.Template.interpolations"),
        ("MISSING = sen$0tinel('MISSING')\n", "sentinel"),
    ],
)  # fmt: skip
def test_names_in_newer_syntax(marked: str, name: str | None) -> None:
    found = resolve(*split_cursor(marked), NAMES)
    assert (found and found.entry.name) == name


def nested(levels: int) -> str:
    lines = [f"{' ' * level}if x:" for level in range(levels)]
    return "\n".join(["import os", *lines, f"{' ' * levels}os.getcwd()", ""])


@pytest.mark.parametrize("levels", [20, 99])
def test_as_many_levels_of_blocks_as_python_allows_are_parsed(levels: int) -> None:
    text = nested(levels)
    assert resolve(text, text.index("getcwd"), NAMES) is not None


@pytest.mark.parametrize("levels", [100, 150])
def test_more_levels_of_blocks_than_python_allows_are_not_parsed(levels: int) -> None:
    text = nested(levels)
    assert not parse(text).tree.root_node.children
    assert resolve(text, text.index("getcwd"), NAMES) is None


def test_an_imported_module_of_more_levels_is_not_parsed_either() -> None:
    modules = UserModules(["/p"], opened=["/p/a.py"])
    text = "import os\nimport deep\nos.getcwd()\ndeep.os.getcwd()\n"
    modules.put("/p/a.py", text)
    modules.put("/p/deep.py", nested(150))
    finder = modules.finder("/p/a.py")
    assert resolve(text, text.index("getcwd"), NAMES, finder) is not None
    assert resolve(text, text.rindex("getcwd"), NAMES, finder) is None


def test_deep_lines_are_no_deep_blocks() -> None:
    text = f"import os\nx = [\n{' ' * 150}1,\n{' ' * 120}2]\nos.getcwd()\n"
    assert resolve(text, text.index("getcwd"), NAMES) is not None


@given(
    st.lists(
        st.sampled_from(
            [
                "x",
                "(",
                ")",
                "and",
                "\n",
                "\n    ",
                "if",
                ":",
                "=",
                "[",
                "]",
                "{**d for",
                "in",
                "def f[T",
                "'",
                "#",
            ]
        ),
        max_size=25,
    ).map(" ".join)
)
def test_a_repair_moves_no_byte(text: str) -> None:
    found = parse(text)
    assert found.data == text.encode()
    assert len(found.parsed) == len(found.data)
