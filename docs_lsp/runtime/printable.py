"""Text without characters that control a terminal, or hide or reorder what is read.

The parser applies `printable` to what it stores, and commands to all that they print: paths, names
of projects and messages of other programs come from elsewhere.
"""

import re
import sys
from typing import Final, TextIO

# Control characters of all blocks but tab and the ends of lines, and halves of surrogate pairs.
_CONTROLS: Final = "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"
_BREAKS: Final = "[\x0b\x0c\x85\u2028\u2029]"  # ends of lines that few programs know
# Bidirectional controls, invisible signs, annotations, and tags, which spell a hidden text.
_HIDDEN: Final = (
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)

_HARMFUL: Final = f"{_CONTROLS}|{_BREAKS}|{_HIDDEN}"


def printable(text: str) -> str:
    """Return *text* with `?` for each control character, and without those that hide or reorder.

    Tabs and ends of lines stay. Joiners stay too, as the letters of some languages need them.
    """
    # What is harmful is not printable to Python either, which sees it a dozen times as fast.
    if text.replace("\n", "").isprintable() or not re.search(_HARMFUL, text):
        return text
    return re.sub(_HIDDEN, "", re.sub(_BREAKS, " ", re.sub(_CONTROLS, "?", text)))


def on_one_line(text: str) -> str:
    """Return printable *text* with a blank for each tab and end of a line."""
    return text if text.isprintable() else re.sub(r"[\t\r\n]", " ", printable(text))


def say(text: str, out: TextIO | None = None) -> None:
    """Print *text*, which comes from elsewhere in part, on *out* or standard output."""
    print(printable(text), file=out or sys.stdout, flush=True)
