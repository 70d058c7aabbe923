"""Roles of the inventory that an extension of Sphinx has added to Python's domain."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from page_kit import page, write_site

from docs_parser.__main__ import main

SIGNATURE = (
    '<dt class="sig sig-object py" id="{0}"><span class="property">{1}</span>'
    '<span class="sig-name descname">{0}</span></dt>'
)


def description(classes: str, name: str, content: str = "<p>So.</p>", mark: str = "") -> str:
    """Return the description of a thing as Sphinx writes it."""
    return f'<dl class="py {classes}">{SIGNATURE.format(name, mark)}<dd>{content}</dd></dl>'


def roles(folder: Path, content: str, *lines: str) -> dict[str, tuple[str, str]]:
    """Return role and kind of each thing of a site of one page."""
    inventory = [f"{line} 1 a.html#$ -" for line in lines]
    site = write_site(folder / "site", {"a.html": page(content)}, inventory)
    output = folder / "out.db"
    assert main([str(site), "--output", str(output), "--jobs", "1", "--quiet"]) == 0
    with closing(sqlite3.connect(output)) as database:
        query = "SELECT name, role, kind FROM entry WHERE domain = 'py'"
        return {name: (role, kind) for name, role, kind in database.execute(query)}


def test_the_page_says_what_a_role_of_an_extension_is(tmp_path: Path) -> None:
    inside = description("attribute pydantic_field", "tea.Pot.cups", mark="field")
    inside += description("method pydantic_validator", "tea.Pot.check", mark="validator")
    found = roles(
        tmp_path,
        description("class pydantic_model", "tea.Pot", inside, "pydantic model")
        + description("class pydantic_model", "tea.Bare", mark="pydantic model"),
        "tea.Pot py:pydantic_model",
        "tea.Bare py:pydantic_model",
        "tea.Pot.cups py:pydantic_field",
        "tea.Pot.check py:pydantic_validator",
    )
    assert found == {
        "tea.Pot": ("class", "pydantic model"),
        "tea.Bare": ("class", "pydantic model"),
        "tea.Pot.cups": ("attribute", "pydantic field"),
        "tea.Pot.check": ("method", "pydantic validator"),
    }


def test_what_has_methods_or_attributes_is_a_class(tmp_path: Path) -> None:
    methods = description("method", "tea.IPot.pour") + description("attribute", "tea.IPot.full")
    found = roles(
        tmp_path,
        description("interface", "tea.IPot", methods) + description("interface", "tea.IBare"),
        "tea.IPot py:interface",
        "tea.IPot.pour py:method",
        "tea.IPot.full py:attribute",
        "tea.IBare py:interface",
    )
    assert found["tea.IPot"] == found["tea.IBare"] == ("class", "interface")


@pytest.mark.parametrize("role", ["function", "data", "module"])
def test_what_has_functions_or_data_is_no_class(tmp_path: Path, role: str) -> None:
    inside = description(role, "tea.pots.pour") + description("attribute", "tea.pots.full")
    found = roles(
        tmp_path,
        description("namespace", "tea.pots", inside),
        "tea.pots py:namespace",
        f"tea.pots.pour py:{role}" if role != "module" else "tea.pots.deep py:module",
        "tea.pots.full py:attribute",
    )
    assert found["tea.pots"] == ("namespace", "namespace")


def test_a_role_without_such_a_sign_stays_what_it_is(tmp_path: Path) -> None:
    found = roles(tmp_path, description("fixture", "tea.kettle"), "tea.kettle py:fixture")
    assert found == {"tea.kettle": ("fixture", "fixture")}


def test_a_role_of_sphinx_stays_whatever_the_page_says(tmp_path: Path) -> None:
    found = roles(
        tmp_path,
        description("method classmethod fancy", "tea.Pot.make") + description("class", "tea.Pot"),
        "tea.Pot.make py:property",
        "tea.Pot py:class",
    )
    assert found["tea.Pot.make"] == ("property", "property")
