"""Tiny sites, archives of them, and a web server that misbehaves on request."""

import io
import tarfile
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from patience import PATIENCE

from docs_parser.source import Machine
from docs_parser.source.site import Reporter

Answer = Callable[[BaseHTTPRequestHandler], None]
QUIET = Reporter(lambda _line: None, lambda _done, _total: None)


def inventory(version: str = "3.14", project: str = "Python") -> bytes:
    head = f"# Sphinx inventory version 2\n# Project: {project}\n# Version: {version}\n"
    rest = "# The remainder of this file is compressed using zlib.\n"
    return (head + rest).encode() + zlib.compress(b"len py:function 1 library/functions.html#$ -\n")


def site(version: str = "3.14", below: str = "docs/") -> dict[str, bytes]:
    """The files of a small site, all in one folder."""
    return {
        f"{below}objects.inv": inventory(version),
        f"{below}library/functions.html": b"<dt id='len'>len(s)</dt>",
        f"{below}_static/pygments.css": b"",
    }


def tar_of(files: dict[str, bytes], mode: str = "w:bz2", form: int = tarfile.GNU_FORMAT) -> bytes:
    return tar_with([(tar_info(name), content) for name, content in files.items()], mode, form)


def tar_info(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def tar_with(
    members: list[tuple[tarfile.TarInfo, bytes]],
    mode: str = "w:bz2",
    form: int = tarfile.GNU_FORMAT,
) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=form) as archive:  # type: ignore[call-overload]
        for info, content in members:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def zip_of(files: dict[str, bytes]) -> bytes:
    return zip_with([(zipfile.ZipInfo(name), content) for name, content in files.items()])


def zip_with(members: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for info, content in members:
            archive.writestr(info, content, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def put(folder: Path, files: dict[str, bytes]) -> Path:
    """Write the files into the folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def files_in(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if not p.is_dir())


class Web:
    """A server on this machine: `pages` maps a path to its answer, `asked` counts requests."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, int]] = []


@contextmanager
def serving() -> Iterator[Web]:
    web = Web("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.pages.get(self.path, status(404))(self)

        def send_response(self, code: int, message: str | None = None) -> None:
            web.asked.append((self.path, code))
            super().send_response(code, message)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        web.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield web
        finally:
            server.shutdown()
            thread.join()


def body(content: bytes, *, etag: str | None = None, length: int | None = None) -> Answer:
    """Answer with content; with 304 where the client has it. *length* may be a lie."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if etag and handler.headers["If-None-Match"] == etag:
            handler.send_response(304)
            handler.end_headers()
            return
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content) if length is None else length))
        if etag:
            handler.send_header("ETag", etag)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def status(code: int, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def hang(seconds: float) -> Answer:
    return lambda _handler: time.sleep(seconds)


def held_until(event: threading.Event) -> Answer:
    """Answer nothing before that event."""

    def answer(_handler: BaseHTTPRequestHandler) -> None:
        event.wait(PATIENCE)

    return answer


def around(tmp_path: Path, official: str = "http://127.0.0.1:9") -> Machine:
    """Surroundings without any docs, and with a web that is not there."""
    return Machine(
        official=official,
        cache=tmp_path / "cache",
        root=tmp_path / "root",
        prefix=tmp_path / "prefix",
        patience=PATIENCE,
    )
