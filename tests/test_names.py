"""The names of all docsets, and which entry answers for one."""

import pytest
from entry_list import EntryList

from docs_lsp.entry import Entry
from docs_lsp.names import Names


def entry(
    number: int, name: str, role: str, domain: str = "py", docset: str = "python~3.14"
) -> Entry:
    return Entry(docset, number, name, domain, role, role, f"{role}.html#{name}", number)


ENTRIES = (
    entry(1, "time", "label", "std"),
    entry(2, "time", "module"),
    entry(3, "time.time", "function"),
    entry(4, "if", "keyword"),
    entry(5, "Py_None", "macro", "c"),
    entry(6, "os.path", "module"),
    entry(7, "os.path.join", "function"),
)
NAMES = Names([EntryList(ENTRIES), EntryList([entry(1, "time", "module", docset="other~1")])])


def number(found: Entry | None) -> int | None:
    return found.id if found else None


def test_a_name_is_found_as_a_programmer_means_it() -> None:
    assert number(NAMES.find("time")) == 2
    assert number(NAMES.find("time", domain="std")) == 1
    assert number(NAMES.find("time", role="label")) == 1
    assert NAMES.find("Time") is None
    assert NAMES.find("") is None


def test_the_docset_can_be_chosen() -> None:
    other = NAMES.find("time", docset="other~1")
    assert other is not None
    assert other.docset == "other~1"
    assert NAMES.find("if", docset="other~1") is None


@pytest.mark.parametrize(
    ("docset", "of_python"),
    [
        ("python~3.14", True),
        ("python-ja~3.14", True),
        ("python-pt-br~3.13", True),
        ("python-can~4.5", False),
        ("python-docx~1.2", False),
        ("python-telegram-bot~22.5", False),
        ("pythonnet~3.0", False),
    ],
)
def test_the_manual_of_python_is_known_in_any_language_and_no_library_is_taken_for_it(
    docset: str, *, of_python: bool
) -> None:
    one = entry(1, "time", "module", docset=docset)
    assert one.of_python is of_python
    assert len(list(Names([EntryList([one])]).standard.named("time"))) == of_python


def test_only_python_objects_have_dotted_names() -> None:
    assert number(NAMES.python_object("os.path.join")) == 7
    assert NAMES.python_object("if") is None
    assert NAMES.python_object("Py_None") is None


def test_members_are_found_by_their_last_part() -> None:
    assert {name: one.id for name, one in NAMES.members("os.path").items()} == {"join": 7}
    assert set(NAMES.members("")) == {"time"}
    assert not NAMES.members("nothing")


def test_names_with_a_dot_can_be_listed() -> None:
    assert list(NAMES.dotted_names()) == ["time.time", "os.path", "os.path.join"]
