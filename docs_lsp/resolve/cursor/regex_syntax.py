"""The syntax of Python's regular expressions: which part of a pattern is at an index.

The pattern is read once from left to right, as far as the index; a closing bracket is described by
what opened it.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from docs_lsp.resolve.cursor.code_syntax import Code, Reference

_SET: Final = "re-syntax-square-brackets"
_WHOLE: Final = "label re-syntax"
_ESCAPES: Final = {
    "A": "start",
    "b": "word-boundary",
    "B": "inside-word",
    "d": "digits",
    "D": "non-digits",
    "s": "whitespace",
    "S": "non-whitespace",
    "w": "word",
    "W": "non-word",
    "z": "end",
}
_CHARACTERS: Final = {".": "dot", "^": "caret", "$": "dollar", "|": "vertical-bar"}
_GROUPS: Final = (  # how a group begins, its label, and how the manual writes it
    (r"\(\?:", "re-syntax-non-capturing", "(?:...)"),
    (r"\(\?P<\w*>", "re-syntax-named-capture", "(?P<name>...)"),
    (r"\(\?P=\w*\)", "re-syntax-named-backreference", "(?P=name)"),
    (r"\(\?#[^)]*\)", "re-syntax-comment", "(?#...)"),
    (r"\(\?=", "re-syntax-lookahead", "(?=...)"),
    (r"\(\?!", "re-syntax-negative-lookahead", "(?!...)"),
    (r"\(\?<=", "re-syntax-lookbehind", "(?<=...)"),
    (r"\(\?<!", "re-syntax-negative-lookbehind", "(?<!...)"),
    (r"\(\?>", "re-syntax-atomic-group", "(?>...)"),
    (r"\(\?\(\w*\)", "re-syntax-yes-no-pattern", "(?(id/name)yes-pattern|no-pattern)"),
    (r"\(\?[aiLmsux]+\)", "re-syntax-inline-flags", "(?aiLmsux)"),
    (r"\(\?[aiLmsux]*-?[imsx]*:", "re-syntax-inline-flags-group", "(?aiLmsux-imsx:...)"),
    (r"\((?!\?)", "re-syntax-parentheses", "(...)"),
)
_CLOSED: Final = frozenset(  # groups that end with the parenthesis they are known by
    ("re-syntax-named-backreference", "re-syntax-comment", "re-syntax-inline-flags")
)
_GROUP: Final = re.compile("|".join(f"({form})" for form, _label, _head in _GROUPS))
_QUANTIFIER: Final = re.compile(
    r"(?:(?P<mark>[*+?])|\{(?P<low>\d*)(?P<comma>,)?(?P<high>\d*)\})(?P<more>[?+])?"
)
_QUANTIFIERS: Final = {"*": "asterisk", "+": "plus", "?": "question-mark"}
_SHORT: Final = {
    "?": ("re-syntax-non-greedy-quantifiers", "*?"),
    "+": ("re-syntax-possessive-quantifiers", "*+"),
}
_SECTIONS: Final = "{\\"  # how headings without a label begin
_BLANK: Final = re.compile(r"\s+|#[^\n]*")


# References to groups in a replacement; two backslashes and an octal number are none.
_REFERENCE: Final = re.compile(
    r"\\(?:\\|0|[0-3][0-7]{2}|(?P<number>\d{1,2})|g<(?:(?P<all>0+)|(?P<index>\d+)|(?P<name>\w+))>)"
)
_REFERENCES: Final = {  # how the manual writes them
    "all": r"\g<0>",
    "index": r"\g<number>",
    "name": r"\g<name>",
    "number": r"\6",
}


class _Part(NamedTuple):
    start: int
    end: int
    label: str = ""  # "" of a character that means itself
    head: str = ""


def regex_code(pattern: str, index: int, *, verbose: bool = False) -> Code | None:
    """Return the part of *pattern* at *index*; None where a character means itself.

    In a *verbose* pattern blanks and comments are no part of it.
    """
    for part in _parts(pattern, verbose=verbose):
        if part.end > index:
            if not part.label:
                return None
            return Code(part.start, part.end, (*_references(part), Reference(_WHOLE, part.head)))
    return None


def replacement_code(text: str, index: int) -> Code | None:
    """Return the reference to a group at *index* of the replacement of `re.sub`."""
    for found in _REFERENCE.finditer(text):
        head = _REFERENCES.get(found.lastgroup or "")
        if head is not None and found.start() <= index < found.end():
            return Code(*found.span(), (Reference("function re.sub", head),))
    return None


def _references(part: _Part) -> Iterator[Reference]:
    if part.label.startswith(f"{_SET}-"):
        yield Reference(f"label {_SET}", part.head)  # an item of a list there
    yield Reference(f"{'section' if part.label[0] in _SECTIONS else 'label'} {part.label}")


def _parts(pattern: str, *, verbose: bool) -> Iterator[_Part]:
    groups: list[tuple[str, str]] = []
    at = 0
    while at < len(pattern):
        if verbose and (blank := _BLANK.match(pattern, at)) is not None:
            yield _Part(*blank.span())
            at = blank.end()
            continue
        character = pattern[at]
        if character == "\\":
            part = _escape(pattern, at)
        elif character == "[":
            yield from _set(pattern, at)
            at = _end_of_set(pattern, at)
            continue
        elif character == "(":
            part = _group(pattern, at)
            if part.label not in _CLOSED:
                groups.append((part.label, part.head))
        elif character == ")":
            part = _Part(at, at + 1, *(groups.pop() if groups else ("", "")))
        elif character in _CHARACTERS:
            part = _Part(at, at + 1, f"re-syntax-{_CHARACTERS[character]}", character)
        else:
            part = _quantifier(pattern, at)
        yield part
        at = part.end


def _escape(pattern: str, at: int) -> _Part:
    escaped = pattern[at + 1 : at + 2]
    if not escaped:
        return _Part(at, at + 1)
    if escaped in _ESCAPES:
        return _Part(at, at + 2, f"re-syntax-special-{_ESCAPES[escaped]}", f"\\{escaped}")
    if escaped == "Z":  # since Python 3.14 a section without a label
        return _Part(at, at + 2, "\\Z", "\\Z")
    number = re.compile(r"[1-9]\d?(?!\d)").match(pattern, at + 1)
    if number is not None:
        return _Part(at, number.end(), "re-syntax-special-group-reference", "\\number")
    if escaped.isalnum():
        return _Part(at, at + 2, "re-syntax-standard-escapes", "")
    return _Part(at, at + 2, "re-syntax-backslash", "\\")


def _group(pattern: str, at: int) -> _Part:
    found = _GROUP.match(pattern, at)
    if found is None or found.lastindex is None:
        return _Part(at, at + 1)
    _form, label, head = _GROUPS[found.lastindex - 1]
    return _Part(*found.span(), label, head)


def _quantifier(pattern: str, at: int) -> _Part:
    found = _QUANTIFIER.match(pattern, at)
    if found is None or not (found["mark"] or found["low"] or found["comma"]):
        return _Part(at, at + 1)
    if found["mark"] and not found["more"]:
        return _Part(*found.span(), f"re-syntax-{_QUANTIFIERS[found['mark']]}", found["mark"])
    if found["mark"]:
        return _Part(*found.span(), *_SHORT[found["more"]])
    if found["comma"] is None and not found["more"]:
        return _Part(*found.span(), "re-syntax-curly-brackets", "{m}")
    head = "{m,n}" + (found["more"] or "")
    return _Part(*found.span(), head, head)


def _end_of_set(pattern: str, at: int) -> int:
    """Return the index behind the set that begins at *at*."""
    at += 2 if pattern.startswith("[^", at) else 1
    at += pattern.startswith("]", at)  # as the first character it means itself
    while at < len(pattern) and pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return min(at + 1, len(pattern))


def _set(pattern: str, start: int) -> Iterator[_Part]:
    end = _end_of_set(pattern, start)
    yield _Part(start, start + 1, _SET, "[]")
    at = start + 1
    if pattern.startswith("^", at):
        yield _Part(at, at + 1, f"{_SET}-caret", "*complementing*")
        at += 1
    first = at
    while at < end - 1:
        if pattern[at] == "\\":
            yield _in_set(pattern, at)
            at += 2
        elif pattern[at] == "-" and first < at < end - 2:
            yield _Part(at, at + 1, f"{_SET}-minus", "-")
            at += 1
        else:
            yield _Part(at, at + 1)
            at += 1
    yield _Part(end - 1, end, _SET if pattern[end - 1 : end] == "]" else "", "[]")


def _in_set(pattern: str, at: int) -> _Part:
    part = _escape(pattern, at)
    if part.label.startswith("re-syntax-special") and pattern[at + 1] in "dDsSwW":
        return part
    if not part.label or pattern[at + 1].isalnum():
        return _Part(at, part.end, "re-syntax-standard-escapes" if part.label else "")
    return _Part(at, at + 2, f"{_SET}-backslash", "\\\\")
