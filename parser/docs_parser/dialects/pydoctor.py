"""Objects that pydoctor describes: a page for each module and class, and on it their members.

A member has its names before its header, and its words after that::

    <div class="basemethod"><a name="os.Path.get"></a><a name="get"></a>
      <div class="functionHeader"><div><span class="decorator">@property</span></div>
        <span class="py-keyword">def</span> <span class="py-defname">get</span>
        <span class="function-signature">(<span class="rst-sig-param">key</span>):</span></div>
      <div class="docstring functionBody">words</div>
    </div>

In older versions the call form is bare text after the name. The page of a class or module becomes a
section, a member a description list, and the tables of a docstring (parameters, results,
exceptions) field lists.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from bs4 import Tag
from bs4.element import NavigableString

from docs_parser.clean import plain
from docs_parser.dialects.call_text import call_term, call_text
from docs_parser.text import flat_text
from docs_parser.traversal import child_tags, find_class, has_class
from docs_parser.tree import Tree, new_tag

if TYPE_CHECKING:
    from bs4.element import PageElement

_MARKS: Final = ('class="functionHeader"', 'class="moduleDocstring"')
_PREFIXES: Final = {
    "@classmethod": "classmethod",
    "@staticmethod": "static",
    "@property": "property",
}
_PREFIXES_OF_KEYWORDS: Final = {"async def": "async"}
_FIRST: Final = ("self", "cls")
_MEMBERS: Final = ("child-list", "childList")  # the newer and the older id
_METHODS: Final = ("basemethod", "baseclassmethod")
_SILENT: Final = ("undocumented", "class-signature")


def applies(html: str) -> bool:
    """Whether an object is described on the page."""
    return any(mark in html for mark in _MARKS)


def rewrite(tree: Tree) -> None:
    """Make a section of the page, descriptions of its members, field lists of their tables."""
    for table in list(find_class(tree, "fieldTable")):
        _rewrite_fields(table)
    for silent in list(find_class(tree, *_SILENT)):
        silent.contents = []
    for header in list(find_class(tree, "functionHeader")):
        if header.parent is not None:
            _rewrite_member(header.parent)
    for words in list(find_class(tree, "moduleDocstring")):
        if words.parent is not None:
            _rewrite_page(words.parent)
    tree.relink()


def _rewrite_page(main: Tag) -> None:
    """Leave the title, the words, the constructor and the members, in this order."""
    heading = main.find("h1")
    title = plain(flat_text(heading)) if isinstance(heading, Tag) else ""
    words = [one for one in child_tags(main) if has_class(one, "moduleDocstring")]
    extras = [
        line
        for one in child_tags(main)
        if has_class(one, "extrasDocstring")
        for line in child_tags(one)
        if not _is_of_class_itself(line)
    ]
    members = [one for one in child_tags(main) if one.attrs.get("id") in _MEMBERS]
    section = new_tag("section", [new_tag("h1", [title]), *words, *extras, *members])
    main.contents = [section]


def _is_of_class_itself(line: Tag) -> bool:
    """Whether a line names the class with its bases, or leads to the index of classes."""
    links = (str(link.attrs.get("href")) for link in line.find_all("a"))
    is_named = next(find_class(line, "py-defname"), None) is not None
    return is_named or any("classIndex.html" in link for link in links)


def _rewrite_member(member: Tag) -> None:
    names = [str(one.attrs["name"]) for one in child_tags(member) if one.attrs.get("name")]
    headers = [one for one in child_tags(member) if has_class(one, "functionHeader")]
    bodies = [one for one in child_tags(member) if has_class(one, "functionBody")]
    terms = [_term(one) for one in headers]
    if names:
        terms[0].attrs["id"] = names[-1]
    member.name = "dl"
    member.attrs = {"class": "py object"}
    marks = [new_tag("span", id=name) for name in names[:-1]]
    words = [node for one in bodies for node in one.contents]
    member.contents = [*marks, *terms, new_tag("dd", words)]


def _term(header: Tag) -> Tag:
    decorators = [plain(flat_text(one)) for one in find_class(header, "decorator")]
    keywords = [plain(flat_text(one)) for one in find_class(header, "py-keyword")]
    prefixes = [_PREFIXES[one] for one in decorators if one in _PREFIXES]
    prefixes += [_PREFIXES_OF_KEYWORDS[one] for one in keywords if one in _PREFIXES_OF_KEYWORDS]
    name = "".join(plain(flat_text(one)) for one in find_class(header, "py-defname"))
    call = call_text(name + _called_with(header).removesuffix(":"))
    given = call.parameters or ()
    if given[:1] and given[0] in _FIRST and header.parent and has_class(header.parent, *_METHODS):
        call = replace(call, parameters=given[1:])
    return call_term(call, prefixes)


def _called_with(header: Tag) -> str:
    """Return the parameters and what follows them: `(key, *, deep=False):`; "" of other members."""
    signature = next(find_class(header, "function-signature"), None)
    if signature is not None:
        return plain(flat_text(signature))
    name = next(find_class(header, "py-defname"), None)
    after = name.next_siblings if name is not None else ()
    texts = takewhile(lambda one: isinstance(one, NavigableString), after)
    text = plain("".join(map(str, texts))).strip()
    return text if text.startswith("(") else ""


# -- tables of a docstring ------------------------------------------------------------------------


def _rewrite_fields(table: Tag) -> None:
    """Make a field list of a table; a row of the class `fieldStart` is the title of a field."""
    fields: list[Tag] = []
    for row in _rows(table):
        cells = list(child_tags(row))
        if has_class(row, "fieldStart"):
            fields += [new_tag("dt", [plain(flat_text(row))]), new_tag("dd", [new_tag("ul")])]
        elif cells and fields:
            next(child_tags(fields[-1])).contents.append(_item(cells))
    table.name = "dl"
    table.attrs = {"class": "field-list simple"}
    table.contents = list(fields)


def _rows(table: Tag) -> Iterator[Tag]:
    """Yield the rows of a table, without those of tables in it."""
    for part in child_tags(table):
        if part.name == "tr":
            yield part
        elif part.name in ("tbody", "thead"):
            yield from (row for row in child_tags(part) if row.name == "tr")


def _item(cells: list[Tag]) -> Tag:
    """Return `**name** (*type*) - words`, as napoleon writes a parameter; or words alone."""
    if not has_class(cells[0], "fieldArgContainer"):
        return new_tag("li", [node for cell in cells for node in cell.contents])
    names = [plain(flat_text(one)).rstrip(":") for one in find_class(cells[0], "fieldArg")]
    kinds = [plain(flat_text(one)) for one in cells[0].find_all("code")]
    words = [node for cell in cells[1:] for node in cell.contents]
    kind = new_tag("em", [", ".join(kinds)])
    if names:
        head: list[PageElement | str] = [new_tag("strong", [", ".join(names)])]
        head += [" (", kind, ")"] if kinds else []
    else:
        head = [kind] if kinds else []
    first = next(iter(words), None)
    if isinstance(first, Tag) and first.name == "p":
        words[:1] = first.contents
    return new_tag("li", [new_tag("p", [*head, " \u2013 ", *words] if head else words)])
