"""The house checks itself: who may import whom, and what is left out where."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROTOCOL = {"pygls", "lsprotocol"}
DATABASE = {"sqlalchemy", "aiosqlite", "sqlite3"}
HTML = {"bs4", "bleach", "lxml"}
NETWORK = {
    "urllib.request",
    "http.client",
    "http.server",
    "socket",
    "ssl",
    "ftplib",
    "requests",
    "httpx",
}
DISK = {"os", "io", "pathlib", "shutil", "importlib"}
RIM = {
    f"docs_lsp.{room}"
    for room in (
        "server",
        "handlers",
        "protocol",
        "documents",
        "transport",
        "convert",
        "cli",
        "commands",
    )
}
FILES = {
    f"docs_lsp.{room}"
    for room in ("library", "shelf", "store", "schema", "places", "pages", "inspect")
}

# Files (by pattern) -> what they may not import, in the order of the layers, the innermost first.
MAY_NOT_IMPORT: dict[str, set[str]] = {
    "docs_lsp/entry.py": {"docs_lsp", *PROTOCOL, *DATABASE},
    "docs_lsp/errors.py": {"docs_lsp", *PROTOCOL, *DATABASE},
    "docs_lsp/places.py": {"docs_lsp", *PROTOCOL, *DATABASE},
    "docs_lsp/carried.py": {*RIM, *PROTOCOL, *DATABASE, "docs_lsp.store", "docs_lsp.library"},
    "docs_lsp/versions.py": {"docs_lsp", *PROTOCOL, *DATABASE},
    "docs_lsp/format.py": {*RIM, *FILES, *PROTOCOL, *DATABASE, "docs_lsp.names"},
    "docs_lsp/schema.py": {*RIM, *PROTOCOL, "docs_lsp.store", "docs_lsp.names", "docs_lsp.features"},
    "docs_lsp/names.py": {*RIM, *FILES, "docs_lsp.features", "docs_lsp.resolve", "docs_lsp.search"},
    "docs_lsp/markup.py": {*RIM, *FILES, *PROTOCOL, *DATABASE, *DISK, "docs_lsp.features"},
    "docs_lsp/parameter_text.py": {*RIM, *FILES, *PROTOCOL, *DATABASE, *DISK, "docs_lsp.features"},
    "docs_lsp/blocks.py": {*RIM, *FILES, *PROTOCOL, *DATABASE, *DISK, "docs_lsp.features", "docs_lsp.markup"},
    "docs_lsp/brief.py": {*RIM, *FILES, *PROTOCOL, *DATABASE, *DISK, "docs_lsp.features", "docs_lsp.markup"},
    "docs_lsp/resolve/*.py": {
        *RIM, *FILES, *PROTOCOL, *DATABASE, "docs_lsp.features", "docs_lsp.search", "docs_lsp.markup",
    },
    "docs_lsp/search/*.py": {
        *RIM, *FILES, *PROTOCOL, *DATABASE, "docs_lsp.features", "docs_lsp.resolve", "docs_lsp.markup",
    },
    "docs_lsp/snapshot.py": {*RIM, *FILES, *PROTOCOL, *DATABASE, "docs_lsp.features"},
    "docs_lsp/features/*.py": {*RIM, *FILES, *PROTOCOL, *DATABASE, *DISK},
    "docs_lsp/answers.py": {*RIM, *FILES, *PROTOCOL, *DATABASE},
    "docs_lsp/store/*.py": {*RIM, *PROTOCOL, "docs_lsp.features", "docs_lsp.library", "docs_lsp.names"},
    "docs_lsp/own_code.py": {*RIM, *FILES, *PROTOCOL, *DATABASE, "docs_lsp.features"},
    "docs_lsp/web/*.py": {*RIM, *PROTOCOL, *DATABASE, "docs_lsp.store", "docs_lsp.schema"},
    "docs_lsp/library.py": {*RIM, *PROTOCOL, *DATABASE, "docs_lsp.features"},
    "docs_lsp/shelf.py": {*RIM, *PROTOCOL, *DATABASE, "docs_lsp.features", "docs_lsp.library"},
    "docs_lsp/server.py": {"docs_lsp.handlers", "docs_lsp.cli", *DATABASE},
    "docs_lsp/convert.py": {"docs_lsp.server", "docs_lsp.protocol", "docs_lsp.cli", *DATABASE},
    "docs_lsp/*.py": {*HTML, *NETWORK},
    "docs_lsp/*/*.py": {*HTML, *NETWORK},
    "parser/docs_parser/*.py": {*PROTOCOL, *RIM, "docs_lsp.features", "docs_lsp.store", "docs_lsp.names"},
    "parser/docs_parser/*/*.py": {*PROTOCOL, *RIM, "docs_lsp.features", "docs_lsp.store"},
}  # fmt: skip

# Only these files may import what is named.
ONLY: dict[str, set[str]] = {
    "pygls": {"server.py", "protocol.py", "documents.py", "handlers/*.py"},
    "lsprotocol": {
        "server.py",
        "protocol.py",
        "messages.py",
        "documents.py",
        "convert.py",
        "handlers/*.py",
    },
    "sqlalchemy": {"schema.py", "store/database.py", "store/reader.py"},
    "aiosqlite": set(),
    "sqlite3": {"store/copy.py", "store/entries.py", "inspect.py"},
    "starlette": {"web/*.py"},
    "fastapi": {"web/api.py"},
    "pydantic": {"web/models.py"},
    "uvicorn": {"web/serve.py"},
    "jinja2": {"web/render.py"},
    "docs_lsp.web": {"cli.py", "web/*.py"},
    "docs_parser": {"cli.py"},
    "docs_lsp.store": {"inspect.py", "library.py", "shelf.py", "store/*.py"},
}


def modules(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Yield what a file imports, `from a import b` as `a.b`; imports for types alone count too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import hides where it leads"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(name: str, package: str) -> bool:
    return f"{name}.".startswith(f"{package}.")


@pytest.mark.parametrize("pattern", MAY_NOT_IMPORT)
def test_imports_point_inwards(pattern: str) -> None:
    depth = pattern.count("/")
    files = [
        path
        for top in ("docs_lsp", "parser/docs_parser")
        for path in modules(ROOT / top)
        if (name := path.relative_to(ROOT).as_posix()).count("/") == depth
        and fnmatch(name, pattern)
    ]
    assert files, f"no file is like {pattern}"
    found = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in imported(path)
        for banned in MAY_NOT_IMPORT[pattern]
        if is_within(name, banned)
        and not (path.parts[-2] == "source" and banned in NETWORK)
        and not (path.parts[-2:] == ("web", "serve.py") and banned == "socket")
        and not name.startswith("docs_lsp.resolve.places")
    ]
    assert found == []


@pytest.mark.parametrize("package", ONLY)
def test_what_is_special_stands_in_few_files(package: str) -> None:
    found = {
        path.relative_to(ROOT / "docs_lsp").as_posix()
        for path in modules(ROOT / "docs_lsp")
        if any(is_within(name, package) for name in imported(path))
    }
    assert [one for one in found if not any(fnmatch(one, ok) for ok in ONLY[package])] == []


# What of the server the parser may know, and where in the parser the world outside is met.
SHARED = (
    "docs_lsp.schema",
    "docs_lsp.format",
    "docs_lsp.entry",
    "docs_lsp.places",
    "docs_lsp.search",
    "docs_lsp.__version__",
)
PARSER_ONLY: dict[str, set[str]] = {
    "sqlalchemy": {"write.py"},
    "sqlite3": {"write.py"},
    "aiosqlite": set(),
    "docs_lsp.places": {"__main__.py"},
    "docs_lsp.search": {"search.py"},
}


def test_the_parser_knows_the_doorway_alone() -> None:
    found = {
        f"{path.name} imports {name}"
        for path in modules(ROOT / "parser" / "docs_parser")
        for name in imported(path)
        if is_within(name, "docs_lsp") and not any(is_within(name, one) for one in SHARED)
    }
    assert found == set()


@pytest.mark.parametrize("package", PARSER_ONLY)
def test_in_the_parser_too_what_is_special_stands_in_few_files(package: str) -> None:
    found = {
        path.name
        for path in modules(ROOT / "parser" / "docs_parser")
        if any(is_within(name, package) for name in imported(path))
    }
    assert found <= PARSER_ONLY[package]


def test_the_network_is_used_where_docs_are_fetched_alone() -> None:
    found = {
        path.parent.name
        for path in modules(ROOT / "parser" / "docs_parser")
        if any(is_within(name, network) for name in imported(path) for network in NETWORK)
    }
    assert found == {"source"}


def test_html_passes_one_door() -> None:
    found = {
        path.name
        for path in modules(ROOT / "parser" / "docs_parser")
        if any(is_within(name, "bleach") for name in imported(path))
    }
    assert found == {"clean.py"}


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())


def test_starting_the_server_loads_nothing_that_can_wait() -> None:
    loaded = loaded_by("import docs_lsp.handlers")
    late = {
        "sqlalchemy",
        "aiosqlite",
        "greenlet",
        "docs_lsp.store",
        "docs_lsp.schema",
        "docs_lsp.search",
        "docs_lsp.resolve",
        "tree_sitter",
        "docs_parser",
    }
    assert not loaded & (late | HTML | {"websockets"})


def test_a_command_loads_what_it_needs() -> None:
    loaded = loaded_by("import docs_lsp.cli; docs_lsp.cli.main(['remove', 'nothing~0'])")
    assert not loaded & {
        "sqlalchemy",
        "pygls",
        "lsprotocol",
        "tree_sitter",
        "docs_lsp.search",
        *HTML,
    }


def test_the_page_starts_without_what_its_api_needs() -> None:
    assert not loaded_by("import docs_lsp.web.serve") & {"fastapi", "pydantic", "sqlalchemy"}
