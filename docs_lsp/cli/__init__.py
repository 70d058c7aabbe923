"""The command line: arguments, the start of the server, and the messages of failures."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TextIO

from docs_lsp import __version__
from docs_lsp.cli import arguments, commands, serve
from docs_lsp.errors import DocsetError
from docs_lsp.runtime.asyncio_import import import_asyncio

# Imports are inside the commands: each waits for what it needs itself, and nothing else.
# ruff: noqa: PLC0415

_AGENTS_HINT: Final = (
    "docs-lsp mcp serves a coding agent on standard input and output; "
    "for a terminal try: docs-lsp search QUERY"
)
_WEB_PORT: Final = 8314
_WEB_PACKAGES: Final = ("fastapi", "uvicorn", "jinja2")


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
        from docs_lsp.cli import shell_completion

        return shell_completion.print_words(_parser(), given[2:])
    options = arguments.parse(_parser(given[0]), given)
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


def _parser(command: str = "") -> arguments.ArgumentParser:
    """Return the parser of all commands, or of the one that is given, if it is known."""
    parser = arguments.ArgumentParser(
        prog="docs-lsp",
        description="The written Python manual in your editor. Without a command: serve on stdio.",
    )
    parser.add_argument("--version", action="version", version=f"docs-lsp {__version__}")
    parsers = parser.add_subparsers(metavar="COMMAND", required=True)
    known = {command: _COMMANDS[command]} if command in _COMMANDS else _COMMANDS
    for name, (about, add_arguments) in known.items():
        if add_arguments is None:
            parsers.add_parser(name, help=about, add_help=False)
        else:
            add_arguments(parsers.add_parser(name, help=about))
    return parser


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
    "serve": ("serve an editor (the default)", serve.add_arguments),
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
