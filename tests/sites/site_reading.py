"""A site as the parser reads it, in a form that can be compared."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from docs_parser.build import build_draft
from docs_parser.draft import Draft
from docs_parser.plan import plan_build
from docs_parser.progress import Progress


@dataclass(frozen=True)
class Text:
    """What is compared of an entry. Texts are compared without blanks."""

    signatures: tuple[str, ...]
    parameters: tuple[str, ...]
    text: str


Read = dict[tuple[str, str], Text]
_SKIPPED = frozenset(("label", "section", "index", "doc", "parameter", "functionParam"))


def read_site(root: Path, skipped: Container[str] = _SKIPPED) -> Read:
    """Return what the parser reads of a site, without the entries of *skipped* roles."""
    plan = plan_build(root, "site")
    draft = build_draft(plan, jobs=1, progress=Progress(quiet=True))
    return dict(_entries(draft, skipped))


def _entries(draft: Draft, skipped: Container[str]) -> Iterator[tuple[tuple[str, str], Text]]:
    for entry in draft.entries:
        if entry.role in skipped:
            continue
        unit = draft.units[entry.unit - 1][1]
        words = unit.words.replace("New in version", "Added in version")
        signatures = tuple(folded(one.text) for one in unit.signatures)
        parameters = tuple(
            f"{one.name}={one.default}" for form in unit.signatures for one in form.parameters
        )
        yield (entry.name, entry.domain), Text(signatures, parameters, folded(words))


def folded(text: str) -> str:
    """Return a text without its blanks."""
    return re.sub(r"\s+", "", text)
