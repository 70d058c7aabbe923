#!/usr/bin/env bash
# Expected: a type checker's hover on a function with `functools.cache` shows the function's docstring, whether the
# name is called or not: `cache` copies it, and `help()` prints it.
# Seen: ty shows it on the bare name alone. Before the brackets of a call, where most hovers happen, it says "Call
# self as a function.", the docstring of the wrapper's `__call__`, for functions, methods and class methods. Pyrefly
# does so for methods. basedpyright shows the docstring in all places. So what takes its documentation from the
# hovers of ty or pyrefly gets the same wrong sentence for every cached function, though it has one of its own.
# Versions: ty 0.0.108, pyrefly 1.5.0, basedpyright 1.40.2, CPython 3.11. Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "ty==0.0.108" "pyrefly==1.5.0" "basedpyright==1.40.2" 2>/dev/null
mkdir "$folder/project"
cd "$folder"
cat > project/tea.py <<'PY'
from functools import cache


def pour(cups: int) -> int:
    """Own words."""
    return cups


@cache
def steep(minutes: int) -> int:
    """Own words."""
    return minutes


class Pot:
    @cache
    def wash(self) -> int:
        """Own words."""
        return 1

    @classmethod
    @cache
    def buy(cls) -> int:
        """Own words."""
        return 2


pot = Pot()
pour(1)
steep
steep(1)
pot.wash
pot.wash()
Pot.buy
Pot.buy()
PY
cat > ask.py <<'PY'
import json, re, subprocess, time
from importlib.metadata import version
from pathlib import Path

ROOT = Path("project").resolve()
SOURCE = (ROOT / "tea.py").read_text()
URI = (ROOT / "tea.py").as_uri()
LINES = SOURCE.splitlines()
PLACES = range(LINES.index("pour(1)"), len(LINES))
SERVERS = {"ty": ["ty", "server"], "pyrefly": ["pyrefly", "lsp"], "basedpyright": ["basedpyright-langserver", "--stdio"]}
OTHER = "Call self as a function."
SEEN = {"ty": {"steep(1)", "pot.wash()", "Pot.buy()"}, "pyrefly": {"pot.wash()", "Pot.buy()"}, "basedpyright": set()}

class Server:
    def __init__(self, program, *arguments):
        command = [Path("env/bin", program).resolve(), *arguments]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def send(self, **message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def read(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length"):
                length = int(line.split(b":")[1])
        return json.loads(self.process.stdout.read(length))

    def ask(self, number, method, params):
        self.send(id=number, method=method, params=params)
        while (message := self.read()).get("id") != number or "method" in message:
            if "id" in message and "method" in message:  # a request of the server
                items = (message.get("params") or {}).get("items")
                self.send(id=message["id"], result=None if items is None else [{} for _ in items])
        return message.get("result")

def hovers(name):
    server = Server(*SERVERS[name])
    capabilities = {"textDocument": {"hover": {"contentFormat": ["plaintext"]}}}
    folders = [{"uri": ROOT.as_uri(), "name": "project"}]
    server.ask(1, "initialize", {"processId": None, "rootUri": ROOT.as_uri(), "workspaceFolders": folders, "capabilities": capabilities})
    server.send(method="initialized", params={})
    document = {"uri": URI, "languageId": "python", "version": 1, "text": SOURCE}
    server.send(method="textDocument/didOpen", params={"textDocument": document})
    for number, line in enumerate(PLACES, 2):
        column = re.match(r"(\w+\.)?", LINES[line]).end()
        params = {"textDocument": {"uri": URI}, "position": {"line": line, "character": column}}
        attempts = 100 if line == PLACES[0] else 1  # a server may have nothing to say before it has read the file
        while (answer := server.ask(number, "textDocument/hover", params)) is None and (attempts := attempts - 1):
            time.sleep(0.2)
        yield LINES[line], json.dumps(answer)
    server.process.kill()
    server.process.wait()

for name in SERVERS:
    print(name, version(name))
    others = set()
    for place, text in hovers(name):
        assert ("Own words." in text) != (OTHER in text), f"changed: {text}"
        others.update({place} if OTHER in text else ())
        print(f"  {place:11}", OTHER if OTHER in text else "Own words.")
    assert others == SEEN[name], f"changed: {SEEN[name]} before"
PY
timeout 120 env/bin/python ask.py
