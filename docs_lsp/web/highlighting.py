"""Colours for listings: the text of a listing as HTML, its tokens in spans with a class each."""

import re
from functools import lru_cache
from html import unescape
from typing import Final

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_LISTING: Final = re.compile(r'<pre(?: data-language="([^"]*)")?>(.*?)</pre>', re.DOTALL)
_PYTHON: Final = frozenset({"", "default", "python", "python3", "py", "ipython", "ipython3"})
_PROMPT: Final = re.compile(r"^>>>", re.MULTILINE)
_LONGEST: Final = 20_000  # code points of a listing that is coloured

_FORMATTER: Final = HtmlFormatter(nowrap=True)


def with_colours(html: str) -> str:
    """Return sanitised *html* with coloured listings; their text stays the same."""
    return _LISTING.sub(lambda found: f"<pre>{_coloured(found[1] or '', found[2])}</pre>", html)


def coloured_code(code: str) -> str:
    """Return Python *code*, plain text, as HTML with its tokens in spans."""
    return _spans("python", code)


def _coloured(language: str, inner: str) -> str:
    """Return the content of a listing, which stays as it is in a language that is not known."""
    code = unescape(inner)
    if len(code) > _LONGEST:
        return inner
    if language in _PYTHON:
        language = "pycon" if _PROMPT.search(code) else "python"
    try:
        return _spans(language, code)
    except ClassNotFound:
        return inner


@lru_cache(256)
def _spans(language: str, code: str) -> str:
    spans = str(highlight(code, get_lexer_by_name(language, stripnl=False), _FORMATTER))
    return spans if code.endswith("\n") else spans.removesuffix("\n")  # the lexer has added one
