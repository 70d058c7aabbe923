"""The files of modules in an environment, hostile ones too."""

import os
from pathlib import Path

import pytest

from docs_lsp.libraries.cache import FactCache
from docs_lsp.libraries.module_files import find_module, search_path
from docs_lsp.libraries.packing import unpack
from docs_lsp.libraries.reader import LibraryReader
from docs_lsp.project.environment import Environment


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Make a project with an empty environment; return its site-packages."""
    folder = tmp_path / ".venv" / "lib" / "python3.13" / "site-packages"
    folder.mkdir(parents=True)
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("version = 3.13.1\n")
    return folder


def put(folder: Path, **files: str) -> None:
    """Write files; `__` in a name is a folder: `pkg__mod="..."`."""
    for name, text in files.items():
        path = folder.joinpath(*name.split("__")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def read(project: Path, *names: str) -> dict[str, bytes | None]:
    """Return what the reader finds for *names*."""
    reader = LibraryReader(project, FactCache(project / "cache" / "libraries.db"))
    reader.ask(names)
    found: dict[str, bytes | None] = {}
    while True:
        try:
            found.update(reader.step())
        except IndexError:
            return found


def test_the_deepest_module_of_a_name_is_found(packages: Path) -> None:
    put(packages, pkg__init="", pkg__sub__mod="", single="")
    (packages / "pkg" / "init.py").rename(packages / "pkg" / "__init__.py")
    folders = [str(packages)]
    for name, module, is_package in (
        ("pkg", "pkg", True),
        ("pkg.Name", "pkg", True),
        ("pkg.sub.mod.Class.method", "pkg.sub.mod", False),
        ("single.x", "single", False),
    ):
        found = find_module(name, folders)
        assert found is not None
        assert (found.module, found.is_package) == (module, is_package)
    for name in ("other", "pkg..x", "", "../pkg", "a/b"):
        assert find_module(name, folders) is None


def test_stubs_come_before_sources(packages: Path) -> None:
    put(packages, pkg__a="", pkg__b="")
    (packages / "pkg" / "a.pyi").touch()
    (packages / "pkg-stubs").mkdir()
    (packages / "pkg-stubs" / "b.pyi").touch()
    for name, file in (("pkg.a", "pkg/a.pyi"), ("pkg.b", "pkg-stubs/b.pyi")):
        found = find_module(name, [str(packages)])
        assert found is not None
        assert found.path == str(packages / file)


def test_editable_installs_are_found_and_code_in_path_files_is_not_run(
    packages: Path, tmp_path: Path
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two" / "src").mkdir(parents=True)
    mark = tmp_path / "mark"
    code = f"import pathlib; pathlib.Path({str(mark)!r}).touch()"
    (packages / "one.pth").write_text(f"{code}\n{tmp_path / 'one'}\n/nowhere\n# comment\n\0\n")
    info = packages / "two-1.0.dist-info"
    info.mkdir()
    address = (tmp_path / "two").as_uri()
    (info / "direct_url.json").write_text(
        f'{{"url": "{address}", "dir_info": {{"editable": true}}}}'
    )
    (packages / "three-1.0.dist-info").mkdir()
    (packages / "three-1.0.dist-info" / "direct_url.json").write_text("[]")
    environment = Environment(tmp_path / ".venv", "3.13", (packages,))
    assert search_path(environment) == [
        str(packages),
        str(tmp_path / "one"),
        str(tmp_path / "two" / "src"),
        str(tmp_path / "two"),
    ]
    assert not mark.exists()


def test_modules_that_a_name_leads_to_are_read_too(packages: Path, tmp_path: Path) -> None:
    put(
        packages,
        pkg__core="from .base import Base\nclass C(Base):\n    def f(self) -> 'D': ...\nclass D: ...",
        pkg__base="from other.thing import Far\nclass Base(Far): ...",
        pkg__unused="",
        other__thing="class Far: ...",
    )
    (packages / "pkg" / "__init__.py").write_text("from .core import C")
    found = read(tmp_path, "pkg", "pkg.C", "missing")
    assert {name for name, packed in found.items() if packed} == {
        "pkg",
        "pkg.core",
        "pkg.base",
        "other.thing",
    }
    assert found["pkg.C"] is None
    assert found["missing"] is None


def test_a_changed_module_is_read_anew(packages: Path, tmp_path: Path) -> None:
    put(packages, single="def f() -> int: ...")
    assert read(tmp_path, "single")["single"] != b""
    put(packages, single="def f() -> bytes: ...")
    packed = read(tmp_path, "single")["single"]
    assert packed is not None
    assert unpack(packed)["symbols"] == {"f": ["()bytes"]}


def test_hostile_packages_hang_nothing(packages: Path, tmp_path: Path) -> None:
    put(packages, big="x = 1\n" * 1_000_000, deep="x = " + "[" * 5000, good="class C: ...")
    put(
        packages,
        one="from two import *\nfrom three import A",
        two="from one import *",
        three="A = A",
    )
    (packages / "loop").symlink_to(packages / "loop")
    (packages / "round").mkdir()
    (packages / "round" / "round").symlink_to(packages / "round")
    (packages / "folder.py").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(packages / "pipe.py")
        (packages / "direct.pth").symlink_to(packages / "pipe.py")
    found = read(
        tmp_path, "big", "deep", "loop.x", "round.round.round.x", "folder", "pipe", "one", "good"
    )
    assert {name for name, packed in found.items() if packed} == {"one", "two", "three", "good"}
