"""`docs-lsp serve`: an editor on standard input and output, or on another transport."""

import linecache
import logging
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from docs_lsp.cli import commands
from docs_lsp.lsp import memory_tuning
from docs_lsp.runtime.asyncio_import import import_asyncio

if TYPE_CHECKING:
    from docs_lsp.lsp.server import DocsLanguageServer

# Imports are inside the functions, in the order that a quick start needs.
# ruff: noqa: PLC0415

_HINT: Final = (
    "docs-lsp serves an editor on standard input and output; "
    "for a terminal try: docs-lsp search QUERY, docs-lsp --help"
)


class Options(NamedTuple):
    """The options of `docs-lsp serve`: a transport, standard input and output if none, and a log.

    `tcp` and `ws` are host and port.
    """

    tcp: tuple[str, int] | None = None
    ws: tuple[str, int] | None = None
    pipe: str | None = None
    socket: int | None = None
    log_file: Path | None = None
    log_level: str = "warning"


def run(options: Options) -> int:
    """Serve until the client ends; return the exit status."""
    memory_tuning.begin()
    if not options.ws:
        import_asyncio()
    from docs_lsp.lsp import lazy_types

    lazy_types.install()  # before pygls, which imports the classes of the protocol
    from docs_lsp.lsp.handlers import create_server
    from docs_lsp.runtime.logs import PrintableFormatter

    linecache.clearcache()  # where attrs leaves the source of each class that it has built

    try:
        target = open(options.log_file, "a", encoding="utf-8") if options.log_file else sys.stderr  # noqa: PTH123, SIM115  # open while the process lives
    except OSError as error:
        return commands.fail(f"cannot log to {options.log_file}: {error.strerror}")
    logging.basicConfig(level=options.log_level.upper(), stream=target)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(PrintableFormatter())
    logging.getLogger("pygls").setLevel(logging.ERROR)
    logging.raiseExceptions = False  # an unwritable log must not break answers
    server = create_server()
    try:
        return _start(server, options)
    except OSError as error:
        is_client_sought = options.pipe or options.socket
        doing = "connect to the client" if is_client_sought else "serve"
        return commands.fail(f"cannot {doing}: {error.strerror or error}")


def _start(server: "DocsLanguageServer", options: Options) -> int:
    """Serve on the chosen transport; return the exit status, or raise `OSError`."""
    if options.tcp:
        server.start_tcp(*options.tcp)
    elif options.ws:
        if find_spec("websockets") is None:
            return commands.fail("web sockets need a package; run: pip install websockets")
        server.start_ws(*options.ws)
    elif options.pipe:
        server.start_pipe(options.pipe)
    elif options.socket:
        server.start_socket(options.socket)
    elif sys.stdin is None or sys.stdout is None:
        return commands.fail("standard input and output are closed")
    else:
        if sys.stdin.isatty():
            print(_HINT, file=sys.stderr)
        server.start_io()
    return server.protocol.exit_status
