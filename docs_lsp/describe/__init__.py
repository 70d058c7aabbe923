"""The text that a reader sees of an entry: Markdown, plain text, a terminal."""
