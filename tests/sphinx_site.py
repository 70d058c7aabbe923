"""A small Sphinx site in our own words, in the structures of the real pages, built by the parser."""

import sys
import zlib
from pathlib import Path

from docs_parser.__main__ import main

LINK = '<a class="headerlink" href="#x" title="Link to this definition">¶</a>'


def described(role: str, name: str, call: str, text: str, *, mark: str = "") -> str:
    """Return the description of an object, as Sphinx writes it."""
    owner, dot, last = name.rpartition(".")
    prefix = f'<span class="sig-prename descclassname"><span class="pre">{owner}.</span></span>'
    modifier = f'<em class="property"><span class="k"><span class="pre">{mark}</span></span> </em>'
    parameters = ", ".join(
        f'<em class="sig-param"><span class="n"><span class="pre">{one}</span></span></em>'
        for one in call.split(", ")
    )
    parens = ('<span class="sig-paren">(</span>', '<span class="sig-paren">)</span>')
    return (
        f'<dl class="py {role}"><dt class="sig sig-object py" id="{name}">'
        f"{modifier if mark else ''}{prefix if dot else ''}"
        f'<span class="sig-name descname"><span class="pre">{last}</span></span>'
        f"{parens[0] + (parameters if call else '') + parens[1] if role != 'exception' else ''}{LINK}</dt>"
        f"<dd>{text}</dd></dl>"
    )


def page(title: str, main_block: str) -> str:
    """Return a whole page with the furniture that a reader does not want."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} — Python</title></head>'
        '<body><div class="related"><a href="genindex.html">index</a></div><div class="document">'
        f'<div class="body" role="main">{main_block}</div></div>'
        '<div class="sphinxsidebar"><p>Table of contents</p></div></body></html>'
    )


def module(name: str, title: str, content: str) -> str:
    """Return the section of a module."""
    code = f'<code class="xref py py-mod docutils literal notranslate"><span class="pre">{name}</span></code>'
    return f'<section id="module-{name}"><h1>{code} — {title}{LINK}</h1>{content}</section>'


NOTE = '<div class="admonition note"><p class="admonition-title">Note</p><p>{}</p></div>'
CHANGED = (
    '<div class="versionchanged"><p><span class="versionmodified changed">'
    "Changed in version {}: </span>{}</p></div>"
)
ADDED = (
    '<div class="versionadded"><p><span class="versionmodified added">'
    "Added in version {}.</span></p></div>"
)
DEPRECATED = (
    '<div class="deprecated"><p><span class="versionmodified deprecated">'
    "Deprecated since version {}: </span>{}</p></div>"
)
LISTING = (
    '<div class="highlight-python3 notranslate"><div class="highlight"><pre><span></span>{}'
    "</pre></div></div>"
)

BUILTINS = page(
    "Functions",
    '<section id="built-in-functions"><h1>Built-in Functions' + LINK + "</h1>"
    + described("function", "len", "s", "<p>Count what is in <em>s</em>, be it a text or a list.</p>")
    + described(
        "function",
        "open",
        "file, mode='r'",
        "<p>Open a file and give a stream to read it.</p>"
        + NOTE.format("Close it afterwards.")
        + CHANGED.format("3.3", "Another <em>mode</em> came along."),
    )
    + described("function", "id", "thing", "<p>Give the number of a <em>thing</em>.</p>")
    + described(
        "exception", "ValueError", "", "<p>Raised where a value does not fit.</p>", mark="exception"
    )
    + "</section>",
)  # fmt: skip
PATHS = page(
    "os.path",
    module(
        "os.path",
        "Names of files",
        "<p>Take names of files apart and put them together.</p>"
        + described(
            "function",
            "os.path.join",
            "path, *paths",
            "<p>Put several parts of a name together. See "
            '<a class="reference internal" href="functions.html#len"><code><span class="pre">len()'
            "</span></code></a>.</p>" + LISTING.format("join('a',\n\n     'b')"),
        )
        + described(
            "function",
            "os.path.splitunc",
            "path",
            "<p>Cut a name of the network off.</p>" + DEPRECATED.format("3.1", "Use another."),
        ),
    ),
)
OS = page("os", module("os", "The system", "<p>Ask the operating system.</p>"))
PATHLIB = page(
    "pathlib",
    module(
        "pathlib",
        "Paths that are objects",
        "<p>Paths with methods of their own.</p>"
        + described(
            "class",
            "pathlib.Path",
            "*parts",
            "<p>A path of this system.</p>"
            + described(
                "method",
                "pathlib.Path.read_text",
                "encoding=None",
                "<p>Read a file whole, as text.</p>" + ADDED.format("3.5"),
            ).replace(
                '<span class="sig-prename descclassname"><span class="pre">pathlib.Path.</span></span>',
                '<span class="sig-prename descclassname"><span class="pre">Path.</span></span>',
            ),
            mark="class",
        )
        + described("class", "pathlib.PurePath", "*parts", "<p>A path on paper.</p>", mark="class"),
    ),
)
ASYNCIO = page(
    "asyncio",
    module(
        "asyncio",
        "Waiting for many things",
        "<p>Do one thing while another waits.</p>"
        + described("function", "asyncio.gather", "*aws", "<p>Wait for all of <em>aws</em> at once.</p>"),
    ),
)  # fmt: skip

PAGES = {
    "library/functions.html": BUILTINS,
    "library/os.html": OS,
    "library/os.path.html": PATHS,
    "library/pathlib.html": PATHLIB,
    "library/asyncio.html": ASYNCIO,
}
INVENTORY = (
    "len py:function 1 library/functions.html#$ -",
    "open py:function 1 library/functions.html#$ -",
    "id py:function 1 library/functions.html#$ -",
    "ValueError py:exception 1 library/functions.html#$ -",
    "built-in-functions std:label -1 library/functions.html#$ Built-in Functions",
    "library/functions std:doc -1 library/functions.html Built-in Functions",
    "os py:module 0 library/os.html#module-$ -",
    "os.path py:module 0 library/os.path.html#module-$ -",
    "os.path.join py:function 1 library/os.path.html#$ -",
    "os.path.splitunc py:function 1 library/os.path.html#$ -",
    "pathlib py:module 0 library/pathlib.html#module-$ -",
    "pathlib.Path py:class 1 library/pathlib.html#$ -",
    "pathlib.Path.read_text py:method 1 library/pathlib.html#$ -",
    "pathlib.PurePath py:class 1 library/pathlib.html#$ -",
    "asyncio py:module 0 library/asyncio.html#module-$ -",
    "asyncio.gather py:function 1 library/asyncio.html#$ -",
)


def write_site(folder: Path, version: str = "3.14", more: int = 0) -> Path:
    """Write the site into *folder*, with so many pages *more*, to keep a build busy."""
    head = (
        f"# Sphinx inventory version 2\n# Project: Python\n# Version: {version}\n"
        "# The remainder of this file is compressed using zlib.\n"
    )
    pages, lines = dict(PAGES), list(INVENTORY)
    for number in range(more):
        path = f"more/page{number}.html"
        pages[path] = page(
            f"Page {number}",
            module(
                f"more{number}",
                "More",
                "".join(
                    described("function", f"more{number}.f{n}", "x", f"<p>Do {n} things.</p>" * 5)
                    for n in range(40)
                ),
            ),
        )
        lines += [f"more{number}.f{n} py:function 1 {path}#$ -" for n in range(40)]
    for name, html in pages.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, "utf-8")
    body = zlib.compress("\n".join([*lines, ""]).encode())
    (folder / "objects.inv").write_bytes(head.encode() + body)
    return folder


def build_site(folder: Path, file: Path, *options: str) -> Path:
    """Build a docset of the site in *folder*, by the parser's own entry point."""
    file.parent.mkdir(parents=True, exist_ok=True)
    given = [str(folder), "--output", str(file), "--quiet", "--jobs", "1", *options]
    if main(given) != 0:
        sys.exit("the small site does not build")
    return file
