"""The inventory `objects.inv`: every name a Sphinx site documents, and where.

Version 2 is four comment lines and a zlib stream of lines
`name domain:role priority uri dispname`::

    # Sphinx inventory version 2
    # Project: Python
    # Version: 3.14
    # The remainder of this file is compressed using zlib.
    os.path.join py:function 1 library/os.path.html#$ -

`$` at the end of a uri means the name, `-` as dispname "the same as the name". A name may hold
blanks, so the `domain:role` word is what a line is cut at.
"""

import posixpath
import re
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from docs_parser.clean import plain, printable
from docs_parser.documents import ROOT

# The address may be empty: that of the root as a folder, `index std:doc -1  Title of it`.
_LINE = re.compile(r"(.+?)\s+([^\s:]+):([^\s]+)\s+(-?\d+)\s+?(\S*)\s+(.*)")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_VERSION = re.compile(r"\d+(?:\.\d+)?(?:\.\d+)?")
# Where the single-page builder says its root document lies: an id that it does not write.
_ROOT_DOCUMENTS = frozenset((ROOT, "document-contents"))
_MAX_BYTES = 64 * 1024 * 1024


class InventoryError(Exception):
    """The inventory is missing, foreign or damaged; the message says what to do."""


@dataclass(frozen=True, slots=True)
class InventoryItem:
    """One line of the inventory: `page` is an address inside the site, `fragment` an id or empty.

    A page that is a folder keeps its slash: `tutorial/`. In a site of one page `document` is the id
    of the document that the line is of.
    """

    name: str
    domain: str
    role: str
    page: str
    fragment: str
    title: str | None = None
    document: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Inventory:
    """A read inventory. `refused` are the lines that could not be kept, each with its reason.

    `language` is a code such as `ja`, in small letters; empty where the site is in English.
    """

    project: str
    version: str
    items: tuple[InventoryItem, ...]
    refused: tuple[tuple[str, str], ...]
    language: str = ""

    @property
    def label(self) -> str:
        """The project for people, with the language where that is not English: `Python (ja)`."""
        return f"{self.project} ({self.language})" if self.language else self.project

    @property
    def generated_pages(self) -> frozenset[str]:
        """The pages that Sphinx generates itself: general index, module indexes, search.

        The inventory has labels of the whole page for them, and nothing else. Sphinx names them
        even where it does not write them.
        """
        labels = {item.page for item in self.items if _is_page_label(item)}
        return frozenset(labels - {item.page for item in self.items if not _is_page_label(item)})

    @property
    def docset_id(self) -> str:
        """`python~3.14`: project in lower case, `~`, the first two numbers of the version.

        With a language other than English it is `python-ja~3.14`.
        """
        project = re.sub(r"[^a-z0-9._+-]+", "-", self.project.lower()).strip("-.") or "docs"
        language = f"-{self.language}" if self.language else ""
        return f"{project}{language}~{self.short_version}"

    @property
    def short_version(self) -> str:
        """The version without its third number: `3.14`; `0` where the site names none."""
        numbers = _VERSION.search(self.version)
        return ".".join(numbers[0].split(".")[:2]) if numbers else "0"


def _is_page_label(item: InventoryItem) -> bool:
    return item.domain == "std" and item.role == "label" and not item.fragment


def read_inventory(path: Path) -> Inventory:
    """Read the inventory file; raises `InventoryError` where it is none of version 2."""
    try:
        with path.open("rb") as file:
            head = [file.readline(4096).decode("utf-8", "replace").strip() for _ in range(4)]
            if "version 2" not in head[0]:
                raise InventoryError(f"{path} is not a Sphinx inventory of version 2")
            lines = _inflate(file.read(_MAX_BYTES)).decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        raise InventoryError(f"{path.parent} holds no objects.inv: not built Sphinx HTML") from None
    except (OSError, zlib.error) as error:
        raise InventoryError(f"{path} is damaged ({error}): get the documentation again") from None
    items, refused = _parse(lines)
    project, version = (plain(line.partition(":")[2]) for line in head[1:3])
    return Inventory(project, version, tuple(items), tuple(refused))


def _inflate(data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    plain = inflater.decompress(data, _MAX_BYTES)
    if inflater.unconsumed_tail:
        raise zlib.error("larger than any real inventory")
    if not inflater.eof:
        raise zlib.error("cut off")
    return plain


def _parse(lines: list[str]) -> tuple[list[InventoryItem], list[tuple[str, str]]]:
    items: dict[InventoryItem, None] = {}
    refused = []
    for line in lines:
        match = _LINE.match(line.rstrip())
        if match is None or _CONTROL.search("".join(match.group(2, 3, 5))):
            if line.strip():
                refused.append((plain(line[:200]), "unreadable line"))
            continue
        name, domain, role, _priority, uri, title = match.groups()
        page, _, fragment = uri.partition("#")
        # The single-page builder writes `#document-api#os.path.join`: the id is what comes last.
        document, _, fragment = fragment.rpartition("#")
        document = ROOT if document in _ROOT_DOCUMENTS else document
        if role == "doc" and fragment in _ROOT_DOCUMENTS:
            fragment = ""
        if uri.endswith("$"):
            page, fragment = (page, fragment[:-1] + name) if fragment else (page[:-1] + name, "")
        path = site_path(page)
        if path is None:
            refused.append((plain(f"{name} -> {uri}"[:200]), "address outside the site"))
            continue
        shown = None if title in ("-", name) else plain(title)
        item = InventoryItem(printable(name), domain, role, path, fragment, shown, document)
        items[item] = None
    return list(items), refused


@lru_cache(maxsize=1 << 14)
def site_path(address: str) -> str | None:
    """Return the page's address inside the site, normalised, or None where it leads out of it.

    The page of a folder keeps its slash (`tutorial/`), as directory builders write it; the root is
    `index.html`. `page_file` names the file.
    """
    path = unquote(address)
    normal = posixpath.normpath(path) if path else "."
    if (
        normal.startswith(("/", "../"))
        or normal == ".."
        or any(character in path for character in "\\\0:")
    ):
        return None
    if normal == ".":
        return "index.html"
    return normal + "/" if path.endswith(("/", "/.")) else normal


def page_file(page: str) -> str:
    """Return the path of the file that holds *page*: `tutorial/index.html` for `tutorial/`."""
    return page + "index.html" if page.endswith("/") else page
