"""The modules that the imports of a text name, found without a syntax tree."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from docs_lsp.resolve.stdlib.typeshed import facts
from docs_lsp.resolve.syntax.common_ends import common_prefix, common_suffix

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_IMPORT: Final = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<source>[.\w]+)[ \t]+import[ \t]+(?P<names>\([^()]*\)|[^\n#;]*)"
    r"|import[ \t]+(?P<modules>[^\n#;]*))",
    re.MULTILINE,
)
_RENAMED: Final = r"\bimport[ \t]+([\w.]+)[ \t]+as[ \t]+(\w+)"
_ATTRIBUTE: Final = r"(?<![\w.])([^\W\d]\w*)\.([^\W\d]\w*)"
_PIECE: Final = 500_000  # code points that are read at once
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


class LibraryUses(NamedTuple):
    """The dotted names that a text reads of modules it imports: `numpy.array` of `np.array`.

    `names` are the imported modules by what the text calls them.
    """

    imported: Sequence[str]
    names: Mapping[str, str]
    attributes: Sequence[str]


def library_uses(text: str, imported: Sequence[str]) -> LibraryUses:
    """Return what *text* reads of *imported* modules."""
    names = {name.rpartition(".")[2]: name for name in imported}
    if names:
        renamed = re.finditer(_RENAMED, text)
        names |= {match[2]: match[1] for match in renamed if match[1] in imported}
    found = dict.fromkeys(_read(text, names))
    return LibraryUses(imported, names, list(islice(found, _MAX_USED)))


def after_edit(uses: LibraryUses, before: str, text: str) -> LibraryUses | None:
    """Return the uses in *text*, which was *before*; None if they are to be found anew.

    What the lines before the edit alone have read stays among them.
    """
    first = common_prefix(before, text)
    last = min(common_suffix(before, text), min(len(before), len(text)) - first)
    changed, old = (_lines(one, first, len(one) - last) for one in (text, before))
    if "import" in changed or "import" in old:
        return None
    found = tuple(dict.fromkeys((*uses.attributes, *_read(changed, uses.names))))
    return uses._replace(attributes=found) if len(found) <= _MAX_USED else None


def _lines(text: str, start: int, end: int) -> str:
    """Return the whole lines around a part of *text*."""
    behind = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : behind if behind >= 0 else len(text)]


def _read(text: str, names: Mapping[str, str]) -> Iterator[str]:
    """Iterate over the attributes that *text* reads of *names*."""
    start = 0 if names else len(text)
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        words = text[start:end].split()  # a quick way to leave out most of the text
        for match in re.finditer(_ATTRIBUTE, " ".join(word for word in words if "." in word)):
            if match[1] in names:
                yield f"{names[match[1]]}.{match[2]}"
        start = end
