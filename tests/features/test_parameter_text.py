"""The words about a parameter that its function's own text lacks."""

import re

import pytest
from small_docs import PYTHON, SmallTexts, Thing, snapshot_of

from docs_lsp.blocks import Blocks, Item, ItemList, Paragraph, Span, SpanKind
from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.entry import Entry
from docs_lsp.features.hover import hover
from docs_lsp.features.parameter_text import argument_text, parameter_text
from docs_lsp.features.value_text import value_text
from docs_lsp.options.settings import HoverSettings

_PAGE = "library/tea.html"
_FILL = "*a* is an amount.\n\n*d* is as in pour()."
_POUR = "Pour it.\n\n- *slow* — How slowly."
_THINGS = (
    Thing("tea.Pot", "class", "class", _PAGE, "A pot.", "tea.Pot(size=1, lid=None, **more)"),
    Thing("tea.Pot.size", "attribute", "attribute", _PAGE, "How large it is."),
    Thing("tea.Pot.glaze", "attribute", "attribute", _PAGE, "What it is covered with."),
    Thing("tea.Pot.fill", "method", "method", _PAGE, "Fill it.", "tea.Pot.fill()"),
    Thing("tea.Cup", "class", "class", _PAGE, "A cup.", "tea.Cup(size=1)"),
    Thing("tea.Cup.stain", "attribute", "attribute", _PAGE, "What is left."),
    Thing("tea.pour", "function", "function", _PAGE, _POUR, "tea.pour(slow=0)"),
    Thing("tea.pour_all", "function", "function", _PAGE, "Like pour(), but all.", "tea.pour_all(slow=0)"),
    Thing("tea.wait", "function", "function", _PAGE, "Wait. If hot, stop. Otherwise it is like pour().", "tea.wait(slow=0)"),
    Thing("tea.spill", "function", "function", _PAGE, "All (see pour()).", "tea.spill(slow=0)"),
    Thing("tea.sip", "function", "function", _PAGE, "See pour().", "tea.sip(slow)"),
    Thing("tea.Urn", "class", "class", _PAGE, "An urn.", "tea.Urn"),
    Thing("tea.Urn.__init__", "method", "method", _PAGE, "Make one of *metal*.", "__init__(metal=1)"),
    Thing("tea.Kettle", "class", "class", _PAGE, "Like pour(), but hot.", "tea.Kettle"),
    Thing("tea.Tray", "class", "class", _PAGE, "- *wide* (1) — How wide.", "tea.Tray(...)"),
    Thing("tea.log", "function", "function", _PAGE, "In *more* are *loud* and *low*. *loud* is loud. *odd* is.", "tea.log(**more)"),
    Thing("tea.drip", "function", "function", _PAGE, "Calls ooze() with its arguments.", "tea.drip(**more)"),
    Thing("tea.drop", "function", "function", _PAGE, "Arguments are as for drip().", "tea.drop(**more)"),
    Thing("tea.ooze", "function", "function", _PAGE, "In *more* is *thick*.", "tea.ooze(**more)"),
    Thing("tea.fill", "function", "function", _PAGE, _FILL, "tea.fill(a=1, b=2, c=3, d=4)"),
    Thing("tea.Brew", "class", "class", _PAGE, "A brew.", "tea.Brew(**more)"),
    Thing("tea.Brew.time", "attribute", "attribute", _PAGE, "How long it draws."),
    Thing("tea.Brew.heat", "attribute", "attribute", _PAGE, "How hot it is."),
    Thing("tea.Brew.leaf", "attribute", "attribute", _PAGE, "What it is made of."),
    Thing("tea.brew", "function", "function", _PAGE, "Brew it. All are as in Brew, for once.", "tea.brew(time=1, heat=2, leaf=3)"),
    Thing("tea.brewed", "function", "function", _PAGE, "As a Brew.", "tea.brewed(time=1, heat=2)"),
    Thing("tea.stir", "function", "function", _PAGE, "For more see stirring().", "tea.stir(spoon)"),
    Thing("tea.stirring", "label", "section", _PAGE, "Move a *spoon* in it.", "tea.stir(spoon)"),
    Thing("tea.shake", "function", "function", _PAGE, "Unlike stirring().", "tea.shake(spoon)"),
    Thing("tea.refill", "function", "function", _PAGE, "*a* is as in pour().", "tea.refill(a=1, b=2, c=3)"),
)  # fmt: skip


def _em(text: str) -> Span:
    return Span(SpanKind.EMPHASIS, (text,))


class _LinkedTexts(SmallTexts):
    """Texts in which the name of a function that others refer to is a link."""

    def blocks(self, entry: Entry) -> Blocks:
        """Return the text of an entry."""
        text = self.things[entry.id - 1].markdown
        found = re.search(r"\b(pour|drip|ooze|stirring)\(\)|(?<=\w )\b(Brew)\b", text)
        if found is None:
            return super().blocks(entry)
        link = Span(SpanKind.LINK, (found[0],), "", f"{_PAGE}#tea.{found[1] or found[2]}")
        return (Paragraph((text[: found.start()], link, text[found.end() :])),)


_TEXTS = _LinkedTexts(PYTHON, _THINGS)


@pytest.mark.parametrize(
    ("function", "parameter", "said"),
    [
        ("tea.Pot", "size", "How large it is."),
        ("tea.Pot", "lid", None),
        ("tea.Pot", "fill", None),
        ("tea.pour", "slow", "- *slow* — How slowly."),
        ("tea.pour_all", "slow", "Like pour(), but all.\n\n- *slow* — How slowly."),
        (
            "tea.wait",
            "slow",
            "If hot, stop. Otherwise it is like pour().\n\n- *slow* — How slowly.",
        ),
        ("tea.spill", "slow", None),  # the link is in parentheses
        ("tea.sip", "slow", None),  # it has no default there
        ("tea.Urn", "metal", "Make one of *metal*."),
        ("tea.Urn", "size", None),
        ("tea.Tray", "wide", "- *wide* (1) — How wide."),
        ("tea.Tray", "deep", None),
        ("tea.Kettle", "slow", "Like pour(), but hot.\n\n- *slow* — How slowly."),
        ("tea.Kettle", "fast", None),
        ("tea.drip", "thick", "Calls ooze() with its arguments.\n\nIn *more* is *thick*."),
        # what the one between says of itself is left out
        ("tea.drop", "thick", "Arguments are as for drip().\n\nIn *more* is *thick*."),
        ("tea.brew", "heat", "All are as in Brew, for once.\n\nHow hot it is."),
        ("tea.stir", "spoon", "Move a *spoon* in it."),  # described a second time
        ("tea.shake", "spoon", None),
        ("tea.brewed", "heat", None),  # few parameters: a result may have attributes of their names
        ("tea.log", "loud", "In *more* are *loud* and *low*. *loud* is loud."),
    ],
)
def test_a_parameter_is_described_elsewhere(
    function: str, parameter: str, said: str | None
) -> None:
    entry = _TEXTS.entries.named(function)[0]
    assert markdown_of(parameter_text(_TEXTS, entry, parameter)) == (said or "")


def test_an_item_is_said_with_what_it_announces() -> None:
    heads = ({"cup": ":", "pot": " \u2013"}, {"it": ":"})
    entry = _TEXTS.entries.named("tea.pour")[0]
    lists = [
        ItemList(
            tuple(
                Item(
                    (
                        Paragraph((Span(SpanKind.STRONG, (name,)), end)),
                        ItemList((Item((Paragraph(("Hot.",)),)),), 0),
                    ),
                    (name,),
                )
                for name, end in head.items()
            ),
            0,
            is_parameters=True,
        )
        for head in heads
    ]

    class Listed(SmallTexts):
        def blocks(self, _entry: Entry) -> Blocks:
            """Return lists of parameters."""
            return (*lists, ItemList((Item((Paragraph(("With ", _em("mug"), " it is:")),)),), 0))

    texts = Listed(PYTHON, _THINGS)
    assert markdown_of(parameter_text(texts, entry, "cup")) == "- **cup**:\n\n  - Hot."
    assert markdown_of(parameter_text(texts, entry, "pot")) == "- **pot** \u2013\n\n  - Hot."
    assert markdown_of(parameter_text(texts, entry, "mug")) == "- With *mug* it is."


def test_what_goes_on_from_a_paragraph_and_refers_to_another_function_comes_after_that() -> None:
    form = "tea.{}(a=1, b=2, c=3)".format
    things = (
        Thing("tea.pour", "function", "function", _PAGE, "Hot is *a*.", form("pour")),
        Thing("tea.serve", "function", "function", _PAGE, "Serve it.", form("serve")),
    )
    link = Span(SpanKind.LINK, ("pour()",), "", f"{_PAGE}#tea.pour")
    serve = (("Serve it.",), ("All is hot.",), ("This is set by ", _em("a"), " as in ", link, "."))

    class Linked(SmallTexts):
        def blocks(self, entry: Entry) -> Blocks:
            """Return the text of an entry."""
            if entry.name == "tea.pour":
                return super().blocks(entry)
            return tuple(map(Paragraph, serve))

    texts = Linked(PYTHON, things)
    said = markdown_of(parameter_text(texts, texts.entries.named("tea.serve")[0], "a"))
    assert re.sub(r"\[(.*?)\]\(.*?\)\.", r"\1.", said) == (
        "All is hot.\n\nThis is set by *a* as in pour().\n\nHot is *a*."
    )


def test_history_alone_comes_after_what_the_function_does() -> None:
    marked = "Pour it. It is hot.\n\n*Changed in version 3.1:* Added *slow*."
    thing = Thing("tea.pour", "function", "function", _PAGE, marked, "tea.pour(slow=0)")
    texts = SmallTexts(PYTHON, (thing,))
    entry = texts.entries.named("tea.pour")[0]
    assert (
        markdown_of(parameter_text(texts, entry, "slow"))
        == "*Changed in version 3.1:* Added *slow*."
    )
    said, is_known = argument_text(texts, entry, "slow")
    assert is_known
    assert markdown_of(said) == f"Pour it.\n\n{marked[-39:]}"


@pytest.mark.parametrize(
    ("call", "last"),
    [
        ("Pot(size=1)", "How large it is."),
        ("Pot(glaze=1)", "What it is covered with."),  # it takes any name
        ("Cup(stain=1)", None),  # it does not
        ("Pot(fill=1)", None),  # a method is no parameter
    ],
)
def test_an_attribute_of_a_class_describes_its_parameter(call: str, last: str | None) -> None:
    source = f"from tea import *\n{call}"
    things = (*_THINGS, Thing("tea", "module", "module", _PAGE, "Tea."))
    snapshot = snapshot_of(SmallTexts(PYTHON, things))
    found = hover(snapshot, source, source.index("=1") - 1, HoverSettings(links="off"))
    assert (None if found is None else found.text.split("\n\n")[-1]) == last


_TEAS = """\
*sort* is one of these:

| Value     | Meaning   |
| --------- | --------- |
| `'green'` | It is so. |

The *size* is `'large'`.
"""


def test_a_value_is_described_by_a_list_that_the_text_refers_to() -> None:
    things = (
        Thing("tea.pour", "function", "function", _PAGE, _TEAS, "tea.pour(sort=1, size=2)"),
        Thing("tea.pour_all", "function", "function", _PAGE, "As pour() does.", "tea.pour_all(sort=1)"),
    )  # fmt: skip
    texts = _LinkedTexts(PYTHON, things)
    pour, pour_all = (texts.entries.named(one)[0] for one in ("tea.pour", "tea.pour_all"))
    row = "`'green'` — It is so."
    assert markdown_of(value_text(texts, pour, "sort", "green")) == row
    assert markdown_of(value_text(texts, pour_all, "sort", "green")) == row
    assert markdown_of(value_text(texts, pour, "size", "large")) == "The *size* is `'large'`."
    assert value_text(texts, pour_all, "size", "large") == ()
    assert value_text(texts, pour_all, "sort", "large") == ()


_KEYS = """\
Mix them.

{words}

| Value | Meaning |
| ----- | ------- |
| `'a'` | A.      |
"""


@pytest.mark.parametrize(
    ("form", "words", "row"),
    [
        ("tea.mix(*keys)", "The keys are:", "`'a'` — A."),
        ("tea.mix(*keys)", "More than one key is read.\n\nThese there are:", "`'a'` — A."),
        ("tea.mix(keys, by)", "The keys are:", ""),
        ("tea.mix(taste)", "It returns one of these:", ""),  # of the result
    ],
)
def test_a_list_may_be_about_the_only_parameter_of_a_function(
    form: str, words: str, row: str
) -> None:
    text = _KEYS.format(words=words)
    texts = SmallTexts(PYTHON, (Thing("tea.mix", "function", "function", _PAGE, text, form),))
    name = "taste" if "taste" in form else "keys"
    assert markdown_of(value_text(texts, texts.entries[0], name, "a")) == row
