"""The plan of a build, made from a site's indexes before its pages are read."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docs_lsp.project.files import has_exact_name
from docs_parser.documents import documents_of_ids
from docs_parser.genindex import IndexRow, read_general_index, read_module_index
from docs_parser.guides import read_guides
from docs_parser.inventory import Inventory, InventoryItem, page_file, read_inventory
from docs_parser.language import LanguageItem, language_items
from docs_parser.links import SiteLinks
from docs_parser.units import WantedUnit

_HEAD_BYTES = 20_000
_MAX_PAGE_BYTES = 32 * 1024 * 1024
_NO_VERSIONS = frozenset(("", "0.0.0"))  # mkdocstrings writes 0.0.0 always
_VERSION_IN_PATH = re.compile(r"[/_-]v?(\d+(?:\.(?:\d+|x))+)(?=[/_-]|$|\.(?:zip|tar|tgz|tbz2|txz))")
_OBJECT_DOMAINS = frozenset(("py", "c", "cpp", "js"))
_PARAMETERS = frozenset(("parameter", "functionParam", "templateParam", "keyword", "operator"))
_LANGUAGE = re.compile(r"<html\b[^<>]*\blang=\"([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?)\"")
# The codes of ISO 639-2 that sites write for the two letters of the standard; `und` says nothing.
_TWO_LETTERS = dict(
    pair.split("=")
    for pair in "eng=en und=en mul=en zxx=en deu=de ger=de ell=el gre=el fra=fr fre=fr ita=it "
    "jpn=ja kor=ko pol=pl por=pt ron=ro rum=ro spa=es tur=tr zho=zh chi=zh".split()
)
_LANGUAGE_PAGES = 5  # that are asked for the language
_PYTHON_ONLINE = "https://docs.python.org/{language}{version}/"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a site's indexes promise, before a page is read."""

    root: Path
    origin: str
    inventory: Inventory
    site: SiteLinks
    index: tuple[IndexRow, ...]
    language: tuple[LanguageItem, ...]
    synopses: dict[str, str]

    @property
    def wanted(self) -> dict[str, list[WantedUnit]]:
        """The anchors to find, page by page, in a lasting order."""
        pages: dict[str, dict[WantedUnit, None]] = {page: {} for page in sorted(self.site.pages)}
        for item in self.items:
            if item.page in pages:
                pages[item.page][wanted_of(item)] = None
        listed = {(item.page, item.fragment) for item in self.inventory.items}
        for row in self.index:
            if row.page in pages and (row.page, row.fragment) not in listed:
                pages[row.page][WantedUnit(row.fragment)] = None
        return {page: list(wanted) for page, wanted in pages.items()}

    @property
    def items(self) -> Iterator[InventoryItem]:
        """All entries to make: the inventory's and the language's."""
        yield from self.inventory.items
        yield from (found.item for found in self.language)


def wanted_of(item: InventoryItem) -> WantedUnit:
    """Return the anchor an item needs; what it refers to depends on the role."""
    if item.role in ("module", "operator"):
        return WantedUnit(item.fragment, item.role)
    is_object = item.domain in _OBJECT_DOMAINS and item.role not in _PARAMETERS
    return WantedUnit(item.fragment, "object" if is_object else "")


def plan_build(root: Path, origin: str, base_url: str | None = None) -> Plan:
    """Read the indexes of the site at *root*; raises `InventoryError`.

    Where the inventory has no version, it is taken from the address or *origin*.
    """
    inventory = read_inventory(root / "objects.inv")
    items = _with_documents(root, _with_guides(inventory.items, read_guides(root)))
    inventory = replace(inventory, items=items)
    named = {item.page for item in inventory.items} - inventory.generated_pages
    pages = frozenset(page for page in named if _is_page(root, page))
    inventory = replace(inventory, language=site_language(root, pages))
    address = base_url if base_url is not None else online_address(root, inventory, pages)
    if inventory.version in _NO_VERSIONS:
        inventory = replace(inventory, version=_version_in(address, origin))
    index = tuple(read_general_index(root))
    return Plan(
        root=root,
        origin=origin,
        inventory=inventory,
        site=SiteLinks(address, pages, is_python=_is_python(inventory)),
        index=index,
        language=tuple(language_items(inventory, index)),
        synopses=read_module_index(root),
    )


def _with_guides(
    items: tuple[InventoryItem, ...], guides: Iterable[InventoryItem]
) -> tuple[InventoryItem, ...]:
    """Add the *guides* whose pages have no document of their own in the inventory."""
    known = {item.page for item in items if item.role == "doc"}
    return (*items, *(guide for guide in guides if guide.page not in known))


def _with_documents(root: Path, items: tuple[InventoryItem, ...]) -> tuple[InventoryItem, ...]:
    """Name the document before the fragments that do not tell it in a site of one page.

    Those are ids that are on the page several times, and ids that come after another document.
    """
    pages = {item.page for item in items if item.document}
    documents = {
        page: documents_of_ids((root / page_file(page)).read_text("utf-8", "replace"))
        for page in pages
        if _is_page(root, page)
    }
    return tuple(
        replace(item, fragment=f"{item.document}#{item.fragment}")
        if item.document
        and documents.get(item.page, {}).get(item.fragment, "") not in ("", item.document)
        else item
        for item in items
    )


def _version_in(address: str, origin: str) -> str:
    """Return the version that the site's address has, or where it came from; empty without one.

    Of a folder its own name counts, not those of the folders around it.
    """
    name = "/" + Path(origin).name if origin.startswith("folder ") else origin
    for text in (address, name):
        found = _VERSION_IN_PATH.findall(text)
        if found:
            return str(found[-1])
    return ""


def _is_page(root: Path, page: str) -> bool:
    path = root / page_file(page)
    if path.suffix not in (".html", ".htm") or path.is_symlink() or not path.is_file():
        return False
    if not has_exact_name(str(path)):
        return False
    return path.stat().st_size <= _MAX_PAGE_BYTES and path.resolve().is_relative_to(root.resolve())


def site_language(root: Path, pages: Iterable[str]) -> str:
    """Return the language that most of the first pages name, such as `ja`; empty for English."""
    named: Counter[str] = Counter()
    for page in sorted(pages)[:_LANGUAGE_PAGES]:
        with (root / page_file(page)).open("rb") as file:
            match = _LANGUAGE.search(file.read(_HEAD_BYTES).decode("utf-8", "replace"))
        named[match[1].lower().replace("_", "-") if match else ""] += 1
    language, dash, region = (named.most_common(1)[0][0] if named else "").partition("-")
    language = _TWO_LETTERS.get(language, language)
    return "" if language == "en" else language + dash + region


def _is_python(inventory: Inventory) -> bool:
    return inventory.project.lower() == "python"


def online_address(root: Path, inventory: Inventory, pages: Iterable[str]) -> str:
    """Return the online address of the site, ending in `/`; "" if its pages do not say."""
    if _is_python(inventory):
        language = f"{inventory.language}/" if inventory.language else ""
        return _PYTHON_ONLINE.format(language=language, version=inventory.short_version)
    for page in sorted(pages)[:20]:
        with (root / page_file(page)).open("rb") as file:
            head = file.read(_HEAD_BYTES).decode("utf-8", "replace")
        for mark in ('rel="canonical" href="', 'property="og:url" content="'):
            _, found, rest = head.partition(mark)
            address = rest.partition('"')[0]
            if not found or not address.startswith(("https://", "http://")):
                continue
            for tail in (page, page.removesuffix("index.html"), page.removesuffix(".html")):
                if address.endswith("/" + tail):
                    return address.removesuffix(tail)
    return ""
