"""The converter of the protocol does what pygls's own does, for every class."""

import random
import types as python_types
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

import attrs
import pytest
from cattrs import Converter
from cattrs.errors import StructureHandlerNotFoundError
from lsprotocol import types
from pygls.protocol import default_converter

from docs_lsp.lsp.converter import make_converter

_ROUNDS = 24  # of each class: more than it takes until it has a function of its own
_CLASSES = [one for one in types.ALL_TYPES_MAP.values() if isinstance(one, type) and attrs.has(one)]


def key_of(name: str) -> str:
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(part.capitalize() for part in rest)


def example(chance: random.Random, kind: Any, depth: int) -> Any:
    """Return JSON of a type of lsprotocol's."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, python_types.UnionType):
        return example(chance, chance.choice(inner), depth)
    if origin is Literal:
        return chance.choice(inner)
    if isinstance(origin, type):
        parts = (example(chance, one, depth + 1) for one in inner if one is not Ellipsis)
        return dict([tuple(parts)]) if issubclass(origin, Mapping) else list(parts)
    if not isinstance(kind, type):
        return {"any": [1, None, "a"]}
    if attrs.has(kind):
        return json_object(chance, kind, depth + 1)
    simple = {str: "text", int: chance.randrange(9), float: 0.5, bool: True, type(None): None}
    return chance.choice(list(kind)).value if issubclass(kind, Enum) else simple.get(kind, {"a": 1})


def json_object(chance: random.Random, cls: type, depth: int = 0) -> dict[str, Any]:
    """Return a JSON object of the form of *cls*; rarely one with a mistake."""
    made = {}
    for field in attrs.fields(cls):
        is_given = field.default is attrs.NOTHING or chance.random() < 1 / depth if depth else True
        if is_given and chance.random() < 0.97:
            kind = field.type if chance.random() < 0.98 else str
            made[key_of(field.name)] = example(chance, kind, depth)
    if chance.random() < 0.1:
        made["unknown"] = 1
    return made


def structured(converter: Converter, data: object, cls: type) -> object:
    """Return what a converter makes of JSON; the exception where it refuses."""
    try:
        return converter.structure(data, cls)
    except Exception as error:  # noqa: BLE001  # whichever: the message is refused
        return error


def cannot_read(error: object) -> bool:
    """Whether cattrs knows no way to read the type of some field, whatever is in it."""
    if isinstance(error, BaseExceptionGroup):
        return any(map(cannot_read, error.exceptions))
    return isinstance(error, StructureHandlerNotFoundError)


def compare(data: object, cls: type, converters: Sequence[Converter]) -> bool:
    """Return whether JSON is accepted, after comparing what two converters make of it."""
    plain, ours = (structured(one, data, cls) for one in converters)
    if isinstance(plain, Exception):
        assert cannot_read(plain) or isinstance(ours, Exception), (cls, data)
        return False
    assert ours == plain, (cls, data)
    expected = None
    with suppress(AttributeError, TypeError):  # a None where the protocol has an object
        expected = converters[0].unstructure(plain)
    assert expected is None or converters[1].unstructure(ours) == expected, (cls, data)
    return True


@pytest.fixture(scope="module")
def converters() -> tuple[Converter, Converter]:
    plain: Converter = default_converter()  # type: ignore[no-untyped-call]  # pygls
    return plain, make_converter()


def test_every_class_is_read_and_written_as_by_pygls(
    converters: tuple[Converter, Converter],
) -> None:
    accepted = []
    for cls in _CLASSES:
        for number in range(_ROUNDS):
            data = json_object(random.Random(f"{cls.__name__} {number}"), cls)
            accepted.append(compare(data, cls, converters))
    assert 0.5 < sum(accepted) / len(accepted) < 0.98


@pytest.mark.parametrize("data", [None, [], "text", 1, [{}], {"capabilities": []}])
@pytest.mark.parametrize(
    "cls", [types.InitializeParams, types.ClientCapabilities, types.HoverParams, types.Position]
)
def test_what_is_no_object_of_that_form_is_treated_as_by_pygls(
    data: object, cls: type, converters: tuple[Converter, Converter]
) -> None:
    for _ in range(_ROUNDS):
        compare(data, cls, converters)
