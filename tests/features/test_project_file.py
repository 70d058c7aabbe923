"""Hovers in pyproject.toml: the keys of a tool's tables, by the documentation of that tool."""

import tomllib
from typing import Any

import pytest
from cursor import split_cursor
from hypothesis import given
from hypothesis import strategies as st
from small_docs import PYTHON, SmallTexts, Thing, snapshot_of

from docs_lsp.entry import Docset
from docs_lsp.features.project_file import key_at, setting_hover
from docs_lsp.options.settings import HoverSettings


def confval(name: str, text: str) -> Thing:
    return Thing(name, "confval", "setting", "config.html", text, domain="std")


CHECKER = Docset(
    "checker~2.1", "Checker", "2.1", "https://example.org/", 3, "2026-01-01", "Che_cker"
)
DOCS = snapshot_of(
    SmallTexts(PYTHON, [Thing("addopts", "function", "function", "a.html", "A namesake.")]),
    SmallTexts(
        CHECKER,
        [
            confval("addopts", "Add *these* options."),
            confval("report.precision", "Digits."),
            Thing("paths", "function", "function", "a.html", "No setting."),
        ],
    ),
)


def shown(marked: str) -> str | None:
    text, offset = split_cursor(marked)
    found = setting_hover(DOCS, text, offset, HoverSettings(links="off"))
    return found.text if found is not None else None


ADDOPTS = "**addopts** · setting\n\nAdd *these* options."


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[tool.checker]\nadd$0opts = ['x']", ADDOPTS),
        ("[tool.checker.ini_options]\naddopts$0=['x']", ADDOPTS),
        ("[tool.che-cker]\n  $0addopts = 1", ADDOPTS),
        ("[[tool.checker.overrides]]\naddopts$0 = 1", ADDOPTS),
        ("[tool]\nchecker.addop$0ts = 1", ADDOPTS),
        ("tool.checker.addop$0ts = 1", ADDOPTS),
        ("[tool.checker]\nx = [\n  'a = 1',\n]\naddo$0pts = 1", ADDOPTS),
        ("[tool.checker] # here\naddo$0pts = 1", ADDOPTS),
        ("[tool.checker.report]\nprec$0ision = 2", "**report.precision** · setting\n\nDigits."),
        # what is none of its settings
        ("[tool.checker]\npat$0hs = 1", None),
        ("[tool.checker]\naddopts = addo$0pts", None),
        ("[tool.checker]\nx = '''\naddo$0pts = 1\n'''", None),
        ("[tool.checker]\nx = [\n  [1],\n addo$0pts = 1", None),
        ("[tool.checker]\n# addo$0pts = 1", None),
        ("[tool.other]\naddo$0pts = 1", None),
        ("[project]\naddo$0pts = 1", None),
        ("[tool.checker]\n[tool.'x y']\naddo$0pts = 1", None),
        ("addo$0pts = 1", None),
        ("[tool.che$0cker]", None),
        ("$0", None),
    ],
)
def test_the_text_of_a_setting(marked: str, expected: str | None) -> None:
    assert shown(marked) == expected


def test_the_span_is_the_last_part_of_the_key() -> None:
    text, offset = split_cursor("é = 1\n[tool]\nchecker . addo$0pts = 1")
    key = key_at(text, offset)
    assert key is not None
    assert text[key.start : key.end] == "addopts"
    assert key.path == ("tool", "checker", "addopts")


def test_a_switched_off_hover_is_silent() -> None:
    text, offset = split_cursor("[tool.checker]\naddopts$0 = 1")
    for settings in (HoverSettings(mode="off"), HoverSettings(kinds={"thirdParty": False})):
        assert setting_hover(DOCS, text, offset, settings) is None


NAMES = st.sampled_from(["a", "b-1", "c_2"])
VALUES = st.sampled_from(
    ["1", "'#'", '"[x]"', "[1, [2]]", "[\n 'k = 1',\n [2],\n]", "{ z = 1 }", "'''\n[n]\nk = 1\n'''"]
)


@given(st.lists(st.tuples(NAMES, VALUES), max_size=4, unique_by=lambda one: one[0]), NAMES)
def test_keys_are_those_that_a_parser_finds(pairs: list[tuple[str, str]], table: str) -> None:
    text = f"[{table}.t] # c\n" + "\n".join(f"{name} = {value} # d" for name, value in pairs)
    expected: Any = tomllib.loads(text)[table]["t"]
    found = [key for offset in range(len(text)) if (key := key_at(text, offset)) is not None]
    assert {key.path for key in found} == {(table, "t", name) for name in expected}
