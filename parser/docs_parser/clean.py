"""What may pass from a page into a text: the one door to Bleach.

Bleach's sanitizer is a filter over the html5lib token stream; Bleach documents that it may stand
anywhere such filters stand. Ours stands between the tokens that `markup.py` makes of a page and the
writers of `render.py`, so all three texts are written from what it let through.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from bleach.sanitizer import INVISIBLE_CHARACTERS_RE, BleachSanitizerFilter

Token = dict[str, Any]

TAGS: Final = frozenset(
    (
        "a abbr blockquote br caption code dd div dl dt em h1 h2 h3 h4 h5 h6 hr kbd li ol p pre "
        "strong sub sup table tbody td th thead tr ul"
    ).split()
)
ATTRIBUTES: Final = {
    "a": frozenset({"href", "data-anchor"}),
    "blockquote": frozenset({"data-kind", "data-version", "data-until"}),
    "div": frozenset({"data-kind"}),
    "em": frozenset({"data-kind"}),
    "ol": frozenset({"start"}),
    "p": frozenset({"data-kind", "data-version", "data-until"}),
    "pre": frozenset({"data-language"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan"}),
    "ul": frozenset({"data-kind"}),
}
PROTOCOLS: Final = frozenset({"http", "https", "mailto"})

_BLANKS = re.compile(r"\s+")
# Marks that reorder or hide text in an editor: bidirectional controls and their kin.
_DECEPTIVE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class _Filter(BleachSanitizerFilter):  # type: ignore[misc]  # Bleach is untyped
    """Bleach's filter, remembering its verdicts on addresses: a page repeats them often."""

    @lru_cache(maxsize=65536)  # noqa: B019  # the one instance lives as long as the process
    def sanitize_uri_value(self, value: str, allowed_protocols: frozenset[str]) -> str | None:
        verdict: str | None = super().sanitize_uri_value(value, allowed_protocols)
        return verdict


_filter = _Filter(
    source=(),
    allowed_tags=TAGS,
    attributes=ATTRIBUTES,
    allowed_protocols=PROTOCOLS,
    strip_disallowed_tags=True,
)


def sanitized(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield what may pass of *tokens*: tags and attributes on the lists above, text, safe links.

    In the data of character tokens `&` is written `&amp;`, as Bleach reads entities there.
    One stream at a time: the filter is shared.
    """
    _filter.source = tokens
    return iter(_filter)


def plain(text: str) -> str:
    """Return *text* on one line, without characters that hide or reorder what is read."""
    text = INVISIBLE_CHARACTERS_RE.sub("?", text)
    return _BLANKS.sub(" ", _DECEPTIVE.sub("", text)).strip()


def without_deception(text: str) -> str:
    """Return *text* as it is, less the characters that reorder or hide what is read."""
    return _DECEPTIVE.sub("", text)
