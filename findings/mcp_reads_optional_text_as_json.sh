#!/usr/bin/env bash
# Expected: a tool of an MCP server with a parameter `text: str | None = None` receives the text that the client sent.
# The schema in the server's own list of tools allows any string.
# Seen: the MCP Python SDK first tries to read a text as JSON if the type of the parameter is not plain `str`. The word
# "null" arrives as None, as if the client had sent no text. "[]", "{}" and the contents of a JSON file are refused with
# the message that they are no valid string. "true", "3" and what is not JSON arrive unchanged, so tests rarely show
# it. With `text: str` all texts arrive, and with fastmcp in both cases.
# Versions: mcp 2.3.0, fastmcp 4.2.3, CPython 3.13. Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for python in python3.14 python3.13 python3 "${HOME}"/.pyenv/versions/3.1[3-9]*/bin/python; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null && break
done
"$python" -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "mcp==2.3.0" "fastmcp==4.2.3" 2>/dev/null
cat > "$folder/ask.py" <<'PY'
import asyncio, logging, sys
from importlib.metadata import version
import fastmcp
from mcp import Client
from mcp.server.mcpserver import MCPServer

logging.disable(logging.CRITICAL)
TEXTS = "pour", "true", "3", "null", "[]", "{}", '{"cups": 2}'

def optional(text: str | None = None) -> str:
    """Say what has come."""
    return repr(text)

def plain(text: str) -> str:
    """Say what has come."""
    return repr(text)

async def of_sdk(function):
    server = MCPServer("tea")
    server.tool()(function)
    async with Client(server) as client:
        kinds = (await client.list_tools()).tools[0].input_schema["properties"]["text"]
        answers = [await client.call_tool(function.__name__, {"text": text}) for text in TEXTS]
        return kinds, ["refused" if one.is_error else one.content[0].text for one in answers]

async def of_fastmcp(function):
    server = fastmcp.FastMCP("tea")
    server.tool(function)
    async with fastmcp.Client(server) as client:
        return [(await client.call_tool(function.__name__, {"text": text})).data for text in TEXTS]

async def main():
    print("Python", sys.version.split()[0])
    for package in "mcp", "fastmcp":
        print(package, version(package))
    kinds, seen = await of_sdk(optional)
    print("schema of the optional text:", kinds.get("anyOf"))
    print("sent:                     ", *map(repr, TEXTS))
    print("mcp, text: str | None:    ", *seen)
    _, straight = await of_sdk(plain)
    print("mcp, text: str:           ", *straight)
    others = [await of_fastmcp(optional), await of_fastmcp(plain)]
    for name, one in zip(("str | None", "str"), others):
        print(f"{f'fastmcp, text: {name}:':26}", *one)
    sent = [repr(text) for text in TEXTS]
    assert {"type": "string"} in kinds["anyOf"], "changed: the schema"
    assert straight == others[0] == others[1] == sent, "changed: what arrives elsewhere"
    assert seen == [*sent[:3], "None", "refused", "refused", "refused"], "changed: what arrives"

asyncio.run(main())
PY
"$folder/env/bin/python" "$folder/ask.py" 2>/dev/null
