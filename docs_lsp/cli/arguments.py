"""Arguments of a command line, and one line about those that are wrong, with the next step."""

import argparse
import shlex
from collections.abc import Sequence
from typing import Final, NoReturn

MAX_PORT: Final = 0xFFFF
_BAD_USAGE: Final = 2  # exit status


class ArgumentParser(argparse.ArgumentParser):
    """A parser that reports bad usage in one line on standard error."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to learn more; end with status 2."""
        self.exit(_BAD_USAGE, f"{self.prog}: {message}; run: {self.prog} --help\n")


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of the commands of *parser*, by name."""
    for action in parser._actions:  # noqa: SLF001  # argparse names them nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            return dict(action.choices)
    return {}


def options(parser: argparse.ArgumentParser) -> list[str]:
    """Return the long options of *parser* that its help shows."""
    return [
        option
        for action in parser._actions  # noqa: SLF001
        if action.help != argparse.SUPPRESS
        for option in action.option_strings
        if option.startswith("--")
    ]


def parse(parser: ArgumentParser, given: Sequence[str]) -> argparse.Namespace:
    """Return the parsed arguments; exits with status 2 on bad usage, naming what was meant."""
    known = commands(parser)
    if given and not given[0].startswith("-") and given[0] not in known:
        meant = _meant(given[0], known)
        query = shlex.join(given)
        parser.error(
            f"there is no command {given[0]!r}{meant or f'; try: docs-lsp search {query}'}"
        )
    found, rest = parser.parse_known_args(given)
    if rest:
        command = known.get(given[0], parser)
        wrong = rest[0].partition("=")[0]
        kind = "option" if wrong.startswith("-") else "argument"
        complain = command.error if isinstance(command, ArgumentParser) else parser.error
        complain(f"there is no {kind} {wrong!r}{_meant(wrong, options(command))}")
    return found


def port(text: str) -> int:
    """Return the number of a port; raises `ArgumentTypeError`."""
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text) <= MAX_PORT:
        raise argparse.ArgumentTypeError(f"not a port: {text!r}")
    return int(text)


def count(text: str) -> int:
    """Return a number from 1 up; raises `ArgumentTypeError`."""
    if not (text.isascii() and text.isdecimal()) or int(text) == 0:
        raise argparse.ArgumentTypeError(f"not a number of results: {text!r}")
    return int(text)


def _meant(wrong: str, known: Sequence[str] | dict[str, argparse.ArgumentParser]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  # starting does not wait for it

    nearest = get_close_matches(wrong, list(known), n=1)
    return f"; did you mean {nearest[0]}?" if nearest else ""
