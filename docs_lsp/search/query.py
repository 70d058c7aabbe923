"""A query, taken apart: its name as one spelling, its words, phrases and filters.

Nothing needs to be learned to use it: case, dots, spaces and parentheses make no difference.
`"in quotes"` asks for the words in that order, `kind:class` for a kind, and `in:asyncio` for what
stands in a module.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from docs_lsp.search.keys import spellings_of
from docs_lsp.search.text import content, words

_FILTER: Final = re.compile(r"(?<!\S)(kind|in):(\S*)(?!\S)", re.IGNORECASE)
_PHRASE: Final = re.compile(r'(?<!\S)"([^"]*\w[^"]*)"(?!\S)')
_CALL: Final = re.compile(r"(?<=[\w\]])(?:\([^()]*\)?|\[[^\[]*\]?)$")
_LITERAL: Final = re.compile(r"""([rbft])["'].*""", re.IGNORECASE | re.DOTALL)
_LITERALS: Final = {"r": "raw string", "b": "bytes literal", "f": "f-string", "t": "t-string"}
_COMMAND: Final = re.compile(
    r"^(?:\$ |> )?(?:python[\d.]*|py) +(?:-m +(?=\w)|(?=-))", re.IGNORECASE
)
_OPTION: Final = re.compile(r"(?<!\S)(?:--?|\\)\w[\w-]*(?!\S)|%-?[a-zA-Z](?!\w)")
_HISTORY: Final = re.compile(
    r"what.?s ?new|\bchangelog\b|\bchanges? in\b|\bnew in\b", re.IGNORECASE
)
_SENTENCE: Final = 3  # words that say something
_LONGEST: Final = 400  # code points of a query that are read


@dataclass(frozen=True)
class Query:
    """What is asked for. `typed` is the text without filters and quotes."""

    typed: str
    phrases: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    is_open: bool = True  # the last word may go on

    @classmethod
    def parse(cls, text: str) -> "Query":
        """Take *text* apart; any text is a query."""
        text = text[:_LONGEST]
        kinds: list[str] = []
        modules: list[str] = []
        for kind, value in _FILTER.findall(text):
            (kinds if kind.lower() == "kind" else modules).append(value.lower())
        rest = _FILTER.sub(" ", text)
        phrases = tuple(" ".join(words(one)) for one in _PHRASE.findall(rest))
        rest = _PHRASE.sub(r" \1 ", rest)
        is_open = not text.endswith((" ", '"', ")", "__"))
        typed = " ".join(rest.split())
        typed = _COMMAND.sub("", typed)
        typed = _CALL.sub("", typed) or typed
        if literal := _LITERAL.fullmatch(typed):
            typed = _LITERALS[literal[1].lower()]
        return cls(
            typed=typed,
            phrases=tuple(one for one in phrases if one),
            kinds=tuple(one for one in kinds if one),
            modules=tuple(one for one in modules if one),
            is_open=is_open,
        )

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """How the whole query is looked up as a name: as it stands for symbols, and squashed."""
        return spellings_of(self.typed) if self.typed else ()

    @cached_property
    def options(self) -> tuple[str, ...]:
        """The options, escapes and format codes among several: `-c command`, `%Y-%m-%d`."""
        found = tuple(_OPTION.findall(self.typed))
        return found if self.is_spaced or len(found) > 1 else ()

    @cached_property
    def folded(self) -> str:
        """The typed text in small letters."""
        return self.typed.lower()

    @cached_property
    def is_compound(self) -> bool:
        """Whether several words, or parts of a dotted name, are asked for."""
        return len(self.words) > 1

    @cached_property
    def is_dotted(self) -> bool:
        """Whether it is a dotted name."""
        return "." in self.typed and not self.is_spaced

    @cached_property
    def words(self) -> list[str]:
        """All words, in small letters."""
        return words(self.typed)

    @cached_property
    def content(self) -> list[str]:
        """The words that say something, each once; of a dotted name, all."""
        said = content(self.words) if self.is_spaced else self.words
        return list(dict.fromkeys(said))

    @cached_property
    def is_spaced(self) -> bool:
        """Whether words are asked for, and not one name."""
        return " " in self.typed

    @cached_property
    def is_sentence(self) -> bool:
        """Whether it says what is to be done, and does not just name something."""
        return len(self.content) >= _SENTENCE

    @cached_property
    def asks_history(self) -> bool:
        """Whether What's New is asked for, which is left behind otherwise."""
        return _HISTORY.search(self.typed) is not None
