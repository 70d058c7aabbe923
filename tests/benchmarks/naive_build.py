"""The obvious way to read a Sphinx site, as a yardstick: no slimming, sharing or tricks.

Every page is parsed with Beautiful Soup over html.parser; each entry's element is looked up, its
raw HTML cleaned by Bleach and turned into Markdown by markdownify.
"""

import json
import sys
from pathlib import Path

import bleach
from bs4 import BeautifulSoup, Tag
from markdownify import markdownify

from docs_parser.clean import PROTOCOLS
from docs_parser.inventory import read_inventory

TAGS = frozenset(
    "a p br em strong code pre ul ol li dl dt dd table tr th td blockquote sub sup".split()
)


def main() -> int:
    """Read the site of the first argument and write its texts to the second."""
    root, out = Path(sys.argv[1]), Path(sys.argv[2])
    pages: dict[str, list[str]] = {}
    for item in read_inventory(root / "objects.inv").items:
        if (root / item.page).is_file():
            pages.setdefault(item.page, []).append(item.fragment)
    texts = {}
    for page, fragments in sorted(pages.items()):
        soup = BeautifulSoup((root / page).read_bytes(), "html.parser")
        ids = {str(tag["id"]): tag for tag in soup.find_all(id=True)}
        for fragment in dict.fromkeys(fragments):
            element = ids.get(fragment) if fragment else soup.find("h1")
            if isinstance(element, Tag):
                texts[f"{page}#{fragment}"] = text_of(element)
    out.write_text(json.dumps(texts), "utf-8")
    return 0


def text_of(element: Tag) -> str:
    """Return the Markdown of an element's own text."""
    if element.name == "dt":
        element = element.find_next_sibling("dd") or element
    elif element.name == "section":
        element = element.find("p", recursive=False) or element
    elif element.name == "span":
        element = element.parent or element
        element = element.find("p", recursive=False) or element
    clean = bleach.clean(
        str(element), tags=TAGS, attributes={"a": ["href"]}, protocols=PROTOCOLS, strip=True
    )
    markdown: str = markdownify(clean)
    return markdown


if __name__ == "__main__":
    sys.exit(main())
