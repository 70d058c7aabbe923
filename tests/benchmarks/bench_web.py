"""Load the page, beside a bare FastAPI application under the same server, in the same run.

    python tests/benchmarks/bench_web.py [--seconds S] [--rounds N] [--connections C]

Needs the docset of the real documentation, Linux and wrk (Debian: apt-get install wrk), which asks
from another process. Each round asks everything once in turn, so that other work on the machine
meets all alike; printed are medians over the rounds, and the rate as a share of the same round's
"hello". "New" requests differ from one another, so that none is there already. Then come many
connections at once, and the CPU time of the page while it is idle.
"""

import argparse
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote
from urllib.request import urlopen

from fastapi import FastAPI

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.web.app import create_app
from docs_lsp.web.serve import Server, configured, listening

_IDLE = 10.0  # seconds
_ALL_AT_ONCE = ("first page", "search, JSON", "search, JSON, new", "entry, page")
_SETTLING = 8.0  # seconds: longer than uvicorn keeps a connection that says nothing
_MANY = 1000  # connections
_START = 60.0  # seconds that a server may take to answer first
_TYPED = [
    "os.path.join",
    "read a file",
    "asyncio.gather",
    "dict comprehension",
    "json dumps",
    "with",
]
_QUERIES = [query[:end] for query in _TYPED for end in range(1, len(query) + 1)]
_ENTRIES = ["os.path.join", "asyncio.gather", "str.split", "json.dumps", "len", "pathlib.Path"]
_SCRIPT = """
local paths = {{ {paths} }}
local number = 0
request = function()
  number = number + 1
  return wrk.format("GET", paths[number % #paths + 1] .. {mark})
end
"""


@dataclass(frozen=True)
class Case:
    """What is asked for: a name, the server, the addresses, whether each request is a new one."""

    name: str
    server: str
    paths: Sequence[str]
    is_new: bool = False


@dataclass(frozen=True)
class Load:
    """What wrk saw: requests a second, milliseconds, requests without a good answer."""

    rate: float
    p50: float
    p99: float
    lost: int


_SEARCHES = [f"q={quote(query)}" for query in _QUERIES]
_HELLO = Case("hello (bare FastAPI)", "hello", ["/?"])
CASES = [
    _HELLO,
    Case("first page", "page", ["/"]),
    Case("search, JSON", "page", [f"/api/v1/search?{one}" for one in _SEARCHES]),
    Case("search, page", "page", [f"/results?{one}" for one in _SEARCHES]),
    Case("entry, JSON", "page", [f"/api/v1/entries/{name}?" for name in _ENTRIES]),
    Case("entry, page", "page", [f"/entry?name={name}" for name in _ENTRIES]),
    Case("first page, new", "page", ["/?"], is_new=True),
    Case("search, JSON, new", "page", [f"/api/v1/search?{one}" for one in _SEARCHES], is_new=True),
    Case("search, page, new", "page", [f"/results?{one}" for one in _SEARCHES], is_new=True),
    Case("entry, JSON, new", "page", [f"/api/v1/entries/{n}?" for n in _ENTRIES], is_new=True),
    Case("entry, page, new", "page", [f"/entry?name={name}" for name in _ENTRIES], is_new=True),
]


def hello() -> FastAPI:
    """Return the least application."""
    app = FastAPI()

    @app.get("/")
    async def say() -> dict[str, str]:
        return {"hello": "world"}

    return app


def serve(name: str, port: int) -> None:
    """Serve one of the two applications, both in the same way."""
    app = hello() if name == "hello" else create_app(DocsetManager(print), limited=False)
    with listening("127.0.0.1", port) as listener:
        Server(configured(app)).run([listener])


@contextmanager
def served(name: str) -> Iterator[tuple[int, int]]:
    """Serve in another process; give its id and port once it answers."""
    with listening("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, __file__, "--serve", name, "--port", str(port)])
    try:
        end = time.monotonic() + _START
        while time.monotonic() < end:
            try:
                with urlopen(f"http://127.0.0.1:{port}/") as answer:
                    answer.read()
                    break
            except OSError:
                time.sleep(0.1)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


def load(port: int, case: Case, connections: int, seconds: float) -> Load:
    """Ask for *case* over so many connections at once."""
    paths = ", ".join(f'"{path}"' for path in case.paths)
    mark = '"&new=" .. number' if case.is_new else '""'
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_SCRIPT.format(paths=paths, mark=mark))
        script.flush()
        command = [
            "wrk", "--latency", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--timeout", "20s",
            "-s", script.name, f"http://127.0.0.1:{port}/",
        ]  # fmt: skip
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    errors = re.findall(r"Non-2xx.*?: (\d+)|(?:connect|read|write|timeout) (\d+)", said)
    return Load(
        rate=float(_found(r"Requests/sec:\s+([\d.]+)", said)[0]),
        p50=_milliseconds(_found(r"50%\s+([\d.]+)(us|ms|s)", said)),
        p99=_milliseconds(_found(r"99%\s+([\d.]+)(us|ms|s)", said)),
        lost=sum(int(number) for pair in errors for number in pair if number),
    )


def _found(pattern: str, text: str) -> tuple[str, ...]:
    found = re.search(pattern, text)
    if found is None:
        sys.exit(f"wrk has not said {pattern!r}:\n{text}")
    return found.groups()


def _milliseconds(said: tuple[str, ...]) -> float:
    return float(said[0]) * {"us": 1e-3, "ms": 1.0, "s": 1e3}[said[1]]


def cpu(process: int) -> float:
    """Return the seconds of CPU that a process has had, of all its threads, to the nanosecond."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def main() -> None:
    """Run all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--serve", choices=["hello", "page"], help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve, options.port)
        return
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # for many connections, inherited
    with served("hello") as (_, hello_port), served("page") as (process, page_port):
        ports = {"hello": hello_port, "page": page_port}
        print(
            f"{options.rounds} rounds of {options.seconds:g} s, {options.connections} connections\n"
        )
        rounds = [
            {
                case.name: load(ports[case.server], case, options.connections, options.seconds)
                for case in CASES
            }
            for _ in range(options.rounds)
        ]
        print(f"{'':36}{'requests/s':>11}{'of hello':>10}{'p50 ms':>9}{'p99 ms':>9}{'lost':>6}")
        for case in CASES:
            _print(
                case.name,
                [one[case.name] for one in rounds],
                [one[_HELLO.name].rate for one in rounds],
            )
        for case in (_HELLO, *(one for one in CASES if one.name in _ALL_AT_ONCE)):
            many = load(ports[case.server], case, _MANY, options.seconds)
            _print(f"{case.name}, {_MANY} at once", [many], [])
        time.sleep(_SETTLING)
        before = cpu(process)
        time.sleep(_IDLE)
        print(f"\nCPU while idle: {(cpu(process) - before) * 1e3:.1f} ms in {_IDLE:g} s")


def _print(name: str, loads: Sequence[Load], hellos: Sequence[float]) -> None:
    shares = [one.rate / rate for one, rate in zip(loads, hellos, strict=False)]
    share = f"{median(shares):.0%}" if shares else ""
    rate, p50, p99 = (median(getattr(one, key) for one in loads) for key in ("rate", "p50", "p99"))
    lost = sum(one.lost for one in loads)
    print(f"{name:36}{rate:11,.0f}{share:>10}{p50:9.2f}{p99:9.2f}{lost:6}")


if __name__ == "__main__":
    main()
