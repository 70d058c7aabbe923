"""Structures of a page as Markdown and HTML: one line in, one line out."""

import pytest
from page_kit import body_at, body_of

CHANGED = '<div class="versionchanged"><p><span class="versionmodified changed">Changed in version 3.9: </span>More.</p></div>'

NAMED = '<dt class="sig sig-object py"><span class="sig-prename">{}</span><span class="sig-name">{}</span></dt>'
MARKDOWN = {
    "a paragraph is one line": ("<p>One\n two   three.</p>", "One two three."),
    "emphasis and code": (
        "<p><em>a</em> <strong>b</strong> <code>c_d*</code></p>",
        "*a* **b** `c_d*`",
    ),
    "code with backticks": ("<p><code>a`b</code> <code>``</code></p>", "``a`b`` ``` `` ```"),
    "a name that would be escaped is code": (
        "<p><em>*args</em>, <em>__x__</em>, <em>a_b</em>, <em>a *b</em></p>",
        "`*args`, `__x__`, *a_b*, *a \\*b*",
    ),
    "a type in many parts is one": (
        "<p>(<em>Union</em><em>[</em><em>a_b</em><em>, </em><em>int</em><em>]</em>) <em>a</em><em>, </em><em>b</em></p>",
        "(`Union[a_b, int]`) *a, b*",
    ),
    "a type with links in it is one": (
        '<p><em>Or</em><em>[</em><a href="b.html"><em>b</em></a><em>]</em> <a href="b.html"><em>b</em></a><em>]</em></p>',
        "*Or\\[[b](https://docs.example.org/b.html)]* [*b*](https://docs.example.org/b.html)*]*",
    ),
    "what is strong twice is strong": (
        "<p><strong><strong>a</strong></strong> <em>a<em>b</em></em></p>",
        "**a** *ab*",
    ),
    "blanks stay outside emphasis": ("<p>a<em> b </em>c</p>", "a *b* c"),
    "a listing with its language": (
        '<div class="highlight-python3 notranslate"><div class="highlight"><pre><span></span><span class="kn">import</span> os\n\nx = 1\n</pre></div></div>',
        "```python\nimport os\n\nx = 1\n```",
    ),
    "a session keeps its prompts": (
        '<div class="highlight-default"><div class="highlight"><pre>&gt;&gt;&gt; 1 &lt; 2\nTrue\n</pre></div></div>',
        "```pycon\n>>> 1 < 2\nTrue\n```",
    ),
    "a plain listing": ('<div class="highlight-none"><pre>$ x</pre></div>', "```\n$ x\n```"),
    "a fence in a listing": (
        '<div class="highlight-none"><pre>```\nx\n```</pre></div>',
        "````\n```\nx\n```\n````",
    ),
    "numbered lines": (
        '<div class="highlight-c"><table class="highlighttable"><tr><td class="linenos"><pre>1\n2</pre></td><td class="code"><pre>a;\nb;</pre></td></tr></table></div>',
        "```c\na;\nb;\n```",
    ),
    "a list": ("<ul><li><p>a</p></li><li>b <em>c</em></li></ul>", "- a\n- b *c*"),
    "a nested list": ("<ul><li><p>a</p><ul><li>b</li></ul></li></ul>", "- a\n\n  - b"),
    "a numbered list": ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"),
    "definitions": ("<dl><dt><code>x</code></dt><dd><p>The x.</p></dd></dl>", "- `x` — The x."),
    "fields": (
        '<dl class="field-list"><dt>Returns<span class="colon">:</span></dt><dd><p>A value.</p></dd></dl>',
        "- Returns: A value.",
    ),
    "the type of a parameter": (
        '<dl><dt><strong>shape</strong><span class="classifier">int</span><span class="classifier">optional</span></dt><dd><p>How big.</p></dd></dl>',
        "- **shape** : int : optional — How big.",
    ),
    "the type of a parameter, its colon written": (
        '<dl><dt>shape <span class="classifier-delimiter">:</span> <span class="classifier">int</span></dt><dd><p>How big.</p></dd></dl>',
        "- shape : int — How big.",
    ),
    "a note": (
        '<div class="admonition note"><p class="admonition-title">Note</p><p>Mind <em>this</em>.</p><p>And that.</p></div>',
        "> **Note** Mind *this*.\n>\n> And that.",
    ),
    "a version mark": (CHANGED, "*Changed in version 3.9:* More."),
    "a table": (
        "<table><thead><tr><th>a</th><th>b|c</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        "| a   | b\\|c |\n| --- | ---- |\n| 1   | 2    |",
    ),
    "a cell of descriptions has their names": (
        f"<table><tr><td><dl class='py data'>{NAMED.format('m.', 'A')}{NAMED.format('', 'B')}<dd><p>Of A.</p></dd></dl></td><td>1</td></tr></table>",
        "|            |     |\n| ---------- | --- |\n| `m.A`, `B` | 1   |",
    ),
    "a wide table becomes a list": (
        f"<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>{'long words ' * 12}</td></tr></tbody></table>",
        "- 1 — " + ("long words " * 12).strip(),
    ),
    "an indented table is no quotation": (
        "<blockquote><div><table><tr><th>a</th><th>b</th></tr></table></div></blockquote>",
        "| a   | b   |\n| --- | --- |",
    ),
    "an item whose second line is indented": (
        '<ul><li><dl class="simple"><dt><em>a</em>: set it</dt><dd><p>(default: no)</p></dd></dl></li></ul>',
        "- *a*: set it (default: no)",
    ),
    "an item that is a definition": (
        '<ul><li><dl class="simple"><dt>a</dt><dd><p>Set it.</p></dd></dl></li></ul>',
        "- - a — Set it.",
    ),
    "a quotation": ("<blockquote><div><p>Said.</p></div></blockquote>", "> Said."),
    "a link inside the docset": (
        '<p><a class="reference internal" href="library/other.html#x"><code>x()</code></a></p>',
        "[`x()`](https://docs.example.org/library/other.html#x)",
    ),
    "brackets in a label": (
        '<p><a href="https://e.org/(a)">[a]</a></p>',
        "[\\[a\\]](https://e.org/%28a%29)",
    ),
    "a link after a shout is no picture": (
        '<p>Go!<a href="https://e.org/">there</a></p>',
        "Go\\![there](https://e.org/)",
    ),
    "a link within a link": (
        '<p><a href="https://e.org/">a<em><a href="https://f.org/">b</a></em></a></p>',
        "[a*b*](https://e.org/)",
    ),
    "a link without address": ('<p><a id="q">words</a></p>', "words"),
    "keys, marks above and below": (
        "<p><kbd>Ctrl</kbd> x<sup>2</sup><sub>i</sub></p>",
        "`Ctrl` x²\\_i",
    ),
    "powers differ from digits": (
        "<p>2<sup>64</sup>-2, x<sup>n-1</sup>, H<sub>2</sub>O, 1<sup>st</sup></p>",
        "2⁶⁴-2, xⁿ⁻¹, H₂O, 1st",
    ),
    "a formula in a line is TeX": (
        '<p>Of <span class="math notranslate nohighlight">\\(\\sqrt{x} * y\\)</span>.</p>',
        "Of `\\sqrt{x} * y`.",
    ),
    "a displayed formula is TeX": (
        '<div class="math notranslate nohighlight">\n\\[E = mc^2\\]</div>',
        "```\nE = mc^2\n```",
    ),
    "tabs keep their labels": (
        (
            '<div class="sphinx-tabs"><div role="tablist"><button aria-controls="p0" role="tab">Linux</button>'
            '<button aria-controls="p1" role="tab">Windows</button></div>'
            '<div class="sphinx-tabs-panel" id="p0"><p>Use apt.</p></div>'
            '<div class="sphinx-tabs-panel" id="p1"><p>Use winget.</p></div></div>'
        ),
        "**Linux**\n\nUse apt.\n\n**Windows**\n\nUse winget.",
    ),
    "line blocks break": (
        '<div class="line-block"><div class="line">one</div><div class="line">two</div></div>',
        "one  \ntwo",
    ),
    "a picture says its words": ('<p><img src="x.png" alt="A sketch"> here</p>', "*A sketch* here"),
    "what would be live is not": (
        "<p>[x](command:y) ![i](z) &lt;img&gt; *a* _b_ `c` &amp;amp; # h</p>",
        "\\[x](command:y) !\\[i](z) \\<img> \\*a\\* \\_b\\_ \\`c\\` \\&amp; # h",
    ),
    "lines that would be blocks are not": (
        "<p>1. one</p><p># two</p><p>- three</p>",
        "1\\. one\n\n\\# two\n\n\\- three",
    ),
    "words keep their underscores": ("<p>a_b, 2 * 3 and x &lt; y</p>", "a_b, 2 * 3 and x < y"),
    "a rule is nothing": ("<p>a</p><hr><p>b</p>", "a\n\nb"),
    "a nested object is a unit of its own": (
        '<p>a</p><dl class="py method"><dt class="sig" id="q">q()</dt><dd><p>other</p></dd></dl>',
        "a",
    ),
}


@pytest.mark.parametrize(("html", "markdown"), MARKDOWN.values(), ids=MARKDOWN)
def test_structures_become_markdown(html: str, markdown: str) -> None:
    assert body_of(html).markdown == markdown


HTML = {
    "text is escaped": ("<p>a &lt;b&gt; &amp; c</p>", "<p>a &lt;b&gt; &amp; c</p>"),
    "a link keeps its anchor": (
        '<p><a href="library/other.html#x">x</a></p>',
        '<p><a data-anchor="library/other.html#x" href="https://docs.example.org/library/other.html#x">x</a></p>',
    ),
    "a version mark keeps its sense": (
        CHANGED,
        '<p data-kind="changed" data-version="3.9"><em>Changed in version 3.9:</em> More.</p>',
    ),
    "a note keeps its kind": (
        '<div class="admonition warning"><p class="admonition-title">Careful</p><p>x</p></div>',
        '<blockquote data-kind="warning"><p><strong>Careful</strong> x</p></blockquote>',
    ),
    "cells keep what they span": (
        '<table><tr><td colspan="2" style="x">a</td></tr></table>',
        '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
    ),
}


@pytest.mark.parametrize(("html", "expected"), HTML.values(), ids=HTML)
def test_structures_become_bare_html(html: str, expected: str) -> None:
    assert body_of(html).html == expected


def test_a_footnote_is_brought_to_its_text_but_is_not_its_own_text() -> None:
    html = (
        '<section id="s"><h1>S</h1><dl class="py data"><dt class="sig" id="x">x</dt>'
        '<dd><p>Mind it<a class="footnote-reference brackets" href="#n1">[1]</a>.</p></dd></dl>'
        '<aside class="footnote" id="n1"><span class="label">[1]</span><p>The small print.</p></aside></section>'
    )
    body = body_at(html, "x")
    assert body.markdown.endswith(".\n\n\\[1] The small print.")
    assert body.text == "Mind it[1]."


def test_an_older_footnote_is_brought_too() -> None:
    html = (
        '<p id="p">Mind<a class="footnote-reference" href="#n">1</a>.</p>'
        '<dl class="footnote"><dt id="n"><span>1</span></dt><dd><p>Small print.</p></dd></dl>'
    )
    assert body_at(html, "p").markdown.endswith(".\n\n1 Small print.")


@pytest.mark.parametrize("kind", ["sidenote", "marginnote"])
def test_a_footnote_that_a_theme_writes_into_its_sentence_comes_after_it(kind: str) -> None:
    note = f'<span class="{kind}"><sup>1</sup>The <em>small</em> print.</span>'
    html = (
        '<section id="s"><h1>S</h1><dl class="py data"><dt class="sig" id="x">x</dt>'
        f'{note}<dd><p>Mind<label class="margin-toggle" for="n"><span id="i"><sup>1</sup></span></label>'
        f'<input class="margin-toggle" id="n" type="checkbox"/>{note} it.</p><p>More.</p></dd></dl></section>'
    )
    body = body_at(html, "x")
    assert body.markdown == "Mind¹ it.\n\nMore.\n\n¹The *small* print."
    assert body.text == "Mind¹ it. More."


def test_the_theme_leaves_nothing_in_a_text() -> None:
    html = (
        '<p>a<a class="headerlink" href="#x">¶</a><a class="viewcode-link" href="s"><span>[source]</span></a></p>'
        "<script>evil()</script><style>p {}</style><svg><text>drawn</text></svg>"
    )
    body = body_of(html)
    assert body.text == "a"
    assert body.markdown == "a"
    assert body.html == "<p>a</p>"
