"""Completion in shells: a script for each, and the words that may follow a command line.

The scripts ask `docs-lsp complete` for the words, which reads the names in the installed docsets.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from docs_lsp.cli.arguments import commands, options

if TYPE_CHECKING:
    from docs_lsp.docsets.manager import DocsetManager

# Imports are inside the functions: a shell waits for what it needs itself, and nothing else.
# ruff: noqa: PLC0415

_SCRIPTS: Final = {
    "bash": """\
_docs_lsp() {
    local IFS=$'\\n'
    COMPREPLY=($(docs-lsp complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
    case ${COMPREPLY[0]-} in *.) compopt -o nospace ;; esac
}
complete -o default -F _docs_lsp docs-lsp
""",
    "zsh": """\
#compdef docs-lsp
_docs_lsp() {
    local -a found
    found=("${(@f)$(docs-lsp complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ -n "${found[1]}" ]]; then compadd -a found; else _files; fi
}
compdef _docs_lsp docs-lsp
""",
    "fish": """\
function __docs_lsp_complete
    set -l before (commandline -opc)
    docs-lsp complete -- $before[2..-1] (commandline -ct) 2>/dev/null
end
complete -c docs-lsp -f -a '(__docs_lsp_complete)'
complete -c docs-lsp -n '__fish_seen_subcommand_from build hover' -F
""",
}
SHELLS: Final = tuple(_SCRIPTS)
_NAMED: Final = ("show", "search")  # commands whose words are names
_OF_DOCSETS: Final = ("remove", "update")
_MOST: Final = 400  # names
_NAME: Final = re.compile(r"[\w.]+")


def script(shell: str) -> str:
    """Return the script that a shell reads to complete our command lines."""
    return _SCRIPTS[shell]


def print_words(parser: argparse.ArgumentParser, words: Sequence[str]) -> int:
    """Print what may be typed in place of the last of *words*, one a line."""
    for word in candidates(parser, words or [""]):
        print(word)
    return 0


def candidates(parser: argparse.ArgumentParser, words: Sequence[str]) -> Iterable[str]:
    """Return what may be typed in place of the last of *words*, which may be empty."""
    *before, typed = words
    known = commands(parser)
    if not before:
        return _beginning(typed, options(parser) if typed.startswith("-") else sorted(known))
    command, last = before[0], before[-1]
    chosen = known.get(command)
    if chosen is None:
        return ()
    if typed.startswith("-"):
        return _beginning(typed, options(chosen))
    if last == "--docset" or command in _OF_DOCSETS:
        return _beginning(typed, _docsets())
    for action in _choices(chosen, last):
        return _beginning(typed, action)
    return _names(typed) if command in _NAMED else ()


def _beginning(typed: str, words: Iterable[str]) -> list[str]:
    return [word for word in words if word.startswith(typed)]


def _choices(parser: argparse.ArgumentParser, last: str) -> Iterator[list[str]]:
    """Yield the values of the option that was typed *last*, or of the one argument."""
    for action in parser._actions:  # noqa: SLF001
        if action.choices and (last in action.option_strings or not action.option_strings):
            yield [str(one) for one in action.choices]


def _docsets() -> list[str]:
    from docs_lsp.docsets.bundled import available_docsets

    return sorted(file.stem for file in available_docsets())


def _names(typed: str) -> list[str]:
    """Return the names that begin with *typed*, each up to its next dot."""
    from docs_lsp.cli.commands import with_docsets

    found: dict[str, None] = {}

    async def look(docsets: "DocsetManager") -> int:
        snapshot = await docsets.current()
        for docset in snapshot.shown:
            for name in snapshot.docsets[docset].entries.beginning(typed, _MOST):
                if _NAME.fullmatch(name):
                    found[name] = None
        return 0

    with_docsets(look, with_search=False)
    return _up_to_a_dot(typed, found)


def _up_to_a_dot(typed: str, names: Iterable[str]) -> list[str]:
    """Return names without what follows the next dot; where that is all one, with it."""
    shown: dict[str, None] = {}
    for name in sorted(names):
        head, dot, _ = name[len(typed) :].partition(".")
        shown[typed + head + (dot if not head else "")] = None
    return list(shown)


def run_script(given: argparse.Namespace) -> int:
    """Print the script of a shell."""
    sys.stdout.write(script(given.shell))
    return 0
