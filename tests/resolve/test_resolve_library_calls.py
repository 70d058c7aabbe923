"""Calls of library things: keyword arguments, overloads, decorators, keys of tables."""

import pytest
from cursor import split_cursor
from entry_list import EntryList
from library_facts_kit import entries_of, library_facts
from names_kit import NAMES

from docs_lsp.names import Names
from docs_lsp.resolve import UserModules, resolve

MODULES = {
    "forms": """
import typing as t
from functools import partial

class Field:
    kind: int
    def __init__(self, name=None, *, null=False):
        self.name = name
        self.size: int = 0

class Number(Field): ...

class Text(Field):
    def __init__(self, *args, length=None, **kwargs): super().__init__(*args, **kwargs)

class Strict(Field):
    def __init__(self, size): super().__init__()

class Hidden:
    def __init__(self, key): ...

class Shown(Hidden): ...

class Command:
    def main(self): ...

class Group(Command):
    def command(self, *args, **kwargs) -> t.Callable[[t.Callable[..., t.Any]], Command]: ...

F = t.TypeVar("F")

@t.overload
def group(name: t.Callable[..., t.Any]) -> Group: ...
@t.overload
def group(name: str | None = None, **attrs) -> t.Callable[[t.Callable[..., t.Any]], Group]: ...
def same(f: F) -> F: ...
def keep(name: str) -> t.Callable[[F], F]: ...
def style(text, fg=None): ...

class Array:
    def any(self): ...

class Column:
    def any(self): ...
    def first(self): ...

class Table:
    def __getitem__(self, key): return self._cached(key)
    def items(self) -> t.Iterable[tuple[str, Column]]: ...

@t.overload
def isna(value: Array) -> Array: ...
@t.overload
def isna(value: Column) -> Column: ...
class File:
    def save(self): ...

class ImageFile(File): ...

class FieldFile(File):
    def save(self): ...

class ImageFieldFile(ImageFile, FieldFile): ...

class Session:
    def __enter__(self) -> Session: ...

class Session2:
    async def __aenter__(self) -> Session2: ...

def session() -> Session | Session2: ...

V = t.TypeVar("V")

class Mapped(t.Generic[V]):
    def desc(self): ...
    @t.overload
    def __get__(self, instance: None, owner) -> Mapped[V]: ...
    @t.overload
    def __get__(self, instance: object, owner) -> V: ...

class Axis:
    @t.overload
    def __get__(self, obj: Table | Column, type) -> Array: ...
    @t.overload
    def __get__(self, obj: None, type) -> Axis: ...

class Indexed:
    index = Axis()

@t.overload
def select(value: Array) -> list[Array]: ...
@t.overload
def select(value: Column) -> list[Column]: ...
@t.overload
def read(path: str, table: t.Literal[True]) -> Table: ...
@t.overload
def read(path: str) -> Column: ...
""",
}
DOCUMENTED = """
class: forms.Field forms.Number(**options) forms.Text(**options) forms.Strict(size) forms.Shown
class: forms.Command forms.Group forms.Array forms.Column forms.Table forms.Mapped forms.Indexed
class: forms.File forms.FieldFile forms.Session forms.Session2
method: forms.File.save forms.FieldFile.save forms.Session.close forms.Session2.close
function: forms.session
function: forms.group(name) forms.style(text,fg) forms.isna forms.read
method: forms.Command.main forms.Group.command forms.Array.any forms.Column.any forms.Column.first
method: forms.Mapped.desc
attribute: forms.Field.name forms.Field.kind forms.Field.size
"""
BOTH = Names([*NAMES._docsets, EntryList(entries_of(DOCUMENTED, "forms~1.0"))])
WORKSPACE = UserModules()
WORKSPACE.libraries = library_facts(MODULES)


def shown(marked: str) -> str | None:
    source, offset = split_cursor(marked)
    found = resolve(source, offset, BOTH, WORKSPACE.finder("/p/a.py"))
    return found.entry.name if found is not None and not found.guess else None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("forms.Field($0null=True)", "forms.Field"),
        ("forms.Number($0null=True)", "forms.Field"),  # its maker is inherited
        ("forms.Text($0length=3)", "forms.Text"),
        ("forms.Text($0null=True)", "forms.Field"),  # handed on
        ("forms.Strict($0size=3)", "forms.Strict"),
        ("forms.Shown($0key=3)", "forms.Shown"),  # the class that names it is not documented
        ("class Own(forms.Number): ...\nOwn($0null=True)", "forms.Field"),
        ("class Own(forms.Number): ...\nOwn($0other=True)", None),
        ("class Own(forms.Number):\n    def __init__(self, null): ...\nOwn($0null=True)", None),
        ("@make\nclass Own(forms.Number): ...\nOwn($0null=True)", None),
        ("class Own(forms.Number):\n    def f(self):\n        super().__init__($0null=True)", "forms.Field"),
        ("class Own(forms.Number):\n    def f(self):\n        super().$0__init__()", "forms.Field"),
        ("class Own(forms.Text):\n    def f(self):\n        super().$0__init__()", "forms.Text"),
        ("class Own(forms.Hidden):\n    def f(self):\n        super().$0__init__()", None),
    ],
)  # fmt: skip
def test_a_keyword_argument_is_described_by_the_class_whose_maker_names_it(
    code: str, name: str | None
) -> None:
    assert shown(f"import forms\n{code}") == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("partial(forms.style, $0fg='red')", "forms.style"),
        ("partial(forms.Number, $0null=True)", "forms.Field"),
        ("def own(fg): ...\npartial(own, $0fg='red')", None),
        ("$0partial(forms.style)", "functools.partial"),
    ],
)
def test_a_keyword_argument_of_partial_belongs_to_the_function_that_it_calls(
    code: str, name: str | None
) -> None:
    assert shown(f"import forms\nfrom functools import partial\n{code}") == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("forms.isna(forms.Column()).$0any", "forms.Column.any"),
        ("forms.isna(forms.Array()).$0any", "forms.Array.any"),
        ("forms.isna(unknown).$0any", None),  # another overload may be meant
        ("forms.select(unknown).$0append", "list.append"),  # all give a list
        ("forms.read(unknown).$0first", "forms.Column.first"),  # all take the same there
    ],
)
def test_an_argument_that_is_not_known_decides_for_no_overload(code: str, name: str | None) -> None:
    assert shown(f"import forms\n{code}") == name


@pytest.mark.parametrize(
    ("decorator", "code", "name"),
    [
        ("@forms.group()", "cli.$0command", "forms.Group.command"),
        ("@forms.group", "cli.$0command", "forms.Group.command"),
        ("@forms.group(name='x')", "cli.$0main", "forms.Command.main"),
        ("@forms.group()", "@cli.command()\ndef f(): ...\nf.$0main", "forms.Command.main"),
        ("@forms.group()", "$0cli", None),
        ("@forms.same", "cli.$0command", None),
        ("@forms.keep('x')", "cli.$0command", None),
        ("@forms.group()\n@forms.keep('x')", "cli.$0command", "forms.Group.command"),
    ],
)
def test_a_decorator_of_a_library_may_make_an_object_of_a_function(
    decorator: str, code: str, name: str | None
) -> None:
    assert shown(f"import forms\n{decorator}\ndef cli(): ...\n{code}") == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("def f(key: str):\n    forms.Table()[key].$0first", "forms.Column.first"),
        ("def f(key):\n    forms.Table()[key].$0first", None),
        ("def f(key: str | None):\n    forms.Table()[key].$0first", "forms.Column.first"),
    ],
)
def test_a_name_in_a_variable_takes_a_column_of_a_table(code: str, name: str | None) -> None:
    assert shown(f"import forms\n{code}") == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("class Own(forms.Field):\n    def f(self):\n        self.$0name", "forms.Field.name"),
        (
            "class Own(forms.Field):\n    def f(self):\n        self.name = 1\n        self.$0name",
            None,
        ),
        (
            "class Own(forms.Field):\n    def f(self):\n        self.kind = 1\n        self.$0kind",
            "forms.Field.kind",
        ),
        (
            "class Own(forms.Text):\n    def f(self):\n        self.size = 1\n        self.$0size",
            "forms.Field.size",
        ),
    ],
)
def test_an_attribute_that_the_users_class_assigns_is_its_own_unless_a_base_declares_it(
    code: str, name: str | None
) -> None:
    assert shown(f"import forms\n{code}") == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("forms.Indexed().index.$0any", "forms.Array.any"),
        ("class Own(forms.Indexed): ...\nOwn().index.$0any", "forms.Array.any"),
        ("class Own:\n    x: forms.Mapped[str]\nOwn.x.$0desc", "forms.Mapped.desc"),
        ("class Own:\n    x: forms.Mapped[str]\nOwn().x.$0strip", "str.strip"),
        ("class Own:\n    x: forms.Mapped[str]\nOwn().x.$0desc", None),
        (
            "class Own:\n    x: forms.Mapped[str]\n    def f(self):\n        self.x.$0strip",
            "str.strip",
        ),
        (
            "class Own:\n    def f(self, x: forms.Mapped[str]):\n        x.$0desc",
            "forms.Mapped.desc",
        ),
    ],
)
def test_an_object_has_what_a_descriptor_gives(code: str, name: str | None) -> None:
    assert shown(f"import forms\n{code}") == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("forms.ImageFieldFile().$0save", "forms.FieldFile.save"),
        ("forms.ImageFile().$0save", "forms.File.save"),
    ],
)
def test_a_base_comes_after_all_that_derive_from_it(code: str, name: str) -> None:
    assert shown(f"import forms\n{code}") == name


@pytest.mark.parametrize(
    ("word", "name"), [("async with", "forms.Session2.close"), ("with", "forms.Session.close")]
)
def test_async_with_enters_what_can_be_entered_so(word: str, name: str) -> None:
    code = f"async def f():\n    {word} forms.session() as s:\n        s.$0close"
    assert shown(f"import forms\n{code}") == name
