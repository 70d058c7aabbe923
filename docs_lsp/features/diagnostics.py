"""What the manual says against a use: deprecated, or newer than the Python of the project."""

from collections.abc import Sequence
from dataclasses import dataclass

from docs_lsp.docsets.python_versions import version_key
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Entry, NoticeKind
from docs_lsp.resolve import ModuleFinder, resolve, resolve_uses

_DEPRECATIONS = (NoticeKind.DEPRECATED, NoticeKind.DEPRECATED_REMOVED)


@dataclass(frozen=True, slots=True)
class Checks:
    """What is looked for. `version` is the Python of the project; None: not known, not asked."""

    deprecated: bool = False
    version: str | None = None

    def speak_of(self, entry: Entry) -> str | None:
        """Return which check has something to say of *entry*: `"deprecated"` or `"version"`."""
        if self.version is not None and entry.since and entry.docset.startswith("python~"):
            is_newer = version_key(entry.since)[:2] > version_key(self.version)
            if is_newer:
                return "version"
        return "deprecated" if self.deprecated and entry.deprecated is not None else None


@dataclass(frozen=True, slots=True)
class Hint:
    """What is said of the name from `start` to `end` (code points), and by which check."""

    start: int
    end: int
    check: str
    message: str
    url: str


def candidates(snapshot: Snapshot, source: str, checks: Checks) -> Sequence[int]:
    """Return the offsets where a check may have something to say; few, and soon found."""
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
    """Return what there is to say of the use at *offset*; of a guess nothing is."""
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
