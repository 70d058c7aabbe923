"""A whole docset before it is written."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from docs_parser.units import Unit


class EntryDraft(NamedTuple):
    """An entry before it has a number. `unit` is the number of its text."""

    name: str
    domain: str
    role: str
    kind: str
    title: str | None
    page: int
    fragment: str
    unit: int


@dataclass(slots=True)
class Draft:
    """A whole docset, ready to be written. Pages, units and entries are numbered from 1 in order.

    `units` pairs each unit with the number of its page; `aliases` are (entry number, name, label);
    `problems` are (kind, location, detail). `library` is the normalised name of the documented
    distribution, where it is known.
    """

    docset: dict[str, str]
    build: dict[str, Any]
    pages: list[tuple[str, str]] = field(default_factory=list)
    units: list[tuple[int, Unit]] = field(default_factory=list)
    summaries: dict[int, str] = field(default_factory=dict)
    entries: list[EntryDraft] = field(default_factory=list)
    aliases: list[tuple[int, str, str]] = field(default_factory=list)
    type_facts: list[tuple[str, str]] = field(default_factory=list)
    links: Counter[tuple[int, int]] = field(default_factory=Counter)
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    library: str | None = None
