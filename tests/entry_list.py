"""The entries of a small docset as a plain tuple, searched from end to end."""

from collections.abc import Iterator, Sequence

from docs_lsp.entry import Entry

# What descriptions of a library that is not installed state about its types.
TYPE_FACTS = {
    "net.get": ("()net.Answer",),
    "net.Client.send": ("()types.CoroutineType[?, ?, net.Answer]",),
    "net.Client.last": (":net.Answer",),
    "net.Answer": ("<net.Message",),
    "net.Answer.history": (":list[net.Answer]",),
    "net.Answer.copy": ("()~Self",),
    "kit.Reply.json": ("()net.Answer",),
    "frame.Table.copy": ("()frame.Column",),
}


# Members without entries that some text lists.
LISTED = frozenset(("NOT_FOUND", "GONE", "is_success", "netloc", "POLLIN"))


class EntryList(tuple[Entry, ...]):
    """What the store answers with SQL, said once more in plain Python."""

    __slots__ = ()

    @property
    def of_python(self) -> bool:
        return bool(self) and self[0].of_python

    def named(self, name: str) -> list[Entry]:
        return [entry for entry in self if entry.name == name]

    def members(self, owner: str) -> list[Entry]:
        python = (entry for entry in self if entry.domain == "py")
        return [entry for entry in python if entry.name.rpartition(".")[0] == owner]

    def beginning(self, typed: str, limit: int) -> list[str]:
        python = {entry.name for entry in self if entry.domain == "py"}
        found = [name for name in python if name.startswith(typed)]
        return sorted(found, key=lambda name: (name.count("."), name))[:limit]

    def ending(self, top: str, last: str) -> list[str]:
        python = (entry.name for entry in self if entry.domain == "py")
        return [name for name in python if name.startswith(f"{top}.") and name.endswith(f".{last}")]

    def within(self, top: str) -> list[str]:
        names = dict.fromkeys(entry.name for entry in self if entry.domain == "py")
        return [name for name in names if name.startswith(f"{top}.")]

    def type_facts(self, name: str) -> Sequence[str]:
        return TYPE_FACTS.get(name, ()) if any(one.name == name for one in self) else ()

    def describes(self, package: str) -> bool:
        python = (entry.name for entry in self if entry.domain == "py")
        return any(name.partition(".")[0] == package for name in python)

    def front_page(self, package: str) -> Entry | None:
        python = [entry.name for entry in self if entry.domain == "py"]
        own = [name for name in python if name.startswith(f"{package}.")]
        if not own or len(own) < len(python) / 10:
            return None
        return next((one for one in self if one.role == "doc" and one.name == "index"), None)

    def at(self, anchor: str) -> list[Entry]:
        return [entry for entry in self if entry.anchor == anchor]

    def naming(self, page: str, name: str, others: Sequence[str]) -> list[Entry]:
        on_page = [one for one in self if one.anchor.partition("#")[0] == page]
        return on_page if name in LISTED and others else []

    def dated(self) -> list[Entry]:
        python = (entry for entry in self if entry.domain == "py")
        return [entry for entry in python if entry.since or entry.deprecated is not None]

    def dotted_names(self) -> Iterator[str]:
        return (entry.name for entry in self if entry.domain == "py" and "." in entry.name)
