"""The user's modules in memory: what imports find, and which files are asked for."""

import pytest
from cursor import split_cursor
from names_kit import NAMES

from docs_lsp.resolve import UserModules, resolve
from docs_lsp.resolve.user_imports import imported_modules
from docs_lsp.resolve.user_modules import Reached


def answer(workspace: UserModules, path: str, marked: str) -> str | None:
    source, offset = split_cursor(marked)
    found = resolve(source, offset, NAMES, workspace.finder(path))
    return found.entry.name if found is not None and not found.guess else None


def test_a_module_is_found_from_its_package_and_from_a_root() -> None:
    workspace = UserModules(["/p/src"])
    workspace.put("/p/lib/pkg/sub/tools.py", "import os\n")
    workspace.put("/p/src/other.py", "from os import getcwd\n")
    for marked, name in (
        ("from pkg.sub.tools import $0os", "os"),
        ("from ...pkg.sub.tools import $0os", None),
        ("from .sub.tools import os\nos.$0getcwd", "os.getcwd"),
        ("from .sub import tools\ntools.$0os", "os"),
        ("from other import $0getcwd", "os.getcwd"),
    ):
        assert answer(workspace, "/p/lib/pkg/main.py", marked) == name


def test_a_folder_within_a_package_does_not_hide_what_has_its_name() -> None:
    workspace = UserModules(["/p"], opened=["/p/pkg/web/a.py"])
    workspace.put("/p/pkg/web/a.py", "import web\n")
    assert "/p/pkg/__init__.py" in workspace.take_wanted()
    workspace.put("/p/pkg/web/__init__.py", "")
    marked = "import web\nweb.$0App"
    assert answer(workspace, "/p/pkg/web/a.py", marked) is None  # unknown, so it may be the user's
    workspace.put("/p/pkg/__init__.py", "")
    assert answer(workspace, "/p/pkg/web/a.py", marked) == "web.App"
    workspace.put("/p/web/__init__.py", "")
    assert answer(workspace, "/p/web/a.py", marked) is None


def test_a_change_of_another_module_changes_the_answer() -> None:
    workspace = UserModules()
    marked = "from .b import x\nx.$0strip()"
    workspace.put("/p/b.py", "x = ''\n")
    assert answer(workspace, "/p/a.py", marked) == "str.strip"
    workspace.put("/p/b.py", "x = 1\n")
    assert answer(workspace, "/p/a.py", marked) is None
    workspace.put("/p/b.py", None)
    assert answer(workspace, "/p/a.py", marked) is None


def test_many_modules_that_are_missing_keep_none_out() -> None:
    opened = ["/p/pkg/a.py"]
    workspace = UserModules(opened=opened)
    names = ", ".join(f"name{number}" for number in range(1500))
    workspace.put("/p/pkg/a.py", f"from pkg.names import {names}\n")
    for path in workspace.take_wanted():
        workspace.put(path, None)
    opened.append("/p/pkg/b.py")
    workspace.put("/p/pkg/b.py", "from pkg.c import d\n")
    assert "/p/pkg/c.py" in workspace.take_wanted()


def test_not_all_the_world_is_read() -> None:
    workspace = UserModules(opened=["/p/a.py"])
    workspace.put("/p/a.py", "from b import c\n")
    for number in range(2000):
        workspace.put(f"/p/m{number}.py", "")
    assert workspace.take_wanted() == []


def test_what_is_missing_is_wanted_once() -> None:
    workspace = UserModules(opened=["/p/a.py"])
    workspace.put("/p/a.py", "import os\nfrom . import b\n")
    wanted = workspace.take_wanted()
    assert "/p/b.py" in wanted
    assert not any("os" in path for path in wanted)
    for path in wanted:
        workspace.put(path, "from .c import x\n" if path == "/p/b.py" else None)
    assert workspace.take_wanted() == [
        "/p/c/__init__.py",
        "/p/c.py",
        "/p/c/x/__init__.py",
        "/p/c/x.py",
    ]
    for path in workspace.take_wanted():
        workspace.put(path, None)
    assert workspace.take_wanted() == []


@pytest.mark.parametrize(
    ("text", "modules"),
    [
        ("import a.b as c, d", ["a.b", "d"]),
        ("from a import b as c, d", ["a", "a.b", "a.d"]),
        ("from . import b", [".", ".b"]),
        ("from ..a import (\n    b,\n    c,\n)\n", ["..a", "..a.b", "..a.c"]),
        ("    from a import *", ["a"]),
        ("x = 'import a'\n# import b", []),
    ],
)
def test_the_modules_an_import_may_mean(text: str, modules: list[str]) -> None:
    assert imported_modules(text) == modules


def test_a_name_is_defined_somewhere() -> None:
    workspace = UserModules(opened=["/p/a.py"])
    workspace.put("/p/a.py", "def f(): pass\nclass C:\n    x: int\n    y = 1\n\nif z == 1: pass\n")
    assert [name for name in "f C x y z".split() if workspace.defines(name, "/p/a.py")] == [
        "f",
        "C",
        "x",
        "y",
    ]


def test_a_guess_needs_a_workspace_that_does_not_know_the_name() -> None:
    marked = "def f(x):\n    x.$0encode()"
    source, offset = split_cursor(marked)
    assert resolve(source, offset, NAMES) is None
    workspace = UserModules(opened=["/p/a.py", "/p/b.py"])
    workspace.put("/p/a.py", source)
    found = resolve(source, offset, NAMES, workspace.finder("/p/a.py"))
    assert found is not None
    assert (found.entry.name, found.guess) == ("str.encode", True)
    workspace.put("/p/b.py", "def encode(): pass\n")
    assert resolve(source, offset, NAMES, workspace.finder("/p/a.py")) is None


@pytest.mark.parametrize(
    "marked",
    [
        "def f(x):\n    x.$0join()",  # os.path has one too
        "def f(x):\n    x.$0write()",
        "class A: pass\nA().$0encode()",
        "[].$0encode()",
    ],
)
def test_no_guess(marked: str) -> None:
    source, offset = split_cursor(marked)
    workspace = UserModules()
    workspace.put("/p/a.py", source)
    found = resolve(source, offset, NAMES, workspace.finder("/p/a.py"))
    assert found is None or not found.guess


PACKAGE = {
    "/p/pkg/__init__.py": "from .tool import tool\nfrom . import part\n",
    "/p/pkg/tool.py": "def tool() -> str: pass\n",
    "/p/pkg/part.py": "import os\nx = ''\nstr = str\n",
    "/p/pkg/deep/__init__.py": "",
    "/p/pkg/deep/end.py": "from ..part import x, str\ndef f(a: str): return a\n",
}


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("import pkg.part\npkg.part.x.$0upper()", "str.upper"),
        ("import pkg.deep.end\npkg.deep.end.x.$0upper()", "str.upper"),
        ("import pkg.deep.end as e\ne.f(1).$0upper()", "str.upper"),
        ("import pkg\npkg.part.$0os", "os"),
        ("from pkg import tool\ntool().$0upper()", "str.upper"),
        ("from pkg import part\npart.x.$0upper()", "str.upper"),
        ("from pkg.deep import end\nend.x.$0upper()", "str.upper"),
        ("import pkg.nothing\npkg.nothing.x.$0upper()", None),
    ],
)
def test_a_module_within_a_package(marked: str, name: str | None) -> None:
    workspace = UserModules(["/p"])
    for path, text in PACKAGE.items():
        workspace.put(path, text)
    assert answer(workspace, "/p/main.py", marked) == name


def test_a_change_reaches_those_who_read_it_through_others() -> None:
    workspace = UserModules()
    workspace.put("/p/c.py", "x = ''\n")
    workspace.put("/p/b.py", "from .c import x\ndef f() -> 'x.y': return x\ny = x\n")
    marked = "from .b import y\ny.$0strip()"
    assert answer(workspace, "/p/a.py", marked) == "str.strip"
    workspace.put("/p/c.py", "x = 1\n")
    assert answer(workspace, "/p/a.py", marked) is None
    workspace.put("/p/c.py", None)
    assert answer(workspace, "/p/a.py", marked) is None
    workspace.put("/p/c/__init__.py", "x = ''\n")
    assert answer(workspace, "/p/a.py", marked) == "str.strip"


def test_a_change_in_quotes_reaches_its_reader() -> None:
    workspace = UserModules()
    workspace.put("/p/c.py", "X = str\n")
    marked = "from . import c\ndef f(a: 'c.X'): a.$0strip()"
    assert answer(workspace, "/p/a.py", marked) == "str.strip"
    workspace.put("/p/c.py", "X = int\n")
    assert answer(workspace, "/p/a.py", marked) is None


def test_modules_that_import_each_other() -> None:
    workspace = UserModules()
    workspace.put("/p/a.py", "from .b import x\nfrom .b import *\n")
    workspace.put("/p/b.py", "from .a import x\nfrom .a import *\n")
    assert answer(workspace, "/p/c.py", "from .a import x\nx.$0strip()") is None
    workspace.put("/p/b.py", "from .a import y\nx = ''\n")
    assert answer(workspace, "/p/c.py", "from .a import x\nx.$0strip()") == "str.strip"


def test_what_defines_a_name_follows_the_changes() -> None:
    workspace = UserModules(opened=["/p/a.py", "/p/b.py"])
    assert not workspace.defines("upper", "/p/a.py")
    workspace.put("/p/a.py", "upperx = 1; x.upper(); x.upper == 1\n")
    assert not workspace.defines("upper", "/p/a.py")
    workspace.put("/p/b.py", "class A:\n    def  upper(self): pass\n")
    assert workspace.defines("upper", "/p/a.py")
    workspace.put("/p/b.py", None)
    assert not workspace.defines("upper", "/p/a.py")
    workspace.put("/p/a.py", "x.upper = 1\n")
    assert workspace.defines("upper", "/p/a.py")


def test_what_defines_a_name_is_what_opened_files_import_now() -> None:
    opened = ["/p/a.py"]
    workspace = UserModules(["/p"], opened)
    workspace.put("/p/a.py", "import b\n")
    workspace.put("/p/b.py", "import c\n")
    workspace.put("/p/c.py", "upper = 1\n")
    assert workspace.defines("upper", "/p/a.py")
    workspace.put("/p/a.py", "x = 1\n")
    assert not workspace.defines("upper", "/p/a.py")
    workspace.put("/p/a.py", "import c\n")
    assert workspace.defines("upper", "/p/a.py")
    workspace.put("/p/c.py", None)
    assert not workspace.defines("upper", "/p/a.py")
    workspace.put("/p/d.py", "def upper(): ...\n")
    assert not workspace.defines("upper", "/p/a.py")
    opened.append("/p/d.py")
    assert workspace.defines("upper", "/p/a.py")
    opened.remove("/p/d.py")
    assert not workspace.defines("upper", "/p/a.py")
    assert workspace.defines("upper", "/p/d.py")


def test_imports_are_followed_again_only_where_they_have_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    walks = 0
    walk = UserModules._walk

    def counted(self: UserModules) -> Reached:
        nonlocal walks
        walks += 1
        return walk(self)

    monkeypatch.setattr(UserModules, "_walk", counted)
    workspace = UserModules(["/p"], ["/p/a.py"])
    workspace.put("/p/a.py", "import b\n")
    for path in workspace.take_wanted():
        workspace.put(path, "import kit\n" if path == "/p/b.py" else None)
    for path in workspace.take_wanted():
        workspace.put(path, None)
    assert walks == 2
    for number in range(9):
        workspace.put("/p/a.py", f"import b\nx = {number}\n")
        assert workspace.take_wanted() == []
        assert workspace.library_names() == ["kit"]
    assert walks == 2


def test_after_an_edit_new_uses_of_libraries_are_found() -> None:
    workspace = UserModules(["/p"], opened=["/p/a.py"])
    text = "import kit as k\nx = k.one(k.two)\nmy.k.three\n"
    workspace.put("/p/a.py", text)
    workspace.put("/p/kit.py", None)
    assert workspace.library_names() == ["kit", "kit.one", "kit.two"]
    workspace.put("/p/a.py", f"{text}y = k.four(x)\n")
    assert workspace.library_names() == ["kit", "kit.one", "kit.two", "kit.four"]
    workspace.put("/p/a.py", "import kit as q\nx = q.five\n")
    assert workspace.library_names() == ["kit", "kit.five"]


def test_the_uses_of_libraries_do_not_grow_with_what_was_typed() -> None:
    workspace = UserModules(["/p"], opened=["/p/a.py"])
    for number in range(1200):
        workspace.put("/p/a.py", f"import kit\nkit.a{number}\n")
        found = workspace.library_names()
        assert f"kit.a{number}" in found
        assert len(found) <= 501


def test_a_definition_is_found_after_an_edit_and_no_longer_when_it_is_gone() -> None:
    workspace = UserModules(["/p"], opened=["/p/a.py"])
    finder = workspace.finder("/p/a.py")
    for text, is_defined in (("x = 1\n", False), ("def f(): ...\n", True), ("f()\n", False)):
        workspace.put("/p/a.py", text)
        assert finder.defines("f") is is_defined
