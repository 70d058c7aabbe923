"""The facts that the text of a library module states."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs_lsp.libraries.module_facts import module_facts
from docs_lsp.libraries.packing import pack, unpack


def facts(text: str, module: str = "pkg.mod", *, is_package: bool = False) -> dict[str, Any]:
    found = module_facts(text, module, is_package=is_package)
    assert found is not None
    return found


def member(body: str, name: str, before: str = "") -> str | None:
    """Return the fact of a member of the class `C` with that body."""
    indented = "\n".join(f"    {line}" for line in body.splitlines())
    every = facts(f"{before}\nclass C:\n{indented}\n")["classes"]["C"]["members"].get(name)
    return every[0] if every else None


def test_imports_are_aliases_by_where_they_come_from() -> None:
    text = (
        "import os.path\nimport a.b as c\nfrom . import d\nfrom .e import f as g\nfrom ..h import i"
    )
    assert facts(text, "top.pkg.mod")["aliases"] == {
        "os": "os", "c": "a.b", "d": "top.pkg.d", "g": "top.pkg.e.f", "i": "top.h.i",
    }  # fmt: skip
    assert facts(text, "pkg", is_package=True)["aliases"]["g"] == "pkg.e.f"


def test_imports_for_types_and_of_a_branch_count() -> None:
    text = (
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from a import B\n"
        "try:\n    from c import D\nexcept ImportError:\n    from e import D\n"
        "from f import *\n"
    )
    found = facts(text)
    assert (found["aliases"]["B"], found["aliases"]["D"]) == ("a.B", "c.D")
    assert found["stars"] == ["f"]


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        ("Response", "lib.Response"),
        ("'Response'", "lib.Response"),
        ("Optional[Response]", "lib.Response"),
        ("Response | None", "lib.Response"),
        ("Union[int, 'Response']", "int | lib.Response"),
        ("list[Response]", "list[lib.Response]"),
        ("t.Iterator[Response]", "typing.Iterator[lib.Response]"),
        ("Callable[[int], Response]", "typing.Callable[lib.Response, int]"),
        ("type[Response]", "type[lib.Response]"),
        ("Literal['a', 1]", "str | int"),
        ("T", "~T"),
        ("t.Any", "?"),
        ("'not a type'", "?"),
        ("C", "pkg.mod.C"),
        ("t.Self", "~Self"),
    ],
)
def test_a_result_is_what_its_annotation_says(annotation: str, text: str) -> None:
    before = (
        "import typing as t\nfrom typing import *\nfrom lib import Response\n"
        "from typing import Optional, Union, Callable, Literal\nT = t.TypeVar('T')"
    )
    found = member(f"def f(self) -> {annotation}: ...", "f", before)
    assert found == (f"(){text}" if text != "?" else None)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("def f(self): return self", "~Self"),
        ("def f(self): return self.__class__()", "~Self"),
        ("@classmethod\ndef f(cls): return cls()", "~Self"),
        ("def f(self):\n    new = type(self)()\n    return new", "~Self"),
        ("def f(self): return Response()", "()lib.Response"),
        ("def f(self): return self.g()", "()pkg.mod.C.g"),
        ("def f(self): return self.g().h()", "()pkg.mod.C.g.h"),
        ("def f(self, r: Response):\n    return r.json()", "()lib.Response.json"),
        ("def f(self):\n    with Response() as r:\n        return r", "()lib.Response"),
        ("def f(self): return 'a'", "str"),
        ("def f(self):\n    if self: return 'a'\n    return None", "str"),
        ("def f(self):\n    if self: return 'a'\n    return 1", None),
        ("def f(self): yield 1", None),
        ("def f(self):\n    for r in self:\n        return r", None),
        (
            "def f(self, r):\n    '''Do.\n\n    :rtype: Response\n    '''\n    return r",
            "lib.Response",
        ),
        (
            "def f(self):\n    '''Do.\n\n    :return: :class:`Response <lib.Response>`\n    '''",
            "lib.Response",
        ),
        (
            "def f(self):\n    '''Do.\n\n    Returns\n    -------\n    Response\n        It.\n    '''",
            "lib.Response",
        ),
        (
            "def f(self):\n    '''Do.\n\n    Returns\n    -------\n    the thing itself\n    '''",
            None,
        ),
    ],
)
def test_a_result_without_annotation_is_what_the_body_or_the_docstring_says(
    body: str, text: str | None
) -> None:
    found = member(body, "f", "from lib import Response")
    assert (found.partition(")")[2] if found is not None else None) == text


@pytest.mark.parametrize(
    ("body", "name", "fact"),
    [
        ("x: int", "x", ":int"),
        ("x = Response()", "x", ":()lib.Response"),
        ("def __init__(self):\n    self.x = Response()", "x", ":()lib.Response"),
        ("def __init__(self, x: Response):\n    self.x = x", "x", ":lib.Response"),
        ("def __init__(self):\n    self.x: Response = None", "x", ":lib.Response"),
        ("@property\ndef x(self) -> Response: ...", "x", ":lib.Response"),
        ("@util.memoized_property\ndef x(self) -> Response: ...", "x", ":lib.Response"),
        ("x = CachedAccessor('x', Response)", "x", ":lib.Response"),
        ("async def x(self) -> Response: ...", "x", "()types.CoroutineType[?, ?, lib.Response]"),
        (
            "@contextmanager\ndef x(self) -> Iterator[Response]: ...",
            "x",
            "()contextlib.AbstractContextManager[lib.Response]",
        ),
        ("x = None", "x", None),
    ],
)
def test_an_attribute_has_the_type_it_is_given(body: str, name: str, fact: str | None) -> None:
    assert member(body, name, "from lib import Response\nfrom typing import Iterator") == fact


def test_a_class_has_its_bases_and_type_parameters() -> None:
    text = (
        "from typing import Generic, TypeVar\nfrom b import Base, Query\nT = TypeVar('T')\n"
        "class C(Base[T], Generic[T], metaclass=Meta):\n    class Inner(Base): ...\n"
        "class Manager(Base.from_queryset(Query)): ...\n"
    )
    classes = facts(text)["classes"]
    assert classes["C"]["params"] == ["~T"]
    assert classes["C"]["bases"] == ["b.Base[~T]"]
    assert classes["C"]["meta"] == "pkg.mod.Meta"
    assert classes["C.Inner"]["bases"] == ["b.Base"]
    assert classes["Manager"]["bases"] == ["b.Base", "b.Query"]


def test_overloads_are_kept_with_their_parameters() -> None:
    text = (
        "from typing import overload\n"
        "@overload\ndef f(x: int) -> int: ...\n@overload\ndef f(x: str) -> str: ...\n"
        "def f(x): return x\n"
    )
    assert facts(text)["symbols"]["f"] == ["(int)int", "(str)str"]


@pytest.mark.parametrize(
    "text", ["def f(:", "x = " + "(" * 1000, "\0", "x = " + "-" * 100_000 + "1"]
)
def test_a_text_that_does_not_parse_has_no_facts(text: str) -> None:
    assert module_facts(text, "m", is_package=False) is None


@given(st.text(alphabet="abc=:()[]\n .'\"@,*", max_size=60))
def test_no_text_fails(text: str) -> None:
    found = module_facts(text, "m", is_package=False)
    assert found is None or unpack(pack(found)) == found


def test_the_class_in_an_attribute_is_one_that_the_module_has() -> None:
    before = "from lib import Map"
    assert member("map_class = Map", "map_class", before) == ":type[lib.Map]"
    assert member("def run(self) -> int: ...\nother = run", "other", before) is None
    assert member("other = unknown", "other", before) is None


def test_a_type_parameter_has_its_default_or_bound() -> None:
    text = (
        "from typing import Generic, TypeVar\nfrom lib import A, B\n"
        "S = TypeVar('S', bound='A')\nT = TypeVar('T', bound=A, default=B)\nU = TypeVar('U')\n"
        "class C(Generic[S, T, U]): ...\n"
    )
    assert facts(text)["classes"]["C"]["bounds"] == {"~S": "lib.A", "~T": "lib.B"}
