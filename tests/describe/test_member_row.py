"""The row or the item that describes a member without an entry of its own."""

import pytest
from markdown_kit import blocks_from

from docs_lsp.blocks import ItemList
from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.describe.member_row import member_blocks

_TEXT = """\
| Value | Name  | Details                                     |
| ----- | ----- | ------------------------------------------- |
| 1     | `TEA` | Of leaves, of which there are many in a pot. |
| 2     | `MUG` | To drink of.                                |

| Attribute | Meaning         |
| --------- | --------------- |
| `MUG`     | Of another.     |
| `SPOON`   | To stir.        |

- *lid*: It keeps `heat` in.
- *heat*: How hot it is.

| Text      | Constant | Meaning            |
| --------- | -------- | ------------------ |
| `'small'` | Size.S   | Not many of them go in it, but some do, now and then. |
| `'large'` | Size.L   | Many.              |
| `'any'`   | N/A      | All.               |

- *S*
- *L*

1. If *foam* is there.
2. If *foam* is not.
"""
MEMBERS = frozenset(("TEA", "MUG", "lid", "heat", "foam", "as_integer_ratio", "S", "L"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("TEA", "1 — `TEA`\n\nOf leaves, of which there are many in a pot."),
        ("MUG", "2 — `MUG`\n\nTo drink of."),
        ("heat", "- *heat*: How hot it is."),
        ("S", "`'small'` — Size.S\n\nNot many of them go in it, but some do, now and then."),
        ("SPOON", ""),  # of a table that is not about these members
        ("foam", ""),  # two items on it: neither is its description
        ("as_integer_ratio", ""),
    ],
)
def test_the_row_of_a_member(name: str, said: str) -> None:
    assert markdown_of(member_blocks(blocks_from(_TEXT), name, MEMBERS)) == said


def test_a_list_of_parameters_is_about_members_in_the_text_of_a_class_alone() -> None:
    parameters = blocks_from("- *lid*: A lid.\n- *heat*: Hot.\n")[0]
    assert isinstance(parameters, ItemList)
    blocks = (parameters._replace(is_parameters=True),)
    assert member_blocks(blocks, "lid", MEMBERS) == ()
    assert markdown_of(member_blocks(blocks, "lid", MEMBERS, of_class=True)) == "- *lid*: A lid."
