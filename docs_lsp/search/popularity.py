"""The popularity of an entry: the use of its name in code, and references to it.

The counts of `usage.tsv` come from published packages (tests/benchmarks/count_usage.py). A method
is counted there without its owner; here its count is shared out, the most used owner first.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from math import log1p
from pathlib import Path
from types import MappingProxyType
from typing import Final

from docs_lsp.entry import Entry

COUNTED: Final = "python~"  # the docsets whose names the table counts, and our vocabulary knows
_FULL_SCALE: Final = 10_000  # files, or references: what counts as "everywhere"
_OF_ITS_MODULE: Final = 0.2  # of a module's use goes to the owner of a method in it
_OF_OURS: Final = 0.1  # most attributes that are no methods belong to the packages' own classes
_REFERENCES: Final = 0.45  # of the weight of use: the documentation speaks of what it likes
_UP_FRONT: Final = log1p(8)  # of a package that has documentation of its own
_MEMBERS: Final = frozenset({"method", "attribute", "property"})


@cache
def usage() -> Mapping[str, int]:
    """Return the number of files by name; `.split(` is a call of any method of that name."""
    table = Path(__file__).with_name("usage.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("# "))
    return MappingProxyType({name: int(count) for name, count in rows})


def priors(entries: Iterable[Entry], references: Mapping[int, int]) -> list[float]:
    """Return the prior of each entry, from 0 to about 1, on a logarithmic scale.

    *references* has the number of texts that refer to a text, by the text's number.
    """
    every = list(entries)
    shares = _owners(every)
    scale = 1 / log1p(_FULL_SCALE)
    found = []
    for entry in every:
        counted = entry.domain == "py" and entry.docset.startswith(COUNTED)
        used = log1p(_used(entry, shares)) if counted else _uncounted(entry)
        told = log1p(references.get(entry.unit, 0)) * _REFERENCES
        found.append((max(used, told) + 0.15 * min(used, told)) * scale)
    return found


def _uncounted(entry: Entry) -> float:
    """Return a substitute for the use of a name that was not counted: whether it is up front."""
    is_up_front = entry.domain == "py" and entry.name.count(".") <= 1
    return _UP_FRONT if is_up_front and not entry.docset.startswith(COUNTED) else 0.0


def _used(entry: Entry, shares: Mapping[str, float]) -> float:
    """Return in how many files the entry is used, methods by their share."""
    counts = usage()
    own = counts.get(entry.name, 0)
    if entry.role not in _MEMBERS:
        return own
    owner, _, last = entry.name.rpartition(".")
    most = shares.get(last, 0.0)
    if entry.role == "method" or last.startswith("__"):
        attribute: float = counts.get(f".{last}(", 0) + counts.get(f".{last}", 0)
    else:
        attribute = counts.get(f".{last}", 0) * _OF_OURS
    return own + (attribute * _owner(owner) / most if most else 0.0)


def _owner(name: str) -> float:
    """Return the weight of a class among those that have a method of one name."""
    counts = usage()
    return 1 + counts.get(name, 0) + _OF_ITS_MODULE * counts.get(name.rpartition(".")[0], 0)


def _owners(entries: Iterable[Entry]) -> dict[str, float]:
    """Return the greatest weight among the owners of the methods of each last name."""
    most: dict[str, float] = {}
    for entry in entries:
        if entry.role in _MEMBERS:
            owner, _, last = entry.name.rpartition(".")
            most[last] = max(most.get(last, 0.0), _owner(owner))
    return most
