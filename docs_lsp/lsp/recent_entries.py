"""Recently opened entries, shown for an empty query."""

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from docs_lsp.entry import Entry

_REMEMBERED: Final = 5


@dataclass(slots=True)
class RecentEntries:
    """The entries whose texts were requested last, each once."""

    _entries: deque[Entry] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))

    def add(self, entry: Entry) -> None:
        """Record that *entry* was opened."""
        if entry in self._entries:
            self._entries.remove(entry)
        self._entries.append(entry)

    def newest_first(self) -> list[Entry]:
        """Return the entries, the latest first."""
        return list(reversed(self._entries))
