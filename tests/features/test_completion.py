"""Completions after a dot: names, order and documentation."""

import pytest
from cursor import split_cursor
from small_docs import PYTHON, SNAPSHOT, SmallTexts, Thing, snapshot_of

from docs_lsp.features.completion import completions, documentation, word_start
from docs_lsp.options.settings import HoverSettings


def labels(marked: str, *, gaps: bool = False) -> list[str]:
    source, offset = split_cursor(marked)
    return [one.label for one in completions(SNAPSHOT, source, offset, gaps=gaps)]


def test_members_come_by_use_and_private_and_deprecated_ones_last() -> None:
    assert labels("import os.path as p\np.$0") == ["join", "exists", "_secret", "walk"]


def test_what_begins_as_the_typed_word_comes_first() -> None:
    assert labels("import os.path as p\np.ex$0") == ["exists", "join", "_secret", "walk"]
    assert labels("import os.path as p\np._$0")[0] == "_secret"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("str.$0", "upper __str__"),
        ("import $0", "os asyncio flask"),
        ("import os.$0", "path"),
        ("from os.$0", "path"),
        ("from os $0", "import"),
        ("from os import $0", "path"),
        ("from os.path import join, $0", "join exists _secret walk"),
        ("from os.path import (\n    join,\n    e$0\n)", "exists join _secret walk"),
        ("try: ...\nexcept $0", "ValueError"),
        ("raise $0", "ValueError"),
        ("import asyncio\nraise $0", "ValueError asyncio"),
        ("from asyncio import timeout\n@$0", "timeout"),
        ("class A:\n    def $0", "__enter__ __str__"),
        ("class A:\n    def __s$0", "__str__ __enter__"),
        ("x = $0", "str len ValueError"),
        ("$0", "import str pass len ValueError"),
        ("if x: pa$0", "pass import str len ValueError"),
        ("import os.path as p\nx = p$0", "p str len ValueError"),
        ("open_it = 1\nx = $0", "str len ValueError"),
        ("import asyncio\nasyncio.timeout(de$0", "delay= str len ValueError asyncio"),
        ("import asyncio\nasyncio.timeout($0)", "delay= str len ValueError asyncio"),
        ("import asyncio\nasyncio.timeout(delay=$0)", "str len ValueError asyncio"),
        ("import asyncio\nasyncio.timeout(1, $0)", "str len ValueError asyncio"),
    ],
)
def test_what_is_offered(marked: str, expected: str) -> None:
    assert " ".join(labels(marked)) == expected


def thing(name: str, kind: str) -> Thing:
    return Thing(name, kind, kind, "library/a.html", "It works.", fragment=name)


WITH_KEYWORDS = snapshot_of(
    SmallTexts(
        PYTHON,
        [thing(word, "keyword") for word in "None as case if import is not or".split()]
        + [thing(name, "class") for name in ("str", "int")]
        + [thing("re", "module"), thing("re.Match", "class"), thing("re.NOFLAG", "data")]
        + [thing("re.match", "function"), thing("len", "function"), thing("OSError", "exception")],
    )
)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("match $0", "None OSError int len not str"),
        ("match le$0", "len None OSError int not str"),
        ("match x $0", "if is not or"),
        ("match x:\n    $0", "case"),
        ("match x:\n    case $0", "None OSError int str"),
        ("match x:\n    case in$0", "int None OSError str"),
        ("match x:\n    case 1:\n        pass\n    case $0", "None OSError int str"),
        ("match x:\n    case str() | $0", "None OSError int str"),
        ("match x:\n    case [1, ($0", "None OSError int str"),
        ("match x:\n    case {'a': $0", "None OSError int str"),
        ("match x:\n    case str(real=$0", "None OSError int str"),
        ("match x:\n    case str($0", "None OSError int str"),
        ("match x:\n    case (1, *$0", ""),
        ("match x:\n    case {**$0", ""),
        ("match x:\n    case y as $0", ""),
        ("match x:\n    case y $0", "as if"),
        ("match x:\n    case [y $0", "as"),
        ("match x:\n    case (1, 2) $0", "as if"),
        ("match x:\n    case y if l$0", "len None OSError int not str"),
        ("match x:\n    case y if l $0", "if is not or"),
        ("import re\nmatch x:\n    case $0", "None OSError int re str"),
        ("import re\nmatch x:\n    case re.$0", "Match NOFLAG"),
        ("case = l$0", "len None OSError int not str"),
        ("case(l$0", "len None OSError int not str"),
        ("match = l$0", "len None OSError int not str"),
        ("type $0", ""),
        ("type X = l$0", "len None OSError int not str"),
        ("lazy $0", "import"),
    ],
)
def test_what_is_offered_behind_soft_keywords(marked: str, expected: str) -> None:
    source, offset = split_cursor(marked)
    found = completions(WITH_KEYWORDS, source, offset)
    typed = source[:offset].rpartition(" ")[2]
    assert found == sorted(found, key=lambda one: not one.label.startswith(typed))
    assert sorted(one.label for one in found) == sorted(expected.split())


@pytest.mark.parametrize(
    "marked",
    [
        "x.$0",
        "# os.$0",
        "'os.$0'",
        "'o$0",
        "import nothing\nnothing.$0",
        "from nothing import $0",
        "1.$0",
        "def $0",
        "class S$0",
        "import os as o$0",
    ],
)
def test_nothing_is_offered_for_the_unknown(marked: str) -> None:
    assert labels(marked) == []


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("import os.path as p\np.$0", ""),
        ("$0", ""),
        ("class A:\n    def __e$0", "__enter__"),
    ],
)
def test_gaps_offer_what_other_servers_lack(marked: str, expected: str) -> None:
    assert " ".join(labels(marked, gaps=True)) == expected


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ("import os\nos.pa$0", "path", "import os\nos.path"),
        ("from os.path import jo$0", "join", "from os.path import join"),
        (
            "import asyncio\nasyncio.timeout(de$0)",
            "delay=",
            "import asyncio\nasyncio.timeout(delay=)",
        ),
        ("class A:\n    def __en$0", "__enter__", "class A:\n    def __enter__"),
        ("try: ...\nexcept Val$0:", "ValueError", "try: ...\nexcept ValueError:"),
    ],
)
def test_what_is_accepted_is_what_one_would_have_typed(
    marked: str, label: str, expected: str
) -> None:
    source, offset = split_cursor(marked)
    one = next(one for one in completions(SNAPSHOT, source, offset) if one.label == label)
    stem = source[:offset].rstrip("_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert stem + one.label + source[offset:] == expected


def test_a_parameter_is_documented_by_its_own_sentences() -> None:
    entry = SNAPSHOT.names.python_object("len")
    assert entry is not None
    said = documentation(SNAPSHOT, entry, HoverSettings(), "s")
    assert said == "Count the items of *s*."


def test_the_documentation_of_another_version_says_so() -> None:
    entry = next(iter(SNAPSHOT.docsets.values())).entries[0]
    other = SNAPSHOT._replace(other_versions={entry.docset: "9.9 is installed"})
    assert documentation(other, entry, HoverSettings()).endswith("; 9.9 is installed")
    assert "installed" not in documentation(SNAPSHOT, entry, HoverSettings())


def test_documentation_is_the_hover_without_what_the_item_shows() -> None:
    entry = SNAPSHOT.names.python_object("os.path.exists")
    assert entry is not None
    said = documentation(SNAPSHOT, entry, HoverSettings(links="off"))
    assert said == "Say whether *path* is there."
    plain = documentation(SNAPSHOT, entry, HoverSettings(links="off"), markdown=False)
    assert plain == "Say whether path is there."


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("class A:\n    def __e$0", "__enter__"),
        ("class A(object):\n    def __e$0", "__enter__"),
        ("class A(ABC):\n    def __e$0", "__enter__"),
        ("class A[T]:\n    async def __e$0", "__enter__"),
        ("class A(dict):\n    def __e$0", ""),  # other servers offer the methods of a base
        ("class A(\n    Base,\n):\n    def __e$0", ""),
    ],
)
def test_gaps_are_special_methods_that_a_class_does_not_inherit(marked: str, expected: str) -> None:
    assert " ".join(labels(marked, gaps=True)) == expected


@pytest.mark.parametrize(
    ("marked", "word"),
    [("p.jo$0in", "jo"), ("$0", ""), ("p.$0", ""), ("é_1$0", "é_1"), ("x = [ab$0", "ab")],
)
def test_the_word_at_the_cursor(marked: str, word: str) -> None:
    source, offset = split_cursor(marked)
    assert source[word_start(source, offset) : offset] == word
