"""A small file of a user's: what the demo looks at."""

import asyncio
import os.path as p
import pathlib
from collections import Counter as Tally


async def read_all(folder: str, names: list[str]) -> Tally[int]:
    paths = [pathlib.Path(p.join(folder, name)) for name in names]
    texts = await asyncio.gather(*(asyncio.to_thread(path.read_text) for path in paths))
    return Tally(len(text) for text in texts)
