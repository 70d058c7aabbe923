"""What a manual's own words say of one code within a string: its item in the list of all codes.

The codes of `strftime`, of `%` and of escapes are told in lists (tables, in the manual) whose items
begin with the code: "- `%Y` — Year with century", "- `'d'` — Signed integer decimal".
"""

import re
from textwrap import dedent
from typing import Final

# An item of a list up to the next one, with the blocks that belong to it.
_ITEM: Final = r"^- {}(?: —)? *(?P<said>.*?)(?=^\S|\Z)"
_NUMBER_OF_NOTE: Final = re.compile(r"\s*^\(\d+\)$", re.MULTILINE)  # of a note below the table


def code_sentences(markdown: str, code: str) -> str | None:
    """Return, as Markdown, what *markdown* says of the *code*; None where it lists no such one.

    What a code such as `%5.2f` does is said of the letter it ends with.
    """
    if not code:
        return None
    heads = [f"`{code}`", *([f"`'{code[-1]}'`"] if code.startswith("%") else [])]
    for head in heads:
        pattern = _ITEM.format(re.escape(head))
        found = re.search(pattern, markdown, re.MULTILINE | re.DOTALL)
        if found is not None:
            first, _, more = found["said"].partition("\n")
            told = f"{head} — {first}\n{dedent(more)}"
            return _NUMBER_OF_NOTE.sub("", told).rstrip()
    return None
