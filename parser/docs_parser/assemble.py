"""Pages and indexes joined into one docset: numbers, names, further names, links.

Everything is numbered in the order of the documentation: pages by path, units from the top of the
page, entries of one text in the order of the inventory. Only keywords and operators come before
all others, each with its best sense first, and further definitions of a name after them: of a name
the one that the inventory lists is meant.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter

from docs_parser.draft import Draft, EntryDraft
from docs_parser.inventory import Inventory, InventoryItem
from docs_parser.kinds import kind_of
from docs_parser.plan import Plan, wanted_of
from docs_parser.roles import class_roles, role_of
from docs_parser.type_facts import facts_of
from docs_parser.type_names import TypeNames
from docs_parser.units import PageUnits

_FLEETING = re.compile(r"index-\d+")


class _Numbers:
    """The numbers of pages, units and anchors over the whole site."""

    def __init__(self, pages: list[PageUnits]) -> None:
        self.page_numbers = {page.path: number for number, page in enumerate(pages, 1)}
        self.first_unit: dict[str, int] = {}
        self.units: dict[str, int] = {}  # anchor -> unit number
        self.by_role: dict[tuple[str, str], int] = {}  # the same for each role of an anchor
        count = 0
        for page in pages:
            for wanted, number in page.found.items():
                anchor = anchor_of(page.path, wanted.fragment)
                self.by_role[anchor, wanted.role] = count + number + 1
                if wanted.role != "module":
                    self.units[anchor] = count + number + 1
            count += len(page.units)

    def unit(self, item: InventoryItem) -> int | None:
        """Return the number of the text of *item*."""
        return self.by_role.get((anchor_of(item.page, item.fragment), wanted_of(item).role))


def anchor_of(page: str, fragment: str) -> str:
    """Join page and fragment: `library/os.html#os.name`."""
    return f"{page}#{fragment}" if fragment else page


def assemble(plan: Plan, pages: list[PageUnits]) -> Draft:
    """Join what was read; *pages* are in the order of their paths."""
    inventory = plan.inventory
    draft = Draft(
        docset={
            "id": inventory.docset_id,
            "project": inventory.label,
            "version": inventory.short_version,
            "base_url": plan.site.base_url,
        },
        build={},
    )
    numbers = _Numbers(pages)
    for number, page in enumerate(pages, 1):
        draft.pages.append((page.path, page.title))
        draft.units.extend((number, unit) for unit in page.units)
        draft.problems.extend((kind, location, "") for kind, location in page.problems)
    draft.problems.extend(("inventory line", line, why) for line, why in inventory.refused)
    _add_entries(draft, plan, pages, numbers)
    _add_aliases(draft, plan, numbers)
    _add_type_facts(draft, pages)
    _add_links(draft, numbers)
    return draft


def _add_entries(draft: Draft, plan: Plan, pages: list[PageUnits], numbers: _Numbers) -> None:
    """Number the entries: first the language by sense, then everything else by unit."""
    modifiers = _modifiers(pages)
    classes = class_roles(plan.inventory.items)
    stated = {page.path: page.roles for page in pages}
    stable: dict[int, str] = {}  # the lasting fragment of a text, which index-N is not
    found: list[tuple[bool, int, int, EntryDraft]] = []
    generated = plan.inventory.generated_pages
    further = dict.fromkeys(_further_definitions(plan.inventory, pages))
    for item in (*plan.inventory.items, *further, *_headings(pages)):
        if item.page in generated:
            continue
        unit = numbers.unit(item)
        if unit is None:
            reason = "id missing in page" if item.page in plan.site.pages else "page missing"
            draft.problems.append((reason, anchor_of(item.page, item.fragment), item.name))
            continue
        if item.role == "section" and item.domain == "std" and unit in stable:
            continue
        stable.setdefault(unit, item.fragment)
        words = modifiers.get(anchor_of(item.page, item.fragment), frozenset())
        entry = _entry(item, item.title, unit, numbers, words)
        entry = entry._replace(role=role_of(item, stated[item.page], classes))
        found.append((item in further, unit, len(found), entry))
        synopsis = plan.synopses.get(anchor_of(item.page, item.fragment))
        if item.role == "module" and synopsis:
            draft.summaries[unit] = synopsis
    for language in plan.language:
        unit = numbers.unit(language.item)
        if unit is not None:
            item = _lasting(language.item, stable.get(unit))
            draft.entries.append(_entry(item, language.sense or None, unit, numbers))
    for row in plan.index:
        topic = numbers.units.get(anchor_of(row.page, row.fragment))
        if topic is not None and topic not in stable:
            stable[topic] = row.fragment
            item = InventoryItem(row.head, "std", "index", row.page, row.fragment)
            entry = _entry(item, row.sub or None, topic, numbers)
            found.append((False, topic, len(found), entry))
    draft.entries.extend(one[-1] for one in sorted(found, key=itemgetter(0, 1, 2)))


def _modifiers(pages: list[PageUnits]) -> dict[str, frozenset[str]]:
    """Return the words before the names of descriptions, by anchor."""
    return {
        anchor_of(page.path, fragment): words
        for page in pages
        for fragment, words in page.modifiers.items()
    }


def _further_definitions(inventory: Inventory, pages: list[PageUnits]) -> Iterator[InventoryItem]:
    """Yield further definitions of a name: of several the inventory has the last alone."""
    named = {item.name: item for item in inventory.items if item.domain == "py"}
    for page in pages:
        for fragment in page.unlisted:
            if (item := named.get(fragment)) is not None:
                yield replace(item, page=page.path, fragment=fragment)


def _headings(pages: list[PageUnits]) -> Iterator[InventoryItem]:
    """Offer every heading as an entry; most have a label in the inventory already."""
    for page in pages:
        for heading in page.headings:
            where = ("std", "section", page.path, heading.fragment)
            yield InventoryItem(heading.name, *where, heading.title)


def _lasting(item: InventoryItem, fragment: str | None) -> InventoryItem:
    """Prefer a fragment that means the same in the next build of the docs."""
    return replace(item, fragment=fragment) if fragment and _FLEETING.match(item.fragment) else item


def _entry(
    item: InventoryItem,
    title: str | None,
    unit: int,
    numbers: _Numbers,
    modifiers: frozenset[str] = frozenset(),
) -> EntryDraft:
    return EntryDraft(
        name=item.name,
        domain=item.domain,
        role=item.role,
        kind=kind_of(item.domain, item.role, item.page, modifiers),
        title=title,
        page=numbers.page_numbers[item.page],
        fragment=item.fragment,
        unit=unit,
    )


def _add_aliases(draft: Draft, plan: Plan, numbers: _Numbers) -> None:
    """Give the entries their further names out of the general index.

    A row leads to the entry of its very anchor, else to the first entry of the text it means.
    """
    by_anchor: dict[str, int] = {}
    by_unit: dict[int, int] = {}
    for number, entry in enumerate(draft.entries, 1):
        anchor = anchor_of(draft.pages[entry.page - 1][0], entry.fragment)
        by_anchor.setdefault(anchor, number)
        by_unit.setdefault(entry.unit, number)
    seen = {(number, entry.name) for number, entry in enumerate(draft.entries, 1)}
    for row in plan.index:
        anchor = anchor_of(row.page, row.fragment)
        meant = by_anchor.get(anchor) or by_unit.get(numbers.units.get(anchor, 0))
        if meant is None:
            continue
        for name, label in ((row.head, row.sub), (row.gloss, row.head)):
            if name and (meant, name) not in seen:
                seen.add((meant, name))
                draft.aliases.append((meant, name, label))


def _add_type_facts(draft: Draft, pages: list[PageUnits]) -> None:
    """Note the types that the descriptions of Python's things state, of each name the first."""
    every = [entry for entry in draft.entries if entry.domain == "py"]
    names = TypeNames({one.name for one in every if one.role in ("class", "exception")})
    modifiers = _modifiers(pages)
    seen: set[str] = set()
    for entry in every:
        page, unit = draft.units[entry.unit - 1]
        words = modifiers.get(anchor_of(draft.pages[page - 1][0], entry.fragment), frozenset())
        types = [one for one in unit.types if one.fragment in ("", entry.fragment)]
        facts = facts_of(entry.name, entry.role, types, words, names)
        if facts and entry.name not in seen:
            seen.add(entry.name)
            draft.type_facts.extend((entry.name, fact) for fact in facts)


def _add_links(draft: Draft, numbers: _Numbers) -> None:
    for number, (_page, unit) in enumerate(draft.units, 1):
        for anchor in unit.anchors:
            linked = numbers.units.get(anchor) or numbers.by_role.get((anchor, "module"))
            if linked is not None and linked != number:
                draft.links[number, linked] += 1
