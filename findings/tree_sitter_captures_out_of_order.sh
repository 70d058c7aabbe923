#!/usr/bin/env bash
# Expected: `QueryCursor.captures` lists the nodes of each capture name in the order of the text, as tree-sitter's own
# library does. The first node is the first in the text, and two lists of the same pattern correspond to each other:
# functions' names and their docstrings.
# Seen: the nodes come in the order of a hash table, which differs from list to list. Pairing the lists gives nearly
# every function the docstring of another. A few nodes are often in the right order by chance, so tests with short
# code pass. `matches` keeps the order of the text, and the nodes of one match together.
# Versions: tree-sitter 0.26.1, tree-sitter-python 0.25.0, CPython 3.11. Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "tree-sitter==0.26.1" "tree-sitter-python==0.25.0" 2>/dev/null
cat > "$folder/order.py" <<'PY'
import sys
from importlib.metadata import version
import tree_sitter_python
from tree_sitter import Language, Parser, Query, QueryCursor

LANGUAGE = Language(tree_sitter_python.language())
TEXT = "".join(f"def tea{number}():\n    '''Words {number}.'''\n\n" for number in range(60)).encode()
QUERY = """
(function_definition
  name: (identifier) @name
  body: (block (expression_statement (string (string_content) @words))))
"""
TREE = Parser(LANGUAGE).parse(TEXT)

def number(node):
    return int(node.text.strip(b"teaWords ."))

captures = QueryCursor(Query(LANGUAGE, QUERY)).captures(TREE.root_node)
names, words = ([number(node) for node in captures[one]] for one in ("name", "words"))
matches = [
    (number(found["name"][0]), number(found["words"][0]))
    for _, found in QueryCursor(Query(LANGUAGE, QUERY)).matches(TREE.root_node)
]
print("Python", sys.version.split()[0])
for package in "tree-sitter", "tree-sitter-python":
    print(package, version(package))
print("functions of the names: ", *names[:12], "...")
print("functions of the words: ", *words[:12], "...")
wrong = sum(name != other for name, other in zip(names, words))
print(f"side by side, {wrong} of {len(names)} functions have the words of another")
print("pairs of `matches`:     ", *matches[:4], "...")
assert matches == [(each, each) for each in range(60)], "changed: matches"
assert sorted(names) == sorted(words) == list(range(60)), "changed: each is captured once"
assert names != sorted(names) and words != sorted(words), "changed: captures are in the order of the text"
assert wrong > 30, "changed: captures belong together"
PY
"$folder/env/bin/python" "$folder/order.py"
