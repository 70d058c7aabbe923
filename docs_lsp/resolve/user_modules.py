"""The user's modules in memory, by path: the targets of imports, and the files still to be read.

The caller owns the disk. It puts texts in, asks for a finder, and reads the wanted files in the
background, never while an answer is waited for:

    modules = UserModules(["/p"], opened=["/p/pkg/mod.py"])
    modules.put("/p/pkg/mod.py", text)         # opened or changed
    resolve(text, offset, names, modules.finder("/p/pkg/mod.py"))
    for path in modules.take_wanted():         # in the background, until none is left
        modules.put(path, text_of(path))       # None where there is no such file

Paths are absolute, with `/` between their parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import WeakSet

from docs_lsp.resolve.evaluator import Evaluator, ModuleFinder
from docs_lsp.resolve.stdlib.typeshed import facts
from docs_lsp.resolve.user_imports import (
    LibraryUses,
    after_edit,
    holding_packages,
    imported_modules,
    library_uses,
    module_paths,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from docs_lsp.resolve.stdlib.known_names import LibraryTables

_STEM: Final = r"\w\Z"
_WORD_REST: Final = r"\w"
_DEFINING: Final = r"\b(?:def|class)[ \t]+\Z"
_TAKING: Final = r"[ \t]*(?::|=(?!=))"
_AROUND: Final = 24  # code points that are read before and after a name
_MAX_TEXTS: Final = 2000  # kept in memory: a workspace may import very many files
_MAX_MISSING: Final = 20_000  # paths without a file; each import has up to a dozen candidates


class Reached(NamedTuple):
    """The paths of some files and of all that they import, directly or not.

    `wanted` are the paths of which no text was put in yet, `foreign` the modules that each file
    imports and that are neither the user's nor the standard library's.
    """

    paths: Collection[str]
    wanted: Sequence[str]
    foreign: Mapping[str, Sequence[str]]


class UserModules:
    """Texts by path, the imports of each, and the analyses that have read it.

    The imports of the files that are *opened*, a live collection of paths, are followed. A finder
    stays valid: `put` makes exactly those analyses forget a file that have read it, directly or
    through others.
    """

    def __init__(self, roots: Sequence[str] = (), opened: Collection[str] = ()) -> None:
        self._roots = tuple(roots)
        self._opened = opened
        self._texts: dict[str, str | None] = {}
        self._there = 0  # texts that are not None
        self._imports: dict[str, Sequence[str]] = {}
        self._unparsed: set[str] = set()  # paths of texts whose imports are not known yet
        self._reached: tuple[frozenset[str], Reached] | None = None
        self._uses: dict[str, LibraryUses] = {}
        self._candidates: dict[tuple[str, str], tuple[Sequence[str], Sequence[str]]] = {}
        self._readers: dict[str, WeakSet[Evaluator]] = {}
        self._defining: dict[str, _Definitions] = {}  # by name
        self._finders: dict[str, _Finder] = {}
        self.libraries: LibraryTables | None = None

    def put(self, path: str, text: str | None) -> None:
        """Set the text of a file; None means that there is no such file."""
        before = self._texts.get(path)
        if path in self._texts and before == text:
            return
        self._there += (text is not None) - (before is not None)
        self._texts[path] = text
        self._unparsed.add(path)
        if (text is None) != (before is None):
            self._reached = None
        uses = self._uses.pop(path, None)
        found = after_edit(uses, before, text) if uses and before and text else None
        self._uses |= {path: found} if found else {}
        for known in self._defining.values():
            known.put(path)
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
        found = self._finders.get(path)
        if found is None:
            found = self._finders[path] = _Finder(self, path)
        return found

    def take_wanted(self) -> list[str]:
        """Return the paths that imports may refer to and that were not put in yet.

        Those of the files that opened ones import are included, if their texts are known already.
        """
        return [path for path in self._reach().wanted if path not in self._texts]

    def library_names(self) -> list[str]:
        """Return the dotted names that opened files, and those they import, take from libraries.

        Those of the standard library and of the user's modules are left out.
        """
        foreign = self._reach().foreign
        found = {module: None for modules in foreign.values() for module in modules}
        self._uses = {path: one for path, one in self._uses.items() if path in self._opened}
        for path in self._opened:
            found.update(dict.fromkeys(self._attributes(path, foreign.get(path, ()))))
        return list(found)

    def _attributes(self, path: str, imported: Sequence[str]) -> Sequence[str]:
        """Return the attributes that a file reads of *imported* modules."""
        uses = self._uses.get(path)
        if uses is None or uses.imported != imported:
            uses = self._uses[path] = library_uses(self._texts.get(path) or "", imported)
        return uses.attributes

    def _reach(self) -> Reached:
        """Return what opened files reach; found anew where imports have changed."""
        for path in self._unparsed:
            imports = imported_modules(self._texts.get(path) or "")
            if imports != self._imports.get(path, []):
                self._imports[path] = imports
                self._reached = None
        self._unparsed.clear()
        opened = frozenset(self._opened)
        if self._reached is None or self._reached[0] != opened:
            self._reached = opened, self._walk()
        return self._reached[1]

    def _walk(self) -> Reached:
        wanted: dict[str, None] = {}
        foreign: dict[str, list[str]] = {}
        paths = dict.fromkeys(self._opened)
        waiting = list(paths)
        most = _MAX_MISSING if self._there < _MAX_TEXTS else 0
        while waiting:
            one = waiting.pop()
            for module in self._imports.get(one, ()):
                candidates = self.candidates(module, one)
                found = [path for path in candidates if self._texts.get(path) is not None]
                waiting += [path for path in found if path not in paths]
                paths.update(dict.fromkeys(found))
                if len(self._texts) + len(wanted) < most:
                    asked = (*candidates, *self._places(module, one)[1])
                    unknown = [path for path in asked if path not in self._texts]
                    wanted.update(dict.fromkeys(unknown))
                if not found and self._is_foreign(module, one):
                    foreign.setdefault(one, []).append(module)
        return Reached(paths.keys(), list(wanted), foreign)

    def _is_foreign(self, module: str, path: str) -> bool:
        """Whether a module without a text of its own is neither the user's nor Python's."""
        above = module.rpartition(".")[0]
        is_ours = module.startswith(".") or (above and self.source(above, path))
        return not is_ours and module.partition(".")[0] not in facts().modules

    def source(self, module: str, path: str) -> tuple[str, str] | None:
        """Return path and text of the *module* that the file at *path* imports."""
        for candidate in self.candidates(module, path):
            text = self._texts.get(candidate)
            if text is not None:
                return candidate, text
        return None

    def watch(self, module: str, path: str, reader: Evaluator) -> None:
        """Note that *reader* has read, or missed, the *module* that the file at *path* imports."""
        for candidate in (*self.candidates(module, path), *self._places(module, path)[1]):
            self._readers.setdefault(candidate, WeakSet()).add(reader)

    def candidates(self, module: str, path: str) -> Sequence[str]:
        """Return the paths a module may have, the likeliest first."""
        found, holders = self._places(module, path)
        inner = [one for one in holders if self._texts.get(one) is not None]
        if not inner:
            return found
        first = module.partition(".")[0]
        hidden = [f"{one.rpartition('/')[0]}/{first}" for one in inner]
        starts = tuple(f"{one}{end}" for one in hidden for end in "/.")
        return [one for one in found if not one.startswith(starts)]

    def _places(self, module: str, path: str) -> tuple[Sequence[str], Sequence[str]]:
        """Return the paths of a module, and what shows that a folder above is no place of it."""
        key = (module, path.rpartition("/")[0])
        found = self._candidates.get(key)
        if found is None:
            paths, holders = (one(*key, self._roots) for one in (module_paths, holding_packages))
            found = self._candidates[key] = tuple(paths), tuple(holders)
        return found

    def defines(self, name: str, path: str) -> bool:
        """Whether the file at *path*, or one that opened files reach, assigns or defines *name*."""
        known = self._defining.get(name)
        if known is None:
            known = self._defining[name] = _Definitions(set(), set(self._texts))
        defining = known.paths_in(self._texts, name)
        reached = self._reach().paths if defining else ()
        return path in defining or any(one in reached for one in defining)


class _Definitions(NamedTuple):
    """The paths of the texts that define a name, and of those that are to be searched for it."""

    defining: set[str]
    unread: set[str]

    def put(self, path: str) -> None:
        """Note that a file has another text: it is read when the name is asked for."""
        self.defining.discard(path)
        self.unread.add(path)

    def paths_in(self, texts: Mapping[str, str | None], name: str) -> Collection[str]:
        """Return the paths of the *texts* that define *name*."""
        self.defining.update(
            path for path in self.unread if (text := texts.get(path)) and _defines(text, name)
        )
        self.unread.clear()
        return self.defining


def _defines(text: str, name: str) -> bool:
    """Whether a text has a `def name`, `class name`, `name:` or `name =`."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        is_whole = re.search(_STEM, before) is None and re.match(_WORD_REST, behind) is None
        if is_whole and (re.search(_DEFINING, before) or re.match(_TAKING, behind)):
            return True
        start = text.find(name, end)
    return False


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
        return self.workspace.defines(name, self.path)
