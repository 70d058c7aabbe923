"""Docs on this machine: installed ones on a made-up root, and packages from a made-up apt."""

import os
import shutil
import sys
import time
from pathlib import Path

import pytest
from patience import PATIENCE
from source_kit import QUIET, around, files_in, inventory, put, site, tar_info, tar_of, tar_with

from docs_parser.source import SourceError
from docs_parser.source import debian as room
from docs_parser.source.commands import CommandError, run
from docs_parser.source.debian import debian
from docs_parser.source.finding import find
from docs_parser.source.installed import installed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="places and tools of Unix")


@pytest.fixture(autouse=True)
def _no_wish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONDOCS", raising=False)


@pytest.mark.parametrize(
    "place",
    [
        "usr/share/doc/python3.14/html",
        "usr/share/doc/python3-docs/html",
        "usr/share/doc/python/html",
        "usr/share/doc/python-docs-3.14.1/Doc",
        "Library/Frameworks/Python.framework/Versions/3.14/Resources/English.lproj/Documentation",
    ],
)
def test_docs_are_found_where_systems_put_them(tmp_path: Path, place: str) -> None:
    folder = put(tmp_path / "root" / place, site("3.14", ""))
    found = installed(None, around(tmp_path))
    assert (found.root, found.origin) == (folder, f"installed: {folder}")


def test_docs_of_the_windows_installer_are_found(tmp_path: Path) -> None:
    folder = put(tmp_path / "prefix/Doc/html", site("3.14", ""))
    assert installed(None, around(tmp_path)).root == folder


def test_the_newest_wins_by_number(tmp_path: Path) -> None:
    for version in ("3.9", "3.14", "3.11"):
        put(tmp_path / f"root/usr/share/doc/python{version}/html", site(version, ""))
    assert installed(None, around(tmp_path)).root.parent.name == "python3.14"
    assert installed((3, 9), around(tmp_path)).root.parent.name == "python3.9"
    with pytest.raises(SourceError, match="No Python docs"):
        installed((3, 12), around(tmp_path))


@pytest.mark.parametrize(
    "files",
    [
        {"library/functions.html": b""},
        {"objects.inv": inventory()},
        {"objects.inv": inventory(project="NumPy"), "library/functions.html": b""},
        {"objects.inv": inventory(version=""), "library/functions.html": b""},
        {"objects.inv": b"\xff" * 5000, "library/functions.html": b""},
    ],
    ids=["no inventory", "no functions", "foreign", "no version", "damaged"],
)
def test_what_is_not_quite_the_docs_is_passed_over(tmp_path: Path, files: dict[str, bytes]) -> None:
    put(tmp_path / "root/usr/share/doc/python3.14/html", files)
    with pytest.raises(SourceError, match="No Python docs"):
        installed(None, around(tmp_path))


@pytest.mark.parametrize("below", ["", "library"])
def test_a_wish_goes_before_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    put(tmp_path / "root/usr/share/doc/python3.14/html", site("3.14", ""))
    wish = put(tmp_path / "wish", site("3.11", ""))
    monkeypatch.setenv("PYTHONDOCS", str(wish / below))
    assert installed(None, around(tmp_path)).root == wish
    assert installed((3, 14), around(tmp_path)).root.parent.name == "python3.14"


APT_CACHE = """#!/bin/sh
echo "cache $*" >> "$FAKE/log"
printf '%s\\n' python3.9-doc python3.11-doc python3.12 python3.99-docs python3.13-doc
"""
APT_GET = """#!/bin/sh
echo "get $*" >> "$FAKE/log"
shift 3  # -q -c FILE
case "$1 $2" in
"update ") [ -e "$FAKE/offline" ] && echo "E: Temporary failure resolving" >&2 && exit 100; true ;;
"download --print-uris")
  case $3 in python3.13-doc) echo "E: Can't select candidate version" >&2; exit 100 ;; esac
  echo "'http://mirror.invalid/$3_3.11.2-6_all.deb' $3_1%3a3.11.2-6_all.deb 1234 SHA256:00" ;;
"download python3."*)
  if [ -e "$FAKE/stale" ] && ! grep -q Dir::State::lists "$FAKE/conf"; then
    echo "E: Failed to fetch: 404 Not Found" >&2; exit 100
  fi
  cp "$FAKE/data" "${2%%=*}.deb" ;;
*) exit 2 ;;
esac
"""
APT_GET = APT_GET.replace("shift 3", 'cp "$3" "$FAKE/conf"\nshift 3')
DPKG_DEB = '#!/bin/sh\n[ "$1" = --fsys-tarfile ] && exec cat "$2"\n'


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a made-up apt, first on PATH; its `data` is the package."""
    folder = tmp_path / "fake"
    tools = {"apt-cache": APT_CACHE, "apt-get": APT_GET, "dpkg-deb": DPKG_DEB}
    put(folder, {name: text.encode() for name, text in tools.items()})
    for name in tools:
        (folder / name).chmod(0o755)
    package = site("3.11", "./usr/share/doc/python3.11/html/")
    (folder / "data").write_bytes(tar_of(package, "w"))
    monkeypatch.setenv("FAKE", str(folder))
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def asked(fake: Path) -> list[str]:
    """What apt was asked, without its configuration."""
    lines = (fake / "log").read_text("utf-8").splitlines()
    return [" ".join(word for word in line.split() if word[0] not in "-/") for line in lines]


def work(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def test_the_newest_package_with_a_version_is_unpacked(fake: Path, tmp_path: Path) -> None:
    found = debian(None, work(tmp_path), QUIET)
    assert found.origin == "Debian package python3.11-doc 1:3.11.2-6"
    assert files_in(found.root) == ["library/functions.html", "objects.inv"]
    assert found.sha256 is not None
    assert asked(fake) == [
        "cache pkgnames python3.",
        "get download python3.13-doc",
        "get download python3.11-doc",
        "get download python3.11-doc=1:3.11.2-6",
    ]


def test_one_version_is_asked_for(fake: Path, tmp_path: Path) -> None:
    assert "python3.9-doc" in debian((3, 9), work(tmp_path), QUIET).origin
    assert "get update" not in asked(fake)


def test_stale_lists_are_loaded_anew_elsewhere(fake: Path, tmp_path: Path) -> None:
    (fake / "stale").touch()
    debian(None, work(tmp_path), QUIET)
    assert asked(fake).count("get update") == 1
    configuration = (fake / "conf").read_text("utf-8")
    assert f'Dir::State::lists "{tmp_path}/work/lists"' in configuration
    assert f'Dir::Cache "{tmp_path}/work/cache"' in configuration


def test_apt_without_the_package_is_one_sentence(fake: Path, tmp_path: Path) -> None:
    (fake / "offline").touch()
    with pytest.raises(
        SourceError, match=r"it knows no package python3\.77-doc; .* Temporary failure"
    ):
        debian((3, 77), work(tmp_path), QUIET)


def test_a_machine_without_apt_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match="There is no apt-get"):
        debian(None, work(tmp_path), QUIET)


def test_links_of_the_package_that_are_no_pages_are_no_problem(fake: Path, tmp_path: Path) -> None:
    html = "./usr/share/doc/python3.11/html"
    links = [
        (tar_info(f"{html}/_static/jquery.js", b"2", "../../../../javascript/jquery.js"), b""),
        (tar_info("./usr/share/doc/python3.11-doc/html", b"2", "../python3.11/html"), b""),
        (tar_info(f"{html}/other.html", b"2", "index.html"), b""),
    ]
    pages = [(tar_info(name), content) for name, content in site("3.11", f"{html}/").items()]
    (fake / "data").write_bytes(tar_with(links + pages, "w"))
    found = debian(None, work(tmp_path), QUIET)
    assert found.problems == ("left out of the archive: 1 x link",)


@pytest.mark.parametrize(
    ("name", "content"), [("data", b"rubbish"), ("dpkg-deb", b"#!/bin/sh\necho no >&2; exit 2\n")]
)
def test_a_damaged_package_is_one_sentence(
    fake: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    (fake / name).write_bytes(content)
    with pytest.raises(SourceError, match=r"python3.11-doc .* cannot be unpacked"):
        debian(None, work(tmp_path), QUIET)


def has_writer(pipe: int) -> bool:
    """Whether a process has the other end of an empty pipe open."""
    try:
        return os.read(pipe, 1) != b""
    except BlockingIOError:
        return True


def test_an_apt_that_hangs_is_ended_with_its_helpers(
    fake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(fake / "held")
    pipe = os.open(fake / "held", os.O_RDONLY | os.O_NONBLOCK)
    try:
        hanging = '#!/bin/sh\n(exec 9>"$FAKE/held"; sleep 600) &\nwait\n'
        (fake / "apt-cache").write_text(hanging, "utf-8")
        monkeypatch.setattr(room, "_ASK", 0.1)
        with pytest.raises(SourceError, match="apt-cache came no further"):
            debian(None, work(tmp_path), QUIET)
        end = time.monotonic() + PATIENCE
        while has_writer(pipe):
            assert time.monotonic() < end
            time.sleep(0.01)
    finally:
        os.close(pipe)


def test_a_missing_program_is_reported(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be started"):
        run(["no-such-program"], tmp_path, 1, lambda: 0)


def test_the_ways_are_gone_in_order(fake: Path, tmp_path: Path) -> None:
    nowhere = around(tmp_path)
    assert "package" in find(None, work(tmp_path), QUIET, nowhere).origin
    assert (fake / "log").exists()
    shutil.rmtree(tmp_path / "work")
    put(tmp_path / "root/usr/share/doc/python3.10/html", site("3.10", ""))
    assert find(None, work(tmp_path), QUIET, nowhere).origin.startswith("installed: ")


def test_when_all_ways_fail_the_remedies_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError) as error:
        find((3, 14), work(tmp_path), QUIET, around(tmp_path))
    message = str(error.value)
    assert message.startswith("No documentation of Python 3.14 was found")
    asked = "python-3.14-docs-html.tar.bz2"
    for remedy in ("package of your system", asked, "docs-lsp build FILE", "docs-lsp build FOLDER"):
        assert remedy in message
