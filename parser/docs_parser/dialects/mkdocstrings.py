"""Objects that mkdocstrings describes, in MkDocs and in Zensical.

A heading has the id and the signature, and the words are in the element after it::

    <div class="doc doc-object doc-function">
      <h2 id="os.getenv" class="doc doc-heading"><code>getenv(key, default=None)</code>
        <span class="doc doc-labels"><small class="doc doc-label"><code>async</code>...</h2>
      <div class="doc-signature highlight"><pre>...</pre></div>          (with separate_signature)
      <div class="doc doc-contents">words <div class="doc doc-children">members</div></div>
    </div>

A root object has `<a id>` instead of a heading. A module becomes a section, everything else a
description list; the sections of a docstring (parameters, results, exceptions) a field list.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from bs4 import Tag
from bs4.element import PageElement

from docs_parser.clean import plain
from docs_parser.dialects.call_text import CallText, call_term, call_text
from docs_parser.elements import HEADING
from docs_parser.text import flat_text
from docs_parser.traversal import child_tags, classes_of, find_class, has_class
from docs_parser.tree import Tree, new_tag

_PREFIXES: Final = {  # labels that Sphinx prints before a name
    "abstractmethod": "abstractmethod",
    "async": "async",
    "classmethod": "classmethod",
    "staticmethod": "static",
    "property": "property",
}
_NAMED_ANNOTATIONS: Final = ("doc-param-annotation", "doc-attribute-annotation")
_ANNOTATIONS: Final = (
    *_NAMED_ANNOTATIONS,
    *(f"doc-{kind}-annotation" for kind in ("returns", "yields", "receives", "raises", "warns")),
)
_PLURALS: Final = {  # titles of the style that puts them into the head of a table
    "Parameter": "Parameters",
    "Attribute": "Attributes",
    "Class": "Classes",
    "Function": "Functions",
    "Method": "Methods",
    "Module": "Modules",
}
_NEAR: Final = 6  # elements between the title of a section and its table


def applies(html: str) -> bool:
    """Whether an object is described on the page."""
    return 'class="doc doc-object' in html


def rewrite(tree: Tree) -> None:
    """Make descriptions and field lists of the page's objects."""
    for source in list(find_class(tree, "mkdocstrings-source")):
        _remove(source)
    for title in list(find_class(tree, "doc-section-title")):
        _rewrite_section(title)
    tree.relink()
    for described in list(find_class(tree, "doc-object")):
        _rewrite_object(described)
    tree.relink()


def _remove(tag: Tag) -> None:
    if tag.parent is not None:
        tag.parent.contents = [node for node in tag.parent.contents if node is not tag]


def _rewrite_object(described: Tag) -> None:
    ids, headings, signatures, words = [], [], [], []
    for child in child_tags(described):
        if child.name == "a" and child.attrs.get("id"):
            ids.append(str(child.attrs["id"]))
        elif HEADING.fullmatch(child.name):
            headings.append(child)
            ids.append(str(child.attrs.pop("id", "")))
        elif has_class(child, "doc-signature"):
            signatures.append(child)
        else:
            words.append(child)
    ids = list(dict.fromkeys(filter(None, ids)))
    contents = _own_order([node for one in words for node in one.contents])
    if has_class(described, "doc-module"):
        described.name = "section"
        marks = [new_tag("span", id=other) for other in ids[:-1]]
        described.contents = [*marks, *map(_bare_heading, headings), *contents]
        described.attrs = {"id": ids[-1]} if ids else {}
        return
    terms = _terms(described, headings, signatures, contents)
    for term in terms[:1]:
        if ids:
            term.attrs["id"] = ids[-1]
    described.name = "dl"
    described.attrs = {"class": f"py {_kind(described)} doc-object"}
    marks = [new_tag("span", id=other) for other in ids[:-1]]
    described.contents = [*marks, *terms, new_tag("dd", contents)]


def _own_order(nodes: list[PageElement]) -> list[PageElement]:
    """Put the bases of a class after its words: what it is comes first."""
    bases = [node for node in nodes if isinstance(node, Tag) and has_class(node, "doc-class-bases")]
    if not bases:
        return nodes
    rest = [node for node in nodes if node not in bases]
    members = [node for node in rest if isinstance(node, Tag) and has_class(node, "doc-children")]
    return [*(node for node in rest if node not in members), *bases, *members]


def _kind(described: Tag) -> str:
    kinds = [name.removeprefix("doc-") for name in classes_of(described)]
    return next((kind for kind in kinds if kind not in ("doc", "object")), "object")


def _bare_heading(heading: Tag) -> Tag:
    """Return a heading with nothing but its name."""
    name = next(find_class(heading, "doc-object-name"), None) or heading.find("code")
    text = flat_text(name) if isinstance(name, Tag) else flat_text(heading)
    return new_tag(heading.name, [plain(text)])


def _terms(
    described: Tag, headings: list[Tag], signatures: list[Tag], contents: list[PageElement]
) -> list[Tag]:
    """Return a `dt` for each call form."""
    labels = [plain(flat_text(label)) for one in headings for label in find_class(one, "doc-label")]
    prefixes = [_PREFIXES[label] for label in labels if label in _PREFIXES]
    texts = [flat_text(one) for one in signatures] or [
        flat_text(code) for one in headings for code in _signature_code(one)
    ]
    calls = [call_text(text) for text in texts]
    if has_class(described, "doc-class"):
        prefixes.insert(0, "class")
        calls = [_constructor(call, contents) for call in calls]
    return [call_term(call, prefixes) for call in calls] or [
        new_tag("dt", class_="sig sig-object py")
    ]


def _signature_code(heading: Tag) -> Iterator[Tag]:
    """Yield the element of a heading that has the signature, or the name alone."""
    for tag in child_tags(heading):
        is_symbol = has_class(tag, "doc-symbol")
        if has_class(tag, "doc-object-name") or (tag.name == "code" and not is_symbol):
            yield tag
            return


def _constructor(call: CallText, contents: list[PageElement]) -> CallText:
    """Return the call of a class: where its heading has none, that of its `__init__`."""
    if call.parameters is not None:
        return call
    for member in _members(contents):
        for heading in child_tags(member):
            if str(heading.attrs.get("id", "")).endswith(".__init__"):
                texts = [flat_text(one) for one in find_class(member, "doc-signature")]
                texts += [flat_text(code) for code in _signature_code(heading)]
                made = call_text(texts[0]) if texts else call
                return CallText(call.name, call.type_parameters, made.parameters)
    return call


def _members(contents: list[PageElement]) -> Iterator[Tag]:
    for node in contents:
        if isinstance(node, Tag) and has_class(node, "doc-children"):
            yield from (tag for tag in child_tags(node) if has_class(tag, "doc-function"))


# -- sections of a docstring: "Parameters", "Returns", ... ----------------------------------------


def _rewrite_section(title: Tag) -> None:
    """Make a field list of one section, in any of the three styles.

    A paragraph with the title, then a table or a list; or a table whose head has the title.
    """
    name = plain(flat_text(title)).strip(" :").capitalize()
    name = _PLURALS.get(name, name)
    table = next((tag for tag in _around(title) if tag.name == "table"), None)
    paragraph = next((tag for tag in _around(title) if tag.name == "p"), None)
    if table is None and paragraph is not None:
        after = paragraph.find_next_sibling()
        table = after if isinstance(after, Tag) and after.name in ("table", "ul", "ol") else None
    items = list(find_class(table, "doc-section-item")) if table is not None else []
    if table is None or not items:
        return
    columns = [plain(flat_text(cell)) for cell in table.find_all("th")]
    field = new_tag("dd", [new_tag("ul", [_item(one, columns) for one in items])])
    table.name = "dl"
    table.attrs = {"class": "field-list simple"}
    table.contents = [new_tag("dt", [name]), field]
    if paragraph is not None:
        _remove(paragraph)


def _around(title: Tag) -> Iterator[Tag]:
    """Yield the elements around a title, inmost first, up to those of its object."""
    for tag in islice(title.parents, _NEAR):
        if has_class(tag, "doc-contents"):
            return
        yield tag


def _item(item: Tag, columns: list[str]) -> Tag:
    """Return `**name** (*type*) - words`, as napoleon writes a parameter; its id stays with it."""
    name, kind = _name_and_type(item, columns)
    words = next(find_class(item, "doc-md-description"), None)
    blocks = list(words.contents) if words is not None else []
    head: list[PageElement | str] = [new_tag("strong", [name])] if name else []
    if kind:
        head += [" (", new_tag("em", [kind]), ")"] if name else [new_tag("em", [kind])]
    first = next((node for node in blocks if isinstance(node, Tag)), None)
    if first is not None and first.name == "p":
        first.contents = [
            *new_tag("p", [*head, " \u2013 "] if head else head).contents,
            *first.contents,
        ]
    else:
        blocks.insert(0, new_tag("p", head))
    mark = next((tag for tag in item.find_all(HEADING) if tag.attrs.get("id")), None)
    return new_tag("li", blocks, **({"id": str(mark.attrs["id"])} if mark is not None else {}))


def _name_and_type(item: Tag, columns: list[str]) -> tuple[str, str]:
    """Return what a row is about and its type; results and exceptions have a type alone."""
    marked = next(find_class(item, *_ANNOTATIONS), None)
    if marked is not None:
        code = marked.find("code")
        kind = plain(flat_text(code)) if isinstance(code, Tag) else ""
        return (_first_code(item) if has_class(marked, *_NAMED_ANNOTATIONS) else "", kind)
    cells = list(child_tags(item))
    if item.name == "tr" and len(cells) == len(columns):
        texts = {
            column: plain(flat_text(cell)) for column, cell in zip(columns, cells, strict=True)
        }
        is_named = columns[0] != "Type"
        return (texts[columns[0]] if is_named else "", texts.get("Type", ""))
    codes = [tag for tag in cells if tag.name == "code"]
    kind = plain(flat_text(codes[0])) if codes else ""
    return (_first_code(item) if item.find("b") is not None else "", kind)


def _first_code(item: Tag) -> str:
    code = item.find("code")
    return plain(flat_text(code)) if isinstance(code, Tag) else ""
