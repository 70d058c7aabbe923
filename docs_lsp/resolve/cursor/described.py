"""An entry that may describe something without an entry of its own: a code, a value, a member."""

from typing import NamedTuple

from docs_lsp.entry import Entry


class Described(NamedTuple):
    """An entry that may describe a code in a string or a member, and the name it lists that by.

    Without `head` the entry describes that code alone. With `parameter` the code is a value of
    that parameter of the entry. With `members`, the names of all members of an owner, it is one of
    those, and a table or a list of the entry may be about them.
    """

    entry: Entry
    head: str
    parameter: str = ""
    members: frozenset[str] = frozenset()
