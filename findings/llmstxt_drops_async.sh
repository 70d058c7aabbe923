#!/usr/bin/env bash
# Expected: llms-full.txt, which a plugin of MkDocs makes from the pages for language models, has all words of the pages
# as plain Markdown. Pictures and buttons may be missing.
# Seen: mkdocs-llmstxt removes what mkdocstrings writes beside a name: "async", "classmethod", "staticmethod",
# "property". The signatures of mkdocstrings do not contain these words, so the text describes a coroutine function as
# `boil(degrees)`, and who reads only this calls it without `await`. The labels of tabs are removed too: the commands
# for two systems follow each other, and nothing says which is which. Of a link with an icon in it the words are gone
# as well. All of this is text on the HTML page. There is no warning, not even with --strict.
# Versions: mkdocs-llmstxt 0.5.1, mkdocs 1.6.1, mkdocs-material 9.8.2, mkdocstrings-python 2.0.11, CPython 3.13.
# Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for python in python3.14 python3.13 python3 "${HOME}"/.pyenv/versions/3.1[3-9]*/bin/python; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null && break
done
"$python" -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "mkdocs-llmstxt==0.5.1" "mkdocs==1.6.1" \
    "mkdocs-material==9.8.2" "mkdocstrings==1.0.8" "mkdocstrings-python==2.0.11" "griffelib==2.4.1" 2>/dev/null
cd "$folder"
mkdir docs
cat > tea.py <<'PY'
"""Tea."""

async def boil(degrees):
    """Boil water."""

class Pot:
    """A pot."""

    @classmethod
    def make(cls):
        """Make a pot."""

    @property
    def cups(self):
        """The number of cups."""
PY
cat > docs/index.md <<'MD'
# Tea

=== "Windows"

    ```console
    del pot
    ```

=== "Linux"

    ```console
    rm pot
    ```

Read [![](pot.svg) the guide](https://tea.example/guide/) first.

::: tea
MD
echo '<svg xmlns="http://www.w3.org/2000/svg"/>' > docs/pot.svg
cat > mkdocs.yml <<'YAML'
site_name: Tea
site_url: https://tea.example/
theme: {name: material}
markdown_extensions:
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
plugins:
  - mkdocstrings:
      handlers: {python: {paths: [.], inventories: [], options: {show_source: false}}}
  - llmstxt:
      full_output: llms-full.txt
      sections: {Usage: [index.md]}
YAML
export NO_MKDOCS_2_WARNING=1 DISABLE_MKDOCS_2_WARNING=true
env/bin/mkdocs build --quiet --strict
cat > compare.py <<'PY'
from importlib.metadata import version
from pathlib import Path
from bs4 import BeautifulSoup

for name in "mkdocs-llmstxt", "mkdocs", "mkdocs-material", "mkdocstrings-python":
    print(name, version(name))
page = BeautifulSoup(Path("site/index.html").read_text(), "html.parser").article.get_text()
text = Path("site/llms-full.txt").read_text()
print("\nllms-full.txt:\n" + "\n".join(line for line in text.splitlines() if line))
for words in "boil(degrees)", "Boil water.", "del pot", "rm pot":
    assert words in page and words in text, words
print()
for words in "async", "classmethod", "property", "Windows", "Linux", "the guide":
    print(f"{words!r} on the page: {words in page}, in llms-full.txt: {words in text}")
    assert words in page, f"changed: {words} is not on the page"
    assert words not in text, f"changed: {words} is in the text"
PY
env/bin/python compare.py
