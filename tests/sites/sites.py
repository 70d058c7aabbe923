"""`make sites`: one source, built by many Sphinxes, builders, themes and tools, must read the same.

Each environment (a Python and what is installed) is made once, in `--envs`; each variant builds a
site with it, reads that with the parser, and is compared with the newest Sphinx's `html`: the
entries, and of each its call forms, its parameters and its plain text. A cell of the table is how
many are equal; what differs is listed below it, with the reason where one is known. The rows of
extensions compare the site of `extensions/` with what it must say.
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
from dataclasses import dataclass, replace
from pathlib import Path

from expected_texts import EXPECTED
from site_environments import NEWEST, environment, version
from site_reading import Read, read_site
from site_variants import EXTENSIONS, KNOWN, PACKAGE, REFERENCE, VARIANTS, Variant

HERE = Path(__file__).parent
_PAGES_OF_THE_DAY = "sphinx mkdocs mkdocstrings mkdocstrings-python zensical pydoctor"


@dataclass(frozen=True)
class Workshop:
    """Where variants are built: `envs` lasts, `folder` is temporary."""

    envs: Path
    folder: Path


def main() -> int:
    """Build, compare, print the table; return 1 where a cell differs without a known reason."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--envs", type=Path, default=Path(".cache/sites"), metavar="FOLDER")
    parser.add_argument("--only", default="", metavar="WORDS", help="rows with these words")
    options = parser.parse_args()
    options.envs.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        shop = Workshop(options.envs.resolve(), Path(folder))
        reference = _read(REFERENCE, shop)
        if isinstance(reference, str):
            print(f"The reference is not built: {reference}")
            return 1
        _print_versions(shop)
        print(f"{len(reference)} entries in the reference\n")
        print(f"{'variant':36} {'entries':>9} {'signatures':>10} {'parameters':>10} {'texts':>7}")
        is_wanted = re.compile(re.escape(options.only), re.IGNORECASE).search
        rows = [_compare(one, reference, shop) for one in VARIANTS if is_wanted(one.name)]
        named = [name for name in EXPECTED if is_wanted(name)]
        if named:
            rows += _extension_rows(named, shop)
    return int(not all(rows))


def _print_versions(shop: Workshop) -> None:
    for name in (NEWEST, "mkdocs", "zensical", "pydoctor"):
        folder = environment(name, shop.envs)
        if isinstance(folder, Path):
            known = {one: version(folder, one) for one in _PAGES_OF_THE_DAY.split()}
            print(f"{name}:", *(f"{one} {known[one]}" for one in known if known[one]))


def _compare(variant: Variant, reference: Read, shop: Workshop) -> bool:
    """Compare one variant; return whether everything is equal or known."""
    found = _read(variant, shop)
    if isinstance(found, str):
        return _not_built(variant.name, found)
    if variant.is_maker:
        reference = _bare({k: text for k, text in reference.items() if PACKAGE.fullmatch(k[0])})
        found = _bare({key: text for key, text in found.items() if key[1] == "py"})
    notes = [(key, "only here") for key in found if key not in reference]
    return _row(variant.name, found, reference, notes)


def _bare(read: Read) -> Read:
    """Return what was read with signatures without the name of the module, which some leave out."""
    return {
        key: replace(one, signatures=tuple(form.replace("brewkit.", "") for form in one.signatures))
        for key, one in read.items()
    }


def _extension_rows(names: list[str], shop: Workshop) -> Iterator[bool]:
    """Compare the entries of each extension with what they must say."""
    found = _read(EXTENSIONS, shop, skipped=())
    folder = environment(EXTENSIONS.environment, shop.envs)
    for name in names:
        if isinstance(found, str) or isinstance(folder, str):
            yield _not_built(name, str(found))
        else:
            yield _row(f"{name} {version(folder, name)}".strip(), found, EXPECTED[name], [])


def _not_built(name: str, reason: str) -> bool:
    """Say that a row cannot be built: no finding of ours, but no row of the table either."""
    print(f"{name:36} not built: {reason}")
    return False


def _row(
    title: str, found: Read, reference: Read, notes: list[tuple[tuple[str, str], str]]
) -> bool:
    """Print one row, and below it what differs; return whether everything is equal or known."""
    common = [key for key in reference if key in found]
    cells = [f"{len(common)}/{len(reference)}"]
    notes = [*notes, *((key, "missing") for key in reference if key not in found)]
    for name in ("signatures", "parameters", "text"):
        wrong = [k for k in common if getattr(found[k], name) != getattr(reference[k], name)]
        cells.append(f"{len(common) - len(wrong)}/{len(common)}")
        for key in wrong:
            here, there = getattr(found[key], name), getattr(reference[key], name)
            notes.append((key, f"{name}\n      {here!r}\n      {there!r}"))
    print(f"{title:36} {cells[0]:>9} {cells[1]:>10} {cells[2]:>10} {cells[3]:>7}", flush=True)
    reasons = {(key, note): _reason(title, f"{key[0]}: {note}") for key, note in notes}
    told: dict[str, list[str]] = {}
    for (key, note), reason in reasons.items():
        if reason:
            told.setdefault(reason, []).append(key[0])
        else:
            print(f"  ! {key[0]}: {note}")
    for reason, keys in told.items():
        print(f"    {', '.join(keys)}: {reason}")
    return all(reasons.values())


def _reason(title: str, note: str) -> str:
    """Return the known reason of a difference, or an empty text."""
    head = note.partition("\n")[0]
    return next(
        (why for words, which, why in KNOWN if re.search(words, title) and re.search(which, head)),
        "",
    )


def _read(variant: Variant, shop: Workshop, **options: tuple[str, ...]) -> Read | str:
    """Build a variant and read its site; a sentence where it cannot be built.

    It is built in a copy of the folder, as some tools write beside the source.
    """
    folder = environment(variant.environment, shop.envs)
    if isinstance(folder, str):
        return folder
    work = Path(tempfile.mkdtemp(dir=shop.folder))
    shutil.copytree(HERE, work / "sites")
    source = work / "sites" / variant.source
    output = source / "site" if variant.builder == "zensical" else work / "output"
    done = subprocess.run(
        _command(variant, folder, work),
        cwd=source,
        env={**os.environ, "BREWKIT_OPTIONS": json.dumps(variant.options), "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if not (output / "objects.inv").exists():
        words = (done.stderr.strip() or done.stdout.strip() or "nothing said").splitlines()[-1]
        return f"{variant.builder} fails: {words[:200]}"
    return read_site(output, **options)


def _command(variant: Variant, folder: Path, work: Path) -> list[str]:
    """Return the command that builds a variant into `output`; Zensical has a place of its own."""
    python, output = [str(folder / "bin" / "python"), "-m"], str(work / "output")
    match variant.builder:
        case "mkdocs":
            return [*python, "mkdocs", "build", "--quiet", "--site-dir", output]
        case "zensical":
            return [*python, "zensical", "build"]
        case "pydoctor":
            package = str(work / "sites" / "source" / "package" / "brewkit.py")
            named = ["--project-name", "brewkit", "--project-version", "1.2"]
            return [*python, "pydoctor", *named, "--docformat", "google", "--html-output", output,
                    package]  # fmt: skip
    return [*python, "sphinx", "-q", "-b", variant.builder, ".", output, "-d", str(work / "trees")]


if __name__ == "__main__":
    sys.exit(main())
