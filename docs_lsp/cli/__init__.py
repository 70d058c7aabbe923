"""The command line: the start of a command, and the messages of failures."""

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout, suppress
from typing import TextIO

from docs_lsp.cli import commands, serve
from docs_lsp.errors import DocsetError

# Imports are inside the functions: each command waits for what it needs itself, and nothing else.
# ruff: noqa: PLC0415


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
    if given == ["serve"]:  # as most editors do: nothing is to be parsed
        return serve.run(serve.Options())
    from docs_lsp.cli import arguments, command_table

    if given[:2] == ["complete", "--"]:  # by the script of a shell
        from docs_lsp.cli import shell_completion

        return shell_completion.print_words(command_table.parser(), given[2:])
    options = arguments.parse(command_table.parser(given[0]), given)
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
