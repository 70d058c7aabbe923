"""Signature help: the manual's call forms, and its text about the argument being typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from docs_lsp.blocks.layout import plain_layout
from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Parameter, Signature
from docs_lsp.features.parameter_text import parameter_text
from docs_lsp.resolve import ModuleFinder, resolve_call
from docs_lsp.resolve.complete.open_call import Arguments, OpenCall


@dataclass(frozen=True, slots=True)
class Form:
    """One call form: its text, and the spans of its parameters in it (code points).

    `active` is the index in `parameters` of the one being typed, or None if the form lacks it.
    """

    text: str
    parameters: tuple[tuple[int, int], ...]
    active: int | None


@dataclass(frozen=True, slots=True)
class Help:
    """The call forms, the index of the best one, and the text about its active parameter."""

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
    """Return the call forms of the innermost call around *offset*, or None."""
    call = resolve_call(source, offset, snapshot.names, modules)
    if call is None:
        return None
    texts = snapshot.texts(call.entry)
    written = texts.signatures(call.entry)
    forms = tuple(_form(one, call) for one in written)
    if not forms:
        return None
    active = _best(written, call)
    parameter = forms[active].active
    if parameter is None:
        return Help(forms, active)
    said = parameter_text(texts, call.entry, _listed(written[active])[parameter].name)
    return Help(forms, active, (markdown_of(said) if markdown else plain_layout(said)) or None)


def _best(forms: Sequence[Signature], call: OpenCall) -> int:
    """Return the index of the first call form that accepts the arguments of the call.

    Where none takes one more positional argument, the argument being typed is a keyword.
    """
    positional = (at for at, one in enumerate(forms) if _fits(one, call))
    by_keyword = (
        at for at, one in enumerate(forms) if _takes_keywords(one) and _fits(one, call, typed=False)
    )
    return next(positional, next(by_keyword, 0))


def _takes_keywords(written: Signature) -> bool:
    """Whether a call form has parameters that are given by keyword alone."""
    return any(one.name.startswith("*") for one in written.parameters)


def _form(written: Signature, call: OpenCall) -> Form:
    text = written.text
    at = text.find("(") + 1
    spans = []
    for parameter in _listed(written):
        found = text.find(parameter.name, at)
        start = found if found >= 0 else at
        at = start + len(parameter.name)
        if parameter.default is not None:
            end = text.find(parameter.default, at)
            at = end + len(parameter.default) if end >= 0 else at
        spans.append((start, at))
    return Form(text, tuple(spans), _active(written, call))


def _listed(written: Signature) -> list[Parameter]:
    """Return the parameters without the markers `/` and `*`."""
    return [one for one in written.parameters if one.name.strip("*/[]")]


def _active(written: Signature, call: OpenCall) -> int | None:
    """Return the index of the parameter that the argument being typed is for."""
    arguments = call.arguments
    names = [one.name for one in _listed(written)]
    if arguments.keyword is not None:
        if arguments.keyword in names:
            return names.index(arguments.keyword)
        return _any_keyword(names)
    if arguments.splat == "**":
        return _any_keyword(names)
    positional_names = _positional_names(written)
    if not arguments.given:
        rest = next((at for at, name in enumerate(positional_names) if name.startswith("*")), None)
        if not arguments.starred and arguments.position < len(positional_names):
            return arguments.position
        if rest is not None:
            return rest
    return _only_keyword(written, arguments)


def _any_keyword(names: Sequence[str]) -> int | None:
    """Return the index of the parameter that takes any keyword."""
    return next((at for at, name in enumerate(names) if name.startswith("**")), None)


def _only_keyword(written: Signature, arguments: Arguments) -> int | None:
    """Return the index of the parameter that the keyword being typed names, if just one matches."""
    names = [one.name for one in _listed(written)]
    filled = 0 if arguments.starred else arguments.position - len(arguments.given)
    taken = {*arguments.given, *_positional_names(written)[:filled]}
    marks = [one.name for one in written.parameters]
    taken.update(marks[: marks.index("/")] if "/" in marks else ())
    left = [
        at
        for at, name in enumerate(names)
        if name not in taken and name.isidentifier() and name.startswith(arguments.word)
    ]
    is_open = not arguments.word and _any_keyword(names) is not None
    return left[0] if len(left) == 1 and not is_open else None


def _positional_names(written: Signature) -> list[str]:
    """Return the names of the positional parameters, in order."""
    found: list[str] = []
    for one in written.parameters:
        if one.name == "*" or one.name.startswith("**"):
            break
        if one.name.strip("*/[]"):
            found.append(one.name)
        if one.name.startswith("*"):
            break
    return found


def _fits(written: Signature, call: OpenCall, *, typed: bool = True) -> bool:
    """Whether a call form accepts the arguments of the call, and the one being *typed*."""
    arguments = call.arguments
    names = {one.name for one in written.parameters}
    takes_any = any(name.startswith("**") for name in names)
    named = [*arguments.given, *([arguments.keyword] if arguments.keyword is not None else [])]
    if not takes_any and not names.issuperset(named):
        return False
    is_positional = typed and arguments.keyword is None and not arguments.given
    filled = arguments.position - len(arguments.given)
    positional_names = _positional_names(written)
    return (
        filled + is_positional <= len(positional_names)
        or any(name.startswith("*") for name in positional_names)
        or filled == 0
    )
