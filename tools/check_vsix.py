"""Check packaged extensions: each import has its file, each compiled file fits its platform.

    python tools/check_vsix.py FILE.vsix...

Follows the imports of the server and its parser through the package, for each Python that it
serves, and reads the first bytes of each compiled module. Prints a row of a table for each package;
exits with 1 and the problems where there are any. Nothing of a package is run.
"""

import ast
import struct
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_PROJECT: Final = Path(__file__).parents[1] / "pyproject.toml"
_LIBS: Final = "extension/bundled/libs/"
_ROOTS: Final = ("docs_lsp.cli", "docs_lsp.lsp.handlers", "docs_parser.__main__")
_REQUIRED: Final = (
    "extension/package.json",
    "extension/LICENSE.txt",
    "extension/LICENSES/PSF-2.0.txt",
    "extension/LICENSES/typeshed.txt",
    "extension/dist/extension.js",
    "extension/bundled/launch.py",
)
# What is imported where it is installed alone, and is left out of the package on purpose.
_OPTIONAL: Final = frozenset(
    "cchardet chardet charset_normalizer faust_cchardet greenlet.platform html5lib lxml.html "
    "numpy typing_extensions uvloop websockets exceptiongroup soupsieve "
    "annotationlib cython".split()
    + tomllib.loads(_PROJECT.read_text("utf-8"))["tool"]["docs-lsp"]["not-in-extension"]
)
# The machine in the header of a compiled module: ELF's e_machine, Mach-O's CPU, PE's Machine.
_MACHINES: Final = {
    "x64": {62, 0x01000007, 0x8664},
    "arm64": {183, 0x0100000C, 0xAA64},
}
_UNIVERSAL: Final = 0xCAFEBABE
# Imports inside functions count in our own modules alone: those of others are for rare uses.
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Package:
    """The files of a package by path below the folder of libraries, and its platform."""

    target: str
    files: frozenset[str]
    archive: zipfile.ZipFile
    _sources: dict[str, str | None] = field(default_factory=dict)
    _imported: dict[str, list[str]] = field(default_factory=dict)

    def pythons(self) -> list[str]:
        """Return the tags of the Pythons served, such as `311`: those of tree-sitter's module."""
        names = (Path(name).name for name in self.files if name.startswith("tree_sitter/_binding"))
        return sorted({_python_tag(name) for name in names} - {""})

    def source(self, name: str) -> str | None:
        """Return the text of a module, or None where it is not a Python file."""
        if name not in self._sources:
            self._sources[name] = self._read(name)
        return self._sources[name]

    def _read(self, name: str) -> str | None:
        base = name.replace(".", "/")
        for path in (f"{base}.py", f"{base}/__init__.py"):
            if path in self.files:
                return self.archive.read(_LIBS + path).decode("utf-8")
        return None

    def imports(self, name: str, source: str) -> list[str]:
        """Return what the module of that text imports, as `_imports` yields it."""
        if name not in self._imported:
            is_package = f"{name.replace('.', '/')}/__init__.py" in self.files
            self._imported[name] = list(_imports(source, name, is_package=is_package))
        return self._imported[name]

    def is_compiled(self, name: str, python: str) -> bool:
        """Return whether a compiled module of this name exists for *python* on the platform."""
        base = name.replace(".", "/") + "."
        return any(
            file.startswith(base)
            and file.endswith((".so", ".pyd"))
            and (_python_tag(Path(file).name) == python or _is_stable(file))
            for file in self.files
        )


def _python_tag(name: str) -> str:
    """Return `311` of `x.cpython-311-….so` and of `x.cp311-win_amd64.pyd`, else nothing."""
    for part in name.split("."):
        for prefix in ("cpython-", "cp"):
            digits = part.removeprefix(prefix).split("-")[0]
            if part.startswith(prefix) and digits.isdigit():
                return digits
    return ""


def _is_stable(file: str) -> bool:
    """Return whether a compiled module serves all Pythons: its name says abi3, or no version."""
    return ".abi3." in file or not _python_tag(Path(file).name)


def missing(package: Package, python: str) -> Iterator[str]:
    """Yield what the modules of the package import and *python* does not find there."""
    waiting = list(_ROOTS)
    seen = set(waiting)
    while waiting:
        name = waiting.pop()
        source = package.source(name)
        if source is None:
            top = name.partition(".")[0]
            if not package.is_compiled(name, python) and top not in sys.stdlib_module_names:
                yield name
            continue
        for needed in package.imports(name, source):
            found = _module(package, needed)
            parents = [found.rsplit(".", n)[0] for n in range(found.count(".") + 1)]
            waiting += [one for one in parents if one not in seen and not _is_optional(one)]
            seen.update(parents)


def not_compiled(package: Package, python: str) -> Iterator[str]:
    """Yield the compiled modules that exist for other Pythons and not for this one."""
    compiled = {file for file in package.files if file.endswith((".so", ".pyd"))}
    for name in sorted({file.partition(".")[0].replace("/", ".") for file in compiled}):
        if not package.is_compiled(name, python):
            yield name


def _is_package(package: Package, name: str) -> bool:
    return f"{name.replace('.', '/')}/__init__.py" in package.files


def _is_optional(name: str) -> bool:
    return any(f"{name}.".startswith(f"{one}.") for one in _OPTIONAL)


def _module(package: Package, name: str) -> str:
    """Return the module that `from a import b` needs: `a.b` unless the text of `a` may define b."""
    module, _, attribute = name.partition(":")
    text = package.source(module)
    if not attribute or attribute == "*" or text is None:
        return module
    inner = f"{module}.{attribute}"
    if package.source(inner) is not None:
        return inner
    may_define = any(word in text for word in (attribute, "import *", "__getattr__"))
    return module if may_define or not _is_package(package, module) else inner


def _imports(source: str, name: str, *, is_package: bool) -> Iterator[str]:
    """Yield `a.b` of `import a.b` and `a:b` of `from a import b`, without guarded imports."""
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Try):  # what may fail is not needed
            waiting += [*node.orelse, *node.finalbody]
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            waiting += node.orelse
        elif isinstance(node, ast.If) and _asks_for_system(node.test):
            continue
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = name.split(".")
                parts = parts[: len(parts) - node.level + is_package]
                base = ".".join([*parts, *([base] if base else [])])
            yield from (f"{base}:{alias.name}" for alias in node.names)
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or name.startswith(
            "docs_"
        ):
            waiting += ast.iter_child_nodes(node)


def _asks_for_system(test: ast.expr) -> bool:
    """Return whether a condition is about the version of Python or the system."""
    text = ast.dump(test)
    return any(word in text for word in ("version_info", "platform", "py3", "PY3", "win32"))


def misfits(package: Package) -> Iterator[str]:
    """Yield the compiled modules whose header names another machine than the platform's."""
    wanted = _MACHINES[package.target.rpartition("-")[2]]
    for file in sorted(package.files):
        if file.endswith((".so", ".pyd", ".dll", ".dylib")):
            with package.archive.open(_LIBS + file) as opened:
                found = machines(opened.read(4096))
            if not found & wanted:
                yield f"{file} is for another machine ({', '.join(map(hex, found)) or 'unknown'})"


def machines(head: bytes) -> set[int]:
    """Return the machines that a compiled module's first bytes name; the empty set for none."""
    if head[:4] == b"\x7fELF":
        return {struct.unpack_from("<H", head, 18)[0]}
    if head[:4] == b"\xcf\xfa\xed\xfe":
        return {struct.unpack_from("<I", head, 4)[0]}
    if struct.unpack_from(">I", head)[0] == _UNIVERSAL:
        (count,) = struct.unpack_from(">I", head, 4)
        return {struct.unpack_from(">I", head, 8 + 20 * one)[0] for one in range(count)}
    if head[:2] == b"MZ":
        (offset,) = struct.unpack_from("<I", head, 0x3C)
        return {struct.unpack_from("<H", head, offset + 4)[0]}
    return set()


def check(file: Path) -> list[str]:
    """Print the row of one package; return its problems."""
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        target = "-".join(file.stem.split("-")[-2:])
        libs = frozenset(name.removeprefix(_LIBS) for name in names if name.startswith(_LIBS))
        package = Package(target, libs, archive)
        problems = [f"lacks {name}" for name in _REQUIRED if name not in names]
        pythons = package.pythons()
        problems += [] if pythons else ["serves no Python"]
        problems += [
            f"Python {python}: no file for {name}"
            for python in pythons
            for name in sorted({*missing(package, python), *not_compiled(package, python)})
        ]
        problems += misfits(package)
    compiled = sum(name.endswith((".so", ".pyd")) for name in libs)
    docsets = sum(name.endswith(".db.gz") for name in libs)
    size = file.stat().st_size / 1e6
    print(
        f"{target:14}{size:6.1f} MB {len(names):5} files {compiled:4} compiled {docsets} docsets  "
        f"Python {' '.join(pythons)}  {'ok' if not problems else 'PROBLEMS'}"
    )
    return problems


def main(*files: str) -> int:
    """Check all packages; return 1 where one has a problem, else 0."""
    if not files:
        print("usage: check_vsix.py FILE.vsix...", file=sys.stderr)
        return 2
    problems = [f"{file}: {problem}" for file in files for problem in check(Path(file))]
    print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
