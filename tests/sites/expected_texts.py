"""Texts of the site of `extensions/`, by the extension that writes them.

Each entry has its call forms, its parameters with their defaults, and its plain text.
"""

from site_reading import Read, Text, folded


def _text(text: str, signature: str = "", *parameters: str) -> Text:
    return Text((folded(signature),) if signature else (), parameters, folded(text))


EXPECTED: dict[str, Read] = {
    "sphinx-autoapi": {
        ("brewauto", "py"): _text("brewauto Found by autoapi."),
        ("brewauto.rinse", "py"): _text(
            "Rinse a cup.",
            "brewauto.rinse(cup: str, *, twice: bool = False) \u2192 str",
            "cup=None",
            "*=None",
            "twice=False",
        ),
        ("brewauto.Pot.find", "py"): _text(
            "Find a pot.", "async static find(name: str) \u2192 str", "name=None"
        ),
    },
    "autosummary": {
        ("brewkit.pick", "py"): _text("Pick beans by hand.", "brewkit.pick(beans)", "beans=None"),
        ("index", "std"): _text("brewtools brewkit.pick(beans) Pick beans by hand."),
    },
    "numpydoc": {
        ("brewnumpy.roast", "py"): _text(
            "Roast the beans. Parameters: beans : str The beans to roast. degrees : int How hot. "
            "Returns: str The roast.",
            "brewnumpy.roast(beans, degrees=200)",
            "beans=None",
            "degrees=200",
        ),
    },
    "sphinx-tabs": {("install", "std"): _text("Install Linux Use apt. Windows Use winget.")},
    "sphinx-design": {
        ("design", "std"): _text(
            "Design Pot Use a pot. Press Use a press. A card Words of a card. "
            "More Words that drop down."
        ),
    },
    "sphinx-prompt": {("prompts", "std"): _text("Prompts brew --strong")},
    "sphinxcontrib-mermaid": {("drawing", "std"): _text("Drawing graph TD; Beans-->Cup")},
    "sphinx-paramlinks": {
        ("brewnumpy.stir", "py"): _text(
            "Stir the cup. Parameters: cup \u2013 The cup to stir. spoon \u2013 What to stir with.",
            "brewnumpy.stir(cup, spoon=None)",
            "cup=None",
            "spoon=None",
        ),
        ("brewnumpy.stir.params.cup", "py"): _text("cup \u2013 The cup to stir."),
        ("brewnumpy.stir.params.spoon", "py"): _text("spoon \u2013 What to stir with."),
    },
    "sphinxcontrib-httpdomain": {
        ("/cups/(int:number)", "http"): _text(
            "Give one cup. Status Codes: 200 OK \u2013 there is a cup", "GET /cups/(int: number)"
        ),
    },
    "sphinx-click": {
        ("brewclick", "std"): _text(
            "brewclick Brew from the command line. Usage brewclick [OPTIONS] Options"
        ),
        ("brewclick.--strong", "std"): _text("Use less water.", "-s, --strong"),
        ("brewclick.-s", "std"): _text("Use less water.", "-s, --strong"),
    },
    "sphinx-argparse": {
        ("brewarg", "commands"): _text("usage: brewarg [-h] [--fine FINE]"),
        ("Named Arguments", "std"): _text("Named Arguments --fine Grind finely."),
    },
    "sphinxcontrib-typer": {
        ("brewtyper", "typer"): _text(
            "brewtyper Usage: brewtyper [OPTIONS] Brew with Typer. Options "
            "--cups <int> How many cups. [default: 1] --help <bool> Show this message and exit."
        ),
    },
    "myst-nb": {("cells", "std"): _text('Cells brew("arabica") Note A note in MyST.')},
}
