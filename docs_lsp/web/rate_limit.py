"""A limit on the answers that one client may have computed."""

from collections import OrderedDict
from typing import Final

_CLIENTS: Final = 1024  # clients; the least recent are dropped


class RateLimit:
    """A token bucket for each client: *burst* tokens at once, *rate* more each second."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = burst
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str, now: float) -> float:
        """Take a token at the time *now*; return the seconds until there is one, 0 if there was.

        *now* is in seconds and never decreases.
        """
        tokens, before = self._buckets.pop(client, (float(self._burst), now))
        tokens = min(self._burst, tokens + (now - before) * self._rate)
        is_free = tokens >= 1
        self._buckets[client] = (tokens - is_free, now)
        if len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        return 0.0 if is_free else (1 - tokens) / self._rate
