"""The sanitizer of text and addresses from a page: the only module that uses Bleach.

A docset stores no markup: text is kept as text in blocks of a closed set of kinds, and whoever
renders them writes the tags and escapes the text. So two things of a page are left that could do
harm, and both pass Bleach's sanitizer here before they are stored: the characters of a text, and
the address of a link.
"""

import re
from functools import lru_cache
from typing import Any, Final

from bleach.sanitizer import INVISIBLE_CHARACTERS_RE, BleachSanitizerFilter

PROTOCOLS: Final = frozenset({"http", "https", "mailto"})

_HREF: Final = (None, "href")
_BLANKS = re.compile(r"\s+")
# Marks that reorder or hide text in an editor: bidirectional controls and their kin.
_DECEPTIVE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

_filter = BleachSanitizerFilter(
    source=(),
    allowed_tags={"a"},
    attributes={"a": ["href"]},
    allowed_protocols=PROTOCOLS,
    strip_disallowed_tags=True,
)


@lru_cache(maxsize=65536)
def address(url: str) -> str:
    """Return *url* if Bleach lets a link have it, else the empty string."""
    token: dict[str, Any] = {
        "type": "StartTag",
        "name": "a",
        "namespace": None,
        "data": {_HREF: url},
    }
    passed = _filter.sanitize_token(token)
    return str(passed["data"].get(_HREF, "")) if passed else ""


def printable(text: str) -> str:
    """Return *text* without characters that hide or reorder what is read; blanks stay as they are.

    A text for which `str.isprintable` holds has none.
    """
    return _DECEPTIVE.sub("", INVISIBLE_CHARACTERS_RE.sub("?", text))


def plain(text: str) -> str:
    """Return *text* on one line, without characters that hide or reorder what is read."""
    if not text.isprintable():
        text = printable(text)
    return _BLANKS.sub(" ", text).strip()
