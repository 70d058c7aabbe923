"""Many comments that follow each other: they are read in little time, and nothing else changes."""

import random

import pytest
from growth import time_grows_linearly
from names_kit import NAMES
from tree_sitter import Node

from docs_lsp.resolve import resolve
from docs_lsp.resolve.syntax import parser
from docs_lsp.resolve.syntax.bounded import bounded
from docs_lsp.resolve.syntax.comments import joined_comments
from docs_lsp.resolve.syntax.parser import parse

COMMENT = "# len of it, see os.getcwd\n"
KINDS = [
    "# so many words\n",
    "    # a\n",
    "# a\n\n",
    "# a\r\n\r\n",
    "#\n  # a\n\t\n",
    "# 'a\n# \"\n",
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("around", ["import os\n{}os\n", "def f():\n    x = 1\n{}    y\n", "{}"])
def test_twice_the_comments_take_about_twice_the_time(kind: str, around: str) -> None:
    def work(length: int) -> None:
        parser.forget()
        parse(around.format(kind * (length // len(kind))))

    assert time_grows_linearly(work, 5000)


def test_among_many_comments_only_comments_are_known() -> None:
    text = f"import os\nif os:\n    os.sep\n{COMMENT * 100}\n    # len\n    os.getcwd()\n"
    found = resolve(text, text.rindex("getcwd"), NAMES)
    assert found is not None
    assert found.entry.name == "os.getcwd"
    begin = text.index("#")
    for line in (0, 1, 50, 99):
        for column in (2, 6, 20, len(COMMENT) - 1):
            offset = begin + line * len(COMMENT) + column
            assert resolve(text, offset, NAMES) is None


@pytest.mark.parametrize("quote", ['"""', "'''"])
def test_what_looks_like_comments_in_a_string_remains_a_string(quote: str) -> None:
    text = f"x = {quote}\n{COMMENT * 100}{quote}\nlen(x)\n" + "x = 1\n" * 100
    assert resolve(text, text.index("len"), NAMES) is None
    found = resolve(text, text.rindex("len"), NAMES)
    assert found is not None
    assert found.entry.name == "len"


def test_an_empty_line_between_few_comments_is_none() -> None:
    text = f"\n{COMMENT * 30}\n# b\n"
    path = parse(text).path_to_byte(text.index("\n\n") + 1)
    assert path[-1].type != "comment"


LINES = [
    *(
        "x = 1\n",
        "if x:\n    y = 'a#'\n",
        "def f(a,\n      # b\n      c):\n    # d\n    return a\n",
    ),
    *(
        "# a\n",
        "    # a\n",
        "# 'b\r\n",
        "\n",
        "  \n",
        "s = '''\n# a\n# b\n'''\n",
        "x = [\n# a\n1]\n",
    ),
    *("class A:\n    # a\n# b\n    c = 1  # d\n", "f'''{x}\n# {x}\n'''\n"),
]


def leaves(node: Node) -> list[tuple[str, int, int]]:
    """Return the leaves of a tree that are no comments, and where they are."""
    if not node.children:
        return [(node.type, node.start_byte, node.end_byte)] * (node.type != "comment")
    return [leaf for child in node.children for leaf in leaves(child)]


@pytest.mark.parametrize("seed", range(40))
def test_all_else_is_read_as_if_nothing_was_joined(seed: int) -> None:
    chance = random.Random(seed)
    parts = []
    for line in chance.choices(LINES, k=40):
        parts += [line] * chance.choice([1, 1, 2, 30] if line.strip(" ").startswith("#") else [1])
    data = "".join(parts).encode()
    joined = joined_comments(data)
    assert len(joined) == len(data)
    whole, read = (bounded(one, parser._LANGUAGE)[1].root_node for one in (data, joined))
    assert leaves(read) == leaves(whole)


def test_an_edit_among_comments_gives_the_tree_of_a_new_text() -> None:
    for count in (19, 20, 21, 300):
        comments = "# one of many\n" * count
        text = f"import os\n{comments}{'os.sep' + chr(10)}{'x = 1' + chr(10)}" * 5
        for old, new in (("of many\n", "of more\n"), ("# one", "one"), ("many\n#", "many\n\n#")):
            parse(text)
            edited = text.replace(old, new, 1)
            tree = str(parse(edited).tree.root_node)
            parser.forget()
            assert tree == str(parse(edited).tree.root_node)
