#!/usr/bin/env bash
# Expected: Mozilla's Readability, the reader view of Firefox and of tools that fetch pages for agents, keeps or
# drops a description of an API page whole, whatever the function is called.
# Seen: an element is dropped if its id or class contains "header", "menu", "comment", "footer", "extra", "related",
# "social" and the like, and Sphinx's ids are the names. Of such a function the line with the signature is
# missing and its text is kept: it reads on as text of the function before it. A section that is called
# "Comments" is missing whole. Nothing says that something was left out.
# Versions: @mozilla/readability 0.6.0, jsdom 26.1.0, Node 20, sphinx 9.2.0, CPython 3.13. Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for python in python3.14 python3.13 python3 "${HOME}"/.pyenv/versions/3.1[3-9]*/bin/python; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null && break
done
"$python" -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "sphinx==9.2.0" 2>/dev/null
cd "$folder"
npm install --silent --no-audit --no-fund "@mozilla/readability@0.6.0" "jsdom@26.1.0" >/dev/null 2>&1
mkdir source
echo 'project = "tea"' > source/conf.py
cat > source/index.rst <<'RST'
Tea
===

.. py:function:: steep(minutes)

   Leaves the pot alone for that many minutes. Green tea wants two of them, black tea three or four, and the
   leaves are taken out at the end, before they turn the tea bitter.

.. py:function:: add_header(name, value)

   Writes one more line on the label of the tin, above those that are there. The value is cut where the paper
   ends, and the name is printed in small capitals, followed by a colon.

.. py:function:: add_line(name, value)

   Writes one more line on the label of the tin, below those that are there. Neither the name nor the value is
   changed, and an empty value leaves a line for the pen.

.. py:class:: TeaMenu(teas)

   Lists the teas of the day in the order of their price, with the names of the gardens they come from and a mark
   at those which are nearly sold out.

Comments
--------

Guests write what they think of a tea into the book on the counter, and the owner reads it out on Sundays, when
the shop is closed and the kettle is cold.

Opinions
--------

The owner writes what she thinks of the guests into another book, which is kept in the drawer below the counter,
and which she reads to the cat alone on Mondays.
RST
env/bin/python -m sphinx -q source site
cat > read.cjs <<'JS'
const { readFileSync } = require("fs");
const { JSDOM } = require("jsdom");
const { Readability } = require("@mozilla/readability");
const page = new JSDOM(readFileSync("site/index.html", "utf8"), { url: "http://localhost/" }).window.document;
const words = (text) => text.replace(/\s+/g, " ");
const whole = words(page.querySelector("[role=main]").textContent);
const read = words(new Readability(page).parse().textContent);
const asked = ["steep(minutes)", "add_header(name, value)", "above those that are there", "add_line(name, value)",
  "below those that are there", "class TeaMenu(teas)", "in the order of their price", "Guests write", "The owner writes"];
const missing = asked.filter((text) => !read.includes(text));
console.log("readability", require("@mozilla/readability/package.json").version, "on", whole.length, "characters");
for (const text of asked) console.log(missing.includes(text) ? "  missing " : "  kept    ", text);
const expected = ["add_header(name, value)", "class TeaMenu(teas)", "Guests write"];
if (asked.some((text) => !whole.includes(text))) throw new Error("the page lacks a text");
if (missing.join() !== expected.join()) throw new Error("changed: other texts are missing");
JS
env/bin/python -m sphinx --version
node read.cjs
