"""The parts of a section of the language reference that a keyword's hover shows."""

import pytest
from markdown_kit import blocks_from

from docs_lsp.blocks import Paragraph
from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.describe.keyword import brief, in_role
from docs_lsp.entry import Entry

GRAMMAR = '```\nif_stmt: "if" x\n```'
CODE, MORE_CODE = "```python\nif x: pass\n```", "```python\nif y: pass\n```"
LONG = ("It is said at length. " * 40).rstrip()
HALF = ("It is said. " * 36).rstrip()
LONG_CODE = "```python\n" + "if x: pass\n" * 13 + "```"


def told(parts: list[str]) -> str:
    return "\n\n".join(parts)


def shortly(parts: list[str], name: str, *, is_part: bool = False) -> str:
    return markdown_of(brief(blocks_from(told(parts)), name, is_part=is_part))


@pytest.mark.parametrize(
    ("blocks", "kept"),
    [
        pytest.param(["It decides:", GRAMMAR, "It is."], ["It decides.", "It is."], id="grammar"),
        pytest.param(["One. The syntax is:", GRAMMAR, "Two."], ["One.", "Two."], id="syntax"),
        pytest.param(["The syntax is:", GRAMMAR, "Two."], ["Two."], id="syntax alone"),
        pytest.param(["*Added in version 3.*", "It decides:", GRAMMAR, LONG, "`if` so."], ["It decides.", "`if` so.", "*Added in version 3.*"], id="a mark before"),
        pytest.param(["*New in version 3.4.*", "It decides:", GRAMMAR, LONG, "`if` so."], ["It decides.", "`if` so.", "*New in version 3.4.*"], id="an older mark before"),
        pytest.param(["*New in version 3: `if`.*", LONG], [LONG], id="prose before older marks"),
        pytest.param(["*Deprecated since version 3:* `if`.", LONG], [LONG], id="prose before deprecations"),
        pytest.param(["See:", CODE, "Then:", MORE_CODE, "End."], ["See:", CODE, "End."], id="one example"),
        pytest.param(["Hence,", CODE, "is equal to", MORE_CODE], ["Hence,", CODE, "is equal to", MORE_CODE], id="one example in two"),
        pytest.param(["One is equal to", CODE, "Two is equal to"], ["One is equal to", CODE], id="nothing announced"),
        pytest.param(["As follows:", "1. One.\n\n   More.\n2. Two.", "End."], ["As follows:", "1. One.\n\n   More.\n2. Two.", "End."], id="a list is whole"),
        pytest.param(["As follows:", f"1. {LONG}", "2. Two.", "`if` it is."], ["`if` it is."], id="a long list is left out whole"),
        pytest.param(["*Changed in version 3:* `if`.", LONG], [LONG], id="prose before marks"),
        pytest.param(["Of others.", LONG, "With `if x` it is."], ["Of others.", "With `if x` it is."], id="what names it comes first"),
        pytest.param(["One. \\[4]", "\\[[4](page.html#id4)]", "\\[5] A footnote."], ["One."], id="footnotes"),
        pytest.param(["```\ndef f(): x\n```", "End."], ["```\ndef f(): x\n```", "End."], id="no grammar"),
        pytest.param(["Of others.", f"In `x` it is as `y` if `z`. {HALF}", HALF, "With `if x` so."], ["Of others.", f"In `x` it is as `y` if `z`. {HALF}", "With `if x` so."], id="prose between code is no code"),
        pytest.param([HALF, "The `if` form is.", HALF], [HALF, "The `if` form is."], id="what begins with it comes first"),
        pytest.param([f"{HALF} `if` is.", "`if` so.", HALF], [f"{HALF} `if` is.", "`if` so."], id="what defines it comes before"),
        pytest.param([HALF, "Even so, quotes can be had `if x`.", HALF], [HALF, "Even so, quotes can be had `if x`."], id="begin at the beginning"),
        pytest.param(["It does, as here:", LONG_CODE, "End."], ["It does, as here.", "End."], id="a long example"),
        pytest.param(["The following code:", LONG_CODE, "is equal to:", CODE, "End."], ["The following code:", LONG_CODE, "is equal to:", CODE, "End."], id="a long example in two"),
        pytest.param(["The following code:", CODE, "Is the same as:", LONG_CODE, "End."], ["The following code:", CODE, "Is the same as:", LONG_CODE, "End."], id="an example that goes on in a new sentence"),
        pytest.param(["The following code:", LONG_CODE, "is equal to:", LONG_CODE, "End."], ["End."], id="an example that is too long even in two"),
        pytest.param(["It does. For example, this does.", CODE, "`if`."], ["It does. For example, this does.", CODE, "`if`."], id="announced in a sentence"),
        pytest.param(["As `if x`.", "This list tells of the following.", f"- {LONG}"], ["As `if x`."], id="a list that is announced in a sentence"),
        pytest.param(["It is. For example, this code"], ["It is."], id="announced by the text of another place"),
        pytest.param(["It defines a class:"], ["It defines a class."], id="what is said in the text of something else"),
        pytest.param(["The syntax is:"], ["The syntax is:"], id="something at least, if it announces"),
        pytest.param(["It is.", "(See [here](a.html) for the syntax.)", "> **Note** This section uses quotes."], ["It is."], id="words about the page"),
        pytest.param(["They are described by the following definitions:", GRAMMAR, "Two."], ["Two."], id="grammar in other words"),
        pytest.param([LONG], [LONG], id="something at least"),
        pytest.param(["It is.", LONG, "This is of `x`.", "`if`."], ["It is.", "`if`."], id="what goes on from what is left out"),
        pytest.param(["It is.", LONG, HALF, "In this case `if` is.", "`if` so."], ["It is.", HALF, "In this case `if` is.", "`if` so."], id="what it goes on from comes with it"),
        pytest.param(["It is.", "It has:", CODE, "*Changed in version 3.*", "This `if` does."], ["It is.", "It has:", CODE, "This `if` does.", "*Changed in version 3.*"], id="a mark is between"),
        pytest.param(["It is.", LONG, "*Changed in version 3: Of `if`.*"], ["It is."], id="no change of what is left out"),
        pytest.param(["It is.", LONG, "*Added in version 3: Of `if`.*"], ["It is.", "*Added in version 3: Of `if`.*"], id="what was added"),
        pytest.param(["It is.", HALF, HALF[:299], "*Changed in version 3.*"], ["It is.", HALF, HALF[:299], "*Changed in version 3.*"], id="a little more is shown whole"),
        pytest.param(["See:", "```python\n# of the above\n>>> if_(x)\n3\n```"], ["See:", "```python\n>>> if_(x)\n3\n```"], id="a session from its first prompt on"),
        pytest.param(["See:", "```python\n# of the above\nif x: pass\n```"], ["See:", "```python\n# of the above\nif x: pass\n```"], id="a comment in code"),
        pytest.param(["See:", CODE, "This code is much more than:", MORE_CODE], ["See:", CODE, "This code is much more than:", MORE_CODE], id="equal in six words"),
        pytest.param([], [], id="nothing"),
    ],
)  # fmt: skip
def test_a_section_in_short(blocks: list[str], kept: list[str]) -> None:
    assert shortly(blocks, "if") == told(kept)


ENTRY = Entry("python~3.14", 1, "with", "py", "keyword", "keyword", "a.html#with", 1)
OPERATOR = Entry("python~3.14", 1, "/", "py", "operator", "operator", "a.html#index", 1)


@pytest.mark.parametrize(
    ("about", "said"),
    [
        pytest.param("as", ["It wraps a block.", "The name behind `as` is bound."], id="a sentence"),
        pytest.param("else", ["It wraps a block.", "The `else` clause is last. It is rare."], id="a paragraph"),
        pytest.param('"a target"', ["It wraps a block.", "If there is a target, it is assigned."], id="an item"),
        pytest.param("del", ["It wraps a block.", "It ends as by `del x`:", CODE], id="an example"),
        pytest.param("not", [], id="nothing"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_token(about: str, said: list[str]) -> None:
    blocks = [
        "It wraps a block. It may have *several* items.",
        GRAMMAR,
        "It is this. The name behind `as` is bound. It is that.",
        "The `else` clause is last. It is rare.",
        "1. It begins.\n2. If there is a target, it is assigned.\n3. It ends.",
        "It ends as by `del x`:",
        CODE,
    ]
    assert markdown_of(in_role(blocks_from(told(blocks)), about, ENTRY)) == told(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(["It has parts.", "It is. This is said in `as`."], "It has parts.\n\nIt is. This is said in `as`.", id="in a paragraph"),
        pytest.param(["Of parts.", "There are two:", CODE, "This form is. In this case, `as` is."], "Of parts.\n\nThere are two.\n\nThis form is. In this case, `as` is.", id="an announcement as a sentence"),
        pytest.param(["Of `as` it is.", "Of that is more.", "However, `as` so."], "Of `as` it is.\n\nOf that is more.\n\nHowever, `as` so.", id="a paragraph before"),
        pytest.param(["Of `as` it is.", "However, `as` so."], "Of `as` it is.\n\nHowever, `as` so.", id="what is said already"),
    ],
)  # fmt: skip
def test_a_sentence_comes_with_what_it_goes_on_from(text: list[str], said: str) -> None:
    assert markdown_of(in_role(blocks_from(told(text)), "as", ENTRY)) == said


def test_an_operator_is_told_without_its_neighbours() -> None:
    text = "Calls are described elsewhere. Names before “`/`” are so. Names after “`*`” are not."
    assert markdown_of(in_role(blocks_from(text), "/", OPERATOR)) == "Names before “`/`” are so."


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("*", [0, 1], id="one asterisk"),
        pytest.param("**", [0, 2], id="two asterisks"),
        pytest.param("*=", [0, 3], id="an assignment"),
    ],
)
def test_an_operator_is_no_part_of_another(name: str, kept: list[int]) -> None:
    blocks = [
        f"A call calls. {HALF[:299]}",
        "If the syntax `*expression` appears, it is unpacked." + " So." * 40,
        "If the syntax `**expression` appears, it is unpacked. `2**3` is another." + " So." * 40,
        "The operator `*=` multiplies." + " So." * 60,
    ]
    assert shortly(blocks, name) == told([blocks[number] for number in kept])


def test_of_a_word_within_something_greater_what_speaks_of_it_comes_first() -> None:
    blocks = [HALF, f"A name after `as` is bound. {HALF}"]
    assert shortly(blocks, "as", is_part=True) == blocks[1]
    assert shortly(blocks, "import") == blocks[0]


def test_a_long_session_is_cut_before_an_input() -> None:
    session = "```pycon\n>>> x = 1\n>>> x\n1\n>>> y\n2\n" + ">>> z\n3\n" * 9 + "```"
    start = "```pycon\n>>> x = 1\n>>> x\n1\n>>> y\n2\n```"
    assert shortly(["For example:", session], "if") == f"For example:\n\n{start}"
    traceback = "```pycon\n>>> 1 / 0\n" + "  File\n" * 13 + "```"
    assert shortly(["It fails:", traceback], "if") == "It fails."


def test_a_paragraph_without_words_says_nothing() -> None:
    assert not markdown_of(brief((Paragraph(()),), "if"))
