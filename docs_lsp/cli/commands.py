"""The commands that print an answer and return an exit status: all but `serve`, `build`, `web`.

A failure that a person can mend is a `DocsetError`, which `cli.main` prints.
"""

import json
import os
import sys
from typing import TYPE_CHECKING, Final, TextIO

from docs_lsp.errors import NoDocumentationError, build_command
from docs_lsp.runtime.asyncio_import import import_asyncio
from docs_lsp.runtime.printable import printable, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Awaitable, Callable, Sequence

    from docs_lsp.docsets.manager import DocsetManager
    from docs_lsp.docsets.snapshot import Snapshot
    from docs_lsp.entry import Entry
    from docs_lsp.search import Hit

# Imports are inside the commands: each waits for what it needs itself, and nothing else.
# ruff: noqa: PLC0415

_MAX_WIDTH: Final = 92


def fail(message: str) -> int:
    """Print *message* on standard error; return the exit status of a failure."""
    say(f"docs-lsp: {message}", sys.stderr)
    return 1


def with_docsets(
    answer: "Callable[[DocsetManager], Awaitable[int]]", *, with_search: bool = True
) -> int:
    """Return the status of *answer*, which asks the installed docsets; close them afterwards."""
    import_asyncio()
    import asyncio

    from docs_lsp.docsets.manager import NO_DOCS, DocsetManager

    complaints = []

    def complain(message: str) -> None:
        complaints.append(message)
        if message != NO_DOCS:
            fail(message)

    async def run() -> int:
        docsets = DocsetManager(complain, with_search=with_search)
        try:
            return await answer(docsets)
        except NoDocumentationError:
            if complaints and NO_DOCS not in complaints:
                return 1  # the reason why each docset cannot be used is printed already
            raise
        finally:
            await docsets.close()

    return asyncio.run(run())


def search_docs(options: "argparse.Namespace") -> int:
    """Search once, and print the results."""
    from docs_lsp.features.search import explained_search, search

    query = " ".join(options.query)
    ask = explained_search if options.explain else search

    async def answer(docsets: "DocsetManager") -> int:
        snapshot = await docsets.searchable(options.docset)
        snapshot.check_available(options.docset)
        unsearched = snapshot.unsearched(options.docset)
        if not snapshot.indexes(options.docset):
            return _fail_unsearched(snapshot, unsearched)
        hits = ask(snapshot, query, options.limit, options.docset)
        if options.json:
            from docs_lsp.features import serialize

            _print_json([serialize.search_item(hit, snapshot.texts(hit.entry)) for hit in hits])
        elif options.plain:
            if hits:
                from docs_lsp.features import excerpt

                entries = [hit.entry for hit in hits]
                say(excerpt.results(entries, snapshot))
        else:
            _print_hits(hits, snapshot)
        if unsearched:
            status = _fail_unsearched(snapshot, unsearched)
            return 0 if hits else status
        if hits:
            return 0
        return fail(f"nothing found for {query!r}{_nearest(snapshot, query, options.docset)}")

    return with_docsets(answer)


def _fail_unsearched(snapshot: "Snapshot", docsets: "Sequence[str]") -> int:
    """Say which docsets the search does not know yet; return the exit status of a failure."""
    from docs_lsp.features.excerpt import preparing

    step = f"search again in a minute, or, if that does not help, run: {build_command()}"
    return fail(f"{preparing(snapshot, docsets)}; {step}")


def _nearest(snapshot: "Snapshot", query: str, docset: str | None) -> str:
    """Return what is said of the name nearest to a query that found nothing."""
    from docs_lsp.describe.entry_text import display_name
    from docs_lsp.features.nearest import nearest

    near = nearest(snapshot, query, docset)
    return f"; the nearest name: {display_name(near)}" if near is not None else ""


def _print_hits(hits: "Sequence[Hit]", snapshot: "Snapshot") -> None:
    from docs_lsp.cli import pager
    from docs_lsp.cli.terminal import COLOURED, PLAIN, listed

    codes = COLOURED if any(_colours(sys.stdout)) else PLAIN
    width = _width() if sys.stdout.isatty() else None  # no wrapping in a pipe
    several = len({hit.entry.docset for hit in hits}) > 1
    shown = []
    for hit in hits:
        docset, url = hit.entry.docset if several else None, snapshot.texts(hit.entry).url
        shown.append(listed(hit, url(hit.entry.anchor), docset, width, codes))
    if shown:
        pager.show("\n".join(shown))


def _width() -> int:
    import shutil

    return min(_MAX_WIDTH, shutil.get_terminal_size().columns)


def show_entry(options: "argparse.Namespace") -> int:
    """Print one entry; raises `DocsetError` with the nearest names if there is none."""
    from docs_lsp.features.lookup import addressed, named_in_words

    name = " ".join(options.name)

    async def answer(docsets: "DocsetManager") -> int:
        snapshot = await docsets.current(options.docset)
        snapshot.check_available(options.docset)
        entry = addressed(snapshot, name, options.docset)
        if entry is None:
            snapshot = await docsets.searchable(options.docset)
            remedy = f"try: docs-lsp search {name}"
            entry = named_in_words(snapshot, name, options.docset, remedy)
        texts = snapshot.texts(entry)
        if options.json:
            from docs_lsp.features import serialize

            _print_json(serialize.entry_result(entry, texts))
            return 0
        if options.part or options.start or options.max_chars:
            return _show_part(entry, snapshot, options)
        from docs_lsp.cli import pager
        from docs_lsp.describe import entry_text

        blocks, url = texts.blocks(entry), texts.url(entry.anchor)
        shown = entry_text.terminal(
            *(entry, blocks, url),
            width=_width(),
            signatures=texts.signatures(entry),
            codes=_colours(sys.stdout),
        )
        pager.show(shown)
        return 0

    return with_docsets(answer, with_search=False)


def _show_part(entry: "Entry", snapshot: "Snapshot", options: "argparse.Namespace") -> int:
    """Print a part of an entry as Markdown, as `docs-lsp mcp` answers."""
    from docs_lsp.features.excerpt import MAX_CHARS, PARTS, ExcerptError, answer

    part, size = options.part or PARTS[0], options.max_chars or MAX_CHARS
    try:
        say(answer(entry, snapshot, part, options.start, size))
    except ExcerptError as error:
        return fail(str(error))
    return 0


def _print_json(value: object) -> None:
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    text = json.dumps(value, ensure_ascii=not is_unicode, indent=1)
    print(text if printable(text) == text else json.dumps(value, indent=1))


def _colours(stream: TextIO) -> tuple[str, str, str]:
    """Return the codes for bold, dim and normal; empty strings where colours are unwanted."""
    is_able = stream.isatty() and os.environ.get("TERM") != "dumb"
    if is_able and not os.environ.get("NO_COLOR"):
        return "\x1b[1m", "\x1b[2m", "\x1b[0m"
    return "", "", ""


def list_docsets(options: "argparse.Namespace") -> int:
    """Print the installed docsets."""
    import_asyncio()
    from docs_lsp.cli.doctor import inspected, uses
    from docs_lsp.docsets.project_list import known_projects

    found = inspected()
    used = uses([state.info for state in found if state.info is not None], known_projects())
    if options.json:
        _print_json([state.as_json(used.get(state.file.stem, ())) for state in found])
    else:
        for state in found:
            say(state.line(used.get(state.file.stem, ())))
    if not found:
        raise NoDocumentationError
    return 0


def remove_docset(options: "argparse.Namespace") -> int:
    """Remove one docset, with what is kept for it."""
    from docs_lsp.cli.removal import remove

    try:
        remove(options.id)
    except ValueError as error:
        fail(str(error))
        return 2
    except FileNotFoundError:
        return fail(f"no docset {options.id!r}; list the available ones with: docs-lsp list")
    except OSError as error:
        return fail(f"cannot remove {options.id}: {error.strerror or error}")
    say(f"removed {options.id}")
    return 0


def doctor(_options: "argparse.Namespace") -> int:
    """Print the installed docsets, their problems and the remedies."""
    import_asyncio()
    from docs_lsp.cli.doctor import report

    lines, healthy = report()
    say("\n".join(lines))
    return 0 if healthy else 1
