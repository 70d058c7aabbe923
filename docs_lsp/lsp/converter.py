"""The converter between JSON and lsprotocol's values, without a function for each rare class.

For each class that occurs, and for the classes of its fields, cattrs generates and compiles two
functions. Most of them are used once, in `initialize`, which takes longer to prepare than to
answer. Here one function goes through the fields of any class, and cattrs's own is made for a class
whose values come again and again. What else lsprotocol does, such as finding out which class of a
union is meant, is left to it. `tests/lsp/test_converter.py` compares the two.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, NamedTuple

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from lsprotocol.types import is_special_property
from pygls.protocol import default_converter

_COMMON: Final = 8  # values, after which a class gets functions of its own
_NOTHING: Final = object()  # no value of a field


class _Field(NamedTuple):
    """A field: its name in Python and in JSON, its type, and the value that is left out of JSON."""

    name: str
    key: str
    type: Any
    left_out: object


def make_converter() -> Converter:
    """Return a converter that does what pygls's own does."""
    converter: Converter = default_converter()  # type: ignore[no-untyped-call]  # pygls
    converter.register_structure_hook_factory(attrs.has, partial(_reader, converter))
    converter.register_unstructure_hook_factory(attrs.has, partial(_writer, converter))
    return converter


def _reader(converter: Converter, cls: type) -> Callable[[Any, Any], Any]:
    """Return the function that makes an instance of *cls* from a JSON object.

    It raises whatever is wrong with that; the message is refused then.
    """
    fields = _fields(cls)
    done = 0
    own: Callable[[Any, Any], Any] | None = None

    def read(data: Any, kind: Any) -> Any:  # noqa: ANN401  # whatever JSON can say
        nonlocal done, own
        if own is not None:
            return own(data, kind)
        found = {
            field.name: converter.structure(data[field.key], field.type)
            for field in fields
            if field.key in data
        }
        done += 1
        if done == _COMMON:  # now those of its fields have their own, which it calls directly
            own = make_dict_structure_fn(cls, converter, **_overrides(fields))
            converter.register_structure_hook(cls, own)
        return cls(**found)

    vars(read)["overrides"] = _overrides(fields)  # by which cattrs tells classes of a union apart
    return read


def _writer(converter: Converter, cls: type) -> Callable[[Any], dict[str, Any]]:
    """Return the function that makes a JSON object from an instance of *cls*."""
    fields = _fields(cls)
    done = 0
    own: Callable[[Any], dict[str, Any]] | None = None

    def write(value: Any) -> dict[str, Any]:  # noqa: ANN401  # an instance of cls
        nonlocal done, own
        if own is not None:
            return own(value)
        found = {}
        for name, key, _, left_out in fields:
            part = getattr(value, name)
            if part is not left_out and part != left_out:
                found[key] = converter.unstructure(part)
        done += 1
        if done == _COMMON:  # as above
            own = make_dict_unstructure_fn(cls, converter, **_overrides(fields))
            converter.register_unstructure_hook(cls, own)
        return found

    return write


def _fields(cls: type) -> tuple[_Field, ...]:
    return tuple(
        _Field(
            one.name,
            key_of(one.name),
            one.type,
            _NOTHING if is_special_property(cls, one.name) else one.default,
        )
        for one in attrs.fields(cls)
    )


def key_of(name: str) -> str:
    """Return the name of a field in JSON: `textDocument` for `text_document`."""
    first, *rest = name.removesuffix("_").split("_")
    return first + "".join(map(str.title, rest))


def _overrides(fields: tuple[_Field, ...]) -> Mapping[str, Any]:
    """Return how cattrs's own functions treat each field."""
    return {
        one.name: override(rename=one.key, omit_if_default=one.left_out is not _NOTHING)
        for one in fields
    }
