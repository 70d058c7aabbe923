"""The command line: arguments, the start of the server, and the messages of failures."""

import argparse
import linecache
import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from docs_lsp import __version__
from docs_lsp.cli import arguments, commands, hover, shell_completion
from docs_lsp.errors import DocsetError
from docs_lsp.lsp import memory_tuning

if TYPE_CHECKING:
    from docs_lsp.lsp.server import DocsLanguageServer

# Imports are inside the commands: each waits for what it needs itself, and nothing else.
# ruff: noqa: PLC0415

_HINT: Final = (
    "docs-lsp serves an editor on standard input and output; "
    "for a terminal try: docs-lsp search QUERY, docs-lsp --help"
)
_AGENTS_HINT: Final = (
    "docs-lsp mcp serves a coding agent on standard input and output; "
    "for a terminal try: docs-lsp search QUERY"
)
_MAX_PORT: Final = 0xFFFF
_WEB_PORT: Final = 8314
_WEB_PACKAGES: Final = ("fastapi", "uvicorn", "jinja2")
_LEVELS: Final = ("error", "warning", "info", "debug")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 when done, 1 for nothing found or failure; bad usage exits with 2."""
    given = _serving(list(sys.argv[1:] if arguments is None else arguments))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # missing characters of a terminal are no failure
            stream.reconfigure(errors="replace")
    with ExitStack() as stack:  # a closed stream is None
        if sys.stderr is None:
            stack.enter_context(redirect_stderr(stack.enter_context(_nowhere())))
        if sys.stdout is None and given[:1] != ["serve"]:
            stack.enter_context(redirect_stdout(stack.enter_context(_nowhere())))
        return _run(given)


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  # no path of a file


def _run(given: list[str]) -> int:
    try:
        if given[:1] in (["build"], ["update"]):
            return _parse_docs(*given)
        status = _answer(given)
        if sys.stdout is not None and not sys.stdout.closed:
            sys.stdout.flush()  # here, where a reader that has gone is not an error
    except KeyboardInterrupt:
        return 1
    except BrokenPipeError:  # the reader, such as `head`, has closed the pipe
        _drop_output()
        return 1
    except OSError as error:  # a full disk, a folder without permission
        _drop_output()
        file = f"{error.filename}: " if error.filename else ""
        return commands.fail(f"{file}{error.strerror or error}")
    except DocsetError as error:
        return commands.fail(str(error))
    return status


def _answer(given: list[str]) -> int:
    """Run a command of ours."""
    if given[:2] == ["complete", "--"]:  # by the script of a shell
        return shell_completion.print_words(_parser(), given[2:])
    options = arguments.parse(_parser(), given)
    status: int = options.run(options)
    return status


def _parse_docs(command: str, *arguments: str) -> int:
    """Run a command of the parser."""
    if command == "build":
        from docs_parser.__main__ import main as build

        return build(arguments)
    from docs_parser.update import main as update

    return update(arguments)


def _drop_output() -> None:
    """Discard pending output; otherwise Python fails once more at exit."""
    with suppress(OSError):  # not a file, so nothing is pending
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _serving(given: list[str]) -> list[str]:
    """Make `serve` explicit, and drop the arguments that clients append."""
    if given[:1] in (["-h"], ["--help"], ["--version"]):
        return given
    if given and not given[0].startswith("-") and given[0] != "serve":
        return given
    rest = given[1:] if given[:1] == ["serve"] else given
    kept = [one for one in rest if one != "--stdio" and not one.startswith("--clientProcessId=")]
    return ["serve", *kept]


def _parser() -> arguments.ArgumentParser:
    parser = arguments.ArgumentParser(
        prog="docs-lsp",
        description="The written Python manual in your editor. Without a command: serve on stdio.",
    )
    parser.add_argument("--version", action="version", version=f"docs-lsp {__version__}")
    command = parser.add_subparsers(metavar="COMMAND", required=True)

    _add_serve(command.add_parser("serve", help="serve an editor (the default)"))
    # To add a command: a module with `add_arguments` and `run`, as in `hover.py`, and a subparser
    command.add_parser("build", help="build a docset (docs-lsp build --help)", add_help=False)

    _add_search(
        command.add_parser(
            "search", help="search the documentation", epilog="A query that begins with -: after --"
        )
    )
    _add_show(command.add_parser("show", help="show one entry"))
    at = command.add_parser("hover", help="show the hover that an editor would get at a position")
    hover.add_arguments(at)
    at.set_defaults(run=hover.run)

    command.add_parser("update", help="build again what has newer documentation", add_help=False)

    listing = command.add_parser("list", help="list the installed docsets")
    listing.add_argument("--json", action="store_true", help="for programs")
    listing.set_defaults(run=commands.list_docsets)

    remove = command.add_parser("remove", help="remove a docset")
    remove.add_argument("id", metavar="ID")
    remove.set_defaults(run=commands.remove_docset)

    web = command.add_parser("web", help="serve the live-search page to a browser")
    web.add_argument("--host", default="127.0.0.1", metavar="H", help="(127.0.0.1)")
    web.add_argument("--port", type=_port, default=_WEB_PORT, metavar="P", help=f"({_WEB_PORT})")
    web.set_defaults(run=_web)

    agents = command.add_parser("mcp", help="serve coding agents (Model Context Protocol) on stdio")
    agents.set_defaults(run=_mcp)

    shell = command.add_parser("completion", help="print the completion script of a shell")
    shell.add_argument("shell", choices=shell_completion.SHELLS)
    shell.set_defaults(run=shell_completion.run_script)

    doctor = command.add_parser("doctor", help="say what is found, what is wrong, and the remedy")
    doctor.set_defaults(run=commands.doctor)
    return parser


def _add_serve(parser: argparse.ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--tcp", metavar="HOST:PORT", type=_address, help="on a TCP socket")
    where.add_argument("--ws", metavar="HOST:PORT", type=_address, help="on a web socket")
    where.add_argument("--pipe", metavar="NAME", help="connect to a pipe of the client")
    where.add_argument("--socket", metavar="PORT", type=_port, help="connect to a port of it")
    parser.add_argument("--log-file", type=Path, metavar="FILE", help="log there, not to stderr")
    parser.add_argument("--log-level", choices=_LEVELS, default="warning")
    parser.add_argument("--clientProcessId", metavar="N", help=argparse.SUPPRESS)
    parser.set_defaults(run=_serve)


def _add_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="+", metavar="QUERY")
    parser.add_argument("--limit", type=_count, default=10, metavar="N")
    parser.add_argument(
        "--explain", action="store_true", help="say of each result why it has its rank"
    )
    parser.add_argument("--plain", action="store_true", help="a line of text for each result")
    _add_common(parser, commands.search_docs)


def _add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="+", metavar="NAME")
    parser.add_argument(
        "--part",
        metavar="P",
        help="as Markdown: whole, summary, signature, members, section, or a parameter's name",
    )
    parser.add_argument("--max-chars", type=_count, metavar="N", help="at most about N characters")
    parser.add_argument("--start", type=_count, default=0, metavar="N", help="where to read on")
    _add_common(parser, commands.show_entry)


def _add_common(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument("--docset", metavar="ID", help="such as python~3.14")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=run)


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal()) or int(port) > _MAX_PORT:
        raise argparse.ArgumentTypeError(f"not HOST:PORT: {text!r}")
    return host.strip("[]"), int(port)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text) <= _MAX_PORT:
        raise argparse.ArgumentTypeError(f"not a port: {text!r}")
    return int(text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or int(text) == 0:
        raise argparse.ArgumentTypeError(f"not a number of results: {text!r}")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    memory_tuning.begin()
    if not options.ws:
        _do_without("ssl")
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


def _do_without(module: str) -> None:
    """Import asyncio without an optional *module*; later imports of it work."""
    sys.modules.setdefault(module, None)  # type: ignore[arg-type]  # None makes its import fail
    import asyncio  # noqa: F401

    if sys.modules[module] is None:
        del sys.modules[module]


def _mcp(_options: argparse.Namespace) -> int:
    if sys.stdin is None or sys.stdout is None:
        return commands.fail("standard input and output are closed")
    if sys.stdin.isatty():
        print(_AGENTS_HINT, file=sys.stderr)
    from docs_lsp.mcp.serve import serve

    return serve(Path.cwd())


def _web(options: argparse.Namespace) -> int:
    if not all(map(find_spec, _WEB_PACKAGES)):
        return commands.fail("the page needs packages; run: pip install 'docs-lsp[web]'")
    from docs_lsp.web.serve import serve

    serve(options.host, options.port)
    return 0
