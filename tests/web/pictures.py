"""Take the README's pictures of the page with the installed docsets: pictures.py FOLDER."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from browser import Seen, launched, opened
from test_serve import free_port, served

from docs_lsp.folders import data_folder

SIZE = {"width": 900, "height": 620}
SHOTS = (
    ("results-light", "?q=sort+a+dict"),
    ("results-dark", "?q=sort+a+dict"),
    ("entry-light", "entry?name=asyncio.gather"),
    ("entry-dark", "entry?name=asyncio.gather"),
)


def main(folder: Path) -> None:
    """Take them all."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    base = f"http://127.0.0.1:{port}/"
    with served(data_folder(), "--port", str(port)), launched() as browser:
        for name, address in SHOTS:
            scheme = name.rpartition("-")[2]
            seen = Seen(urlsplit(base).netloc)
            with opened(browser, base, seen, viewport=SIZE, color_scheme=scheme) as page:
                page.goto(address)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=folder / f"{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
