"""The forms that the values of options may have: for a client's manifest, and as checks."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple


class BadValueError(Exception):
    """A value is not of the form its setting takes; the message names the form."""


class Check(NamedTuple):
    """A form that values may have: `schema` in JSON Schema, `accept` for a value of a client.

    `accept` returns the value as the code uses it, or raises `BadValueError`.
    """

    schema: Mapping[str, object]
    accept: Callable[[object], Any]


def _accept_boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise BadValueError("true or false")
    return value


def one_of(*words: str) -> Check:
    """Return the check of a string that is one of *words*."""

    def accept(value: object) -> str:
        if not isinstance(value, str) or value not in words:
            raise BadValueError("one of " + ", ".join(f'"{word}"' for word in words))
        return value

    return Check({"type": "string", "enum": list(words)}, accept)


def number(low: int, high: int) -> Check:
    """Return the check of a whole number from *low* to *high*, both included."""

    def accept(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise BadValueError(f"a whole number from {low} to {high}")
        return value

    return Check({"type": "integer", "minimum": low, "maximum": high}, accept)


def _accept_version(value: object) -> str | None:
    if value == "auto":
        return None
    if not isinstance(value, str) or not re.fullmatch(r"\d\.\d{1,3}", value, re.ASCII):
        raise BadValueError('"auto" or a version such as "3.14"')
    return value


def _accept_language(value: object) -> str | None:
    if value == "auto":
        return None
    if not isinstance(value, str) or not re.fullmatch(r"[a-z]{2,3}(?:-[a-z]{2,4})?", value):
        raise BadValueError('"auto" or a language such as "ja" or "pt-br"')
    return value


def _accept_path(value: object) -> str:
    if not isinstance(value, str) or not value or "\0" in value:
        raise BadValueError("the path of a file")
    return value


def _accept_environments(value: object) -> Mapping[str, str]:
    found = {"": value} if isinstance(value, str) else value
    if not isinstance(found, Mapping):
        raise BadValueError("the path of a Python, or an object of such paths by folder")
    return MappingProxyType({str(key): _accept_path(one) for key, one in found.items() if one})


def _accept_addresses(value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping) or not all(map(_is_address, value.values())):
        raise BadValueError('an object of addresses (https://...) by name, or "" for none')
    return MappingProxyType({str(name): str(address) for name, address in value.items()})


def _is_address(value: object) -> bool:
    return isinstance(value, str) and re.match("https?://|$", value) is not None


def _accept_address(value: object) -> str:
    if not isinstance(value, str) or not value.startswith(("https://", "http://")):
        raise BadValueError("an address (https://...)")
    return value


BOOLEAN: Final = Check({"type": "boolean"}, _accept_boolean)
VERSION: Final = Check(
    {"type": "string", "pattern": r"^(auto|\d\.\d{1,3})$"},
    _accept_version,
)
LANGUAGE: Final = Check(
    {"type": "string", "pattern": r"^(auto|[a-z]{2,3}(-[a-z]{2,4})?)$"},
    _accept_language,
)
PATH: Final = Check({"type": "string"}, _accept_path)
ENVIRONMENTS: Final = Check({"type": ["string", "object"]}, _accept_environments)
ADDRESSES: Final = Check(
    {"type": "object", "additionalProperties": {"type": "string"}}, _accept_addresses
)
ADDRESS: Final = Check({"type": "string"}, _accept_address)
