"""The variants of the site, and what is known to differ between them."""

import re
from dataclasses import dataclass, field

from site_environments import NEWEST, SPHINXES, THEMES


@dataclass(frozen=True)
class Variant:
    """One way to build a site.

    `source` is its folder; `options` are values of its `conf.py`. A *maker* describes the package
    itself instead of following the directives of `source/`, and is compared in that part alone.
    """

    name: str
    environment: str
    builder: str = "html"
    options: dict[str, object] = field(default_factory=dict)
    source: str = "source"

    @property
    def is_maker(self) -> bool:
        """Whether it describes the package by itself."""
        return self.source != "source"


VARIANTS = (
    *(Variant(f"Sphinx {name}", name) for name in SPHINXES),
    *(Variant(f"Sphinx {name}, {builder}", name, builder)
      for name in ("1.8", "3.5", "5", "8", NEWEST) for builder in ("dirhtml", "singlehtml")),
    Variant("classic", NEWEST, options={"html_theme": "classic"}),
    *(Variant(name, NEWEST, options={"html_theme": theme}) for name, theme in THEMES.items()
      if name != "immaterial"),
    Variant("immaterial", NEWEST, options={"html_theme": "sphinx_immaterial", "extensions": [
        "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_immaterial"],
        "html_theme_options": {"font": False}}),
    Variant("one parameter a line", NEWEST, options={"maximum_signature_line_length": 1}),
    *(Variant(f"Sphinx {name}, one parameter a line", name,
              options={"maximum_signature_line_length": 1}) for name in ("7", "8")),
    Variant("Japanese", NEWEST, options={"language": "ja"}),
    Variant("Chinese", NEWEST, options={"language": "zh_CN"}),
    Variant("autosummary", NEWEST, source="makers/autosummary"),
    Variant("sphinx-autoapi", "extensions", source="makers/autoapi"),
    Variant("sphinx-autodoc2", "autodoc2", source="makers/autodoc2"),
    Variant("mkdocstrings", "mkdocs", "mkdocs", source="makers/mkdocs"),
    Variant("mkdocstrings, Zensical", "zensical", "zensical", source="makers/mkdocs"),
    Variant("pydoctor", "pydoctor", "pydoctor", source="makers"),
)  # fmt: skip
REFERENCE = next(one for one in VARIANTS if one.name == f"Sphinx {NEWEST}")
EXTENSIONS = Variant("extensions", "extensions", source="extensions")
# The things of `source/` that are in the package, and not written by hand.
PACKAGE = re.compile(r"brewkit\.(brew|measure|wait|pick|Kettle|DryError)(\..+)?")


# What differs for a reason outside of the parser: variant, entry, and the reason.
KNOWN: tuple[tuple[str, str, str], ...] = (
    (
        "Sphinx (2|3.5|4.5)",
        "brew: text",
        "before Sphinx 5 the colon of a field is in a style sheet",
    ),
    ("Sphinx 1.8", "measure: signatures", "Sphinx 1.8 prints no annotations of *args and **kwargs"),
    ("Sphinx 1.8", "wait: signatures", "Sphinx 1.8 does not print async"),
    ("Sphinx 1.8", "full: signatures", "Sphinx 1.8 does not print property"),
    (
        "immaterial",
        "missing",
        "its inventory lacks C and C++: findings/immaterial_inventory_lacks_c.sh",
    ),
    ("immaterial", "brew: text", "immaterial prints types and defaults with the parameters"),
    ("Japanese|Chinese", "(brew|pour|drain): text", "Sphinx's own words are translated"),
    ("autosummary", "Kettle: text", "autosummary's page of a class lists its members in tables"),
    ("autosummary|autodoc2|pydoctor", "__init__: only here", "it describes __init__ too"),
    ("autoapi|pydoctor", "litres: only here", "it describes what __init__ assigns too"),
    ("autoapi|autodoc2|mkdocs|pydoctor", "brewkit: only here", "it describes the module too"),
    ("autoapi|autodoc2|mkdocs", "DryError: text", "it names the bases of a class"),
    ("autodoc2", "brew: text", "it does not know the sections of Google's style"),
    ("autodoc2", "Kettle: text", "it prints a heading for __init__"),
    ("mkdocs|pydoctor", "brew: text", "sections have no colon, results a type before their words"),
    ("mkdocs", "Kettle: (signatures|parameters)", "it leaves out an __init__ without words"),
    ("mkdocs", "DryError: signatures", "it calls an exception a class"),
    ("pydoctor", "wait: signatures", "it leaves out a result of None"),
    (
        "pydoctor",
        "(Kettle|DryError): (signatures|parameters|text)",
        "a class is a page with its name as the title, and no description with a call form",
    ),
)
