"""Write the statements that make the tables of a docset, `docs_lsp/docsets/schema.sql`.

They are those of the models in `schema.py`, for the parser, which runs them without the models.
`make fix` runs this; `tests/docsets/test_docset_schema.py` fails where file and models differ.
"""

from pathlib import Path
from typing import Final

from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from docs_lsp.docsets.schema import UNIT_WORDS, Base

FILE: Final = Path(__file__).parent.parent / "docs_lsp" / "docsets" / "schema.sql"


def statements() -> str:
    """Return the statements: each table, the full-text index, the other indexes in order."""
    tables = Base.metadata.sorted_tables
    indexes = [index for table in tables for index in table.indexes]
    parts: list[ExecutableDDLElement] = [
        *map(CreateTable, tables),
        UNIT_WORDS,
        *map(CreateIndex, sorted(indexes, key=lambda index: str(index.name))),
    ]
    return "".join(f"{_text(part)};\n\n" for part in parts).rstrip("\n") + "\n"


def _text(part: ExecutableDDLElement) -> str:
    lines = str(part.compile(dialect=dialect())).strip().splitlines()
    return "\n".join(line.rstrip().replace("\t", "    ") for line in lines if line.strip())


if __name__ == "__main__":
    FILE.write_text(statements(), "utf-8")
