"""A page in, its units out: every text that its anchors refer to, each once, in page order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from bs4 import Tag

from docs_lsp.blocks.packing import pack
from docs_lsp.blocks.plain import text_of
from docs_lsp.entry import Notice, Signature
from docs_parser.builder import unindented
from docs_parser.clean import plain
from docs_parser.context import add_context, add_name
from docs_parser.dialects import parsed
from docs_parser.elements import HEADING, heading_of
from docs_parser.introduction import add_introduction
from docs_parser.links import SiteLinks
from docs_parser.markup import Markup
from docs_parser.page import Page, Spot, SpotKind
from docs_parser.parameters import Parameters, with_names
from docs_parser.roles import stated_role
from docs_parser.scope import Owner, with_scopes
from docs_parser.signature import is_function, modifiers_of, signature_of
from docs_parser.slim import main_of_sphinx, unwrap
from docs_parser.summary import summary_of
from docs_parser.text import flat_text
from docs_parser.traversal import classes_of, find_class, has_class
from docs_parser.tree import Tree
from docs_parser.type_facts import WrittenType, types_of_blocks, types_of_terms


class WantedUnit(NamedTuple):
    """An anchor of a page that must lead to a text. `role` is "module", "object" or empty."""

    fragment: str
    role: str = ""


class Unit(NamedTuple):
    """One text. `packed` are the packed blocks, `words` the plain text for the full-text index.

    `is_described` says that it has words of its own, beyond a name; `types` are those it states.
    """

    fragment: str
    summary: str
    packed: bytes
    words: str
    signatures: tuple[Signature, ...]
    notices: tuple[Notice, ...]
    anchors: tuple[str, ...]
    is_described: bool = True
    types: tuple[WrittenType, ...] = ()


@dataclass(frozen=True, slots=True)
class PageHeading:
    """A heading of the page, and the id of its section; of a numbered one the words as `title`."""

    name: str
    fragment: str
    title: str | None = None


@dataclass(slots=True)
class PageUnits:
    """What a page gives: `found` maps each wanted anchor to the number of its unit.

    `headings` are all sections of the page after the first; `modifiers` the words such as `async`
    before the name of a description, by id; `roles` Sphinx's roles of descriptions that have one of
    an extension too, by id; `missing` the wanted anchors that the page lacks;
    `unlisted` the ids of descriptions in Python's domain that are not wanted.
    """

    path: str
    title: str = ""
    units: list[Unit] = field(default_factory=list)
    found: dict[WantedUnit, int] = field(default_factory=dict)
    headings: list[PageHeading] = field(default_factory=list)
    modifiers: dict[str, frozenset[str]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    missing: list[WantedUnit] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Text:
    """A text to read, the first anchor that leads to it, and that of the module it describes."""

    spot: Spot
    fragment: str
    module: str = ""


def page_units(path: str, html: str, wanted: Iterable[WantedUnit], site: SiteLinks) -> PageUnits:
    """Read one page. Text is cut to the main block first, unless that loses an anchor."""
    wanted = list(wanted)
    main = main_of_sphinx(html)
    with parsed(unwrap(main or html), is_of_sphinx=main is not None) as tree:
        page = Page(path, tree)
        if all(not want.fragment or page.has(want.fragment) for want in wanted):
            return _read(page, wanted, site, tree)
    with parsed(unwrap(html)) as tree:
        return _read(Page(path, tree), wanted, site, tree)


def _read(page: Page, wanted: list[WantedUnit], site: SiteLinks, tree: Tree) -> PageUnits:
    result = PageUnits(page.path)
    if tree.is_too_deep:
        result.problems.append(("elements nested too deep", page.path))
    if page.title is not None:
        result.title = plain(flat_text(page.title))
    texts: dict[int, _Text] = {}
    meant: list[tuple[WantedUnit, Spot]] = []
    headings = _headings(page)
    sections = [WantedUnit(heading.fragment) for heading in headings]
    known = {want.fragment for want in wanted if want.role}
    result.unlisted = [name for name, tag in page.ids.items() if name not in known and _is_py(tag)]
    unlisted = [WantedUnit(name, "object") for name in result.unlisted]
    every = [*wanted, *sections, *unlisted]
    for want in sorted(every, key=lambda want: page.place_of(want.fragment)):
        spot = page.spot(want.fragment, want.role)
        if spot is None:
            result.missing.append(want)
            continue
        meant.append((want, spot))
        text = texts.setdefault(spot.key, _Text(spot, want.fragment))
        if want.role == "module":
            text.module = text.module or want.fragment
    numbers = {}
    for key, text in texts.items():
        numbers[key] = len(result.units)
        result.units.append(_unit(page, text, site, result))
    result.found = {want: numbers[spot.key] for want, spot in meant}
    result.headings = headings
    return result


def _is_py(tag: Tag) -> bool:
    return tag.name == "dt" and has_class(tag, "sig") and has_class(tag, "py")


def _headings(page: Page) -> list[PageHeading]:
    headings = []
    for section in page.sections[1:]:
        fragment = page.fragment_of(section)
        heading = heading_of(section)
        if fragment and heading is not None:
            name = flat_text(heading)
            number = "".join(map(flat_text, find_class(heading, "section-number")))
            title = plain(name.removeprefix(number)) if number else None
            headings.append(PageHeading(plain(name), fragment, title))
    return headings


def _unit(page: Page, wanted: _Text, site: SiteLinks, result: PageUnits) -> Unit:
    spot, fragment = wanted.spot, wanted.fragment
    signatures = _signatures(spot, fragment, result)
    markup = Markup(page, site)
    if spot.kind is SpotKind.BLOCK:
        add_name(markup, map(flat_text, spot.terms))
    if spot.kind is not SpotKind.DESCRIPTION or spot.element.name != "dt":
        markup.add_spot(spot)
    is_described = markup.has_words() and HEADING.fullmatch(spot.element.name) is None
    if not markup.has_words():
        shown = [signature.text for signature in signatures] or [
            fragment or result.title or page.path
        ]
        add_name(markup, shown)
        add_context(markup, spot.element)
    elif spot.kind is SpotKind.DESCRIPTION and markup.has_only_notices():
        add_context(markup, spot.element, is_told=not markup.has_only_marks())
    elif spot.kind is SpotKind.DESCRIPTION:
        add_introduction(markup, spot.element)
    if markup.overflow:
        result.problems.append(("text too long", f"{page.path}#{fragment}"))
    parameters = Parameters(signatures)
    written = markup.finished()
    if spot.kind is SpotKind.DESCRIPTION:
        written = unindented(written)
    blocks = with_names(written, parameters)
    notices: tuple[Notice, ...] = ()
    if markup.has_marks:
        own = tuple(dict.fromkeys(one.fragment for one in signatures))
        owner = Owner(
            own or (wanted.module or fragment,),
            parameters.names,
            is_section=spot.kind is SpotKind.SECTION,
            is_function=any(map(is_function, spot.terms)),
        )
        blocks, notices = with_scopes(blocks, owner)
    types: tuple[WrittenType, ...] = ()
    if spot.kind is SpotKind.DESCRIPTION and not site.is_python:  # whose types are in typeshed
        types = (*types_of_terms(spot.terms, signatures, fragment), *types_of_blocks(blocks))
    return Unit(
        fragment=fragment,
        summary=summary_of(blocks),
        packed=pack(blocks),
        words=text_of(blocks),
        signatures=signatures,
        notices=notices,
        anchors=tuple(markup.anchors),
        is_described=is_described,
        types=types,
    )


def _signatures(spot: Spot, fragment: str, result: PageUnits) -> tuple[Signature, ...]:
    """Read the signatures of a description; one without an id belongs to the id before it."""
    signatures = []
    for term in spot.terms:
        own = term.attrs.get("id")
        if own:
            fragment = str(own)
            modifiers = modifiers_of(term)
            if modifiers:
                result.modifiers[fragment] = modifiers
            role = stated_role(classes_of(term.parent)) if term.parent is not None else ""
            if role:
                result.roles[fragment] = role
        if "sig" in classes_of(term):
            signatures.append(signature_of(term, fragment))
    return tuple(signatures)
