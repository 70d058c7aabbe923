"""The bounds of the dependencies: all have them, and they were reviewed within a year."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

YEAR = 366  # days
PROJECT: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8")
)
REQUIRED: list[str] = [
    *PROJECT["project"]["dependencies"],
    *(one for extra in PROJECT["project"]["optional-dependencies"].values() for one in extra),
]


def overdue(reviewed: date, today: date) -> bool:
    """Return whether the bounds were reviewed more than a year ago."""
    return (today - reviewed).days > YEAR


@pytest.mark.parametrize("requirement", REQUIRED)
def test_what_users_install_is_bounded_on_both_sides(requirement: str) -> None:
    assert ">=" in requirement
    assert "<" in requirement


def test_the_bounds_were_reviewed_within_a_year() -> None:
    reviewed = PROJECT["tool"]["docs-lsp"]["bounds-reviewed"]
    assert not overdue(reviewed, datetime.now(UTC).date()), (
        "look for newer releases above the upper bounds in pyproject.toml, try them, "
        "then write the day into bounds-reviewed"
    )


def test_a_review_of_last_year_is_overdue() -> None:
    assert overdue(date(2026, 11, 28), date(2027, 11, 30))
    assert not overdue(date(2026, 11, 28), date(2027, 11, 28))
