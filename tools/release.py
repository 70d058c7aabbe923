"""Build and check everything that one tag releases, from the tag alone.

    python tools/release.py TAG [--docs SOURCE] [--out FOLDER] [--target NAME]...

TAG is `v1.2.3` in this repository: its number becomes that of package and extension, its tree is
built in a folder of its own, so the checkout stays as it is. SOURCE is the documentation to carry,
as in tools/wheel.py. FOLDER (`dist/release`) receives

    docs_lsp-1.2.3-1manual-py3-none-any.whl   the wheel of the index, with documentation
    docs_lsp-1.2.3-0plain-py3-none-any.whl    the same without documentation, for distributions
    docs_lsp-1.2.3.tar.gz                     the sources
    docs-lsp-1.2.3-linux-x64.vsix …           the extension, for each target (all by default)
    NOTES.md, SHA256SUMS                      the section of the changelog; checksums

Needs the dependency group `release`, and npm. Publishes nothing.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from check_vsix import main as check_vsix
from release_notes import notes

ROOT: Final = Path(__file__).parent.parent
_VERSION: Final = re.compile(r'__version__ = "[^"]*"')
_TAG: Final = re.compile(r"v(\d+\.\d+\.\d+)")


def main() -> int:
    """Build, check and list the files; return 1 where a check fails."""
    options = arguments()
    found = _TAG.fullmatch(options.tag)
    if found is None:
        sys.exit(f"{options.tag}: a release's tag is v and three numbers, such as v1.2.3")
    version = found[1]
    out = options.out.resolve()
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        tree = checked_out(options.tag, Path(scratch) / "tree")
        text = notes((tree / "CHANGELOG.md").read_text("utf-8"), version)
        if not text:
            sys.exit(f"CHANGELOG.md has no section of {version}; see tools/release_notes.py --cut")
        (out / "NOTES.md").write_text(text, "utf-8")
        set_version(tree, version)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": commit_time(options.tag)}
        build_packages(tree, out, version, options.docs, environment)
        build_extensions(tree, out, version, options.target, environment)
    status = check(out)
    write_checksums(out)
    return status


def arguments() -> argparse.Namespace:
    """Return `tag`, `docs`, `out` and the list `target`; exit with 2 for bad usage."""
    parser = argparse.ArgumentParser(description="Build and check what a tag releases.")
    parser.add_argument("tag")
    parser.add_argument("--docs", help="documentation to carry: folder, archive, address")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "release")
    parser.add_argument("--target", action="append", help="a platform of the extension, or none")
    options = parser.parse_args()
    options.target = options.target or ["all"]
    return options


def checked_out(tag: str, folder: Path) -> Path:
    """Write the tree of *tag* into *folder*, and return it."""
    archive = folder.with_suffix(".tar")
    run("git", "-C", str(ROOT), "archive", "--format=tar", f"--output={archive}", tag)
    shutil.unpack_archive(archive, folder, filter="data")
    return folder


def commit_time(tag: str) -> str:
    """Return the time of the tag's commit, in seconds since 1970."""
    command = ("git", "-C", str(ROOT), "log", "-1", "--format=%ct", tag)
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def set_version(tree: Path, version: str) -> None:
    """Write the version where the package and the extension read it."""
    file = tree / "docs_lsp" / "__init__.py"
    file.write_text(_VERSION.sub(f'__version__ = "{version}"', file.read_text("utf-8")), "utf-8")


def build_packages(
    tree: Path, out: Path, version: str, docs: str | None, environment: dict[str, str]
) -> None:
    """Write the two wheels and the source distribution into *out*."""
    script = str(tree / "tools" / "wheel.py")
    for build, options in (("0plain", ("--plain",)), ("1manual", (docs,) if docs else ())):
        run(sys.executable, script, str(out), *options, environment=environment)
        built = out / f"docs_lsp-{version}-py3-none-any.whl"
        tags = ("wheel", "tags", "--remove", "--build", build, str(built))
        run(sys.executable, "-m", *tags, environment=environment)
    sdist = ("build", "--sdist", "--outdir", str(out), str(tree))
    run(sys.executable, "-m", *sdist, environment=environment)


def build_extensions(
    tree: Path, out: Path, version: str, targets: list[str], environment: dict[str, str]
) -> None:
    """Write the extension for each target into *out*; the one target `none` builds none."""
    if targets == ["none"]:
        return
    npm = shutil.which("npm")
    if npm is None:
        sys.exit(
            "packaging the extension needs npm (node 20 or newer); --target none leaves it out"
        )
    extension = tree / "editors" / "vscode"
    run(npm, "ci", "--no-audit", "--silent", folder=extension)
    wheel = out / f"docs_lsp-{version}-1manual-py3-none-any.whl"
    chosen = [word for target in targets for word in ("--target", target)]
    script = str(extension / "package.py")
    run(sys.executable, script, "--wheel", str(wheel), *chosen, environment=environment)
    for file in (tree / "dist").glob("*.vsix"):
        shutil.move(file, out)


def check(out: Path) -> int:
    """Run the checks of the index and of the extensions; return 1 where one fails."""
    wheels = sorted(map(str, out.glob("*.whl")))
    sources = sorted(map(str, out.glob("*.tar.gz")))
    status = 0
    for command in (
        ("twine", "check", "--strict", *wheels, *sources),
        ("check_wheel_contents", "--toplevel", "docs_lsp,docs_parser", *wheels),
        ("pyroma", "--min", "10", *sources),
    ):
        print(f"$ {command[0]}", flush=True)
        status |= subprocess.run([sys.executable, "-m", *command], check=False).returncode
    extensions = sorted(map(str, out.glob("*.vsix")))
    return int(bool(status)) | (check_vsix(*extensions) if extensions else 0)


def write_checksums(out: Path) -> None:
    """Write SHA256SUMS of all files in *out*, and print it with sizes."""
    lines = []
    for file in sorted(out.iterdir()):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        lines.append(f"{digest}  {file.name}\n")
        print(f"{file.stat().st_size / 1e6:6.1f} MB  {file.name}")
    (out / "SHA256SUMS").write_text("".join(lines), "utf-8")


def run(
    *command: str, folder: Path | None = None, environment: dict[str, str] | None = None
) -> None:
    """Run a command; exit with its status where it fails: it has printed the reason."""
    done = subprocess.run(command, check=False, cwd=folder, env=environment)
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    sys.exit(main())
