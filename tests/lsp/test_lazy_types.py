"""The classes of the protocol are the same whether attrs builds them early or late."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

_DESCRIBED = """
import inspect, json, re, sys
import attrs
if "lazy" in sys.argv:
    from docs_lsp.lsp import lazy_types
    assert lazy_types.install()
    assert len(lazy_types._unbuilt) > 500
from lsprotocol import converters, types
converter = converters.get_converter()
if "lazy" in sys.argv:
    assert len(lazy_types._unbuilt) > 500, "the converter builds the classes"
described = {}
ignored = {"__slots__", "__dict__", "__getstate__", "__setstate__", "__annotations__", "__attrs_own_setattr__"}
for name, one in sorted(vars(types).items()):
    if isinstance(one, type) and attrs.has(one):
        described[name] = {
            "fields": [re.sub(" at 0x\\w+", "", repr(field)) for field in attrs.fields(one)],
            "signature": str(inspect.signature(one)),
            "members": sorted(set(dir(one)) - ignored - {field.name for field in attrs.fields(one)}),
            "match": one.__match_args__,
            "hash": one.__hash__ is None,
            "doc": one.__doc__,
            "module": one.__module__ + one.__qualname__,
        }
print(json.dumps(described))
"""

_USED = """
from docs_lsp.lsp import lazy_types
assert lazy_types.install() == ("lazy" in __import__("sys").argv)
import copy
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from lsprotocol import converters, types

def refused(make, *errors):
    try:
        make()
    except errors as error:
        print(type(error).__name__, error)
    else:
        raise AssertionError("nothing was refused")

together = Barrier(8)
def made(number):
    together.wait()
    return types.Location("file:///a", types.Range(types.Position(number, 1), types.Position(number, 2)))
with ThreadPoolExecutor(8) as pool:
    places = list(pool.map(made, range(8)))
print(places)
print(sorted(types.Position(2 - n, 0) for n in range(3)), types.Position(1, 2) == types.Position(1, 2))
print(copy.deepcopy(places[0]) == places[0], copy.copy(places[0]) is not places[0])
refused(lambda: types.Position(-1, 0), ValueError)
refused(lambda: types.Position("1", 0), ValueError)
refused(lambda: types.HoverOptions(work_done_progress=1), TypeError)
refused(lambda: types.Hover(), TypeError)
refused(lambda: types.Hover("x", mistaken=1), TypeError)
refused(lambda: setattr(types.Position(1, 2), "line", -1), ValueError)
refused(lambda: hash(types.Hover("x")), TypeError)

class Own(types.CodeDescription):
    pass

print(Own("a"), Own("a") == Own("a"), Own("a") == types.CodeDescription("a"))
converter = converters.get_converter()
asked = {"id": 1, "jsonrpc": "2.0", "method": "textDocument/hover", "params":
    {"textDocument": {"uri": "file:///a"}, "position": {"line": 1, "character": 2}}}
print(converter.structure(asked, types.HoverRequest))
del asked["params"]["position"]["line"]
refused(lambda: converter.structure(asked, types.HoverRequest), Exception)
item = types.CompletionItem("a", data={"b": [1]}, text_edit=types.TextEdit(places[0].range, "a"))
print(converter.unstructure(types.CompletionList(is_incomplete=False, items=[item])))
"""


def _ran(code: str, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, **environment},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_classes_that_are_built_late_are_those_that_attrs_builds_early() -> None:
    lazy: dict[str, Any] = json.loads(_ran(_DESCRIBED, "lazy"))
    plain: dict[str, Any] = json.loads(_ran(_DESCRIBED))
    assert lazy.keys() == plain.keys()
    for name, described in plain.items():
        assert lazy[name] == described, name


def test_classes_that_are_built_late_are_used_like_those_built_early() -> None:
    assert _ran(_USED, "lazy") == _ran(_USED, DOCS_LSP_LAZY_TYPES="0")


@pytest.mark.parametrize(
    ("definition", "is_built"),
    [
        ("@attrs.define(kw_only=True)\nclass Made:\n    one: int = 1", True),
        ("@attrs.define\nclass Made:\n    def __init__(self): self.one = 1\n    one: int", True),
        ("@attrs.define\nclass Made(Base):\n    one: int = 1", False),
        ("@attrs.define\nclass Made:\n    one = attrs.field(default=1)", False),
    ],
)
def test_a_class_of_another_form_is_the_same(
    definition: str, tmp_path: Path, *, is_built: bool
) -> None:
    package = tmp_path / "lsprotocol"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "_hooks.py").touch()  # another version: it resolves types in its own way
    (package / "types.py").write_text(
        "import attrs\nALL_TYPES_MAP = {}\n"
        f"@attrs.define\nclass Base:\n    zero: int = 0\n{definition}\n"
    )
    code = (
        "from docs_lsp.lsp import lazy_types; print(lazy_types.install())\n"
        "from lsprotocol.types import Made; import attrs\n"
        "print(Made not in lazy_types._unbuilt, Made().one, attrs.fields(Made)[-1].name)"
    )
    assert _ran(code, PYTHONPATH=str(tmp_path)) == f"False\n{is_built} 1 one\n"
