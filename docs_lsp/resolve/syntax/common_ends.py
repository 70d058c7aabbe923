"""Compare two texts, or their bytes: what they share at their ends, and where they differ."""

from typing import Final, NamedTuple, TypeVar

Text = TypeVar("Text", str, bytes)

_BLOCK: Final = 4096  # characters that are compared at once


def common_prefix(one: Text, other: Text, begin: int = 0, other_begin: int = 0) -> int:
    """Return how many characters two texts share from where each begins."""
    most = min(len(one) - begin, len(other) - other_begin)
    low, high, step = 0, 0, _BLOCK
    while high < most:  # further and further, until a difference
        high = min(most, low + step)
        if _slice(one, begin, low, high) != _slice(other, other_begin, low, high):
            break
        low, step = high, 2 * step
    while low < high:
        middle = (low + high + 1) // 2
        if _slice(one, begin, low, middle) == _slice(other, other_begin, low, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _slice(text: Text, begin: int, low: int, high: int) -> Text:
    return text[begin + low : begin + high]


def common_suffix(one: Text, other: Text) -> int:
    """Return how many characters two texts share up to their end."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low


class Difference(NamedTuple):
    """A part of a text and what replaces it: where both begin, and how long they are."""

    begin: int
    new_begin: int
    length: int
    new_length: int


def differences(old: Text, new: Text, most: int) -> list[Difference] | None:
    """Return what turns *old* into *new*, in order; None if more than *most* characters differ.

    Between two differences the texts are alike for a while, at the same distance from both begins
    or from both ends. What differs nearby is one difference.
    """
    if abs(len(new) - len(old)) > most:
        return None
    begin = new_begin = common_prefix(old, new)
    end = min(common_suffix(old, new), min(len(old), len(new)) - begin)
    found: list[Difference] = []
    while begin < len(old) or new_begin < len(new):
        place = _next_alike(old, new, (begin, new_begin), end, most)
        if place is None:
            return None
        back = common_suffix(old[begin : place[0]], new[new_begin : place[1]])
        length, new_length = place[0] - back - begin, place[1] - back - new_begin
        found.append(Difference(begin, new_begin, length, new_length))
        most -= max(length, new_length)
        same = common_prefix(old, new, *place)
        begin, new_begin = place[0] + same, place[1] + same
    return found


def _next_alike(
    old: Text, new: Text, begins: tuple[int, int], end: int, most: int
) -> tuple[int, int] | None:
    """Return where the texts are alike again behind *begins*, not farther than *most*.

    The last *end* characters of both are the same.
    """
    begin, new_begin = begins
    shift = len(new) - len(old)
    last = max(len(old) - end, begin, new_begin - shift)
    for at in range(begin, min(last, begin + most + 1), _BLOCK):
        for new_at in {at - begin + new_begin, at + shift}:
            is_behind = new_begin <= new_at <= new_begin + most
            if is_behind and old[at : at + _BLOCK] == new[new_at : new_at + _BLOCK]:
                return at, new_at
    is_near = max(last - begin, last + shift - new_begin) <= most
    return (last, last + shift) if is_near else None
