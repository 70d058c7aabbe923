"""The points that the entries of one docset have gathered for one query, by their places."""

from collections.abc import Iterable, Mapping
from typing import Final

_NOTHING: Final = float("-inf")


class Scores(dict[int, float]):
    """Points by place. Of several ways in which an entry matches, the best one counts.

    `parameters` has the name of a parameter where that is what matched. `reasons` has, if the
    order is to be explained, the points of every way by its name.
    """

    def __init__(self, *, explained: bool = False) -> None:
        super().__init__()
        self.parameters: dict[int, str] = {}
        self.reasons: dict[int, dict[str, float]] | None = {} if explained else None

    def keep(self, found: Iterable[tuple[int, float]], way: str) -> None:
        """Take over the points of *found* that are more than a place has; *way* names the match."""
        if self.reasons is not None:
            found = list(found)
            self._note(found, way)
        known, parameters = self.get, self.parameters
        for place, points in found:
            if points > known(place, _NOTHING):
                self[place] = points
                if parameters:
                    parameters.pop(place, None)

    def keep_all(self, found: Mapping[int, float], way: str) -> None:
        """Take over the points of *found* as `keep` does, sooner as each place comes once."""
        if self.reasons is not None:
            self._note(found.items(), way)
        known, parameters = self.get, self.parameters
        better = {
            place: points for place, points in found.items() if points > known(place, _NOTHING)
        }
        self.update(better)
        for place in parameters.keys() & better.keys() if parameters else ():
            del parameters[place]

    def keep_parameters(self, found: Iterable[tuple[str, int, float]]) -> None:
        """Take over the points of parameters: name, place, points."""
        for name, place, points in found:
            if self.reasons is not None:
                self._note([(place, points)], f"parameter {name}")
            if points > self.get(place, _NOTHING):
                self[place] = points
                self.parameters[place] = name

    def add(self, place: int, points: float, why: str) -> None:
        """Add *points* to what a place has."""
        self[place] += points
        if self.reasons is not None:
            self.reasons.setdefault(place, {})[why] = points

    def add_all(self, found: Mapping[int, float], why: str) -> None:
        """Add the points of *found* to what each place has."""
        self.update({place: self[place] + points for place, points in found.items()})
        if self.reasons is not None:
            for place, points in found.items():
                self.reasons.setdefault(place, {})[why] = points

    def leave(self, places: Mapping[int, object] | set[int]) -> None:
        """Drop all but *places*."""
        for place in self.keys() - places:
            del self[place]

    def reasons_of(self, place: int) -> tuple[tuple[str, float], ...]:
        """Return the ways in which a place matched, the best first; none unless explained."""
        if self.reasons is None:
            return ()
        ways = self.reasons.get(place, {})
        return tuple(sorted(ways.items(), key=lambda way: (-way[1], way[0])))

    def _note(self, found: Iterable[tuple[int, float]], way: str) -> None:
        assert self.reasons is not None
        for place, points in found:
            ways = self.reasons.setdefault(place, {})
            ways[way] = max(points, ways.get(way, _NOTHING))
