#!/usr/bin/env bash
# Expected: to minify a site's HTML changes nothing for who reads it: the standard says where an element ends whose end
# tag is left out. Beautiful Soup with lxml, whose libxml2 follows the HTML standard in newer versions, finds the same
# list of terms and descriptions as before.
# Seen: of two terms in a row, as Sphinx writes them for a function with two call forms, for an option with an alias and
# for synonyms in a glossary, lxml puts the second into the first. The first has the words of both, the second has no
# description beside it. It is right about a term after a description, so most of the page is, and nobody reports an
# error. Paragraphs likewise hold the section or box that ends them. With "html.parser" the descriptions are within the
# terms as well. Only html5lib reads the page as browsers do. minify-html leaves out such tags unless told otherwise.
# Versions: minify-html 0.18.1, lxml 6.1.1 (libxml2 2.14.6), beautifulsoup4 4.15.0, html5lib 1.1, sphinx 9.2.0,
# CPython 3.13. Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for python in python3.14 python3.13 python3 "${HOME}"/.pyenv/versions/3.1[3-9]*/bin/python; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null && break
done
"$python" -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "minify-html==0.18.1" "lxml==6.1.1" \
    "beautifulsoup4==4.15.0" "html5lib==1.1" "sphinx==9.2.0" 2>/dev/null
cd "$folder"
mkdir source
echo 'project = "tea"' > source/conf.py
cat > source/index.rst <<'RST'
Tea
===

.. py:function:: boil(degrees)
                 boil(kelvin, /)

   Boil water.

.. py:function:: pour()

   Pour tea.

.. glossary::

   mug
   beaker
      What tea is in.
RST
env/bin/python -m sphinx -q -W source out
cat > compare.py <<'PY'
import sys
from importlib.metadata import version
import minify_html
from bs4 import BeautifulSoup
from lxml import etree

def terms(html, parser):
    """The words of each term, and whether it is in another one."""
    page = BeautifulSoup(html, parser)
    for link in page.select(".headerlink"):
        link.decompose()
    return [(" ".join(term.get_text(" ").split()), term.find_parent("dt") is not None) for term in page.select("dt")]

page = open("out/index.html", encoding="utf-8").read()
minified = minify_html.minify(page)
print("Python", sys.version.split()[0], "| libxml2", *etree.LIBXML_VERSION)
for name in "minify-html", "lxml", "beautifulsoup4", "html5lib", "sphinx":
    print(name, version(name))
seen = {parser: (terms(page, parser), terms(minified, parser)) for parser in ("html5lib", "lxml", "html.parser")}
for parser, (before, after) in seen.items():
    print(f"{parser}:")
    for words, is_nested in after:
        print("   within the one before:" if is_nested else "   a term:", words[:70])
expected, _ = seen["html5lib"]
assert len(expected) == 5 and not any(nested for _, nested in expected)
assert all(before == expected for before, _ in seen.values()), "changed: the page as Sphinx writes it"
assert seen["html5lib"][1] == expected, "changed: html5lib"
assert [nested for _, nested in seen["lxml"][1]] == [False, True, False, False, True], "changed: lxml"
assert seen["lxml"][1][0][0] == f"{expected[0][0]} {expected[1][0]}" and seen["lxml"][1][2] == expected[2]
assert "Boil water." in seen["html.parser"][1][0][0], "changed: html.parser"
for parser, nests in ("html5lib", False), ("lxml", True):
    box = BeautifulSoup("<p>Tea<section>Pot</section>", parser).section
    assert (box.find_parent("p") is not None) == nests, "changed: a section in a paragraph"
PY
env/bin/python compare.py
