"""`docs-lsp serve`: an editor on standard input and output, or on another transport."""

import argparse
import linecache
import logging
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docs_lsp.cli import arguments, commands
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
_LEVELS: Final = ("error", "warning", "info", "debug")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the transports and the log."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--tcp", metavar="HOST:PORT", type=_address, help="on a TCP socket")
    where.add_argument("--ws", metavar="HOST:PORT", type=_address, help="on a web socket")
    where.add_argument("--pipe", metavar="NAME", help="connect to a pipe of the client")
    where.add_argument(
        "--socket", metavar="PORT", type=arguments.port, help="connect to a port of it"
    )
    parser.add_argument("--log-file", type=Path, metavar="FILE", help="log there, not to stderr")
    parser.add_argument("--log-level", choices=_LEVELS, default="warning")
    parser.add_argument("--clientProcessId", metavar="N", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until the client ends; return the exit status."""
    memory_tuning.begin()
    if not options.ws:
        import_asyncio()
    from docs_lsp.lsp import lazy_types

    lazy_types.install()  # before pygls, which imports the classes of the protocol
    from docs_lsp.lsp.handlers import create_server
    from docs_lsp.lsp.server import LOG_FORMAT
    from docs_lsp.runtime.printable import LogFormatter

    linecache.clearcache()  # where attrs leaves the source of each class that it has built

    try:
        target = open(options.log_file, "a", encoding="utf-8") if options.log_file else sys.stderr  # noqa: PTH123, SIM115  # open while the process lives
    except OSError as error:
        return commands.fail(f"cannot log to {options.log_file}: {error.strerror}")
    logging.basicConfig(level=options.log_level.upper(), stream=target)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(LogFormatter(LOG_FORMAT))
    logging.getLogger("pygls").setLevel(logging.ERROR)
    logging.raiseExceptions = False  # an unwritable log must not break answers
    server = create_server()
    try:
        return _start(server, options)
    except OSError as error:
        is_client_sought = options.pipe or options.socket
        doing = "connect to the client" if is_client_sought else "serve"
        return commands.fail(f"cannot {doing}: {error.strerror or error}")


def _start(server: "DocsLanguageServer", options: argparse.Namespace) -> int:
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


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal()) or int(port) > arguments.MAX_PORT:
        raise argparse.ArgumentTypeError(f"not HOST:PORT: {text!r}")
    return host.strip("[]"), int(port)
