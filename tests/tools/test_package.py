"""The script that packages the VS Code extension: its arguments, and binaries of macOS."""

import importlib.util
import struct
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "editors" / "vscode" / "package.py"


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("package", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "package", module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("given", "source"), [([], None), (["docs"], "docs"), (["--any"], "--any")]
)
def test_the_documentation_to_carry_is_given_or_found(
    package: ModuleType, monkeypatch: pytest.MonkeyPatch, given: list[str], source: str | None
) -> None:
    monkeypatch.setattr(sys, "argv", ["package.py", *given, "--target", "linux-x64"])
    assert package.arguments().source == source


def test_a_universal_binary_is_reduced_to_one_processor(package: ModuleType) -> None:
    intel, apple = b"\xcf\xfa\xed\xfe intel", b"\xcf\xfa\xed\xfe apple silicon"
    parts = [(0x01000007, 64, intel), (0x0100000C, 96, apple)]
    head = struct.pack(">II", 0xCAFEBABE, len(parts))
    head += b"".join(struct.pack(">5I", cpu, 0, start, len(one), 5) for cpu, start, one in parts)
    universal = head.ljust(64, b"\0") + intel.ljust(32, b"\0") + apple
    assert package.thin(universal, package.CPUS["darwin-x64"]) == intel
    assert package.thin(universal, package.CPUS["darwin-arm64"]) == apple
    assert package.thin(apple, package.CPUS["darwin-arm64"]) == apple
    assert package.thin(b"\x7fELF", package.CPUS["darwin-arm64"]) == b"\x7fELF"
