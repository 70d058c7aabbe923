"""The README as a package index shows it, and the files that a build of the package writes."""

import gzip
from pathlib import Path

from wheel import compressed

from hatch_build import standalone

REPOSITORY = "https://example.org/docs-lsp"


def test_the_readme_of_the_index_has_no_pictures_and_absolute_links() -> None:
    readme = (
        "See [the map](ARCHITECTURE.md), [the site](https://x.org/) and [below](#install).\n\n"
        "| | light |\n|---|---|\n| hover | ![A hover](images/hover.png) |\n\n"
        "| setting | default |\n|---|---|\n| `enable` | `true` |\n"
    )
    assert standalone(readme, REPOSITORY) == (
        f"See [the map]({REPOSITORY}/blob/main/ARCHITECTURE.md), "
        "[the site](https://x.org/) and [below](#install).\n\n\n"
        "| setting | default |\n|---|---|\n| `enable` | `true` |\n"
    )


def test_our_own_readme_has_no_relative_address_left() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    there = standalone(readme, REPOSITORY)
    assert "![" not in there
    assert f"]({REPOSITORY}/blob/main/ARCHITECTURE.md)" in there


def test_a_docset_is_compressed_to_the_same_bytes_each_time(tmp_path: Path) -> None:
    files = [tmp_path / folder / "python~3.14.db" for folder in ("one", "two")]
    for file in files:
        file.parent.mkdir()
        file.write_bytes(b"docset" * 1000)
    one, two = (compressed(file).read_bytes() for file in files)
    assert one == two
    assert gzip.decompress(one) == b"docset" * 1000
