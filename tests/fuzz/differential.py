"""A long session of random edits, each answer compared with one that knows no history.

    python tests/fuzz/differential.py [--seconds 600] [--seed 1] [--watch | --no-watch]

A server serves a repository of real code, whose branches are switched; documents are opened, edited,
saved and closed with their edits discarded; files are written, moved and removed on disk. After each
step names are hovered over. What the server answers must be what a fresh analysis of the same texts
answers, and now and then what a new server answers. Differences are printed with the seed and the
step; the exit status is 1 where there are any. Needs a docset of Python, and git.
"""

import argparse
import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from installed import PACKAGES, copied, positions, question_at
from wire import Wire

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.features.hover import hover
from docs_lsp.lsp import convert
from docs_lsp.lsp.user_code import import_folders, read_imports
from docs_lsp.options.settings import HoverSettings
from docs_lsp.resolve import UserModules
from docs_lsp.resolve.infer.analysis import forget_all

SERVER: Final = [sys.executable, "-m", "docs_lsp"]
UNITS: Final = "utf-16"
PATIENCE: Final = 60.0  # seconds until the server must have noticed a change
HOVERS: Final = 24  # names that are hovered over after each step
NEW_SERVER_EVERY: Final = 60  # steps
OPEN: Final = 6  # documents at once
LINES: Final = (
    "import os",
    "import json as data",
    "from pathlib import Path",
    "from m1 import *",
    "from m0 import first, second",
    "import m2.deep as deep",
    "from m2 import deep, first as f",
    "value = deep.second('a')",
    "first('a').strip()",
    "with open(second) as file: file.read()",
    "class Own(Path): ...",
    "def second(x: Path) -> str: return x.name",
    "    return first",
    "if True:",
    "x = [second for second in data.loads(first)]",
    '"""',
    "𝒻 = 'é'; len(𝒻)",  # noqa: RUF001  # two units of UTF-16
)
MODULES: Final = ("m0.py", "m1.py", "m2/__init__.py", "m2/deep.py", "m2.py", "m3.py")
FIRST: Final = ("json.dumps", "os.path.join", "pathlib.Path", "shutil.copy", "len")


class Repository:
    """A git repository of real packages and of small modules that import one another."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self._chance = chance
        folder.mkdir()
        self._git("init", "-q", "-b", "main")
        for _ in copied(folder):
            pass
        for name in MODULES:
            self.write(name, self.module())
        self._commit()
        for branch in ("one", "two"):
            self._git("checkout", "-q", "-b", branch)
            for file in chance.sample(self.files(), 8):
                text = file.read_text("utf-8").splitlines(keepends=True)
                del text[:: chance.randint(5, 20)]
                file.write_text("".join(text), "utf-8")
            for name in MODULES:
                self.write(name, self.module())
            self._commit()

    def _git(self, *arguments: str) -> None:
        identity = ("-c", "user.name=fuzz", "-c", "user.email=fuzz@example.org")
        subprocess.run(
            ["git", "-C", str(self.folder), *identity, *arguments], check=True, capture_output=True
        )

    def _commit(self) -> None:
        self._git("add", "-A")
        self._git("commit", "-q", "-m", "Change")

    def files(self) -> list[Path]:
        """Return the Python files, sorted."""
        return sorted(self.folder.rglob("*.py"))

    def module(self) -> str:
        """Return a small module that passes something on, or makes it."""
        chance = self._chance
        module, _, name = chance.choice(FIRST).rpartition(".")
        source = f"from {module or 'builtins'} import {name} as first\n"
        lines = chance.sample(LINES, 3)
        second = chance.choice(("second = first", "def second(x) -> 'str': ...", "second = 3"))
        return source + "\n".join((*lines, second, ""))

    def write(self, name: str, text: str) -> Path:
        """Write a module, whatever is at its place."""
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def switch(self) -> list[Path]:
        """Check out another branch, dropping what was changed; return what may have changed."""
        before = self.files()
        self._git("checkout", "-q", "-f", self._chance.choice(("main", "one", "two")))
        return sorted({*before, *self.files()})


class Session:
    """A server, an editor's documents, and a repository on disk."""

    def __init__(
        self, folder: Path, snapshot: Snapshot, chance: random.Random, *, watch: bool
    ) -> None:
        self._chance = chance
        self._snapshot = snapshot
        self._watch = watch
        self.repository = Repository(folder, chance)
        self._texts: dict[Path, str] = {}
        self._versions: Counter[Path] = Counter()
        self.compared = self.differences = 0
        self.steps: Counter[str] = Counter()
        self.wire = Wire(SERVER, folder, capabilities=_WATCHING if watch else {})
        self.wire.initialize()

    def step(self) -> str:
        """Do something at random; return what."""
        weights = {
            self._open: 4, self._edit: 10, self._type: 6, self._close: 3, self._save: 3,
            self._blink: 1, self._write: 3, self._remove: 1, self._move: 1, self._switch: 1,
        }  # fmt: skip
        (doing,) = self._chance.choices(list(weights), list(weights.values()))
        doing()
        name = doing.__name__.lstrip("_")
        self.steps[name] += 1
        return name

    def _any(self) -> Path | None:
        return self._chance.choice(list(self._texts)) if self._texts else None

    def _open(self, file: Path | None = None) -> None:
        files = [one for one in self.repository.files() if one not in self._texts]
        if file is None and (len(self._texts) >= OPEN or not files):
            self._close()
            return
        small = [one for one in files if one.name.startswith("m") or one.parent.name == "m2"]
        file = file or self._chance.choice(self._chance.choice((files, small or files)))
        self._texts[file] = file.read_text("utf-8")
        self.wire.open(file.as_uri(), self._texts[file])

    def _close(self) -> None:
        file = self._any()
        if file is not None:
            del self._texts[file]
            self.wire.tell("textDocument/didClose", {"textDocument": {"uri": file.as_uri()}})

    def _blink(self) -> None:
        """Open and close a document at once, as an editor does that looks for something."""
        for file in self._chance.sample(self.repository.files(), 2):
            if file not in self._texts:
                self._open(file)
                del self._texts[file]
                self.wire.tell("textDocument/didClose", {"textDocument": {"uri": file.as_uri()}})

    def _edit(self) -> None:
        """Put a line somewhere, or take some away."""
        file = self._any()
        if file is None:
            self._open()
            return
        lines = self._texts[file].split("\n")
        first = self._chance.randrange(len(lines))
        last = min(len(lines) - 1, first + self._chance.choice((0, 0, 1, 3)))
        added = "".join(
            f"{one}\n" for one in self._chance.sample(LINES, self._chance.choice((0, 1, 1, 2)))
        )
        self._change(file, (first, 0), (last, 0), added)

    def _type(self) -> None:
        """Type or delete a character or two, at a name or anywhere."""
        file = self._any()
        if file is None:
            self._open()
            return
        lines = self._texts[file].split("\n")
        line = self._chance.randrange(len(lines))
        column = self._chance.randint(0, len(lines[line]))
        end = min(len(lines[line]), column + self._chance.choice((0, 0, 1, 2)))
        self._change(
            file, (line, column), (line, end), self._chance.choice((".", "(", "a", "", "'"))
        )

    def _change(self, file: Path, start: tuple[int, int], end: tuple[int, int], text: str) -> None:
        """Edit a document between two places, each a line and a column in code points."""
        before = self._texts[file]
        index = convert.lines_of(before)
        first, last = (index.starts[line] + column for line, column in (start, end))
        changed = {
            "range": {
                "start": _position(index.position(first, UNITS)),
                "end": _position(index.position(last, UNITS)),
            },
            "text": text,
        }
        self._texts[file] = before[:first] + text + before[last:]
        self._versions[file] += 1
        document = {"uri": file.as_uri(), "version": self._versions[file] + 1}
        params = {"textDocument": document, "contentChanges": [changed]}
        self.wire.tell("textDocument/didChange", params)

    def _save(self) -> None:
        file = self._any()
        if file is not None:
            file.parent.mkdir(exist_ok=True)
            if file.parent.is_dir() and not file.is_dir():
                file.write_text(self._texts[file], "utf-8")
                self.wire.tell("textDocument/didSave", {"textDocument": {"uri": file.as_uri()}})
                self._tell(file)

    def _write(self) -> None:
        name = self._chance.choice(MODULES)
        self._tell(self.repository.write(name, self.repository.module()))

    def _remove(self) -> None:
        files = [self.repository.folder / name for name in MODULES]
        there = [file for file in files if file.exists()]
        if there:
            file = self._chance.choice(there)
            file.unlink()
            self._tell(file)

    def _move(self) -> None:
        files = [self.repository.folder / name for name in MODULES]
        there = [file for file in files if file.exists()]
        if there:
            file, target = self._chance.choice(there), self._chance.choice(files)
            target.parent.mkdir(exist_ok=True)
            file.replace(target)
            self._tell(file, target)

    def _switch(self) -> None:
        self._tell(*self.repository.switch())

    def _tell(self, *files: Path) -> None:
        """Say what has changed on disk, where the client watches it."""
        if self._watch:
            changes = [{"uri": file.as_uri(), "type": 2} for file in files]
            self.wire.tell("workspace/didChangeWatchedFiles", {"changes": changes})

    async def compare(self, *, anew: bool) -> None:
        """Hover over names of a document, here and in a fresh analysis."""
        file = self._any()
        if file is None:
            return
        text = self._texts[file]
        places = positions(text, HOVERS, self._chance)
        questions = [question_at(file.as_uri(), **place) for place in places]
        expected = self._fresh(file, places)
        end = time.monotonic() + PATIENCE
        while True:
            found = [self.wire.ask("textDocument/hover", question) for question in questions]
            if found == expected or time.monotonic() > end:
                break
            await asyncio.sleep(0.05)
        self._note(file, places, expected, found)
        if anew:
            self._note(file, places, self._of_new_server(questions, expected), expected)

    def _note(
        self, file: Path, places: Sequence[Any], expected: Sequence[Any], found: Sequence[Any]
    ) -> None:
        for place, one, other in zip(places, expected, found, strict=True):
            self.compared += 1
            if one != other:
                self.differences += 1
                print(f"{file} {place}\n  expected {str(one)[:300]}\n  found    {str(other)[:300]}")

    def _fresh(self, file: Path, places: Sequence[dict[str, int]]) -> list[Any]:
        """Return the hovers of an analysis that has seen no other state."""
        forget_all()
        opened = {path.as_posix(): text for path, text in self._texts.items()}
        modules = UserModules(import_folders([self.repository.folder]), opened)
        for path, text in opened.items():
            modules.put(path, text)
        read_imports(modules)
        text, lines = self._texts[file], convert.lines_of(self._texts[file])
        finder = modules.finder(file.as_posix())
        answers: list[Any] = []
        for place in places:
            offset = lines.starts[place["line"]] + place["character"]
            found = hover(self._snapshot, text, offset, HoverSettings(), finder)
            answers.append(None if found is None else _as_json(convert.hover(found, lines, UNITS)))
        forget_all()
        return answers

    def _of_new_server(self, questions: Sequence[Any], expected: Sequence[Any]) -> list[Any]:
        """Return the answers of a server that is started now."""
        end = time.monotonic() + PATIENCE
        with Wire(SERVER, self.repository.folder) as wire:
            wire.initialize()
            for path, text in self._texts.items():
                wire.open(path.as_uri(), text)
            while True:
                found = [wire.ask("textDocument/hover", question) for question in questions]
                if found == expected or time.monotonic() > end:
                    return found
                time.sleep(0.05)


_WATCHING: Final = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}


def _position(position: Any) -> dict[str, int]:
    return {"line": position.line, "character": position.character}


def _as_json(found: Any) -> dict[str, Any]:
    return {
        "contents": {"kind": found.contents.kind.value, "value": found.contents.value},
        "range": {"start": _position(found.range.start), "end": _position(found.range.end)},
    }


async def run(options: argparse.Namespace, say: Callable[[str], None]) -> int:
    """Run sessions one after the other until the time is over; return the differences."""
    until = time.monotonic() + options.seconds
    docsets = DocsetManager(say)
    snapshot = await docsets.current()
    if not any(one.startswith("python~") for one in snapshot.shown):
        await docsets.close()
        sys.exit("there is no documentation of Python to compare answers with; run: docs-lsp build")
    compared = differences = 0
    steps: Counter[str] = Counter()
    seed = options.seed
    while time.monotonic() < until:
        watch = options.watch if options.watch is not None else bool(seed % 2)
        with tempfile.TemporaryDirectory() as place:
            session = Session(Path(place) / "work", snapshot, random.Random(seed), watch=watch)
            with session.wire:
                number = 0
                while time.monotonic() < until and number < options.steps:
                    number += 1
                    did = session.step()
                    before = session.differences
                    await session.compare(anew=number % NEW_SERVER_EVERY == 0)
                    if session.differences > before:
                        say(f"seed {seed}, step {number} ({did}), watched: {watch}")
        compared += session.compared
        differences += session.differences
        steps += session.steps
        say(f"seed {seed}: {compared:,} compared, {differences} differences")
        seed += 1
    say(f"steps: {', '.join(f'{name} {count:,}' for name, count in steps.most_common())}")
    await docsets.close()
    return differences


def main() -> int:
    """Run for the seconds that are asked for; return 1 where answers differed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=400, help="of one session (400)")
    parser.add_argument("--watch", action=argparse.BooleanOptionalAction, default=None)
    options = parser.parse_args()
    print(f"code of {', '.join(PACKAGES)}", flush=True)
    found = asyncio.run(run(options, lambda message: print(message, flush=True)))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
