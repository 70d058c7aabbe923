"""Elements of a page: which are sections or descriptions, and what is around a block."""

import re
from collections.abc import Iterator

from bs4 import Tag

from docs_parser.notices import notice_kind, version_mark
from docs_parser.text import flat_text, has_words
from docs_parser.traversal import (
    ancestors,
    child_tags,
    classes_of,
    find_class,
    first_tag,
    following,
    has_class,
    preceding,
)

PRODUCTION = "grammar-token"
HEADING = re.compile(r"h[1-6]")
_ANNOUNCED = frozenset(("pre", "ul", "ol", "dl", "table", "blockquote"))
_COLONS = (":", "\uff1a")
_PLAIN = frozenset(("style", "script", "template", "noscript"))


def heading_of(section: Tag) -> Tag | None:
    """Return the heading of a section, if it has one."""
    return next((tag for tag in child_tags(section) if HEADING.fullmatch(tag.name)), None)


def is_section(tag: Tag) -> bool:
    """Whether *tag* is a section of either generation of Sphinx."""
    return tag.name == "section" or (tag.name == "div" and has_class(tag, "section"))


def is_object(tag: Tag) -> bool:
    """Whether *tag* describes documented objects: a dl with a signature."""
    return tag.name == "dl" and any(
        child.name == "dt" and has_class(child, "sig") for child in child_tags(tag)
    )


def names_shown(tag: Tag) -> Iterator[str]:
    """Yield the names that a description of objects displays, with what they are members of."""
    for term in child_tags(tag):
        if term.name == "dt":
            name = "".join(map(flat_text, find_class(term, "sig-prename", "sig-name"))).strip()
            if name:
                yield name


def parameters_shown(tag: Tag | None) -> frozenset[str]:
    """Return the names of the parameters in the call forms of a description of objects."""
    terms = (one for one in child_tags(tag) if one.name == "dt") if tag is not None else ()
    shown = (one for term in terms for one in find_class(term, "sig-param"))
    return frozenset(re.split(r"[=:]", flat_text(one), maxsplit=1)[0].strip(" *") for one in shown)


def owner_of(element: Tag) -> Tag | None:
    """Return the description, or the list of definitions, right in whose text an element is."""
    around = element.parent
    return around.parent if around is not None and around.name == "dd" else None


def is_undescribed(tag: Tag) -> bool:
    """Whether a description names objects, and has no word about them."""
    parts = list(child_tags(tag))
    has_name = any(part.name == "dt" and part.attrs.get("id") for part in parts)
    return has_name and not any(has_words(part) for part in parts if part.name == "dd")


def is_empty(tag: Tag) -> bool:
    """Whether *tag* contains no word."""
    return not any(
        text.strip()
        for text in tag.strings
        if text.parent is None or text.parent.name not in _PLAIN
    )


def enclosing_section(tag: Tag) -> Tag | None:
    """Return the inmost section around *tag*."""
    return next((parent for parent in ancestors(tag) if is_section(parent)), None)


def term_of(name: str, around: Tag) -> Tag | None:
    """Return the term of a list of definitions that is a name, if it has one."""
    terms = (tag for tag in child_tags(around) if tag.name == "dt")
    return next((term for term in terms if flat_text(term).strip() == name), None)


def opens_section(element: Tag) -> bool:
    """Whether a block is a bare version mark or a grammar right after the heading of a section."""
    if not is_bare_mark(element) and not _has_productions(element):
        return False
    before = next((one for one in preceding(element) if not is_empty(one)), None)
    return before is not None and HEADING.fullmatch(before.name) is not None


def is_title(tag: Tag) -> bool:
    """Whether *tag* is the title of an admonition, a topic or a sidebar."""
    return tag.name == "summary" or any(name.endswith("-title") for name in classes_of(tag))


def ends_in_colon(paragraph: Tag) -> bool:
    """Whether a paragraph announces what follows it."""
    return flat_text(paragraph).rstrip().endswith(_COLONS)


def announced_by(paragraph: Tag) -> Tag | None:
    """Return the list or the code that a paragraph ends by announcing."""
    if paragraph.name != "p" or not ends_in_colon(paragraph):
        return None
    after = following(paragraph)
    if after is None or is_object(after) or _has_productions(after):
        return None
    is_code = any(name.startswith("highlight") for name in classes_of(after))
    return after if is_code or after.name in _ANNOUNCED else None


def paragraphs_after(paragraph: Tag) -> Iterator[Tag]:
    """Iterate over the paragraphs right after one, up to one with an id or an announcement."""
    after = following(paragraph) if paragraph.name == "p" else None
    while after is not None and after.name == "p" and "id" not in after.attrs:
        if ends_in_colon(after):
            break
        yield after
        after = following(after)


def is_bare_mark(element: Tag) -> bool:
    """Whether an element is a version mark with nothing but Sphinx's own words."""
    mark = version_mark(element) if notice_kind(classes_of(element)) else None
    return mark is not None and flat_text(mark).strip() == flat_text(element).strip()


def _has_productions(element: Tag) -> bool:
    first = first_tag(element, "strong") if element.name == "pre" else None
    return first is not None and str(first.attrs.get("id", "")).startswith(PRODUCTION)


def has_only_marks(tag: Tag) -> bool:
    """Whether a box holds nothing but version marks: those are of what is around it."""
    return all(notice_kind(classes_of(one)) is not None for one in child_tags(tag))


def is_source(paragraph: Tag) -> bool:
    """Whether a paragraph is but a strong word and links to source files, whose text is a path."""
    first = paragraph.contents[0] if paragraph.contents else None
    if not isinstance(first, Tag) or first.name != "strong":
        return False
    rest = list(child_tags(paragraph))[1:]
    return bool(rest) and all(one.name == "a" and _is_of_file(one) for one in rest)


def _is_of_file(link: Tag) -> bool:
    """Whether a link is to a source file; before Sphinx 7.3 it has no class of its own."""
    text, address = link.get_text(), str(link.attrs.get("href", ""))
    return has_class(link, "extlink-source") or (
        "/" in text and address.startswith("https://") and address.endswith(f"/{text}")
    )
