"""The lean tree is Beautiful Soup's own tree, only sooner."""

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from docs_parser.tree import Tree, slim

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
        for one, other in zip(stock.descendants, lean.descendants, strict=True):
            assert type(one).__name__.replace("LeanTag", "Tag") == type(other).__name__.replace(
                "LeanTag", "Tag"
            ) or (not isinstance(one, Tag) and not isinstance(other, Tag))
            if isinstance(one, Tag) and isinstance(other, Tag):
                assert (one.name, dict(one.attrs)) == (other.name, dict(other.attrs))
                assert len(one.contents) == len(other.contents)
            else:
                assert str(one).split() == str(other).split()
        assert len(lean.nodes) == len(list(stock.descendants))


@pytest.mark.parametrize("html", SAMPLES)
def test_the_lean_tree_equals_the_stock_tree(html: str) -> None:
    assert_same(f"<html><body>{html}</body></html>")


@given(st.lists(st.one_of(words, tags), max_size=12).map("".join))
def test_the_lean_tree_equals_the_stock_tree_on_any_soup(soup: str) -> None:
    assert_same(f"<html><body><p>x</p>{soup}</body></html>")


def test_slimming_keeps_every_id_and_every_word() -> None:
    html = (
        '<div class="nav">menu</div><div class="body" role="main"><h1 id="t">Title'
        '<a class="headerlink" href="#t" title="Link">¶</a></h1>'
        '<p><code><span class="pre">x.y()</span></code> <span id="s" class="n">kept</span></p>'
        '<pre><span></span><span class="kn">import</span> <span class="nn">os</span></pre></div>'
        '<div class="sphinxsidebar">side</div>'
    )
    slimmed = slim(html)
    assert 'id="t"' in slimmed
    assert 'id="s"' in slimmed
    with Tree(slimmed) as tree:
        assert tree.get_text(" ").split() == ["Title", "x.y()", "kept", "import", "os"]


def test_a_wrapper_with_an_id_is_not_slimmed() -> None:
    html = '<p><a class="headerlink" id="odd" href="#x">¶</a>word</p>'
    assert slim(html) == html


def test_a_tree_taken_apart_leaves_nothing_to_the_garbage_collector() -> None:
    with Tree("<div><p>a</p><p>b</p></div>") as tree:
        nodes = list(tree.nodes)
    assert nodes
    assert all(not node.__dict__ for node in nodes)
