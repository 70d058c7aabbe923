"""Make one comment of many that follow each other, for the parser.

At each comment it looks through all others before the next code: a thousand of them would take it
a million steps. Blanks take the place of the ends of lines between them, so that no offset changes.
"""

import re
from typing import Final

_COMMENTS: Final = re.compile(rb"\n[ \t]*+#[^\n]*+(?:(?:\n[ \t\r\f]*+)++#[^\n]*+)++")
_END_BEFORE: Final = re.compile(rb"\n(?=[ \t]*+#)")
_MANY: Final = 20  # comments, or groups of them between empty lines


def joined_comments(data: bytes) -> bytes:
    """Return *data* with a blank for each end of a line between many comments.

    Empty lines stay where they are few. In a string that looks so, only blanks change.
    """
    return data if data.count(b"#") <= _MANY else _COMMENTS.sub(_joined, data)


def _joined(found: re.Match[bytes]) -> bytes:
    comments = found[0]
    if comments.count(b"\n") <= _MANY:
        return comments
    grouped = b"\n" + _END_BEFORE.sub(b" ", comments[1:])
    if grouped.count(b"\n") <= _MANY:
        return grouped
    return b"\n" + comments[1:].replace(b"\n", b" ")
