"""The surroundings of an entry: path, members, neighbours."""

import pytest
from entry_list import EntryList
from small_docs import PYTHON, SMALL, SmallTexts, Thing

from docs_lsp.features.surroundings import Surroundings, surroundings

PAGE = "library/wheel.html"
THINGS = (
    Thing("library/wheel", "doc", "page", PAGE, "Wheels.", domain="std", title="Wheels"),
    Thing("wheel", "module", "module", PAGE, "Wheels."),
    Thing("turning", "index", "index topic", PAGE, "A place.", domain="std"),
    Thing("Turning", "section", "section", PAGE, "How wheels turn.", domain="std"),
    Thing("wheel.Wheel", "class", "class", PAGE, "A wheel."),
    Thing("wheel.Wheel.turn", "method", "method", PAGE, "Turn."),
    Thing("wheel.roll", "function", "function", PAGE, "Roll, or slide."),
    Thing("wheel.slide", "function", "function", PAGE, "Roll, or slide."),
    Thing("wheel.far", "module", "module", "library/wheel.far.html", "Far wheels."),
    Thing("library/more", "doc", "page", "library/more.html", "More.", domain="std", title="More"),
    Thing("wheel.spin", "function", "function", "library/more.html", "Spin."),
)
# The page and its module share a text, and so do the two functions.
UNITS = (1, 1, 2, 3, 4, 5, 6, 6, 7, 8, 9)
LISTED = EntryList(
    entry._replace(unit=unit, anchor=entry.anchor.partition("#library/")[0])
    for entry, unit in zip(SmallTexts(PYTHON, THINGS).entries, UNITS, strict=True)
)


def around(name: str) -> Surroundings:
    return surroundings(LISTED.named(name)[0], LISTED)


@pytest.mark.parametrize(
    ("name", "path", "members"),
    [
        ("library/wheel", "", "Turning wheel.Wheel wheel.roll"),
        ("wheel", "", "Turning wheel.Wheel wheel.roll wheel.far wheel.spin"),
        ("Turning", "library/wheel", ""),
        ("wheel.Wheel", "wheel", "wheel.Wheel.turn"),
        ("wheel.Wheel.turn", "wheel wheel.Wheel", ""),
        ("wheel.far", "wheel", ""),
        ("wheel.spin", "wheel library/more", ""),
    ],
)
def test_path_and_members(name: str, path: str, members: str) -> None:
    found = around(name)
    assert [one.name for one in found.path] == path.split()
    assert [one.name for one in found.members] == members.split()


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("library/wheel", None, "Turning"),
        ("wheel", None, "Turning"),
        ("Turning", "library/wheel", "wheel.Wheel"),
        ("wheel.roll", "wheel.Wheel.turn", "wheel.far"),
        ("wheel.far", "wheel.roll", "library/more"),
        ("wheel.spin", "library/more", None),
    ],
)
def test_neighbours_have_texts_of_their_own(
    name: str, before: str | None, after: str | None
) -> None:
    found = around(name)
    assert (found.before.name if found.before else None) == before
    assert (found.after.name if found.after else None) == after


def test_entries_of_one_text_are_together() -> None:
    assert [one.name for one in around("wheel.slide").together] == ["wheel.roll"]
    assert around("wheel.Wheel").together == ()


def test_every_entry_has_surroundings_without_itself() -> None:
    for entry in SMALL.entries:
        found = surroundings(entry, SMALL.entries)
        assert entry not in (*found.path, *found.members, *found.together)
        assert entry not in (found.before, found.after)
