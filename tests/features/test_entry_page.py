"""The page of an entry: everything that is said of it, and ways on."""

from small_docs import PYTHON, SNAPSHOT, SmallTexts, Thing, snapshot_of

from docs_lsp.entry import Entry
from docs_lsp.features.page import page

ADDRESS = "https://docs.python.org/3.14/"


def address(entry: Entry) -> str:
    return f"../{entry.id}/{entry.name}.md"


def test_a_page_has_the_way_to_it_the_call_forms_the_text_and_the_neighbours() -> None:
    entry = SNAPSHOT.names.python_object("os.path.exists")
    assert entry is not None
    found = page(entry, SNAPSHOT, address)
    assert found.text == (
        "# os.path.exists\n\n"
        "function · in [`os`][1] / [`os.path`][2] · [online][3]\n\n"
        "```python\nos.path.exists(path)\n```\n\n"
        "Say whether *path* is there.\n\n"
        "---\n\n"
        "previous: [`os.path.join`][4] · next: [`os.path._secret`][5]\n\n"
        "[1]: ../5/os.md\n"
        "[2]: ../6/os.path.md\n"
        f"[3]: {ADDRESS}library/os.path.html#os.path.exists\n"
        "[4]: ../7/os.path.join.md\n"
        "[5]: ../9/os.path._secret.md\n"
    )
    names = [one.name for one in found.linked]
    assert names == ["os", "os.path", "os.path.join", "os.path._secret"]


def test_a_class_has_its_members_and_links_lead_to_pages() -> None:
    text = f"See [`f()`]({ADDRESS}a.html#f), [x]({ADDRESS}none.html) and [y](https://example.org/)."
    snapshot = snapshot_of(
        SmallTexts(
            PYTHON,
            [
                Thing("C", "class", "class", "a.html", text, "class C(a)\nclass C(a, b)"),
                Thing("C.m", "method", "method", "a.html", f"Do {'it ' * 40}."),
                Thing("f", "function", "function", "a.html", "Work."),
            ],
        )
    )
    entry = snapshot.names.python_object("C")
    assert entry is not None
    found = page(entry, snapshot, address).text
    assert "```python\nclass C(a)\nclass C(a, b)\n```" in found
    assert "See [`f()`][2], [x][3] and [y][4].\n\n## Contents\n\n- [`C.m`][5] — Do it" in found
    assert found.endswith(
        f"[2]: ../3/f.md\n[3]: {ADDRESS}none.html\n[4]: https://example.org/\n[5]: ../2/C.m.md\n"
    )
    assert max(map(len, found.split("\n"))) <= 88
