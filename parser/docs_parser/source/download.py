"""Downloads over http and https, kept so that the next build asks only whether they changed.

A kept archive is two files, the archive and a note beside it with its address, the validators of
the server (`ETag`, `Last-Modified`) and the SHA-256. A pair that does not agree is not used.
"""

import hashlib
import http.client
import json
import re
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from docs_lsp.runtime.replacing import replace_file
from docs_parser.source.site import Reporter, SourceError

_TIMEOUT = 20.0  # seconds without a byte
_MAX_BYTES = 512 * 1024 * 1024
_PIECE = 64 * 1024
_STALE_PART = 24 * 3600  # seconds after which another build's unfinished file is rubbish
FAILURES = (OSError, http.client.HTTPException, ValueError)
"""What urllib raises, one time or another, when the network or an address is bad."""


@dataclass(frozen=True, slots=True)
class ArchiveNote:
    """What is remembered of a kept archive."""

    url: str
    sha256: str
    etag: str | None
    modified: str | None


class _SameScheme(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but never to a file, to FTP, or from https down to http."""

    def redirect_request(  # noqa: PLR0913, PLR0917, the signature is urllib's
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        scheme = urlsplit(newurl).scheme.lower()
        if scheme != "https" and not (scheme == "http" and req.type == "http"):
            fp.close()
            raise urllib.error.URLError(f"it redirects to {scheme or 'nowhere'}, which is not safe")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def ask(
    url: str, headers: dict[str, str] | None = None, timeout: float = _TIMEOUT
) -> http.client.HTTPResponse:
    """Open an http(s) address; raises one of `FAILURES`, `HTTPError` for any status but 2xx."""
    if urlsplit(url).scheme.lower() not in ("http", "https"):
        raise ValueError("only http and https addresses are loaded")
    # An opener of few words: the default one also knows files, FTP and data addresses.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
        _SameScheme(),
    ):
        opener.add_handler(handler)
    opener.addheaders = [("User-Agent", "docs-lsp")]
    response: Any = opener.open(urllib.request.Request(url, headers=headers or {}), timeout=timeout)  # noqa: S310
    assert isinstance(response, http.client.HTTPResponse)
    return response


def shown(url: str) -> str:
    """The address for people and for storing: without user, password, query and fragment."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def fetch(url: str, folder: Path, progress: Reporter, timeout: float = _TIMEOUT) -> Path:
    """Return the archive at *url* as a file in *folder*, loaded only if it is new or changed.

    Where the server cannot be reached a kept archive serves. Raises `SourceError`.
    """
    kept = _kept(url, folder)
    headers = {}
    if kept and kept.etag:
        headers["If-None-Match"] = kept.etag
    if kept and kept.modified:
        headers["If-Modified-Since"] = kept.modified
    try:
        with ask(url, headers, timeout) as response:
            progress.line(f"Loading {shown(url)}")
            return _load(url, response, folder, progress)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == http.client.NOT_MODIFIED and kept:
            progress.line(f"Unchanged since it was loaded: {shown(url)}")
            return _file(url, folder)
        raise SourceError(
            f"{shown(url)} answers {error.code} {error.reason}: check the address"
        ) from error
    except FAILURES as error:
        if kept:
            progress.line(f"{shown(url)} cannot be loaded ({reason(error)}): using the kept copy")
            return _file(url, folder)
        raise SourceError(
            f"{shown(url)} cannot be loaded ({reason(error)}): "
            "load it another way and give the file"
        ) from error


def forget(url: str, folder: Path) -> None:
    """Drop the archive kept for *url*, as one that turned out useless."""
    _note_file(url, folder).unlink(missing_ok=True)
    _file(url, folder).unlink(missing_ok=True)


def kept_addresses(folder: Path) -> list[str]:
    """Return the addresses of which an archive is kept in *folder*."""
    notes = (_read_note(path) for path in sorted(folder.glob("*.json")))
    return [note.url for note in notes if note]


def reason(error: BaseException) -> str:
    """Say in a few words what went wrong, without urllib's wrapping."""
    inner = getattr(error, "reason", error)
    return str(getattr(inner, "strerror", None) or inner) or type(inner).__name__


def _file(url: str, folder: Path) -> Path:
    key = hashlib.sha256(url.encode()).hexdigest()[:16]
    name = re.sub(r"[^A-Za-z0-9._-]", "", urlsplit(url).path.rpartition("/")[2])[-80:]
    return folder / f"{key}-{name.lstrip('.') or 'archive'}"


def _note_file(url: str, folder: Path) -> Path:
    path = _file(url, folder)
    return path.with_name(f"{path.name}.json")


def _read_note(path: Path) -> ArchiveNote | None:
    try:
        return ArchiveNote(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None  # none there, or of another time: as if nothing were kept


def _kept(url: str, folder: Path) -> ArchiveNote | None:
    """Return the note of the archive kept for *url*, if both are there and agree."""
    note = _read_note(_note_file(url, folder))
    try:
        with _file(url, folder).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
    return note if note and note.sha256 == digest and note.url == url else None


def _load(url: str, response: http.client.HTTPResponse, folder: Path, progress: Reporter) -> Path:
    """Write the body aside and rename it, so that a file under its name is a whole one."""
    _drop_stale_parts(folder)
    handle, part = tempfile.mkstemp(suffix=".part", dir=folder)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123, a handle has no path
            digest = _copy(response, file, progress)
        note = ArchiveNote(url, digest, response.headers["ETag"], response.headers["Last-Modified"])
        replace_file(Path(part), _file(url, folder))
        _note_file(url, folder).write_text(json.dumps(asdict(note)), "utf-8")
    finally:
        Path(part).unlink(missing_ok=True)
    return _file(url, folder)


def _copy(response: http.client.HTTPResponse, file: IO[bytes], progress: Reporter) -> str:
    """Copy the body; return its SHA-256. Raises `OSError` where it is too large or cut off."""
    total, done, digest = response.length, 0, hashlib.sha256()
    while piece := response.read(_PIECE):
        done += len(piece)
        if max(done, total or 0) > _MAX_BYTES:
            raise OSError(f"larger than {_MAX_BYTES >> 20} MiB")
        file.write(piece)
        digest.update(piece)
        progress.meter(done, total)
    if total is not None and done < total:
        raise OSError(f"cut off after {done} of {total} bytes")
    return digest.hexdigest()


def _drop_stale_parts(folder: Path) -> None:
    for part in folder.glob("*.part"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _STALE_PART:
                part.unlink()
