"""The index of the live search, made once here, so that no server has to make it when it starts."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from docs_lsp.entry import Entry, Notice, NoticeKind
from docs_lsp.search import SearchIndex
from docs_lsp.search.analyzer import spaced
from docs_parser.draft import Draft

__all__ = ["packed_index", "spaced"]

_CLASSES = frozenset({"class", "exception"})
_DEPRECATED = frozenset({NoticeKind.DEPRECATED, NoticeKind.DEPRECATED_REMOVED})


class _FurtherName(NamedTuple):
    """A further name, or a parameter's name, of the entry of that number."""

    entry: int
    name: str


def packed_index(draft: Draft) -> bytes:
    """Return the index of *draft*, to be stored beside its rows."""
    aliases = [_FurtherName(entry, name) for entry, name, _label in draft.aliases]
    references = Counter(target for _source, target in draft.links)
    parameters = list(_parameters(draft))
    texts = ((number, unit.words) for number, (_page, unit) in enumerate(draft.units, 1))
    index = SearchIndex.build(
        _entries(draft), aliases, references, parameters=parameters, texts=texts
    )
    return index.pack()


def _parameters(draft: Draft) -> Iterator[_FurtherName]:
    """Iterate over the parameters of Python's call forms, each with the entry that has it."""
    for number, entry in enumerate(draft.entries, 1):
        if entry.domain == "py":
            names = (
                parameter.name.lstrip("*")
                for signature in draft.units[entry.unit - 1][1].signatures
                if signature.fragment == entry.fragment
                for parameter in signature.parameters
            )
            bases = entry.role in _CLASSES
            for name in dict.fromkeys(filter(str.isidentifier, names)):
                if bases and name[0].isupper():
                    continue  # `class Error(ValueError)` is documented with its base
                yield _FurtherName(number, name)


def _entries(draft: Draft) -> list[Entry]:
    """Return the entries as the server reads them, as far as the search looks at them."""
    found = []
    for number, entry in enumerate(draft.entries, 1):
        page, unit = draft.pages[entry.page - 1][0], draft.units[entry.unit - 1][1]
        found.append(
            Entry(
                docset=draft.docset["id"],
                id=number,
                name=entry.name,
                domain=entry.domain,
                role=entry.role,
                kind=entry.kind,
                anchor=f"{page}#{entry.fragment}" if entry.fragment else page,
                unit=entry.unit,
                summary=draft.summaries.get(entry.unit, unit.summary),
                deprecated=_deprecated(unit.notices, entry.fragment),
                title=entry.title,
            )
        )
    return found


def _deprecated(notices: tuple[Notice, ...], fragment: str) -> str | None:
    marks = (
        one
        for one in notices
        if one.kind in _DEPRECATED and not one.partial and one.fragment in ("", fragment)
    )
    first = next(marks, None)
    return None if first is None else first.version or ""
