"""Arguments of the script that packages the VS Code extension."""

import importlib.util
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
