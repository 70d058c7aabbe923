"""Find the parts of a long text that may be left out: bodies of functions, rows of literals.

One search goes through the text. After an edit it goes on from the chunk with the edit until it
is where it was before, so that the rest of the text is not searched again.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from docs_lsp.resolve.syntax.common_ends import common_prefix, common_suffix

SIGNS: Final = ".,:=("  # there are about twice as many nodes in a tree
_CHUNK: Final = 16_384  # code points, at least
# Comments and strings, in which brackets, colons and other quotation marks mean nothing. A string
# that ends nowhere is `open`: to look for its end again and again would take very long.
_TRIPLE: Final = {
    '"': r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""|',
    "'": r"'{3}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'{3}|",
}
_COMMENT: Final = r"#[^\n]*|"
_SINGLE: Final = (
    r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'"
    r"|(?P<open>[\"'](?:\\.|[^\\\n])*+)"
)
_NO_CODE: Final = (
    rf"{_COMMENT}{''.join(_TRIPLE.values())}(?P<open_triple>(?:\"{{3}}|'{{3}}).*+)|{_SINGLE}"
)
# Lines two levels deep behind a colon, those of a function, and rows of a literal. A comment may
# begin anywhere.
_LINE_BETWEEN: Final = r"[ \t]*(?:#[^\n]*)?\n"
_LONG_PART: Final = (
    rf"|(?<=:\n)(?P<body>(?:(?: {{8}}|\t\t)[^\n]*\n|{_LINE_BETWEEN})+)"
    rf"|(?<=\n)(?:async )?def [^\n]*:\n(?P<function>(?:(?: {{4}}|\t)[^\n]*\n|{_LINE_BETWEEN})+)"
    r"|(?<=[,(\[{]\n)(?P<rows>(?:[ \t]+[-\d(\[{\"'][^\n]*,\n){20,200})"
)
_BRACKETS: Final = ("()", "[]", "{}")
_OPENING: Final = ("(\n", "[\n", "{\n")
_BEHIND: Final = 2  # code points before a place that the search may read there
# Lines after a place that the search may have read to get there: the rows of a literal that has
# too few, or the line behind a body.
_AHEAD: Final = 24


class Part(NamedTuple):
    """Lines that may be left out: where they are in their chunk, and what begins a comment there.

    `signs` counts those of their code.
    """

    begin: int
    end: int
    comment: str
    signs: int


class Chunk(NamedTuple):
    """A piece of a text, the parts in it, and the signs of its code, parts included.

    `unclosed` are the quotation marks of triple-quoted strings that begin in it, or before it, and
    end nowhere: what was found depends on all of the text behind the chunk.
    """

    length: int
    parts: Sequence[Part]
    signs: int
    unclosed: str = ""


class LongParts(NamedTuple):
    """A long text in chunks."""

    text: str
    chunks: Sequence[Chunk]

    @property
    def signs(self) -> int:
        """The number of signs of code: those in comments and strings do not count."""
        return sum(chunk.signs for chunk in self.chunks)


Places = Mapping[tuple[int, str], int]  # chunks by where they begin, and what is unclosed there


def parts_of(text: str, before: Iterable[LongParts] = (), size: int = _CHUNK) -> LongParts:
    """Search *text* in chunks of *size*; it may be an edit of one of the texts *before*."""
    for one in before:
        shared = _shared(one, text)
        if shared is not None:
            break
    else:
        shared = 0, {}
        one = LongParts("", ())
    first, known = shared
    chunks = list(one.chunks[:first])
    at, unclosed = sum(chunk.length for chunk in chunks), ""
    while at < len(text) and (at, unclosed) not in known:
        chunks.append(_chunk(text, at, unclosed, known, size))
        at, unclosed = at + chunks[-1].length, chunks[-1].unclosed
    return LongParts(text, (*chunks, *one.chunks[known.get((at, unclosed), len(one.chunks)) :]))


def _shared(before: LongParts, text: str) -> tuple[int, Places] | None:
    """Return how many chunks *text* begins with, and which of the others may be in it.

    None if the texts have little in common.
    """
    old = before.text
    same = common_prefix(old, text)
    end = min(common_suffix(old, text), min(len(old), len(text)) - same)
    if same + end < len(text) // 2:
        return None
    for _ in range(_AHEAD):
        same = max(0, old.rfind("\n", 0, same))
    starts = tuple(accumulate((chunk.length for chunk in before.chunks), initial=0))
    first = 0
    for start, chunk in zip(starts[1:], before.chunks, strict=True):
        if start > same or chunk.unclosed:
            break
        first += 1
    shift = len(text) - len(old)
    behind = len(old) - end + _BEHIND
    unclosed = ("", *(chunk.unclosed for chunk in before.chunks))
    places = zip(starts, unclosed, strict=True)
    known = {
        (start + shift, marks): index
        for index, (start, marks) in enumerate(places)
        if start >= behind
    }
    return first, known


def _chunk(text: str, start: int, unclosed: str, known: Places, size: int) -> Chunk:
    """Search from *start* until the chunk is long enough, or a *known* one begins."""
    parts: list[Part] = []
    codes: list[str] = []
    done = at = start
    while match := _long_part(unclosed).search(text, at):
        at = match.end()
        group = match.lastgroup
        if group in ("open", "open_triple"):
            unclosed += match[0] if group == "open_triple" else ""
            continue
        if group is None:
            codes.append(text[done : match.start()])
            done = at
            if text[match.start()] != "#":
                continue
        else:
            begin = match.start(group)
            code = code_of(match[group])
            if '"' in code or "'" in code:  # of a string that ends elsewhere
                at = begin + 1
                continue
            is_first = group == "rows" and text.endswith(_OPENING, 0, begin)
            if not is_first and _is_whole(code, group):  # the first rows say what all are
                part = _part(match[group], begin - start, code, group)
                parts += [part] if part is not None else []
            codes += (text[done:begin], code)
            done = at
        is_end = at - start >= size or (at, unclosed) in known
        if is_end and not _goes_on(text, at):
            break
    else:
        at = len(text)
    codes.append(text[done:at])
    return Chunk(at - start, tuple(parts), signs_in("".join(codes)), unclosed)


@lru_cache
def _long_part(unclosed: str) -> re.Pattern[str]:
    """Return the pattern of all that matters, behind triple quotation marks that end nowhere."""
    closed = [mark for mark in _TRIPLE if mark not in unclosed]
    triples = "".join(_TRIPLE[mark] for mark in closed)
    marks = f"(?P<open_triple>{'|'.join(f'{mark}{{3}}' for mark in closed)})|" if closed else ""
    return re.compile(f"{_COMMENT}{triples}{marks}{_SINGLE}{_LONG_PART}", re.DOTALL)


def _goes_on(text: str, at: int) -> bool:
    """Whether the line that ends at *at* may go on with the next one."""
    return text.endswith(("\\", "\\\n"), 0, at)


def _part(lines: str, begin: int, code: str, group: str) -> Part | None:
    """Return whole lines as a part; None where a comment does not fit in.

    The comment is indented as they are, with one statement before it in a body.
    """
    indent = len(lines) - len(lines.lstrip())
    comment = f"{lines[:indent]}{'#' if group == 'rows' else '0 #'}"
    if indent == len(lines) or len(lines) <= len(comment):
        return None
    return Part(begin, begin + len(lines), comment, signs_in(code))


def code_of(text: str) -> str:
    """Return *text* without its comments and whole strings."""
    return re.sub(_NO_CODE, r"\g<open>\g<open_triple>", text, flags=re.DOTALL)


def signs_in(code: str) -> int:
    """Return how many signs *code* has."""
    return sum(map(code.count, SIGNS))


def _is_whole(code: str, group: str) -> bool:
    """Whether a comment may replace *code*: no bracket and no line in it may end elsewhere.

    What ends with a comma behind a colon is no body, but the value of a key.
    """
    if "\\\n" in code or any(code.count(one) != code.count(other) for one, other in _BRACKETS):
        return False
    return group == "rows" or code.rstrip()[-1:] not in ("", ",")
