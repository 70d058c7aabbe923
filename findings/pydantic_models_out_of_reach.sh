#!/usr/bin/env bash
# Expected: another project links to a documented pydantic model with `:py:class:` by intersphinx, as to any class.
# Seen: sphinxcontrib.autodoc_pydantic writes models, fields and validators into objects.inv with roles of its
# own (`py:pydantic_model`, `py:pydantic_field`), and intersphinx looks only for roles that the linking project
# knows. So `:py:class:`, `:py:obj:`, `:any:` and `:external:py:obj:` all fail, the first two without a warning
# unless `-n` is given. They work once the linking project, which has no models, loads the extension too. Inside
# the project of the models all is well. What picks `py:class` out of an inventory misses every model.
# Versions: autodoc_pydantic 2.2.0, pydantic 2.14.4, sphinx 9.2.0, CPython 3.13. Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for python in python3.14 python3.13 python3 "${HOME}"/.pyenv/versions/3.1[3-9]*/bin/python; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null && break
done
"$python" -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "sphinx==9.2.0" "autodoc_pydantic==2.2.0" "pydantic==2.14.4" 2>/dev/null
cd "$folder"
mkdir models links
cat > models/tea.py <<'PY'
from pydantic import BaseModel

class Pot(BaseModel):
    """A pot."""

    cups: int = 2
    """The number of cups."""

class Cup:
    """A cup."""

    full: bool = False
    """Whether there is tea in it."""
PY
echo 'extensions = ["sphinx.ext.autodoc", "sphinxcontrib.autodoc_pydantic"]' > models/conf.py
cat > models/index.rst <<'RST'
Tea
===

.. autopydantic_model:: tea.Pot

.. autoclass:: tea.Cup
   :members:

Here :py:class:`tea.Pot` and :py:attr:`tea.Pot.cups` work.
RST
cat > links/conf.py <<'CONF'
import os
extensions = ["sphinx.ext.intersphinx", *os.environ["MORE"].split()]
intersphinx_mapping = {"tea": ("https://tea.example/", "../models/site/objects.inv")}
CONF
for name in tea.Cup tea.Cup.full tea.Pot tea.Pot.cups; do
    for role in py:class py:attr py:obj any external:py:obj; do
        echo "A :$role:\`$name\`."
        echo
    done
done > links/index.rst
sphinx() { env/bin/python -m sphinx -q -E "$@" 2>/dev/null; }
PYTHONPATH=models sphinx models models/site
links() {
    MORE=$1 sphinx links "links/site$1"
    grep -o 'href="https://tea.example/[^"]*' "links/site$1/index.html" | sed 's/.*#//' | sort | uniq -c | awk '{printf "%s %s, ", $1, $2}'
}
"$folder/env/bin/pip" list 2>/dev/null | grep -i -E '^(sphinx|autodoc.pydantic|pydantic) '
here=$(grep -o -E 'internal" href="#tea[^"]*' models/site/index.html | sed 's/.*#//' | sort -u | tr '\n' ' ')
without=$(links "")
with=$(links "sphinxcontrib.autodoc_pydantic")
echo "links inside the project: $here"
echo "links of the other, by name, of 5 roles each"
echo "  without the extension: $without"
echo "  with it:               $with"
case $here in *"tea.Pot tea.Pot.cups"*) ;; *) exit 1 ;; esac
[ "$without" = "4 tea.Cup, 4 tea.Cup.full, " ]
[ "$with" = "4 tea.Cup, 4 tea.Cup.full, 4 tea.Pot, 3 tea.Pot.cups, " ]
