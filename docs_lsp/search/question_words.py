"""The words around a name in a question: `how to use enumerate`, `explode in php`."""

import re
from typing import Final

from docs_lsp.search.languages import ALL_LANGUAGES, LONG_NAMES, OTHER_LANGUAGES

# The words around a name in a question about it, or in a request for an example.
_ASKED_BEFORE: Final = re.compile(
    r"(?:what(?:.?s| is| are| does)|how (?:does|do|do i use|to use)|explain|define|meaning of|"
    r"use of|use|using|the|an?|python|equivalent (?:of|for|to)|"
    rf"{OTHER_LANGUAGES}(?:'s)?)\s+(?=\S)",
    re.IGNORECASE,
)
_ASKED_AFTER: Final = re.compile(
    rf"(?<=\S)(?:\s+(?:(?:in|of|from) {OTHER_LANGUAGES}|{LONG_NAMES}|counterpart|"
    r"(?:python )?equivalents?|in python|examples?|works?|means?|meaning|do|used for|usage)|\s*\?"
    r"|(?<!python)(?:\s+(?:since|in|python))*\s+[23]\.\d{1,2}\+?)$",
    re.IGNORECASE,
)
_ENDS: Final = frozenset("?+0123456789")
_LAST: Final = frozenset(
    "python example examples work works mean means meaning do for usage counterpart equivalent "
    "equivalents".split()
)


def without_question(typed: str) -> str:
    """Return what is asked for, without the words of the question or of a request for an example.

    >>> without_question("what does enumerate do in Python?"), without_question("PHP explode")
    ('enumerate', 'explode')
    """
    left = typed
    while shorter := _ASKED_BEFORE.match(left):
        left = left[shorter.end() :]
    while _may_end(left) and (shorter := _ASKED_AFTER.search(left)):
        left = left[: shorter.start()]
    return left


def _may_end(question: str) -> bool:
    """Whether a question may end with words that say nothing: most do not, which is soon seen."""
    last = question.rpartition(" ")[2].lower()
    return last[-1:] in _ENDS or last in _LAST or last in ALL_LANGUAGES
