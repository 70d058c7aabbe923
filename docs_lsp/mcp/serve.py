"""Serving on standard input and output: one JSON message a line, answered in order."""

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import BinaryIO, Final

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.mcp.protocol import PARSE_ERROR, McpServer

log = logging.getLogger(__name__)

_LONGEST: Final = 4_000_000  # bytes of a message


def serve(project: Path) -> int:
    """Answer until standard input ends; return the exit status. *project* is the working folder."""
    asyncio.run(_serve(project, sys.stdin.buffer, sys.stdout.buffer))
    return 0


async def _serve(project: Path, requests: BinaryIO, answers: BinaryIO) -> None:
    docsets = DocsetManager(log.warning, with_search=False)
    docsets.projects.folders = (project,)
    server = McpServer(docsets)
    try:
        while line := await asyncio.to_thread(requests.readline, _LONGEST + 1):
            answer = await _answer(server, line, requests)
            if answer is not None:
                answers.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
                answers.flush()
    except BrokenPipeError:
        log.info("the client has gone")
    finally:
        await docsets.close()


async def _answer(server: McpServer, line: bytes, requests: BinaryIO) -> object:
    """Return the answer to one line; what is no JSON, or too long, is answered as such."""
    if len(line) > _LONGEST:
        while line and not line.endswith(b"\n"):
            line = await asyncio.to_thread(requests.readline, _LONGEST)
        return _unreadable(f"a message has at most {_LONGEST} bytes")
    if not line.strip():
        return None
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return _unreadable("not JSON")
    return await server.received(message)


def _unreadable(reason: str) -> object:
    return {"jsonrpc": "2.0", "id": None, "error": {"code": PARSE_ERROR, "message": reason}}
