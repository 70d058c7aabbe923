"""The hits of several indexes for a query, in rank order."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from docs_lsp.entry import Entry
from docs_lsp.names import entries_at
from docs_lsp.search.additions import favour_covering, favour_modules, slight_keywords
from docs_lsp.search.analyzer import is_unspaced, stem, words
from docs_lsp.search.best_rows import best_places, hits_of, least_points
from docs_lsp.search.comparisons import are_alike, by_comparison
from docs_lsp.search.half_names import by_half_names, by_half_parameters
from docs_lsp.search.hit import Hit
from docs_lsp.search.index import SearchIndex
from docs_lsp.search.mention_scoring import by_last_part, by_meant_names, by_mention
from docs_lsp.search.parameter_scoring import by_parameter
from docs_lsp.search.query import Query
from docs_lsp.search.scores import Scores
from docs_lsp.search.scoring import (
    by_beginning,
    by_dunder,
    by_form,
    by_heading,
    by_kind,
    by_name,
    by_options,
    by_part,
    by_typos,
    by_version,
    of_other_language,
)
from docs_lsp.search.text_scoring import (
    agreed,
    by_full_text,
    by_message,
    by_own_phrases,
    by_phrases,
    by_texts,
    by_whole_text,
    by_words,
)
from docs_lsp.search.vocabulary import known_stems
from docs_lsp.search.word_index import WordIndex

_LIBRARY: Final = re.compile(r"(?<!\S)@([\w.-]+)(?!\S)")
_SURE: Final = 4.6  # points from which a query has no typo
_MANY_NAMES: Final = 25  # that begin so: what is typed is a name, and its words add nothing
_WORDS_OF_NAME: Final = 4  # more are no name
_SEVERAL: Final = 2  # unknown words that are no typos
_CONFIDENT: Final = 4.0  # points of what is found in spite of them
_LONG_TYPO: Final = 7  # letters of a word that is hardly one of another language
_FEW: Final = 10  # results: the whole texts may have more
_HISTORY_WANTED: Final = 5.0  # points for What's New where it is asked for


def search_together(
    indexes: Sequence[SearchIndex], text: str, limit: int, *, explained: bool = False
) -> list[Hit]:
    """Return the best hits of all *indexes*; among equal ones the earlier index comes first.

    Hits have their reasons if the order is to be *explained*. A hit in one docset rules out guesses
    in another: a name of a small docset that is a typo away would come before what was meant.
    """
    query = Query.parse(_with_filters(text, indexes))
    indexes = _asked(query, indexes)
    scores = [Scores(explained=explained) for _index in indexes]
    found = list(zip(indexes, scores, strict=True))
    is_known = [_find(index, query, one) for index, one in found]
    if not any(is_known):
        for index, one in found:
            _guess(index, query, one)
    if not any(scores):
        for index, one in found:
            one.keep(by_beginning(query, index.keys), "nearest name")
    for index, one in found:
        _narrow(index, query, one)
    if query.phrases:
        having = [_with_phrases(index, query, one) for index, one in found]
        if any(having):
            for one, places in zip(scores, having, strict=True):
                one.leave(places)
    best = [best_places(index, one, limit) for index, one in found]
    if len(found) == 1:
        return hits_of(indexes[0], query, scores[0], best[0])
    least = least_points(scores, best, limit)
    hits = [
        hit
        for (index, one), places in zip(found, best, strict=True)
        for hit in hits_of(index, query, one, [p for p in places if round(one[p], 4) >= least])
    ]
    return _in_order(hits)[: max(0, limit)]


def _in_order(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits of several indexes in rank order; equal ones stay in the order of these.

    Few have the same points, so the rest of their rank is rarely needed.
    """
    by_points: dict[float, list[Hit]] = {}
    for hit in hits:
        by_points.setdefault(round(hit.score, 4), []).append(hit)
    ordered: list[Hit] = []
    for points in sorted(by_points, reverse=True):
        same = by_points[points]
        ordered += same if len(same) == 1 else sorted(same, key=lambda hit: hit.rank)
    return ordered


def _with_filters(text: str, indexes: Sequence[SearchIndex]) -> str:
    """Return a query with `in:flask` for `@flask`, where there is a library of that name."""

    def filtered(found: re.Match[str]) -> str:
        name = found[1].lower()
        is_library = any(one.filters.library(name) is not None for one in indexes)
        return f"in:{name}" if is_library else found[0]

    return _LIBRARY.sub(filtered, text) if "@" in text else text


def _asked(query: Query, indexes: Sequence[SearchIndex]) -> list[SearchIndex]:
    """Return the indexes that have one of the libraries to which *query* is limited, else all."""
    named = [
        one
        for one in indexes
        if any(one.filters.library(room) is not None for room in query.modules)
    ]
    return named or list(indexes)


def _find(index: SearchIndex, query: Query, scores: Scores) -> bool:
    """Add the entries that answer *query*, and return whether they are surely what is meant.

    Otherwise the query may be mistyped, and `_guess` finds more.
    """
    if not query.typed:
        scores.keep(((place, index.facts.merit(place)) for place in index.most_used()), "use")
        return True
    if query.forms:
        if query.typed.replace(".", "").isidentifier():
            scores.keep(by_name(query, index.keys, index.facts), "name")
        scores.keep(by_form(query, index.keys, index.facts), "form of the code")
        if scores:
            scores.keep(by_mention(query, index.keys, index.facts), "name in a fragment")
            return True
    scores.keep(by_name(query, index.keys, index.facts), "name")
    if query.typed.startswith("__"):
        scores.keep(by_dunder(query, index.dunders(), index.facts), "beginning of a name")
    scores.keep(by_version(query, index.keys, index.facts), "version")
    compared = dict(by_comparison(query.typed, index.keys, index.facts)) if query.is_spaced else {}
    scores.keep_all(compared, "name that is compared")
    if not compared:
        scores.keep(by_options(query, index.keys, index.facts), "option or format code")
    scores.keep_parameters(by_parameter(query, index.parameters, index.keys, index.facts))
    if query.is_spaced:
        _add_names_among_words(index, query, scores)
    by_error = by_message(query, index.messages, index.facts)
    scores.keep_all(by_error, "message of an error")
    is_known = bool(scores)
    if query.is_dotted and max(scores.values(), default=0.0) < _SURE:
        found = by_last_part(query, index.keys, index.facts)
        scores.keep(found, "last part of its name")
    if query.is_spaced or len(scores) < _MANY_NAMES:
        _add_said(index, query, scores)
    return is_known or max(scores.values(), default=0.0) >= _SURE


def _add_names_among_words(index: SearchIndex, query: Query, scores: Scores) -> None:
    """Add what several words name: with a question around it, with its kind, or half of it."""
    if asked := query.asked:
        named = by_name(asked, index.keys, index.facts)
        if query.is_of_language:
            named = of_other_language(asked, named, index.facts)
        scores.keep(named, "name in a question")
    scores.keep(by_heading(query, index.keys, index.facts), "heading")
    scores.keep(by_kind(query, index.keys, index.facts), "name and kind")
    if max(scores.values(), default=0.0) < _SURE:
        half = by_half_names(query, index.filters, index.typos, index.terms)
        scores.keep(half, "name in its module, cut or mistyped")
        scores.keep_parameters(by_half_parameters(query, index.filters, index.parameters))
    scores.keep(by_mention(query, index.keys, index.facts), "name in a sentence")


def _add_said(index: SearchIndex, query: Query, scores: Scores) -> None:
    """Add what the words of the texts and the phrases of the vocabulary say, and both together."""
    by_word = by_words(query, index.terms, index.facts)
    if query.is_spaced:  # the further names have the phrases of one word
        headings, has_vocabulary = index.headings, bool(index.phrases.places)
        by_own = by_own_phrases(query, headings, index.facts, has_vocabulary=has_vocabulary)
        by_phrase = by_phrases(query, index.phrases, index.keys, index.facts)
        by_text = by_texts(query, index.texts, index.facts)
        if not are_alike(query.typed):
            scores.keep_all(by_own, "heading or first sentence")
            scores.keep_all(by_phrase, "phrase of the vocabulary")
        scores.keep_all(agreed(by_word, by_own), "words and heading")
        scores.keep_all(agreed(by_word, by_phrase), "words and phrase")
        scores.keep_all(by_text, "words of its whole text")
        scores.keep_all(agreed(by_text, by_own), "whole text and heading")
        scores.keep_all(agreed(by_text, by_phrase), "whole text and phrase")
        scores.keep_all(agreed(by_text, by_word), "words and whole text")
    scores.keep_all(by_word, "words of its name and first sentence")


def _guess(index: SearchIndex, query: Query, scores: Scores) -> None:
    """Add what has the unknown words far down in its text, and what they mean if mistyped."""
    last = len(query.words)
    unknown = [
        word
        for number, word in enumerate(query.words, 1)
        if not (word.isalnum() and index.terms.has(word, is_open=query.is_open and number == last))
    ]
    if not index.phrases.places:  # a library: no vocabulary says what its entries are asked for
        found = by_whole_text(query, index.full_text, index.facts)
        scores.keep(found, "words far down in its text")
    if query.is_spaced and not unknown:
        return
    if query.typed.isalpha():  # one word that no name has; whole questions may
        found_by_phrase = by_phrases(query, index.phrases, index.keys, index.facts)
        scores.keep_all(found_by_phrase, "phrase of the vocabulary")
    better = {word: _meant(index, word) for word in unknown} if query.is_spaced else {}
    is_mistyped = all(known and len(word) >= _LONG_TYPO for word, known in better.items())
    if not is_mistyped and _is_foreign(query, unknown, index.texts):
        for place in [place for place, points in scores.items() if points < _CONFIDENT]:
            del scores[place]
        return
    if last <= _WORDS_OF_NAME and not _is_of_variable(index, query):
        scores.keep(by_typos(query, index.keys, index.typos, index.facts), "name with a typo")
    if any(better.values()):
        scores.keep(by_meant_names(query, better, index.keys, index.facts), "name with a typo")
        meant = Query.of(" ".join(better.get(word) or word for word in query.words))
        _add_said(index, meant, scores)
    if len(scores) < _FEW or not query.is_spaced:
        found = by_full_text(query, unknown, index.full_text, index.facts)
        scores.keep(found, "words far down in its text")


def _is_of_variable(index: SearchIndex, query: Query) -> bool:
    """Whether a dotted name begins with a variable, and so short that no typo is in it."""
    return query.is_of_variable and any(True for _ in by_last_part(query, index.keys, index.facts))


def _is_foreign(query: Query, unknown: Sequence[str], texts: WordIndex) -> bool:
    """Whether most words are unknown: another natural language, or nonsense."""
    said = set(query.content)
    strange = {word for word in said.intersection(unknown) if _is_of_letters(word)}
    if len(strange) < _SEVERAL or 2 * len(strange) < len(said):
        return False
    strange = {
        word for word in strange if stem(word) not in known_stems() and not texts.is_usual(word)
    }
    return len(strange) >= _SEVERAL and 2 * len(strange) >= len(said)


def _is_of_letters(word: str) -> bool:
    """Whether a word is neither text without spaces nor one with a number in it."""
    return not is_unspaced(word) and not any(map(str.isdigit, word))


def _narrow(index: SearchIndex, query: Query, scores: Scores) -> None:
    """Drop what the filters of *query* rule out, and add points for the modules it mentions."""
    allowed = index.filters.allowed(query.kinds, query.modules)
    if allowed is not None:
        if not query.typed:
            scores.clear()
            scores.keep(((place, index.facts.merit(place)) for place in allowed), "use")
        else:
            scores.keep(by_part(query, allowed, index.facts), "part of its name")
        scores.leave(set(allowed))
    if query.is_sentence and not query.forms:
        if not query.asks_history:  # a question about What's New is worded otherwise
            favour_covering(index, query, scores)
            slight_keywords(index, scores)
        favour_modules(index, query, scores)
    if query.asks_history:
        for place in scores:
            if index.facts.page(place).startswith("whatsnew/"):
                scores.add(place, _HISTORY_WANTED, "What's New is asked for")


def _with_phrases(index: SearchIndex, query: Query, scores: Scores) -> set[int]:
    """Return the places that have the quoted words of *query* in their order."""
    places = list(scores)
    entries = zip(places, entries_at(index.entries, places), strict=True)
    return {place for place, entry in entries if _has_phrases(entry, query)}


def _meant(index: SearchIndex, word: str) -> str | None:
    """Return the most frequent known word that is a typo away from *word*.

    A word that people use in questions is meant, whatever name is near: a "game" is no "name".
    """
    if stem(word) in known_stems():
        return None
    near = ((index.terms.rarity(stem(one)), one) for one, _edits in index.typos.near(word))
    known = [(rarity, one) for rarity, one in near if rarity is not None]
    return min(known)[1] if known else None


def _has_phrases(entry: Entry, query: Query) -> bool:
    shown = " | ".join((entry.name, entry.title or "", entry.summary))
    text = f" {' '.join(words(shown))} "
    return all(f" {phrase} " in text for phrase in query.phrases)
