"""A client that knows more values of the protocol than lsprotocol is served all the same."""

from typing import Any

import pytest
from lsprotocol import types

from docs_lsp.lsp.converter import make_converter
from docs_lsp.lsp.newer_clients import known_part

BEGIN: dict[str, Any] = {"processId": None, "rootUri": None, "capabilities": {}}


def read(**params: object) -> types.InitializeParams:
    data = known_part(BEGIN | params, types.InitializeParams)
    read: types.InitializeParams = make_converter().structure(data, types.InitializeParams)
    return read


def of_text(**capabilities: object) -> types.TextDocumentClientCapabilities:
    found = read(capabilities={"textDocument": capabilities}).capabilities.text_document
    assert found is not None
    return found


def test_unknown_values_of_a_list_are_left_out() -> None:
    given = of_text(
        hover={"contentFormat": ["html", "markdown"]},
        documentSymbol={"symbolKind": {"valueSet": [1, 99, 26]}, "tagSupport": {"valueSet": [99]}},
    )
    assert given.hover is not None
    assert given.hover.content_format is not None
    assert [*given.hover.content_format] == [types.MarkupKind.Markdown]
    assert given.document_symbol is not None
    assert given.document_symbol.symbol_kind is not None
    kinds = given.document_symbol.symbol_kind.value_set
    assert kinds is not None
    assert [*kinds] == [types.SymbolKind.File, types.SymbolKind.TypeParameter]
    assert given.document_symbol.tag_support is not None
    assert [*given.document_symbol.tag_support.value_set] == []


def test_an_unknown_value_of_an_optional_field_is_left_out() -> None:
    given = of_text(rename={"prepareSupport": True, "prepareSupportDefaultBehavior": 9})
    assert given.rename is not None
    assert given.rename.prepare_support
    assert given.rename.prepare_support_default_behavior is None


def test_enumerations_that_allow_other_values_keep_them() -> None:
    given = of_text(completion={"completionItemKind": {"valueSet": [1, 99]}}).completion
    assert given is not None
    assert given.completion_item_kind is not None
    assert given.completion_item_kind.value_set is not None
    assert [*given.completion_item_kind.value_set] == [types.CompletionItemKind.Text, 99]


def test_the_trace_value_of_visual_studio_code_traces_messages() -> None:
    assert read(trace="compact").trace == types.TraceValue.Messages
    assert read(trace="other").trace is None
    assert read(trace="off").trace == types.TraceValue.Off


def test_what_is_required_or_of_another_form_is_kept() -> None:
    place = {"textDocument": {"uri": "file:///a.py"}, "position": {"line": 0, "character": 0}}
    for context in ({"triggerKind": 9}, {"triggerKind": [1]}, "invoked"):
        message = place | {"context": context}
        assert known_part(message, types.CompletionParams) == message


@pytest.mark.parametrize("params", [None, [1], "text", {"capabilities": 3}, {"trace": {"a": 1}}])
def test_malformed_params_are_left_as_they_are(params: object) -> None:
    assert known_part(params, types.InitializeParams) == params
