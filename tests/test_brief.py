"""What is left of a section of the language reference in a hover."""

import pytest

from docs_lsp.brief import brief

GRAMMAR = '```\nif_stmt: "if" x\n```'
CODE, MORE_CODE = "```python\nif x: pass\n```", "```python\nif y: pass\n```"
LONG = ("It is told at length. " * 30).rstrip()


@pytest.mark.parametrize(
    ("blocks", "kept"),
    [
        pytest.param(["It decides:", GRAMMAR, "It is."], ["It decides.", "It is."], id="grammar"),
        pytest.param(["One. The syntax is:", GRAMMAR, "Two."], ["One.", "Two."], id="syntax"),
        pytest.param(["The syntax is:", GRAMMAR, "Two."], ["Two."], id="syntax alone"),
        pytest.param(["*Added in version 3.*", "It decides:", GRAMMAR, LONG, "`if` so."], ["*Added in version 3.*", "It decides.", "`if` so."], id="a mark before"),
        pytest.param(["*New in version 3.4.*", "It decides:", GRAMMAR, LONG, "`if` so."], ["*New in version 3.4.*", "It decides.", "`if` so."], id="an older mark before"),
        pytest.param(["*New in version 3: `if`.*", LONG], [LONG], id="prose before older marks"),
        pytest.param(["*Deprecated since version 3:* `if`.", LONG], [LONG], id="prose before deprecations"),
        pytest.param(["See:", CODE, "Then:", MORE_CODE, "End."], ["See:", CODE, "End."], id="one example"),
        pytest.param(["Hence,", CODE, "is equal to", MORE_CODE], ["Hence,", CODE, "is equal to", MORE_CODE], id="one example in two"),
        pytest.param(["One is equal to", CODE, "Two is equal to"], ["One is equal to", CODE], id="nothing announced"),
        pytest.param(["As follows:", "1. One.", "   More.", "2. Two.", "End."], ["As follows:", "1. One.", "   More.", "2. Two.", "End."], id="a list is whole"),
        pytest.param(["As follows:", f"1. {LONG}", "2. Two.", "`if` it is."], ["`if` it is."], id="a long list is left out whole"),
        pytest.param(["*Changed in version 3:* `if`.", LONG], [LONG], id="prose before marks"),
        pytest.param(["Of others.", LONG, "With `if x` it is."], ["Of others.", "With `if x` it is."], id="what names it comes first"),
        pytest.param(["One. \\[4]", "\\[[4](page.html#id4)]", "\\[5] A footnote."], ["One."], id="footnotes"),
        pytest.param(["```\ndef f(): x\n```", "End."], ["```\ndef f(): x\n```", "End."], id="no grammar"),
        pytest.param([LONG], [LONG], id="something at least"),
        pytest.param([], [], id="nothing"),
    ],
)  # fmt: skip
def test_a_section_in_short(blocks: list[str], kept: list[str]) -> None:
    assert brief(blocks, "if") == kept
