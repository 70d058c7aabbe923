"""Hints about uses of names that are deprecated or newer than the project's Python."""

from collections.abc import Sequence
from dataclasses import dataclass

from docs_lsp.docsets.python_versions import version_key
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Entry, NoticeKind
from docs_lsp.resolve import ModuleFinder, resolve, resolve_uses

_DEPRECATIONS = (NoticeKind.DEPRECATED, NoticeKind.DEPRECATED_REMOVED)


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks to run. `version` is the project's Python; None switches its check off."""

    deprecated: bool = False
    version: str | None = None

    def speak_of(self, entry: Entry) -> str | None:
        """Return the check that *entry* fails: `"deprecated"`, `"version"` or None."""
        if self.version is not None and entry.since and entry.of_python:
            is_newer = version_key(entry.since)[:2] > version_key(self.version)
            if is_newer:
                return "version"
        return "deprecated" if self.deprecated and entry.deprecated is not None else None


@dataclass(frozen=True, slots=True)
class Hint:
    """The message about the name from `start` to `end` (code points), and its check."""

    start: int
    end: int
    check: str
    message: str
    url: str


def candidates(snapshot: Snapshot, source: str, checks: Checks) -> Sequence[int]:
    """Return the offsets of names that may fail a check: few, and found without resolving names."""
    dated = (entry for entry in snapshot.names.dated() if checks.speak_of(entry) is not None)
    words = {entry.name.rpartition(".")[2] for entry in dated}
    return resolve_uses(source, words, snapshot.names) if words else ()


def problem_at(
    snapshot: Snapshot,
    source: str,
    offset: int,
    checks: Checks,
    modules: ModuleFinder | None = None,
) -> Hint | None:
    """Return the hint about the use at *offset*; a name that is guessed has none."""
    found = resolve(source, offset, snapshot.names, modules)
    if found is None or found.guess or found.parameter is not None:
        return None
    check = checks.speak_of(found.entry)
    if check is None:
        return None
    entry, texts = found.entry, snapshot.texts(found.entry)
    if check == "version":
        message = (
            f"{entry.name} is new in Python {entry.since}; the project is for {checks.version}"
        )
    else:
        notices = (one for one in texts.notices(entry) if not one.partial)
        said = next((one.text for one in notices if one.kind in _DEPRECATIONS), "Deprecated")
        message = f"{entry.name}: {said}"
    return Hint(offset, found.end, check, message, texts.url(entry.anchor))
