"""What somebody has looked at last, for the search that asks for nothing yet."""

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from docs_lsp.entry import Entry

_REMEMBERED: Final = 5


@dataclass(slots=True)
class RecentEntries:
    """The entries whose texts were asked for, each once."""

    _entries: deque[Entry] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))

    def add(self, entry: Entry) -> None:
        """Remember that somebody has looked at *entry*."""
        if entry in self._entries:
            self._entries.remove(entry)
        self._entries.append(entry)

    def newest_first(self) -> list[Entry]:
        """Return the entries, the last one first."""
        return list(reversed(self._entries))
