"""Descriptions and paragraphs around a description, and which of them are about the same thing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from bs4 import Tag

from docs_lsp.blocks.plain import flat
from docs_lsp.blocks.sentences import sentences
from docs_parser.clean import plain
from docs_parser.elements import enclosing_section, is_empty, is_object, is_section, owner_of
from docs_parser.text import flat_text
from docs_parser.traversal import ancestors, child_tags, classes_of, find_class

_WRAPPERS = ("div", "blockquote")
_NAMING = ("code", "em", "strong", "a")  # elements that names are in
_SHORT = 120  # characters of a text that but refers to another
_IN_COMMON = 5  # letters of the names in a group
_MANY = 4  # things that share a description
_BEGINNING = 3  # letters in common of the names of many
_FAMOUS = 6  # letters of a name that is no common word
_MADE_UP_IDS = ("_CPPv", "cmdoption-")  # their letters in common say nothing about the names
_WORD = re.compile(r"[A-Z]*[a-z\d]+|[A-Z]+")
_LEADING_WORDS = 1  # before the name that a paragraph is about, as in "The `size`"
_CAPITAL, _SMALL = re.compile(r"[A-Z]"), re.compile(r"[a-z]")


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

    Such is another form without a name (`set | other`) or with the same one, one that names it, one
    right after a single empty description, and one that but refers to the documentation of
    something else.
    """
    empty = list(takewhile(lambda one: text_of_description(one) is None, after))
    if len(empty) == len(after):
        return None
    following = after[len(empty)]
    text = text_of_description(following)
    if text is None or _speaks_of(text, description, empty):
        return text
    if "describe" in classes_of(following) or _is_form_of(following, description):
        return text if not empty else None
    if _names_itself(following, text):
        return None
    same = takewhile(lambda one: text_of_description(one) is None, before)
    group = [description, *empty, *same]
    is_announced = len(group) > len(empty) + len(before) and _is_announced(
        [*before, description][-1]
    )
    if not is_announced and _are_alike([*group, following]):
        return text
    return text if refers(text, following) else None


def _is_form_of(description: Tag, other: Tag) -> bool:
    """Whether two descriptions display the same name: `--cups` and `--cups=NUMBER`."""
    displayed, others = (
        [flat_text(name) for term in child_tags(one) for name in find_class(term, "descname")]
        for one in (description, other)
    )
    return bool(displayed) and displayed == others


def text_of_other_form(after: Sequence[Tag]) -> Tag | None:
    """Return the text of the description right after one if that is a form without a name."""
    is_form = bool(after) and "describe" in classes_of(after[0])
    return text_of_description(after[0]) if is_form else None


def _speaks_of(text: Tag, description: Tag, empty: Sequence[Tag]) -> bool:
    """Whether a text names the thing in its first sentence, or all of a run of empty ones."""
    first = sentences((plain(flat_text(text)),))[:1]
    names = list(names_of(description))
    if any(has_name(flat(one), name) for one in first for name in names):
        return True
    run = [name for one in (description, *empty) for name in names_of(one)]
    around = text.parent
    paragraphs = [one for one in child_tags(around) if one.name == "p"] if around else [text]
    return bool(names) and all(any(marks_name(one, name) for one in paragraphs) for name in run)


def _are_alike(descriptions: Sequence[Tag]) -> bool:
    """Whether the names of things differ in one word: `compressed` and `exploded`.

    Those of more than two must have their beginnings or their ends in common too. Of many, a short
    beginning or a common pattern is enough: `is_private` and `is_reserved`, `SSLv3` and `TLSv1_1`.
    """
    names = [next(names_of(one, every=True), "") for one in descriptions]
    if len(names) >= _MANY and (_in_common(names) >= _BEGINNING or _have_one_pattern(names)):
        return True
    words = [{word.lower() for word in _WORD.findall(name)} for name in names]
    if any(len(one - words[-1]) > 1 or len(words[-1] - one) > 1 for one in words):
        return False
    common = max(_in_common(names), _in_common([name[::-1] for name in names]))
    return len(names) == 2 or common >= _IN_COMMON  # noqa: PLR2004  # a pair


def _have_one_pattern(names: Sequence[str]) -> bool:
    """Whether names end in numbers and have as many capital and small letters before them."""
    patterns = {_CAPITAL.sub("A", _SMALL.sub("a", name.rstrip("_0123456789"))) for name in names}
    return len(patterns) == 1 and all(name[-1:].isdecimal() for name in names)


def _in_common(names: Sequence[str]) -> int:
    """Return the number of letters that all names begin with."""
    return sum(
        1 for _ in takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    )


def _is_announced(description: Tag) -> bool:
    return next((one.name == "p" for one in siblings(description, step=-1)), False)


def _names_itself(description: Tag, text: Tag) -> bool:
    """Whether the text of a description has its name in code or in a link: it is of that alone."""
    marked = [plain(flat_text(one)) for one in text.find_all(_NAMING)]
    return any(name in one for one in marked for name in names_of(description, every=True) if name)


def refers(text: Tag, description: Tag) -> bool:
    """Whether a text is one short sentence that links to something else."""
    own = set(names_of(description, every=True))
    links = [
        one for one in text.find_all("a") if not any(name in flat_text(one) for name in own if name)
    ]
    sentence = plain(flat_text(text))
    return bool(links) and len(sentence) <= _SHORT and len(sentences((sentence,))) == 1


def paragraphs_about(description: Tag, after: Iterable[Tag]) -> list[Tag]:
    """Return the paragraphs after a group of descriptions that begin with a name of this one.

    A word may be before it, where each thing has such a paragraph. *after* are the elements
    that follow the group. Another description ends the search, and of a single thing the first
    paragraph does.
    """
    names = set(names_of(description))
    found: list[tuple[Tag, str, bool]] = []
    for one in after:
        if one.name == "dl" or (found and len(names) == 1):
            break
        name, is_first = leading_name(one) if one.name == "p" else ("", False)
        if name in names:
            found.append((one, name, is_first))
    is_whole = names <= {name for _, name, _ in found}
    return [one for one, _, is_first in found if is_first or is_whole]


def leading_name(paragraph: Tag) -> tuple[str, bool]:
    """Return the name that a paragraph begins with, behind one word at most, and if behind none.

    The name is "" if there is none.
    """
    before = ""
    for one in paragraph.contents:
        if not isinstance(one, Tag):
            before += str(one)
        elif one.name in _NAMING:
            name = plain(flat_text(one)).strip("()").rpartition(".")[2]
            is_near = len(before.split()) <= _LEADING_WORDS
            return (name if is_near else ""), not before.strip()
        else:
            before += flat_text(one)
    return "", False


def names_another(paragraph: Tag, description: Tag) -> bool:
    """Whether a paragraph names others of a group of descriptions, and this one not."""
    named = {plain(flat_text(one)).strip("()") for one in paragraph.find_all(_NAMING)}
    named |= {name.rpartition(".")[2] for name in named}
    own = set(names_of(description))
    others = {
        name
        for step in (-1, 1)
        for one in takewhile(is_object, siblings(description, step=step))
        for name in names_of(one)
    } | set(names_of(description, every=True))
    return bool(named & (others | own)) and not own <= named


def marks_it(paragraph: Tag, description: Tag) -> bool:
    """Whether a paragraph has all names of a description in code or in emphasis."""
    names = list(names_of(description))
    return bool(names) and all(marks_name(paragraph, name) for name in names)


def names_owner(paragraph: Tag, description: Tag) -> bool:
    """Whether a paragraph names what the thing is a member of, and the thing not."""
    owner = owner_of(description)
    return (
        owner is not None
        and not marks_it(paragraph, description)
        and any(marks_name(paragraph, name) for name in names_of(owner, every=True))
    )


def marks_owner(paragraph: Tag, description: Tag) -> bool:
    """Whether a paragraph has in code what the ids of things say that they are members of."""
    ids = (str(one.attrs.get("id", "")) for one in child_tags(description))
    owners = {one.rpartition(".")[0].rpartition(".")[2] for one in ids}
    return any(marks_name(paragraph, one) for one in owners)


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
                if all(marks_name(one, name) or (is_first and _tells(one, name)) for name in names):
                    yield one
                is_first = False


def marks_name(paragraph: Tag, name: str) -> bool:
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
            terms.append(_short_name(part, str(fragment)))
        if part.name == "dd" and not every and _text_in(part) is not None:
            terms = []
    yield from terms


def _short_name(term: Tag, fragment: str) -> str:
    """Return the last part of a dotted id; where an id is made up, the name that is displayed."""
    if fragment.startswith(_MADE_UP_IDS):
        displayed = next(find_class(term, "descname"), None)
        if displayed is not None:
            return plain(flat_text(displayed))
    return fragment.rpartition(".")[2]


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
