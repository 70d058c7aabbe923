"""The docset that a library and a version mean, never another one in silence."""

from collections.abc import Iterable

from docs_lsp.docsets.python_versions import version_key
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Docset
from docs_lsp.errors import UnavailableError, build_command

_PYTHON = "python"


def chosen(snapshot: Snapshot, library: str | None, version: str | None) -> str | None:
    """Return the id of the docset to ask, or None for all that are shown.

    A version alone is Python's. `3.14.2` is documented by `3.14`, and `3` by the newest of them.

    :raises UnavailableError: where that library or version is not installed; with the command that
        builds it.
    """
    snapshot.check_available(None)
    if library is None and version is None:
        return None
    wanted = (library or _PYTHON).strip().lower()
    of_library = [one for one in snapshot.known if wanted in _names(one)]
    fitting = [one for one in of_library if version is None or _documents(one.version, version)]
    shown = [one for one in fitting if one.id in snapshot.shown]
    if version is None and shown:
        return shown[0].id
    if fitting:
        return max(fitting, key=lambda one: version_key(one.version)).id
    asked = f"{library or 'Python'} {version or ''}".strip()
    others = _listed(of_library or snapshot.known)
    raise UnavailableError(
        f"no documentation of {asked} is installed (installed: {others})",
        f"build it in a shell: {build_command(wanted, version)}",
    )


def library_of(snapshot: Snapshot, name: str) -> str | None:
    """Return the library that the dotted *name* begins with, if its documentation is installed."""
    first = name.partition(".")[0].lower()
    return first if any(first in _names(one) for one in snapshot.known) else None


def _names(docset: Docset) -> set[str]:
    return {docset.project.lower(), docset.id.partition("~")[0], (docset.library or "").lower()}


def _documents(known: str, asked: str) -> bool:
    """Return whether one of the versions begins with the other, number by number."""
    one, other = version_key(known), version_key(asked)
    shorter = min(len(one), len(other))
    return bool(shorter) and one[:shorter] == other[:shorter]


def _listed(docsets: Iterable[Docset]) -> str:
    return ", ".join(sorted(f"{one.project} {one.version}" for one in docsets))
