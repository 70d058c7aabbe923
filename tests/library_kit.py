"""Projects with installed libraries, and small sites that document them."""

import zlib
from pathlib import Path

from source_kit import Web, body

PAGE = (
    '<html><body><div class="body" role="main"><dl class="py function">'
    '<dt class="sig sig-object py" id="{name}.run"><span class="sig-prename descclassname">{name}.</span>'
    '<span class="sig-name descname">run</span>()</dt><dd><p>Run {version}.</p></dd></dl></div></body></html>'
)


def inventory(project: str, version: str, lines: str) -> bytes:
    head = f"# Sphinx inventory version 2\n# Project: {project}\n# Version: {version}\n#\n"
    return head.encode() + zlib.compress(lines.encode())


def put_site(web: Web, at: str, project: str, version: str, module: str | None = None) -> None:
    """Put a site of one page at a path such as `/flask/en/3.1.x/`."""
    name = module or project.lower()
    listed = inventory(project, version, f"{name}.run py:function 1 api.html#$ -\n")
    web.pages[f"{at}objects.inv"] = body(listed, etag=f'"{version}"')
    page = PAGE.format(name=name, version=version).encode()
    web.pages[f"{at}api.html"] = body(page, etag=f'"{version}"')


def install(project: Path, name: str, version: str, *urls: str, modules: str = "") -> None:
    """Make the metadata of an installed distribution in the project's environment."""
    root = project / ".venv"
    packages = root / "lib" / "python3.13" / "site-packages"
    folder = packages / f"{name}-{version}.dist-info"
    folder.mkdir(parents=True)
    (root / "pyvenv.cfg").write_text("version = 3.13.1\n")
    lines = "".join(f"Project-URL: {url}\n" for url in urls)
    (folder / "METADATA").write_text(f"Name: {name}\nVersion: {version}\n{lines}\n")
    (folder / "top_level.txt").write_text(modules or name)
