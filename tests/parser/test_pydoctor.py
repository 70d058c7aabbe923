"""Sites of pydoctor: a page for each module and class, with their members on it."""

from page_kit import SITE, body, body_at, unit_at

from docs_lsp.entry import Parameter
from docs_parser.units import WantedUnit, page_units

MEMBER = """<div class="basemethod"><a name="tea.Pot.{name}"> </a><a name="{name}"> </a>
<div class="functionHeader">{decorator}<span class="py-keyword">{keyword}</span>&#160;<span class="py-defname">{name}</span><span class="function-signature">({parameters}):</span>
<a class="headerLink" href="#{name}">\u00b6</a></div><div class="docstring functionBody">{words}</div></div>"""
FIELDS = """<table class="fieldTable"><tr class="fieldStart"><td class="fieldName" colspan="2">Parameters</td></tr>
<tr><td class="fieldArgContainer"><span class="fieldArg">leaf:</span><code>str</code></td><td class="fieldArgDesc">What to steep.</td></tr>
<tr><td class="fieldArgContainer"><span class="fieldArg">minutes</span></td><td class="fieldArgDesc"><p>How long.</p></td></tr></table>"""
SELF = '<span class="rst-sig-param"><span class="rst-undocumented">self</span>, </span>'
GIVEN = '<span class="rst-sig-param">leaf, </span><span class="rst-sig-param">minutes=3</span>'
STEEP = MEMBER.format(
    name="steep",
    decorator="",
    keyword="async&#160;def",
    parameters=SELF + GIVEN,
    words=f"<div><p>Steep it.</p>{FIELDS}</div>",
)
FULL = """<div class="baseproperty"><a name="full"> </a><div class="functionHeader"><div><span class="decorator">@property<br></span></div>
<span class="py-defname">full</span> =</div><div class="functionBody"><div><p class="undocumented">Undocumented</p></div></div></div>"""
PAGE = f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html><body><nav>Menu</nav><main>
<div class="page-header"><h1><code>tea</code>.<code>Pot</code></h1></div><div class="categoryHeader">class documentation</div>
<div class="extrasDocstring"><p class="class-signature">class Pot:</p><p>Constructor: <code>Pot(size)</code></p><p><a href="classIndex.html#tea.Pot">View In Hierarchy</a></p></div>
<div class="moduleDocstring"><div><p>A pot.</p></div></div>
<div id="split-tables"><table class="children"><tr><td>Method</td><td>steep</td><td>Steep it.</td></tr></table></div>
<div id="child-list">{STEEP}{FULL}</div></main></body></html>"""


def test_a_method_has_its_call_form_and_its_parameters() -> None:
    unit = unit_at(STEEP, "steep")
    (signature,) = unit.signatures
    assert signature.text == "async steep(leaf, minutes=3)"
    assert signature.parameters == (Parameter("leaf"), Parameter("minutes", "3"))
    assert body(unit).text == (
        "Steep it. Parameters leaf (str) \u2013 What to steep. minutes \u2013 How long."
    )


def test_both_names_of_a_member_mean_it() -> None:
    assert body_at(STEEP, "tea.Pot.steep").text == body_at(STEEP, "steep").text


def test_a_member_without_words_borrows_none() -> None:
    unit = unit_at(FULL + STEEP, "full")
    assert (unit.signatures[0].text, unit.is_described) == ("property full", False)
    assert body(unit).markdown == ""


def test_the_page_of_a_class_says_what_it_is_and_not_what_its_members_are() -> None:
    result = page_units("page.html", PAGE, [WantedUnit(""), WantedUnit("steep")], SITE)
    assert body(result.units[result.found[WantedUnit("")]]).text == (
        "tea.Pot A pot. Constructor: Pot(size)"
    )


def test_a_field_of_words_alone_keeps_them() -> None:
    fields = """<table class="fieldTable"><tr class="fieldStart"><td class="fieldName" colspan="2">Returns</td></tr>
<tr><td colspan="2">The tea, see <code>Cup</code>.</td></tr></table>"""
    unit = unit_at(STEEP.replace(FIELDS, fields), "steep")
    assert body(unit).text == "Steep it. Returns The tea, see Cup."


OLD_STEEP = """<div class="basemethod"><a name="tea.Pot.steep"> </a><a name="steep"> </a>
<div class="functionHeader">
 <span class="py-keyword">def</span> <span class="py-defname">steep</span>(self, leaf, *rest, minutes=(1, 2), **more):
 <a class="sourceLink" href="x">(source)</a></div><div class="docstring functionBody"><div><p>Steep it.</p></div></div></div>"""


def test_older_pages_keep_their_members_and_their_call_forms() -> None:
    page = PAGE.replace("child-list", "childList").replace(STEEP, OLD_STEEP)
    named = '<p><code><span class="py-keyword">class</span> <span class="py-defname">Pot</span>(Vessel)</code></p>'
    page = page.replace('<p class="class-signature">class Pot:</p>', named)
    result = page_units("page.html", page, [WantedUnit(""), WantedUnit("steep")], SITE)
    steep = result.units[result.found[WantedUnit("steep")]]
    assert body(steep).text == "Steep it."
    pot = result.units[result.found[WantedUnit("")]]
    assert body(pot).text == "tea.Pot A pot. Constructor: Pot(size)"
    assert [one.text for one in steep.signatures] == ["steep(leaf, *rest, minutes=(1, 2), **more)"]
