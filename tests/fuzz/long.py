"""`make fuzz`: steps of the protocol and inputs of pure functions by the million.

    python tests/fuzz/long.py [--seconds 600] [--seed 1] [protocol] [agent] [FUNCTION ...]

What escapes is printed with the seed that makes it again, and the exit status is 1.
"""

import argparse
import gc
import logging
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from agent import Agent, message
from any_blocks import any_blocks
from chance import Chance
from session import PIECES, Session
from small_docs import SNAPSHOT, write_small

from docs_lsp.blocks.html import html_of
from docs_lsp.blocks.layout import plain_layout
from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.blocks.packing import pack, unpack
from docs_lsp.blocks.plain import text_of
from docs_lsp.describe.entry_text import Style, describe
from docs_lsp.describe.parameter import parameter_blocks
from docs_lsp.features.completion import completions
from docs_lsp.features.hover import hover
from docs_lsp.features.search import search
from docs_lsp.lsp.convert import lines_of
from docs_lsp.lsp.stdio import Framer
from docs_lsp.options import read_options
from docs_lsp.options.settings import HoverSettings
from docs_parser.links import SiteLinks
from docs_parser.units import WantedUnit, page_units

_ROUND: Final = 200  # inputs from seed to seed
_STEPS: Final = 2000  # of one server: what making one leaves behind in a process adds up
_SITE: Final = SiteLinks("https://docs.example.org/", frozenset({"page.html"}))
_WANTED: Final = (WantedUnit("a"), WantedUnit("b"), WantedUnit("module-c", "module"))
_MISSING: Final = 0.2  # of the pages lack an anchor
# What pages are made of, whole and in pieces.
_TAGS: Final = (
    *"p em strong code pre a dl dt dd table tr td th thead ul ol li section div span h1 h2 br hr".split(),
    *"blockquote script style iframe svg math template form input img html body".split(),
)
_ATTRIBUTES: Final = (
    *('id="a"', 'id="b"', 'id="module-c"', 'class="py function"', 'class="sig sig-object py"'),
    *('class="admonition note"', 'class="versionadded"', 'class="section"', 'role="main"'),
    *(
        'class="highlight-python3"',
        'href="#a"',
        'href="javascript:x"',
        'colspan="9e9"',
        'start="-"',
    ),
    *('class="footnote-reference"', 'class="productionlist"', 'class="versionmodified added"', "<"),
)
_LETTERS: Final = "aZ_0.*`'\"([{%:\\ \n\té𝒻\0"  # noqa: RUF001  # wide on purpose


def code(chance: Chance) -> str:
    """Return arbitrary code."""
    return "".join(chance.choices(PIECES, k=chance.randint(0, 12)))


def words(chance: Chance, most: int = 30) -> str:
    """Return any words, of *most* letters."""
    return "".join(chance.choices(_LETTERS, k=chance.randint(0, most)))


def hovered(chance: Chance) -> None:
    """Resolve a random offset."""
    text = code(chance)
    hover(SNAPSHOT, text, chance.randint(0, len(text) + 2), HoverSettings())


def completed(chance: Chance) -> None:
    """Complete at a random offset."""
    text = code(chance)
    completions(SNAPSHOT, text, chance.randint(0, len(text)))


def searched(chance: Chance) -> None:
    """Search for anything."""
    search(SNAPSHOT, words(chance, 18), chance.randint(-1, 60))


def placed(chance: Chance) -> None:
    """Go from an offset to a position and back."""
    text = words(chance)
    lines, encoding = lines_of(text), chance.choice(("utf-8", "utf-16", "utf-32"))
    offset = chance.randint(0, len(text))
    assert lines.offset(lines.position(offset, encoding), encoding) == offset


def framed(chance: Chance) -> None:
    """Cut messages out of anything."""
    framer = Framer()
    for _ in range(3):
        list(framer.feed(chance.choice((b"Content-Length: 2\r\n\r\n{}", words(chance).encode()))))


def about_parameter(chance: Chance) -> None:
    """Ask what any text says of a parameter."""
    parameter_blocks(any_blocks(chance), words(chance)[:3])


def parsed(chance: Chance) -> None:
    """Read any page."""
    parts: list[str] = []
    for _ in range(chance.randint(0, 10)):
        tag = chance.choice(_TAGS)
        attributes = " ".join(chance.choices(_ATTRIBUTES, k=chance.randint(0, 2)))
        parts += chance.choice(
            ((f"<{tag} {attributes}>",), (f"<{tag}>", words(chance), f"</{tag}>"), (f"</{tag}>",))
        )
    text = "".join(parts)
    wanted = [WantedUnit(""), *(one for one in _WANTED if f'id="{one.fragment}"' in text)]
    if chance.random() < _MISSING:  # then the page is read a second time, with all around it
        wanted.append(WantedUnit("missing"))
    found = page_units("page.html", text, wanted, _SITE)
    assert len(found.found) + len(found.missing) >= len(wanted)


def described(chance: Chance) -> None:
    """Describe an entry with any text, in any length."""
    entry, blocks = chance.choice(_ENTRIES), any_blocks(chance)
    style = Style(markdown=chance.random() < 0.5, max_length=chance.randint(-1, 300))
    describe(entry, blocks, words(chance), style, about=words(chance)[:3])


def stored(chance: Chance) -> None:
    """Store any text, read it again, and write it in each form."""
    blocks = any_blocks(chance)
    assert unpack(pack(blocks), None) == blocks
    for form in (html_of, markdown_of, text_of, plain_layout):
        form(blocks)


def set_up(chance: Chance) -> None:
    """Read any options."""
    any_value: object = chance.choice(
        (None, 3, words(chance), [], {"mode": 3}, {"kinds": {"x": 1}})
    )
    read_options(
        {chance.choice(("hover", "enable", "docsVersion", "search")): any_value}, any_value
    )


_ENTRIES: Final = [entry for docset in SNAPSHOT.docsets.values() for entry in docset.entries]
FUNCTIONS: Final[dict[str, Callable[[Chance], None]]] = {
    "hover": hovered,
    "completion": completed,
    "search": searched,
    "positions": placed,
    "framer": framed,
    "parser": parsed,
    "description": described,
    "blocks": stored,
    "parameter": about_parameter,
    "options": set_up,
}


def protocol(seed: int) -> None:
    """Take many steps with a server of its own."""
    session = Session(Chance(seed))
    try:
        for _ in range(_STEPS // 20):
            for _ in range(20):
                session.step()
            session.check()
    finally:
        session.close()


def agent(seed: int) -> None:
    """Send many messages to a server for coding agents."""
    chance, asked = Chance(seed), Agent()
    try:
        for _ in range(_STEPS):
            asked.ask(message(chance))
    finally:
        asked.close()


SERVERS: Final[dict[str, Callable[[int], None]]] = {"protocol": protocol, "agent": agent}


def fuzz(name: str, seed: int, until: float) -> tuple[int, int]:
    """Run one kind until the moment *until*; return how many steps, and how many escapes."""
    done = escapes = 0
    while time.monotonic() < until:
        try:
            if name in SERVERS:
                SERVERS[name](seed)
            else:
                chance = Chance(seed)
                for _ in range(_ROUND):
                    FUNCTIONS[name](chance)
        except Exception:  # noqa: BLE001  # whatever escapes is what is looked for
            escapes += 1
            print(f"{name}, seed {seed}:\n{traceback.format_exc()}", flush=True)
        done += _STEPS if name in SERVERS else _ROUND
        seed += 1
    return done, escapes


def main() -> int:
    """Run what is named, or all, each for its share of the time."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kinds", nargs="*", choices=[[], *SERVERS, *FUNCTIONS])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.disable()  # of what is refused there is too much to read
    gc.freeze()  # what is here stays: to look through it again and again takes a fifth of the time
    gc.set_threshold(20_000, 20, 20)
    kinds = options.kinds or [*SERVERS, *FUNCTIONS]
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        write_small(Path(place) / "python~3.14.db")
        os.environ["DOCS_LSP_DATA_DIR"] = place
        for kind in kinds:
            until = time.monotonic() + options.seconds / len(kinds)
            done, escapes = fuzz(kind, options.seed, until)
            failed += escapes
            print(f"{kind:12}{done:>12,} {escapes} escaped", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
