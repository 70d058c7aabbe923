"""The user's modules in memory, by path: what an import of one of them finds, and what is missing.

The caller owns the disk. It puts texts in, asks for a finder, and reads what turned out to be
wanted when it has time, never while somebody waits:

    workspace.put("/p/pkg/mod.py", text)                 # opened or changed
    resolve(text, offset, names, workspace.finder("/p/pkg/mod.py"))
    for path in workspace.take_wanted("/p/pkg/mod.py"):  # in the background, until none is left
        workspace.put(path, text_of(path))               # None where there is no such file

Paths are absolute, with `/` between their parts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakSet

from docs_lsp.resolve.evaluator import Evaluator, ModuleFinder
from docs_lsp.resolve.stdlib.typeshed import facts

_IMPORT: Final = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<source>[.\w]+)[ \t]+import[ \t]+(?P<names>\([^)]*\)|[^\n#;]*)"
    r"|import[ \t]+(?P<modules>[^\n#;]*))",
    re.MULTILINE,
)
_WORD: Final = re.compile(r"[^\W\d]\w*")
_STEM: Final = re.compile(r"\w\Z")
_WORD_REST: Final = re.compile(r"\w")
_DEFINING: Final = re.compile(r"\b(?:def|class)[ \t]+\Z")
_TAKING: Final = re.compile(r"[ \t]*(?::|=(?!=))")
_AROUND: Final = 24  # code points that are looked at before and behind a name
_MAX_TEXTS: Final = 2000  # that are kept: a workspace may import half the world
_MAX_MISSING: Final = 20_000  # paths without a file; each import may mean a dozen


class UserModules:
    """Texts by path, what each imports, and which analyses have read it.

    A finder stays good: `put` makes the analyses that have read a file, themselves or through
    others, forget what they made of it, and no others.
    """

    def __init__(self, roots: Sequence[str] = ()) -> None:
        self._roots = tuple(roots)
        self._texts: dict[str, str | None] = {}
        self._there = 0  # texts that are no None
        self._imports: dict[str, Sequence[str]] = {}
        self._candidates: dict[tuple[str, str], Sequence[str]] = {}
        self._readers: dict[str, WeakSet[Evaluator]] = {}
        self._defining: dict[str, set[str]] = {}

    def put(self, path: str, text: str | None) -> None:
        """Take up the text of a file; None says that there is no such file."""
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
        """Tell all analyses that have read the file, and those that have read them."""
        waiting = [path]
        while waiting:
            for reader in self._readers.pop(waiting.pop(), ()):
                reader.forget()
                if isinstance(reader.finder, _Finder):
                    waiting.append(reader.finder.path)

    def finder(self, path: str) -> ModuleFinder:
        """Return what finds the modules that the file at *path* imports."""
        return _Finder(self, path)

    def take_wanted(self, path: str) -> list[str]:
        """Return paths that the imports of a file may mean and that nobody has put in yet.

        Those of the files it imports come with them, as far as they are there already.
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

    def _imported(self, path: str) -> Sequence[str]:
        found = self._imports.get(path)
        if found is None:
            found = self._imports[path] = imported_modules(self._texts.get(path) or "")
        return found

    def source(self, module: str, path: str) -> tuple[str, str] | None:
        """Return path and text of what *module* means in the file at *path*."""
        for candidate in self.candidates(module, path):
            text = self._texts.get(candidate)
            if text is not None:
                return candidate, text
        return None

    def watch(self, module: str, path: str, reader: Evaluator) -> None:
        """Remember who has read what *module* means in the file at *path*, there or not."""
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
    place = text.find(name)
    while place >= 0:
        end = place + len(name)
        before, behind = text[max(0, place - _AROUND) : place], text[end : end + _AROUND]
        is_whole = _STEM.search(before) is None and _WORD_REST.match(behind) is None
        if is_whole and (_DEFINING.search(before) or _TAKING.match(behind)):
            return True
        place = text.find(name, end)
    return False


def _candidates(module: str, folder: str, roots: Sequence[str]) -> list[str]:
    rest = module.lstrip(".")
    if rest == module and rest.partition(".")[0] in facts().modules:
        return []  # the standard library is nobody's own
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
        "/".join(above[:place])
        for place in range(len(above) - 1, 0, -1)
        if parts and above[place] == parts[0]  # the file stands in the package it imports from
    ]
    return [*found, *roots]


def imported_modules(text: str) -> list[str]:
    """Return what the imports of a text may name: modules, and names that may be modules."""
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


@dataclass(frozen=True, slots=True)
class _Finder(ModuleFinder):
    """One file's view of a workspace."""

    workspace: UserModules
    path: str

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
