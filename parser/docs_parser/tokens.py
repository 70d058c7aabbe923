"""The tokens between a page and its texts: html5lib's, few and bare."""

from typing import Final

from docs_parser.clean import Token

_MAX_CHARACTERS = 2_000_000  # of one unit; the longest real one has a fifth of that

_START: Final[dict[str, Token]] = {}
_END: Final[dict[str, Token]] = {}


def _start(name: str) -> Token:
    """Return the start tag without attributes; the tokens are shared, as most tags are bare."""
    if name not in _START:
        _START[name] = {"type": "StartTag", "name": name, "namespace": None, "data": {}}
    return _START[name]


def _end(name: str) -> Token:
    if name not in _END:
        _END[name] = {"type": "EndTag", "name": name, "namespace": None}
    return _END[name]


class Tokens:
    """Collects the tokens of one unit. `overflow` says that it was cut."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.overflow = False
        self._characters = 0

    def open(self, name: str, attributes: dict[str, str] | None = None) -> None:
        """Add a start tag."""
        if attributes:
            data = {(None, key): value for key, value in attributes.items()}
            self.tokens.append({"type": "StartTag", "name": name, "namespace": None, "data": data})
        else:
            self.tokens.append(_start(name))

    def close(self, name: str) -> None:
        """Add an end tag."""
        self.tokens.append(_end(name))

    def text(self, text: str) -> None:
        """Add running text."""
        room = _MAX_CHARACTERS - self._characters
        if len(text) > room:
            self.overflow = True
            text = text[: max(0, room)]
        self._characters += len(text)
        if "&" in text:
            text = text.replace("&", "&amp;")  # Bleach reads entities in character tokens
        self.tokens.append({"type": "Characters", "data": text})

    def text_element(self, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
        """Add an element that holds text alone."""
        self.open(name, attributes)
        self.text(text)
        self.close(name)

    def empty(self, name: str) -> None:
        """Add an element that cannot hold anything."""
        self.tokens.append({"type": "EmptyTag", "name": name, "namespace": None, "data": {}})

    def has_words(self) -> bool:
        """Whether any word was added."""
        return any(token["type"] == "Characters" and token["data"].strip() for token in self.tokens)
