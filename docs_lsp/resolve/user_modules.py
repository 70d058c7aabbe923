"""The user's modules in memory, by path: the targets of imports, and the files still to be read.

The caller owns the disk. It puts texts in, asks for a finder, and reads the wanted files in the
background, never while an answer is waited for:

    workspace.put("/p/pkg/mod.py", text)                 # opened or changed
    resolve(text, offset, names, workspace.finder("/p/pkg/mod.py"))
    for path in workspace.take_wanted("/p/pkg/mod.py"):  # in the background, until none is left
        workspace.put(path, text_of(path))               # None where there is no such file

Paths are absolute, with `/` between their parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final
from weakref import WeakSet

from docs_lsp.resolve.evaluator import Evaluator, ModuleFinder
from docs_lsp.resolve.stdlib.typeshed import facts

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from docs_lsp.resolve.stdlib.world import LibraryTables

_IMPORT: Final = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<source>[.\w]+)[ \t]+import[ \t]+(?P<names>\([^)]*\)|[^\n#;]*)"
    r"|import[ \t]+(?P<modules>[^\n#;]*))",
    re.MULTILINE,
)
_RENAMED: Final = re.compile(r"\bimport[ \t]+([\w.]+)[ \t]+as[ \t]+(\w+)")
_ATTRIBUTE: Final = re.compile(r"(?<![\w.])([^\W\d]\w*)\.([^\W\d]\w*)")
_MAX_USED: Final = 500
_WORD: Final = re.compile(r"[^\W\d]\w*")
_STEM: Final = re.compile(r"\w\Z")
_WORD_REST: Final = re.compile(r"\w")
_DEFINING: Final = re.compile(r"\b(?:def|class)[ \t]+\Z")
_TAKING: Final = re.compile(r"[ \t]*(?::|=(?!=))")
_AROUND: Final = 24  # code points that are read before and after a name
_MAX_TEXTS: Final = 2000  # kept in memory: a workspace may import very many files
_MAX_MISSING: Final = 20_000  # paths without a file; each import has up to a dozen candidates


class UserModules:
    """Texts by path, the imports of each, and the analyses that have read it.

    A finder stays valid: `put` makes exactly those analyses forget a file that have read it,
    directly or through others.
    """

    def __init__(self, roots: Sequence[str] = ()) -> None:
        self._roots = tuple(roots)
        self._texts: dict[str, str | None] = {}
        self._there = 0  # texts that are not None
        self._imports: dict[str, Sequence[str]] = {}
        self._candidates: dict[tuple[str, str], Sequence[str]] = {}
        self._readers: dict[str, WeakSet[Evaluator]] = {}
        self._defining: dict[str, set[str]] = {}
        self.libraries: LibraryTables | None = None

    def put(self, path: str, text: str | None) -> None:
        """Set the text of a file; None means that there is no such file."""
        if path in self._texts and self._texts[path] == text:
            return
        self._there += (text is not None) - (self._texts.get(path) is not None)
        self._texts[path] = text
        self._imports.pop(path, None)
        for name, paths in self._defining.items():
            paths.discard(path)
            if text is not None and _defines(text, name):
                paths.add(path)
        self._forget(path)

    def _forget(self, path: str) -> None:
        """Make all analyses forget the file that have read it, or that have read one of those."""
        waiting = [path]
        while waiting:
            for reader in self._readers.pop(waiting.pop(), ()):
                reader.forget()
                if isinstance(reader.finder, _Finder):
                    waiting.append(reader.finder.path)

    def finder(self, path: str) -> ModuleFinder:
        """Return a finder of the modules that the file at *path* imports."""
        return _Finder(self, path)

    def take_wanted(self, path: str) -> list[str]:
        """Return the paths that the imports of a file may refer to and that were not put in yet.

        Those of the files that it imports are included, if their texts are known already.
        """
        wanted: dict[str, None] = {}
        seen = {path}
        waiting = [path]
        most = _MAX_MISSING if self._there < _MAX_TEXTS else 0
        while waiting and len(self._texts) + len(wanted) < most:
            one = waiting.pop()
            for module in self._imported(one):
                for candidate in self.candidates(module, one):
                    if candidate not in self._texts:
                        wanted[candidate] = None
                    elif self._texts[candidate] is not None and candidate not in seen:
                        seen.add(candidate)
                        waiting.append(candidate)
        return list(wanted)

    def library_names(self, path: str) -> list[str]:
        """Return the dotted names that a file, and those of the user's it imports, may import.

        Those of the standard library and of the user's modules are left out.
        """
        found: dict[str, None] = {}
        seen = {path}
        waiting = [path]
        while waiting:
            one = waiting.pop()
            for module in self._imported(one):
                source = self.source(module, one)
                if source is not None and source[0] not in seen:
                    seen.add(source[0])
                    waiting.append(source[0])
                above = module.rpartition(".")[0]
                is_ours = source or module.startswith(".") or (above and self.source(above, one))
                if not is_ours and module.partition(".")[0] not in facts().modules:
                    found[module] = None
        used = used_attributes(self._texts.get(path) or "", found.keys())
        return list(dict.fromkeys((*found, *used)))

    def _imported(self, path: str) -> Sequence[str]:
        found = self._imports.get(path)
        if found is None:
            found = self._imports[path] = imported_modules(self._texts.get(path) or "")
        return found

    def source(self, module: str, path: str) -> tuple[str, str] | None:
        """Return path and text of the *module* that the file at *path* imports."""
        for candidate in self.candidates(module, path):
            text = self._texts.get(candidate)
            if text is not None:
                return candidate, text
        return None

    def watch(self, module: str, path: str, reader: Evaluator) -> None:
        """Note that *reader* has read, or missed, the *module* that the file at *path* imports."""
        for candidate in self.candidates(module, path):
            self._readers.setdefault(candidate, WeakSet()).add(reader)

    def candidates(self, module: str, path: str) -> Sequence[str]:
        """Return the paths a module may have, the likeliest first."""
        key = (module, path.rpartition("/")[0])
        found = self._candidates.get(key)
        if found is None:
            found = self._candidates[key] = tuple(_candidates(*key, self._roots))
        return found

    def defines(self, name: str) -> bool:
        """Whether any text assigns or defines *name*."""
        known = self._defining.get(name)
        if known is None:
            known = self._defining[name] = {
                path for path, text in self._texts.items() if text and _defines(text, name)
            }
        return bool(known)


def _defines(text: str, name: str) -> bool:
    """Whether a text has a `def name`, `class name`, `name:` or `name =`."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        is_whole = _STEM.search(before) is None and _WORD_REST.match(behind) is None
        if is_whole and (_DEFINING.search(before) or _TAKING.match(behind)):
            return True
        start = text.find(name, end)
    return False


def _candidates(module: str, folder: str, roots: Sequence[str]) -> list[str]:
    rest = module.lstrip(".")
    if rest == module and rest.partition(".")[0] in facts().modules:
        return []  # never shadowed by a module of the user's code
    level = len(module) - len(rest)
    parts = [part for part in rest.split(".") if part]
    found = []
    for start in _folders(parts, level, folder, roots):
        target = "/".join((start, *parts))
        found.append(f"{target}/__init__.py")
        if parts:
            found.append(f"{target}.py")
    return found


def _folders(parts: list[str], level: int, folder: str, roots: Sequence[str]) -> list[str]:
    above = folder.split("/")
    if level:
        return ["/".join(above[: len(above) - level + 1])] if level <= len(above) else []
    found = [
        "/".join(above[:index])
        for index in range(len(above) - 1, 0, -1)
        if parts and above[index] == parts[0]  # the file is in the package that it imports from
    ]
    return [*found, *roots]


def imported_modules(text: str) -> list[str]:
    """Return the modules that the imports of a text name, and the names that may be modules."""
    found: dict[str, None] = {}
    for match in _IMPORT.finditer(text):
        source = match["source"]
        if source is None:
            for item in match["modules"].split(","):
                found[item.split(" as ")[0].strip()] = None
            continue
        found[source] = None
        for item in match["names"].strip("()").split(","):
            name = _WORD.match(item.strip())
            if name is not None:
                found[f"{source}{'' if source.endswith('.') else '.'}{name[0]}"] = None
    return [module for module in found if module]


def used_attributes(text: str, imported: Collection[str]) -> list[str]:
    """Return the dotted names that a text reads of *imported* ones: `numpy.array` of `np.array`."""
    names = {name.rpartition(".")[2]: name for name in imported}
    names |= {match[2]: match[1] for match in _RENAMED.finditer(text) if match[1] in imported}
    found = (
        f"{names[match[1]]}.{match[2]}" for match in _ATTRIBUTE.finditer(text) if match[1] in names
    )
    return list(islice(dict.fromkeys(found), _MAX_USED))


@dataclass(frozen=True, slots=True)
class _Finder(ModuleFinder):
    """The modules as one file imports them."""

    workspace: UserModules
    path: str

    @property
    def libraries(self) -> LibraryTables | None:
        return self.workspace.libraries

    def source(self, module: str) -> tuple[str, ModuleFinder] | None:
        found = self.workspace.source(module, self.path)
        if found is None:
            return None
        path, text = found
        return text, _Finder(self.workspace, path)

    def watch(self, module: str, reader: Evaluator) -> None:
        self.workspace.watch(module, self.path, reader)

    def defines(self, name: str) -> bool | None:
        return self.workspace.defines(name)
