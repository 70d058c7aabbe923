"""Texts that are too long to be read, and those that only look so."""

import pytest
from names_kit import NAMES

from docs_lsp.resolve import resolve, resolve_members, resolve_visible
from docs_lsp.resolve.syntax.long_text import readable
from docs_lsp.resolve.syntax.parser import parse

LONG = 10_000_000  # code points

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "rest",
    [
        f"x = '{'é' * LONG}'\n",
        f"# {'a' * LONG}\n",
        "x = 1\n" * 150_000,
        f"x = '{'a, b. ' * (LONG // 6)}'\n",
        "x = '''" + "a, b.\n" * (LONG // 6) + "'''\n",
        f"x = [{', '.join(map(str, range(300_000)))}]\n",
        f"x = {{{', '.join(f'{n}: (1, {n})' for n in range(60_000))}}}\n",
    ],
    ids=["string", "comment", "lines", "sentences", "long string", "numbers", "table"],
)
def test_a_long_text_of_few_signs_is_read(rest: str) -> None:
    found = resolve(f"len(x)\n{rest}", 1, NAMES)
    assert found is not None
    assert found.entry.name == "len"


METHOD = """
class C:
    def f(self, path: str) -> str:
        if len(path) > 3:
            return path.join((path, 'a', "b", path.upper()))
        text = '''
        def g(x):'''
        return f(
            path,
            text,
        )
"""


@pytest.mark.parametrize("at", ["begin", "middle", "end"])
def test_of_a_very_long_file_all_around_the_cursor_is_read(at: str) -> None:
    parts = {"begin": ["", METHOD * 25_000], "end": [METHOD * 25_000, ""]}
    before, behind = parts.get(at, [METHOD * 12_500, METHOD * 12_500])
    text = f"import os\n{before}\nwith open(os.path.join('a')) as file:\n    file.read()\n{behind}"
    resolved = resolve(text, text.index("join('a')"), NAMES)
    assert resolved is not None
    assert resolved.entry.name == "os.path.join"


def test_what_is_left_out_of_a_long_text_moves_nothing() -> None:
    text = f"{METHOD * 25_000}last = 1\n"
    short = readable(text, len(text)) or ""
    assert len(short) == len(text)
    assert all(one in (was, "#", "0", " ") for one, was in zip(short, text, strict=True))
    assert short[-10_000:] == text[-10_000:]
    assert not parse(short).tree.root_node.has_error
    assert readable(METHOD, 0) == METHOD


@pytest.mark.parametrize("new", ["            (text,", "\\"], ids=["bracket", "line"])
def test_a_body_that_may_end_elsewhere_is_left(new: str) -> None:
    opened = METHOD.replace("            text,", new)
    assert readable(opened * 15_000, 0) == opened * 15_000


def test_signs_in_strings_and_comments_begin_and_end_nothing() -> None:
    """Quotation marks in them would swap code and strings in all that follows."""
    quoting = METHOD.replace("text = '''", "text = '''\"\"\" (").replace(
        "return f(", "return f(  # it's ''' {"
    )
    text = f"{quoting * 25_000}last = 1\n"
    short = readable(text, len(text)) or ""
    assert short.count("upper") < 2_000
    assert not parse(short).tree.root_node.has_error


def test_of_very_many_functions_those_around_the_cursor_are_read() -> None:
    function = "def f(a, b):\n    import os\n    return os.path.join(a, b, os.sep)\n\n"
    text = function * 50_000
    at = text.index("join", len(text) // 2)
    resolved = resolve(text, at, NAMES)
    assert resolved is not None
    assert resolved.entry.name == "os.path.join"


ROW = "    (1, 'it (is', 1.5, {'k': len(x)}),\n"


@pytest.mark.parametrize("rows", [0, 40_000, 80_000], ids=["begin", "middle", "end"])
def test_of_a_long_literal_the_rows_around_the_cursor_are_read(rows: int) -> None:
    before = f"import os\nfirst = [\n{ROW * rows}"
    text = f"{before}    os.path.join('a'),\n{ROW * (80_000 - rows)}]\nfirst[0].count(1)\n"
    resolved = resolve(text, len(before) + len("    os.path.j"), NAMES)
    assert resolved is not None
    assert resolved.entry.name == "os.path.join"
    short = readable(text, len(before)) or ""
    assert len(short) == len(text)
    assert not parse(short).tree.root_node.has_error
    assert short.count("len(x)") < 10_000


def test_of_a_text_of_too_many_signs_nothing_is_known() -> None:
    text = f"import os\nx = [{'len(a), ' * (LONG // 8)}os.]\n"
    assert resolve(text, 16, NAMES) is None
    assert not resolve_members(text, len(text) - 2, NAMES)
    assert not resolve_visible(text, len(text) - 2, NAMES)
