#!/usr/bin/env bash
# Expected: a client made with pygls, or a test with pytest-lsp, receives the code action that the server sent:
# one with an edit and a command, which clients apply in that order, keeps both.
# Seen: every item of the answer with a key `command` becomes a `Command`, also where its value is an object and
# so says CodeAction. Kind, diagnostics, edit and data are gone, and the name of the command is the text
# of a Python dict. No error: `action.title` is right, and a test that looks at nothing else passes. On the wire, and
# without the command, the action is complete.
# Versions: pygls 2.1.1, lsprotocol 2025.0.0, pytest-lsp 1.0.1, CPython 3.11. Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "pygls==2.1.1" "lsprotocol==2025.0.0" "pytest-lsp==1.0.1" 2>/dev/null
cd "$folder"
cat > server.py <<'PY'
import json, sys

RANGE = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 4}}
EDIT = {"changes": {"file:///tea.py": [{"range": RANGE, "newText": "pot"}]}}
FIX = {"title": "Rename to pot", "kind": "quickfix", "edit": EDIT, "data": {"number": 7}}
SAY = {"title": "Say so", "command": "tea.say", "arguments": ["pot"]}

def send(**message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    sys.stdout.buffer.flush()

while line := sys.stdin.buffer.readline():
    length = int(line.split(b":")[1])
    while sys.stdin.buffer.readline().strip():
        pass
    message = json.loads(sys.stdin.buffer.read(length))
    match message.get("method"):
        case "initialize":
            send(id=message["id"], result={"capabilities": {"codeActionProvider": True}})
        case "textDocument/codeAction":
            send(id=message["id"], result=[FIX, {**FIX, "command": SAY}, SAY])
        case "shutdown":
            send(id=message["id"], result=None)
        case "exit":
            break
PY
cat > client.py <<'PY'
import asyncio, sys
from importlib.metadata import version
from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pytest_lsp import LanguageClient as TestClient, client_capabilities

async def actions(client):
    await client.start_io(sys.executable, "server.py")
    capabilities = client_capabilities("visual-studio-code")
    params = types.InitializeParams(capabilities)
    await (client.initialize_session(params) if isinstance(client, TestClient) else client.initialize_async(params))
    place = types.Range(types.Position(0, 0), types.Position(0, 0))
    params = types.CodeActionParams(types.TextDocumentIdentifier("file:///tea.py"), place, types.CodeActionContext([]))
    answer = await client.text_document_code_action_async(params)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()
    return answer

for name in ("pygls", "lsprotocol", "pytest-lsp"):
    print(name, version(name))
for client in (LanguageClient("tea", "1"), TestClient()):
    edit, both, command = asyncio.run(actions(client))
    print(type(client).__module__)
    for sent, got in (("edit alone", edit), ("edit and command", both), ("command alone", command)):
        print(f"  {sent:18}{type(got).__name__:11} edit: {getattr(got, 'edit', None) is not None!s:6} command: {getattr(got, 'command', None)!r}")
    assert isinstance(edit, types.CodeAction) and edit.edit and edit.data, "the action without a command is not complete"
    assert isinstance(command, types.Command) and command.command == "tea.say", "the command is not right"
    assert isinstance(both, types.Command) and both.command.startswith("{'title'"), "changed: the action is complete"
PY
env/bin/python client.py
