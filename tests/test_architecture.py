"""Import rules: the layers, where each library is used, and what start-up may load."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
Layers = tuple[tuple[str, ...], ...]
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
    "httpx2",
}
DISK = {"os", "io", "pathlib", "shutil", "importlib"}
# From the top down. A layer imports what is below it; the packages of one line do not import each other.
# To add a front end: its package on the line of `docs_lsp.lsp`, and its library in `ONLY`.
LAYERS = (
    ("docs_lsp.cli",),
    ("docs_lsp.lsp", "docs_lsp.mcp", "docs_lsp.web"),
    ("docs_lsp.features",),
    ("docs_lsp.docsets", "docs_lsp.resolve"),
    ("docs_lsp.describe", "docs_lsp.search"),
    ("docs_lsp.blocks", "docs_lsp.libraries", "docs_lsp.names"),
    (
        "docs_lsp.entry",
        "docs_lsp.errors",
        "docs_lsp.folders",
        "docs_lsp.options",
        "docs_lsp.project",
        "docs_lsp.runtime",
    ),
)
RESOLVE = (
    ("docs_lsp.resolve.complete",),
    ("docs_lsp.resolve.cursor", "docs_lsp.resolve.user_modules"),
    ("docs_lsp.resolve.infer", "docs_lsp.resolve.user_imports"),
    ("docs_lsp.resolve.libraries",),
    ("docs_lsp.resolve.stdlib", "docs_lsp.resolve.scopes"),
    ("docs_lsp.resolve.values", "docs_lsp.resolve.budget", "docs_lsp.resolve.evaluator"),
    ("docs_lsp.resolve.syntax",),
)

# The one package or the few modules that may import a library or a front end.
ONLY: dict[str, set[str]] = {
    "pygls": {"docs_lsp.lsp"},
    "lsprotocol": {"docs_lsp.lsp"},
    "tree_sitter": {"docs_lsp.resolve"},
    "sqlalchemy": {
        "docs_lsp.docsets.schema",
        "docs_lsp.docsets.store.database",
        "docs_lsp.docsets.store.reader",
    },
    "aiosqlite": set(),  # by its name, in the address of SQLAlchemy's engine
    "sqlite3": {
        "docs_lsp.docsets.store.copy",
        "docs_lsp.docsets.store.entries",
        "docs_lsp.docsets.store.rows",
        "docs_lsp.cli.doctor",
        "docs_lsp.cli.removal",
        "docs_lsp.libraries.cache",
    },
    "starlette": {"docs_lsp.web"},
    "fastapi": {"docs_lsp.web.api"},
    "pydantic": {"docs_lsp.web.models"},
    "uvicorn": {"docs_lsp.web.serve", "docs_lsp.web.connections"},
    "jinja2": {"docs_lsp.web.render"},
    "pygments": {"docs_lsp.web.highlighting"},
    "docs_parser": {"docs_lsp.cli"},
    **{library: set() for library in HTML | NETWORK},
    "socket": {"docs_lsp.web.serve"},
}

# Units at the top of `docs_lsp/`, and imports between them at run time.
_MAX_UNITS = 18
_MAX_ARROWS = (
    63  # more come of a module in the wrong folder, or of an import that is for types alone
)

# Packages of plain functions on values: they open no file.
WITHOUT_DISK = ("docs_lsp.blocks", "docs_lsp.describe", "docs_lsp.features")


def modules(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def module_name(path: Path) -> str:
    """Return the dotted name of a file of docs_lsp."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def imported(path: Path, *, for_types: bool = True) -> Sequence[str]:
    """Return what a file imports, `from a import b` as `a.b`; at run time if not *for_types*."""
    return tuple(_imported(path, for_types=for_types))


def _imported(path: Path, *, for_types: bool) -> Iterator[str]:
    nodes: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import hides where it leads"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif (
            not for_types
            and isinstance(node, ast.If)
            and isinstance(node.test, ast.Name)
            and node.test.id == "TYPE_CHECKING"
        ):
            nodes += node.orelse
        else:
            nodes += ast.iter_child_nodes(node)


def is_within(name: str, package: str) -> bool:
    return f"{name}.".startswith(f"{package}.")


def layer_of(name: str, layers: Layers) -> tuple[int, str] | None:
    """Return the number of a module's layer, from the top, and its package there."""
    for number, layer in enumerate(layers):
        for package in layer:
            if is_within(name, package):
                return number, package
    return None


@pytest.mark.parametrize("layers", [LAYERS, RESOLVE], ids=["docs_lsp", "resolve"])
def test_a_layer_imports_what_is_below_it(layers: Layers) -> None:
    found = []
    for path in modules(ROOT / "docs_lsp"):
        importer = layer_of(module_name(path), layers)
        for name in imported(path, for_types=False):
            target = layer_of(name, layers)
            if importer and target and importer[1] != target[1] and importer[0] >= target[0]:
                found.append(f"{module_name(path)} imports {name}")
    assert found == []


@pytest.mark.parametrize("layers", [LAYERS, RESOLVE], ids=["docs_lsp", "resolve"])
def test_each_module_has_a_layer(layers: Layers) -> None:
    top = ROOT.joinpath(*layers[0][0].split(".")[:-1])
    names = {module_name(path) for path in modules(top)} - {module_name(top / "__init__.py")}
    assert {name for name in names if layer_of(name, layers) is None} <= {"docs_lsp.__main__"}
    for package in (package for layer in layers for package in layer):
        assert any(is_within(name, package) for name in names), f"nothing is in {package}"


def test_few_modules_know_each_others_types() -> None:
    """Imports for types alone may lead in a circle; a module that joins it needs a reason."""
    files = {module_name(path): path for path in modules(ROOT / "docs_lsp")}
    arrows = {
        name: {one for one in (_module_of(target, files) for target in imported(path)) if one}
        for name, path in files.items()
    }
    reached = {name: _reachable(name, arrows) for name in arrows}
    circle = {name for name, others in reached.items() if name in others}
    assert circle == {
        "docs_lsp.resolve.evaluator",
        "docs_lsp.resolve.scopes.scope",
        "docs_lsp.resolve.stdlib.documented_types",  # which `known_types` asks for facts
        "docs_lsp.resolve.stdlib.known_names",  # `World` without its facts and entries
        "docs_lsp.resolve.stdlib.known_types",  # `World` without its entries
        "docs_lsp.resolve.stdlib.type_facts",
        "docs_lsp.resolve.stdlib.type_variables",
        "docs_lsp.resolve.stdlib.typeshed",
        "docs_lsp.resolve.stdlib.world",
        "docs_lsp.resolve.values",
    }


def test_few_arrows_lead_between_top_level_units() -> None:
    """Each unit knows few others; a further unit or arrow needs a reason to raise the bound."""
    arrows = {
        (importer, target)
        for path in modules(ROOT / "docs_lsp")
        for name in imported(path, for_types=False)
        if is_within(name, "docs_lsp") and name.count(".") > 1
        for importer, target in [(module_name(path).split(".")[1], name.split(".")[1])]
        if importer != target
    }
    assert len({unit for arrow in arrows for unit in arrow} - {"__main__"}) <= _MAX_UNITS
    assert len(arrows) <= _MAX_ARROWS


def _module_of(name: str, files: dict[str, Path]) -> str:
    """Return the module that an imported dotted name is, or is defined in; "" if not ours."""
    while name and name not in files:
        name = name.rpartition(".")[0]
    return name if name != "docs_lsp" else ""


def _reachable(start: str, arrows: dict[str, set[str]]) -> set[str]:
    """Return the modules that imports lead to from *start*."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = arrows[waiting.pop()] - found
        found |= new
        waiting += new
    return found


@pytest.mark.parametrize("library", ONLY)
def test_a_library_is_used_where_it_belongs(library: str) -> None:
    found = {
        name
        for path in modules(ROOT / "docs_lsp")
        if any(is_within(one, library) for one in imported(path))
        and not any(is_within(name := module_name(path), ok) for ok in ONLY[library])
    }
    assert found == set()


@pytest.mark.parametrize("package", WITHOUT_DISK)
def test_plain_functions_open_no_file(package: str) -> None:
    found = {
        f"{module_name(path)} imports {name}"
        for path in modules(ROOT.joinpath(*package.split(".")))
        for name in imported(path)
        if any(is_within(name, disk) for disk in DISK)
    }
    assert found == set()


# What of the server the parser may know, and where in the parser the world outside is met.
SHARED = (
    "docs_lsp.blocks",
    "docs_lsp.docsets.file_format",
    "docs_lsp.docsets.project_list",
    "docs_lsp.entry",
    "docs_lsp.folders",
    "docs_lsp.project",
    "docs_lsp.runtime.import_path",
    "docs_lsp.runtime.printable",
    "docs_lsp.runtime.replacing",
    "docs_lsp.search",
    "docs_lsp.__version__",
)
PARSER_ONLY: dict[str, set[str]] = {
    "sqlalchemy": set(),  # the statements are made of the models beforehand, in `schema.sql`
    "sqlite3": {"write.py", "update.py"},
    "aiosqlite": set(),
    "docs_lsp.folders": {"job.py", "site.py", "settings.py", "update.py", "write.py"},
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
def test_few_files_of_the_parser_import_special_packages(package: str) -> None:
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


def test_one_module_imports_bleach() -> None:
    found = {
        path.name
        for path in modules(ROOT / "parser" / "docs_parser")
        if any(is_within(name, "bleach") for name in imported(path))
    }
    assert found == {"clean.py"}


def imported_in_functions(path: Path) -> set[str]:
    """Return the names of our modules that functions of a file import."""
    tree = ast.parse(path.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    nodes = [node for function in functions for node in ast.walk(function)]
    found = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name for name in found if is_within(name, "docs_lsp")}


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    return set(done.stdout.split())


def test_starting_the_server_loads_nothing_that_can_wait() -> None:
    loaded = loaded_by("import docs_lsp.lsp.handlers")
    late = {
        "sqlalchemy",
        "aiosqlite",
        "greenlet",
        "docs_lsp.docsets.store",
        "docs_lsp.docsets.schema",
        "docs_lsp.search",
        "docs_lsp.resolve",
        "tree_sitter",
        "docs_parser",
    }
    assert not loaded & (late | HTML | {"websockets"})


def test_serving_waits_for_no_command_line_and_no_encryption() -> None:
    loaded = loaded_by("import docs_lsp.cli; docs_lsp.cli.main([])")
    assert "docs_lsp.lsp.stdio" in loaded
    assert not loaded & {"argparse", "ctypes", "ssl", "docs_lsp.cli.command_table"}


@pytest.mark.usefixtures("docset_file")
def test_showing_an_entry_waits_for_no_search() -> None:
    loaded = loaded_by("import docs_lsp.cli; docs_lsp.cli.main(['show', 'os.path.join'])")
    assert "docs_lsp.describe.entry_text" in loaded
    others = ("docs_lsp.search", "docs_lsp.features.search", "docs_lsp.features.serialize", "ssl")
    assert not [one for one in loaded if any(is_within(one, other) for other in others)]


def test_the_first_hover_waits_for_no_other_feature() -> None:
    loaded = loaded_by("import docs_lsp.lsp.handlers, docs_lsp.features.hover")
    late = ("docs_lsp.resolve.complete", "docs_lsp.search", "docs_lsp.resolve.cursor.format_codes")
    others = {
        "docs_lsp.describe.keyword",
        "docs_lsp.libraries.module_facts",
        "docs_lsp.features.serialize",
        *late,
    }
    assert not [one for one in loaded if any(is_within(one, other) for other in others)]


def test_what_later_hovers_need_is_loaded_before_them() -> None:
    """Each import in a function on a hover's way is of a module that `LATER` brings in."""
    code = ROOT / "docs_lsp"
    folders = ("describe", "resolve/cursor", "resolve/infer", "resolve/scopes", "resolve/syntax")
    paths = [path for folder in folders for path in modules(code / folder)]
    paths += [code / "features" / name for name in ("hover.py", "parameter_text.py")]
    wanted = {target for path in paths for target in imported_in_functions(path)}
    assert "docs_lsp.resolve.cursor.format_codes" in wanted
    statement = "import importlib, docs_lsp.features.hover as hover"
    loaded = loaded_by(f"{statement}; [importlib.import_module(one) for one in hover.LATER]")
    assert not wanted - loaded


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


def test_each_test_module_has_a_name_of_its_own() -> None:
    """Tests are no package: pytest can collect two modules of one name only one by one."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []
