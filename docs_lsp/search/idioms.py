"""Idioms: several words that say one thing, such as "get rid of", and the word that phrases have.

Taken alone, their words mislead: nothing is thrown, and no way is away.
"""

import re
from functools import cache
from typing import Final

# The one word; the words that an idiom may begin with; how it goes on, as a regular expression.
_IDIOMS: Final[tuple[tuple[str, str, str], ...]] = (
    ("remove", "get gets getting", "rid of"),
    ("remove", "throw throws throwing toss tossing", "away|out"),
    ("remove", "do doing", "away with"),
    ("remove", "chop chopping cut cutting strip stripping", "off"),
    ("remove", "take taking", "out|away"),
    ("skip", "leave leaving", "out"),
    ("shuffle", "mix mixing", "up"),
    ("regex", "regular", "expressions?"),
    ("search", "look looking", "up|for"),
    ("stop", "give giving", "up"),
    ("save", "write writing", "down"),
    ("return", "give giving", "back"),
    ("restart", "start starting", "over|again"),
    ("split", "break breaking chop chopping cut cutting tear", "apart|up|into (?:bits|pieces)"),
    ("split", "pull pulling take taking pick", "apart"),
    ("join", "put putting glue gluing stick string stitch tie paste", "(?:back )?together"),
    ("iterate", "go goes going step stepping run running", "through|over|along"),
    ("check", "make making", "sure"),
    ("check", "find figure work see", "(?:out )?(?:if|whether)"),
    ("calculate", "work working", "out"),
    ("continue", "carry carrying keep", "on|going"),
    ("start", "kick kicking", "off"),
    ("disable", "turn turning switch switching", "off"),
    ("enable", "turn turning switch switching", "on"),
    ("keep", "hang hold", "on to"),
    ("repeat", "over", "and over(?: again)?"),
    ("repeat", "again", "and again"),
    ("simultaneously", "same", "time"),
    ("reversed", "back", "to front"),
    ("reversed", "other", "way a?round"),
    ("manually", "on", "purpose"),
    ("several", "bunch couple handful lot lots", "of"),
    ("crash", "blow blows blew", "up"),
    ("rest", "left", "over"),
    ("login", "logged logging sign signed", "in"),
    ("website", "web", "sites?"),
    ("uppercase", "upper capital", "case|letters?"),
    ("lowercase", "lower small", "case|letters?"),
    ("filename", "file", "names?"),
    ("timestamp", "time", "stamps?"),
    ("subfolder", "sub", "(?:folder|director)(?:y|ies|s)?"),
)


def as_one_word(text: str) -> str:
    """Return a text with a word for each idiom.

    >>> as_one_word("get rid of blanks"), as_one_word("put back together")
    ('remove blanks', 'join')
    """
    table = _by_first()
    for word in text.lower().split():
        for idiom, meant in table.get(word, ()):
            text = idiom.sub(meant, text)
    return text


@cache
def _by_first() -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    """Return the idioms by their first word; most texts have none."""
    found: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {}
    for meant, firsts, rest in _IDIOMS:
        for first in firsts.split():
            idiom = re.compile(rf"\b{first} (?:{rest})\b", re.IGNORECASE)
            found[first] = (*found.get(first, ()), (idiom, meant))
    return found
