"""Signature help: the manual's call forms, and what it says of the argument being typed."""

from dataclasses import dataclass

from docs_lsp.describe.markdown_blocks import plain_text
from docs_lsp.describe.parameter import parameter_sentences
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Parameter, Signature
from docs_lsp.resolve import ModuleFinder, OpenCall, resolve_call


@dataclass(frozen=True, slots=True)
class Form:
    """One call form: its text, and where its parameters stand in it (code points).

    `active` is the place in `parameters` of the one that is being typed, if the form has it.
    """

    text: str
    parameters: tuple[tuple[int, int], ...]
    active: int | None


@dataclass(frozen=True, slots=True)
class Help:
    """The call forms, which of them fits best, and what is said of the active parameter."""

    forms: tuple[Form, ...]
    active: int
    said: str | None = None


def signature_help(
    snapshot: Snapshot,
    source: str,
    offset: int,
    modules: ModuleFinder | None = None,
    *,
    markdown: bool = True,
) -> Help | None:
    """Return the call forms of what is called around *offset*, or None."""
    call = resolve_call(source, offset, snapshot.names, modules)
    if call is None:
        return None
    texts = snapshot.texts(call.entry)
    written = texts.signatures(call.entry)
    forms = tuple(_form(one, call) for one in written)
    if not forms:
        return None
    fitting = [place for place, one in enumerate(written) if _fits(one, call)]
    active = fitting[0] if fitting else 0
    parameter = forms[active].active
    said = None
    if parameter is not None:
        name = _listed(written[active])[parameter].name
        said = parameter_sentences(texts.body(call.entry).markdown, name)
    return Help(forms, active, said if said is None or markdown else plain_text(said))


def _form(written: Signature, call: OpenCall) -> Form:
    text = written.text
    place = text.find("(") + 1
    spans = []
    for parameter in _listed(written):
        found = text.find(parameter.name, place)
        start = found if found >= 0 else place
        place = start + len(parameter.name)
        if parameter.default is not None:
            end = text.find(parameter.default, place)
            place = end + len(parameter.default) if end >= 0 else place
        spans.append((start, place))
    return Form(text, tuple(spans), _active(written, call))


def _listed(written: Signature) -> list[Parameter]:
    """Return the parameters without the marks between them."""
    return [one for one in written.parameters if one.name.strip("*/[]")]


def _active(written: Signature, call: OpenCall) -> int | None:
    """Return the place of the parameter that the argument being typed is for."""
    listed = _listed(written)
    names = [one.name for one in listed]
    if call.keyword is not None:
        if call.keyword in names:
            return names.index(call.keyword)
        return next((at for at, name in enumerate(names) if name.startswith("**")), None)
    if call.given or call.starred:
        return None  # by keyword alone may follow; which one is not typed yet
    by_place = _by_place(written)
    if call.place < len(by_place):
        return call.place
    rest = [at for at, name in enumerate(by_place) if name.startswith("*")]
    return rest[0] if rest else None


def _by_place(written: Signature) -> list[str]:
    """Return the names of the parameters that take arguments by their place, in that order."""
    found: list[str] = []
    for one in written.parameters:
        if one.name == "*" or one.name.startswith("**"):
            break
        if one.name.strip("*/[]"):
            found.append(one.name)
        if one.name.startswith("*"):
            break
    return found


def _fits(written: Signature, call: OpenCall) -> bool:
    """Whether a call form takes all arguments that are there."""
    names = {one.name for one in written.parameters}
    takes_any = any(name.startswith("**") for name in names)
    by_keyword = [*call.given, *([call.keyword] if call.keyword is not None else [])]
    if not takes_any and not names.issuperset(by_keyword):
        return False
    places = call.place - len(call.given) + (call.keyword is None and not call.given)
    by_place = _by_place(written)
    return places <= len(by_place) or any(name.startswith("*") for name in by_place) or places == 1
