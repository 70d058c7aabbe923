"""The first sentence of a text, which sums it up in lists."""

import re

_SENTENCE_END = re.compile(r"[.!?][)\"\u2019\u201d]*\s+(?=[A-Z\"\u201c(\[<0-9])")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|Dr|Mr|St|No|Fig)|\s[A-Z])\.$")
_SUMMARY_LIMIT = 240
_WORD_LIMIT = 12  # no abbreviation is longer


def first_sentence(text: str) -> str:
    """Return the first sentence of *text*, cut at a word where it is very long.

    It is complete by itself: the colon of one that announces something becomes a full stop.
    """
    text = text[: 8 * _SUMMARY_LIMIT]
    end = len(text)
    for match in _SENTENCE_END.finditer(text):
        stop = match.start() + 1
        if not _ABBREVIATION.search(text[max(0, stop - _WORD_LIMIT) : stop]):
            end = match.start() + len(match[0].rstrip())
            break
    sentence = text[:end].rstrip()
    if sentence.endswith(":") and not sentence.endswith("::"):
        sentence = f"{sentence[:-1].rstrip()}."
    if len(sentence) <= _SUMMARY_LIMIT:
        return sentence
    return sentence[:_SUMMARY_LIMIT].rpartition(" ")[0].rstrip(",;:") + " …"
