#!/usr/bin/env bash
# Expected: documentation made with sphinx-autoapi has the same call forms as with autodoc: `async static find()`,
# `abstract property size: int`.
# Seen: sphinx-autoapi writes a blank line between the options of a directive. Sphinx reads the first, and takes the
# second for a field of the text. Of all that is two things at once (asynchronous and static, abstract or a class
# method; abstract and a property whose type is known) the page gives one, and its text begins with an empty field:
# "Async:", "Abstractmethod:". So a coroutine function looks like one that needs no `await`, and its description begins
# with a word that is none of it. Sphinx does not warn, not even with -W.
# Versions: sphinx-autoapi 3.9.0, astroid 4.3.4, sphinx 9.2.0, jinja2 3.1.6, CPython 3.13. Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for python in python3.14 python3.13 python3 "${HOME}"/.pyenv/versions/3.1[3-9]*/bin/python; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null && break
done
"$python" -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "sphinx-autoapi==3.9.0" "astroid==4.3.4" "sphinx==9.2.0" \
    "jinja2==3.1.6" "beautifulsoup4==4.15.0" 2>/dev/null
cd "$folder"
mkdir auto auto/code manual
cat > auto/code/tea.py <<'PY'
"""Tea."""

import abc


class Pot(abc.ABC):
    """A pot."""

    async def wash(self) -> None:
        """Wash the pot."""

    @staticmethod
    async def find(name: str) -> "Pot":
        """Find a pot."""

    @classmethod
    async def make(cls) -> "Pot":
        """Make a pot."""

    @abc.abstractmethod
    async def heat(self) -> int:
        """Heat the pot."""

    @property
    @abc.abstractmethod
    def size(self) -> int:
        """How large it is."""
PY
cat > auto/conf.py <<'PY'
project = "tea"
extensions = ["autoapi.extension"]
autoapi_dirs = ["code"]
PY
printf 'Tea\n===\n\n.. toctree::\n' > auto/index.rst
cat > manual/conf.py <<'PY'
import sys
project = "tea"
extensions = ["sphinx.ext.autodoc"]
sys.path.insert(0, "auto/code")
PY
printf 'Tea\n===\n\n.. automodule:: tea\n   :members:\n' > manual/index.rst
cat > compare.py <<'PY'
import sys
from importlib.metadata import version
from bs4 import BeautifulSoup

def described(path):
    """The call form and the text of each member."""
    page = BeautifulSoup(open(path, encoding="utf-8"), "html.parser")
    for link in page.select(".headerlink, .viewcode-link"):
        link.decompose()
    for term in page.select("dt[id^='tea.Pot.']"):
        yield [" ".join(part.get_text().split()) for part in (term, term.find_next_sibling("dd"))]

print("Python", sys.version.split()[0])
for name in "sphinx-autoapi", "astroid", "sphinx", "jinja2":
    print(name, version(name))
pages = {"autodoc": "manual/out/index.html", "autoapi": "auto/out/autoapi/tea/index.html"}
seen = {made: {text.rpartition(": ")[2]: (form, text) for form, text in described(path)} for made, path in pages.items()}
for text in seen["autodoc"]:
    print(text)
    for made in pages:
        print(f"  {made}: {' | '.join(seen[made][text])}")
    written = seen["autodoc"][text][1]
    assert written == text, "changed: the text of autodoc"
left = {text for text, (form, whole) in seen["autoapi"].items() if whole != text}
assert left == {"Find a pot.", "Make a pot.", "Heat the pot.", "How large it is."}, "changed: the fields in the text"
assert all("async" not in seen["autoapi"][one][0] for one in left), "changed: the call form"
assert seen["autoapi"]["Wash the pot."][0].startswith("async "), "changed: one option"
assert seen["autoapi"]["Find a pot."] == ("static find(name: str) → Pot", "Async: Find a pot."), "changed: a static one"
PY
for made in auto manual; do env/bin/python -m sphinx -q -W "$made" "$made/out"; done
env/bin/python compare.py
