#!/usr/bin/env bash
# Expected: a tree-sitter parser that reads a text through a callback takes the bytes that this returns, and gives
# them back once the text is parsed, as it does with bytes that are passed to `parse` themselves. An editor's server
# that holds its documents in pieces, or that wants to stop a long parse (the progress callback goes with reading
# alone), would use it for every keystroke.
# Seen: each object that the callback returns keeps one reference for each call, also after parser and tree are
# gone: one that returns the rest of the text, as the parser asks for it, keeps all of these copies for ever. Bytes
# passed to `parse` are given back. A memoryview that is released after the parse leaves only itself behind.
# Versions: tree-sitter 0.26.1, tree-sitter-python 0.25.0, CPython 3.11. Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "tree-sitter==0.26.1" "tree-sitter-python==0.25.0" 2>/dev/null
cat > "$folder/kept.py" <<'PY'
import gc
import sys

import tree_sitter_python
from tree_sitter import Language, Parser

LANGUAGE = Language(tree_sitter_python.language())
TIMES = 50


def kept(parse):
    """Return how many references to a text are left after so many parses."""
    text = b"cups = 1\n" * 10
    before = sys.getrefcount(text)
    for _ in range(TIMES):
        tree = parse(Parser(LANGUAGE), text)
        assert tree.root_node.child_count == 10
        del tree
    gc.collect()
    return sys.getrefcount(text) - before


passed = kept(lambda parser, text: parser.parse(text))
read = kept(lambda parser, text: parser.parse(lambda offset, _point: b"" if offset else text))
print(f"references that are left after {TIMES} parses: text passed {passed}, text read {read}")
sys.exit(0 if (passed, read) == (0, TIMES) else 1)
PY
"$folder/env/bin/python" "$folder/kept.py"
