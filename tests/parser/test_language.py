"""Keywords and operators: which places of the documentation tell what they mean."""

import pytest

from docs_parser.genindex import IndexRow
from docs_parser.inventory import Inventory, InventoryItem
from docs_parser.language import language_items

PAGE = "reference/compound_stmts.html"


def places(name: str, labels: dict[str, str], rows: list[tuple[str, str, str]]) -> list[str]:
    """Return where *name* leads: labels are name to page, rows are name, sense, fragment."""
    items = tuple(
        InventoryItem(label, "std", "label", page, label) for label, page in labels.items()
    )
    inventory = Inventory("Python", "3.14", items, ())
    index = [IndexRow(head, sub, "", PAGE, fragment) for head, sub, fragment in rows]
    found = [one.item for one in language_items(inventory, index) if one.item.name == name]
    return [f"{item.role} {item.page}#{item.fragment}" for item in found]


@pytest.mark.parametrize(
    ("name", "labels", "rows", "expected"),
    [
        ("if", {"if": PAGE}, [("if", "statement", "index-3")], [f"keyword {PAGE}#if", f"keyword {PAGE}#index-3"]),
        ("elif", {"if": PAGE}, [], [f"keyword {PAGE}#if"]),
        ("type", {"type": PAGE}, [], [f"keyword {PAGE}#type"]),
        ("type", {"type": "library/argparse.html"}, [], []),  # no statement before Python 3.12
        ("for", {"for": "tutorial/flow.html"}, [("for", "statement", "index-4")], [f"keyword {PAGE}#index-4"]),
        ("@", {}, [("@", "function definition", "index-5")], [f"operator {PAGE}#index-5"]),
        ("open", {}, [("open", "statement", "index-6")], []),
    ],
)  # fmt: skip
def test_a_label_of_the_language_reference_comes_first(
    name: str, labels: dict[str, str], rows: list[tuple[str, str, str]], expected: list[str]
) -> None:
    assert places(name, labels, rows) == expected
