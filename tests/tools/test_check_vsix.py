"""The check of packaged extensions, on small packages of our own."""

import struct
import zipfile
from pathlib import Path

import pytest
from check_vsix import check, machines

ELF_X64 = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HH", 3, 62) + bytes(64)
ELF_ARM = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HH", 3, 183) + bytes(64)
MACH_ARM = b"\xcf\xfa\xed\xfe" + struct.pack("<I", 0x0100000C) + bytes(64)
PE_X64 = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<H", 0x8664)
UNIVERSAL = struct.pack(">II", 0xCAFEBABE, 2) + b"".join(
    struct.pack(">IIIII", cpu, 0, 0, 0, 0) for cpu in (0x01000007, 0x0100000C)
)
FILES = {
    "package.json": b"{}",
    "LICENSE.txt": b"",
    "LICENSES/PSF-2.0.txt": b"",
    "LICENSES/typeshed.txt": b"",
    "dist/extension.js": b"",
    "bundled/launch.py": b"",
    "bundled/libs/docs_lsp/__init__.py": b"",
    "bundled/libs/docs_lsp/cli.py": b"import json\nfrom lxml import etree\nimport tree_sitter",
    "bundled/libs/docs_lsp/lsp/__init__.py": b"",
    "bundled/libs/docs_lsp/lsp/handlers.py": b"",
    "bundled/libs/docs_parser/__init__.py": b"",
    "bundled/libs/docs_parser/__main__.py": b"def main():\n    from docs_lsp import cli",
    "bundled/libs/tree_sitter/__init__.py": b"from ._binding import Node",
    "bundled/libs/tree_sitter/_binding.cpython-311-x86_64-linux-gnu.so": ELF_X64,
    "bundled/libs/lxml/__init__.py": b"",
    "bundled/libs/lxml/etree.cpython-311-x86_64-linux-gnu.so": ELF_X64,
}


def package(folder: Path, files: dict[str, bytes], target: str = "linux-x64") -> Path:
    file = folder / f"docs-lsp-0.1.0-{target}.vsix"
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"extension/{name}", content)
    return file


def test_a_whole_package_has_no_problem(tmp_path: Path) -> None:
    assert check(package(tmp_path, FILES)) == []


@pytest.mark.parametrize(
    ("left_out", "problem"),
    [
        ("bundled/libs/lxml/etree.cpython-311-x86_64-linux-gnu.so", "no file for lxml"),
        ("bundled/libs/docs_lsp/cli.py", "no file for docs_lsp.cli"),
        ("bundled/libs/tree_sitter/__init__.py", "no file for tree_sitter"),
        ("LICENSES/PSF-2.0.txt", "lacks extension/LICENSES/PSF-2.0.txt"),
        ("bundled/libs/tree_sitter/_binding.cpython-311-x86_64-linux-gnu.so", "serves no Python"),
    ],
)
def test_a_file_that_is_missing_is_named(tmp_path: Path, left_out: str, problem: str) -> None:
    files = {name: content for name, content in FILES.items() if name != left_out}
    assert any(problem in one for one in check(package(tmp_path, files)))


def test_a_module_for_another_python_is_missing(tmp_path: Path) -> None:
    files = {**FILES, "bundled/libs/tree_sitter/_binding.cpython-312-x86_64-linux-gnu.so": ELF_X64}
    assert check(package(tmp_path, files)) == ["Python 312: no file for lxml.etree"]


def test_a_module_for_another_machine_is_named(tmp_path: Path) -> None:
    files = {**FILES, "bundled/libs/lxml/etree.cpython-311-x86_64-linux-gnu.so": ELF_ARM}
    (problem,) = check(package(tmp_path, files))
    assert problem.startswith("lxml/etree.cpython-311-x86_64-linux-gnu.so is for another machine")


def test_the_headers_of_all_systems_are_read() -> None:
    assert machines(ELF_X64) == {62}
    assert machines(MACH_ARM) == {0x0100000C}
    assert machines(UNIVERSAL) == {0x01000007, 0x0100000C}
    assert machines(PE_X64) == {0x8664}
    assert machines(b"#!/bin/sh") == set()
