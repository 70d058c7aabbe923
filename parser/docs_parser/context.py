"""Words that describe a thing without a text of its own, from around its empty description.

They are taken, in this order, from: its row of a table; another form of it; the text that a group
of descriptions shares; the paragraph after such a group; the paragraph before it; a paragraph
further off that names it. Where none of these describes it, nothing is taken. Outside Python's own
manual an empty description is mostly one without a docstring: there the paragraph must name it.
"""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from bs4 import Tag

from docs_lsp.blocks import (
    Blocks,
    Group,
    GroupKind,
    Mark,
    Paragraph,
    ParagraphKind,
    Words,
)
from docs_lsp.blocks.plain import flat
from docs_lsp.blocks.sentences import announces, as_sentence, sentences, without_announcement
from docs_lsp.entry import NoticeKind
from docs_parser.elements import (
    HEADING,
    announced_by,
    ends_in_colon,
    is_object,
    is_section,
    owner_of,
    parameters_shown,
)
from docs_parser.elsewhere import namesake, same_elsewhere
from docs_parser.lent import defines_owner, is_lent_with, may_describe, next_paragraph
from docs_parser.markup import Markup
from docs_parser.neighbours import (
    has_name,
    leading_name,
    marks_name,
    marks_owner,
    names_another,
    names_of,
    paragraphs_about,
    paragraphs_naming,
    shared_text,
    siblings,
    text_of_description,
    text_of_other_form,
)
from docs_parser.notices import notice_kind
from docs_parser.row_context import beside, is_in_table, row_blocks
from docs_parser.text import flat_text
from docs_parser.traversal import child_tags, classes_of

_LISTS = ("ul", "ol", "dl")
_BULLETS = ("ul", "ol")
_ENDINGS = frozenset(
    (NoticeKind.DEPRECATED, NoticeKind.DEPRECATED_REMOVED, NoticeKind.SOFT_DEPRECATED)
)
_MOST_OPENING = 3  # paragraphs of a section before one that announces
_STANDS_ALONE = "doc-object"  # a docstring of mkdocstrings: its neighbours' words are not its own


def add_name(markup: Markup, names: Iterable[str]) -> None:
    """Add the *names* of a thing without words: they are its plain text."""
    named = tuple([Paragraph((markup.taken(name),)) for name in names])
    if named:
        markup.put(Group(GroupKind.NAME, named))


def add_context(markup: Markup, element: Tag, *, is_told: bool = False) -> None:
    """Add words from around *element*, a description without words, before what it has.

    Of one that *is_told* of, by notices that Sphinx adds itself, only its row of a table counts.
    """
    description = element if element.name == "dl" else element.parent
    if description is None or _STANDS_ALONE in classes_of(description):
        return
    cells = beside(description)
    blocks = row_blocks(markup, cells) if cells or is_told else _around(markup, description)
    if blocks:
        markup.put_first(Group(GroupKind.CONTEXT, blocks))


def _around(markup: Markup, description: Tag) -> Blocks:
    """Return the words that describe it, from descriptions and paragraphs around it."""
    if is_in_table(description):
        return ()
    before = list(siblings(description, step=-1))
    after = list(siblings(description, step=1))
    group_before = list(takewhile(is_object, before))
    group_after = list(takewhile(is_object, after))
    is_python = markup.site.is_python
    shared = (
        shared_text(description, group_before, group_after)
        if is_python
        else text_of_other_form(group_after)
    )
    if shared is not None:
        return markup.inside(shared.contents) + _rest_of(markup, shared, description)
    following = next_paragraph(after, group_after)
    preceding = next_paragraph(before, group_before)
    if preceding is not None and ends_in_colon(preceding):
        about = paragraphs_about(description, after[len(group_after) :])
        if about:
            several = len(about) > 1  # each is about another of the things that share a text
            first = _announcement(markup, preceding, description) if several else ()
            each = (_sayings(markup, one) or _as_sentences(markup, one) for one in about)
            return (*first, *(block for blocks in each for block in blocks))
    if is_python:
        is_last = not any(map(text_of_description, group_after))
        if is_last and following is not None and may_describe(following, description, preceding):
            is_alone = _is_alone(description, before, after)
            return _following(markup, following, description, after if is_alone else ())
        is_first = not any(map(text_of_description, group_before))
        if is_first and preceding is not None and _is_theirs(preceding, description):
            told = _announcement(markup, preceding, description)
            same = namesake(markup, preceding, description)
            return _opening(markup, preceding) + told + same if told else ()
    return _farther(markup, description, before, after)


def _is_alone(description: Tag, before: Sequence[Tag], after: Sequence[Tag]) -> bool:
    """Whether a section begins with a description, and has no other: it is about that thing."""
    is_first = bool(before) and HEADING.fullmatch(before[0].name) is not None
    is_single = len(list(names_of(description, every=True))) == 1
    return is_first and is_single and not any(map(is_object, after))


def _farther(
    markup: Markup, description: Tag, before: Iterable[Tag], after: Iterable[Tag]
) -> Blocks:
    """Return what a paragraph further off says that names the thing, or a later member of it."""
    named = next(paragraphs_naming(description, before), None)
    if named is None and markup.site.is_python:
        return same_elsewhere(markup, description, after)
    return _sayings(markup, named) if named is not None else ()


def _is_theirs(preceding: Tag, description: Tag) -> bool:
    """Whether the paragraph before a group may be of this one of them."""
    return not (names_another(preceding, description) or defines_owner(preceding))


def _following(markup: Markup, paragraph: Tag, description: Tag, whole: Iterable[Tag]) -> Blocks:
    """Return what the paragraph after a group says, with the lists and paragraphs that it leads to.

    Of a section that is about the thing alone it is the *whole*, without sections in that.
    """
    told = list(takewhile(lambda one: not is_section(one), whole))
    if told:
        return markup.inside(told)
    listed = announced_by(paragraph)
    if listed is not None and listed.name in _LISTS:
        said = markup.inside([paragraph, listed])
    else:
        said = _sayings(markup, paragraph) + _rest_after(markup, paragraph, description)
    return said + _further_parameters(markup, paragraph, description)


def _further_parameters(markup: Markup, paragraph: Tag, description: Tag) -> Blocks:
    """Return the further lists after a paragraph whose items all begin with parameters."""
    parameters = parameters_shown(description)
    later = takewhile(lambda one: not is_object(one), siblings(paragraph, step=1))
    found: list[Tag] = []
    for one in later if parameters else ():
        if one.name not in _BULLETS or one is announced_by(paragraph):
            continue
        heads = [next(iter(part.find_all("em")), None) for part in child_tags(one)]
        before = next(siblings(one, step=-1), None)
        is_announced = before is not None and announced_by(before) is one
        if is_announced and all(head and flat_text(head) in parameters for head in heads):
            found += [before, one] if before is not None else []
    return markup.inside(found)


def _rest_after(markup: Markup, paragraph: Tag, description: Tag) -> Blocks:
    """Return what is right after a paragraph that is lent to a description before it.

    To a member further paragraphs and marks are, to another thing paragraphs that begin with it.
    """
    if owner_of(paragraph) is None:
        names = set(names_of(description))
        more = takewhile(lambda one: one.name == "p", siblings(paragraph, step=1))
        return markup.inside(one for one in more if leading_name(one)[0] in names)
    rest = takewhile(lambda one: is_lent_with(one, description), siblings(paragraph, step=1))
    return tuple(block for one in rest for block in markup.inside([one]))


def _rest_of(markup: Markup, text: Tag, description: Tag) -> Blocks:
    """Return what comes after the *text* of a group and is of this one: paragraphs, deprecations.

    The paragraphs begin with its name; the deprecations, which say of what they are, are no mark of
    it. One that names but others of the group is left out.
    """
    last = owner_of(text)
    if last is None:
        return ()
    after = list(siblings(text, step=1))
    names, others = set(names_of(description)), set(names_of(last, every=True))
    said = [one for one in after if one.name == "p" and leading_name(one)[0] in names]
    marks = markup.inside(
        one
        for one in after
        if notice_kind(classes_of(one))
        and (
            not any(marks_name(one, name) for name in others)
            or any(marks_name(one, name) for name in names)
            or marks_owner(one, description)
        )
    )
    return (
        *markup.inside(said),
        *(
            one._replace(is_partial=True)
            for one in marks
            if isinstance(one, Mark) and one.kind in _ENDINGS and one.blocks
        ),
    )


def _announcement(markup: Markup, paragraph: Tag, description: Tag) -> Blocks:
    """Return what the paragraph before a group says, less the sentence that announces it.

    One sentence alone is kept where it tells something before it announces, or refers elsewhere.
    """
    match markup.inside(paragraph.contents):
        case (Paragraph(words), *_):
            told = without_announcement(words)
            if told and not _announced_by_name(words, description):
                return (Paragraph(told),)
            sentence = as_sentence(words)
            if told:
                return (Paragraph(sentence),)
            is_shorter = len(flat(sentence)) < len(flat(words).rstrip())
            if is_shorter or _links_elsewhere(paragraph, description):
                return (Paragraph(sentence),)
    return ()


def _announced_by_name(words: Words, description: Tag) -> bool:
    """Whether the last of several sentences announces a single thing, and names it."""
    names = list(names_of(description, every=True))
    return len(names) == 1 and has_name(flat(sentences(words)[-1]), names[0])


def _opening(markup: Markup, paragraph: Tag) -> Blocks:
    """Return the paragraphs that open a section, if *paragraph* is the last one of them."""
    others = list(takewhile(lambda one: one.name == "p", siblings(paragraph, step=-1)))
    beyond = next((one for one in list(siblings(paragraph, step=-1))[len(others) :]), None)
    if beyond is None or HEADING.fullmatch(beyond.name) is None or len(others) > _MOST_OPENING:
        return ()
    blocks = (block for one in reversed(others) for block in markup.inside([one]))
    return tuple(
        one for one in blocks if isinstance(one, Paragraph) and one.kind is ParagraphKind.PROSE
    )


def _links_elsewhere(paragraph: Tag, description: Tag) -> bool:
    """Whether a paragraph links to something that does not contain the described things."""
    fragments = [str(one.attrs["id"]) for one in child_tags(description) if one.attrs.get("id")]
    targets = [str(one.attrs.get("href", "")).rpartition("#")[2] for one in paragraph.find_all("a")]
    return any(
        target and not any(one.startswith(target.removeprefix("module-")) for one in fragments)
        for target in targets
    )


def _as_sentences(markup: Markup, paragraph: Tag) -> Blocks:
    match markup.inside(paragraph.contents):
        case (Paragraph(words), *_):
            return (Paragraph(as_sentence(words)),)
    return ()


def _sayings(markup: Markup, paragraph: Tag) -> Blocks:
    match markup.inside(paragraph.contents):
        case (Paragraph(words), *_):
            told = without_announcement(words) if announces(words) else words
            return (Paragraph(told),) if told else ()
    return ()
