"""`make sites`: one source, built by many Sphinxes, builders and themes, must read the same.

Each environment (a Python and a Sphinx) is made once, in `--envs`; each variant builds the site of
`source/` with it, reads that with the parser, and is compared with the newest Sphinx's `html`: the
entries, and of each its call forms, its parameters and its plain text. A cell of the table is how
many are equal; what differs is listed below it, with the reason where one is known.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from docs_parser.build import build_draft
from docs_parser.plan import plan_build
from docs_parser.progress import Progress

HERE = Path(__file__).parent
NEWEST = "newest"
_BEFORE_5 = [
    "sphinxcontrib-applehelp<1.0.5",
    "sphinxcontrib-devhelp<1.0.3",
    "sphinxcontrib-htmlhelp<2.0.2",
    "sphinxcontrib-qthelp<1.0.4",
    "sphinxcontrib-serializinghtml<1.1.6",
    "alabaster<0.7.13",
    "jinja2<3.1",
    "markupsafe<2.1",
    "docutils<0.18",
    "setuptools<66",
]
_THEMES = {
    "furo": "furo",
    "rtd": "sphinx_rtd_theme",
    "pydata": "pydata_sphinx_theme",
    "book": "sphinx_book_theme",
    "immaterial": "sphinx_immaterial",
}
_THEME_PACKAGES = [name.replace("_", "-") for name in _THEMES.values()]
# name -> the Pythons it runs on, the best first, and what is installed
ENVIRONMENTS = {
    "1.8": (("3.7", "3.8"), ["sphinx==1.8.6", *_BEFORE_5]),
    "2": (("3.8", "3.7"), ["sphinx==2.4.5", *_BEFORE_5]),
    "3.5": (("3.8", "3.9"), ["sphinx==3.5.4", *_BEFORE_5]),
    "4.5": (("3.9", "3.8"), ["sphinx==4.5.0", *_BEFORE_5]),
    "5": (("3.9", "3.10", "3.11"), ["sphinx==5.3.0"]),
    "6": (("3.9", "3.10", "3.11"), ["sphinx==6.2.1"]),
    "7": (("3.9", "3.11", "3.12"), ["sphinx==7.4.7"]),
    "8": (("3.12", "3.11", "3.13"), ["sphinx==8.2.3"]),
    NEWEST: (("3.13", "3.14", "3.12"), ["sphinx", *_THEME_PACKAGES]),
}


@dataclass(frozen=True)
class Variant:
    """One way to build the site. `options` are values of its `conf.py`."""

    name: str
    environment: str
    builder: str = "html"
    options: dict[str, object] = field(default_factory=dict)


VARIANTS = (
    *(Variant(f"Sphinx {name}", name) for name in ENVIRONMENTS),
    *(Variant(f"Sphinx {name}, {builder}", name, builder)
      for name in ("1.8", "3.5", "5", "8", NEWEST) for builder in ("dirhtml", "singlehtml")),
    Variant("classic", NEWEST, options={"html_theme": "classic"}),
    *(Variant(name, NEWEST, options={"html_theme": theme}) for name, theme in _THEMES.items()
      if name != "immaterial"),
    Variant("immaterial", NEWEST, options={"html_theme": "sphinx_immaterial", "extensions": [
        "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_immaterial"],
        "html_theme_options": {"font": False}}),
    Variant("one parameter a line", NEWEST, options={"maximum_signature_line_length": 1}),
    *(Variant(f"Sphinx {name}, one parameter a line", name,
              options={"maximum_signature_line_length": 1}) for name in ("7", "8")),
    Variant("Japanese", NEWEST, options={"language": "ja"}),
    Variant("Chinese", NEWEST, options={"language": "zh_CN"}),
)  # fmt: skip


@dataclass(frozen=True)
class Text:
    """What is compared of an entry. Texts are compared without blanks."""

    signatures: tuple[str, ...]
    parameters: tuple[str, ...]
    text: str


Read = dict[tuple[str, str], Text]
_SKIPPED = frozenset(("label", "section", "index", "doc", "parameter", "functionParam"))
_MARKS = re.compile(r"New in version|Changed in version")
# What differs for a reason outside of the parser: variant, entry, and the reason.
KNOWN: tuple[tuple[str, str, str], ...] = (
    (
        "Sphinx (2|3.5|4.5)",
        "brew: text",
        "before Sphinx 5 the colon of a field is in a style sheet",
    ),
    ("Sphinx 1.8", "measure: signatures", "Sphinx 1.8 prints no annotations of *args and **kwargs"),
    ("Sphinx 1.8", "wait: signatures", "Sphinx 1.8 does not print async"),
    ("Sphinx 1.8", "full: signatures", "Sphinx 1.8 does not print property"),
    (
        "immaterial",
        "missing",
        "its inventory lacks C and C++: findings/immaterial_inventory_lacks_c.sh",
    ),
    ("immaterial", "brew: text", "immaterial prints types and defaults with the parameters"),
    ("Japanese|Chinese", "(brew|pour|drain): text", "Sphinx's own words are translated"),
)


def main() -> int:
    """Build, compare, print the table; return 1 where a cell differs without a known reason."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--envs", type=Path, default=Path(".cache/sites"), metavar="FOLDER")
    parser.add_argument("--only", default="", metavar="WORDS", help="variants with these words")
    options = parser.parse_args()
    options.envs.mkdir(parents=True, exist_ok=True)
    variants = [one for one in VARIANTS if options.only.lower() in one.name.lower()]
    with tempfile.TemporaryDirectory() as folder:
        reference = _read(VARIANTS[len(ENVIRONMENTS) - 1], options.envs, Path(folder))
        assert isinstance(reference, dict), reference
        print(f"{len(reference)} entries in the reference\n")
        print(f"{'variant':36} {'entries':>9} {'signatures':>10} {'parameters':>10} {'texts':>7}")
        rows = [_compare(one, reference, options.envs, Path(folder)) for one in variants]
    return int(not all(rows))


def _compare(variant: Variant, reference: Read, envs: Path, folder: Path) -> bool:
    """Print one row, and below it what differs; return whether everything is equal or known."""
    found = _read(variant, envs, folder)
    if isinstance(found, str):
        print(f"{variant.name:36} not built: {found}")
        return True
    common = [key for key in reference if key in found]
    cells = [f"{len(common)}/{len(reference)}"]
    notes = [(f"{key[0]}: missing", key[0]) for key in reference if key not in found]
    notes += [(f"{key[0]}: only here", key[0]) for key in found if key not in reference]
    for name in ("signatures", "parameters", "text"):
        wrong = [k for k in common if getattr(found[k], name) != getattr(reference[k], name)]
        cells.append(f"{len(common) - len(wrong)}/{len(common)}")
        for key in wrong:
            here, there = getattr(found[key], name), getattr(reference[key], name)
            notes.append((f"{key[0]}: {name}\n      {here!r}\n      {there!r}", key[0]))
    print(
        f"{variant.name:36} {cells[0]:>9} {cells[1]:>10} {cells[2]:>10} {cells[3]:>7}", flush=True
    )
    whole = True
    for note, name in notes:
        reason = next(
            (why for words, which, why in KNOWN
             if re.search(words, variant.name) and re.search(which, f"{name} {note}")), "")  # fmt: skip
        whole = whole and bool(reason)
        print(f"    {name}: {reason}" if reason else f"  ! {note}")
    return whole


def _read(variant: Variant, envs: Path, folder: Path) -> Read | str:
    """Build a variant and read its site; a sentence where it cannot be built."""
    environment = _environment(variant.environment, envs)
    if isinstance(environment, str):
        return environment
    output = folder / re.sub(r"\W+", "-", variant.name)
    done = subprocess.run(
        [str(environment / "bin" / "python"), "-m", "sphinx", "-q", "-b", variant.builder,
         str(HERE / "source"), str(output), "-d", str(folder / "doctrees" / output.name)],
        env={**os.environ, "BREWKIT_OPTIONS": json.dumps(variant.options), "PYTHONHASHSEED": "0"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        return f"Sphinx fails: {done.stderr.strip().splitlines()[-1][:200]}"
    return _texts(output)


def _environment(name: str, envs: Path) -> Path | str:
    """Return the environment of a Sphinx, made where it is missing."""
    folder = envs / f"sphinx-{name}"
    if (folder / "installed").exists():
        return folder
    pythons, packages = ENVIRONMENTS[name]
    python = next(filter(None, map(_python, pythons)), None)
    if python is None:
        return f"no Python {' or '.join(pythons)} on this machine"
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([python, "-m", "venv", folder], check=True)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", *packages]
    done = subprocess.run([*map(str, pip)], capture_output=True, text=True, check=False)
    if done.returncode:
        return f"pip fails: {done.stderr.strip().splitlines()[-1][:200]}"
    (folder / "installed").touch()
    return folder


def _python(version: str) -> str | None:
    """Return a Python of that version: on the path, or one of pyenv's."""
    found = shutil.which(f"python{version}")
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    return str(kept[-1]) if kept else found


def _texts(root: Path) -> Read:
    """Return what the parser reads of a site."""
    plan = plan_build(root, "site")
    draft = build_draft(plan, jobs=1, progress=Progress(quiet=True))
    return dict(_entries(draft))


def _entries(draft: "object") -> Iterator[tuple[tuple[str, str], Text]]:
    for entry in draft.entries:  # type: ignore[attr-defined]
        if entry.role in _SKIPPED:
            continue
        unit = draft.units[entry.unit - 1][1]  # type: ignore[attr-defined]
        words = _MARKS.sub("Added in version", unit.words.replace("Changed in", "Changed in"))
        signatures = tuple(_folded(one.text) for one in unit.signatures)
        parameters = tuple(
            f"{one.name}={one.default}" for form in unit.signatures for one in form.parameters
        )
        yield (entry.name, entry.domain), Text(signatures, parameters, _folded(words))


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", text)


if __name__ == "__main__":
    sys.exit(main())
