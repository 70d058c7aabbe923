#!/usr/bin/env bash
# Expected: a server names the active parameter once, for the whole signature help (`active_parameter=1`), and leaves
# out the optional field of the same name in each signature. The editor highlights this parameter.
# Seen: lsprotocol, which holds the types of pygls, omits fields that are None, but not this one: each signature is
# sent with `"activeParameter": null`, also to clients that do not announce support for it. Since version 3.18 of the
# protocol null differs from a missing field: it overrides the number of the whole help and means that no parameter is
# active. VS Code's client library passes it on as -1, so nothing is highlighted, and nobody reports an error. Servers
# that repeat the number in each signature are not affected.
# Versions: pygls 2.1.1, lsprotocol 2025.0.0, CPython 3.11, vscode-languageclient 11.0.0, Node 20. Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check "pygls==2.1.1" "lsprotocol==2025.0.0" 2>/dev/null
npm install --silent --no-audit --no-fund "vscode-languageclient@11.0.0" >/dev/null 2>&1
cat > server.py <<'PY'
from lsprotocol import types
from pygls.lsp.server import LanguageServer

server = LanguageServer("tea", "1")

@server.feature(types.TEXT_DOCUMENT_SIGNATURE_HELP)
def signature_help(params: types.SignatureHelpParams) -> types.SignatureHelp:
    parameters = [types.ParameterInformation("pot"), types.ParameterInformation("cups")]
    signature = types.SignatureInformation("pour(pot, cups)", parameters=parameters)
    return types.SignatureHelp([signature], active_signature=0, active_parameter=1)

server.start_io()
PY
cat > ask.py <<'PY'
"""The server's answer, as it is on the wire."""
import json, subprocess, sys

def write(stream, **message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    stream.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    stream.flush()

def read(stream):
    length = 0
    while line := stream.readline().strip():
        if line.lower().startswith(b"content-length"):
            length = int(line.split(b":")[1])
    return json.loads(stream.read(length))

with subprocess.Popen([sys.executable, "server.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
    write(server.stdin, id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}})
    read(server.stdout)
    place = {"textDocument": {"uri": "file:///tea.py"}, "position": {"line": 0, "character": 0}}
    write(server.stdin, id=2, method="textDocument/signatureHelp", params=place)
    print(json.dumps(read(server.stdout)["result"]))
    server.kill()
PY
cat > convert.cjs <<'JS'
// The editor's own classes, which the client library fills in, keep what they are given.
const Module = require("module");
const classes = {};
const vscode = new Proxy(classes, { get: (_, name) => name === "__esModule" || (classes[name] ??= class {}) });
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? vscode : load(name, ...rest));
const { createConverter } = require(__dirname + "/node_modules/vscode-languageclient/lib/common/protocolConverter.js");

const seen = async (help) => {
  const { activeParameter, signatures } = await createConverter(undefined, true, true).asSignatureHelp(help);
  return { help: activeParameter, signature: signatures[0].activeParameter };
};
(async () => {
  const help = JSON.parse(process.argv[2]);
  const without = structuredClone(help);
  delete without.signatures[0].activeParameter;
  const sent = await seen(help), other = await seen(without);
  console.log("pygls sends:                      ", JSON.stringify(help));
  console.log("the editor gets, of the parameter:", sent);
  console.log("the same without the null:        ", other);
  if (help.activeParameter !== 1 || help.signatures[0].activeParameter !== null) throw new Error("changed: what is sent");
  if (sent.help !== 1 || sent.signature !== -1) throw new Error("changed: what the editor gets");
  if (other.help !== 1 || other.signature !== undefined) throw new Error("changed: without the field");
})();
JS
env/bin/pip list 2>/dev/null | grep -E '^(pygls|lsprotocol) '
node -p '"vscode-languageclient " + JSON.parse(require("fs").readFileSync("node_modules/vscode-languageclient/package.json")).version'
node convert.cjs "$(env/bin/python ask.py)"
