"""An entry that may describe a code in a string."""

from typing import NamedTuple

from docs_lsp.entry import Entry


class Described(NamedTuple):
    """An entry that may describe a code, and the code as that entry lists it.

    Without `head` the entry describes that code alone. With `parameter` the code is a value of
    that parameter of the entry.
    """

    entry: Entry
    head: str
    parameter: str = ""
