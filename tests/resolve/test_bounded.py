"""Long code that an opened string or bracket breaks is read up to there, in bounded work."""

import random

import pytest
from growth import calls
from names_kit import NAMES

from docs_lsp.resolve import resolve, resolve_members, resolve_visible
from docs_lsp.resolve.infer.analysis import forget_all
from docs_lsp.resolve.syntax import parser
from docs_lsp.resolve.syntax.parser import parse

pytestmark = pytest.mark.slow

FUNCTION = '''def f(path: str, *rest):
    """Return what is (so far) at the path: it's one of many.

    This is prose, with "if", for and others in it; what is read as code, if a string
    is opened above it, has errors (as many as words, nearly). And so it goes on:
        - in lists, of which each item
        - is a line? No.
    Some of it [for example] is in brackets, and (some is not.
    """
    return [os.path.join(path, one) for one in rest if len(one) > 3]


'''
MANY = 5_000  # functions: two megabytes
BEFORE = f"import os\n\nos.getcwd()\n{FUNCTION}"
OPENED = ['"""', "r'''\n'''\"\"\""]


def broken(opened: str, count: int = MANY) -> str:
    return f"{BEFORE}{opened}\n{FUNCTION * count}"


@pytest.fixture(autouse=True)
def forgotten() -> None:
    parser.forget()
    forget_all()


@pytest.mark.parametrize("opened", OPENED)
def test_what_follows_an_opened_string_takes_no_work(opened: str) -> None:
    """The parser reports each hundred of its steps: calls count them."""
    short, long = (calls(lambda n=n: parse(broken(opened, n))) for n in (MANY, 3 * MANY))  # type: ignore[misc]
    assert long < 1.1 * short


@pytest.mark.parametrize("opened", OPENED)
def test_code_before_an_opened_string_is_known(opened: str) -> None:
    text = broken(opened)
    assert len(parse(text).parsed) < len(text) // 2
    found = resolve(text, text.index("getcwd"), NAMES)
    assert found is not None
    assert found.entry.name == "os.getcwd"
    assert "getcwd" in resolve_members(text, text.index("getcwd"), NAMES)
    assert "len" in resolve_visible(text, text.index("return"), NAMES)


@pytest.mark.parametrize("opened", OPENED)
def test_nothing_is_known_far_behind_an_opened_string(opened: str) -> None:
    text = broken(opened)
    for part in ("join", "len", "rest", "os"):
        offset = text.rindex(part)
        assert resolve(text, offset, NAMES) is None
        assert not resolve_members(text, offset, NAMES)


@pytest.mark.parametrize("opened", OPENED)
def test_a_string_that_is_closed_again_leaves_no_trace(opened: str) -> None:
    text = broken("")
    fresh = str(parse(text).tree.root_node)
    parser.forget()
    for one in (text, broken(opened), text + "\n"):
        syntax = parse(one)
    assert str(syntax.tree.root_node) == fresh


@pytest.mark.parametrize("seed", range(3))
def test_after_edits_the_same_is_known_as_of_a_new_text(seed: int) -> None:
    chance = random.Random(seed)
    text = broken("")
    parse(text)
    for _ in range(3):
        line = text.index("\n\n\n", chance.randrange(len(BEFORE), len(text) - 1000)) + 2
        text = text[:line] + chance.choice(['"""', "(\n", "f(", "if x", "x = 1"]) + text[line:]
        parse(text)
    edited = [resolve(text, text.index("getcwd"), NAMES), len(parse(text).parsed) == len(text)]
    parser.forget()
    forget_all()
    assert edited == [
        resolve(text, text.index("getcwd"), NAMES),
        len(parse(text).parsed) == len(text),
    ]


@pytest.mark.parametrize("slip", ["x = (1,", "if x", "f(", "x.", "class C", "x = = 1", "'"])
def test_a_slip_in_long_code_hides_nothing(slip: str) -> None:
    text = f"{BEFORE}\n\n{slip}\n\n\n{FUNCTION * MANY}"
    assert len(parse(text).parsed) == len(text)
    found = resolve(text, text.rindex("join"), NAMES)
    assert found is not None
    assert found.entry.name == "os.path.join"


def test_many_slips_that_are_far_apart_hide_nothing() -> None:
    text = f"import os\n{(FUNCTION * 30 + 'x = = 1' + chr(10)) * 60}os.getcwd()\n"
    assert len(parse(text).parsed) == len(text)
    found = resolve(text, text.rindex("getcwd"), NAMES)
    assert found is not None
    assert found.entry.name == "os.getcwd"


PROSE = "The kettle boils slowly, and some guests like cold tea better. Don't ask (why)!\n"


@pytest.fixture
def searched_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search a text for prose after no time, on any machine."""
    monkeypatch.setattr("docs_lsp.resolve.syntax.bounded._SLOW", 0.0)


@pytest.mark.usefixtures("searched_at_once")
@pytest.mark.parametrize("quote", ['"""', "'''"])
def test_prose_in_the_place_of_code_is_not_read(quote: str) -> None:
    """A quote that is typed in a long string makes code of its other half."""
    prose = PROSE * 5_000
    before = f"import os\n\nos.getcwd()\ntext = {quote}{prose}{quote}"
    text = f"{before}{prose}{quote}\nos.getcwd()\n"
    assert parse(text).parsed.decode() == before
    found = resolve(text, text.index("getcwd"), NAMES)
    assert found is not None
    assert found.entry.name == "os.getcwd"


@pytest.mark.usefixtures("searched_at_once")
def test_prose_in_strings_and_comments_is_no_obstacle() -> None:
    comments = "".join(f"# {line}\n" for line in [PROSE.strip()] * 30)
    text = (
        f"{BEFORE}{FUNCTION}{comments}x = 'it said: {PROSE.strip().replace(chr(39), '')}'\n" * 400
    )
    assert len(parse(text).parsed) == len(text)
