"""The private names of pygls that the server uses or overrides, each with its reason.

pygls promises nothing about them. A version that drops one fails here by its name, before a user
meets an AttributeError. To use one more, add it to `PRIVATE`; to try a newer pygls, install it,
run this file and then `tests/e2e`, and raise the pin in pyproject.toml.
"""

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument, Workspace

import docs_lsp.lsp

SERVER: Final = LanguageServer("test", "1")
INSTANCES: Final[Mapping[str, object]] = {
    "LanguageServerProtocol": SERVER.protocol,
    "LanguageServer": SERVER,
    "TextDocument": TextDocument("file:///a.py", "x"),
    "Workspace": Workspace(None),
}
PRIVATE: Final[Mapping[str, Mapping[str, str]]] = {
    "LanguageServerProtocol": {
        "_execute_handler": "overridden: a plain handler is answered without a task",
        "_handle_notification": "called: the message has been checked already",
        "_handle_request": "called: the message has been checked already",
        "_request_futures": "read: two requests of one number; written: handlers that await",
        "_result_types": "written: an answer needs no converter",
        "_send_data": "called: an answer of plain JSON",
        "_send_handler_result": "overridden: a refusal is not logged as a failure",
        "_send_response": "overridden: errors that carry no data; time of a request",
        "_server": "read: to stop the server",
        "_shutdown": "read: requests after `shutdown` are refused",
        "_workspace": "read: nothing comes before `initialize`; written: our documents",
    },
    "LanguageServer": {
        "_stop_event": "set by `exit`; written where our own loop reads standard input",
        "_text_document_sync_kind": "read: our workspace is made as pygls makes its own",
    },
    "TextDocument": {
        "_apply_full_change": "overridden: the lines of the old text are dropped",
        "_apply_incremental_change": "overridden: an edit costs what it changes",
        "_source": "written: the text is joined when it is read",
    },
    "Workspace": {
        "_create_text_document": "overridden: documents of our own class",
        "_sync_kind": "read: passed on to each document",
    },
}


def test_this_pygls_has_all_private_names_that_are_used() -> None:
    missing = [
        f"pygls has no {owner}.{name} any more; it is {reason}"
        for owner, names in PRIVATE.items()
        for name, reason in names.items()
        if not hasattr(INSTANCES[owner], name)
    ]
    assert missing == []


def test_every_private_name_that_is_used_is_listed() -> None:
    listed = {name for names in PRIVATE.values() for name in names}
    used = set()
    for path in sorted(Path(docs_lsp.lsp.__path__[0]).rglob("*.py")):
        source = path.read_text("utf-8")
        if "from pygls" in source:
            used |= {name for name in private_names(source) if is_of_pygls(name)}
    assert used == listed


def private_names(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case (
                ast.Attribute(attr=name)
                | ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.AnnAssign(target=ast.Name(id=name))
            ) if name.startswith("_") and not name.startswith("__"):
                names.add(name)
    return names


def is_of_pygls(name: str) -> bool:
    return any(hasattr(instance, name) for instance in INSTANCES.values())
