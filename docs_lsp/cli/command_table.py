"""The commands, and the arguments that each one takes."""

import argparse
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from docs_lsp import __version__
from docs_lsp.cli import arguments, commands, serve
from docs_lsp.runtime.asyncio_import import import_asyncio

# Imports are inside the commands: each waits for what it needs itself, and nothing else.
# ruff: noqa: PLC0415

_AGENTS_HINT: Final = (
    "docs-lsp mcp serves a coding agent on standard input and output; "
    "for a terminal try: docs-lsp search QUERY"
)
_LEVELS: Final = ("error", "warning", "info", "debug")
_WEB_PORT: Final = 8314
_WEB_PACKAGES: Final = ("fastapi", "uvicorn", "jinja2")


def parser(command: str = "") -> arguments.ArgumentParser:
    """Return the parser of all commands, or of the one that is given, if it is known."""
    made = arguments.ArgumentParser(
        prog="docs-lsp",
        description="The written Python manual in your editor. Without a command: serve on stdio.",
    )
    made.add_argument("--version", action="version", version=f"docs-lsp {__version__}")
    parsers = made.add_subparsers(metavar="COMMAND", required=True)
    known = {command: _COMMANDS[command]} if command in _COMMANDS else _COMMANDS
    for name, (about, add_arguments) in known.items():
        if add_arguments is None:
            parsers.add_parser(name, help=about, add_help=False)
        else:
            add_arguments(parsers.add_parser(name, help=about))
    return made


def _add_serve(parser: argparse.ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--tcp", metavar="HOST:PORT", type=_address, help="on a TCP socket")
    where.add_argument("--ws", metavar="HOST:PORT", type=_address, help="on a web socket")
    where.add_argument("--pipe", metavar="NAME", help="connect to a pipe of the client")
    where.add_argument(
        "--socket", metavar="PORT", type=arguments.port, help="connect to a port of it"
    )
    parser.add_argument("--log-file", type=Path, metavar="FILE", help="log there, not to stderr")
    parser.add_argument("--log-level", choices=_LEVELS, default=serve.Options().log_level)
    parser.add_argument("--clientProcessId", metavar="N", help=argparse.SUPPRESS)
    parser.set_defaults(run=_serve)


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal()) or int(port) > arguments.MAX_PORT:
        raise argparse.ArgumentTypeError(f"not HOST:PORT: {text!r}")
    return host.strip("[]"), int(port)


def _add_search(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "A query that begins with -: after --"
    parser.add_argument("query", nargs="+", metavar="QUERY")
    parser.add_argument("--limit", type=arguments.count, default=10, metavar="N")
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
    parser.add_argument(
        "--max-chars", type=arguments.count, metavar="N", help="at most about N characters"
    )
    parser.add_argument(
        "--start", type=arguments.count, default=0, metavar="N", help="where to read on"
    )
    _add_common(parser, commands.show_entry)


def _add_common(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument("--docset", metavar="ID", help="such as python~3.14")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=run)


def _add_hover(parser: argparse.ArgumentParser) -> None:
    from docs_lsp.cli import hover

    hover.add_arguments(parser)
    parser.set_defaults(run=hover.run)


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=commands.list_docsets)


def _add_remove(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID")
    parser.set_defaults(run=commands.remove_docset)


def _add_web(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="(127.0.0.1)")
    parser.add_argument(
        "--port", type=arguments.port, default=_WEB_PORT, metavar="P", help=f"({_WEB_PORT})"
    )
    parser.set_defaults(run=_web)


def _add_mcp(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_mcp)


def _add_completion(parser: argparse.ArgumentParser) -> None:
    from docs_lsp.cli import shell_completion

    parser.add_argument("shell", choices=shell_completion.SHELLS)
    parser.set_defaults(run=shell_completion.run_script)


def _add_doctor(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=commands.doctor)


# The commands: a sentence, and a function that adds the arguments, None where the parser of
# documentation has them. To add one: a module with `add_arguments` and `run`, as `hover.py`.
_COMMANDS: Final[Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None] | None]]] = {
    "serve": ("serve an editor (the default)", _add_serve),
    "build": ("build a docset (docs-lsp build --help)", None),
    "search": ("search the documentation", _add_search),
    "show": ("show one entry", _add_show),
    "hover": ("show the hover that an editor would get at a position", _add_hover),
    "update": ("build again what has newer documentation", None),
    "list": ("list the installed docsets", _add_list),
    "remove": ("remove a docset", _add_remove),
    "web": ("serve the live-search page to a browser", _add_web),
    "mcp": ("serve coding agents (Model Context Protocol) on stdio", _add_mcp),
    "completion": ("print the completion script of a shell", _add_completion),
    "doctor": ("say what is found, what is wrong, and the remedy", _add_doctor),
}


def _serve(options: argparse.Namespace) -> int:
    given = {name: getattr(options, name) for name in serve.Options._fields}
    return serve.run(serve.Options(**given))


def _mcp(_options: argparse.Namespace) -> int:
    if sys.stdin is None or sys.stdout is None:
        return commands.fail("standard input and output are closed")
    if sys.stdin.isatty():
        print(_AGENTS_HINT, file=sys.stderr)
    import_asyncio()
    from docs_lsp.mcp.serve import serve

    return serve(Path.cwd())


def _web(options: argparse.Namespace) -> int:
    if not all(map(find_spec, _WEB_PACKAGES)):
        return commands.fail("the page needs packages; run: pip install 'docs-lsp[web]'")
    from docs_lsp.web.serve import serve

    serve(options.host, options.port)
    return 0
