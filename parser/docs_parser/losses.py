"""Losses of a build: a site of which too little could be read, with the likely reason."""

from collections import Counter
from typing import Final

from docs_parser.draft import Draft
from docs_parser.plan import Plan

LOSS: Final = "loss"
"""The kind of a problem that concerns the site as a whole; its detail is a sentence."""

_ENOUGH: Final = 0.9  # of an inventory
_MOSTLY: Final = 0.5
_FEW: Final = 3  # things without words that say nothing about the site
_REASONS: Final = {
    "page missing": "their pages are not there; SOURCE may be a part of the site, or not unpacked",
    "id missing in page": "their pages do not have the ids that the inventory names; the site may "
    "come from a builder that docs-lsp cannot read",
}
_OBJECTS: Final = frozenset(("py", "c", "cpp", "js"))
_NO_WORDS_NEEDED: Final = frozenset(("data", "attribute", "property", "parameter", "functionParam"))


def losses_of(plan: Plan, draft: Draft) -> list[str]:
    """Return a sentence for each loss of a draft with all its entries and problems; often none."""
    return [loss for loss in (_lost_entries(plan, draft), _lost_texts(draft)) if loss]


def is_mostly_lost(plan: Plan, draft: Draft) -> bool:
    """Whether most of the inventory has no entry, as where a log-in page answers for each page."""
    total, kept, _reasons = _found(plan, draft)
    return total >= _FEW and kept < _MOSTLY * total


def _found(plan: Plan, draft: Draft) -> tuple[int, int, "Counter[str]"]:
    """Return how many entries an inventory has, how many were found, and why others were not."""
    generated = plan.inventory.generated_pages
    items = [item for item in plan.inventory.items if item.page not in generated]
    total = len(items) + len(plan.inventory.refused)
    reasons = Counter(kind for kind, _location, _detail in draft.problems if kind in _REASONS)
    return total, total - reasons.total() - len(plan.inventory.refused), reasons


def _lost_entries(plan: Plan, draft: Draft) -> str:
    """Say how much of the inventory has no entry, where that is more than a tenth."""
    total, kept, reasons = _found(plan, draft)
    if total - len(plan.inventory.refused) < _FEW:
        return ""
    if kept >= _ENOUGH * total:
        return ""
    reason = f": {_REASONS[reasons.most_common(1)[0][0]]}" if reasons else ""
    return f"only {kept:,} of {total:,} entries of the inventory were found{reason}"


def _lost_texts(draft: Draft) -> str:
    """Say how many descriptions have no words, where these are most of them."""
    units = {
        entry.unit
        for entry in draft.entries
        if entry.domain in _OBJECTS and entry.role not in _NO_WORDS_NEEDED
    }
    bare = sum(not draft.units[number - 1][1].is_described for number in units)
    if bare < _FEW or bare <= _MOSTLY * len(units):
        return ""
    return (
        f"{bare:,} of {len(units):,} descriptions have no words: the site describes its names "
        "without them, or its markup is one that docs-lsp cannot read"
    )
