"""The lean tree is Beautiful Soup's own tree, only sooner."""

import gc
import weakref

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement
from hypothesis import given
from hypothesis import strategies as st

from docs_parser.slim import main_of_sphinx, unwrap
from docs_parser.text import flat_text
from docs_parser.tree import Text, Tree

SAMPLES = [
    "<p id=a>one <em class='x y'>two</em> three</p>",
    "<ul><li>a<li>b</ul><p>open",
    "<table><tr><td>a<td>b</table>after",
    "<p>a &amp; b &lt;c&gt; &nbsp; &#8203;</p><!-- note --><br>x<hr>",
    "<div><div><p>deep</div></p></div></span>",
    "<script>if (a < b) {}</script><style>p {}</style><pre>\n  x\n</pre>",
]
words = st.text("ab <>/&;\"'=!-", max_size=60)
tags = st.sampled_from(
    ["<p>", "</p>", "<div class=x>", "</div>", "<ul><li>", "</ul>", "<a href='#b'>", "text "]
)


def assert_same(html: str) -> None:
    stock = BeautifulSoup(html, "lxml", multi_valued_attributes=None)
    with Tree(html) as lean:
        expected, found = worded(stock), worded(lean)
        for one, other in zip(expected, found, strict=True):
            if isinstance(one, Tag) and isinstance(other, Tag):
                assert (one.name, dict(one.attrs)) == (other.name, dict(other.attrs))
            else:
                assert not isinstance(one, Tag)
                assert not isinstance(other, Tag)
                assert str(one).split() == str(other).split()
            assert place_of(one, stock) == place_of(other, lean)
        assert [id(tag) for tag in lean.tags] == [id(tag) for tag in lean.find_all()]


def worded(tree: Tag) -> list[PageElement]:
    """Return all nodes of a tree, less blank strings: the lean tree has none between blocks."""
    return [node for node in tree.descendants if not is_blank(node)]


def is_blank(node: PageElement) -> bool:
    return type(node) in {NavigableString, Text} and not str(node).strip()


def place_of(node: PageElement, tree: Tag) -> tuple[str, int, bool, bool]:
    """Return a node's parent, and its place among the siblings, by which its links hold."""
    parent = node.parent
    assert parent is not None
    beside = [one for one in parent.contents if not is_blank(one)]
    at = next(number for number, one in enumerate(beside) if one is node)
    before = [one for one in node.previous_siblings if not is_blank(one)]
    after = [one for one in node.next_siblings if not is_blank(one)]
    return (
        "" if parent is tree else parent.name,
        at,
        len(before) == at,
        len(after) == len(beside) - at - 1,
    )


@pytest.mark.parametrize("html", SAMPLES)
def test_the_lean_tree_equals_the_stock_tree(html: str) -> None:
    assert_same(f"<html><body>{html}</body></html>")


@given(st.lists(st.one_of(words, tags), max_size=12).map("".join))
def test_the_lean_tree_equals_the_stock_tree_on_any_soup(soup: str) -> None:
    assert_same(f"<html><body><p>x</p>{soup}</body></html>")


@pytest.mark.parametrize(
    ("html", "as_written"),
    [
        (
            "<dl><dt>a<dt>b<dt>c<dd>d<dd>e<dl><dt>f<dd>g</dl>h<dt>i</dl>j",
            (
                "<dl><dt>a</dt><dt>b</dt><dt>c</dt><dd>d</dd>"
                "<dd>e<dl><dt>f</dt><dd>g</dd></dl>h</dd><dt>i</dt></dl>j"
            ),
        ),
        ("<p>a<section><p>b</section>c", "<p>a</p><section><p>b</p></section>c"),
        ("<p>a<details>b</details>c</p>d", "<p>a</p><details>b</details>cd"),
        ("<p>a<figure>b</figure><p>c", "<p>a</p><figure>b</figure><p>c</p>"),
        (
            "<dl><div><dt>a<dt>b<dd>c</div></dl>",
            "<dl><div><dt>a</dt><dt>b</dt><dd>c</dd></div></dl>",
        ),
    ],
)
def test_elements_end_where_the_standard_ends_them(html: str, as_written: str) -> None:
    with Tree(f"<html><body><div>{html}</div></body></html>") as tree:
        assert str(tree) == f"<html><body><div>{as_written}</div></body></html>"
        assert [id(tag) for tag in tree.tags] == [id(tag) for tag in tree.find_all()]


def test_slimming_keeps_every_id_and_every_word() -> None:
    html = (
        '<div class="nav">menu</div><div class="body" role="main"><h1 id="t">Title'
        '<a class="headerlink" href="#t" title="Link">¶</a></h1>'
        '<p><code><span class="pre">x.y()</span></code> <span id="s" class="n">kept</span></p>'
        '<pre><span></span><span class="kn">import</span> <span class="nn">os</span></pre></div>'
        '<div class="sphinxsidebar">side</div>'
    )
    slimmed = unwrap(main_of_sphinx(html) or html)
    assert 'id="t"' in slimmed
    assert 'id="s"' in slimmed
    with Tree(slimmed) as tree:
        assert tree.get_text(" ").split() == ["Title", "x.y()", "kept", "import", "os"]


def test_a_wrapper_with_an_id_is_not_slimmed() -> None:
    html = '<p><a class="headerlink" id="odd" href="#x">¶</a>word</p>'
    assert unwrap(html) == html


def test_a_tree_taken_apart_leaves_nothing_to_the_garbage_collector() -> None:
    gc.collect()
    gc.disable()
    try:
        with Tree("<div><p>a <b>b</b><!-- c -->d</p><ul> <li>e</ul></div>") as tree:
            strings = [weakref.ref(node) for node in tree.descendants]
        del tree
        assert strings
        assert not [one for one in strings if one() is not None]
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<section>a <em>b</em> <em>c</em></section>", "a b c"),
        ("<ul>\n<li>a</li>\n<li>b</li></ul>", "a b"),
        ("<div><p>a</p><p>b</p>\n<em>c</em> <em>d</em></div>", "a b c d"),
        ("<td> a</td><pre>\n b\n</pre>", "a b"),
    ],
)
def test_blanks_are_left_out_only_where_blocks_begin(html: str, words: str) -> None:
    with Tree(f"<div id=x>{html}</div>") as tree:
        assert flat_text(first_of(tree)).split() == words.split()


def first_of(tree: Tree) -> Tag:
    """Return the element with the id `x`."""
    found = tree.find(id="x")
    assert isinstance(found, Tag)
    return found
