"""Facts about a client that its capabilities do not state, by the name of its `clientInfo`.

The names are those that the editors send. To add one: the beginning of its name in lower case.
"""

from functools import lru_cache
from typing import Final

from lsprotocol import types

# Editors in which several servers of one language serve a document, or that complete Python by
# themselves; they do not say so to a server. Eglot does so through a multiplexer.
_WITH_OTHERS: Final = (
    "coc.nvim",
    "cursor",
    "eglot",
    "emacs",
    "helix",
    "intellij",
    "kak-lsp",
    "kakoune",
    "lapce",
    "neovim",
    "positron",
    "pycharm",
    "sublime text",
    "vim",
    "visual studio code",
    "vscodium",
    "zed",
)
# Editors that hide the target of a link, after they have broken the line with it.
_CONCEALING: Final = ("neovim", "vim", "coc.nvim")


def may_have_other_servers(client: types.ClientInfo | None) -> bool:
    """Whether another Python server may serve the same document, unless the client denies it."""
    return _is_one_of(client, _WITH_OTHERS)


def conceals_links(client: types.ClientInfo | None) -> bool:
    """Whether the client hides the targets of links in Markdown."""
    return _is_one_of(client, _CONCEALING)


def _is_one_of(client: types.ClientInfo | None, names: tuple[str, ...]) -> bool:
    return client is not None and _begins(client.name, names)


@lru_cache
def _begins(name: str, names: tuple[str, ...]) -> bool:
    return name.casefold().startswith(names)
