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


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a text; the offset of what follows, None at its end; how much that is.

    Both count code points.
    """

    text: str
    following: int | None
    left: int


def label(docset: Docset) -> str:
    """Return how people call a docset: `Python 3.14`."""
    return f"{docset.project} {docset.version}".strip()


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


def paged(text: str, start: int, max_chars: int) -> Page:
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
    return Page(rest[:taken], max(0, start) + taken if left else None, left)
