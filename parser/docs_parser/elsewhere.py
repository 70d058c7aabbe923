"""Words that describe a thing of the same name elsewhere on the page, to which a text refers.

Members of a class may be documented by those of another class alone: "see IPv4Address".
"""

from collections.abc import Iterable

from bs4 import Tag

from docs_lsp.blocks import Blocks, Paragraph
from docs_lsp.blocks.sentences import as_sentence
from docs_parser.elements import is_object
from docs_parser.markup import Markup
from docs_parser.neighbours import names_of, refers, text_of_description


def same_elsewhere(markup: Markup, description: Tag, after: Iterable[Tag]) -> Blocks:
    """Return the text of a later member that but refers to a class, if that has members so named.

    Others with a text of their own may come between.
    """
    for one in filter(is_object, after):
        text = text_of_description(one)
        if text is not None and refers(text, one) and _members(markup, text, description):
            return markup.inside(text.contents)
    return ()


def namesake(markup: Markup, referring: Tag, description: Tag) -> Blocks:
    """Return what the class that a text refers to says of its only member of the same name.

    *referring* says so of the thing itself: what one says of another member may be of that alone.
    """
    members = _members(markup, referring, description)
    around = members[0].parent if len(members) == 1 else None
    text = text_of_description(around) if around is not None else None
    match markup.inside(text.contents) if text is not None else ():
        case (Paragraph(words), *_):
            return (Paragraph(as_sentence(words)),)
    return ()


def _members(markup: Markup, referring: Tag, description: Tag) -> list[Tag]:
    """Return the members of the first class that a text links to, if it has all names of a thing.

    Else none.
    """
    names = list(names_of(description))
    for link in referring.find_all("a"):
        owner = str(link.attrs.get("href", "")).rpartition("#")[2]
        found = [markup.page.ids.get(f"{owner}.{name}") for name in names]
        members = [one for one in found if one is not None]
        if owner and members and len(members) == len(names):
            return members
    return []
