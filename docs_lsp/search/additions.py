"""Points that come on top of the best way in which an entry matches a sentence."""

from math import log
from typing import Final

from docs_lsp.search.analyzer import stem
from docs_lsp.search.coverage import coverage
from docs_lsp.search.index import SearchIndex
from docs_lsp.search.query import Query
from docs_lsp.search.scores import Scores

_KEYWORDS: Final = frozenset({"keyword", "operator"})
_OF_MODULE: Final = 0.77
_OF_CLASS: Final = 0.25
_TOPIC: Final = 2.0  # for the module that a question begins with: "json: how to ..."
_IN_REACH: Final = 2.0  # further behind, no mention of a module lets an entry come first
_TELLING: Final = 3.0  # the rarity of a word that says which module is meant
_KEYWORD: Final = -0.7  # a word of a question that is a keyword too
_BY_CHANCE: Final = 0.3  # less for each e-fold of phrases: some of very many have any word
_NEAR_ENOUGH: Final = 2.7  # further behind, no words of a question let an entry come first
_NEAREST: Final = 40  # entries whose words are looked at


def favour_covering(index: SearchIndex, query: Query, scores: Scores) -> None:
    """Add points for the words of a sentence that an entry has anywhere."""
    most = sorted(scores.values(), reverse=True)[:_NEAREST]
    least = max(most[-1], most[0] - _NEAR_ENOUGH) if most else 0.0
    units, document_of = index.facts.units, index.document_of_unit()
    near = {place: document_of[units[place]] for place, points in scores.items() if points >= least}
    found = coverage(query.typed, near, index.phrases, (index.terms, index.texts))
    scores.add_all(found, "words of the question that it has anywhere")
    much_said = index.much_said()
    for place in found.keys() & much_said.keys():
        scores.add(place, -_BY_CHANCE * log(much_said[place]), "so much is said of it")


def slight_keywords(index: SearchIndex, scores: Scores) -> None:
    """Take points from the keywords and operators: in a sentence, their words rarely name them."""
    kinds = index.facts.kinds
    keywords = index.facts.kinds_of(_KEYWORDS)
    for place in [place for place in scores if kinds[place] in keywords]:
        scores.add(place, _KEYWORD, "a keyword in a question")


def favour_modules(index: SearchIndex, query: Query, scores: Scores) -> None:
    """Add points to what belongs to a module or a class that a sentence mentions."""
    said = [word for word in query.content if _says_where(index, word)]
    if (topic := query.topic) is not None and index.filters.is_room(topic):
        for place in index.filters.inside(list(scores), topic):
            scores.add(place, _TOPIC, "its module is the topic")
        said = [word for word in said if word != topic]
    if not said:
        return
    least = max(scores.values(), default=0.0) - _IN_REACH
    near = [place for place, points in scores.items() if points >= least]
    # A class says less. What a module and a class have in common counts once.
    for worth, of_class in ((_OF_MODULE, False), (_OF_CLASS, True)):
        places = [word for word in said if _is_class(index, word) == of_class]
        inside = {place for word in places for place in index.filters.inside(near, word)}
        for place in inside:
            scores.add(place, worth, "its module is mentioned")
        near = [place for place in near if place not in inside] if inside else near


def _is_class(index: SearchIndex, word: str) -> bool:
    """Whether a class without a module has that name: `list` says what, and hardly where."""
    return any(
        index.facts.names[place] == word and index.facts.role(place) == "class"
        for place, _points in index.keys.bearing(word)
    )


def _says_where(index: SearchIndex, word: str) -> bool:
    rarity = index.terms.rarity(stem(word)) or 0.0
    return rarity >= _TELLING and index.filters.is_room(word)
