"""Types that a description states: of results and attributes, and the bases of classes.

They are taken as written, with the names that links lead to: `-> Response` of a call form that
links to `flask.Response` is `flask.Response`. `type_names.py` reads them against all names.
"""

import re
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from bs4 import Tag
from bs4.element import PageElement

from docs_lsp.blocks import Blocks, Definitions, Paragraph, Span, SpanKind, Words
from docs_lsp.blocks.plain import flat
from docs_lsp.entry import Signature
from docs_parser.clean import plain
from docs_parser.kinds import ENTERED
from docs_parser.text import flat_text
from docs_parser.traversal import child_tags, find_class, has_class
from docs_parser.type_names import UNKNOWN, TypeNames

_LIMIT: Final = 500  # characters of a type
_DOTTED: Final = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_BASES: Final = "Bases: "
_RESULT_TYPE: Final = frozenset(("return type", "rtype"))
_RESULT: Final = frozenset(("returns", "return"))
_ARTICLES: Final = frozenset(("", "a", "an", "the", "new", "a new"))
_ASYNC: Final = frozenset(("async", "coroutine", "async-with"))
_AWAITED: Final = ("typing.Awaitable[", "typing.Coroutine[", "typing.Async", "types.CoroutineType[")
_OBJECT: Final = re.compile(r"(?:\s+(?:object|instance))?\s*\.?\s*")


class TypeOf(StrEnum):
    """What a written type is the type of."""

    RESULT = "result"  # of a call, or the value of an attribute
    BASE = "base"


@dataclass(frozen=True, slots=True)
class WrittenType:
    """A type as written. `fragment` is the id of the one description, "" for all of the text."""

    of: TypeOf
    text: str
    fragment: str = ""


def types_of_terms(
    terms: Iterable[Tag], signatures: Iterable[Signature], fragment: str
) -> Iterator[WrittenType]:
    """Iterate over the types in the terms of a description, each call form by itself."""
    texts = iter(signatures)
    for term in terms:
        fragment = str(term.attrs.get("id") or fragment)
        if not has_class(term, "sig"):
            continue
        signature = next(texts, None)
        given = next(find_class(term, "sig-return-typehint"), None) or _type_of_attribute(term)
        if given is not None:
            text = _linked_text(given).strip().removeprefix(":")
        else:
            text = signature.text.rpartition(") \u2192 ")[2] if signature is not None else ""
            text = text if signature is not None and text != signature.text else ""
        # A form without a type is noted too: forms that differ decide nothing.
        yield WrittenType(TypeOf.RESULT, plain(text).strip().rstrip(".")[:_LIMIT], fragment)


def _type_of_attribute(term: Tag) -> Tag | None:
    """Return the element after the name that says `: str`."""
    for before, tag in pairwise(child_tags(term)):
        is_after_name = has_class(before, "descname", "sig-name")
        if is_after_name and has_class(tag, "property") and flat_text(tag).lstrip().startswith(":"):
            return tag
    return None


def _linked_text(node: PageElement) -> str:
    """Return the text of an element, of links the dotted name that they lead to."""
    if not isinstance(node, Tag):
        return str(node)
    if node.name == "a":
        return _name_of(str(node.attrs.get("href", "")), flat_text(node))
    return "".join(map(_linked_text, node.contents))


def _name_of(address: str, text: str) -> str:
    """Return the dotted name that a link leads to; *text* if its fragment is none of that name."""
    fragment = address.partition("#")[2]
    last = text.strip().rpartition(".")[2]
    is_same = _DOTTED.fullmatch(fragment) is not None and fragment.rpartition(".")[2] == last
    return fragment if is_same else text


def types_of_blocks(blocks: Blocks) -> Iterator[WrittenType]:
    """Iterate over the types in the words of a description: bases, and what fields say."""
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.words and str(block.words[0]).startswith(_BASES):
                text = _linked_words(block.words).removeprefix(_BASES)
                yield from (WrittenType(TypeOf.BASE, one[:_LIMIT]) for one in _cut(text))
        elif isinstance(block, Definitions) and block.is_fields:
            yield from _types_of_fields(block)


def _types_of_fields(fields: Definitions) -> Iterator[WrittenType]:
    results = []
    for field in fields.items:
        words = flat(field.terms[0]).strip(" :") if field.terms else ""
        first, _, rest = words.partition(" ")
        if words.lower() in _RESULT_TYPE:
            text = _first_paragraph(field.blocks)
            yield WrittenType(TypeOf.RESULT, _linked_words(text).strip().rstrip(".")[:_LIMIT])
            return
        if first.lower() in _RESULT and (not rest or _DOTTED.fullmatch(rest)):
            results.append(_of_result(rest, field.blocks))
    if len(results) == 1 and results[0]:
        yield WrittenType(TypeOf.RESULT, results[0][:_LIMIT])


def _of_result(named: str, blocks: Blocks) -> str:
    """Return the type in a field "Returns": of numpydoc's one item, or of the link it begins with.

    `a Response object` is one if `Response` is a link; sentences are none.
    """
    first = blocks[0] if blocks else None
    if isinstance(first, Definitions):
        if len(first.items) != 1 or len(blocks) > 1 or not first.items[0].terms:
            return ""
        words = first.items[0].terms[0]
        name, colon, kind = _linked_words(words).partition(" : ")
        return (kind if colon else name).strip()
    words = _first_paragraph(blocks)
    for index, one in enumerate(words[:2]):
        if isinstance(one, Span) and one.kind is SpanKind.LINK:
            before, after = flat(words[:index]), flat(words[index + 1 :])
            target = (one.anchor or one.url).partition("#")[2]
            is_one = before.strip().lower() in _ARTICLES and _OBJECT.fullmatch(after)
            return target if is_one and _DOTTED.fullmatch(target) else ""
    return named


def _first_paragraph(blocks: Blocks) -> Words:
    return blocks[0].words if blocks and isinstance(blocks[0], Paragraph) else ()


def _linked_words(words: Words) -> str:
    """Return running words, of links the dotted name that they lead to."""
    parts = []
    for one in words:
        if isinstance(one, str):
            parts.append(one)
        elif one.kind is SpanKind.LINK:
            parts.append(_name_of(one.anchor or one.url, flat(one.content)))
        else:
            parts.append(_linked_words(one.content))
    return "".join(parts)


def _cut(text: str) -> Iterator[str]:
    """Cut at the commas outside of brackets."""
    depth, start = 0, 0
    for index, letter in enumerate(text):
        depth += (letter in "[(") - (letter in "])")
        if letter == "," and depth == 0:
            yield text[start:index].strip()
            start = index + 1
    yield text[start:].strip()


def facts_of(
    name: str,
    role: str,
    types: Collection[WrittenType],
    modifiers: Collection[str],
    names: TypeNames,
) -> list[str]:
    """Return the facts about an entry, written as `docsets/schema.py` says.

    *types* are those of its own description, and of the text that it shares; *modifiers*
    are the words before its name. Forms of a call with different results say nothing.
    """
    if name.partition(".")[0] in sys.stdlib_module_names or "." not in name:
        return []
    if role in ("class", "exception"):
        bases = [names.read(one.text, name) for one in types if one.of is TypeOf.BASE]
        return [f"<{base}" for base in bases if base not in (UNKNOWN, "object", f"{name}")]
    results = [one for one in types if one.of is TypeOf.RESULT]
    own = [one.text for one in results if one.fragment]
    texts = own if any(own) else [one.text for one in results if not one.fragment]
    found = {names.read(text, name) if text else UNKNOWN for text in texts}
    result = found.pop() if len(found) == 1 else UNKNOWN
    if result in (UNKNOWN, "None") or not ENTERED.isdisjoint(modifiers):
        return []
    if role not in ("method", "function") or "property" in modifiers:
        return [f":{result}"]
    is_waited_for = not _ASYNC.isdisjoint(modifiers) and not result.startswith(_AWAITED)
    return [f"()types.CoroutineType[?, ?, {result}]" if is_waited_for else f"(){result}"]
