"""Words of docstrings and READMEs: a few rules that keep prose plain."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("docs_lsp", "parser", "tools", "tests", "editors/vscode")
PAGES = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "Makefile")
EXTENSION = ("README.md", "package.json", "package.nls.json", "src", "walkthrough")

# A module is a thing: its docstring begins with what it is, as a noun, or with what it does, as a
# verb, and not with a subordinate clause.
CLAUSE = re.compile(r"(What|Which|How|Where|Who)\b")

# Words, and what to write instead. Literal uses are in ALLOWED.
UNWANTED = {
    re.compile(r"\bstands?\b", re.IGNORECASE): "is, is in, refers to, describes",
    re.compile(r"\btold\b", re.IGNORECASE): "shown, said, known, receives",
    re.compile(r"\bat hand\b", re.IGNORECASE): "available, installed, known",
    re.compile(r"\b(nobody|somebody)\b", re.IGNORECASE): "the user, a client, no caller",
}
# A file in backticks or in a command; `NAME` is for the reader to replace.
FILE = re.compile(r"[`(\s]((?:docs_lsp|parser|tests|tools|editors)/(?![\w/]*NAME)[\w./-]*\w)")

ALLOWED = re.compile(r"stand-alone")


def python_files() -> list[Path]:
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if not {"node_modules", "libs"} & set(path.parts))


def title(path: Path) -> str:
    """Return the first line of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return docstring.partition("\n")[0]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_a_module_docstring_begins_with_a_noun_or_a_verb() -> None:
    found = [
        f"{name(path)}: {line}" for path in python_files() if CLAUSE.match(line := title(path))
    ]
    assert not found, "\n".join(found)


def test_prose_uses_plain_words() -> None:
    found = [
        f"{name(path)}:{line}: {match[0]!r}; write: {instead}"
        for path, line, text in prose()
        for word, instead in UNWANTED.items()
        for match in word.finditer(ALLOWED.sub("", text))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("page", PAGES)
def test_files_that_a_page_names_exist(page: str) -> None:
    names = set(FILE.findall((ROOT / page).read_text("utf-8")))
    assert [one for one in sorted(names) if not (ROOT / one).exists()] == []


def prose() -> Iterator[tuple[Path, int, str]]:
    """Yield path, line number and text of docstrings, comments, messages and pages."""
    for path in python_files():
        if path != Path(__file__):
            yield from ((path, line, text) for line, text in python_prose(path))
    for path in pages():
        for line, text in enumerate(path.read_text("utf-8").splitlines(), 1):
            yield path, line, text


def pages() -> Iterator[Path]:
    yield from (ROOT / page for page in PAGES)
    for start in EXTENSION:
        path = ROOT / "editors" / "vscode" / start
        yield from (one for one in [path, *path.rglob("*")] if one.is_file())
    yield from (ROOT / "tests" / "e2e" / "vscode").glob("*.mjs")


def python_prose(path: Path) -> Iterator[tuple[int, str]]:
    """Yield docstrings and comments of a file; of code that is not a test also its messages."""
    is_test = path.is_relative_to(ROOT / "tests")  # whose strings are sample code and pages
    source = path.read_text("utf-8")
    if not any(word.search(source) for word in UNWANTED):
        return  # quicker than its tokens
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        is_docstring = token.string.startswith('"""') and token.line.strip().startswith('"""')
        is_message = token.type == tokenize.STRING and not is_test
        if token.type == tokenize.COMMENT or is_docstring or is_message:
            yield from enumerate(token.string.splitlines(), token.start[0])
