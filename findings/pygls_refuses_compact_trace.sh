#!/usr/bin/env bash
# Expected: a server reads the `initialize` of a client that names something it does not know, and leaves that out:
# unknown capabilities are to be ignored, and the lists of what a client supports (kinds, tags, formats) are there so
# that newer clients can add to them.
# Seen: lsprotocol, which reads messages for pygls, ignores unknown fields, encodings, kinds of completions,
# foldings and actions, but one unknown kind of symbol, tag or text format makes it refuse all of `initialize`: the
# server knows no folder and no capability. One such value is of VS Code's client library: what the user sets as
# `trace.server` goes into `initialize`, and its "compact" is in its types of the protocol, but not in the protocol.
# Whoever chooses this way to log for a server of pygls has no server to log. Nothing names the setting.
# Versions: pygls 2.1.1, lsprotocol 2025.0.0, CPython 3.11, vscode-languageclient 9.0.1 (vscode-jsonrpc 8.2.0), Node 20.
# Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check "pygls==2.1.1" "lsprotocol==2025.0.0" 2>/dev/null
npm install --silent --no-audit --no-fund "vscode-languageclient@9.0.1" >/dev/null 2>&1
cat > traces.cjs <<'JS'
// What the client library sends for each value of the setting.
const { readFileSync } = require("fs");
const modules = __dirname + "/node_modules/";
const { Trace } = require(modules + "vscode-jsonrpc/lib/common/connection.js");
const client = readFileSync(modules + "vscode-languageclient/lib/common/client.js", "utf8");
if (!/trace: [\w.]*Trace\.toString\(this\._trace\)/.test(client)) throw new Error("changed: what initialize holds");
const settings = ["off", "messages", "compact", "verbose"];
console.log(JSON.stringify(Object.fromEntries(settings.map((one) => [one, Trace.toString(Trace.fromString(one))]))));
JS
cat > read.py <<'PY'
import json, sys
from importlib.metadata import version
from lsprotocol import types
from pygls.protocol import default_converter

def is_read(capabilities=None, **more):
    params = {"processId": None, "rootUri": None, "capabilities": capabilities or {}, **more}
    try:
        return bool(default_converter().structure(params, types.InitializeParams))
    except Exception:
        return False

def text(**capabilities):
    return {"textDocument": capabilities}

for name in "pygls", "lsprotocol":
    print(name, version(name))
traces = json.loads(sys.argv[1])
seen = {f"trace.server: {setting!r}": is_read(trace=sent) for setting, sent in traces.items()}
seen |= {
    "an unknown capability": is_read({"tea": True} | text(tea={"pot": 1})),
    "an encoding of positions": is_read({"general": {"positionEncodings": ["tea-8", "utf-16"]}}),
    "a kind of completion": is_read(text(completion={"completionItemKind": {"valueSet": [1, 99]}})),
    "a kind of folding": is_read(text(foldingRange={"foldingRangeKind": {"valueSet": ["tea"]}})),
    "a kind of action": is_read(
        text(codeAction={"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["tea"]}}})
    ),
    "a kind of symbol": is_read(text(documentSymbol={"symbolKind": {"valueSet": [1, 99]}})),
    "a tag of completions": is_read(text(completion={"completionItem": {"tagSupport": {"valueSet": [1, 99]}}})),
    "a format of hovers": is_read(text(hover={"contentFormat": ["tea", "markdown"]})),
}
for case, read in seen.items():
    print(f"{case:24}", "read" if read else "refused")
refused = ["trace.server: 'compact'", "a kind of symbol", "a tag of completions", "a format of hovers"]
assert traces["compact"] == "compact", "changed: what the client library sends"
assert [case for case, read in seen.items() if not read] == refused, "changed: what is refused"
PY
node -p '"vscode-languageclient " + JSON.parse(require("fs").readFileSync("node_modules/vscode-languageclient/package.json")).version'
env/bin/python read.py "$(node traces.cjs)"
