#!/usr/bin/env bash
# Expected: a multiplexer of language servers waits for each server's answer to `initialize`, or adds the
# capabilities of a slower one when it answers: the client sees those of all servers.
# Seen: rass (rassumfrassum) answers the client's `initialize` after three seconds with what has come.
# The capabilities of a server that answers later are dropped for good, without a message: the server
# runs and gets the documents, but is asked for nothing that needs a capability.
# Versions: rassumfrassum 0.3.5, CPython 3.11. Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "rassumfrassum==0.3.5" 2>/dev/null
cat > "$folder/wire.py" <<'PY'
import json

def write(stream, **message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    stream.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    stream.flush()

def read(stream):
    length = 0
    while line := stream.readline().strip():
        if line.lower().startswith(b"content-length"):
            length = int(line.split(b":")[1])
    return json.loads(stream.read(length)) if length else None
PY
cat > "$folder/server.py" <<'PY'
import sys, time
from wire import read, write
seconds, capability = float(sys.argv[1]), sys.argv[2]
while message := read(sys.stdin.buffer):
    if message.get("method") == "initialize":
        time.sleep(seconds)
        result = {"capabilities": {capability: True}, "serverInfo": {"name": capability}}
        write(sys.stdout.buffer, id=message["id"], result=result)
    elif "id" in message:
        write(sys.stdout.buffer, id=message["id"], result=None)
PY
cat > "$folder/client.py" <<'PY'
import subprocess, sys
from importlib.metadata import version
from wire import read, write

def capabilities(seconds):
    server = [sys.executable, "server.py"]
    command = ["env/bin/rass", "--", *server, "0", "definitionProvider", "--", *server, seconds, "renameProvider"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as rass:
        params = {"processId": None, "rootUri": None, "capabilities": {"textDocument": {}}}
        write(rass.stdin, id=1, method="initialize", params=params)
        while (answer := read(rass.stdout)).get("id") != 1:
            pass
        rass.kill()
    return sorted({"definitionProvider", "renameProvider"} & set(answer["result"]["capabilities"]))

quick, slow = capabilities("0"), capabilities("12")
print("rassumfrassum", version("rassumfrassum"))
print("both answer at once:             ", quick)
print("the second answers after 12 s:   ", slow)
assert quick == ["definitionProvider", "renameProvider"], "the capabilities are not joined"
assert slow == ["definitionProvider"], "changed: the slower server's capabilities are there"
PY
cd "$folder"
env/bin/python client.py
