"""Tests write the cursor into the source: `os.path.jo$0in` is a text and the offset of the mark."""


def split_cursor(marked: str) -> tuple[str, int]:
    """Return the text without its `$0`, and where it stood, in code points."""
    offset = marked.index("$0")
    return marked[:offset] + marked[offset + 2 :], offset
