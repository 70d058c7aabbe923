"""What is offered after a dot, in which order, and what is said of it."""

import pytest
from cursor import split_cursor
from small_docs import SNAPSHOT

from docs_lsp.features.completion import completions, documentation
from docs_lsp.options import HoverSettings


def check_completion(marked: str, labels: str) -> None:
    source, offset = split_cursor(marked)
    assert [one.label for one in completions(SNAPSHOT, source, offset)] == labels.split()


def test_members_come_by_name_private_and_deprecated_ones_last() -> None:
    check_completion("import os.path as p\np.$0", "exists join _secret walk")


def test_what_is_typed_already_changes_nothing() -> None:
    check_completion("import os.path as p\np.jo$0", "exists join _secret walk")


def test_a_class_has_members_too() -> None:
    check_completion("str.$0", "upper")


@pytest.mark.parametrize(
    "marked", ["$0", "x.$0", "# os.$0", "'os.$0'", "import nothing\nnothing.$0", "1.$0"]
)
def test_nothing_is_offered_for_the_unknown(marked: str) -> None:
    check_completion(marked, "")


def test_documentation_says_what_the_hover_says() -> None:
    entry = SNAPSHOT.names.python_object("os.path.exists")
    assert entry is not None
    said = documentation(SNAPSHOT, entry, HoverSettings(links="off"))
    assert said == "**os.path.exists** · function\n\nSay whether *path* is there."
    plain = documentation(SNAPSHOT, entry, HoverSettings(links="off"), markdown=False)
    assert plain == "os.path.exists · function\n\nSay whether path is there."
