"""Descriptions for tests: an entry, and its text as a hover shows it."""

from small_docs import Thing
from small_docs import blocks_of as text_blocks

from docs_lsp.describe.entry_text import Style, describe
from docs_lsp.entry import Entry, Parameter, Signature

URL = "https://docs.python.org/3.14/library/os.path.html#os.path.join"
FENCE = "```python\none = 1\n\ntwo = 2\n```"
TABLE = "| a | b |\n| --- | --- |\n" + "| cell | cell |\n" * 30
NOTE = "> **Note** Mind the step."
TITLE = f"[**thing**]({URL}) · function"


def entry_of(name: str = "thing", role: str = "function", title: str | None = None) -> Entry:
    """Return an entry of Python's manual."""
    return Entry("python~3.14", 1, name, "py", role, role, "page.html#x", 1, title=title)


def described(own_text: str, **style: object) -> str:
    """Return what a hover shows of a function whose description is *own_text* in Markdown."""
    thing = Thing("thing", "function", "function", "page.html", own_text)
    return describe(entry_of(), text_blocks(thing), URL, Style(**style))  # type: ignore[arg-type]


def blocks(shown: str) -> list[str]:
    """Return the text below the title."""
    return shown.split("\n\n")[1:]


def cut_text(own_text: str, *names: str, docset: str = "python~3.14", room: int = 400) -> list[str]:
    """Return the blocks shown of a function with these parameters."""
    thing = Thing("thing", "function", "function", "page.html", own_text)
    form = Signature(f"thing({', '.join(names)})", "thing", tuple(map(Parameter, names)))
    entry = entry_of()._replace(docset=docset)
    shown = describe(entry, text_blocks(thing), URL, Style(max_length=room), signatures=[form])
    return blocks(shown)[:-1]
