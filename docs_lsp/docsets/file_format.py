"""The file of a docset without its tables: the marks it is known by, and how it packs texts."""

import json
import zlib
from collections.abc import Sequence
from typing import Any, Final

from docs_lsp.entry import Body, Parameter

APPLICATION_ID: Final = 0x646F6373
SCHEMA_VERSION: Final = 2

_SEPARATOR: Final = "\x1f"
_COMMON_MARKUP: Final = (
    b'</strong></p><pre class="language-pycon">>>> </pre><pre class="language-python">import '
    b"</pre>```pycon\n>>> ```python\n```\n- **Added in version 3.**Changed in version 3."
    b"<li><p></p></li></ul><dl><dt></dt><dd></dd></dl><p>The <em></em></code></a><code>None</code>"
    b'<code>True</code><code>False</code></p>\n<p><a data-anchor="library/stdtypes.html#'
    b'" href="https://docs.python.org/3/library/functions.html#](https://docs.python.org/3/library/'
)


def pack(body: Body) -> bytes:
    """Compress the three texts of *body*, helped by a dictionary of common markup."""
    deflate = zlib.compressobj(9, zdict=_COMMON_MARKUP)
    joined = _SEPARATOR.join((body.html, body.markdown, body.text))
    return deflate.compress(joined.encode()) + deflate.flush()


def unpack(blob: bytes) -> Body:
    """Undo `pack`; raises `zlib.error` or `ValueError` on a damaged value."""
    joined = zlib.decompressobj(zdict=_COMMON_MARKUP).decompress(blob).decode()
    html, markdown, text = joined.split(_SEPARATOR)
    return Body(text=text, html=html, markdown=markdown)


def pack_parameters(parameters: Sequence[Parameter]) -> str:
    """Write parameters as JSON: `[["key", "None"], ["reverse", "False"]]`, cut at the end."""
    return json.dumps([_cells(parameter) for parameter in parameters])


def unpack_parameters(packed: str | None) -> tuple[Parameter, ...]:
    """Undo `pack_parameters`; raises `ValueError` or `TypeError` on a damaged value."""
    return tuple(Parameter(*cells) for cells in json.loads(packed)) if packed else ()


def _cells(parameter: Parameter) -> list[Any]:
    cells = [parameter.name, parameter.default, parameter.annotation]
    while cells[-1] is None:
        cells.pop()
    return cells
