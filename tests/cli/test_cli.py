"""The commands in a terminal: what they print, where, and how they end."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sphinx_site import build_site, write_site

from docs_lsp import __version__
from docs_lsp.cli import main
from docs_lsp.docsets.store.copy import remedy
from docs_lsp.features.excerpt import PARTS

JOIN = "https://docs.python.org/3.14/library/os.path.html#os.path.join"
NO_DOCS = "docs-lsp: no documentation yet; run: docs-lsp build\n"


@pytest.fixture
def docs(data_folder: Path, built_docset: Path) -> Path:
    """Give the file of a docset that the parser made, in the data folder."""
    return Path(shutil.copy(built_docset, data_folder / "python~3.14.db"))


class Said:
    """What a command ended with and said."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def json(self) -> Any:
        assert (self.code, self.err) == (0, "")
        return json.loads(self.out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Give a function that runs a command here."""

    def run(*arguments: str) -> Said:
        try:
            code = main(arguments)
        except SystemExit as ended:  # so argparse ends
            code = ended.code if isinstance(ended.code, int) else 1
        return Said(code, *capsys.readouterr())

    return run


def in_a_process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "docs_lsp", *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding=environment.get("PYTHONIOENCODING", "utf-8"),
        timeout=30,
        check=False,
    )


def test_show_prints_one_entry_for_people(docs: Path, run: Any) -> None:
    assert run("show", "os", "path", "join").out == run("show", "os.path.join").out
    said = run("show", "os.path.join")
    assert docs.is_file()
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "os.path.join · function\n\n"
        "    os.path.join(path, *paths)\n\n"
        "Put several parts of a name together. See len().\n\n"
        "    join('a',\n\n         'b')\n\n"
        f"{JOIN}\n"
    )


def test_show_says_what_changed(docs: Path, run: Any) -> None:
    assert docs.is_file()
    assert run("show", "os.path.splitunc").out.startswith(
        "os.path.splitunc · function · deprecated since 3.1\n"
    )
    assert "Changed in version 3.3" in run("show", "open").out
    assert "> Note" in run("show", "open").out


def test_show_for_programs_says_what_the_request_says(docs: Path, run: Any) -> None:
    assert docs.is_file()
    found = run("show", "pathlib.Path.read_text", "--json").json()
    assert list(found) == [
        "name", "kind", "domain", "role", "docset", "anchor", "url", "signatures", "markdown",
        "html", "text", "notices", "since",
    ]  # fmt: skip
    assert found["anchor"] == "library/pathlib.html#pathlib.Path.read_text"
    assert found["notices"] == [
        {"kind": "added", "version": "3.5", "text": "Added in version 3.5."}
    ]
    assert found["text"].startswith("Read a file whole, as text.")


def test_a_part_of_an_entry_is_markdown_with_its_address(docs: Path, run: Any) -> None:
    assert docs.is_file()
    shown = run("show", "open", "--part", "signature").out
    assert shown.startswith("Python 3.14 · open · function")
    assert "```python\nopen(" in shown
    assert shown.rstrip().endswith("#open")
    said = run("show", "open", "--part", "no_such")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("docs-lsp: part: open has no parameter 'no_such' (it has: ")
    assert run("show", "open", "--start", "99999").err.startswith("docs-lsp: start: the text has ")


def test_a_long_entry_is_read_in_pages(docs: Path, run: Any) -> None:
    assert docs.is_file()
    first = run("show", "open", "--max-chars", "10").out
    start = first.rstrip().rpartition("start=")[2]
    assert start.isdecimal()
    assert run("show", "open", "--start", start).out.startswith("Python 3.14 · open")


def test_a_plain_search_prints_a_line_for_each_result(docs: Path, run: Any) -> None:
    assert docs.is_file()
    lines = run("search", "--plain", "join").out.splitlines()
    assert any(line.startswith("os.path.join · function") for line in lines)


def test_an_entry_is_shown_by_its_anchor_as_lists_of_results_name_it(docs: Path, run: Any) -> None:
    assert docs.is_file()
    shown = run("show", "library/os.path.html#os.path.join")
    assert (shown.code, shown.out) == (0, run("show", "os.path.join").out)


def test_a_missing_name_is_reported_with_the_nearest(docs: Path, run: Any) -> None:
    assert docs.is_file()
    said = run("show", "os.path.joint")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(
        "docs-lsp: no entry is called 'os.path.joint' in Python 3.14; nearest: os.path.join"
    )
    said = run("show", "qqqqqqqqqq")
    assert said.code == 1
    assert said.err.endswith("; try: docs-lsp search qqqqqqqqqq\n")


def test_search_prints_names_summaries_and_addresses_in_rank_order(docs: Path, run: Any) -> None:
    assert docs.is_file()
    said = run("search", "read", "a", "file")
    assert (said.code, said.err) == (0, "")
    first = said.out.split("\n")[:3]
    assert first[0].startswith(("pathlib.Path.read_text · method", "open · function"))
    assert first[1].startswith("    ")
    assert first[2].startswith("    https://docs.python.org/3.14/library/")


def test_a_search_without_an_index_is_reported(
    docs: Path, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        raise OSError("no index")

    assert docs.is_file()
    monkeypatch.setattr("docs_lsp.docsets.manager.index_of", fails)
    said = run("search", "read")
    assert (said.code, said.out) == (1, "")
    assert said.err.endswith("run: docs-lsp build\n")
    assert run("show", "len").code == 0


def test_search_for_programs(docs: Path, run: Any) -> None:
    assert docs.is_file()
    assert run("search", "join", "--json", "--limit", str(10**30)).json()
    found = run("search", "join", "--json", "--limit", "1").json()
    assert len(found) == 1
    assert found[0]["name"] == "os.path.join"
    assert found[0]["url"] == JOIN
    assert found[0]["signature"] == "os.path.join(path, *paths)"


def test_nothing_found_is_a_failure_with_a_message(docs: Path, run: Any) -> None:
    assert docs.is_file()
    said = run("search", "qqqqqqqqqq")
    assert (said.code, said.out) == (1, "")
    assert said.err == "docs-lsp: nothing found for 'qqqqqqqqqq'\n"
    said = run("search", "qqqqqqqqqq", "--json")
    assert (said.code, json.loads(said.out)) == (1, [])


@pytest.mark.parametrize("command", ["search", "show"])
def test_an_unknown_docset_is_named_with_the_available_ones(
    docs: Path, run: Any, command: str
) -> None:
    assert docs.is_file()
    said = run(command, "len", "--docset", "python~2.7")
    assert (said.code, said.out) == (1, "")
    assert said.err == "docs-lsp: no docset 'python~2.7'; available: python~3.14\n"
    assert run(command, "len", "--docset", "python~3.14").code == 0


def test_a_docset_can_be_chosen(docs: Path, tmp_path: Path, run: Any) -> None:
    build_site(write_site(tmp_path / "site", "3.13"), docs.with_name("python~3.13.db"))
    for version, chosen in (("3.14", []), ("3.13", ["--docset", "python~3.13"])):
        assert f"/{version}/" in run("show", "len", *chosen).out
        (first, *_rest) = run("search", "len", "--json", *chosen).json()
        assert (first["name"], first["docset"]) == ("len", f"python~{version}")
    assert [one["id"] for one in run("list", "--json").json()] == ["python~3.13", "python~3.14"]


@pytest.mark.parametrize(
    "command", [["search", "len"], ["show", "len"], ["list"], ["show", "len", "--docset", "x~1"]]
)
def test_without_docs_one_message_says_what_to_run(
    data_folder: Path, run: Any, command: list[str]
) -> None:
    assert list(data_folder.iterdir()) == []
    said = run(*command)
    assert (said.code, said.out, said.err) == (1, "", NO_DOCS)


def test_list_is_one_line_a_docset(docs: Path, run: Any) -> None:
    said = run("list")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("python~3.14 ")
    assert " 16 entries " in said.out
    assert said.out.count("\n") == 1
    assert docs.is_file()


def test_list_for_programs(docs: Path, run: Any) -> None:
    (found,) = run("list", "--json").json()
    assert (found["id"], found["project"], found["version"]) == ("python~3.14", "Python", "3.14")
    assert (found["entries"], found["size"]) == (16, docs.stat().st_size)
    assert found["kinds"]["module"] == 4
    assert found["file"] == str(docs)
    assert "builtAt" in found


def test_remove_drops_one_docset(docs: Path, run: Any) -> None:
    said = run("remove", "python~3.14")
    assert (said.code, said.out, said.err) == (0, "removed python~3.14\n", "")
    assert not docs.exists()
    said = run("remove", "python~3.14")
    assert said.code == 1
    assert (
        said.err
        == "docs-lsp: no docset 'python~3.14'; list the available ones with: docs-lsp list\n"
    )


@pytest.mark.parametrize(
    "bad", ["../python~3.14", "/etc/passwd~1", "python", "", "a~b/../../c", "x~1\n", "Ä~1", "~"]
)
def test_remove_takes_nothing_but_an_id(docs: Path, run: Any, bad: str) -> None:
    said = run("remove", bad)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"docs-lsp: not a docset id: {bad!r} (such as python~3.14)\n"
    assert docs.exists()


def test_doctor_is_content_with_a_good_docset(docs: Path, run: Any) -> None:
    said = run("doctor")
    assert (said.code, said.err) == (0, "")
    assert f"docs-lsp     {__version__}" in said.out
    assert f"data folder  {docs.parent}\n" in said.out
    assert said.out.endswith("All is well.\n")
    assert said.out.count("\n       ") >= 5  # how many of each kind


def test_doctor_says_where_a_docset_has_problems(docs: Path, run: Any) -> None:
    with closing(sqlite3.connect(docs)) as database, database:
        database.execute("DELETE FROM problem")
        rows = [(number, "page missing", f"{number}.html", "") for number in range(1, 8)]
        database.executemany("INSERT INTO problem VALUES (?, ?, ?, ?)", rows)
    said = run("doctor").out
    assert "    problem: page missing (7): 1.html, 2.html, 3.html, 4.html, 5.html, …\n" in said
    assert said.endswith(f"Usable, but incomplete as said above: {docs.stem}.\n")


def test_no_command_prints_what_controls_a_terminal(docs: Path, run: Any) -> None:
    bad = "\x1b[31m\x9b2J\x7f\u202e\U000e0041"
    with closing(sqlite3.connect(docs)) as database, database:
        database.execute("UPDATE build SET source = ?", (f"/tmp/{bad}",))
        database.execute("DELETE FROM problem")
        database.execute("INSERT INTO problem VALUES (1, ?, ?, '')", (bad, bad))
        database.execute("UPDATE entry SET title = ?", (f"a{bad}",))
        database.execute("UPDATE unit SET summary = ?", (f"b{bad}",))
        database.execute("UPDATE docset SET base_url = ?", (f"https://a/{bad}",))
    for words in (
        ["doctor"],
        ["list"],
        ["list", "--json"],
        ["show", "os.path.join"],
        ["show", "os.path.join", "--json"],
        ["search", "join"],
        ["search", "--plain", "join"],
        ["show", "os.path.join", "--part", "all"],
        ["show", bad],
        ["remove", bad],
    ):
        said = run(*words)
        assert not set(said.out + said.err) & set(bad.replace("[31m", "").replace("2J", "")), words


def test_doctor_says_what_is_wrong_and_the_remedy(data_folder: Path, run: Any) -> None:
    said = run("doctor")
    assert said.code == 1
    assert said.out.endswith("No docset yet. Run: docs-lsp build\n")
    (data_folder / "python~3.14.db").write_bytes(b"half of a file")
    said = run("doctor")
    assert said.code == 1
    assert "no docset or damaged" in said.out
    assert said.out.endswith("Not usable: python~3.14; run: docs-lsp build --python 3.14\n")
    data_folder.joinpath("python~3.14.db").unlink()
    data_folder.rmdir()
    assert "(not there yet)" in run("doctor").out


def test_list_says_which_docset_cannot_be_used(docs: Path, run: Any) -> None:
    docs.write_bytes(docs.read_bytes()[:5000])
    said = run("list")
    assert "run: docs-lsp build" in said.out
    assert "Traceback" not in said.out + said.err
    assert "error" in json.loads(run("list", "--json").out)[0]


@pytest.mark.parametrize("command", ["search", "show"])
def test_a_docset_that_cannot_be_used_is_one_message(docs: Path, run: Any, command: str) -> None:
    docs.write_bytes(b"half of a file")
    said = run(command, "len")
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert said.err.endswith("; run: docs-lsp build --python 3.14\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["unknown"],
        ["search"],
        ["show"],
        ["remove"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--limit", "-1"],
        ["search", "x", "--limit", "many"],
        ["search", "x", "--limit", "٣"],
        ["serve", "--tcp", "nowhere"],
        ["serve", "--tcp", "host:99999"],
        ["serve", "--tcp", "host:"],
        ["serve", "--tcp", "a:1", "--ws", "a:2"],
        ["serve", "--log-level", "loud"],
        ["--unknown"],
        ["list", "--unknown"],
        ["build", "--jobs", "many"],
        ["build", "--jobs", "0"],
        ["build", "--jobs", "-1"],
        ["build", "--python", "newest"],
        ["build", "--python", "3"],
        ["build", "--base-url", "docs.example.org"],
    ],
)
def test_bad_usage_is_reported_on_standard_error(
    data_folder: Path, run: Any, arguments: list[str]
) -> None:
    said = run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert "usage:" in said.err or said.err.endswith(" --help\n")
    assert "Traceback" not in said.err
    assert list(data_folder.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            "shwo len",
            "docs-lsp: there is no command 'shwo'; did you mean show?; run: docs-lsp --help",
        ),
        (
            "zip files",
            "docs-lsp: there is no command 'zip'; try: docs-lsp search zip files; run: docs-lsp --help",
        ),
        (
            "show len --jsno",
            "docs-lsp show: there is no option '--jsno'; did you mean --json?; run: docs-lsp show --help",
        ),
        (
            "--sockte=1",
            "docs-lsp serve: there is no option '--sockte'; did you mean --socket?; run: docs-lsp serve --help",
        ),
        ("list extra", "docs-lsp list: there is no argument 'extra'; run: docs-lsp list --help"),
        (
            "search x --limit 0",
            "docs-lsp search: argument --limit: not a number of results: '0'; run: docs-lsp search --help",
        ),
        (
            "--socket=x",
            "docs-lsp serve: argument --socket: not a port: 'x'; run: docs-lsp serve --help",
        ),
    ],
)
def test_bad_usage_is_one_line_with_the_next_step(run: Any, arguments: str, says: str) -> None:
    said = run(*arguments.split())
    assert (said.code, said.out, said.err) == (2, "", f"{says}\n")


@pytest.mark.parametrize("source", ["no such folder", ".", "http://", "x.zip"])
def test_a_build_of_nothing_is_one_message(
    data_folder: Path, tmp_path: Path, run: Any, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    said = run("build", source, "--quiet")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("docs-lsp build: ")
    assert said.err.count("\n") == 1
    assert list(data_folder.iterdir()) == []


def test_an_output_for_several_sources_is_bad_usage(
    data_folder: Path, tmp_path: Path, run: Any
) -> None:
    assert run("build", "a", "b", "--output", str(tmp_path / "x.db")).code == 2
    assert list(data_folder.iterdir()) == []


def test_the_help_names_every_part_of_a_text(run: Any) -> None:
    said = run("show", "--help").out
    assert [part for part in PARTS if part not in said] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--version"], __version__),
        (["--help"], "COMMAND"),
        (["search", "--help"], "QUERY"),
        (["build", "--help"], "usage: docs-lsp build"),
    ],
)
def test_help_and_version_are_no_failure(run: Any, arguments: list[str], says: str) -> None:
    said = run(*arguments)
    assert (said.code, said.err) == (0, "")
    assert says in said.out


def test_a_pipe_gets_no_codes_for_colours(docs: Path) -> None:
    for arguments in (["show", "open"], ["search", "file"]):
        done = in_a_process(*arguments, DOCS_LSP_DATA_DIR=str(docs.parent), FORCE_COLOR="1")
        assert (done.returncode, done.stderr) == (0, "")
        assert "\x1b" not in done.stdout
        assert done.stdout


def test_a_terminal_without_the_characters_gets_what_it_can_show(docs: Path) -> None:
    given = {"DOCS_LSP_DATA_DIR": str(docs.parent), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = in_a_process("show", "open", **given)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("open ? function")
    done = in_a_process("search", "open", "--json", **given)
    assert json.loads(done.stdout)[0]["name"] == "open"


def test_a_reader_that_has_had_enough_is_no_traceback(docs: Path) -> None:
    command = [sys.executable, "-m", "docs_lsp", "show", "open", "--json"]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            command,
            stdout=writing,
            stderr=subprocess.PIPE,
            env={**os.environ, "DOCS_LSP_DATA_DIR": str(docs.parent)},
            text=True,
            timeout=30,
            check=False,
        )
    finally:
        os.close(writing)
    assert done.stderr == ""
    assert done.returncode == 1


def test_a_terminal_gets_a_bold_title_unless_colours_are_unwished(
    docs: Path, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert docs.is_file()
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run("show", "len").out.startswith("\x1b[1mlen\x1b[0m · function\n")
    assert "\x1b[2mhttps://" in run("search", "len").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("show", "len").out


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
@pytest.mark.parametrize(
    "arguments", [["show", "len"], ["show", "len", "--json"], ["search", "len"]]
)
def test_a_closed_stream_is_no_failure(
    docs: Path, run: Any, monkeypatch: pytest.MonkeyPatch, closed: str, arguments: list[str]
) -> None:
    assert docs.is_file()
    monkeypatch.setattr(sys, closed, None)  # so Python starts where the shell said >&-
    said = run(*arguments)
    assert (said.code, said.err) == (0, "")


def test_what_is_for_standard_error_never_goes_to_standard_output(
    docs: Path, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert docs.is_file()
    monkeypatch.setattr(sys, "stderr", None)
    assert (said := run("show", "qqqq")).code == 1
    assert said.out == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("arguments", [["list"], ["show", "len"]])
def test_a_full_disk_is_one_message(docs: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "docs_lsp", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "DOCS_LSP_DATA_DIR": str(docs.parent)},
            text=True,
            timeout=30,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "docs-lsp: No space left on device\n"


def test_one_docset_that_is_damaged_deep_within_hides_no_other(docs: Path, run: Any) -> None:
    other = Path(shutil.copy(docs, docs.with_name("python~3.13.db")))
    with closing(sqlite3.connect(other)) as database:
        database.executescript("DROP TABLE problem; UPDATE docset SET id = 'python~3.13'")
    said = run("list")
    assert (said.code, said.err) == (0, "")
    first, second = said.out.splitlines()
    assert first.startswith("python~3.13 ")
    assert "is damaged (no such table: problem); run: docs-lsp build --python 3.13" in first
    assert second.startswith("python~3.14 ")
    assert " 16 entries " in second


def test_a_link_to_nowhere_is_a_docset_that_cannot_be_used(docs: Path, run: Any) -> None:
    docs.with_name("flask~2.2.db").symlink_to(docs.parent / "nowhere")
    said = run("list")
    assert said.code == 0
    assert said.out.startswith("flask~2.2 ")
    assert "is missing; run: docs-lsp build flask" in said.out
    assert run("doctor").code == 1
    assert run("show", "len").code == 0
    assert run("remove", "flask~2.2").code == 0
    assert run("doctor").code == 0


def test_a_log_that_cannot_be_written_is_one_message(tmp_path: Path, data_folder: Path) -> None:
    log = tmp_path / "no folder" / "log"
    done = in_a_process("serve", "--log-file", str(log), DOCS_LSP_DATA_DIR=str(data_folder))
    assert done.returncode == 1
    assert done.stderr == f"docs-lsp: cannot log to {log}: No such file or directory\n"


def test_web_sockets_need_a_package(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docs_lsp.cli.serve.find_spec", lambda _name: None)
    said = run("serve", "--ws", "127.0.0.1:0")
    assert (said.code, said.out) == (1, "")
    assert said.err == "docs-lsp: web sockets need a package; run: pip install websockets\n"


def test_an_address_in_use_is_one_message(data_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = in_a_process("serve", "--tcp", address, DOCS_LSP_DATA_DIR=str(data_folder))
    assert done.returncode == 1
    assert done.stderr.startswith("docs-lsp: cannot serve: ")
    assert done.stderr.count("\n") == 1


def damaged_within(file: Path, where: str) -> None:
    """Damage a text so that the file is a good one of SQLite still."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(f"UPDATE unit SET blocks = x'00' WHERE id = ({where})")


@pytest.mark.parametrize("where", ["SELECT min(id) FROM unit", "SELECT max(id) FROM unit"])
def test_the_doctor_reads_all_of_a_docset(docs: Path, run: Any, where: str) -> None:
    assert run("doctor").code == 0
    damaged_within(docs, where)
    said = run("doctor")
    assert said.code == 1
    assert "python~3.14 is damaged (text " in said.out
    assert "Not usable: python~3.14; run: docs-lsp build --python 3.14" in said.out
    assert "All is well" not in said.out


def test_the_doctor_reads_the_copy_that_servers_read(
    docs: Path, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path / "cache"))
    assert run("doctor").code == 0
    (copy,) = (tmp_path / "cache" / "opened").glob("*.db")
    damaged_within(copy, "SELECT max(id) FROM unit")
    assert "is damaged (text " in run("doctor").out
    assert docs.is_file()


def test_a_removed_docset_leaves_no_copies(
    docs: Path, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path / "cache"))
    page = tmp_path / "cache" / "pages" / "python~3.14" / "1" / "len.md"
    page.parent.mkdir(parents=True)
    page.touch()
    page.chmod(0o444)
    assert run("show", "len").code == 0
    assert run("remove", "python~3.14").code == 0
    assert not docs.exists()
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("docset", "command"),
    [
        ("python~3.11", "run: docs-lsp build --python 3.11"),
        ("python-ja~3.14", "run: docs-lsp build --python 3.14 --language ja"),
        ("flask~2.2", "run: docs-lsp build flask"),
        ("no docset", "run: docs-lsp build"),
    ],
)
def test_the_remedy_builds_the_docset_that_is_wrong(docset: str, command: str) -> None:
    assert remedy(docset) == command
