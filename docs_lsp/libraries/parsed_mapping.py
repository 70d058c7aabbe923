"""A mapping whose values are parsed when they are asked for, each time: most never are."""

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

Text = TypeVar("Text")
Value_co = TypeVar("Value_co", covariant=True)


class ParsedMapping(Mapping[str, Value_co], Generic[Text, Value_co]):
    """The values that *parse* makes of *texts*, by the same names."""

    __slots__ = ("_parse", "_texts")

    def __init__(self, texts: Mapping[str, Text], parse: Callable[[Text], Value_co]) -> None:
        self._texts = texts
        self._parse = parse

    def __getitem__(self, name: str) -> Value_co:
        return self._parse(self._texts[name])

    def __contains__(self, name: object) -> bool:
        return name in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
