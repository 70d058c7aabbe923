"""Folders, names and addresses of files on this machine; never what is in a file."""

import os
import re
from pathlib import Path, PurePath
from urllib.parse import unquote, urlsplit

import platformdirs

_DOCSET_ID = re.compile(r"[a-z0-9._+-]+~[A-Za-z0-9._+-]+")


def data_folder() -> Path:
    """Return the folder of the docsets: `DOCS_LSP_DATA_DIR`, else the user's data folder."""
    override = os.environ.get("DOCS_LSP_DATA_DIR")
    return Path(override or platformdirs.user_data_dir("docs-lsp", appauthor=False))


def cache_folder() -> Path:
    """Return the folder of disposable files: `DOCS_LSP_CACHE_DIR`, else the user's cache folder."""
    override = os.environ.get("DOCS_LSP_CACHE_DIR")
    return Path(override or platformdirs.user_cache_dir("docs-lsp", appauthor=False))


def config_folder() -> Path:
    """Return the folder of the user's own settings: `DOCS_LSP_CONFIG_DIR`, else the user's."""
    override = os.environ.get("DOCS_LSP_CONFIG_DIR")
    return Path(override or platformdirs.user_config_dir("docs-lsp", appauthor=False))


def path_of_address(address: str) -> Path | None:
    """Return the path that a `file:` address names; None for any other address."""
    text = path_text(address, is_windows=os.name == "nt")
    return Path(text) if text is not None else None


def path_text(address: str, *, is_windows: bool) -> str | None:
    """Return the path that a `file:` address names; None for any other address.

    On Windows `file:///c%3A/lib` is `c:/lib`, and `file://server/lib` a folder of the network.
    """
    scheme, host, path = urlsplit(address)[:3]
    path = unquote(path)
    if scheme != "file" or not path.startswith("/") or "\0" in path:
        return None
    if is_windows and host not in ("", "localhost"):
        return f"//{host}{path}"
    return path[1:] if is_windows and path[2:3] == ":" else path


def database_address(file: PurePath, options: str = "mode=ro") -> str:
    """Return the address by which SQLite opens an absolute path, with *options* of SQLite.

    The server of a folder of the network is part of the path there: SQLite takes no other host.
    """
    address = file.as_uri()
    if not address.startswith("file:///"):
        address = address.replace("file://", "file:////", 1)
    return f"{address}?{options}"


def is_docset_id(text: str) -> bool:
    """Whether *text* has the form `python~3.14`, and so is safe as a file name."""
    return _DOCSET_ID.fullmatch(text) is not None


def docset_file(docset_id: str) -> Path:
    """Return the file of the docset of that id, existing or not; raises `OSError`."""
    if not is_docset_id(docset_id):
        raise ValueError(f"not a docset id: {docset_id!r} (such as python~3.14)")
    return _checked(data_folder()) / f"{docset_id}.db"


def docset_files() -> list[Path]:
    """Return the files of all installed docsets, sorted by name; none where there is no folder."""
    return sorted(path for path in _checked(data_folder()).glob("*.db") if is_docset_id(path.stem))


def _checked(folder: Path) -> Path:
    if folder.exists() and not folder.is_dir():
        reason = f"the data folder {folder} is no folder but a file"
        raise NotADirectoryError(f"{reason}; move it away, or set DOCS_LSP_DATA_DIR")
    return folder
