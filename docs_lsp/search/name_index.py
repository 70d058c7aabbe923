"""All spellings under which an entry is found, sorted, for whole names and their beginnings.

What a spelling is worth is worked out once, when the index is built: by which of an entry's names
it is, by the entry's merit, and by how many others bear it too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from heapq import nlargest
from math import inf
from typing import Final, Protocol

from docs_lsp.entry import Entry
from docs_lsp.runtime.bounded_cache import BoundedCache
from docs_lsp.search.analyzer import content, squash, words
from docs_lsp.search.columns import LOWEST, STEPS, Numbers, Strings, numbers, point, points, starts

_WIDEST: Final = 80  # spellings of one beginning that are looked at one by one
_BEGINNINGS_CACHED: Final = 300  # with many spellings: short ones are typed again and again


class FurtherName(Protocol):
    """A further name of the entry of that number."""

    @property
    def entry(self) -> int:
        """The entry's number."""

    @property
    def name(self) -> str:
        """The name."""


class NameField(IntEnum):
    """Which of its names a spelling is; the earlier says more of the entry."""

    WHOLE = 0  # the inventory's name
    DOTTED = 1  # the same with its module or class: `os.path.join`
    LAST_TWO = 2  # its last two parts: `path.join`
    LAST = 3  # its last part: `join`
    TITLE = 4  # its heading
    ALIAS = 5  # a further name, out of the general index
    PHRASE = 6  # what our vocabulary calls it


# Points for a name in full, for its beginning, and the share of the merit that counts in each: a
# further name is vaguer.
_EXACT: Final = ((4.0, 1.0), (4.0, 1.0), (3.2, 1.0), (2.6, 1.0), (2.9, 0.6), (2.5, 0.5), (3.6, 0.5))
_STARTS: Final = (
    (1.2, 1.0),
    (0.9, 0.6),
    (0.9, 0.6),
    (1.0, 1.0),
    (0.6, 0.4),
    (0.5, 0.3),
    (0.0, 0.15),
)
_SHARED: Final = 0.1  # less for each further entry of one alias, up to:
_SHARED_AT_MOST: Final = 1.0
_FIELDS: Final = len(NameField)
_WHOLE, _DOTTED, _LAST_TWO, _LAST, _TITLE, _ALIAS, _PHRASE = map(int, NameField)  # as quick numbers
SIGNED: Final = re.compile(r"(?:.*\W)?operator\s*[^\w\s.]+|[A-Za-z](?:\+\+|#)")
HEADED: Final = frozenset({"label", "section", "doc"})
_NUMBERING: Final = re.compile(r"^[\d.]+\s+")
_HEADINGS: Final = frozenset({"label", "section"})  # over the text of a thing that has a name
_WITH_HEADINGS: Final = frozenset({"class", "exception", "function"})
_SENSES: Final = frozenset({"keyword", "operator", "index"})  # their title is a sense: "statement"


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The spellings in order, and who bears them: row n has those from `first[n]` to `first[n+1]`.

    A spelling is squashed (`text.squash`), or raw where a name starts with a symbol: options,
    operators and escapes keep their case and signs. `exact` and `begun` are columns of points,
    `best` the most that `begun` has in a row.
    """

    spellings: Strings
    first: Numbers
    places: Numbers
    exact: Numbers
    begun: Numbers
    best: Numbers
    _wide: BoundedCache[str, list[int]] = field(
        default_factory=lambda: BoundedCache(_BEGINNINGS_CACHED), compare=False, repr=False
    )

    @classmethod
    def build(
        cls,
        entries: Sequence[Entry],
        merits: Sequence[float],
        further: Mapping[NameField, Iterable[tuple[int, str]]],
    ) -> "NameIndex":
        """Index *entries*, and their *further* names by place."""
        bearers = _bearers(entries, further)
        places: list[int] = []
        exact: list[float] = []
        begun: list[float] = []
        best: list[float] = []
        for _spelling, packed in bearers:
            shared = min(_SHARED * (len(packed) - 1), _SHARED_AT_MOST)
            most = -inf
            for one in packed:
                place, which = divmod(one, _FIELDS)
                less = shared if which >= _ALIAS else 0.0
                merit, (own, share), (start, of_start) = (
                    merits[place],
                    _EXACT[which],
                    _STARTS[which],
                )
                places.append(place)
                exact.append(own + share * merit - less)
                begins = start + of_start * merit - less
                begun.append(begins)
                most = max(most, begins)
            best.append(most)
        return cls(
            spellings=Strings.of(spelling for spelling, _packed in bearers),
            first=starts(len(packed) for _spelling, packed in bearers),
            places=numbers(places),
            exact=points(exact),
            begun=points(begun),
            best=points(best),
        )

    def bearing(self, spelling: str) -> Iterator[tuple[int, float]]:
        """Yield the place of every entry of that spelling, and its points."""
        row = self.spellings.row(spelling)
        if row is not None:
            for at in range(self.first[row], self.first[row + 1]):
                yield self.places[at], point(self.exact[at])

    def starting(self, start: str) -> list[tuple[int, float, int]]:
        """Return place, points and length of the spellings that go on after *start*.

        Of very many, the best.
        """
        first, places, begun, ends = self.first, self.places, self.begun, self.spellings.first
        return [
            (places[at], begun[at] / STEPS - LOWEST, ends[row + 1] - ends[row])
            for row in self._rows(start)
            for at in range(first[row], first[row + 1])
        ]

    def bearers(self, start: str) -> Iterator[int]:
        """Yield the place of every entry with a spelling that is *start* or begins so."""
        rows = self.spellings.starting(start)
        yield from self.places[self.first[rows.start] : self.first[rows.stop]]

    def _rows(self, start: str) -> Iterable[int]:
        if (known := self._wide.peek(start)) is not None:
            return known
        rows = self.spellings.starting(start)
        if rows and self.spellings.length(rows[0]) == len(start.encode("utf-8", "surrogatepass")):
            rows = rows[1:]
        if len(rows) <= _WIDEST:
            return rows
        return self._wide.get(start, lambda: nlargest(_WIDEST, rows, key=self.best.__getitem__))


def _bearers(
    entries: Sequence[Entry], further: Mapping[NameField, Iterable[tuple[int, str]]]
) -> list[tuple[str, list[int]]]:
    """Return the spellings in order; of each, the entries and by which name, as one number."""
    collected: defaultdict[str, list[int]] = defaultdict(list)
    # A heading that repeats the name of a thing has it from there.
    own = {
        squash(entry.name.rpartition(".")[2]) for entry in entries if entry.role in _WITH_HEADINGS
    }
    for place, entry in enumerate(entries):
        for which, spelling in _spellings(entry):
            is_heading = entry.role in _HEADINGS and spelling in own
            collected[spelling].append(place * _FIELDS + (_TITLE if is_heading else which))
    for which, names in further.items():
        for place, name in names:
            for spelling in spellings_of(name):
                collected[spelling].append(place * _FIELDS + which)
    in_order = ((spelling, collected[spelling]) for spelling in sorted(collected))
    return [
        (spelling, sorted(set(packed)) if len(packed) > 1 else packed)
        for spelling, packed in in_order
    ]


def spellings_of(name: str) -> tuple[str, ...]:
    """Return how a name is looked up: squashed, and raw where it starts with a symbol.

    A name whose signs belong to it, such as `C++` or `operator[]`, is looked up with them alone.
    """
    squashed = squash(name)
    if squashed == name:
        return (name,)
    if not (name[-1:].isalnum() or name[-1:] == "_") and SIGNED.fullmatch(name):
        return ("".join(name.lower().split()),)
    if name[:1].isalnum() or name[:1] == "_":
        return (squashed,) if squashed else (name,)
    raw = "".join(name.split())
    return (raw, squashed) if squashed else (raw,)


def _is_label_alone(entry: Entry) -> bool:
    """Whether the name of an entry is a label that says something else than its heading."""
    return entry.role == "label" and squash(entry.title or entry.name) != squash(entry.name)


def heading_spelling(heading: str) -> str | None:
    """Return the squashed words of a heading that say something; None for a single word.

    >>> heading_spelling("4.2. Using a pool of workers")
    'poolworkers'
    """
    said = content(words(_NUMBERING.sub("", heading)))
    return "".join(said) if len(said) > 1 else None


def _spellings_of_end(name: str, parts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the spellings of the last part of a name, and of its last two."""
    if "::" in name:
        for spelling in spellings_of(name.rpartition("::")[2]):
            yield _LAST, spelling
    if len(parts) > 1 and parts[-1]:
        # A query that begins with "na" does not mean `__name__`.
        last = _TITLE if parts[-1].startswith("__") else _LAST
        for spelling in spellings_of(parts[-1]):
            yield last, spelling
        for spelling in spellings_of(".".join(parts[-2:])) if len(parts) > 2 else ():  # noqa: PLR2004
            yield _LAST_TWO, spelling


def _spellings(entry: Entry) -> Iterator[tuple[int, str]]:
    if entry.role == "functionParam":
        return  # found with its function
    parts = entry.name.split(".") if entry.domain in {"py", "c"} else _of_option(entry.name)
    whole = _DOTTED if len(parts) > 1 else _WHOLE
    if entry.role == "index" or _is_label_alone(entry):
        whole = _ALIAS  # a label is hardly known to anyone but its author
    for number, spelling in enumerate(spellings_of(entry.name)):
        yield _LAST if number else whole, spelling  # `--version` is no `version`
    yield from _spellings_of_end(entry.name, parts)
    if entry.title and entry.role not in _SENSES:
        for spelling in spellings_of(entry.title):
            yield _TITLE, spelling
    if entry.role in HEADED and (heading := heading_spelling(entry.title or entry.name)):
        yield _TITLE, heading


def _of_option(name: str) -> list[str]:
    """Split `unittest.--failfast` into program and option."""
    program, dot, option = name.partition(".-")
    return [program, f"-{option}"] if dot else [name]
