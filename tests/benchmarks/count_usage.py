"""Count how many files of published packages use each documented name: the prior of the search.

    python tests/benchmarks/count_usage.py DOCSET.db FOLDER_OF_WHEELS > docs_lsp/search/usage.tsv

The folder holds the wheels of pure Python packages, taken with `pip download --no-deps`. Each
source file counts once for each name it uses, however often it does. What a name means is read
from the syntax tree alone, without types:

- `import os.path` counts `os` and `os.path`; names that come out of imports are resolved, so
  `join(...)` after `from os.path import join` counts `os.path.join`;
- a bare name that the file does not bind itself is the built-in;
- the attribute of anything else is counted without its owner: `.split(` where it is called,
  `.name` where it is not. Whose method that is, is shared out when the table is read;
- keywords and operators are counted by the node of the syntax they make, and a literal counts
  for its type.

The output has a line for each name with the number of files, most used first.
"""

import argparse
import ast
import asyncio
import sys
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docs_lsp.docsets.store import open_docset

_DEPTH: Final = 20_000  # nested expressions: the tables of generated parsers go deep
_LEAST: Final = 4  # files: a name used by fewer says nothing
_OPERATORS: Final = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.Invert: "~",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.And: "and",
    ast.Or: "or",
    ast.Not: "not",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.NamedExpr: ":=",
}
_STATEMENTS: Final = {
    ast.If: ("if",),
    ast.IfExp: ("if", "else"),
    ast.For: ("for",),
    ast.AsyncFor: ("async", "for"),
    ast.comprehension: ("for", "in"),
    ast.While: ("while",),
    ast.Break: ("break",),
    ast.Continue: ("continue",),
    ast.Pass: ("pass",),
    ast.Try: ("try",),
    ast.ExceptHandler: ("except",),
    ast.With: ("with",),
    ast.AsyncWith: ("async", "with"),
    ast.FunctionDef: ("def",),
    ast.AsyncFunctionDef: ("async", "def"),
    ast.ClassDef: ("class",),
    ast.Return: ("return",),
    ast.Yield: ("yield",),
    ast.YieldFrom: ("yield", "from"),
    ast.Await: ("await",),
    ast.Lambda: ("lambda",),
    ast.Delete: ("del",),
    ast.Raise: ("raise",),
    ast.Assert: ("assert",),
    ast.Global: ("global",),
    ast.Nonlocal: ("nonlocal",),
    ast.Import: ("import",),
    ast.ImportFrom: ("from", "import"),
    ast.Match: ("match", "case"),
    ast.JoinedStr: ("str",),
    ast.List: ("list",),
    ast.ListComp: ("list",),
    ast.Dict: ("dict",),
    ast.DictComp: ("dict",),
    ast.Set: ("set",),
    ast.SetComp: ("set",),
    ast.Tuple: ("tuple",),
}


class _File(ast.NodeVisitor):
    """The names that one source file uses."""

    def __init__(self, documented: frozenset[str]) -> None:
        self.documented = documented
        self.used: set[str] = set()
        self.imported: dict[str, str] = {}
        self.bound: set[str] = set()
        self.loaded: set[str] = set()
        self.called: set[int] = set()

    def finish(self) -> set[str]:
        """Return everything used; a bare name not bound in the file is a built-in."""
        free = self.loaded - self.bound - set(self.imported)
        return self.used | (free & self.documented)

    def generic_visit(self, node: ast.AST) -> None:
        self.used.update(_STATEMENTS.get(type(node), ()))
        symbol = _OPERATORS.get(type(node))
        if symbol is not None:
            self.used.add(symbol)
        if getattr(node, "orelse", None) and isinstance(node, ast.If):
            self.used.add("elif" if isinstance(node.orelse[0], ast.If) else "else")
        if isinstance(node, ast.Try) and node.finalbody:
            self.used.add("finally")
        super().generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        value = node.value
        singleton = value is None or isinstance(value, bool)
        self.used.add(repr(value) if singleton else type(value).__name__)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._count_module(alias.name)
            name = alias.asname or alias.name.partition(".")[0]
            self.imported[name] = alias.name if alias.asname else name
            if alias.asname:
                self.used.add("as")
        self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module is not None and not node.level:
            self._count_module(node.module)
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                self.imported[alias.asname or alias.name] = name
                if name in self.documented:
                    self.used.add(name)
        else:
            self.bound.update(alias.asname or alias.name for alias in node.names)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.bound.add(node.name)
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.bound.add(node.name)
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        known = self.loaded if isinstance(node.ctx, ast.Load) else self.bound
        known.add(node.id)
        if node.id in self.imported:
            self._count_chain(self.imported[node.id])

    def visit_Call(self, node: ast.Call) -> None:
        self.called.add(id(node.func))
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        parts = [node.attr]
        base = node.value
        while isinstance(base, ast.Attribute):
            parts.append(base.attr)
            base = base.value
        if isinstance(base, ast.Name):
            start = self.imported.get(base.id, base.id)
            if base.id in self.imported or start in self.documented:
                self.loaded.add(base.id)
                self._count_chain(".".join([start, *reversed(parts)]))
                return
        self.used.add(f".{node.attr}(" if id(node) in self.called else f".{node.attr}")
        self.visit(node.value)

    def _count_module(self, name: str) -> None:
        parts = name.split(".")
        for end in range(1, len(parts) + 1):
            self.used.add(".".join(parts[:end]))

    def _count_chain(self, name: str) -> None:
        """Count the longest documented start of a dotted name, and the class it is a member of."""
        parts = name.split(".")
        for end in range(len(parts), 0, -1):
            start = ".".join(parts[:end])
            if start in self.documented:
                self.used.add(start)
                if end == len(parts) and end > 1:
                    self.used.add(start.rpartition(".")[0])
                return


def _sources(wheels: Path) -> Iterator[tuple[str, str, bytes]]:
    """Yield package, path and content of every Python file."""
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith(".py"):
                    yield "==".join(wheel.name.split("-")[:2]), name, archive.read(name)


async def _documented(docset: Path) -> tuple[str, frozenset[str]]:
    opened = await open_docset(docset)
    names = frozenset(entry.name for entry in opened.entries if entry.domain == "py")
    await opened.close()
    return opened.info.id, names


def main() -> None:
    """Write the table to the standard output."""
    parser = argparse.ArgumentParser(description="Count the use of documented names.")
    parser.add_argument("docset", type=Path, help="a docset file of the Python documentation")
    parser.add_argument("wheels", type=Path, help="a folder of wheels")
    options = parser.parse_args()
    warnings.simplefilter("ignore", SyntaxWarning)
    sys.setrecursionlimit(_DEPTH)
    docset, documented = asyncio.run(_documented(options.docset))
    members = {name.rpartition(".")[2] for name in documented if "." in name}
    counts: Counter[str] = Counter()
    packages: set[str] = set()
    files = 0
    for package, path, content in _sources(options.wheels):
        try:
            tree = ast.parse(content)
        except (SyntaxError, ValueError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            continue
        visitor = _File(documented)
        visitor.visit(tree)
        counts.update(visitor.finish())
        packages.add(package)
        files += 1
    print(f"# Files that use a name, of {files} in {len(packages)} packages, for {docset}.")
    print("# Made by tests/benchmarks/count_usage.py; figures only, nothing of the sources.")
    print("# " + " ".join(sorted(packages)))
    rows = [
        (name, count)
        for name, count in counts.items()
        if count >= _LEAST and (name in documented or name.strip(".(") in members)
    ]
    for name, count in sorted(rows, key=lambda row: (-row[1], row[0])):
        print(f"{name}\t{count}")


if __name__ == "__main__":
    main()
