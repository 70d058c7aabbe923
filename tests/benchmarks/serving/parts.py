"""The parts of a server, imported one after the other and measured; imports nothing before."""

import sys

KEPT: list[object] = []


def resident(kind: str) -> float:
    """Return the resident memory of this process, in megabytes; `VmHWM` is its peak."""
    with open("/proc/self/status") as status:  # noqa: PTH123  # pathlib would be weighed too
        lines = dict(line.split(":", 1) for line in status)
    return int(lines[kind].split()[0]) / 1e3


def python() -> None:
    """Python alone."""


def standard() -> None:
    """Its asyncio (without ssl), json, logging, argparse."""
    import docs_lsp.cli  # noqa: F401, PLC0415
    from docs_lsp.runtime.asyncio_import import import_asyncio  # noqa: PLC0415

    import_asyncio()


def protocol() -> None:
    """Lsprotocol and attrs: a class for each shape of the protocol."""
    import lsprotocol.types  # noqa: F401, PLC0415


def pygls() -> None:
    """Pygls and cattrs."""
    import pygls.lsp.server  # noqa: F401, PLC0415


def rim() -> None:
    """Ours: the rim."""
    import linecache  # noqa: PLC0415

    import docs_lsp.lsp.handlers  # noqa: F401, PLC0415

    linecache.clearcache()


def features() -> None:
    """Ours: what answers; tree-sitter."""
    import docs_lsp.features.hover  # noqa: PLC0415
    import docs_lsp.features.search  # noqa: F401, PLC0415


def facts() -> None:
    """What is known of the standard library's types."""
    from docs_lsp.resolve import warm  # noqa: PLC0415

    warm()


def docset() -> None:
    """The docset: SQLite, and those pages of the file that were asked for."""
    from docs_lsp.docsets.bundled import available_docsets  # noqa: PLC0415
    from docs_lsp.docsets.store.docset import opened_docset  # noqa: PLC0415

    (file,) = [one for one in available_docsets() if one.name.startswith("python~3.14")]
    KEPT.append(opened_docset(file))


def index() -> None:
    """The index of the search: columns of numbers and strings."""
    from docs_lsp.docsets.search_indexes import _stored_index  # noqa: PLC0415

    KEPT.append(_stored_index(KEPT[0]))  # type: ignore[arg-type]


def main() -> None:
    """Print the table."""
    before = 0.0
    print(f"{'MB':>69}{'in all':>8}")
    for part in (python, standard, protocol, pygls, rim, features, facts, docset, index):
        part()
        after = resident("VmRSS")
        print(f"{(part.__doc__ or '').rstrip('.'):63}{after - before:6.1f}{after:8.1f}")
        before = after
    if None in KEPT:
        sys.exit("the docset was built for another search: build it anew")


main()
