"""The command line: the server, and the same answers once, in a terminal."""

import argparse
import asyncio
import json
import logging
import os
import shutil
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from docs_lsp import __version__

_HINT: Final = (
    "docs-lsp serves an editor on standard input and output; "
    "for a terminal try: docs-lsp search QUERY, docs-lsp --help"
)
_BUILD_FIRST: Final = "docs-lsp: no documentation yet; run: docs-lsp build"
_MAX_WIDTH: Final = 92
_MAX_PORT: Final = 0xFFFF
_LEVELS: Final = ("error", "warning", "info", "debug")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 when done, 1 for nothing found or failure; bad usage exits with 2."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["build"]:
        from docs_parser.__main__ import main as build  # noqa: PLC0415  # only building needs it

        return build(given[1:])
    options = _parser().parse_args(_serving(given))
    try:
        status: int = options.run(options)
    except KeyboardInterrupt:
        return 1
    except BrokenPipeError:  # the reader, such as `head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def _serving(given: list[str]) -> list[str]:
    """Make `serve` explicit, and drop what clients append."""
    given = [one for one in given if one != "--stdio" and not one.startswith("--clientProcessId")]
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        return ["serve", *given]
    return given


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="docs-lsp",
        description="The written Python manual in your editor. Without a command: serve on stdio.",
    )
    parser.add_argument("--version", action="version", version=f"docs-lsp {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    serve = commands.add_parser("serve", help="serve an editor (the default)")
    serve.add_argument("--tcp", metavar="HOST:PORT", type=_address, help="on a TCP socket")
    serve.add_argument("--ws", metavar="HOST:PORT", type=_address, help="on a web socket")
    serve.add_argument("--log-file", type=Path, metavar="FILE", help="log there, not to stderr")
    serve.add_argument("--log-level", choices=_LEVELS, default="warning")
    serve.set_defaults(run=_serve)

    commands.add_parser("build", help="build a docset (docs-lsp build --help)", add_help=False)

    search = commands.add_parser("search", help="search the documentation")
    search.add_argument("query", nargs="+", metavar="QUERY")
    search.add_argument("--limit", type=int, default=10, metavar="N")
    _add_common(search, _search)

    show = commands.add_parser("show", help="show one entry")
    show.add_argument("name", metavar="NAME")
    _add_common(show, _show)

    listing = commands.add_parser("list", help="list the docsets at hand")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)

    remove = commands.add_parser("remove", help="remove a docset")
    remove.add_argument("id", metavar="ID")
    remove.set_defaults(run=_remove)

    doctor = commands.add_parser("doctor", help="say what is found, what is wrong, and the remedy")
    doctor.set_defaults(run=_doctor)
    return parser


def _add_common(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument("--docset", metavar="ID", help="such as python~3.14")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > _MAX_PORT:
        raise argparse.ArgumentTypeError(f"not HOST:PORT: {text!r}")
    return host.strip("[]"), int(port)


def _serve(options: argparse.Namespace) -> int:
    target = {"filename": options.log_file} if options.log_file else {"stream": sys.stderr}
    try:
        logging.basicConfig(
            level=options.log_level.upper(),
            format="%(asctime)s %(levelname)s %(name)s: %(message)s",
            **target,
        )
    except OSError as error:
        print(f"docs-lsp: cannot log to {options.log_file}: {error.strerror}", file=sys.stderr)
        return 1
    logging.getLogger("pygls").setLevel(logging.ERROR)
    from docs_lsp.server import create_server  # noqa: PLC0415  # other commands need no pygls

    server = create_server()
    if options.tcp:
        server.start_tcp(*options.tcp)
    elif options.ws:
        server.start_ws(*options.ws)
    else:
        if sys.stdin.isatty():
            print(_HINT, file=sys.stderr)
        server.start_io()
    return 0


def _with_library(answer: Callable[[Any], Awaitable[int]]) -> int:
    """Load the docsets at hand, give *answer* the snapshot of them, and close them again."""
    from docs_lsp.library import NO_DOCS, Library  # noqa: PLC0415  # list and serve do without

    def complain(message: str) -> None:
        print(_BUILD_FIRST if message == NO_DOCS else f"docs-lsp: {message}", file=sys.stderr)

    async def run() -> int:
        library = Library(complain)
        try:
            snapshot = await library.current()
            return await answer(snapshot) if snapshot.docsets else 1
        finally:
            await library.close()

    return asyncio.run(run())


def _search(options: argparse.Namespace) -> int:
    from docs_lsp.features.search import search  # noqa: PLC0415

    async def answer(snapshot: Any) -> int:  # noqa: ANN401  # a Snapshot, imported late
        hits = search(snapshot, " ".join(options.query), options.limit, options.docset)
        if options.json:
            items = [
                asdict(hit.entry) | {"url": snapshot.texts(hit.entry).url(hit.entry.anchor)}
                for hit in hits
            ]
            print(json.dumps(items, ensure_ascii=False, indent=1))
        for hit in () if options.json else hits:
            _print_hit(hit.entry, snapshot.texts(hit.entry).url(hit.entry.anchor))
        if not hits:
            print(f"docs-lsp: nothing found for {' '.join(options.query)!r}", file=sys.stderr)
        return 0 if hits else 1

    return _with_library(answer)


def _print_hit(entry: Any, url: str) -> None:  # noqa: ANN401  # an Entry, imported late
    from docs_lsp.markup import display_name, version_marks  # noqa: PLC0415

    bold, dim, off = _colours()
    print(" · ".join([f"{bold}{display_name(entry)}{off}", entry.kind, *version_marks(entry)]))
    if entry.summary:
        print(f"    {entry.summary}")
    print(f"    {dim}{url}{off}")


def _show(options: argparse.Namespace) -> int:
    from docs_lsp import convert, markup  # noqa: PLC0415

    async def answer(snapshot: Any) -> int:  # noqa: ANN401
        entry = snapshot.find(name=options.name, docset=options.docset)
        if entry is None:
            remedy = f"try: docs-lsp search {options.name}"
            print(f"docs-lsp: no entry is called {options.name!r}; {remedy}", file=sys.stderr)
            return 1
        texts = snapshot.texts(entry)
        if options.json:
            print(
                json.dumps(await convert.entry_result(entry, texts), ensure_ascii=False, indent=1)
            )
            return 0
        width = min(_MAX_WIDTH, shutil.get_terminal_size().columns)
        body = await texts.body(entry)
        url = texts.url(entry.anchor)
        print(markup.terminal(entry, body, url, width=width, colour=bool(_colours()[0])))
        return 0

    return _with_library(answer)


def _colours() -> tuple[str, str, str]:
    """Return the codes for bold, dim and normal; empty where there is no terminal or no wish."""
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        return "\x1b[1m", "\x1b[2m", "\x1b[0m"
    return "", "", ""


def _list(options: argparse.Namespace) -> int:
    from docs_lsp.inspect import inspected  # noqa: PLC0415

    found = inspected()
    if options.json:
        print(json.dumps([state.as_json() for state in found], indent=1))
        return 0
    for state in found:
        print(state.line())
    if not found:
        print(_BUILD_FIRST, file=sys.stderr)
    return 0 if found else 1


def _remove(options: argparse.Namespace) -> int:
    from docs_lsp.places import docset_file  # noqa: PLC0415

    try:
        docset_file(options.id).unlink()
    except ValueError as error:
        print(f"docs-lsp: {error}", file=sys.stderr)
        return 2
    except FileNotFoundError:
        print(f"docs-lsp: no docset {options.id!r}; at hand: docs-lsp list", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"docs-lsp: cannot remove {options.id}: {error.strerror}", file=sys.stderr)
        return 1
    print(f"removed {options.id}")
    return 0


def _doctor(_options: argparse.Namespace) -> int:
    from docs_lsp.inspect import report  # noqa: PLC0415

    lines, healthy = report()
    print("\n".join(lines))
    return 0 if healthy else 1
