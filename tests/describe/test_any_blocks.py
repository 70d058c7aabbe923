"""Texts that no page should have, such as a table without rows: described, stored and rendered all the same."""

import pytest
from any_blocks import any_blocks
from chance import Chance
from small_docs import SMALL

from docs_lsp.blocks.html import html_of
from docs_lsp.blocks.layout import plain_layout
from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.blocks.model import Paragraph, Table
from docs_lsp.blocks.packing import pack, unpack
from docs_lsp.blocks.plain import text_of
from docs_lsp.describe.entry_text import Style, describe

SEEDS = range(150)


@pytest.mark.parametrize("markdown", [True, False])
def test_any_text_is_described_in_any_length(*, markdown: bool) -> None:
    for seed in SEEDS:
        chance = Chance(seed)
        blocks = any_blocks(chance)
        style = Style(markdown=markdown, max_length=chance.randint(-1, 300))
        assert describe(SMALL.entries[0], blocks, "", style, about="x")


def test_a_stored_text_is_read_as_it_was_and_rendered_in_every_form() -> None:
    for seed in SEEDS:
        blocks = any_blocks(Chance(seed))
        assert unpack(pack(blocks), None) == blocks
        for form in (html_of, markdown_of, text_of, plain_layout):
            assert isinstance(form(blocks), str)


def test_a_table_without_rows_is_its_caption() -> None:
    assert plain_layout((Table(("Sizes",), (), ()), Paragraph(("After.",)))).split() == [
        "Sizes",
        "After.",
    ]
