"""Words after the description of a member that are of it, and not of what it is a member of."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from bs4 import Tag

from docs_lsp.entry import NoticeKind
from docs_parser.elements import (
    HEADING,
    ends_in_colon,
    is_bare_mark,
    is_object,
    is_section,
    is_title,
    owner_of,
    parameters_shown,
)
from docs_parser.neighbours import (
    has_name,
    marks_it,
    marks_name,
    names_another,
    names_of,
    names_owner,
    siblings,
    text_of_description,
)
from docs_parser.notices import notice_kind
from docs_parser.text import flat_text
from docs_parser.traversal import child_tags, classes_of, has_class, preceding


def is_lent(paragraph: Tag, description: Tag) -> bool:
    """Whether a *paragraph* right after an empty *description* is lent to that."""
    before = list(siblings(description, step=-1))
    around = next_paragraph(before, list(takewhile(is_object, before)))
    return (
        next_paragraph(list(siblings(description, step=1)), ()) is paragraph
        and not ends_in_colon(paragraph)
        and may_describe(paragraph, description, around)
    )


def is_lent_with(one: Tag, description: Tag) -> bool:
    """Whether an element right after what is lent to *description* is lent to it too."""
    if one.name == "p":
        return not (ends_in_colon(one) or names_owner(one, description))
    return notice_kind(classes_of(one)) is not None


def is_of_method(note: Tag) -> bool:
    """Whether a note within a description, right after a method, is about "this method"."""
    if not _is_after(note, "method"):
        return False
    body = next((one for one in child_tags(note) if not is_title(one)), None)
    return body is not None and flat_text(body).lstrip().startswith("This method ")


def is_of_parameter(paragraph: Tag) -> bool:
    """Whether a paragraph right after a member begins with a parameter of that alone."""
    first = paragraph.contents[0] if paragraph.contents else None
    if not isinstance(first, Tag) or first.name != "em":  # as most
        return False
    if not _is_after(paragraph, "method", "function"):
        return False
    name, member = flat_text(first), next(preceding(paragraph))
    return name in parameters_shown(member) and name not in parameters_shown(owner_of(member))


def is_of_description(mark: Tag) -> bool:
    """Whether "Added in version" right after a description in a section is of what that describes.

    So is a bare one, and one that names some of several things with a common description.
    """
    if mark.parent is None or not is_section(mark.parent):
        return False
    before = next(preceding(mark), None)
    if before is None or not is_object(before):
        return False
    if notice_kind(classes_of(mark)) != NoticeKind.ADDED:
        return False
    if is_bare_mark(mark):
        return not has_class(before, "option")  # of the options before it too
    names = set(names_of(before, every=True))
    named = [name for name in names if marks_name(mark, name)]
    return 0 < len(named) < len(names)


def words_after(description: Tag) -> Iterator[Tag]:
    """Iterate over what is right after a description and of what that describes."""
    for one in siblings(description, step=1):
        if one.name == "p":
            is_of_it = is_of_parameter(one)
        elif one.name == "div":
            is_note = "admonition" in classes_of(one)
            is_of_it = is_of_method(one) if is_note else is_of_description(one)
        else:
            return
        if not is_of_it:
            return
        yield one


def _is_after(element: Tag, *kinds: str) -> bool:
    """Whether an element within a description is right after a member of one of these kinds."""
    before = next(preceding(element), None) if owner_of(element) is not None else None
    return before is not None and has_class(before, *kinds)


def next_paragraph(beside: Sequence[Tag], group: Sequence[Tag]) -> Tag | None:
    """Return the paragraph right beyond a group of descriptions."""
    beyond = beside[len(group) : len(group) + 1]
    is_prose = bool(beyond) and beyond[0].name == "p" and "class" not in beyond[0].attrs
    return beyond[0] if is_prose and flat_text(beyond[0]).strip() else None


def may_describe(paragraph: Tag, description: Tag, around: Tag | None) -> bool:
    """Whether the paragraph after a group is of this one: not where it names others of them alone.

    Where a paragraph *around* it, before the group, tells of it and announces nothing, that one is
    sooner so.
    """
    if names_another(paragraph, description) or names_owner(paragraph, description):
        return False
    if around is None or ends_in_colon(around):
        return True
    if defines_owner(around):
        return True
    if any(has_name(flat_text(around), name) for name in names_of(description)):
        return False
    return marks_it(paragraph, description) or _is_of_another(around)


def _is_of_another(paragraph: Tag) -> bool:
    """Whether a paragraph follows a description: an empty one, or any one directly."""
    before = list(
        takewhile(lambda one: not HEADING.fullmatch(one.name), siblings(paragraph, step=-1))
    )
    if before and is_object(before[0]):
        return True
    nearest = next(filter(is_object, before), None)
    return nearest is not None and text_of_description(nearest) is None


def defines_owner(paragraph: Tag) -> bool:
    """Whether a paragraph is the definition of what the described things are members of."""
    around = paragraph.parent
    if around is None or around.name != "dd" or next(child_tags(around), None) is not paragraph:
        return False
    return not ends_in_colon(paragraph)
