"""A docset that is replaced while many ask: every answer is wholly of one edition, none goes back."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from small_docs import PYTHON, THINGS, write_small

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.web.app import create_app

EDITIONS = 4
CLIENTS = 6
ADDRESSES = [
    "/api/v1/entries/len",
    "/api/v1/search?q=edition",
    "/api/v1/search?q={serial}",
    "/",
    "/results?q=len",
    "/entry?name=os.path.join",
]
EDITION = re.compile(r"edition-(\d+)")


def write_edition(file: Path, number: int) -> None:
    """Replace the docset by one that says in all its texts and addresses which edition it is."""
    mark = f"edition-{number}"
    info = PYTHON._replace(base_url=f"https://docs.example/{mark}/")
    things = [
        replace(thing, markdown=f"{mark} {thing.markdown}", signature=f"{thing.name}({mark})")
        for thing in THINGS
    ]
    new = file.with_suffix(f".{number}")
    write_small(new, info, things)
    new.replace(file)


async def ask_until_the_last(client: httpx2.AsyncClient, address: str) -> list[int]:
    """Ask again and again; return the edition of each answer, which is wholly of one."""
    seen: list[int] = []
    while not seen or seen[-1] < EDITIONS:
        answer = await client.get(address.format(serial=f"len{len(seen)}"))
        assert answer.status_code == 200
        editions = set(EDITION.findall(answer.text))
        assert len(editions) <= 1, f"{address} mixes {sorted(editions)}"
        if editions:
            seen.append(int(editions.pop()))
        await asyncio.sleep(0)
    return seen


def shown(manager: DocsetManager) -> int:
    """Return which edition is loaded; 0 before the first."""
    docset = manager.snapshot.docsets.get("python~3.14")
    return int(EDITION.findall(docset.url(""))[0]) if docset is not None else 0


def test_a_swap_under_load_gives_no_wrong_answer(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docs_lsp.docsets.manager._LOOK_EVERY", 0.0)
    file = data_folder / "python~3.14.db"
    write_edition(file, 1)

    async def main() -> list[list[int]]:
        manager = DocsetManager(print)
        app = create_app(manager, limited=False)
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
            asking = [
                asyncio.create_task(ask_until_the_last(client, ADDRESSES[number % len(ADDRESSES)]))
                for number in range(CLIENTS)
            ]
            async with asyncio.timeout(60):
                for number in range(2, EDITIONS + 1):
                    await asyncio.to_thread(write_edition, file, number)
                    while shown(manager) != number:
                        await client.get("/")  # which starts a look
                        await asyncio.sleep(0)  # a cached answer does not yield to other tasks
                seen = await asyncio.gather(*asking)
        await manager.close()
        return seen

    for editions in asyncio.run(main()):
        assert editions == sorted(editions), "an older edition answered after a newer"
        assert editions[-1] == EDITIONS
        assert len(set(editions)) > 1
