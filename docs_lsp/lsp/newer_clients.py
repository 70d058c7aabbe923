"""Messages of clients that know values of the protocol which lsprotocol does not know.

A client lists what it supports, such as kinds of symbols and tags, and newer ones add to these
lists; VS Code's client library has a trace value of its own, `compact`. lsprotocol refuses a
message with one such value. Here the value is left out, if the protocol allows that.
"""

from collections.abc import Sequence
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin

import attrs
from lsprotocol import types

from docs_lsp.lsp.converter import key_of

_UNKNOWN: Final = object()  # in place of a value that is left out
_COMPACT: Final = "compact"  # a trace of messages, each in one line


def known_part(data: object, kind: Any) -> object:  # noqa: ANN401  # a type of lsprotocol's
    """Return JSON of the type *kind* without values that its enumerations do not have."""
    is_union = get_origin(kind) in (Union, UnionType)
    kinds = [one for one in get_args(kind) if one is not NoneType] if is_union else [kind]
    if len(kinds) != 1:  # such as an enumeration that allows any text
        return data
    if isinstance(data, dict) and attrs.has(kinds[0]):
        return _known_fields(data, kinds[0])
    if isinstance(data, list) and get_origin(kinds[0]) is Sequence:
        (of_parts,) = get_args(kinds[0])
        parts = [known_part(one, of_parts) for one in data]
        return [one for one in parts if one is not _UNKNOWN]
    if isinstance(kinds[0], type) and issubclass(kinds[0], Enum):
        return _known_value(data, kinds[0])
    return data


def _known_fields(data: dict[str, Any], cls: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a JSON object without unknown values; one that is required is kept."""
    fields = {key_of(field.name): field for field in attrs.fields(cls)}
    known = dict(data)
    for key in data.keys() & fields.keys():
        part = known_part(data[key], fields[key].type)
        if part is not _UNKNOWN:
            known[key] = part
        elif fields[key].default is not attrs.NOTHING:
            del known[key]
    return known


def _known_value(data: object, enumeration: type[Enum]) -> object:
    if not isinstance(data, str | int) or data in [one.value for one in enumeration]:
        return data
    is_compact = enumeration is types.TraceValue and data == _COMPACT
    return types.TraceValue.Messages.value if is_compact else _UNKNOWN
