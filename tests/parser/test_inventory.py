"""The inventory: every form of line, and files that are none."""

import zlib
from pathlib import Path

import pytest
from page_kit import write_site

from docs_parser.inventory import InventoryError, InventoryItem, read_inventory, site_path


def read(
    folder: Path, *lines: str, project: str = "Sample", version: str = "1.2"
) -> tuple[InventoryItem, ...]:
    write_site(folder, {}, list(lines), project=project, version=version)
    return read_inventory(folder / "objects.inv").items


@pytest.mark.parametrize(
    ("line", "item"),
    [
        (
            "os.join py:function 1 lib/os.html#$ -",
            InventoryItem("os.join", "py", "function", "lib/os.html", "os.join"),
        ),
        (
            "intro std:doc -1 intro.html A first look",
            InventoryItem("intro", "std", "doc", "intro.html", "", "A first look"),
        ),
        (
            "Walking, part 1 std:label -1 a.html#walking Walking, part 1",
            InventoryItem("Walking, part 1", "std", "label", "a.html", "walking"),
        ),
        (
            "__x__ py:function 1 f.html#x__ -",
            InventoryItem("__x__", "py", "function", "f.html", "x__"),
        ),
        (
            "tool.-v std:cmdoption 1 t.html#cmdoption-v -",
            InventoryItem("tool.-v", "std", "cmdoption", "t.html", "cmdoption-v"),
        ),
        ("guide std:doc -1 guide/ -", InventoryItem("guide", "std", "doc", "guide/", "")),
        (
            "index std:doc -1  All about tea",
            InventoryItem("index", "std", "doc", "index.html", "", "All about tea"),
        ),
        (
            "m.f py:function 1 #document-api#$ -",
            InventoryItem("m.f", "py", "function", "index.html", "m.f"),
        ),
        (
            "m.g py:function 1 index.html#document-api#$ -",
            InventoryItem("m.g", "py", "function", "index.html", "m.g"),
        ),
        (
            "api std:doc -1 #document-api -",
            InventoryItem("api", "std", "doc", "index.html", "document-api"),
        ),
        (
            "index std:doc -1 #document-index -",
            InventoryItem("index", "std", "doc", "index.html", ""),
        ),
        (
            "odd new:role:sub 1 a.html#odd -",
            InventoryItem("odd", "new", "role:sub", "a.html", "odd"),
        ),
        (
            "spaced std:label -1 a%20b.html#c%C3%A4 -",
            InventoryItem("spaced", "std", "label", "a b.html", "c%C3%A4"),
        ),
    ],
)
def test_a_line_becomes_an_item(tmp_path: Path, line: str, item: InventoryItem) -> None:
    assert read(tmp_path, line) == (item,)


@pytest.mark.parametrize(
    "uri",
    [
        "../secret.html#x",
        "/etc/passwd",
        "a/../../b.html",
        "file:///etc/passwd",
        "C:\\x.html",
        "a\\..\\b",
    ],
)
def test_an_address_outside_the_site_is_refused_and_counted(tmp_path: Path, uri: str) -> None:
    write_site(tmp_path, {}, [f"bad std:label -1 {uri} -", "good std:doc -1 a.html -"])
    inventory = read_inventory(tmp_path / "objects.inv")
    assert [item.name for item in inventory.items] == ["good"]
    assert [reason for _line, reason in inventory.refused] == ["address outside the site"]


def test_an_unreadable_line_is_counted_and_the_rest_kept(tmp_path: Path) -> None:
    write_site(tmp_path, {}, ["nonsense", "", "good std:doc -1 a.html -"])
    inventory = read_inventory(tmp_path / "objects.inv")
    assert len(inventory.items) == 1
    assert inventory.refused == (("nonsense", "unreadable line"),)


def test_a_repeated_line_counts_once(tmp_path: Path) -> None:
    assert len(read(tmp_path, "a std:doc -1 a.html -", "a std:doc -1 a.html -")) == 1


@pytest.mark.parametrize(
    ("project", "version", "docset_id"),
    [
        ("Python", "3.14", "python~3.14"),
        ("Python", "3.11.2", "python~3.11"),
        ("My Tool", "v2", "my-tool~2"),
        ("Flask", "2.2.x", "flask~2.2"),
        ("../../x", "", "x~0"),
        ("", "", "docs~0"),
    ],
)
def test_project_and_version_make_the_docset_id(
    tmp_path: Path, project: str, version: str, docset_id: str
) -> None:
    write_site(tmp_path, {}, [], project=project, version=version)
    assert read_inventory(tmp_path / "objects.inv").docset_id == docset_id


def test_a_folder_without_inventory_is_named(tmp_path: Path) -> None:
    with pytest.raises(InventoryError, match=r"no objects\.inv"):
        read_inventory(tmp_path / "objects.inv")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>not found</html>",
        b"# Sphinx inventory version 1\n\n\n\n",
        b"# Sphinx inventory version 2\n# Project: a\n# Version: 1\n#\nnot zlib",
        b"# Sphinx inventory version 2\n# Project: a\n# Version: 1\n#\n"
        + zlib.compress(b"a b:c 1 d -")[:-6],
    ],
)
def test_a_foreign_or_damaged_inventory_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "objects.inv").write_bytes(data)
    with pytest.raises(InventoryError, match=r"objects\.inv"):
        read_inventory(tmp_path / "objects.inv")


def test_an_inventory_that_swells_beyond_reason_is_refused(tmp_path: Path) -> None:
    head = b"# Sphinx inventory version 2\n# Project: a\n# Version: 1\n#\n"
    (tmp_path / "objects.inv").write_bytes(head + zlib.compress(b"x" * (70 * 1024 * 1024), 9))
    with pytest.raises(InventoryError, match="larger than any real inventory"):
        read_inventory(tmp_path / "objects.inv")


def test_a_path_inside_the_site_is_normalised() -> None:
    assert site_path("library/../intro.html") == "intro.html"
    assert site_path("") == "index.html"
    assert site_path("..") is None
    assert site_path("guide/../api/") == "api/"
    assert site_path("a:b/") is None


def test_no_name_controls_a_terminal_or_hides_words(tmp_path: Path) -> None:
    lines = [
        "a\x1b[31m.b\u202e py:function 1 a.html#a \U000e0041Title\x9b\x7f",
        "c py:fun\x1bction 1 a.html#c -",
        "d py:function 1 ../\x1b[2J.html#d -",
    ]
    write_site(tmp_path, {}, lines, project="Sam\x1b]0;ple\x07", version="1.2\u2066")
    found = read_inventory(tmp_path / "objects.inv")
    (item,) = found.items
    assert (item.name, item.title) == ("a?[31m.b", "Title??")
    assert (found.project, found.version) == ("Sam?]0;ple?", "1.2")
    assert [why for _, why in found.refused] == ["unreadable line", "unreadable line"]
    assert all(line.isprintable() for line, _ in found.refused)
