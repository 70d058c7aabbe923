"""A parsed query: its name in normal spelling, its words, phrases and filters.

Nothing needs to be learned to use it: case, dots, spaces and parentheses make no difference.
`"in quotes"` asks for the words in that order, `kind:class` for a kind, and `in:asyncio` for the
entries of a module.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from errno import errorcode
from functools import cached_property
from itertools import pairwise
from typing import Final

from docs_lsp.search.analyzer import content, content_word, words
from docs_lsp.search.code_forms import forms
from docs_lsp.search.languages import NAMED
from docs_lsp.search.literals import with_kinds
from docs_lsp.search.name_index import SIGNED, spellings_of
from docs_lsp.search.question_words import without_question

_FILTER: Final = re.compile(r"(?<!\S)(kind|in):(\S*)(?!\S)", re.IGNORECASE)
_PHRASE: Final = re.compile(r'(?<!\S)"([^"]*\w[^"]*)"(?!\S)')
_CALL: Final = re.compile(r"(?<=[\w\]])(?:\([^()]*\)?|\[[^\[]*\]?)$")
_LITERAL: Final = re.compile(r"""([rbft])["'].*""", re.IGNORECASE | re.DOTALL)
_LITERALS: Final = {"r": "raw string", "b": "bytes literal", "f": "f-string", "t": "t-string"}
_KEYWORD_ARGUMENT: Final = re.compile(r"^([A-Za-z_]\w*)=[^=\s]\S*$")  # `shell=True`
_COMMAND: Final = re.compile(
    r"^(?:\$ |> )?(?:python[\d.]*|py) +(?:-m +(?=\w)|(?=-))", re.IGNORECASE
)
_PROGRAM: Final = re.compile(r"([a-z][\w.]*) --?\w")
_OPTION: Final = re.compile(r"(?<!\S)(?:--?|\\)\w[\w-]*(?!\S)|%-?[a-zA-Z](?!\w)")
# A name as code has it, among words: dotted, with underscores, a call, CamelCase, or with a number.
# What one wants to do without is not asked for.
_MENTION: Final = re.compile(
    r"(?<!without )(?<!instead of )(?<![\w.])"
    r"(?:[A-Za-z_]\w*(?:\.\w+)+|\w*[A-Za-z]_\w+|__\w+|[A-Za-z]\w*(?=\()|[A-Z]+[a-z0-9]+[A-Z]\w*"
    r"|[a-z]+[A-Z][a-zA-Z]*(?![\w.(])|[A-Z]{6,}(?!\w)|(?!utf)[a-z]{2,}\d+[a-z]*(?!\w))"
)
_MENTIONING: Final = re.compile(r"[._(]|[a-z0-9][A-Z]|[A-Z]{6}|[a-z]\d")  # every mention has one
_RAISED: Final = re.compile(r"(?:\w+\.)*([A-Z]\w*(?:Error|Exception|Warning|Interrupt|Group)): ")
_TRACEBACK: Final = "Traceback (most recent call last)"
_ERROR_NUMBER: Final = re.compile(r"\[Errno (\d{1,3})\]", re.IGNORECASE)
_ABOUT: Final = re.compile(r"(?:python )?([a-z_][\w.]*)(?: module)?: \S")
_QUOTED: Final = re.compile(
    r"""(?<!\w)(["'])(?!(?:NoneType|str|int|float|list|dict|tuple|set|bytes|module|function)\1).*?\1"""
)
# Numbers of errors, addresses and the like, which differ from case to case too.
_VALUE: Final = re.compile(r"\[\w+ \d+\]|<[^<>]*>|0x[0-9a-fA-F]+")
_HISTORY: Final = re.compile(
    r"what.?s ?new|\bchangelog\b|\b(?:changes?|new|added) in (?:python|version|\d)",
    re.IGNORECASE,
)
_SENTENCE: Final = 3  # words that say something
_FEW: Final = 5  # words of which two may be one name
_LONG: Final = 6  # letters of such a name
_OPERATOR: Final = re.compile(r"(?<!\S)(?:\*\*|//|:=|->|[=!<>+*/%|&^-]=|<<|>>|//=|[@%|&^~])(?!\S)")
_DUNDER: Final = re.compile(r"(?:.*\W)?__\w+__")
_VERSION: Final = re.compile(r"(?:python\s*|version\s*)*(\d+\.\d+)(?:\.\d+)?", re.IGNORECASE)
_SHORT_VARIABLE: Final = 2  # letters
_TOPIC: Final = 3  # words of a topic at most
_LONGEST: Final = 400  # code points of a query that are read


@dataclass(frozen=True)
class Query:
    """What is asked for. `typed` is the text without filters and quotes, `folded` in small letters.

    `words` are all words, in small letters; `content` those that say something, each once (of a
    dotted name, all); `spellings` how the whole is looked up as a name: unchanged for symbols, and
    squashed. Where the query `is_open`, the last word may go on. `forms` are the names of entries
    that describe a fragment of code, the best first.
    """

    typed: str
    folded: str
    words: Sequence[str]
    content: Sequence[str]
    spellings: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    is_open: bool = True
    forms: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Query":
        """Take *text* apart; any text is a query."""
        text = _of_traceback(text)[:_LONGEST]
        filters = _FILTER.findall(text) if ":" in text else []
        is_filtered = any(value for _, value in filters)  # no code, whatever `except in:os` is like
        if not is_filtered and (described := tuple(forms(text.strip()))):
            typed = _of_code(text)
            typed = typed if described[0] == typed or typed not in described else text.strip()
            return replace(cls.of(typed), forms=described, is_open=False)
        rest = _FILTER.sub(" ", text) if filters else text
        is_message = _RAISED.match(rest) is not None  # its quotes are its own
        phrases = _PHRASE.findall(rest) if '"' in rest and not is_message else []
        rest = _PHRASE.sub(r" \1 ", rest) if phrases else rest
        typed = _COMMAND.sub("", " ".join(rest.split()))
        return cls.of(
            _of_code(typed),
            phrases=tuple(said for one in phrases if (said := " ".join(words(one)))),
            kinds=_values(filters, "kind"),
            modules=_values(filters, "in"),
            is_open=not text.endswith((" ", '"', ")")) and not _DUNDER.fullmatch(typed),
        )

    @classmethod
    def of(
        cls,
        typed: str,
        *,
        phrases: tuple[str, ...] = (),
        kinds: tuple[str, ...] = (),
        modules: tuple[str, ...] = (),
        is_open: bool = True,
    ) -> "Query":
        """Ask for the words of *typed*."""
        found = words(typed)
        said = found
        if " " in typed:
            meant = with_kinds(typed)
            said = _without_numbers(content(found if meant == typed else words(meant)))
        return cls(
            typed=typed,
            folded=typed.lower(),
            words=found,
            content=list(dict.fromkeys(said)),
            spellings=spellings_of(typed) if typed else (),
            phrases=phrases,
            kinds=kinds,
            modules=modules,
            is_open=is_open,
        )

    @property
    def options(self) -> tuple[str, ...]:
        """The options, escapes, format codes, operators among several: `-c command`, `%Y-%m-%d`."""
        found = (*_OPTION.findall(self.typed), *_OPERATOR.findall(self.typed))
        return found if self.is_spaced or len(found) > 1 else ()

    @property
    def command(self) -> str | None:
        """The program whose options are typed: the `nc` of `nc -l`."""
        found = _PROGRAM.match(self.typed)
        return found[1] if found and content_word(found[1]) else None

    @property
    def asked(self) -> "Query | None":
        """What is asked for, without the question: the `enumerate` of `how to use enumerate`."""
        left = without_question(self.typed)
        if left == self.typed or _OPERATOR.search(left):
            return None
        return Query.of(left, is_open=self.is_open)

    @property
    def is_of_language(self) -> bool:
        """Whether another language is mentioned, in which the names may mean something else."""
        return self.is_spaced and NAMED.search(self.typed) is not None

    @cached_property
    def mentions(self) -> tuple[str, ...]:
        """The names among several words that are written as code: `use os.path.join twice`."""
        if not self.is_spaced:
            return ()
        found = _MENTION.findall(self.typed) if _MENTIONING.search(self.typed) else []
        if number := _ERROR_NUMBER.search(self.typed):
            found.append(f"errno.{errorcode.get(int(number[1]), '')}")
        return tuple(dict.fromkeys(found))

    @property
    def joined(self) -> tuple[str, ...]:
        """The names that two of a few words may be: the `executemany` of `execute many`."""
        if not self.is_spaced or len(self.words) > _FEW:
            return ()
        pairs = (one + other for one, other in pairwise(self.words))
        return tuple(pair for pair in pairs if len(pair) >= _LONG and pair.isalpha())

    @cached_property
    def raised(self) -> str | None:
        """The exception of a message that was copied: `TypeError: 'int' object is not iterable`.

        Of the number of an error of the system, such as `[Errno 2]`, the exception that it raises.
        """
        if found := _RAISED.match(self.typed):
            return found[1]
        number = _ERROR_NUMBER.search(self.typed)
        return type(OSError(int(number[1]), "")).__name__ if number else None

    @property
    def topic(self) -> str | None:
        """The name with a colon that a question begins with: `argparse: required option`."""
        found = _ABOUT.match(self.folded)
        return found[1] if found and not self.raised else None

    @property
    def message(self) -> str:
        """The message of an error that was copied, without its exception; else all that is typed.

        What is in quotes is left out unless it is a type: it differs from case to case.
        """
        raised = _RAISED.match(self.typed)
        said = self.typed[raised.end() :] if raised else self.typed
        return _VALUE.sub("", _QUOTED.sub("", said)) if self.raised else said

    @property
    def said(self) -> tuple[str, ...]:
        """The words of the message that say something."""
        return tuple(dict.fromkeys(content(words(with_kinds(self.message)))))

    @property
    def is_compound(self) -> bool:
        """Whether several words, or parts of a dotted name, are asked for."""
        return len(self.words) > 1

    @property
    def is_dotted(self) -> bool:
        """Whether it is a dotted name."""
        return "." in self.typed and not self.is_spaced

    @property
    def is_of_variable(self) -> bool:
        """Whether it is a dotted name that begins with a letter or two: a variable, no module."""
        return self.is_dotted and len(self.typed.partition(".")[0]) <= _SHORT_VARIABLE

    @property
    def is_spaced(self) -> bool:
        """Whether words are asked for, and not one name."""
        return " " in self.typed

    @property
    def is_sentence(self) -> bool:
        """Whether it says what is to be done, and does not just name something."""
        return len(self.content) >= _SENTENCE

    @property
    def version(self) -> str | None:
        """The version that is typed alone, or after "python": `3.12`."""
        found = _VERSION.fullmatch(self.typed)
        return found[1] if found else None

    @property
    def is_long(self) -> bool:
        """Whether it is a question rather than a few words of a topic."""
        return len(self.content) > _TOPIC

    @property
    def asks_history(self) -> bool:
        """Whether What's New is asked for, which is left behind otherwise."""
        return _HISTORY.search(self.typed) is not None


def _of_traceback(text: str) -> str:
    """Return a text from the message on with which its traceback ends."""
    raised = list(_RAISED.finditer(text)) if _TRACEBACK in text else []
    return text[raised[-1].start() :] if raised else text


def _without_numbers(said: list[str]) -> list[str]:
    """Return the words without the numbers, any of which could be another one."""
    left = [word for word in said if not word.isdecimal()]
    return left or said


def _of_code(text: str) -> str:
    """Return what a text of code names: its call without arguments, the kind of its literal."""
    typed = " ".join(text.split())
    if typed.replace(" ", "").isalnum():
        return typed
    if not SIGNED.fullmatch(typed):
        typed = _CALL.sub("", typed) or typed
    typed = _KEYWORD_ARGUMENT.sub(r"\1=", typed)
    literal = _LITERAL.fullmatch(typed)
    return _LITERALS[literal[1].lower()] if literal else typed


def _values(filters: Iterable[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    return tuple(value.lower() for kind, value in filters if value and kind.lower() == wanted)
