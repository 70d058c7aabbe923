"""The analysis of text: the normal spelling of a name, the words, and the stem of a word.

Names and queries go through the same functions, so that case, dots, underscores, CamelCase and
spaces make no difference where they meet.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from keyword import kwlist
from typing import Final

# Between a small and a large letter, and before the last capital of an acronym: `HTTPServer`.
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_LETTERS: Final = re.compile(r"[^\W_]+")
_SIGNS: Final = bytes(code for code in range(128) if not chr(code).isalnum())
# A word: a number with its dots, a name with its signs (`C++`), or letters and digits.
_WORD: Final = re.compile(r"\d+(?:\.\d+)+|(?<![^\W_])[A-Za-z](?:\+\+|#)(?!\w)|[^\W_]+")
# What an ASCII text has where a word may be more than letters and digits: `3.12`, `C++`, `C#`.
_SIGNED: Final = re.compile(r"\d\.\d|\+\+|#")
_BLANKED: Final = bytes(code if chr(code).isalnum() else 32 for code in range(128)) + bytes(128)
# What ends a piece of a text, whatever comes after it: all signs but those in `3.12`, `C++`, `C#`.
# What is no ASCII is kept.
_PIECED: Final = bytes(
    32 if chr(code).isascii() and not chr(code).isalnum() and code not in b".+#" else code
    for code in range(256)
)
_PUNCTUATION: Final = "().,:;'\"[]{}`=!?<>/*-\u2018\u2019\u201c\u201d"  # no part of a word
# Runs of characters that are written without spaces: Chinese, Japanese, Korean.
_UNSPACED: Final = re.compile(
    r"[\u3005-\u3007\u3040-\u312f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    r"\uff66-\uff9f\U00020000-\U0003ffff]+"
)
_COMPLETED_FROM: Final = 3  # letters; fewer may become anything
_SHORT: Final = 3  # letters that a stem keeps at least
_KEYWORDS: Final = frozenset(kwlist) | {"match", "case", "type"}
# No forms of a verb.
_NO_FORMS: Final = frozenset(
    "folder order header number letter pipe upper lower inner outer computer customer pointer "
    "defer center later summer winner former refer layer infer owner".split()
)
_COMPARING: Final = ("difference", "differences", "between")  # the difference between a and b
_DIFFERENCES: Final = frozenset({"difference", "differences"})
_BETWEEN: Final = ("vs", "versus")  # what is compared
_MEANWHILE: Final = "while"  # hardly the statement within a sentence, unless one speaks of loops
_OF_LOOPS: Final = frozenset("loop loops do else until true statement keyword for break".split())
_QUESTION_WORDS: Final = frozenset(
    (
        "a an the this that these those it its is are was be been being do does did doing done can "
        "could should would will shall may might must have has had i me my we our you your one "
        "there to of in on at by for from with without into onto about and or but so if then than "
        "as not no how what which who why when where whether way ways best easy easiest simple "
        "simplest quick quickly correct correctly proper properly good better possible possibly "
        "pythonic cleanest elegant efficient most python python2 python3 py code program script "
        "programming language please help need want trying try using use used uses via like "
        "example examples given certain specific particular based some any "
        "each other their them they he she his her whose "
        "just also too s t don doesn isn own still yet someone "
        "myself yourself itself oneself themselves something anything thing things stuff"
    ).split()
)


def squash(text: str) -> str:
    """Return the letters and digits of *text* alone, in small letters: `os.path_join`, osPathJoin.

    >>> squash("Thread pool-Executor")
    'threadpoolexecutor'
    """
    folded = text.lower()
    if folded.isalnum():
        return folded
    if folded.isascii():  # in a tenth of the time
        return folded.encode("ascii").translate(None, _SIGNS).decode("ascii")
    return "".join(_LETTERS.findall(folded))


def words(text: str) -> list[str]:
    """Return the words of *text* in small letters; CamelCase and snake_case are several.

    Of text that is written without spaces, all pairs of neighbouring characters are words.

    >>> words("http.HTTPServer is_open"), words("IPv6Address")
    (['http', 'http', 'server', 'is', 'open'], ['ipv6', 'address'])
    >>> words("Python 3.12 at 127.0.0.1"), words("utf8の説明")
    (['python', '3.12', 'at', '127.0.0.1'], ['utf8', 'の説', '説明'])
    """
    return [word for piece in _pieces(text) for word in _parts(piece)]


def _pieces(text: str) -> list[str]:
    """Return what is between blanks and signs; most texts can be cut without a search for words."""
    if text.isascii() and _SIGNED.search(text) is None:
        return text.encode().translate(_BLANKED).decode().split()
    return _WORD.findall(text)


@lru_cache(maxsize=1 << 16)
def _parts(piece: str) -> tuple[str, ...]:
    if is_unspaced(piece):
        return tuple(_pairs(piece.lower()))
    if piece.islower() or piece.isupper():
        return (piece.lower(),)
    return tuple(_CAMEL.sub(" ", piece).lower().split())


def _pairs(piece: str) -> Iterator[str]:
    at = 0
    for run in _UNSPACED.finditer(piece):
        if before := piece[at : run.start()]:
            yield before
        pairs = max(1, len(run[0]) - 1)
        yield from (run[0][start : start + 2] for start in range(pairs))
        at = run.end()
    if rest := piece[at:]:
        yield rest


def is_unspaced(word: str) -> bool:
    """Whether a word is of text that is written without spaces, where a word has few characters."""
    return not word.isascii() and _UNSPACED.search(word) is not None


def may_go_on(word: str, *, is_open: bool) -> bool:
    """Whether longer words are looked for too: those that a word being typed may become.

    A single character of text without spaces is the beginning of pairs, typed to its end or not.
    """
    if len(word) == 1:
        return is_unspaced(word)
    return is_open and len(word) >= _COMPLETED_FROM


def spaced(text: str) -> str:
    """Return *text* with the pairs and the last character of its runs without spaces after each.

    For a full-text index: a single character is found as the beginning of a pair, or as the last.
    """
    if text.isascii():
        return text
    return _UNSPACED.sub(lambda run: f" {run[0]} {' '.join(_pairs(run[0]))} {run[0][-1]} ", text)


class Stems(dict[str, tuple[str, ...]]):
    """The stems of what is between blanks and most signs, kept for all the texts of an index."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if piece.isalnum() and piece.isascii():
            found = (stem(piece),) if piece.islower() else _stems(piece)
        elif (bare := piece.strip(_PUNCTUATION)) != piece:
            found = self[bare] if bare else ()
        else:
            found = tuple([one for part in _pieces(piece) for one in _stems(part)])
        self[piece] = found
        return found

    def of(self, text: str) -> list[str]:
        """Return the stems of the words of a short *text*."""
        return list(chain.from_iterable(map(self.__getitem__, _pieces(text))))

    def counted(self, text: str) -> Counter[str]:
        """Return how often each stem occurs in a long *text*."""
        data = text.encode("utf-8", "surrogatepass").translate(_PIECED).replace(b". ", b" ")
        pieces = data.decode("utf-8", "surrogatepass").split()
        return Counter(chain.from_iterable(map(self.__getitem__, pieces)))


@lru_cache(maxsize=1 << 16)
def _stems(piece: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in _parts(piece))


def content(found: list[str]) -> list[str]:
    """Return the words that say something; all of them where none does, or all are keywords.

    >>> content(["how", "to", "sort"]), content(["for", "vs", "while"])
    (['sort'], ['for', 'while'])
    """
    if {"between", "and"}.issubset(found) and not _DIFFERENCES.isdisjoint(found):
        found = [word for word in found if word not in _COMPARING]
    found = [word for word in found if word not in _BETWEEN] or found
    if _KEYWORDS.issuperset(found):
        return found
    if _MEANWHILE in found[1:] and _OF_LOOPS.isdisjoint(found):
        found = [word for word in found if word != _MEANWHILE]
    return list(filter(content_word, found)) or found


def count_content(found: Sequence[str]) -> int:
    """Return how many words are significant."""
    return len(found) - sum(map(_QUESTION_WORDS.__contains__, found))


def content_word(word: str) -> bool:
    """Whether a word is significant among others."""
    return word not in _QUESTION_WORDS


def is_number(word: str) -> bool:
    """Whether a word is a number, which has dots where it is a fraction or a version."""
    return word.replace(".", "").isdecimal()


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return what the forms of an English word have in common; coarse on purpose, and quick.

    >>> [stem(word) for word in ("sorting", "sorted", "sorts", "dictionaries", "matches")]
    ['sort', 'sort', 'sort', 'dictionary', 'match']
    """
    if len(word) <= _SHORT or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > _SHORT + 1:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed", "er", "e") if word not in _NO_FORMS else ():
        if word.endswith(ending) and len(word) - len(ending) >= _SHORT:
            word = word[: -len(ending)]
            if ending != "e" and word[-1] == word[-2] and word[-1] not in "sl":
                word = word[:-1]
            break
    return word
