"""The parts of a long text that may be left out, found anew after an edit as in a new text."""

import ast
import random
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs_lsp.resolve.syntax.common_ends import differences
from docs_lsp.resolve.syntax.long_parts import LongParts, parts_of

PIECES = st.lists(
    st.sampled_from(
        [
            "def f(x):\n    return x\n\n",
            "    def g(x):\n        y = (1,\n        2)\n        return '(', \"x\"\n",
            "async def h():\n\tawait x  # it's\n",
            "x = [\n" + "    (1, 'a'),\n" * 25 + "]\n",
            "    (1, 2),\n" * 12,
            '"""',
            "'''",
            "'a' ",
            '"',
            "'",
            "\\\n",
            "\\",
            "# it's: \"\n",
            "#:\n",
            "        x\n",
            "\n",
            ":\n",
            "def f():\n",
            "    if x:\n        'y',\n",
            "é",
        ]
    ),
    max_size=30,
)
SIZE = 20  # of a chunk


def flat(found: LongParts) -> list[tuple[int, int, str, int]]:
    """Return the parts with their places in the text."""
    parts, begin = [], 0
    for chunk in found.chunks:
        parts += [
            (begin + one.begin, begin + one.end, one.comment, one.signs) for one in chunk.parts
        ]
        begin += chunk.length
    assert begin == len(found.text)
    return parts


@given(PIECES, PIECES, st.lists(st.tuples(st.randoms(), PIECES), min_size=1, max_size=4))
def test_after_an_edit_the_same_parts_are_found_as_in_a_new_text(
    before: list[str], behind: list[str], edits: list[tuple[random.Random, list[str]]]
) -> None:
    text = "".join((*before, *behind))
    found = parts_of(text, size=SIZE)
    for chance, new in edits:
        start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        end = min(end, start + chance.choice((0, 1, 30)))
        text = text[:start] + "".join(new[:2]) + text[end:]
        found = parts_of(text, [found], size=SIZE)
        new_text = parts_of(text)
        assert flat(found) == flat(new_text)
        assert found.signs == new_text.signs


def test_after_an_edit_little_is_searched_again() -> None:
    text = "class C:\n    def f(self):\n        return [self.a, 'b']\n\n" * 20_000
    found = parts_of(text)
    middle = len(text) // 2
    edited = parts_of(f"{text[:middle]} {text[middle:]}", [found])
    kept = {id(chunk) for chunk in found.chunks}
    assert len(found.chunks) > 50
    assert sum(id(chunk) not in kept for chunk in edited.chunks) <= 3


LITERALS = {
    "values on lines of their own": (
        "x = {\n" + "    ('a', 'b'):\n        ('c', 'd'),\n    'e':\n        3,\n" * 50 + "}\n"
    ),
    "strings that go on in the next line": (
        "x = {\n 'a': 'b',\n" + " 'c': 'd '\n      'e '\n      'f',\n" + " 'g': 'h',\n" * 30 + "}\n"
    ),
    "a string that goes on before rows": (
        "x = {\n 'a': 'b',\n 'c': 'd '\n" + "      'f',\n" * 3 + " 'g': 'h',\n" * 30 + "}\n"
    ).replace("      'f',\n" * 3, "      'f',\n"),
    "comments with colons": "x = [\n    1,\n    # these:\n    # all\n    2,\n]\n" * 20,
    "comments within bodies": (
        "def f(x):\n    try:\n#        one()\n        two()\n    except OSError:\n        pass\n"
        * 20
    ),
    "a comment before a first statement": "if x:\n    if y:\n        # why\n        pass\n" * 20,
    "lambdas": "f(\n    lambda x:\n        x,\n    2,\n)\n" * 20,
    "slices": "x[\n    1:\n        2\n]\n" * 20,
    "rows with comments": "x = [\n" + "    (1, 2),  # a, b\n    (3, 4),\n" * 40 + "]\n",
    "rows of rows": "x = [\n" + "    [\n" + "        1,\n" * 30 + "    ],\n" + "]\n",
}


@pytest.mark.parametrize("kind", LITERALS)
def test_without_its_parts_a_text_has_no_errors(kind: str) -> None:
    for text in (LITERALS[kind], textwrap.indent(LITERALS[kind], "    ")):
        whole = f"def outer():\n{text}" if text.startswith("    ") else text
        ast.parse(whole)
        kept = whole
        for begin, end, comment, _signs in reversed(flat(parts_of(whole))):
            kept = f"{kept[:begin]}{comment.ljust(end - begin - 1, '#')}\n{kept[end:]}"
        assert len(kept) == len(whole)
        ast.parse(kept)


@given(st.text("ab", max_size=60), st.text("ab", max_size=60), st.integers(0, 60))
def test_differences_turn_one_text_into_the_other(old: str, new: str, most: int) -> None:
    check_differences(old, new, most)


@given(st.integers(), st.integers(0, 3))
def test_differences_of_long_texts_are_small(seed: int, count: int) -> None:
    chance = random.Random(seed)
    old = "".join(chance.choices("abcdef\n", k=60_000))
    new = old
    for _ in range(count):
        place = chance.randrange(50_000)
        new = f"{new[:place]}{'#' * 500}{new[place + 500 :]}"
    place = chance.randrange(50_000)
    new = f"{new[:place]}{chance.choice(('', 'x', 'long' * 100))}{new[place:]}"
    found = check_differences(old, new, 30_000)
    assert found > 0 or old == new
    assert found <= (count + 1) * 5_000


def check_differences(old: str, new: str, most: int) -> int:
    """Return how much differs; what is found is right."""
    found = differences(old, new, most)
    if found is None:
        return 0
    made, at = "", 0
    for one in found:
        made += old[at : one.begin]
        assert len(made) == one.new_begin
        made += new[one.new_begin : one.new_begin + one.new_length]
        at = one.begin + one.length
    assert made + old[at:] == new
    return sum(max(one.length, one.new_length) for one in found)


@pytest.mark.parametrize(
    "text",
    ['"""\n' + "x\\'''\n" * 100_000, "'''\n" + 'x\\"""\n' * 100_000, '"' + '\\"' * 300_000],
    ids=["single", "double", "one line"],
)
def test_the_end_of_a_string_that_ends_nowhere_is_looked_for_once(text: str) -> None:
    found = parts_of(text)  # takes minutes otherwise
    assert flat(found) == []
