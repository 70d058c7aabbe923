#!/usr/bin/env bash
# Expected: `latest/` of a site that mike deploys is the site of the newest version under another name. What is read at
# `1.0/objects.inv` can be read at `latest/objects.inv`, the address that other projects write into their configuration
# so that they need not change it with each version.
# Seen: with mike's alias type "redirect", for hosts that follow no symbolic links, `latest/` has a page for each page
# and nothing else: `objects.inv`, `search/search_index.json` and `sitemap.xml` are missing. The pages have no words but
# "Redirecting to", answer 200 and lead on by a script. A browser follows it with the fragment, so for people all is
# well. A client that reads pages sees empty ones, and every link from MkDocs or Sphinx to `latest/` fails. After a
# deployment with the alias type "copy" or "symlink" the same address works.
# Versions: mike 2.2.0, mkdocs 1.6.1, mkdocstrings 1.0.8, mkdocstrings-python 2.0.11, Git 2, CPython 3.13.
# Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for python in python3.14 python3.13 python3 "${HOME}"/.pyenv/versions/3.1[3-9]*/bin/python; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null && break
done
"$python" -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "mike==2.2.0" "mkdocs==1.6.1" "mkdocstrings==1.0.8" \
    "mkdocstrings-python==2.0.11" "griffelib==2.4.1" "sphobjinv==2.4" 2>/dev/null
mkdir "$folder/tea"
cd "$folder/tea"
git init --quiet
git config user.name "A Name"
git config user.email "name@example.org"
mkdir docs
printf '"""Tea."""\n\ndef boil():\n    """Boil water."""\n' > tea.py
printf '# Tea\n\nAll of it.\n\n::: tea.boil\n' > docs/index.md
cat > mkdocs.yml <<'YAML'
site_name: Tea
plugins:
  - search
  - mkdocstrings:
      handlers: {python: {paths: [.], inventories: []}}
YAML
git add .
git commit --quiet --message "Begin"
export PATH="$folder/env/bin:$PATH" NO_MKDOCS_2_WARNING=1 DISABLE_MKDOCS_2_WARNING=true
for type in redirect copy; do
    mike deploy --branch "$type" --alias-type "$type" 1.0 latest >/dev/null 2>&1
    mkdir "../$type"
    git archive "$type" | tar -x -C "../$type"
done
cd ..
python --version
pip list --disable-pip-version-check 2>/dev/null | grep -E '^(mike|mkdocs|mkdocstrings|mkdocstrings-python) '
cat > compare.py <<'PY'
import re
from pathlib import Path
from sphobjinv import Inventory

NAMES = "index.html", "objects.inv", "search/search_index.json", "sitemap.xml"
for kind in "redirect", "copy":
    there = {below: [name for name in NAMES if Path(kind, below, name).exists()] for below in ("1.0", "latest")}
    for below, names in there.items():
        print(f"{kind:8} {below + '/':8} has", *names)
    assert there["1.0"] == list(NAMES), "changed: the version itself"
    assert there["latest"] == list(NAMES if kind == "copy" else NAMES[:1]), "changed: the alias"
assert "tea.boil" in {one.name for one in Inventory("copy/latest/objects.inv").objects}
page = Path("redirect/latest/index.html").read_text()
words = re.sub(r"<script>.*?</script>|<noscript>.*?</noscript>|<[^>]*>", " ", page, flags=re.S).split()
print("the words of redirect/latest/index.html:", *words)
assert "Boil" not in words and "Redirecting" in words, "changed: the page of the alias"
assert "window.location.hash" in page, "changed: how it leads on"
PY
python compare.py
