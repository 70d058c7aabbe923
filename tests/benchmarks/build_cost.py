"""The cost of a build of the real documentation, and of other ways to the same result.

    make bench                  on the docs that `docs-lsp build` finds
    make bench DOCS=FOLDER      on a folder or an archive of built HTML

In one run on one folder of built HTML: our build with one and with two processes; a naive path
(Beautiful Soup over html.parser, Bleach on the raw HTML of every entry, markdownify); and doc2dash.
CPU seconds are those of the whole process tree,
memory is the peak of the largest process. Trust the ratios: machines differ and are busy.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from docs_parser.source import opened


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost: CPU and wall seconds, peak memory in MiB, result in MB."""

    cpu: float
    wall: float
    memory: float
    result: float


def measure(command: list[str], result: Path) -> Cost:
    """Run *command* to its end; *result* is the file or folder it makes."""
    pid_file = Path(tempfile.gettempdir()) / f"docs-lsp-bench-{os.getpid()}.log"
    started = time.monotonic()
    with pid_file.open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - started
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{pid_file.read_text('utf-8', 'replace')[-2000:]}")
    pid_file.unlink()
    files = [result] if result.is_file() else [one for one in result.rglob("*") if one.is_file()]
    size = sum(one.stat().st_size for one in files) / 1e6
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, size)


def main() -> int:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", nargs="?", help="built Sphinx HTML (default: the Python docs)")
    options = parser.parse_args()
    with (
        opened(options.folder, report=print) as site,
        tempfile.TemporaryDirectory() as scratch,
    ):
        root, work = site.root, Path(scratch)
        ours = [sys.executable, "-m", "docs_parser", str(root), "--quiet"]
        rows = {
            f"docs-lsp, {jobs} process{'es' * (jobs > 1)}": measure(
                [*ours, "--jobs", str(jobs), "--output", str(work / f"{jobs}.db")],
                work / f"{jobs}.db",
            )
            for jobs in (1, 2)
        }
        naive = [sys.executable, str(Path(__file__).with_name("naive_build.py")), str(root)]
        rows["naive path"] = measure([*naive, str(work / "naive.json")], work / "naive.json")
        rows["doc2dash"] = measure(_doc2dash(root, work), work / "dash")
    unit = rows["docs-lsp, 1 process"]
    print(f"{'':22}{'CPU s':>8}{'wall s':>8}{'MiB':>7}{'MB':>7}   CPU, docs-lsp = 1")
    for name, cost in rows.items():
        ratio = cost.cpu / unit.cpu
        print(
            f"{name:22}{cost.cpu:8.1f}{cost.wall:8.1f}{cost.memory:7.0f}{cost.result:7.1f}{ratio:10.2f}"
        )
    naive_share, doc2dash = unit.cpu / rows["naive path"].cpu, rows["doc2dash"].cpu / unit.cpu
    print(f"CPU: {naive_share:.2f} of the naive path's, {doc2dash:.1f} times less than doc2dash's")
    return 0


def _doc2dash(root: Path, work: Path) -> list[str]:
    command = str(Path(sys.executable).with_name("doc2dash"))
    # It copies the whole tree and stumbles over links that lead nowhere.
    copy = work / "html"
    shutil.copytree(root, copy, ignore_dangling_symlinks=True)
    return [command, "--quiet", "--name", "bench", "--destination", str(work / "dash"), str(copy)]


if __name__ == "__main__":
    sys.exit(main())
