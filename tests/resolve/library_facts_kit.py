"""Documented names and facts of small libraries that tests write themselves."""

from docs_lsp.entry import Entry
from docs_lsp.libraries.module_facts import module_facts
from docs_lsp.libraries.packing import pack
from docs_lsp.resolve import LibraryFacts


def entries_of(listed: str, docset: str) -> list[Entry]:
    """Return the entries of lines such as `class: kit.App kit.Reply`; `f(a,b)` has a signature."""
    entries: list[Entry] = []
    for line in listed.strip().splitlines():
        role, _, words = line.partition(": ")
        for word in words.split():
            name, bracket, _ = word.partition("(")
            entry = Entry(docset, len(entries) + 1, name, "py", role, role, f"p.html#{name}", 1)
            entries.append(entry._replace(signature=word) if bracket else entry)
    return entries


def library_facts(modules: dict[str, str]) -> LibraryFacts:
    """Return the facts of modules, given as texts by dotted name."""
    packages = {name.rpartition(".")[0] for name in modules}
    every = {
        name: module_facts(text, name, is_package=name in packages or "." not in name)
        for name, text in modules.items()
    }
    return LibraryFacts({name: pack(one) for name, one in every.items() if one is not None})
