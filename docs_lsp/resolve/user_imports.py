"""The modules that the imports of a text name, found without a syntax tree."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.stdlib.typeshed import facts

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_IMPORT: Final = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<source>[.\w]+)[ \t]+import[ \t]+(?P<names>\([^()]*\)|[^\n#;]*)"
    r"|import[ \t]+(?P<modules>[^\n#;]*))",
    re.MULTILINE,
)
_RENAMED: Final = r"\bimport[ \t]+([\w.]+)[ \t]+as[ \t]+(\w+)"
_ATTRIBUTE: Final = r"(?<![\w.])([^\W\d]\w*)\.([^\W\d]\w*)"
_MAX_USED: Final = 500
_WORD: Final = r"[^\W\d]\w*"


def module_paths(module: str, folder: str, roots: Sequence[str]) -> list[str]:
    """Return the paths of a module that a file in *folder* imports, the likeliest first."""
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


def holding_packages(module: str, folder: str, roots: Sequence[str]) -> list[str]:
    """Return the `__init__.py` beside each folder above a file that has the name of *module*.

    Where there is one, that folder is a part of a package, and no import names it so:
    `profiling/model/pandas/a.py` imports pandas itself.
    """
    first = module.partition(".")[0]
    if not first:
        return []
    return [f"{start}/__init__.py" for start in _above(first, folder) if start not in roots]


def _above(first: str, folder: str) -> list[str]:
    """Return the folders above one that have a part of its path named *first* in them."""
    above = folder.split("/")
    return [
        "/".join(above[:index]) for index in range(len(above) - 1, 0, -1) if above[index] == first
    ]


def _folders(parts: list[str], level: int, folder: str, roots: Sequence[str]) -> list[str]:
    above = folder.split("/")
    if level:
        return ["/".join(above[: len(above) - level + 1])] if level <= len(above) else []
    # first the folder of the package that the file is in, if it imports from that
    return [*(_above(parts[0], folder) if parts else ()), *roots]


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
            name = re.match(_WORD, item.strip())
            if name is not None:
                found[f"{source}{'' if source.endswith('.') else '.'}{name[0]}"] = None
    return [module for module in found if module]


def used_attributes(text: str, imported: Collection[str]) -> list[str]:
    """Return the dotted names that a text reads of *imported* ones: `numpy.array` of `np.array`."""
    names = {name.rpartition(".")[2]: name for name in imported}
    names |= {match[2]: match[1] for match in re.finditer(_RENAMED, text) if match[1] in imported}
    found = (
        f"{names[match[1]]}.{match[2]}"
        for match in re.finditer(_ATTRIBUTE, text)
        if match[1] in names
    )
    return list(islice(dict.fromkeys(found), _MAX_USED))
