"""The weights of meanings where a phrase is compared with a question: the rare ones say most."""

from math import log1p
from typing import Final

from docs_lsp.search.analyzer import is_number
from docs_lsp.search.languages import OF_LANGUAGES
from docs_lsp.search.vocabulary import ANY_NUMBER, is_direction

_BESIDE: Final = 0.4  # of the rarity of a direction, or of the language that a word is known from
_ANY: Final = 0.4  # of the rarity of some number, whichever it is
_NUMBER: Final = 0.7  # of the rarity of a number, which could be another one


def weight_of(meaning: str, having: int, count: int) -> float:
    """Return the weight of a meaning that so many of all phrases have."""
    return log1p(count / having) * _share(meaning)


def is_slight(meaning: str) -> bool:
    """Whether a meaning matters so little that a phrase comes as near without it."""
    return _share(meaning) < 1


def _share(meaning: str) -> float:
    if is_direction(meaning) or meaning in OF_LANGUAGES:
        return _BESIDE
    if meaning == ANY_NUMBER:
        return _ANY
    return _NUMBER if is_number(meaning) else 1.0
