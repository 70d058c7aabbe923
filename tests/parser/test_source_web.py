"""Downloads and the official site, against a server on this machine."""

import gc
import hashlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from weakref import ref

import pytest
from source_kit import (
    QUIET,
    Web,
    around,
    body,
    files_in,
    hang,
    inventory,
    serving,
    site,
    status,
    tar_of,
)

from docs_parser.source import Machine, SourceError
from docs_parser.source.download import ask, fetch, shown
from docs_parser.source.official import official, within
from docs_parser.source.site import Reporter

ARCHIVE = tar_of(site("3.14", "python-3.14-docs-html/"))
ARCHIVE_PATH = "/3.14/archives/python-3.14-docs-html.tar.bz2"


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as it:
        yield it


@pytest.fixture
def docs(web: Web) -> Web:
    """A server of the same shape as the official one."""
    web.pages["/3/objects.inv"] = body(inventory("3.14"))
    web.pages["/3.14/objects.inv"] = body(inventory("3.14"))
    web.pages[ARCHIVE_PATH] = body(ARCHIVE, etag='"one"')
    return web


def near(web: Web, tmp_path: Path) -> Machine:
    return around(tmp_path, web.address)


def work(tmp_path: Path, name: str = "work") -> Path:
    (tmp_path / name).mkdir()
    return tmp_path / name


def test_the_newest_version_is_asked_for_and_found(docs: Web, tmp_path: Path) -> None:
    found = official(None, work(tmp_path), QUIET, near(docs, tmp_path))
    assert found.origin == f"archive {docs.address}{ARCHIVE_PATH}"
    assert found.sha256 == hashlib.sha256(ARCHIVE).hexdigest()
    assert files_in(found.root) == ["library/functions.html", "objects.inv"]
    assert docs.asked == [("/3/objects.inv", 200), (ARCHIVE_PATH, 200)]


def test_one_version_is_found(docs: Web, tmp_path: Path) -> None:
    official((3, 14), work(tmp_path), QUIET, near(docs, tmp_path))
    assert docs.asked[0] == ("/3.14/objects.inv", 200)


def test_a_missing_version_is_reported(docs: Web, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="404"):
        official((3, 99), work(tmp_path), QUIET, near(docs, tmp_path))


def test_a_second_build_loads_nothing(docs: Web, tmp_path: Path) -> None:
    for name in ("first", "second"):
        official(None, work(tmp_path, name), QUIET, near(docs, tmp_path))
    assert docs.asked[1::2] == [(ARCHIVE_PATH, 200), (ARCHIVE_PATH, 304)]


def test_a_changed_archive_is_loaded_again(docs: Web, tmp_path: Path) -> None:
    official(None, work(tmp_path, "first"), QUIET, near(docs, tmp_path))
    newer = tar_of(site("3.14", "newer/"))
    docs.pages[ARCHIVE_PATH] = body(newer, etag='"two"')
    found = official(None, work(tmp_path, "second"), QUIET, near(docs, tmp_path))
    assert found.sha256 == hashlib.sha256(newer).hexdigest()


def test_a_kept_archive_that_was_damaged_is_loaded_again(docs: Web, tmp_path: Path) -> None:
    official(None, work(tmp_path, "first"), QUIET, near(docs, tmp_path))
    for kept in (tmp_path / "cache").glob("*.bz2"):
        kept.write_bytes(b"rubbish")
    official(None, work(tmp_path, "second"), QUIET, near(docs, tmp_path))
    assert docs.asked[-1] == (ARCHIVE_PATH, 200)


@pytest.mark.parametrize("version", [None, (3, 14)])
def test_without_a_network_a_kept_archive_serves(
    docs: Web, tmp_path: Path, version: tuple[int, int] | None
) -> None:
    official(None, work(tmp_path, "first"), QUIET, near(docs, tmp_path))
    docs.pages.clear()
    docs.pages["/3/objects.inv"] = docs.pages["/3.14/objects.inv"] = hang(0)
    docs.pages[ARCHIVE_PATH] = hang(0)
    lines: list[str] = []
    progress = Reporter(lines.append, lambda _done, _total: None)
    assert official(version, work(tmp_path, "second"), progress, near(docs, tmp_path)).sha256
    assert "an archive is kept from an earlier build" in lines[1]


def test_an_archive_that_turns_out_useless_is_not_kept(docs: Web, tmp_path: Path) -> None:
    docs.pages[ARCHIVE_PATH] = body(b"<html>please log in</html>", etag='"x"')
    with pytest.raises(SourceError, match="not an archive"):
        official(None, work(tmp_path), QUIET, near(docs, tmp_path))
    assert files_in(tmp_path / "cache") == []


def test_a_log_in_page_is_no_inventory(docs: Web, tmp_path: Path) -> None:
    docs.pages["/3/objects.inv"] = body(b"<html>please log in</html>")
    with pytest.raises(SourceError, match="wants a log-in"):
        official(None, work(tmp_path), QUIET, near(docs, tmp_path))


def test_a_server_that_hangs_is_given_up(docs: Web, tmp_path: Path) -> None:
    docs.pages["/3/objects.inv"] = hang(1.0)
    hurried = replace(near(docs, tmp_path), patience=0.1)
    with pytest.raises(SourceError, match=r"cannot be reached \((timed out|no answer)\)"):
        official(None, work(tmp_path), QUIET, hurried)
    assert docs.asked == []


def test_a_name_that_does_not_resolve_for_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolved = threading.Event()

    def resolve(*_args: object, **_kwargs: object) -> None:
        resolved.wait(10)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    slow = replace(around(tmp_path, "http://docs.invalid"), patience=0.1)
    with pytest.raises(SourceError, match=r"docs.invalid cannot be reached \(no answer\)"):
        official(None, work(tmp_path), QUIET, slow)
    resolved.set()


def test_a_proxy_that_refuses_is_a_reason(
    docs: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", docs.address)
    outside = around(tmp_path, "https://docs.invalid")
    with pytest.raises(SourceError, match=r"docs.invalid cannot be reached \(Tunnel connection"):
        official(None, work(tmp_path), QUIET, outside)


def test_what_a_failure_held_is_let_go_with_it() -> None:
    class Connection:
        pass

    def fail() -> None:
        connection = Connection()
        held.append(ref(connection))
        raise OSError("Tunnel connection failed")

    held: list[ref[Connection]] = []
    gc.disable()  # no other code removes what is left
    try:
        with suppress(OSError):
            within(10.0, fail)
        for thread in threading.enumerate():
            if thread.name == "docs-lsp network":
                thread.join()
        assert held[0]() is None
    finally:
        gc.enable()


def test_a_refused_connection_is_a_reason(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"cannot be reached \(Connection refused\)"):
        official(None, work(tmp_path), QUIET, around(tmp_path))


def test_a_download_tells_its_progress(web: Web, tmp_path: Path) -> None:
    content = os.urandom(200_000)
    web.pages["/x.zip"] = body(content)
    seen: list[tuple[int, int | None]] = []
    path = fetch(f"{web.address}/x.zip", tmp_path, Reporter(print, lambda *it: seen.append(it)))
    assert path.read_bytes() == content
    assert seen[-1] == (200_000, 200_000)


def test_a_body_cut_off_leaves_nothing(web: Web, tmp_path: Path) -> None:
    web.pages["/x.zip"] = body(b"x" * 1000, length=2000)
    with pytest.raises(SourceError, match="cut off after 1000 of 2000 bytes"):
        fetch(f"{web.address}/x.zip", tmp_path, QUIET)
    assert files_in(tmp_path) == []


def test_a_body_too_large_is_not_read(web: Web, tmp_path: Path) -> None:
    web.pages["/x.zip"] = body(b"x" * 1000, length=1 << 40)
    with pytest.raises(SourceError, match="larger than 512 MiB"):
        fetch(f"{web.address}/x.zip", tmp_path, QUIET)
    assert files_in(tmp_path) == []


def test_a_server_that_stops_sending_is_given_up(web: Web, tmp_path: Path) -> None:
    web.pages["/x.zip"] = hang(1.0)
    with pytest.raises(SourceError, match="timed out"):
        fetch(f"{web.address}/x.zip", tmp_path, QUIET, timeout=0.1)


def test_a_redirect_is_followed(web: Web, tmp_path: Path) -> None:
    web.pages["/old.zip"] = status(302, Location="/new.zip")
    web.pages["/new.zip"] = body(b"here")
    assert fetch(f"{web.address}/old.zip", tmp_path, QUIET).read_bytes() == b"here"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://localhost/x", "data:,x"])
def test_a_redirect_to_another_scheme_is_refused(web: Web, tmp_path: Path, target: str) -> None:
    web.pages["/x.zip"] = status(302, Location=target)
    with pytest.raises(SourceError, match=r"[Rr]edirect"):
        fetch(f"{web.address}/x.zip", tmp_path, QUIET)


def test_redirects_in_a_circle_end(web: Web, tmp_path: Path) -> None:
    web.pages["/x.zip"] = status(302, Location="/x.zip")
    with pytest.raises(SourceError, match="answers 302"):
        fetch(f"{web.address}/x.zip", tmp_path, QUIET)
    assert len(web.asked) < 20


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://localhost/x", "https://", "http://[x"]
)
def test_only_web_addresses_are_loaded(url: str) -> None:
    with pytest.raises((OSError, ValueError)):
        ask(url)


def test_an_address_is_shown_without_its_secrets() -> None:
    assert shown("https://me:word@host:8/a/b.zip?token=1#x") == "https://host:8/a/b.zip"


def test_an_unfinished_file_of_long_ago_is_dropped(web: Web, tmp_path: Path) -> None:
    web.pages["/x.zip"] = body(b"here")
    old, new = tmp_path / "old.part", tmp_path / "new.part"
    for part in (old, new):
        part.touch()
    os.utime(old, (0, time.time() - 2 * 86400))
    fetch(f"{web.address}/x.zip", tmp_path, QUIET)
    assert (old.exists(), new.exists()) == (False, True)


def test_within_hands_on_results_and_errors() -> None:
    assert within(1, lambda: 5) == 5
    with pytest.raises(ZeroDivisionError):
        within(1, lambda: 1 // 0)
