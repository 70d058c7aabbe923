"""A notebook over stdio: each cell sees those before it."""

from pathlib import Path

import pytest
from lsprotocol import types
from serving import Client, place, serving

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOTEBOOK = "file:///w/nb.ipynb"
CELLS = (
    "%matplotlib inline\nimport os.path as p",
    "# Words, no code",
    "x = 1\np.join('a', 'b')\np.",
)


def open_notebook(client: Client) -> list[str]:
    uris = [f"vscode-notebook-cell:/w/nb.ipynb#W{number}" for number in range(len(CELLS))]
    kinds = [
        types.NotebookCellKind.Code,
        types.NotebookCellKind.Markup,
        types.NotebookCellKind.Code,
    ]
    cells = [types.NotebookCell(kind, uri) for kind, uri in zip(kinds, uris, strict=True)]
    client.notebook_document_did_open(
        types.DidOpenNotebookDocumentParams(
            types.NotebookDocument(NOTEBOOK, "jupyter-notebook", 1, cells),
            [
                types.TextDocumentItem(uri, types.LanguageKind.Python, 1, text)
                for uri, text in zip(uris, CELLS, strict=True)
            ],
        )
    )
    return uris


async def test_a_cell_sees_the_cells_before_it(built: Path) -> None:
    async with serving(built, options={"signatureHelp": {"enable": True}}) as client:
        *_, last = open_notebook(client)
        document = types.TextDocumentIdentifier(last)
        position = place(CELLS[2], CELLS[2].index("join") + 1)
        found = await client.text_document_hover_async(types.HoverParams(document, position))
        assert found is not None
        assert found.range == types.Range(types.Position(1, 0), types.Position(1, 6))
        assert "os.path.join" in str(found.contents)
        inside = place(CELLS[2], CELLS[2].index("'a'"))
        form = await client.text_document_signature_help_async(
            types.SignatureHelpParams(document, inside)
        )
        assert form is not None
        assert form.signatures[0].label.startswith("os.path.join(")
        end = place(CELLS[2], len(CELLS[2]))
        listed = await client.text_document_completion_async(types.CompletionParams(document, end))
        assert isinstance(listed, types.CompletionList)
        assert "join" in [item.label for item in listed.items]


async def test_a_cell_that_changes_changes_what_the_next_ones_mean(built: Path) -> None:
    async with serving(built) as client:
        first, *_, last = open_notebook(client)
        client.notebook_document_did_change(
            types.DidChangeNotebookDocumentParams(
                types.VersionedNotebookDocumentIdentifier(2, NOTEBOOK),
                types.NotebookDocumentChangeEvent(
                    cells=types.NotebookDocumentCellChanges(
                        text_content=[
                            types.NotebookDocumentCellContentChanges(
                                types.VersionedTextDocumentIdentifier(2, first),
                                [types.TextDocumentContentChangeWholeDocument("p = 3")],
                            )
                        ]
                    )
                ),
            )
        )
        position = place(CELLS[2], CELLS[2].index("join") + 1)
        document = types.TextDocumentIdentifier(last)
        assert await client.text_document_hover_async(types.HoverParams(document, position)) is None
