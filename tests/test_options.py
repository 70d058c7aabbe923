"""Settings: what clients send, the messages about bad values, and where settings are described."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from settings import default, generated, shown_settings

from docs_lsp.options import read_options
from docs_lsp.options.settings import HOVER_KINDS, HoverSettings, Settings
from docs_lsp.options.table import TABLE

ROOT = Path(__file__).parent.parent
MANIFEST = ROOT / "editors" / "vscode" / "package.json"


@pytest.mark.parametrize(
    "sent", [None, {}, {"trace": {"server": "off"}}, {"hover": {}}, {"hover": None}]
)
def test_no_options_mean_the_defaults(sent: object) -> None:
    assert read_options(sent) == (Settings(), ())


def test_nested_and_dotted_keys_mean_the_same() -> None:
    nested = {"hover": {"maxLength": 500, "kinds": {"stdlib": False}}, "search": {"limit": 7}}
    dotted = {"hover.maxLength": 500, "hover.kinds.stdlib": False, "search.limit": 7}
    mixed = {"hover": {"maxLength": 500, "kinds.stdlib": False}, "search.limit": 7}
    of_kinds = {"hover.maxLength": 500, "hover.kinds": {"stdlib": False}, "search": {"limit": 7}}
    for sent in (nested, dotted, mixed, of_kinds):
        settings, problems = read_options(sent)
        assert problems == ()
        assert (settings.hover.max_length, settings.search_limit) == (500, 7)
        assert not settings.hover.kinds["stdlib"]
        assert settings.hover.kinds["builtins"]


def test_every_setting_is_read() -> None:
    sent = {
        "enable": False,
        "docsVersion": "3.13",
        "docsLanguage": "pt-br",
        "hover": {"mode": "full", "links": "off", "versionNotes": False},
        "completion": {"mode": "off"},
        "signatureHelp": {"enable": True},
        "logLevel": "debug",
        "logFile": "server.log",
    }
    assert read_options(sent) == (
        Settings(
            enable=False,
            docs_version="3.13",
            docs_language="pt-br",
            hover=HoverSettings(mode="full", links="off", version_notes=False),
            completion_mode="off",
            signature_help=True,
            log_level="debug",
            log_file="server.log",
        ),
        (),
    )


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"docsVersion": 3.14}, 'docs-lsp.docsVersion must be "auto" or a version such as "3.14", not 3.14; the default is used'),
        ({"docsLanguage": "Japanese"}, 'docs-lsp.docsLanguage must be "auto" or a language such as "ja"'),
        ({"docsVersion": "3.x"}, "docs-lsp.docsVersion must"),
        ({"docsVersion": "٣.١٤"}, "docs-lsp.docsVersion must"),
        ({"enable": 1}, "docs-lsp.enable must be true or false, not 1"),
        ({"hover": {"maxLength": True}}, "docs-lsp.hover.maxLength must be a whole number from 200"),
        ({"hover": {"maxLength": 10}}, "docs-lsp.hover.maxLength must"),
        ({"hover.mode": "loud"}, 'docs-lsp.hover.mode must be one of "auto", "complement", "full"'),
        ({"hover": 5}, "docs-lsp.hover must be an object, not 5"),
        ({"hover": {"kinds": []}}, "docs-lsp.hover.kinds must be an object"),
        ({"hover": {"kinds": {"builtin": False}}}, "docs-lsp.hover.kinds has no 'builtin'; the kinds are: builtins,"),
        ({"hover": {"kinds": {"stdlib": "no"}}}, "docs-lsp.hover.kinds.stdlib must be true or false"),
        ({"logLevel": "loud"}, "docs-lsp.logLevel must"),
        ({"logFile": ""}, "docs-lsp.logFile must"),
        ([], "docs-lsp: the options are not an object"),
        ("3.14", "docs-lsp: the options are not an object"),
    ],
)  # fmt: skip
def test_a_bad_value_is_named_and_its_default_used(sent: object, message: str) -> None:
    settings, problems = read_options(sent)
    assert len(problems) == 1
    assert problems[0].startswith(message)
    assert settings == Settings()


def test_a_long_bad_value_is_not_repeated_whole() -> None:
    _settings, problems = read_options({"docsVersion": "x" * 10_000})
    assert len(problems[0]) < 200


def test_a_later_layer_has_the_last_word_where_it_says_something() -> None:
    first = {"docsVersion": "3.12", "hover": {"mode": "off", "links": "off"}}
    later = {"hover": {"mode": "full", "links": None}}
    settings, problems = read_options(first, None, later)
    assert problems == ()
    assert settings.docs_version == "3.12"
    assert (settings.hover.mode, settings.hover.links) == ("full", "off")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8) | st.sampled_from([*TABLE, "hover", "kinds"]), inner)
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_json_makes_it_raise(sent: Any) -> None:
    settings, problems = read_options(sent)
    assert isinstance(settings, Settings)
    assert all(problem.startswith("docs-lsp") for problem in problems)


def test_the_readme_and_the_extension_have_the_settings_as_they_are() -> None:
    for path, text in generated().items():
        assert path.read_text("utf-8") == text, f"{path.name} is out of date; run: make fix"


def test_the_extension_offers_every_setting_that_people_set() -> None:
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    offered = manifest["contributes"]["configuration"]["properties"]
    missing = [key for key in TABLE if "kinds." not in key and f"docs-lsp.{key}" not in offered]
    assert missing == ["environment", "otherServer", "buildsDocs"]
    assert set(offered["docs-lsp.hover.kinds"]["properties"]) == set(HOVER_KINDS)
    defaults = {key.removeprefix("docs-lsp."): one["default"] for key, one in offered.items()}
    assert read_options(defaults) == (Settings(), ())


def test_each_default_has_the_form_of_its_setting() -> None:
    for key, setting in shown_settings().items():
        value = default(setting)
        assert read_options({key: value}) == (Settings(), ()), key
