"""Descriptions and paragraphs around a description, and which of them are about the same thing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from bs4 import Tag

from docs_lsp.blocks.plain import flat
from docs_lsp.blocks.sentences import sentences
from docs_parser.clean import plain
from docs_parser.page import enclosing_section, is_empty, is_section
from docs_parser.text import flat_text
from docs_parser.tree import ancestors, child_tags, classes_of

_WRAPPERS = ("div", "blockquote")
_SHORT = 120  # characters of a text that but refers to another
_IN_COMMON = 5  # letters of the names in a group
_FAMOUS = 6  # letters of a name that is no common word
_WORD = re.compile(r"[A-Z]*[a-z\d]+|[A-Z]+")


def siblings(tag: Tag, *, step: int) -> Iterator[Tag]:
    """Iterate over the elements beside *tag*, nearest first, without empty targets of links.

    What only indents is looked through.
    """
    sibling = tag.next_sibling if step > 0 else tag.previous_sibling
    while sibling is not None:
        if isinstance(sibling, Tag) and not (sibling.name == "span" and is_empty(sibling)):
            yield sibling
        sibling = sibling.next_sibling if step > 0 else sibling.previous_sibling
    if tag.parent is not None and tag.parent.name in _WRAPPERS and not is_section(tag.parent):
        yield from siblings(tag.parent, step=step)


def shared_text(description: Tag, before: Sequence[Tag], after: Sequence[Tag]) -> Tag | None:
    """Return the text of the next description that is of this one too.

    Such is another form without a name (`set | other`), one that names it, one right after a single
    empty description, and one that but refers to the documentation of something else.
    """
    empty = list(takewhile(lambda one: text_of_description(one) is None, after))
    if len(empty) == len(after):
        return None
    following = after[len(empty)]
    text = text_of_description(following)
    if text is None:
        return None
    first = sentences((plain(flat_text(text)),))[:1]
    if any(has_name(flat(one), name) for one in first for name in names_of(description)):
        return text
    if "describe" in classes_of(following):
        return text if not empty else None
    same = takewhile(lambda one: text_of_description(one) is None, before)
    group = [description, *empty, *same]
    is_announced = len(group) > len(empty) + len(before) and _is_announced(
        [*before, description][-1]
    )
    if not is_announced and _are_alike([*group, following]):
        return text
    return text if _refers(text, following) else None


def _are_alike(descriptions: Sequence[Tag]) -> bool:
    """Whether the names of things differ in one word: `compressed` and `exploded`.

    Those of more than two must have their beginnings or their ends in common too.
    """
    names = [next(names_of(one, every=True), "") for one in descriptions]
    words = [{word.lower() for word in _WORD.findall(name)} for name in names]
    if any(len(one - words[-1]) > 1 or len(words[-1] - one) > 1 for one in words):
        return False
    common = max(_in_common(names), _in_common([name[::-1] for name in names]))
    return len(names) == 2 or common >= _IN_COMMON  # noqa: PLR2004  # a pair


def _in_common(names: Sequence[str]) -> int:
    """Return the number of letters that all names begin with."""
    return sum(
        1 for _ in takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    )


def _is_announced(description: Tag) -> bool:
    return next((one.name == "p" for one in siblings(description, step=-1)), False)


def _refers(text: Tag, description: Tag) -> bool:
    """Whether a text is one short sentence that links to something else."""
    own = set(names_of(description))
    links = [one for one in text.find_all("a") if flat_text(one).strip("()") not in own]
    sentence = plain(flat_text(text))
    return bool(links) and len(sentence) <= _SHORT and len(sentences((sentence,))) == 1


def paragraphs_naming(description: Tag, before: Iterable[Tag]) -> Iterator[Tag]:
    """Yield paragraphs of its sections that name the thing, the nearest first."""
    names = list(names_of(description))
    if not names:
        return
    holders: list[Iterable[Tag]] = [before]
    holder = description.parent
    while holder is not None and holder.name in ("dd", "div", "blockquote"):
        holders.append(child_tags(holder))
        holder = holder.parent if holder.name != "dd" else None
    section = enclosing_section(description)
    while section is not None:
        holders.append(child_tags(section))
        section = next(filter(is_section, ancestors(section)), None)
    for paragraphs in holders:
        is_first = True
        for one in paragraphs:
            if one.name == "p":
                if all(_marks(one, name) or (is_first and _tells(one, name)) for name in names):
                    yield one
                is_first = False


def _marks(paragraph: Tag, name: str) -> bool:
    """Whether a paragraph has a name in code or in emphasis."""
    return any(
        has_name(plain(flat_text(one)), name)
        for one in paragraph.find_all(["code", "em", "strong"])
    )


def _tells(paragraph: Tag, name: str) -> bool:
    """Whether a paragraph has a name that is no common word among its own words."""
    is_famous = name[:1].isupper() and len(name) >= _FAMOUS
    return is_famous and has_name(flat_text(paragraph), name)


def names_of(description: Tag, *, every: bool = False) -> Iterator[str]:
    """Yield the names of what is described, without the module or class it belongs to.

    Of a list that has several things, those without a text; *every* one if wanted.
    """
    terms: list[str] = []
    for part in child_tags(description):
        fragment = part.attrs.get("id") if part.name == "dt" else None
        if fragment:
            terms.append(str(fragment).rpartition(".")[2])
        if part.name == "dd" and not every and _text_in(part) is not None:
            terms = []
    yield from terms


def has_name(words: str, name: str) -> bool:
    """Whether a name is a whole word of *words*."""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None


def text_of_description(description: Tag) -> Tag | None:
    """Return the first paragraph that describes the things of a description, if it has any."""
    parts = (part for part in child_tags(description) if part.name == "dd")
    return next((text for part in parts if (text := _text_in(part)) is not None), None)


def _text_in(part: Tag) -> Tag | None:
    """Return the first paragraph of a dd, outside what it describes itself."""
    return next((tag for tag in child_tags(part) if tag.name == "p"), None)
