#!/usr/bin/env bash
# Expected: the reference of a command line that Sphinx makes from a Typer application is text, as with sphinx-click:
# options can be copied, searched, and linked to from other projects.
# Seen: sphinxcontrib-typer draws it. Unless each directive says otherwise, an HTML page has a picture of a terminal for
# every command, an SVG within the page. Each line consists of pieces at their coordinates, an option of several ("-",
# "-cups"), a help text of one for each line of the terminal. What leaves out pictures (readers of pages, converters to
# Markdown) is left with the headings. The inventory has the commands, no option. On the screen it looks like text.
# Versions: sphinxcontrib-typer 0.10.0, typer 0.29.2, rich 15.0.0, sphinx-click 6.2.0, sphinx 9.2.0, markdownify 1.2.3,
# CPython 3.13. Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for python in python3.14 python3.13 python3 "${HOME}"/.pyenv/versions/3.1[3-9]*/bin/python; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null && break
done
"$python" -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "sphinxcontrib-typer==0.10.0" "typer==0.29.2" \
    "rich==15.0.0" "sphinx-click==6.2.0" "sphinx==9.2.0" "markdownify==1.2.3" "beautifulsoup4==4.15.0" 2>/dev/null
cd "$folder"
mkdir drawn written
cat > tea.py <<'PY'
"""A command line."""

from typing import Annotated

import typer

app = typer.Typer()


@app.command()
def pour(cups: Annotated[int, typer.Option(help="How many cups.")] = 1) -> None:
    """Pour the tea."""

PY
cat > pot.py <<'PY'
"""The same command line with Click."""

import click


@click.command()
@click.option("--cups", default=1, help="How many cups.")
def pour(cups: int) -> None:
    """Pour the tea."""
PY
for made in drawn written; do
    printf 'import sys\nproject = "tea"\nextensions = ["%s"]\nsys.path.insert(0, ".")\n' \
        "$([ "$made" = drawn ] && echo sphinxcontrib.typer || echo sphinx_click)" > "$made/conf.py"
done
printf 'Tea\n===\n\n.. typer:: tea.app\n   :prog: tea\n   :make-sections:\n' > drawn/index.rst
printf 'Tea\n===\n\n.. click:: pot:pour\n   :prog: tea\n' > written/index.rst
cat > compare.py <<'PY'
import sys, zlib
from importlib.metadata import version
from pathlib import Path
from bs4 import BeautifulSoup
from markdownify import markdownify

def page_of(made):
    main = BeautifulSoup(Path(made, "out/index.html").read_text(), "html.parser").find(role="main")
    for link in main.select(".headerlink"):
        link.decompose()
    return main

def roles(made):
    lines = zlib.decompress(Path(made, "out/objects.inv").read_bytes().split(b"\n", 4)[4]).decode().splitlines()
    return sorted({line.split(" ")[1] for line in lines} & {"typer:command", "std:cmdoption"})

print("Python", sys.version.split()[0])
for name in "sphinxcontrib-typer", "typer", "rich", "sphinx-click", "sphinx", "markdownify":
    print(name, version(name))
drawing = page_of("drawn").svg
pieces = [element.get_text().replace("\xa0", " ") for element in drawing.find_all("text")]
print("pieces of the drawing:", [piece for piece in pieces if piece.strip(" ─│╭╮╰╯\n")])
words = {}
for made in "drawn", "written":
    page = page_of(made)
    for picture in page.select("svg"):
        picture.decompose()
    words[made] = " ".join(markdownify(str(page)).split())
    print(f"{made}: inventory {roles(made)}; without pictures: {words[made]}")
assert "--cups" in words["written"] and "How many cups." in words["written"], "changed: sphinx-click"
assert not any(one in words["drawn"] for one in ("cups", "Pour", "Usage")), "changed: there is text"
assert any("How many cups." in piece for piece in pieces), "changed: no drawing"
assert not any("--cups" in piece for piece in pieces), "changed: an option is one piece"
assert roles("drawn") == ["typer:command"] and "std:cmdoption" in roles("written"), "changed: the inventories"
PY
for made in drawn written; do env/bin/python -m sphinx -q -W "$made" "$made/out"; done
env/bin/python compare.py
