"""The sentence of a text that several keywords or operators share which is about one of them."""

import re
from collections.abc import Callable
from typing import Final

from docs_lsp.blocks import Blocks, Paragraph, ParagraphKind, Span, SpanKind, Words
from docs_lsp.blocks.plain import flat
from docs_lsp.blocks.sentences import as_sentence, sentences
from docs_lsp.entry import Entry

_LEADING_WORDS: Final = 4  # before what a sentence is about, as in "The expression `x or y`"
_FIRST_WORDS: Final = 6  # of a summary, with the names of the tokens that it is about
_SHARING: Final = frozenset({"operator", "function definition"})  # senses of several in one text
_OPERATOR: Final = "-+*/%@&|^~<>=!:"


def own_sentence(blocks_of: Callable[[Entry], Blocks], entry: Entry) -> str:
    """Return the first sentence of a token's text that begins with it; else the entry's summary."""
    name = entry.name
    is_word = name.replace(" ", "").isalpha()
    edge = r"\w" if is_word else re.escape(_OPERATOR)
    mention = re.compile(rf"(?<![{edge}]){re.escape(name)}(?![{edge}])")
    first = " ".join(entry.summary.split()[:_FIRST_WORDS])
    if entry.sense not in _SHARING or mention.search(first):
        return entry.summary
    for one in blocks_of(entry):
        if isinstance(one, Paragraph) and one.kind is not ParagraphKind.TITLE:
            for sentence in sentences(one.words):
                if _begins_with(sentence, mention):
                    return flat(as_sentence(sentence))
    return entry.summary


def _begins_with(sentence: Words, mention: re.Pattern[str]) -> bool:
    """Whether the first code in a sentence has the token, behind few words."""
    words = 0
    for one in sentence:
        if isinstance(one, str):
            words += len(one.split())
        elif isinstance(one, Span):
            text = flat((one,))
            is_code = one.kind is SpanKind.CODE or any(
                isinstance(inner, Span) and inner.kind is SpanKind.CODE for inner in one.content
            )
            if is_code:
                return words <= _LEADING_WORDS and mention.search(text) is not None
            words += len(text.split())
    return False
