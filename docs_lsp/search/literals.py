"""Values in a question, such as `2024-05-17` or `https://...`, read as the kind of thing they are.

A value is one of many: no text has just this one, but texts say "date" and "url". Limits that are
said in several words, such as "at most", become one word.
"""

import re
from functools import cache, lru_cache
from typing import Final

from docs_lsp.search.idioms import as_one_word

_KINDS: Final[tuple[tuple[str, str], ...]] = (
    (r"\w+://\S+", "url"),
    (r"[\w.+-]+@\w[\w-]*(?:\.[\w-]+)+", "email address"),
    (r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*", "iso date time"),
    (r"\d{4}-\d\d-\d\d", "iso date"),
    (r"\d{1,2}(?P<dot>[./])\d{1,2}(?P=dot)\d{4}", "date"),
    (r"\d{1,2}:\d\d(?::\d\d)?", "time"),
    (r"\d{4}-W\d\d(?:-\d)?", "iso week date"),
    (r"\d{1,3}(?:\.\d{1,3}){3}", "ip address"),
    (r"\d{1,3}(?:\.\d{1,3}){3}/\d{1,2}", "ip network"),
    (r"[\da-fA-F]{2}(?:[:-][\da-fA-F]{2}){5}", "mac address"),
    (r"::1|[\da-fA-F]{1,4}(?::[\da-fA-F]{0,4}){2,7}", "ipv6 address"),
    (r"(?:\d{1,3}(?:\.\d{1,3}){3}|localhost):\d{2,5}", "host port"),
    (r"(?:utc|UTC|gmt|GMT)[+-]\d{1,2}(?::?\d\d)?", "utc offset"),
    (r"40[134]|50[234]", "http status"),
    (r"\d*(?:1st|2nd|3rd|\dth)", "nth"),
    (r"[$\u20ac\xa3]\d[\d,.]*", "currency amount"),
    (r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", "thousands separator"),
    (r"[uU]\+[0-9a-fA-F]{4,6}", "unicode code point"),
    (r"\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}", "unicode character"),
    (r"\\x[0-9a-fA-F]{2}", "hexadecimal escape sequence"),
    (r"\d+(?:\.\d+)?[eE][-+]?\d+", "float"),
    (r"\{\d+(?:,\d*)?\}", "repetition quantifier"),
    (r"0[xX][0-9a-fA-F]+|#[0-9a-fA-F]{6}", "hexadecimal"),
    (r"0[bB][01]+", "binary"),
    (r"0[oO][0-7]+", "octal"),
    (r"\d+(?:\.\d+)? ?%", "percent"),
    (r"\d+ ?[xX] ?\d+", "n by n"),
    (r"\d+ ?ms", "n milliseconds"),
    (r"\d+ ?s(?:ecs?)?", "n seconds"),
    (r"\d+ ?mins?", "n minutes"),
    (r"\d+ ?h(?:rs?)?", "n hours"),
    (r"\d{1,2} ?[ap]\.?m\.?", "time of day"),
    (r"===?", "equality"),
    (r"!=|<>", "inequality"),
    (r":=", "walrus"),
    (r"//", "floor division"),
    (r"\*\*", "power"),
    (r"%", "modulo"),
    (r"[&|^~]|<<|>>", "bitwise"),
)
_AMOUNT: Final = re.compile(r"(?<![\w.-])(\d+) ?([kKmMgGtT]i?[bB])(?!\w)")
_LIMIT: Final = re.compile(
    r"\b(?:(at most|no more than|not more than)|at least|no less than|no fewer than)\b",
    re.IGNORECASE,
)
# Where an answer may be looked for: in any question of several words, this goes without saying.
_WHERE: Final = re.compile(
    r"\s(?:in|from|with|of|using|by) (?:the |python'?s )?(?:standard library|stdlib)\b",
    re.IGNORECASE,
)
# The operator, where a comparison has another one beside it; else it is a word of no meaning.
_IS: Final = re.compile(
    r"(?<![\w.])is(?: not)?(?=,? (?:vs\.?|versus|or|and|instead of) [=!]=)"
    r"|(?<=[=!]= )((?:vs\.?|versus|or|and|instead of) )is\b",
    re.IGNORECASE,
)
_ASKED: Final = 4  # words of such a question
_SIGN: Final = re.compile(r"[0-9/\\@#=<>*%&|^~]|::")  # every value has one

_BEGINS_WITH_SIGN: Final = r"(?=\S*[0-9/\\@#=<>*%&|^~:+])"  # in its first word

_TEXTS: Final = 16  # a query is read several times


@lru_cache(maxsize=_TEXTS)
def with_kinds(text: str) -> str:
    """Return a question with the kinds of its values, and with limits as one word.

    >>> with_kinds("parse 2024-05-17"), with_kinds("wait at most 5 s")
    ('parse iso date', 'wait maximum 5 s')
    """
    text = as_one_word(_without_where(text))
    text = _LIMIT.sub(lambda limit: "maximum" if limit[1] else "minimum", text)
    if not _SIGN.search(text):
        return text
    text = _IS.sub(r"\1identity", text)
    text = _AMOUNT.sub(r"\1 bytes", text)
    any_value, values = _values()
    if any_value.search(text):
        for value, kind in values:
            text = value.sub(kind, text)
    return text


def _without_where(text: str) -> str:
    """Return a question without "in the standard library", where it asks for something in it."""
    rest = _WHERE.sub("", text)
    return rest if len(rest.split()) >= _ASKED else text


@cache
def _values() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Return the form of any value, and those of each kind; most searches never wait for them."""
    around = r"(?<!\S)[\"'(]?(?:{})[\"'),.?!]?(?!\S)"
    one_of_them = around.format("|".join(form for form, _kind in _KINDS))
    any_value = re.compile(_BEGINS_WITH_SIGN + one_of_them)
    return any_value, tuple((re.compile(around.format(form)), kind) for form, kind in _KINDS)
