"""The values that all layers use: docsets, entries, signatures and notices.

They are frozen, without behaviour, and import nothing of this package: the parser writes them, the
store reads them, the features show them. Texts are `docs_lsp.blocks`.
"""

import re
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple


class NoticeKind(StrEnum):
    """The kind of a structured notice of the documentation."""

    ADDED = "added"
    CHANGED = "changed"
    DEPRECATED = "deprecated"
    DEPRECATED_REMOVED = "deprecated-removed"
    SOFT_DEPRECATED = "soft-deprecated"
    REMOVED = "removed"
    AVAILABILITY = "availability"
    AUDIT = "audit-event"
    THREAD_SAFETY = "thread-safety"


class Notice(NamedTuple):
    """A notice such as "Changed in version 3.10: ...", with its own plain text.

    `until` is the version of the (announced) removal, for `DEPRECATED_REMOVED` alone. `partial`
    marks a notice of a part of the thing (a parameter, a value, a way to call it) and `part` is the
    name of that part, if known. `fragment` is the id of the one description that the notice is of,
    where several share a text; `""` for all of them.
    """

    kind: NoticeKind
    text: str
    version: str | None = None
    until: str | None = None
    partial: bool = False
    part: str = ""
    fragment: str = ""


class Parameter(NamedTuple):
    """One parameter of a signature, as the documentation prints it: `key=None`, `*args`, `/`."""

    name: str
    default: str | None = None
    annotation: str | None = None


class Signature(NamedTuple):
    """One call form. `fragment` is the id of the description it belongs to."""

    text: str
    fragment: str
    parameters: tuple[Parameter, ...] = ()


_LANGUAGE: Final = re.compile(
    r"(?P<project>.+) \((?P<language>[a-z]{2,3}(?:-[a-z]{2,4})?)\)", re.ASCII
)


class Docset(NamedTuple):
    """One documentation set at one version. `built_at` is ISO 8601 in UTC.

    `library` is the normalised name of the distribution it documents, where the build knew it.
    """

    id: str
    project: str
    version: str
    base_url: str
    entries: int
    built_at: str
    library: str | None = None

    @property
    def of_python(self) -> bool:
        """Whether it is Python's own documentation, in any language."""
        return _is_of_python(self.id)

    @property
    def project_and_language(self) -> tuple[str, str]:
        """The project without its language, and the language: `Python (ja)` is of `ja`.

        A project without one in brackets is in English, `en`.
        """
        match = _LANGUAGE.fullmatch(self.project)
        return (match["project"], match["language"]) if match else (self.project, "en")


# `python~3.14`, `python-ja~3.14`, `python-pt-br~3.14`; but not `python-can~4.5`, a library.
_OF_PYTHON: Final = re.compile(r"python(?:-[a-z]{2}(?:-[a-z]{2,4})?)?~", re.ASCII)


@cache
def _is_of_python(docset_id: str) -> bool:
    """Whether the docset of that id is Python's own documentation, in any language."""
    return _OF_PYTHON.match(docset_id) is not None


_OPERATORS: Final = frozenset({"and", "or", "not", "in", "not in", "is", "is not"})
_EXPRESSIONS: Final = frozenset({"lambda", "await"})
_CONSTANTS: Final = frozenset({"True", "False", "None"})
_STATEMENTS: Final = frozenset(
    "assert async break class continue def del for from global if import match nonlocal pass raise "
    "return try type while with yield".split()
)


class Entry(NamedTuple):
    """One documented thing: its row of the inventory, and what lists show.

    `docset` is the id of its docset, `id` its number there, from 1 in the order of the
    documentation. `anchor` is page and fragment inside the docset; `unit` is the number of the text
    it shares with its group; `since` and `deprecated` are versions such as "3.11" (a deprecation
    without version is ""). `signature` is its first call form. `title` is the name that people use
    where it differs: the heading of a label, the sense of an operator.
    """

    docset: str
    id: int
    name: str
    domain: str
    role: str
    kind: str
    anchor: str
    unit: int
    summary: str = ""
    signature: str | None = None
    since: str | None = None
    deprecated: str | None = None
    title: str | None = None

    @property
    def of_python(self) -> bool:
        """Whether Python's own documentation describes it, in any language."""
        return _is_of_python(self.docset)

    @property
    def is_class(self) -> bool:
        """Whether it is a class; exceptions are."""
        return self.role in {"class", "exception"}

    @property
    def sense(self) -> str | None:
        """The sense in which a keyword or an operator is described; else the title.

        A docset calls everything a statement that is described where the language is; here only
        what begins one is.
        """
        if self.title != "statement" or self.role not in ("keyword", "operator"):
            return self.title
        if self.role == "operator" or self.name in _OPERATORS:
            return "operator"
        if self.name in _EXPRESSIONS:
            return "expression"
        if self.name in _CONSTANTS:
            return "constant"
        return "statement" if self.name.partition(" ")[0] in _STATEMENTS else "keyword"
