"""Package the extension, with the server and all it imports in one folder for CPython 3.11 to 3.14.

Compiled modules carry the Python they are for in their names, so those of all versions lie side by
side. Run by `make vsix`; an argument names the documentation to carry, as in tools/release.py.
"""

import platform
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from fnmatch import fnmatchcase
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
# The README's table of pictures: an editor shows those of web sites alone. The package has them in its walkthrough.
PICTURES = re.compile(r"^(\|.*\n)+\n", re.MULTILINE)
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
# What is left out of the wheels, and why nobody misses it. A star stands for folders too.
SUPERFLUOUS = (
    # What only compilers, type checkers and the packages' own tests read.
    *("*.c", "*.cpp", "*.h", "*.hpp", "*.pxd", "*.pxi", "*.pyx", "*.pyi", "*.asm", "*.obj", "*.sh"),
    *("*/py.typed", "*/tests/*", "*.data/*", "greenlet/platform/*", "tree_sitter_python/queries/*"),
    # How a package was installed. Its licence stays.
    *("*.dist-info/RECORD", "*.dist-info/WHEEL", "*.dist-info/METADATA"),
    *("*.dist-info/entry_points.txt", "*.dist-info/top_level.txt", "*.dist-info/sboms/*"),
    *("*/REQUESTED", "*/INSTALLER", "*/vendor.txt", "*.SHA256SUM", "*.rst", "*guidelines.txt"),
    # Beautiful Soup wants lxml's parser alone.
    *("lxml/html/*", "lxml/isoschematron/*", "lxml/includes/*", "lxml/objectify*", "lxml/sax*"),
    *("lxml/builder*", "lxml/cssselect*", "lxml/doctestcompare*", "lxml/ElementInclude*"),
    *("lxml/pyclasslookup*", "lxml/usedoctest*"),
    # The databases that are not SQLite, and twins of Python modules that save nothing here.
    *("sqlalchemy/dialects/mysql/*", "sqlalchemy/dialects/postgresql/*"),
    *("sqlalchemy/dialects/oracle/*", "sqlalchemy/dialects/mssql/*"),
    *("sqlalchemy/testing/*", "sqlalchemy/*.so", "sqlalchemy/*.pyd", "sqlalchemy/ext/[b-z]*"),
    *("sqlalchemy/ext/associationproxy.py", "sqlalchemy/ext/automap.py"),
    # The older name of cattrs, its other formats; the page for browsers, whose packages are not here.
    *("cattr/*", "cattrs/preconf/*", "docs_lsp/web/*"),
)


def main() -> None:
    version = re.search(r'__version__ = "(.+)"', (ROOT / "docs_lsp" / "__init__.py").read_text("utf-8"))[1]
    bundle(HERE / "bundled" / "libs")
    for text in ("LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / text, HERE)
    readme = (HERE / "README.md").read_text("utf-8")
    (HERE / "bundled" / "README.md").write_text(PICTURES.sub("", readme), "utf-8")
    npm("run", "compile")
    target = ROOT / "dist" / f"docs-lsp-{version}.vsix"
    target.parent.mkdir(exist_ok=True)
    # The version goes into the package alone: in the checkout it stands once, with the server.
    place = ("--no-git-tag-version", "--no-update-package-json", "--no-dependencies", "--skip-license")
    where = ("--target", platform_name(), "--readme-path", "bundled/README.md", "--out", str(target))
    npm("exec", "--", "vsce", "package", version, "--allow-missing-repository", *place, *where)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB")


def platform_name() -> str:
    """Return what the editor calls this machine: compiled modules serve no other."""
    system = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}[platform.system()]
    return f"{system}-{'arm64' if platform.machine().lower() in ('arm64', 'aarch64') else 'x64'}"


def bundle(libs: Path) -> None:
    shutil.rmtree(libs, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        # The wheel as it is released, with documentation in it.
        release = [sys.executable, str(ROOT / "tools" / "release.py"), folder, *sys.argv[1:]]
        call(*release)
        (own,) = Path(folder).glob("docs_lsp-*.whl")
        # What the oldest Python takes, all take: one folder holds one version of each package.
        same = Path(folder) / "constraints.txt"
        same.touch()
        for version in VERSIONS:
            wheels = Path(folder) / version
            for_this = ("--only-binary=:all:", "--python-version", version, "--constraint", str(same))
            pip("download", *for_this, "--dest", str(wheels), str(own))
            if version == VERSIONS[0]:
                pins = (wheel.name.split("-")[:2] for wheel in wheels.glob("*.whl") if wheel.name != own.name)
                same.write_text("".join(f"{name}=={number}\n" for name, number in pins), "utf-8")
            for wheel in wheels.glob("*.whl"):
                unpack(wheel, libs)


def npm(*arguments: str) -> None:
    program = shutil.which("npm")
    if program is None:
        sys.exit("packaging the extension needs npm (node 20 or newer)")
    call(program, "--silent", *arguments, folder=HERE)


def pip(command: str, *arguments: str) -> None:
    quiet = ("--quiet", "--disable-pip-version-check")
    call(sys.executable, "-m", "pip", command, *quiet, *arguments)


def call(*command: str, folder: Path | None = None) -> None:
    run = subprocess.run(command, check=False, cwd=folder)
    if run.returncode:
        sys.exit(run.returncode)  # it has said why


def unpack(wheel: Path, target: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not any(fnmatchcase(name, pattern) for pattern in SUPERFLUOUS):
                archive.extract(name, target)


if __name__ == "__main__":
    main()
