"""Parts of an entry as Markdown, for a reader who pays by the character: a program or a model.

Parts are `whole`, `summary`, `signature`, `section` (the module, class or page it belongs to) and
the name of a parameter. Long texts are read in pages that end between blocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.describe.entry_text import call_forms, display_name, version_marks
from docs_lsp.describe.markdown_blocks import blocks_of
from docs_lsp.describe.parameter import parameter_sentences
from docs_lsp.describe.selection import own_blocks
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Docset, Entry
from docs_lsp.features.surroundings import surroundings

PARTS: Final = ("whole", "summary", "signature", "section")
_MEMBERS: Final = 200  # members that are listed
_SUMMARY: Final = 140  # code points of a summary in a list


class StartError(ValueError):
    """An offset behind the end of a text; the message says how long that is."""


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
    """Return how people call the docsets that a request asks."""
    return ", ".join(label(snapshot.docsets[one].info) for one in snapshot.asked(docset))


def head(entry: Entry, snapshot: Snapshot) -> str:
    """Return the first line of every answer: whose documentation it is, and of what."""
    docset = label(snapshot.texts(entry).info)
    return " · ".join([docset, display_name(entry), entry.kind, *version_marks(entry)])


def excerpt(entry: Entry, snapshot: Snapshot, part: str) -> str | None:
    """Return a part of *entry*, with the address of its page; None where it has no such parameter.

    *part* is one of `PARTS`, or else the name of a parameter.
    """
    texts = snapshot.texts(entry)
    blocks = own_blocks(texts.blocks(entry))
    forms = call_forms(entry, texts.signatures(entry))
    code = "\n".join(["```python", *forms, "```"]) if forms else ""
    match part:
        case "whole":
            shown = [code, markdown_of(blocks)]
        case "summary":
            shown = [entry.summary]
        case "signature":
            shown = [code or "No signature."]
        case "section":
            shown = list(_section(entry, snapshot))
        case _:
            said = parameter_sentences(markdown_of(blocks), part)
            if said is None and part not in parameters(entry, snapshot):
                return None
            shown = [said or f"The text says nothing of the parameter {part}.", code]
    url = texts.url(entry.anchor)
    return "\n\n".join(filter(None, [*shown, url]))


def parameters(entry: Entry, snapshot: Snapshot) -> list[str]:
    """Return the names of the parameters in all call forms, each once, without asterisks."""
    forms = snapshot.texts(entry).signatures(entry)
    names = (one.name.lstrip("*") for form in forms for one in form.parameters)
    return [name for name in dict.fromkeys(names) if name.isidentifier()]


def _section(entry: Entry, snapshot: Snapshot) -> Iterator[str]:
    """Yield the text of what *entry* belongs to, then its members, a line each."""
    texts = snapshot.texts(entry)
    around = surroundings(entry, texts.entries)
    owner = around.path[-1] if around.path else entry
    yield f"## {display_name(owner)}"
    yield markdown_of(own_blocks(texts.blocks(owner)))
    members = surroundings(owner, texts.entries).members
    lines = [f"- {display_name(one)}: {one.summary}".rstrip(": ") for one in members[:_MEMBERS]]
    if len(members) > _MEMBERS:
        lines.append(f"- … and {len(members) - _MEMBERS} more")
    yield "\n".join(lines)


def paged(text: str, start: int, max_chars: int) -> Stretch:
    """Return about *max_chars* code points of *text* from *start*, ending between two blocks.

    A block that is longer is given whole: no listing is cut.
    """
    rest = text[max(0, start) :]
    taken = 0
    for block in blocks_of(rest):
        end = rest.index(block, taken) + len(block)
        if taken and end > max_chars:
            break
        taken = end
    left = len(rest) - taken
    return Stretch(rest[:taken], max(0, start) + taken if left else None, left)


def answer_page(first: str, text: str, start: int, max_chars: int) -> str:
    """Return the line *first*, a page of *text*, and how to read on, if there is more.

    :raises StartError: where *start* is not within the text.
    """
    if start >= len(text):
        raise StartError(f"start: the text has {len(text)} characters")
    page = paged(text, start, max_chars)
    more = f"… {page.left} more characters: start={page.following}" if page.following else ""
    return "\n\n".join(filter(None, [first, page.text.strip("\n"), more]))


def result_line(entry: Entry, snapshot: Snapshot, *, with_docset: bool) -> str:
    """Return a search result as one line: name, kind, version marks, summary.

    What is called otherwise than by its name has the name to show it by.
    """
    whole = head(entry, snapshot)
    shown = whole if with_docset else whole.partition(" · ")[2]
    summary = entry.summary
    if len(summary) > _SUMMARY:
        summary = summary[:_SUMMARY].rpartition(" ")[0] + " …"
    other = f"show {entry.anchor}" if entry.name not in shown else ""
    return " · ".join(filter(None, [shown, other, summary]))
