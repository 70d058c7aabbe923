"""The query-independent score of an entry: its prior use, and its kind."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from docs_lsp.entry import Entry
from docs_lsp.search.analyzer import squash
from docs_lsp.search.popularity import priors

_PRIOR: Final = 4.0  # points of the most used entry; an exact name is worth about as much
_ROLES: Final = {
    "keyword": 0.4,
    "operator": 0.4,
    "module": 0.3,
    "term": 0.7,
    "label": 0.0,
    "section": -0.2,
    "doc": 0.0,
    "index": -0.6,  # a topic of the index names a spot in a text, not a thing
    "opcode": -0.6,
    "pdbcommand": -2.0,
    "monitoring-event": -0.6,
    "token": -1.0,
    "functionParam": -2.0,
}
_DEPRECATED: Final = -0.7
_OTHER_NAME: Final = -1.5  # an entry that only says which other one describes the thing
_FEW_WORDS: Final = 3  # that such an entry has: "Same as `cups.fill`."
_HISTORY: Final = -3.0  # What's New speaks of everything, and explains little of it
_PAGES_OF_CHANGES: Final = frozenset(
    {"changelog", "changes", "history", "release-notes", "releases"}
)
_C_API: Final = -0.8
_BY_THE_WAY: Final = -2.2  # a keyword's further places
_SENSES: Final = frozenset({"operator", "binary operator", "statement", "keyword", None})
_OTHER_SENSE: Final = -0.6  # `*` multiplies before it unpacks
_REFERENCE: Final = 0.5  # a heading of the language reference
_TUTORIAL: Final = 0.2
_NOT_THE_REFERENCE: Final = -1.0  # a keyword or operator outside the language reference


def merits(entries: Sequence[Entry], references: Mapping[int, int]) -> list[float]:
    """Return the merit of each entry in points."""
    found = priors(entries, references)
    at_home = {entry.name for entry in entries if _is_at_home(entry)}
    names = {entry.name for entry in entries if entry.domain == "py"}
    return [
        round(
            _PRIOR * prior
            + _of_its_kind(entry)
            + _of_its_place(entry, at_home)
            + _of_its_text(entry, names),
            4,
        )
        for entry, prior in zip(entries, found, strict=True)
    ]


def _is_at_home(entry: Entry) -> bool:
    """Whether a keyword's anchor is where it is explained: the anchor contains its name."""
    return entry.role == "keyword" and squash(entry.anchor.partition("#")[2]) == squash(entry.name)


def _of_its_place(entry: Entry, at_home: Collection[str]) -> float:
    """Return the points for a keyword that is mentioned in the explanation of something else."""
    if entry.role != "keyword" or _is_at_home(entry):
        return 0.0
    return _BY_THE_WAY if entry.name in at_home or "#index-" in entry.anchor else 0.0


def _of_its_text(entry: Entry, names: Collection[str]) -> float:
    """Return the points for an entry that only refers to another one, of the same last part."""
    said = entry.summary.split()
    if len(said) > _FEW_WORDS or entry.domain != "py":
        return 0.0
    last = f".{entry.name.rpartition('.')[2]}"
    others = {word.strip("`.,;:()") for word in said} - {entry.name}
    return _OTHER_NAME if any(one.endswith(last) and one in names for one in others) else 0.0


def is_history(entry: Entry) -> bool:
    """Whether an entry belongs to a page of changes."""
    if entry.anchor.startswith("whatsnew/"):
        return True
    page = entry.anchor.partition("#")[0].removesuffix(".html").rpartition("/")[2]
    return page in _PAGES_OF_CHANGES


def _of_its_kind(entry: Entry) -> float:
    points = _ROLES.get(entry.role, 0.0)
    if entry.domain == "c" or entry.anchor.startswith("c-api/"):
        points += _C_API
    if is_history(entry):
        points += _HISTORY
    if entry.role in {"keyword", "operator"}:
        points += 0.0 if entry.title in _SENSES else _OTHER_SENSE
        points += 0.0 if entry.anchor.startswith("reference/") else _NOT_THE_REFERENCE
    if entry.role in {"label", "section"}:
        points += _REFERENCE if entry.anchor.startswith("reference/") else 0.0
        points += _TUTORIAL if entry.anchor.startswith("tutorial/") else 0.0
    if entry.deprecated is not None:
        points += _DEPRECATED
    return points
