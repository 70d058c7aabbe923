"""A signature of Sphinx's HTML as data: parameters, the words before the name, the kind."""

import pytest
from bs4 import Tag

from docs_parser.kinds import kind_of
from docs_parser.signature import modifiers_of, signature_of
from docs_parser.tree import Tree


@pytest.mark.parametrize(
    ("term", "parameters"),
    [
        (
            "(<em class='sig-param'>a</em>, <em class='sig-param'>b=1</em>)",
            [("a", None, None), ("b", "1", None)],
        ),
        ("(<em class='sig-param'>x: int = 3</em>)", [("x", "3", "int")]),
        (
            "(<em class='sig-param'>*</em>, <em class='sig-param'>**kw</em>)",
            [("*", None, None), ("**kw", None, None)],
        ),
        (
            "(<em class='sig-param'>a</em><span class='optional'>[</span>, <em class='sig-param'>b</em><span class='optional'>]</span>)",
            [("a", None, None), ("b", "...", None)],
        ),
        # Sphinx cuts what is no Python at every comma, or leaves it in one piece.
        (
            "(<em class='sig-param'>at: ~t.Tuple[str</em>, <em class='sig-param'>int] = None</em>, <em class='sig-param'>fn=&lt;function f&gt;</em>)",
            [("at", "None", "~t.Tuple[str, int]"), ("fn", "<function f>", None)],
        ),
        (
            "(<em class='sig-param'>words={'a'</em>, <em class='sig-param'>'b'}</em>, <em class='sig-param'>glue='</em>, <em class='sig-param'>'</em>)",
            [("words", "{'a', 'b'}", None), ("glue", "', '", None)],
        ),
        (
            "(<em class='sig-param'>cup[, milk=None[, \N{HORIZONTAL ELLIPSIS}[, **more]]]</em>)",
            [
                ("cup", None, None),
                ("milk", "None", None),
                ("\N{HORIZONTAL ELLIPSIS}", "...", None),
                ("**more", "...", None),
            ],
        ),
        (
            "(<em class='sig-param'>unsigned int n</em>, <em class='sig-param'>Py_ssize_t at=0</em>, <em class='sig-param'>edge data</em>)",
            [("n", None, "unsigned int"), ("at", "0", "Py_ssize_t"), ("edge data", None, None)],
        ),
        (
            "(<em class='sig-param'>cup: List[str][, milk: List[int]][, (Cup)to=None]</em>)",
            [("cup", None, "List[str]"), ("milk", "...", "List[int]"), ("to", "None", "Cup")],
        ),
        (
            "(<em class='sig-param'>key=lambda a</em>, <em class='sig-param'>b: a</em>, <em class='sig-param'>n: Annotated[int, Gt(gt=0)] = 5</em>)",
            [("key", "lambda a, b: a", None), ("n", "5", "Annotated[int, Gt(gt=0)]")],
        ),
        (
            "(<em class='sig-param'>key=lambda a, b: a</em>, <em class='sig-param'>sep='[,'</em>)",
            [("key", "lambda a, b: a", None), ("sep", "'[,'", None)],
        ),
        (
            "(<em class='sig-param'>torn=(1</em>, <em class='sig-param'>whole=2</em>)",
            [("torn", "(1", None), ("whole", "2", None)],
        ),
    ],
)
def test_parameters_are_data(
    term: str, parameters: list[tuple[str, str | None, str | None]]
) -> None:
    with Tree(f'<dl><dt class="sig sig-object py" id="f">f{term}</dt></dl>') as tree:
        found = signature_of(first(tree, "dt"), "f").parameters
    assert [(one.name, one.default, one.annotation) for one in found] == parameters


def first(tree: Tree, name: str) -> Tag:
    """Return the first tag of that name."""
    found = tree.find(name)
    assert found is not None
    return found


def test_the_words_before_a_name_are_its_modifiers() -> None:
    html = '<dt class="sig"><span class="property"><span>abstractmethod</span> <span>async</span></span><span class="sig-prename">@m.</span>f</dt>'
    with Tree(html) as tree:
        assert modifiers_of(first(tree, "dt")) == {"abstractmethod", "async", "@"}


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("py", "method", "a.html", {"async"}), "coroutine method"),
        (("py", "method", "a.html", {"async", "with"}), "method"),
        (("py", "function", "a.html", {"async", "for", "...", "in"}), "function"),
        (("py", "function", "a.html", {"async"}), "coroutine function"),
        (("py", "method", "a.html", {"classmethod"}), "class method"),
        (("py", "function", "a.html", {"@"}), "decorator"),
        (("std", "label", "faq/x.html"), "FAQ question"),
        (("std", "newfangled", "a.html"), "newfangled"),
        (("cpp", "class", "a.html"), "cpp class"),
    ],
)
def test_kinds_are_in_the_words_of_people(arguments: tuple[str, str, str], kind: str) -> None:
    assert kind_of(*arguments) == kind
