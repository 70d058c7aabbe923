"""The changelog: a version cut, the notes of one."""

import pytest
from release_notes import cut, notes

CHANGELOG = """# Changelog

## [Unreleased]

### Added

- Hovers on clouds.

## [0.1.0] - 2026-11-01

- The first release.
"""


def test_the_notes_of_a_version_are_its_section() -> None:
    assert notes(CHANGELOG, "0.1.0") == "- The first release.\n"
    assert notes(CHANGELOG, "0.1") == ""


def test_a_cut_moves_the_unreleased_changes_below_the_version() -> None:
    changed = cut(CHANGELOG, "0.2.0", "2026-12-01")
    assert notes(changed, "0.2.0") == "### Added\n\n- Hovers on clouds.\n"
    assert notes(changed, "Unreleased") == "\n"
    assert notes(changed, "0.1.0") == notes(CHANGELOG, "0.1.0")
    assert "## [0.2.0] - 2026-12-01\n" in changed


@pytest.mark.parametrize(
    ("version", "changelog"),
    [("0.1.0", CHANGELOG), ("0.3.0", cut(CHANGELOG, "0.2.0", "2026-12-01")), ("0.3.0", "")],
)
def test_nothing_is_cut_twice_or_empty(version: str, changelog: str) -> None:
    with pytest.raises(ValueError, match="CHANGELOG"):
        cut(changelog, version, "2026-12-02")
