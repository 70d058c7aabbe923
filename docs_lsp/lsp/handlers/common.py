"""Helpers of several handlers, for requests and client capabilities."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote

from lsprotocol import types
from pygls.workspace import TextDocument, Workspace

from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Entry
from docs_lsp.lsp.convert import Lines, lines_of
from docs_lsp.lsp.text_documents import Document

# What a client may send beside Python: pages, and files of projects.
_LANGUAGES: Final = frozenset(("markdown", "toml"))
_SUFFIXES: Final = (".md", ".toml")
_HEAD: Final = 30_000  # code points of a file that have its imports
_DOCUMENTS: Final = 32  # whose imports are kept
_IMPORT: Final = re.compile(
    r"^[ \t]*(?:from[ \t]+(\w[\w.]*)[ \t]+import|import[ \t]+(\w[\w., \t]*))", re.MULTILINE
)


class OpenCode(NamedTuple):
    """The text of a request: a document, or a notebook cell after the cells before it.

    `begin` is the offset of the cell in `source`, `lines` are those of the cell alone.
    """

    source: str
    lines: Lines
    begin: int = 0

    def offset(self, position: types.Position, encoding: str) -> int:
        """Return the offset in `source` of a client's position."""
        return self.begin + self.lines.offset(position, encoding)


def is_python(document: TextDocument) -> bool:
    """Whether a document is Python: pages and files of projects are not."""
    return document.language_id not in _LANGUAGES and not document.uri.endswith(_SUFFIXES)


def code_of(workspace: Workspace, uri: str, *, of_any_language: bool = False) -> OpenCode | None:
    """Return the code of an open document, or None: files are never read for a request.

    A document that is no Python has no code, unless *of_any_language*.
    """
    texts = workspace.text_documents
    document = texts.get(unquote(uri))
    if document is None or not (of_any_language or is_python(document)):
        return None
    lines = document.index if isinstance(document, Document) else lines_of(document.source)
    notebook = workspace.get_notebook_document(cell_uri=uri)
    if notebook is None:
        return OpenCode(document.source, lines)
    from docs_lsp.resolve.syntax.notebook import joined_cells

    cells = [cell.document for cell in notebook.cells if cell.kind == types.NotebookCellKind.Code]
    until = cells[: cells.index(uri)] if uri in cells else []
    before = [texts[unquote(one)].source for one in until if unquote(one) in texts]
    source, begin = joined_cells([*before, document.source], len(before))
    return OpenCode(source, lines, begin)


def imported_modules(
    workspace: Workspace, snapshot: Snapshot, uri: str | None = None
) -> frozenset[str]:
    """Return the top-level modules that an open document imports; without *uri*, all of them.

    Where *snapshot* shows one docset alone, none are looked for: they choose among several.
    """
    if len(snapshot.shown) < 2:  # noqa: PLR2004
        return frozenset()
    texts = workspace.text_documents
    asked = texts.values() if uri is None else filter(None, [texts.get(unquote(uri))])
    python = [document for document in asked if is_python(document)]
    return frozenset().union(*(_imports(one.source[:_HEAD]) for one in python))


@lru_cache(_DOCUMENTS)
def _imports(head: str) -> frozenset[str]:
    named = (one for pair in _IMPORT.findall(head) for one in "".join(pair).split(","))
    return frozenset(one.split()[0].partition(".")[0] for one in named if one.split())


def prefers_markdown(formats: Sequence[types.MarkupKind] | None) -> bool:
    """Whether a client with these formats prefers Markdown; without formats it gets plain text."""
    return bool(formats) and formats is not None and formats[0] == types.MarkupKind.Markdown


def entry_of(snapshot: Snapshot, data: object) -> Entry | None:
    """Return the entry in the data of an item, or None if its docset is gone."""
    if not isinstance(data, Mapping):
        return None
    docset, number = data.get("docset"), data.get("id")
    if not isinstance(docset, str) or not isinstance(number, int):
        return None
    return snapshot.by_number(docset, number)
