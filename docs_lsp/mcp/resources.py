"""Resources: each entry as a page `docs-lsp://DOCSET/NAME`, and completion of their names."""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote, unquote

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.features.excerpt import excerpt, head, label
from docs_lsp.features.lookup import addressed
from docs_lsp.features.search import search

TEMPLATE: Final = "docs-lsp://{docset}/{name}"
_SCHEME: Final = "docs-lsp://"
_MARKDOWN: Final = "text/markdown"
_MOST: Final = 100  # values that a completion may have, by the protocol

TEMPLATES: Final = (
    {
        "uriTemplate": TEMPLATE,
        "name": "entry",
        "description": "The documentation of a name, such as docs-lsp://python~3.14/json.dumps",
        "mimeType": _MARKDOWN,
    },
)


async def listed(docsets: DocsetManager) -> list[dict[str, Any]]:
    """Return a resource for each docset: its modules."""
    snapshot = await docsets.current()
    return [
        {
            "uri": f"{_SCHEME}{quote(one.id, safe='~')}/",
            "name": one.id,
            "title": label(one),
            "description": f"{label(one)}: modules and front page",
            "mimeType": _MARKDOWN,
        }
        for one in snapshot.known
    ]


async def read(docsets: DocsetManager, uri: str) -> dict[str, Any] | None:
    """Return the contents of a resource; None where there is no such page."""
    docset, slash, name = uri.removeprefix(_SCHEME).partition("/")
    docset, name = unquote(docset), unquote(name)
    if not uri.startswith(_SCHEME) or not slash:
        return None
    snapshot = await docsets.current(docset)
    if docset not in snapshot.docsets:
        return None
    if not name:
        text = "\n".join(_modules(snapshot, docset))
    else:
        entry = addressed(snapshot, name, docset)
        if entry is None:
            return None
        text = f"{head(entry, snapshot)}\n\n{excerpt(entry, snapshot, 'whole')}"
    return {"uri": uri, "mimeType": _MARKDOWN, "text": text}


def _modules(snapshot: Snapshot, docset: str) -> Iterator[str]:
    texts = snapshot.docsets[docset]
    yield f"# {label(texts.info)}\n"
    for entry in texts.entries:
        if entry.domain == "py" and entry.role == "module":
            yield f"- {entry.name}: {entry.summary}".rstrip(": ")


async def completed(
    docsets: DocsetManager, argument: str, value: str, docset: str | None
) -> list[str]:
    """Return at most a hundred values of an argument of the template that begin with *value*."""
    if argument == "docset":
        snapshot = await docsets.current()
        return sorted(one.id for one in snapshot.known if one.id.startswith(value))[:_MOST]
    if argument != "name" or not value:
        return []
    snapshot = await docsets.searchable(docset)
    if docset is not None and docset not in snapshot.docsets:
        return []
    names = (hit.entry.name for hit in search(snapshot, value, _MOST, docset))
    return [name for name in dict.fromkeys(names) if name.lower().startswith(value.lower())]
