#!/usr/bin/env bash
# Expected: a function is defined in both branches of an `if sys.version_info`, or in a `try` and again in its `except
# ImportError`. Documentation that is read from the source describes the definition that Python uses, or at least the
# first one, and treats functions, classes and variables alike.
# Seen: griffe, which reads the source for mkdocstrings, does not look at the condition. The last definition of a
# function or class replaces the earlier ones: the page describes the `else` for Pythons that nobody uses any more, and
# the substitute for a missing package, with the wrong signature, docstring and members. Of a variable in an `if` the
# first definition stays, so a class and the constant beside it come from different branches. There is no warning, not
# even with --strict.
# Versions: griffelib 2.4.1, mkdocstrings 1.0.8, mkdocstrings-python 2.0.11, mkdocs 1.6.1, CPython 3.13.
# Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for python in python3.14 python3.13 python3 "${HOME}"/.pyenv/versions/3.1[3-9]*/bin/python; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null && break
done
"$python" -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "griffelib==2.4.1" "mkdocstrings==1.0.8" \
    "mkdocstrings-python==2.0.11" "mkdocs==1.6.1" "beautifulsoup4==4.15.0" 2>/dev/null
cd "$folder"
mkdir docs
cat > tea.py <<'PY'
"""Tea."""

import sys

if sys.version_info >= (3, 9):
    UNIT = "degrees"
    """The unit of today."""

    def boil(degrees):
        """Boil as today."""

    class Pot:
        """The pot of today."""

        def pour(self):
            """Pour as today."""

else:
    UNIT = "kelvin"
    """The unit of Python 3.8."""

    def boil(kelvin):
        """Boil as with Python 3.8."""

    class Pot:
        """The pot of Python 3.8."""

        def tip(self):
            """Tip as with Python 3.8."""

try:
    import json

    def write(value):
        """Write as JSON."""

except ImportError:

    def write(*ignored):
        """Write nothing."""
PY
echo "::: tea" > docs/index.md
cat > mkdocs.yml <<'YAML'
site_name: Tea
plugins:
  - mkdocstrings:
      handlers: {python: {paths: [.], inventories: [], options: {show_source: false}}}
YAML
export NO_MKDOCS_2_WARNING=1 DISABLE_MKDOCS_2_WARNING=true
env/bin/mkdocs build --quiet --strict
cat > compare.py <<'PY'
import sys, tea
from importlib.metadata import version
from pathlib import Path
from bs4 import BeautifulSoup

page = BeautifulSoup(Path("site/index.html").read_text(), "html.parser")
for label in page.find_all("small"):
    label.decompose()

def described(name):
    found = page.find(id=f"tea.{name}")
    if not found:
        return "not there"
    return f"{found.get_text(strip=True)}: {found.find_next_sibling('div').p.get_text()}"

print("Python", sys.version.split()[0])
for name in "griffelib", "mkdocstrings", "mkdocstrings-python", "mkdocs":
    print(name, version(name))
print("in Python:  ", tea.UNIT, "-", tea.boil.__doc__, "-", tea.Pot.__doc__, "-", tea.write.__doc__)
names = "UNIT", "boil", "Pot", "Pot.pour", "Pot.tip", "write"
seen = {name: described(name) for name in names}
for name in names:
    print(f"on the page: {name:8} {seen[name]}")
assert (tea.boil.__doc__, tea.Pot.__doc__) == ("Boil as today.", "The pot of today.")
assert tea.write.__doc__ == "Write as JSON."
assert seen["UNIT"].endswith("The unit of today."), "changed: the variable"
assert seen["boil"] == "boil(kelvin): Boil as with Python 3.8.", "changed: the function"
assert seen["Pot"].endswith("The pot of Python 3.8."), "changed: the class"
assert seen["Pot.pour"] == "not there" and seen["Pot.tip"] != "not there", "changed: its members"
assert seen["write"] == "write(*ignored): Write nothing.", "changed: the function in try and except"
PY
env/bin/python compare.py
