"""Parts of an entry as Markdown, for a reader who pays by the character: a program or a model.

Parts are `whole`, `summary`, `signature`, `members` (the contents of a module, class or page),
`section` (the text and members of what it belongs to) and the name of a parameter. Long texts are
read in pages that end between blocks.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from docs_lsp.blocks import Blocks
from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.describe.entry_text import call_forms, display_name, version_marks
from docs_lsp.describe.inner_links import without_inner_links
from docs_lsp.describe.markdown_blocks import blocks_of
from docs_lsp.describe.parameter import parameter_blocks
from docs_lsp.describe.parameter_items import parameter_items
from docs_lsp.describe.selection import concluded, own_blocks
from docs_lsp.docsets.snapshot import Snapshot, Texts
from docs_lsp.entry import Docset, Entry
from docs_lsp.features.surroundings import surroundings, together

MAX_CHARS: Final = 6000  # code points of an answer, about 1,500 tokens
PARTS: Final = ("whole", "summary", "signature", "members", "section")
_ITEMS: Final = re.compile(r"\n(?=- )")
_LABELS: Final = 8  # docsets that are named
_SHORT: Final = 1500  # code points of a text that is shown whole for a parameter
_SUMMARY: Final = 140  # code points of a summary in a list


class ExcerptError(ValueError):
    """A part or an offset that a text does not have; the message says what it has."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text; the offset of what follows, None at its end; how much that is.

    Both count code points.
    """

    text: str
    following: int | None
    left: int


def label(docset: Docset) -> str:
    """Return how people call a docset: `Python 3.14`."""
    return f"{docset.project} {docset.version}".strip()


def labels(snapshot: Snapshot, docset: str | None) -> str:
    """Return how people call the docsets that a request asks; of many, the first ones."""
    return _labels_of(snapshot, snapshot.asked(docset))


def preparing(snapshot: Snapshot, docsets: Iterable[str]) -> str:
    """Return the sentence that the search does not know open *docsets* yet."""
    return f"the search of {_labels_of(snapshot, docsets)} is being prepared"


def _labels_of(snapshot: Snapshot, docsets: Iterable[str]) -> str:
    """Return how people call open docsets; of many, the first ones."""
    found = [label(snapshot.docsets[one].info) for one in docsets]
    more = len(found) - _LABELS
    return ", ".join(found[:_LABELS]) + (f" and {more} more" if more > 0 else "")


def head(entry: Entry, snapshot: Snapshot) -> str:
    """Return the first line of every answer: whose documentation it is, and of what."""
    docset = label(snapshot.texts(entry).info)
    return " · ".join([docset, display_name(entry), entry.kind, *version_marks(entry)])


def excerpt(entry: Entry, snapshot: Snapshot, part: str) -> str | None:
    """Return a part of *entry*, with the address of its page; None where it has no such parameter.

    *part* is one of `PARTS`, or else the name of a parameter.
    """
    texts = snapshot.texts(entry)
    forms = call_forms(entry, texts.signatures(entry))
    code = "\n".join(["```python", *forms, "```"]) if forms else ""
    match part:
        case "whole":
            shown = [code, _text(entry, texts), _more(entry, texts)]
        case "summary":
            shown = [entry.summary]
        case "signature":
            shown = [code or "No signature."]
        case "members":
            shown = [_members(entry, snapshot) or "No members."]
        case "section":
            around = surroundings(entry, texts.entries)
            owner = around.path[-1] if around.path else entry
            shown = [f"## {display_name(owner)}", _text(owner, texts), _members(owner, snapshot)]
        case _:
            blocks = _blocks(entry, texts)
            listed = parameter_items(blocks, part.lstrip("*"))
            said = markdown_of(listed or parameter_blocks(blocks, part))
            if not said and part not in parameters(entry, snapshot):
                return None
            shown = [
                _form(entry, texts, part),
                said or _unexplained(entry, markdown_of(blocks), part),
            ]
    url = texts.url(entry.anchor)
    return "\n\n".join(filter(None, [*shown, url]))


def parameters(entry: Entry, snapshot: Snapshot) -> list[str]:
    """Return the names of the parameters in all call forms, each once, without asterisks."""
    forms = snapshot.texts(entry).signatures(entry)
    names = (one.name.lstrip("*") for form in forms for one in form.parameters)
    return [name for name in dict.fromkeys(names) if name.isidentifier()]


def _unexplained(entry: Entry, text: str, parameter: str) -> str:
    """Return the text in which *parameter* is not named: it may say where to look."""
    shown = text if len(text) <= _SHORT else entry.summary
    return f"{parameter} is not explained here; the text is:\n\n{shown}"


def _form(entry: Entry, texts: Texts, parameter: str) -> str:
    """Return how the call forms of *entry* print a parameter, each once."""
    found = [
        one
        for form in texts.signatures(entry)
        for one in form.parameters
        if one.name.lstrip("*") == parameter.lstrip("*")
    ]
    printed = (
        (one.name + (f": {one.annotation}" if one.annotation else ""), one.default) for one in found
    )
    forms = dict.fromkeys(
        name if default is None else f"{name} = {default}" for name, default in printed
    )
    return "\n".join(["```python", *forms, "```"]) if forms else ""


def _blocks(entry: Entry, texts: Texts) -> Blocks:
    return without_inner_links(own_blocks(texts.blocks(entry)))


def _text(entry: Entry, texts: Texts) -> str:
    return markdown_of(concluded(_blocks(entry, texts)))


def _more(entry: Entry, texts: Texts) -> str:
    """Return how to list the members of *entry*, if it has some."""
    count = len(surroundings(entry, texts.entries).members)
    return f"members: {count} (part=members)" if count else ""


def _members(entry: Entry, snapshot: Snapshot) -> str:
    """Return the members of *entry* as a list, a line each; those with one text in one line."""
    entries = snapshot.texts(entry).entries
    found = surroundings(entry, entries).members
    members = sorted(found, key=lambda one: one.domain != "py")  # objects before sections
    lines = []
    for one in members:
        line = result_line(one, snapshot, with_docset=False)
        others = ", ".join(other.name for other in together(one, entries))
        lines.append(f"- {line} (also: {others})" if others else f"- {line}")
    return "\n".join(lines)


def paged(text: str, start: int, max_chars: int) -> Stretch:
    """Return about *max_chars* code points of *text* from *start*, ending between two blocks.

    A list may end between two items. A block that is longer is given whole: no listing is cut.
    """
    rest = text[max(0, start) :]
    taken = 0
    for block in chain.from_iterable(map(_items, blocks_of(rest))):
        end = rest.index(block, taken) + len(block)
        is_far = end > 2 * max_chars or 2 * taken > max_chars
        if taken and end > max_chars and is_far:
            break
        taken = end
    left = len(rest) - taken
    return Stretch(rest[:taken], max(0, start) + taken if left else None, left)


def _items(block: str) -> list[str]:
    """Return the items of a list that has no listings, or else the block as a whole."""
    return [block] if "```" in block or not block.startswith("- ") else _ITEMS.split(block)


def answer(entry: Entry, snapshot: Snapshot, part: str, start: int, max_chars: int) -> str:
    """Return a part of *entry* as a program is answered: a first line, a page of the text.

    :raises ExcerptError: where the entry has no such part, or *start* is not within the text.
    """
    text = excerpt(entry, snapshot, part)
    if text is None:
        names = ", ".join(parameters(entry, snapshot)) or "none"
        raise ExcerptError(
            f"part: {entry.name} has no parameter {part!r} (it has: {names}); "
            f"other parts: {', '.join(PARTS)}"
        )
    return answer_page(head(entry, snapshot), text, start, max_chars)


def answer_page(first: str, text: str, start: int, max_chars: int) -> str:
    """Return the line *first*, a page of *text*, and how to read on, if there is more.

    :raises ExcerptError: where *start* is not within the text.
    """
    if start >= len(text):
        raise ExcerptError(f"start: the text has {len(text)} characters")
    page = paged(text, start, max(1, max_chars))
    more = f"… {page.left} more characters: start={page.following}" if page.following else ""
    return "\n\n".join(filter(None, [first, page.text.strip("\n"), more]))


def results(entries: Sequence[Entry], snapshot: Snapshot) -> str:
    """Return search results as a program is answered: their versions, then a line for each."""
    versions = dict.fromkeys(label(snapshot.texts(one).info) for one in entries)
    lines = [result_line(one, snapshot, with_docset=len(versions) > 1) for one in entries]
    count = f"{len(lines)} result{'s, best first' if len(lines) > 1 else ''}"
    return "\n".join([f"{', '.join(versions)}: {count}", *lines])


def result_line(entry: Entry, snapshot: Snapshot, *, with_docset: bool) -> str:
    """Return a search result as one line: name, kind, version marks, summary.

    What is not found by the name in the line has the anchor to show it by.
    """
    whole = head(entry, snapshot)
    shown = whole if with_docset else whole.partition(" · ")[2]
    summary = entry.summary
    if len(summary) > _SUMMARY:
        summary = summary[:_SUMMARY].rpartition(" ")[0] + " …"
    is_found = snapshot.find(name=display_name(entry), docset=entry.docset) == entry
    other = "" if is_found else f"show {entry.anchor}"
    return " · ".join(filter(None, [shown, other, summary]))
