#!/usr/bin/env bash
# Expected: a Sphinx theme changes how pages look; objects.inv lists the same names with every theme.
# Seen: with the theme and extension sphinx_immaterial the inventory has no line of the domains `c` and
# `cpp`, though their descriptions are on the page with their usual ids (`c.pour`, `_CPPv44Mill`). What
# links by intersphinx, or builds from the inventory, loses them without a warning; with the default
# theme they are listed.
# Versions: sphinx 9.2.0, sphinx_immaterial 0.13.11, CPython 3.13. Date: 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for python in python3.14 python3.13 python3 "${HOME}"/.pyenv/versions/3.1[3-9]*/bin/python; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null && break
done
"$python" -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "sphinx==9.2.0" "sphinx_immaterial==0.13.11" 2>/dev/null
mkdir "$folder/source"
cat > "$folder/source/conf.py" <<'CONF'
import os
project = "mill"
if os.environ["NAME"] == "immaterial":
    extensions = ["sphinx_immaterial"]
    html_theme = "sphinx_immaterial"
    html_theme_options = {"font": False}  # fonts would be downloaded
CONF
cat > "$folder/source/index.rst" <<'RST'
Mill
====

.. c:function:: int pour(int cups)

   Pour.

.. cpp:class:: Mill

   A mill.

.. py:function:: steep()

   Steep.
RST
build() {
    export NAME=$1
    "$folder/env/bin/python" -m sphinx -q "$folder/source" "$folder/out-$NAME" -d "$folder/trees-$NAME" 2>/dev/null
    "$folder/env/bin/python" - "$folder/out-$NAME" <<'PY'
import sys, zlib
from pathlib import Path
site = Path(sys.argv[1])
lines = zlib.decompress((site / "objects.inv").read_bytes().split(b"\n", 4)[4]).decode().splitlines()
domains = sorted({line.split(" ")[1].partition(":")[0] for line in lines} & {"c", "cpp", "py"})
page = (site / "index.html").read_text()
print("domains:", *domains, "| ids on the page:", 'id="c.pour"' in page, 'id="_CPPv44Mill"' in page)
PY
}
"$folder/env/bin/pip" list 2>/dev/null | grep -i -E '^(sphinx|sphinx.immaterial) '
plain=$(build alabaster)
themed=$(build immaterial)
echo "alabaster   $plain"
echo "immaterial  $themed"
[ "$plain" = "domains: c cpp py | ids on the page: True True" ]
[ "$themed" = "domains: py | ids on the page: True True" ]
