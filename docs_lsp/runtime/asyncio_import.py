"""The import of asyncio for programs that open no encrypted connection."""

import sys
from typing import Final

_OPTIONAL: Final = "ssl"


def import_asyncio() -> None:
    """Import asyncio without `ssl`, which takes a third of the time; later imports of it work.

    To be called before anything else imports asyncio.
    """
    sys.modules.setdefault(_OPTIONAL, None)  # type: ignore[arg-type]  # None makes its import fail
    import asyncio  # noqa: F401, PLC0415

    if sys.modules[_OPTIONAL] is None:
        del sys.modules[_OPTIONAL]
