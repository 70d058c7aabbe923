"""The texts of open documents, edited line by line.

A text is a list of lines, which end as the protocol defines (not at a form feed); an edit replaces
the changed lines only. The whole text is joined when it is read.
"""

from functools import lru_cache
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument, Workspace

from docs_lsp.lsp.convert import LINE, Lines, code_points, index_of_lines


class Document(TextDocument):
    """A text whose edits take time in proportion to their size."""

    _source: str | None  # None: the lines are newer
    _lines: list[str] | None = None  # None: the text is newer
    _index: Lines | None = None

    @property
    def source(self) -> str:
        """The whole text."""
        if self._source is None:
            if self._lines is None:
                return str(super().source)  # of a file that is not open
            self._source = "".join(self._lines)
        return self._source

    @property
    def index(self) -> Lines:
        """The starts of the lines of the text."""
        if self._index is None:
            self._index = index_of_lines(self.source, self._split())
        return self._index

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines including their ends."""
        return tuple(self._split())

    def _split(self) -> list[str]:
        if self._lines is None:
            self._lines = LINE.findall(self.source)
        return self._lines

    def _apply_full_change(self, change: types.TextDocumentContentChangeEvent) -> None:
        self._source, self._lines, self._index = change.text, None, None

    def _apply_incremental_change(self, change: types.TextDocumentContentChangePartial) -> None:
        lines = self._split()
        start = self._line_and_code_point(lines, change.range.start)
        end = max(start, self._line_and_code_point(lines, change.range.end))
        first, last = start[0], end[0]
        before = lines[first][: start[1]] if first < len(lines) else ""
        after = lines[last][end[1] :] if last < len(lines) else ""
        text = before + change.text + after
        if first and not lines[first - 1].endswith(
            "\n"
        ):  # that line continues, or ends with a lone CR
            first -= 1
            text = lines[first] + text
        if text.endswith("\r") and lines[last + 1 : last + 2] == ["\n"]:
            last += 1
            text += "\n"
        lines[first : last + 1] = LINE.findall(text)
        self._source = self._index = None

    def _line_and_code_point(self, lines: list[str], position: types.Position) -> tuple[int, int]:
        """Return the line and the code point of a client's position; beyond an end, that end."""
        if position.line >= len(lines):
            return len(lines), 0
        line = lines[position.line].rstrip("\r\n")
        encoding = self.position_codec.encoding or types.PositionEncodingKind.Utf16
        return position.line, code_points(line, position.character, encoding)


class Documents(Workspace):
    """A workspace of `Document`s."""

    def _create_text_document(
        self,
        doc_uri: str,
        source: str | None = None,
        version: int | None = None,
        language_id: str | None = None,
    ) -> TextDocument:
        return Document(
            doc_uri,
            source=source,
            version=version,
            language_id=language_id,
            sync_kind=self._sync_kind,
            position_codec=self.position_codec,
        )


@lru_cache
def path_of(uri: str) -> Path | None:
    """Return the path of a `file:` address, or None for other documents."""
    path = to_fs_path(uri)
    return Path(path) if path else None
