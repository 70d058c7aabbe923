"""Headings lead to their sections, messages of errors to what explains them."""

import pytest

from docs_lsp.entry import Entry
from docs_lsp.search import SearchIndex, search_together
from docs_lsp.search.query import Query


def entry(number: int, row: tuple[str, str, str, str, str]) -> Entry:
    name, role, anchor, title, summary = row
    return Entry(
        docset="python~3.14",
        id=number,
        name=name,
        domain="std" if role in {"label", "section", "term", "doc"} else "py",
        role=role,
        kind=role,
        anchor=anchor,
        unit=number,
        summary=summary,
        title=title or None,
    )


ROWS = [
    ("Using a pool of workers", "section", "library/pool.html#a", "", ""),
    ("multiprocessing.pool.Pool", "class", "library/pool.html#Pool", "", "A pool."),
    ("many-modules", "label", "howto/logs.html#many", "Using logs in multiple modules", ""),
    ("logging.Logger", "class", "library/logging.html#Logger", "", "Logs of a module."),
    ("hashable", "term", "glossary.html#term-hashable", "", "Has a hash value."),
    ("TypeError", "exception", "library/exceptions.html#TypeError", "", "A wrong type."),
    ("list", "class", "library/stdtypes.html#list", "", "A mutable sequence."),
    ("fold", "function", "library/x.html#fold", "", "Fold."),
    ("os.path.dirname", "function", "library/os.html#d", "", "Folder of a path."),
]
INDEX = SearchIndex.build([entry(number, row) for number, row in enumerate(ROWS, 1)])


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("pool of workers", "library/pool.html#a"),
        ("how to use a pool of workers", "library/pool.html#a"),
        ("logs in several modules", "howto/logs.html#many"),
        ("TypeError: unhashable type: 'list'", "glossary.html#term-hashable"),
        ("TypeError: bad value", "library/exceptions.html#TypeError"),
        ("folder of a path", "library/os.html#d"),
        ('TypeError: "list" is an unhashable type', "glossary.html#term-hashable"),
        (
            "Traceback (most recent call last): File x.py, line 3, in run TypeError: unhashable type: 'list'",
            "glossary.html#term-hashable",
        ),
    ],
)
def test_the_section_about_these_words_comes_first(query: str, first: str) -> None:
    assert search_together([INDEX], query, 3)[0].entry.anchor == first


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("KeyError: 'name'", ""),
        ("TypeError: 'int' object is not iterable", "'int' object is not iterable"),
        ("a.b.ConfigError: No section: 'main'", "No section: "),
        ("list index out of range", "list index out of range"),
        ("OSError: [Errno 24] Too many open files", " Too many open files"),
        ("PicklingError: Can't pickle <class 'a.B'>", "Can't pickle "),
    ],
)
def test_a_message_is_known_without_its_exception_and_values(query: str, message: str) -> None:
    assert Query.parse(query).message == message


@pytest.mark.parametrize(
    ("query", "raised", "mentioned"),
    [
        ("[Errno 2] No such file or directory: 'x'", "FileNotFoundError", "errno.ENOENT"),
        ("what does [Errno 13] mean", "PermissionError", "errno.EACCES"),
        ("TypeError: bad value", "TypeError", None),
    ],
)
def test_the_number_of_a_system_error_is_known(
    query: str, raised: str, mentioned: str | None
) -> None:
    asked = Query.parse(query)
    assert asked.raised == raised
    assert mentioned is None or mentioned in asked.mentions


def test_the_first_sentence_of_a_library_is_a_phrase() -> None:
    own = Entry(
        "lib~1",
        1,
        "lib.fetch",
        "py",
        "function",
        "function",
        "api.html#fetch",
        1,
        "Download a text from a site.",
    )
    other = Entry(
        "lib~1", 2, "lib.site", "py", "function", "function", "api.html#site", 2, "A site."
    )
    index = SearchIndex.build([other, own])
    (best, *_) = search_together([index], "get a string from a site", 2)
    assert best.entry.name == "lib.fetch"
