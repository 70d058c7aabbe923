"""Conversion between the client's positions and offsets, and from values to lsprotocol types.

This is the only module that deals with UTF-8 and UTF-16: everywhere else an offset counts code
points.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types

from docs_lsp.entry import Entry

if TYPE_CHECKING:
    from docs_lsp.features.completion import Completion
    from docs_lsp.features.diagnostics import Hint
    from docs_lsp.features.hover import HoverResult
    from docs_lsp.features.signature import Form, Help
    from docs_lsp.features.symbols import WorkspaceSymbol

_CONTINUING = bytes(range(0x80, 0xC0))  # of UTF-8: bytes that do not begin a code point
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
# The icons of completions and of symbols by role. To add one: the role of an entry; others get the
# icon of a text.
_ITEM_KINDS = {
    "module": types.CompletionItemKind.Module,
    "class": types.CompletionItemKind.Class,
    "exception": types.CompletionItemKind.Class,
    "function": types.CompletionItemKind.Function,
    "method": types.CompletionItemKind.Method,
    "attribute": types.CompletionItemKind.Field,
    "property": types.CompletionItemKind.Property,
    "data": types.CompletionItemKind.Variable,
    "keyword": types.CompletionItemKind.Keyword,
    "operator": types.CompletionItemKind.Operator,
}

_SYMBOL_KINDS = {
    "module": types.SymbolKind.Module,
    "class": types.SymbolKind.Class,
    "exception": types.SymbolKind.Class,
    "function": types.SymbolKind.Function,
    "method": types.SymbolKind.Method,
    "attribute": types.SymbolKind.Field,
    "property": types.SymbolKind.Property,
    "data": types.SymbolKind.Variable,
    "keyword": types.SymbolKind.Key,
    "operator": types.SymbolKind.Operator,
}


class Lines(NamedTuple):
    """The start of each line of a text, in code points; lines end as the protocol defines."""

    text: str
    starts: Sequence[int]

    def offset(self, position: types.Position, encoding: str) -> int:
        """Return the offset of a client's position, which is cut to the line and the text."""
        if position.line >= len(self.starts):
            return len(self.text)
        start, line = self._line(position.line)
        return start + code_points(line, position.character, encoding)

    def position(self, offset: int, encoding: str) -> types.Position:
        """Return the client's position of an offset."""
        number = bisect_right(self.starts, offset) - 1
        start, line = self._line(number)
        return types.Position(number, _units(line[: offset - start], encoding))

    def range(self, start: int, end: int, encoding: str) -> types.Range:
        """Return the client's range of a span."""
        return types.Range(self.position(start, encoding), self.position(end, encoding))

    def _line(self, number: int) -> tuple[int, str]:
        """Return the offset of a line and its text without the line end."""
        start = self.starts[number]
        last = number + 1 == len(self.starts)
        return start, self.text[start : None if last else self.starts[number + 1]].rstrip("\r\n")


@lru_cache(maxsize=2)
def lines_of(text: str) -> Lines:
    """Index the lines of *text*; the last two results are cached."""
    return index_of_lines(text, LINE.findall(text))


def index_of_lines(text: str, lines: Sequence[str]) -> Lines:
    """Index *text*, which consists of *lines* with their ends."""
    starts = array("I", accumulate(map(len, lines), initial=0))
    if lines and not lines[-1].endswith(("\n", "\r")):
        starts.pop()  # the last line does not end
    return Lines(text, starts)


def code_points(line: str, units: int, encoding: str) -> int:
    """Return the number of code points in the first *units* of *line*, including a split one."""
    if encoding == types.PositionEncodingKind.Utf32 or line.isascii():
        return min(units, len(line))
    if encoding == types.PositionEncodingKind.Utf8:
        start = line.encode("utf-8", "surrogatepass")[:units]
        return len(start.translate(None, _CONTINUING))
    start = line.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return len(start.decode("utf-16-le", "surrogatepass"))


def _units(text: str, encoding: str) -> int:
    if encoding == types.PositionEncodingKind.Utf32 or text.isascii():
        return len(text)
    if encoding == types.PositionEncodingKind.Utf8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def hover(found: "HoverResult", lines: Lines, encoding: str, begin: int = 0) -> types.Hover:
    """Return an LSP hover; *lines* begin at the offset *begin* of the analysed text."""
    return types.Hover(
        contents=types.MarkupContent(_markup_kind(markdown=found.is_markdown), found.text),
        range=lines.range(found.start - begin, found.end - begin, encoding),
    )


def diagnostic(found: "Hint", lines: Lines, encoding: str, begin: int = 0) -> types.Diagnostic:
    """Return an LSP diagnostic: a hint with a link to the manual."""
    is_deprecated = found.check == "deprecated"
    return types.Diagnostic(
        range=lines.range(found.start - begin, found.end - begin, encoding),
        message=found.message,
        severity=types.DiagnosticSeverity.Hint,
        code=found.check,
        code_description=types.CodeDescription(found.url) if "://" in found.url else None,
        source="docs-lsp",
        tags=[types.DiagnosticTag.Deprecated] if is_deprecated else None,
    )


def completion_item(
    found: "Completion", order: int, client: types.ClientCompletionItemOptions | None
) -> types.CompletionItem:
    """Return an LSP completion item, without documentation until it is resolved.

    *client* are the client's capabilities for items.
    """
    can = client or types.ClientCompletionItemOptions()
    entry = found.entry
    kind = _ITEM_KINDS.get(entry.role, types.CompletionItemKind.Text)
    data: dict[str, object] = {"docset": entry.docset, "id": entry.id}
    if found.parameter is not None:
        kind = types.CompletionItemKind.Property
        data["parameter"] = found.parameter
    is_deprecated = entry.deprecated is not None and found.parameter is None
    return types.CompletionItem(
        label=found.label,
        label_details=_label_details(found) if can.label_details_support else None,
        kind=kind,
        deprecated=True if is_deprecated and can.deprecated_support else None,
        tags=[types.CompletionItemTag.Deprecated] if is_deprecated and can.tag_support else None,
        sort_text=f"{order:05}",
        filter_text=found.label.rstrip("="),
        commit_characters=list(found.ends_word) if can.commit_characters_support else None,
        data=data,
    )


def completion_list(
    items: list[types.CompletionItem],
    word: types.Range,
    client: types.CompletionListCapabilities | None,
) -> types.CompletionList:
    """Return an LSP completion list of items that replace the text in the range *word*.

    The range is sent once to a client that takes defaults of a list, and else in each item: some
    clients insert an item without a range beside the typed word. A name is listed before those that
    begin with it: Eglot inserts the edit of the first one that begins with what it completes. Other
    clients go by the items' sort text.
    """
    if client is not None and "editRange" in (client.item_defaults or ()):
        defaults = types.CompletionItemDefaults(edit_range=word)
        return types.CompletionList(is_incomplete=False, items=items, item_defaults=defaults)
    for item in items:
        item.text_edit = types.TextEdit(word, item.label)
    return types.CompletionList(is_incomplete=False, items=_beginnings_first(items))


def _beginnings_first(items: Sequence[types.CompletionItem]) -> list[types.CompletionItem]:
    """Return the items in their order, but each after those whose label its own begins with."""
    waiting: dict[str, list[types.CompletionItem]] = {}
    for item in items:
        waiting.setdefault(item.label, []).append(item)
    ordered: list[types.CompletionItem] = []
    for item in items:
        for end in range(1, len(item.label) + 1):
            ordered += waiting.pop(item.label[:end], ())
    return ordered


def _label_details(found: "Completion") -> types.CompletionItemLabelDetails | None:
    """Return the details beside a label: its owner, and the version that added it."""
    entry = found.entry
    owner = entry.name if found.parameter is not None else entry.name.rpartition(".")[0]
    since = f"{entry.since}+" if entry.since and found.parameter is None else ""
    said = " · ".join(filter(None, (owner, since)))
    return types.CompletionItemLabelDetails(description=said) if said else None


def with_documentation(
    item: types.CompletionItem, entry: Entry, text: str, *, markdown: bool
) -> types.CompletionItem:
    """Return the resolved item, with the manual's text."""
    item.documentation = types.MarkupContent(_markup_kind(markdown=markdown), text)
    item.detail = entry.signature
    return item


def signature_help(
    found: "Help", client: types.ClientSignatureInformationOptions | None, *, markdown: bool
) -> types.SignatureHelp:
    """Return an LSP signature help; *client* are the client's capabilities for signatures."""
    can = client or types.ClientSignatureInformationOptions()
    by_offset = can.parameter_information is not None and bool(
        can.parameter_information.label_offset_support
    )
    forms = [_call_form(form, by_offset=by_offset) for form in found.forms]
    active = found.forms[found.active].active
    if found.said is not None and active is not None:
        said = types.MarkupContent(_markup_kind(markdown=markdown), found.said)
        (forms[found.active].parameters or [])[active].documentation = said
    return types.SignatureHelp(
        forms, active_signature=found.active, active_parameter=forms[found.active].active_parameter
    )


def _call_form(form: "Form", *, by_offset: bool) -> types.SignatureInformation:
    """Return one call form; offsets in its label are UTF-16 in every session."""
    utf16 = types.PositionEncodingKind.Utf16
    labels = [
        (_units(form.text[:start], utf16), _units(form.text[:end], utf16))
        if by_offset
        else form.text[start:end]
        for start, end in form.parameters
    ]
    return types.SignatureInformation(
        form.text,
        parameters=[types.ParameterInformation(label) for label in labels],
        # an index past the last one means that none is active
        active_parameter=len(labels) if form.active is None else form.active,
    )


def workspace_symbol(found: "WorkspaceSymbol", uri: str, *, whole: bool) -> types.WorkspaceSymbol:
    """Return an LSP symbol, with a range if *whole*; otherwise the client resolves it later.

    The page at *uri* is about the symbol alone, so the range is its start.
    """
    entry = found.entry
    symbol = types.WorkspaceSymbol(
        name=found.name,
        kind=_SYMBOL_KINDS.get(entry.role, types.SymbolKind.String),
        location=types.LocationUriOnly(uri),
        container_name=found.container,
        tags=[types.SymbolTag.Deprecated] if entry.deprecated is not None else None,
        data={"docset": entry.docset, "id": entry.id},
    )
    return with_location(symbol, uri) if whole else symbol


def with_location(symbol: types.WorkspaceSymbol, uri: str) -> types.WorkspaceSymbol:
    """Return the resolved symbol, with its location."""
    start = types.Position(0, 0)
    symbol.location = types.Location(uri, types.Range(start, start))
    return symbol


def _markup_kind(*, markdown: bool) -> types.MarkupKind:
    return types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
