"""Signatures that are Python text: cut at the commas and brackets that belong to the call."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import PageElement

from docs_parser.arguments import depths, split
from docs_parser.tree import new_tag


@dataclass(frozen=True, slots=True)
class CallText:
    """A signature in parts: `name[type_parameters](parameters)tail`.

    `parameters` is None where nothing is called (`DEFAULT: int = 250` is all name).
    """

    name: str
    type_parameters: tuple[str, ...] = ()
    parameters: tuple[str, ...] | None = None
    tail: str = ""


def call_text(text: str) -> CallText:
    """Cut a signature, on one line or on several."""
    text = " ".join(text.split())
    start = next((index for index, one in enumerate(text) if one in "([:="), len(text))
    name, rest = text[:start].strip(), text[start:]
    type_parameters: tuple[str, ...] = ()
    if rest.startswith("["):
        inner, after = _bracketed(rest)
        if not after.startswith("("):
            return CallText(text)
        type_parameters, rest = split(inner), after
    if not rest.startswith("("):
        return CallText(text)
    inner, tail = _bracketed(rest)
    return CallText(name, type_parameters, split(inner), tail.replace("->", "\u2192", 1))


def _bracketed(text: str) -> tuple[str, str]:
    """Return what the brackets at the head of *text* hold, and what comes after them."""
    for index, depth in depths(text):
        if depth == 0:
            return text[1:index], text[index + 1 :]
    return text[1:], ""


def call_term(call: CallText, prefixes: Iterable[str]) -> Tag:
    """Return the `dt` that Sphinx makes of a signature; *prefixes* are words such as `async`."""
    nodes: list[PageElement | str] = [
        new_tag("em", [f"{word} "], class_="property") for word in prefixes
    ]
    nodes.append(new_tag("span", [call.name], class_="sig-name descname"))
    if call.type_parameters:
        nodes += _bracketed_parts("[", call.type_parameters, "]")
    if call.parameters is not None:
        nodes += _bracketed_parts("(", call.parameters, ")")
    return new_tag("dt", [*nodes, call.tail], class_="sig sig-object py")


def _bracketed_parts(
    opening: str, parts: tuple[str, ...], closing: str
) -> Iterator[PageElement | str]:
    yield new_tag("span", [opening], class_="sig-paren")
    for number, part in enumerate(parts):
        yield from ([", "] if number else [])
        yield new_tag("em", [part], class_="sig-param")
    yield new_tag("span", [closing], class_="sig-paren")
