"""A tiny built site in our own words, shaped like the Python documentation's."""

import zlib
from pathlib import Path

PAGES = {
    "library/functions.html": """
<section id="built-in-functions"><h1>Built-in functions</h1>
<dl class="py function"><dt class="sig sig-object py" id="len"><span class="sig-name descname">len</span>(<em
class="sig-param"><span>s</span></em>)</dt><dd><p>Count the items of <em>s</em>. See <a class="reference internal"
href="os.path.html#os.path.join"><code class="xref py">os.path.join()</code></a>.</p></dd></dl></section>""",
    "library/os.path.html": """
<section id="module-os.path"><h1>os.path</h1><p>Work with paths.</p>
<dl class="py function"><dt class="sig sig-object py" id="os.path.join"><span class="sig-prename descclassname">os.path.</span><span
class="sig-name descname">join</span>(<em class="sig-param"><span>path</span></em>, <em class="sig-param"><span>*paths</span></em>)</dt>
<dd><p>Put parts of a <em>path</em> together.</p>
<div class="admonition note"><p class="admonition-title">Note</p><p>An absolute part begins anew.</p></div>
<div class="highlight-python3"><div class="highlight"><pre>join("a", "b")\n\njoin("c")</pre></div></div></dd></dl>
<dl class="py function"><dt class="sig sig-object py" id="os.path.exists"><span class="sig-prename descclassname">os.path.</span><span
class="sig-name descname">exists</span>(<em class="sig-param"><span>path</span></em>)</dt><dd><p>Say whether it is there.</p>
<div class="versionadded"><p><span class="versionmodified added">Added in version 3.2.</span></p></div></dd></dl></section>""",
}
INVENTORY = [
    "len py:function 1 library/functions.html#$ -",
    "os.path py:module 0 library/os.path.html#module-$ -",
    "os.path.join py:function 1 library/os.path.html#$ -",
    "os.path.exists py:function 1 library/os.path.html#$ -",
    "library/functions std:doc -1 library/functions.html Built-in functions",
]


def write_site(folder: Path, version: str) -> Path:
    """Write the site as if built for that version of Python."""
    for path, main in PAGES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        html = f'<html><body><div class="body" role="main">{main}</div></body></html>'
        file.write_text(html, "utf-8")
    head = (
        f"# Sphinx inventory version 2\n# Project: Python\n# Version: {version}\n"
        "# The rest is compressed with zlib.\n"
    )
    lines = zlib.compress("\n".join([*INVENTORY, ""]).encode())
    (folder / "objects.inv").write_bytes(head.encode() + lines)
    return folder
