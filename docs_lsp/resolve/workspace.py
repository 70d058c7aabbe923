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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from docs_lsp.resolve.facts import facts
from docs_lsp.resolve.unit import ModuleFinder

_IMPORT: Final = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<source>[.\w]+)[ \t]+import[ \t]+(?P<names>\([^)]*\)|[^\n#;]*)"
    r"|import[ \t]+(?P<modules>[^\n#;]*))",
    re.MULTILINE,
)
_WORD: Final = re.compile(r"[^\W\d]\w*")
_MAX_TEXTS: Final = 2000  # that are wanted in all: a workspace may import half the world


class Workspace:
    """Texts by path. `put` makes the finders given before it old, not wrong: ask for a new one."""

    def __init__(self, roots: Sequence[str] = ()) -> None:
        self._roots = tuple(roots)
        self._texts: dict[str, str | None] = {}
        self._defined: dict[str, bool] = {}
        self._generation = 0

    def put(self, path: str, text: str | None) -> None:
        """Take up the text of a file; None says that there is no such file."""
        if path not in self._texts or self._texts[path] != text:
            self._texts[path] = text
            self._defined.clear()
            self._generation += 1

    def finder(self, path: str) -> ModuleFinder:
        """Return what finds the modules that the file at *path* imports."""
        return _Finder(self, path, self._generation)

    def take_wanted(self, path: str) -> list[str]:
        """Return paths that the imports of a file may mean and that nobody has put in yet.

        Those of the files it imports come with them, as far as they are there already.
        """
        wanted: dict[str, None] = {}
        seen = {path}
        waiting = [path]
        while waiting and len(self._texts) + len(wanted) < _MAX_TEXTS:
            one = waiting.pop(0)
            for module in imported_modules(self._texts.get(one) or ""):
                for candidate in self.candidates(module, one):
                    if candidate not in self._texts:
                        wanted[candidate] = None
                    elif self._texts[candidate] is not None and candidate not in seen:
                        seen.add(candidate)
                        waiting.append(candidate)
        return list(wanted)

    def source(self, module: str, path: str) -> tuple[str, str] | None:
        """Return path and text of what *module* means in the file at *path*."""
        for candidate in self.candidates(module, path):
            text = self._texts.get(candidate)
            if text is not None:
                return candidate, text
        return None

    def candidates(self, module: str, path: str) -> Iterator[str]:
        """Iterate over the paths a module may have, the likeliest first."""
        rest = module.lstrip(".")
        if rest == module and rest.partition(".")[0] in facts().modules:
            return  # the standard library is nobody's own
        level = len(module) - len(rest)
        parts = [part for part in rest.split(".") if part]
        for folder in self._folders(parts, level, PurePosixPath(path)):
            target = folder.joinpath(*parts)
            yield str(target / "__init__.py")
            if parts:
                yield f"{target}.py"

    def _folders(
        self, parts: list[str], level: int, path: PurePosixPath
    ) -> Iterator[PurePosixPath]:
        if level:
            if level <= len(path.parents):
                yield path.parents[level - 1]
            return
        for folder in path.parents:  # the file stands in the package it imports from
            if parts and folder.name == parts[0]:
                yield folder.parent
        for root in self._roots:
            yield PurePosixPath(root)

    def defines(self, name: str) -> bool:
        """Whether any text assigns or defines *name*."""
        known = self._defined.get(name)
        if known is None:
            defining = re.compile(rf"\b(?:def|class)[ \t]+{name}\b|\b{name}[ \t]*(?::|=(?!=))")
            texts = (text for text in self._texts.values() if text is not None and name in text)
            known = self._defined[name] = any(defining.search(text) for text in texts)
        return known


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
    """One file's view of a workspace, as it was at one time."""

    workspace: Workspace
    path: str
    generation: int

    def source(self, module: str) -> tuple[str, ModuleFinder] | None:
        found = self.workspace.source(module, self.path)
        if found is None:
            return None
        path, text = found
        return text, _Finder(self.workspace, path, self.generation)

    def defines(self, name: str) -> bool | None:
        return self.workspace.defines(name)
