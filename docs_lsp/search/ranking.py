"""What indexes have found for a query, in the order of the ranking."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

from docs_lsp.search.analyzer import stem, words
from docs_lsp.search.hit import Hit
from docs_lsp.search.index import SearchIndex
from docs_lsp.search.query import Query
from docs_lsp.search.scoring import (
    agreed,
    by_beginning,
    by_full_text,
    by_kind,
    by_mention,
    by_name,
    by_options,
    by_part,
    by_phrases,
    by_result,
    by_typos,
    by_words,
)

_SURE: Final = 4.0  # points from which nobody has mistyped
_MANY_NAMES: Final = 25  # that begin so: what is typed is a name, and its words add nothing
_WORDS_OF_NAME: Final = 4  # more are no name
_FEW: Final = 10  # results: the whole texts may have more
_NOTHING: Final = float("-inf")
_SPARE: Final = 2  # candidates for each result, as some share a text
_OF_MODULE: Final = 0.8
_IN_REACH: Final = 3.0  # further behind, no mention of a module lets an entry come first
_TELLING: Final = 3.0  # the rarity of a word that says which module is meant
_HISTORY_WANTED: Final = 3.0  # points for What's New where it is asked for


def search_together(indexes: Sequence[SearchIndex], text: str, limit: int) -> list[Hit]:
    """Return the best hits of all *indexes*; among equal ones the earlier index stands first.

    What one has found is no reason to guess in another: a typo away from a name of a small docset
    would stand before what was meant.
    """
    query = Query.parse(text)
    answers = [_found(index, query) for index in indexes]
    scores = [of_one for of_one, _is_it in answers]
    if not any(is_it for _of_one, is_it in answers):
        for index, of_one in zip(indexes, scores, strict=True):
            _guess(index, query, of_one)
    if not any(scores):
        for index, of_one in zip(indexes, scores, strict=True):
            _nearest(index, query, of_one)
    scores = [_narrowed(index, query, one) for index, one in zip(indexes, scores, strict=True)]
    if query.phrases:
        having = [
            _with_phrases(index, query, one) for index, one in zip(indexes, scores, strict=True)
        ]
        scores = having if any(having) else scores
    hits = [
        hit
        for index, one in zip(indexes, scores, strict=True)
        for hit in _hits(index, query, one, limit)
    ]
    if len(indexes) > 1:
        hits.sort(key=lambda hit: hit.rank)  # stable: equal ones stay in the order of the indexes
    return hits[: max(0, limit)]


def _found(index: SearchIndex, query: Query) -> tuple[dict[int, float], bool]:
    """Return the points of the entries that answer *query*, by place, and whether that is it.

    Else somebody may have mistyped, and `_guess` has more.
    """
    if not query.typed:
        return {place: index.facts.merit(place) for place in index.most_used()}, True
    scores: dict[int, float] = {}
    _keep_best(scores, by_name(query, index.keys, index.facts))
    _keep_best(scores, by_options(query, index.keys))
    if query.is_spaced:
        if asked := query.asked:
            _keep_best(scores, by_name(asked, index.keys, index.facts))
        _keep_best(scores, by_kind(query, index.keys, index.facts))
        _keep_best(scores, by_mention(query, index.keys, index.facts))
    is_known = bool(scores)
    if query.is_spaced or len(scores) < _MANY_NAMES:
        _add_said(index, query, scores)
    return scores, is_known or max(scores.values(), default=0.0) >= _SURE


def _add_said(index: SearchIndex, query: Query, scores: dict[int, float]) -> None:
    """Add what the words say: those of the texts, those of our vocabulary, both together."""
    by_text = dict(by_words(query, index.terms, index.facts))
    by_phrase = dict(by_phrases(query, index.phrases, index.facts))
    _keep_best(by_phrase, by_result(query, index.keys, index.facts))
    said = by_text | by_phrase | dict(agreed(by_text, by_phrase))
    if scores:
        _keep_best(scores, said.items())
    else:
        scores.update(said)


def _guess(index: SearchIndex, query: Query, scores: dict[int, float]) -> None:
    """Add what has the unknown words far down in its text, and what they mean if mistyped."""
    last = len(query.words)
    unknown = [
        word
        for number, word in enumerate(query.words, 1)
        if not index.terms.has(word, is_open=query.is_open and number == last)
    ]
    if query.is_spaced and not unknown:
        return
    if last <= _WORDS_OF_NAME:
        _keep_best(scores, by_typos(query, index.keys, index.typos, index.facts))
    better = {word: _known_word(index, word) for word in unknown} if query.is_spaced else {}
    if any(better.values()):
        meant = Query.of(" ".join(better.get(word) or word for word in query.words))
        _add_said(index, meant, scores)
    if len(scores) < _FEW or not query.is_spaced:
        _keep_best(scores, by_full_text(query, unknown, index.full_text, index.facts))


def _nearest(index: SearchIndex, query: Query, scores: dict[int, float]) -> None:
    """Add the names that begin as half of the query or more does."""
    _keep_best(scores, by_beginning(query, index.keys))


def _narrowed(index: SearchIndex, query: Query, scores: dict[int, float]) -> dict[int, float]:
    """Return what the filters of *query* leave over, and more for what it mentions."""
    allowed = index.filters.allowed(query.kinds, query.modules)
    if allowed is not None and not query.typed:
        scores = {place: index.facts.merit(place) for place in allowed}
    elif allowed is not None:
        _keep_best(scores, by_part(query, allowed, index.facts))
        left = set(allowed)
        scores = {place: points for place, points in scores.items() if place in left}
    if query.is_sentence:
        _favour_modules(index, query, scores)
    if query.asks_history:
        for place in scores:
            if index.facts.page(place).startswith("whatsnew/"):
                scores[place] += _HISTORY_WANTED
    return scores


def _with_phrases(index: SearchIndex, query: Query, scores: dict[int, float]) -> dict[int, float]:
    """Return what has the quoted words of *query* in their order."""
    return {place: points for place, points in scores.items() if _has_phrases(index, place, query)}


def _hits(index: SearchIndex, query: Query, scores: Mapping[int, float], limit: int) -> list[Hit]:
    """Return the best entries as hits in rank order, at most *limit*; each text once."""
    order, units = index.facts.order, index.facts.units
    ranked = sorted(
        _best(scores, limit * _SPARE),
        key=lambda place: (-round(scores[place], 4), order[place]),
    )
    best: dict[int, int] = {}
    for place in ranked:
        best.setdefault(units[place], place)
    wanted = tuple(query.content)
    hits = []
    for place in islice(best.values(), min(max(0, limit), len(best))):
        entry = index.entries[place]
        hits.append(Hit(entry, scores[place], query.typed, wanted))
    return hits


def _known_word(index: SearchIndex, word: str) -> str | None:
    """Return the most frequent known word that is a typo away from *word*."""
    near = ((index.terms.rarity(stem(one)), one) for one, _edits in index.typos.near(word))
    known = [(rarity, one) for rarity, one in near if rarity is not None]
    return min(known)[1] if known else None


def _favour_modules(index: SearchIndex, query: Query, scores: dict[int, float]) -> None:
    """Give more to what stands in a module, or is of a name, that a sentence mentions."""
    said = [word for word in query.content if _says_where(index, word)]
    if not said:
        return
    least = max(scores.values(), default=0.0) - _IN_REACH
    near = [place for place, points in scores.items() if points >= least]
    starts, pages = tuple(f"{word}." for word in said), tuple(f"/{word}.html" for word in said)
    for place in near:
        name, page = index.facts.names[place], index.facts.page(place)
        if name in said or name.startswith(starts) or page.endswith(pages):
            scores[place] += _OF_MODULE


def _says_where(index: SearchIndex, word: str) -> bool:
    rarity = index.terms.rarity(stem(word)) or 0.0
    return rarity >= _TELLING and index.filters.is_room(word)


def _has_phrases(index: SearchIndex, place: int, query: Query) -> bool:
    entry = index.entries[place]
    shown = " | ".join((entry.name, entry.title or "", entry.summary))
    text = f" {' '.join(words(shown))} "
    return all(f" {phrase} " in text for phrase in query.phrases)


def _best(scores: Mapping[int, float], limit: int) -> list[int]:
    """Return at least *limit* places with the most points; never one of several equal ones."""
    if limit <= 0:
        return []
    if len(scores) <= limit:
        return list(scores)
    least = sorted(scores.values(), reverse=True)[limit - 1]
    return [place for place, points in scores.items() if points >= least]


def _keep_best(scores: dict[int, float], found: Iterable[tuple[int, float]]) -> None:
    for place, points in found:
        if points > scores.get(place, _NOTHING):
            scores[place] = points
