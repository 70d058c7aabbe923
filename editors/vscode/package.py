"""Package the extension for one or more platforms, with the server and all that it imports.

    python editors/vscode/package.py [SOURCE] [--wheel FILE] [--target NAME]...

SOURCE names the documentation to include, as in tools/wheel.py; `--wheel` takes a finished wheel
instead. A target is the editor's name of a platform (`linux-arm64`) or `all`; the default is this
machine's. All are made on one machine, from the wheels of each platform. The names of compiled
modules include the Python version, so one folder holds those for all Pythons.
"""

import argparse
import json
import platform
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent.parent
# The README's tables of pictures, left out because editors show pictures from web sites alone; the
# walkthrough has the same pictures.
PICTURES: Final = re.compile(r"^(\|.*\n)+\n", re.MULTILINE)
# The supported Pythons. One that lacks wheels on a platform is left out there, with a message.
PYTHONS: Final = ("3.11", "3.12", "3.13", "3.14", "3.15")
# The editor's names of platforms, with the tags of the wheels that run there, the best first.
TARGETS: Final = {
    "linux-x64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux_2_5_x86_64"),
    "linux-arm64": ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64"),
    "alpine-x64": ("musllinux_1_2_x86_64", "musllinux_1_1_x86_64"),
    "alpine-arm64": ("musllinux_1_2_aarch64", "musllinux_1_1_aarch64"),
    "darwin-x64": ("macosx_12_0_x86_64",),
    "darwin-arm64": ("macosx_12_0_arm64",),
    "win32-x64": ("win_amd64",),
    "win32-arm64": ("win_arm64",),
}
# The processors of macOS, as its universal binaries number them: some wheels serve both.
CPUS: Final = {"darwin-x64": 0x01000007, "darwin-arm64": 0x0100000C}
UNIVERSAL: Final = 0xCAFEBABE
CONFIGURED: Final = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["docs-lsp"]
# Files of the wheels that the server does not need, as patterns; `*` matches slashes too.
SUPERFLUOUS: Final = (
    # Read by compilers, type checkers and the packages' own tests alone.
    *("*.c", "*.cpp", "*.h", "*.hpp", "*.pxd", "*.pxi", "*.pyx", "*.pyi", "*.asm", "*.obj", "*.sh"),
    *("*/py.typed", "*/tests/*", "*.data/*", "greenlet/platform/*", "tree_sitter_python/queries/*"),
    # How a package was installed. Its licence stays.
    *("*.dist-info/RECORD", "*.dist-info/WHEEL", "*.dist-info/METADATA"),
    *("*.dist-info/entry_points.txt", "*.dist-info/top_level.txt", "*.dist-info/sboms/*"),
    *("*/REQUESTED", "*/INSTALLER", "*/vendor.txt", "*.SHA256SUM", "*.rst", "*guidelines.txt"),
    # Beautiful Soup needs lxml's parser alone.
    *("lxml/html/*", "lxml/isoschematron/*", "lxml/includes/*", "lxml/objectify*", "lxml/sax*"),
    *("lxml/builder*", "lxml/cssselect*", "lxml/doctestcompare*", "lxml/ElementInclude*"),
    *("lxml/pyclasslookup*", "lxml/usedoctest*"),
    # The databases that are not SQLite, and twins of Python modules that save nothing here.
    *("sqlalchemy/dialects/mysql/*", "sqlalchemy/dialects/postgresql/*"),
    *("sqlalchemy/dialects/oracle/*", "sqlalchemy/dialects/mssql/*"),
    *("sqlalchemy/testing/*", "sqlalchemy/*.so", "sqlalchemy/*.pyd", "sqlalchemy/ext/[b-z]*"),
    *("sqlalchemy/ext/associationproxy.py", "sqlalchemy/ext/automap.py"),
    # The older name of cattrs and its other formats.
    *("cattr/*", "cattrs/preconf/*"),
    *(f"{name.replace('.', '/')}/*" for name in CONFIGURED["not-in-extension"]),
)


def main() -> None:
    """Compile the extension once, then package it for each target."""
    options = arguments()
    npm("run", "compile")
    with tempfile.TemporaryDirectory() as scratch:
        wheel = options.wheel or released_wheel(Path(scratch), options.source)
        for target in options.target:
            stage = Path(scratch) / target
            pythons = bundle(wheel, target, stage / "bundled" / "libs")
            if pythons:
                copy_extension(stage)
                package(stage, target, version_of(wheel), pythons)
                shutil.rmtree(stage)
            elif not options.all:
                sys.exit(1)


def arguments() -> argparse.Namespace:
    """Return `source`, `wheel`, the list `target` and `all`; exit with 2 for bad usage."""
    parser = argparse.ArgumentParser(description="Package the VS Code extension.")
    parser.add_argument(
        "source", nargs="?", help="documentation to carry: folder, archive, address"
    )
    parser.add_argument(
        "--any", action="store_true", help="carry the documentation of whatever Python is found"
    )
    parser.add_argument("--wheel", type=Path, help="a ready wheel of docs-lsp that carries it")
    parser.add_argument("--target", action="append", choices=[*TARGETS, "all"], metavar="NAME")
    options = parser.parse_args()
    options.source = "--any" if options.any else options.source
    chosen = options.target or [this_platform()]
    options.all = "all" in chosen
    options.target = list(TARGETS) if options.all else chosen
    return options


def this_platform() -> str:
    """Return the editor's name of this machine's platform."""
    system = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}[platform.system()]
    if system == "linux" and not platform.libc_ver()[0]:
        system = "alpine"
    return f"{system}-{'arm64' if platform.machine().lower() in ('arm64', 'aarch64') else 'x64'}"


def released_wheel(folder: Path, source: str | None) -> Path:
    """Build the wheel with documentation in *folder*; return its file."""
    script = str(ROOT / "tools" / "wheel.py")
    call(sys.executable, script, str(folder), *([source] if source else []))
    (wheel,) = folder.glob("docs_lsp-*.whl")
    return wheel


def version_of(wheel: Path) -> str:
    """Return the version of the package in the form that the editor takes: three numbers."""
    found = re.match(r"docs_lsp-(\d+\.\d+\.\d+)", wheel.name)
    if found is None:
        sys.exit(f"{wheel.name}: the editor takes versions of three numbers alone")
    return found[1]


def copy_extension(stage: Path) -> None:
    """Lay out the files of the extension itself in the folder *stage*."""
    left_out = shutil.ignore_patterns("node_modules", "libs", "src", "test")
    shutil.copytree(HERE, stage, ignore=left_out, dirs_exist_ok=True)
    for text in ("LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / text, stage)
    shutil.copytree(ROOT / "LICENSES", stage / "LICENSES")
    readme = (HERE / "README.md").read_text("utf-8")
    (stage / "bundled" / "README.md").write_text(PICTURES.sub("", readme), "utf-8")
    repository = CONFIGURED["repository"]
    manifest = json.loads((HERE / "package.json").read_text("utf-8"))
    manifest["repository"] = {"type": "git", "url": f"{repository}.git"}
    manifest["homepage"] = f"{repository}#readme"
    manifest["bugs"] = {"url": f"{repository}/issues"}
    (stage / "package.json").write_text(json.dumps(manifest, indent=2), "utf-8")


def bundle(wheel: Path, target: str, libs: Path) -> list[str]:
    """Unpack *wheel* and what it requires on *target* into *libs*; return the Pythons served.

    Empty where a package has no wheel for the oldest of them: the platform cannot be served.
    """
    served: list[str] = []
    tags = [option for tag in TARGETS[target] for option in ("--platform", tag)]
    with tempfile.TemporaryDirectory() as folder:
        # The versions that the oldest Python takes serve all: one folder holds one of each package.
        same = Path(folder) / "constraints.txt"
        same.touch()
        for python in PYTHONS:
            wheels = Path(folder) / python
            chosen = ("--only-binary=:all:", "--python-version", python, "--constraint", str(same))
            if not pip("download", *chosen, *tags, "--dest", str(wheels), str(wheel)):
                if not served:
                    print(f"{target}: left out, as packages lack wheels for Python {python}")
                    return []
                print(f"{target}: left out Python {python}, as packages lack wheels for it")
                continue
            found = [one for one in sorted(wheels.glob("*.whl")) if one.name != wheel.name]
            if not served:
                pins = (one.name.split("-")[:2] for one in found)
                same.write_text("".join(f"{name}=={number}\n" for name, number in pins), "utf-8")
            for one in (wheel, *found):
                unpack(one, libs, CPUS.get(target))
            served.append(python)
    return served


def package(stage: Path, target: str, version: str, pythons: list[str]) -> None:
    """Write dist/docs-lsp-VERSION-TARGET.vsix of the folder *stage*."""
    file = ROOT / "dist" / f"docs-lsp-{version}-{target}.vsix"
    file.parent.mkdir(exist_ok=True)
    quiet = (
        "--no-git-tag-version",
        "--no-update-package-json",
        "--no-dependencies",
        "--skip-license",
    )
    where = ("--target", target, "--readme-path", "bundled/README.md", "--out", str(file))
    npm(
        "exec",
        "--prefix",
        str(HERE),
        "--",
        "vsce",
        "package",
        version,
        *quiet,
        *where,
        folder=stage,
    )
    print(f"dist/{file.name}: {file.stat().st_size / 1e6:.1f} MB, Python {', '.join(pythons)}")


def npm(*words: str, folder: Path = HERE) -> None:
    """Run npm in *folder*; exit with its status where it fails."""
    program = shutil.which("npm")
    if program is None:
        sys.exit("packaging the extension needs npm (node 20 or newer)")
    call(program, "--silent", *words, folder=folder)


def pip(command: str, *words: str) -> bool:
    """Run a command of pip; return whether it succeeded."""
    quiet = ("--quiet", "--disable-pip-version-check")
    run = subprocess.run(
        [sys.executable, "-m", "pip", command, *quiet, *words],
        check=False,
        capture_output=True,
        text=True,
    )
    if run.returncode:
        print(run.stderr.strip().splitlines()[-1], file=sys.stderr)
    return not run.returncode


def call(*command: str, folder: Path | None = None) -> None:
    """Run *command*; exit with its status where it fails: it has printed the reason."""
    run = subprocess.run(command, check=False, cwd=folder)
    if run.returncode:
        sys.exit(run.returncode)


def unpack(wheel: Path, target: Path, cpu: int | None = None) -> None:
    """Extract the files of *wheel* that serve a reader into *target*, compiled ones for *cpu*."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not any(fnmatchcase(name, pattern) for pattern in SUPERFLUOUS):
                file = Path(archive.extract(name, target))
                if cpu is not None and name.endswith(".so"):
                    file.write_bytes(thin(file.read_bytes(), cpu))


def thin(compiled: bytes, cpu: int) -> bytes:
    """Return the part for *cpu* of a universal binary of macOS; any other binary as it is.

    Each part is a whole binary with its own signature.
    """
    magic, count = struct.unpack_from(">II", compiled.ljust(8, b"\0"))
    if magic == UNIVERSAL:
        for part in range(count):
            found, _, start, size, _ = struct.unpack_from(">5I", compiled, 8 + 20 * part)
            if found == cpu:
                return compiled[start : start + size]
    return compiled


if __name__ == "__main__":
    main()
