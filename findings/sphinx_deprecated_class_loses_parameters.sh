#!/usr/bin/env bash
# Expected: who marks a class with Python's own `warnings.deprecated` gets the same documentation as before, at best with
# a note that it is deprecated. autodoc shows the parameters of `__init__`.
# Seen: the decorator puts a `__new__(cls, /, *args, **kwargs)` of its own into the class. autodoc takes the call form
# from it, loses `*args` as if that were the class, and writes `Pot(**kwargs)`: no parameter is named, and it seems that
# none can be passed by position. Subclasses get the same form, also one with an `__init__` of its own, which Python's
# `inspect.signature` shows rightly. That anything is deprecated, and what to use instead, is said nowhere. Functions
# and methods keep their forms, so one notices nothing there.
# Versions: sphinx 9.2.0, CPython 3.13. Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for python in python3.14 python3.13 python3 "${HOME}"/.pyenv/versions/3.1[3-9]*/bin/python; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null && break
done
"$python" -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "sphinx==9.2.0" "beautifulsoup4==4.15.0" 2>/dev/null
cd "$folder"
mkdir source
cat > tea.py <<'PY'
"""Tea."""

from warnings import deprecated


class Can:
    """Not deprecated."""

    def __init__(self, cups: int, hot: bool = True) -> None: ...


@deprecated("Use a can")
class Pot:
    """Deprecated."""

    def __init__(self, cups: int, hot: bool = True) -> None: ...


class Mug(Pot):
    """Has its own parameters."""

    def __init__(self, size: int) -> None: ...


class Sink:
    """Washes."""

    @staticmethod
    @deprecated("Use a brush")
    def wash(water: int) -> int:
        """Wash it."""

    @deprecated("Use a brush")
    def dry(self, towel: int) -> int:
        """Dry it."""


@deprecated("Use a can")
def boil(degrees: int) -> int:
    """Boil it."""
PY
cat > source/conf.py <<'PY'
import sys
project = "tea"
extensions = ["sphinx.ext.autodoc"]
sys.path.insert(0, ".")
PY
printf 'Tea\n===\n\n.. automodule:: tea\n   :members:\n   :undoc-members:\n' > source/index.rst
env/bin/python -m sphinx -q -W source out
cat > compare.py <<'PY'
import inspect, sys, warnings
from importlib.metadata import version
from bs4 import BeautifulSoup

warnings.simplefilter("ignore")
import tea

SEEN = {
    "Can": "class tea.Can(cups: int, hot: bool = True)",
    "Pot": "class tea.Pot(**kwargs)",
    "Mug": "class tea.Mug(**kwargs)",
    "Sink.wash": "static wash(water: int) → int",
    "Sink.dry": "dry(towel: int) → int",
    "boil": "tea.boil(degrees: int) → int",
}
page = BeautifulSoup(open("out/index.html", encoding="utf-8"), "html.parser")
for link in page.select(".headerlink"):
    link.decompose()
forms = {name: " ".join(page.find(id=f"tea.{name}").get_text().split()) for name in SEEN}
print("Python", sys.version.split()[0], "| sphinx", version("sphinx"))
for name, form in forms.items():
    print(f"{name:10} on the page: {form}")
for name in "Can", "Pot", "Mug":
    print(f"{name:10} in Python:   {inspect.signature(getattr(tea, name))}")
assert forms == SEEN, "changed: the call forms"
assert list(inspect.signature(tea.Mug).parameters) == ["size"], "changed: what Python says"
assert tea.Pot.__deprecated__ == "Use a can"
assert not any(one in page.get_text() for one in ("Use a", "deprecated since", "Deprecated since")), "changed: what is said of it"
PY
env/bin/python compare.py
