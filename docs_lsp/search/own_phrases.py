"""The phrases that a docset brings itself: its headings and, of a library, its first sentences.

They are asked for like those of the vocabulary, so that synonyms lead to them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from docs_lsp.entry import Entry
from docs_lsp.search.analyzer import content, squash, words
from docs_lsp.search.popularity import COUNTED

_HEADED: Final = frozenset({"label", "section", "doc", "term"})
_THINGS: Final = frozenset({"class", "exception", "function", "module"})
_ACTIONS: Final = frozenset({"function", "method"})  # their names say what they do
_JOINED: Final = re.compile(r"^(as|to|from)(?=[a-z]{3})")  # `asdict`
_NUMBERING: Final = re.compile(r"^[\d.]+\s+")
_FEWEST: Final = 2  # words of a phrase that say something
_FEWEST_OF_LIBRARY: Final = 1  # whose few headings, such as "Hashing", are topics
_MOST: Final = 9
_BESIDE: Final = ("whatsnew/", "c-api/", "changelog", "changes", "history")  # pages of no tasks


def own_phrases(entries: Sequence[Entry]) -> Iterator[tuple[int, str]]:
    """Yield the phrases of *entries*, each with the place of its entry; of each text, the first."""
    known: set[tuple[int, str]] = set()
    things = {squash(one.name.rpartition(".")[2]) for one in entries if one.role in _THINGS}
    for place, entry in enumerate(entries):
        fewest = _FEWEST if entry.docset.startswith(COUNTED) else _FEWEST_OF_LIBRARY
        for said in _phrases(entry):
            if not fewest <= len(content(words(said))) <= _MOST:
                continue
            if entry.role in _HEADED and squash(said) in things:
                continue  # a heading that repeats the name of a thing
            if (entry.unit, said) not in known:
                known.add((entry.unit, said))
                yield place, said


def _phrases(entry: Entry) -> Iterator[str]:
    if entry.anchor.startswith(_BESIDE):
        return
    if entry.role in _HEADED:
        yield _NUMBERING.sub("", entry.title or entry.name)
    elif entry.domain == "py" and not entry.docset.startswith(COUNTED):
        yield entry.summary.partition(". ")[0]
        if entry.role in _ACTIONS:
            name = entry.name.rpartition(".")[2]
            said = words(_JOINED.sub(r"\1 ", name))
            if len(content(said)) >= _FEWEST or _JOINED.match(name):
                yield " ".join(said)
