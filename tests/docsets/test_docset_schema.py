"""The statements that the parser runs make the tables of the models."""

import importlib.util
import sqlite3
import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine, inspect

from docs_lsp.docsets.file_format import schema_statements
from docs_lsp.docsets.schema import Base

TOOL = Path(__file__).parents[2] / "tools" / "docset_schema.py"


def test_the_statements_are_those_of_the_models() -> None:
    spec = importlib.util.spec_from_file_location("docset_schema", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.FILE.read_text("utf-8") == tool.statements(), "run `make fix`"


def test_each_statement_can_be_run(tmp_path: Path) -> None:
    file = tmp_path / "empty.db"
    with sqlite3.connect(file) as database:
        for statement in schema_statements():
            database.execute(statement)
    database.close()
    made = inspect(create_engine(f"sqlite:///{file}"))
    for table in Base.metadata.sorted_tables:
        assert [one["name"] for one in made.get_columns(table.name)] == table.columns.keys()
        assert {one["name"] for one in made.get_indexes(table.name)} == {
            index.name for index in table.indexes
        }


def test_a_build_needs_no_sqlalchemy() -> None:
    code = (
        "import sys, docs_parser.__main__, docs_parser.write, docs_parser.search\n"
        "raise SystemExit('sqlalchemy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
