"""The words about a parameter: those of its function's text, or else of what that text refers to.

A class may describe what it is made of as attributes of the same names or in its `__init__`, and a
function with the parameters of another one may but refer to it.
"""

from collections.abc import Iterator
from typing import Final

from docs_lsp.blocks import Blocks, Paragraph, ParagraphKind, Span, Words
from docs_lsp.blocks.plain import flat, text_of
from docs_lsp.blocks.sentences import announces, as_sentence, joined, sentences
from docs_lsp.describe.going_on import with_sentences_before
from docs_lsp.describe.naming import mentions
from docs_lsp.describe.parameter import is_beside, is_listed, parameter_blocks
from docs_lsp.describe.parts import unfolded
from docs_lsp.describe.selection import concluded, is_history, own_blocks
from docs_lsp.docsets.snapshot import Texts
from docs_lsp.entry import Entry, Parameter
from docs_lsp.resolve import any_parameter, names_parameter

CALLED: Final = ("function", "method", "class", "staticmethod", "classmethod")
SECTIONS: Final = ("label", "section")
_MOST_PARAGRAPHS: Final = 2  # of a text that but refers to another
_MOST_SENTENCES: Final = 2  # of a paragraph that refers to another function
_MOST_STEPS: Final = 2  # from a function to one that it refers to
_IN_COMMON: Final = 3  # parameters of a function and the one that it refers to


def parameter_text(texts: Texts, entry: Entry, name: str) -> Blocks:
    """Return what is said of the parameter *name* of *entry*; `()` if nothing."""
    return _said(texts, entry, name.lstrip("*"), _MOST_STEPS)[0]


def argument_text(texts: Texts, entry: Entry, name: str) -> tuple[Blocks, bool]:
    """Return what is said of an argument as `parameter_text` does, and whether *entry* takes it.

    Version marks alone come after what the thing is.
    """
    said, is_known = _said(texts, entry, name, _MOST_STEPS)
    if said and all(map(is_history, said)):
        first = next((sentences(one.words)[:1] for one in prose_of(texts, entry)), [])
        said = (*(Paragraph(as_sentence(one)) for one in first), *said)
    return said, is_known or is_taken(texts, entry, name)


def _said(texts: Texts, entry: Entry, name: str, steps: int) -> tuple[Blocks, bool]:
    blocks = texts.blocks(entry)
    said = parameter_blocks(blocks, name)
    is_named = is_taken(texts, entry, name)
    any_name = None if is_named else any_parameter(entry)
    if said and any_name is None:
        return _with_another(texts, entry, name, said, steps), True
    # Where a call accepts any keyword, only what the text lists or names beside that counts.
    if said and (is_listed(said, name) or _is_among(blocks, name, any_name or "")):
        return said, True
    if not is_named and any_name is None:
        found = _of_maker(texts, entry, name)
        if not found and _is_formless(entry):
            found = _of_another(texts, entry, name, any_name, steps)
        return found, bool(found)
    found = (
        _of_attribute(texts, entry, name)
        or _of_linked_class(texts, entry, name, any_name or "")
        or _of_another(texts, entry, name, any_name, steps)
        or _of_like_class(texts, entry, name)
        or _of_double(texts, entry, name, steps)
    )
    return found, bool(found)


def _is_among(blocks: Blocks, name: str, any_name: str) -> bool:
    """Whether a block speaks of a parameter and of the one that takes any: `**kwargs`."""
    return bool(any_name) and any(
        mentions(block, name) and mentions(block, any_name) for block in unfolded(blocks)
    )


def _of_attribute(texts: Texts, entry: Entry, name: str) -> Blocks:
    """Return the text of the attribute of a class that is called as a parameter."""
    if not entry.is_class:
        return ()
    for one in texts.entries.members(entry.name):
        if one.role in ("attribute", "property") and one.name == f"{entry.name}.{name}":
            return concluded(own_blocks(texts.blocks(one)))
    return ()


def _of_maker(texts: Texts, entry: Entry, name: str) -> Blocks:
    """Return what the `__init__` of a class says of a parameter, if that is described apart."""
    if not _is_formless(entry):
        return ()
    for one in texts.entries.members(entry.name):
        if one.name == f"{entry.name}.__init__" and names_parameter(one, name):
            return parameter_blocks(texts.blocks(one), name)
    return ()


def _is_formless(entry: Entry) -> bool:
    """Whether a class has no call form of its own."""
    return entry.is_class and "(" not in (entry.signature or "")


def _of_another(texts: Texts, entry: Entry, name: str, any_name: str | None, steps: int) -> Blocks:
    """Return a short text that refers to a function beside it, and what that says of *name*.

    Of a text between the two nothing is returned.
    """
    prose = list(prose_of(texts, entry))
    if not steps or not (_has(texts, entry, name) or any_name or _is_formless(entry)):
        return ()
    if len(prose) > _MOST_PARAGRAPHS and not any_name:
        return ()
    for paragraph in prose[:_MOST_PARAGRAPHS]:
        for sentence, other in _referred(texts, entry, paragraph):
            if not any_name and not _has(texts, other, name):
                continue
            said, is_known = _said(texts, other, name, steps - 1)
            if said and is_known:
                is_first = steps == _MOST_STEPS  # what one between says is about that one
                return (*concluded((Paragraph(sentence),)), *said) if is_first else said
            if not any_name:
                return ()
    return ()


def _with_another(texts: Texts, entry: Entry, name: str, said: Blocks, steps: int) -> Blocks:
    """Return what is *said*, with what another function says to which its paragraph refers.

    That must have further parameters of the same names. What is said may be of versions alone.
    """
    prose = list(prose_of(texts, entry))
    paragraphs = [one for one in prose if mentions(one, name)]
    if len(paragraphs) > 1 or not steps:
        return said
    if paragraphs and len(sentences(paragraphs[0].words)) > _MOST_SENTENCES:
        return said
    if not paragraphs and not all(map(is_beside, said)):
        return said
    for paragraph in paragraphs or prose[:_MOST_PARAGRAPHS]:
        for sentence, other in _referred(texts, entry, paragraph):
            if not _has(texts, other, name) or _in_common(texts, entry, other) < _IN_COMMON:
                continue
            more, _is_known = _said(texts, other, name, steps - 1)
            if not set(more) <= set(said):
                own = paragraph if paragraphs else Paragraph(sentence)
                whole = text_of((own,))
                rest = [one for one in said if one not in more and text_of((one,)) not in whole]
                leading = rest[:1] if paragraphs and rest[:1] == [*said[:1]] else []
                return (*leading, own, *more, *rest[len(leading) :])
    return said


def _of_linked_class(texts: Texts, entry: Entry, name: str, any_name: str) -> Blocks:
    """Return the text of an attribute that is a keyword argument too: `delimiter` of a dialect.

    The paragraph on `**keywords` links to the class, or to a section that does.
    """
    if not any_name:
        return ()
    own = parameter_blocks(texts.blocks(entry), any_name)
    for paragraph in prose_of(texts, entry):
        if not mentions(paragraph, any_name):
            continue
        for one in linked_by(texts, paragraph.words):
            around = prose_of(texts, one) if one.role in SECTIONS else ()
            for owner in (
                one,
                *(other for part in around for other in linked_by(texts, part.words)),
            ):
                said = _of_attribute(texts, owner, name) if is_neighbour(owner, entry) else ()
                if said:
                    return own + said
    return ()


def _of_like_class(texts: Texts, entry: Entry, name: str) -> Blocks:
    """Return the text of an attribute of a class that has one for all that a function may be given.

    The function links to that: `textwrap.wrap` takes what a `TextWrapper` keeps.
    """
    given = {one.name for one in parameters_of(texts, entry) if one.default is not None}
    for paragraph in prose_of(texts, entry):
        for sentence in sentences(paragraph.words):
            for owner in linked_by(texts, sentence):
                if not owner.is_class or not is_neighbour(owner, entry):
                    continue
                members = texts.entries.members(owner.name)
                last = {one.name.rpartition(".")[2] for one in members}
                is_alike = len(given) >= _IN_COMMON and given <= last
                said = _of_attribute(texts, owner, name) if is_alike else ()
                if said:
                    return (*concluded((Paragraph(sentence),)), *said)
    return ()


def _of_double(texts: Texts, entry: Entry, name: str, steps: int) -> Blocks:
    """Return what a second description of the same thing says, to which the text links.

    That may refer to something with the very same parameters: the second one of `bytes` to that of
    `bytearray`.
    """
    forms = {one.text for one in texts.signatures(entry)}
    for double in _linked_in(texts, entry) if steps else ():
        if not forms or {one.text for one in texts.signatures(double)} != forms:
            continue
        for other in (double, *_linked_in(texts, double)):
            if _names_of_parameters(texts, other) == _names_of_parameters(texts, entry):
                found = _said(texts, other, name, steps - 1)[0]
                if found:
                    return found
    return ()


def _linked_in(texts: Texts, entry: Entry) -> Iterator[Entry]:
    """Yield what the prose of an entry links to, but not the entry itself."""
    for paragraph in prose_of(texts, entry):
        yield from (one for one in linked_by(texts, paragraph.words) if one.unit != entry.unit)


def parameters_of(texts: Texts, entry: Entry) -> list[Parameter]:
    """Return the parameters of all call forms of an entry, one form after the other."""
    return [one for form in texts.signatures(entry) for one in form.parameters]


def _names_of_parameters(texts: Texts, entry: Entry) -> list[str]:
    return [one.name for one in parameters_of(texts, entry)]


def prose_of(texts: Texts, entry: Entry) -> Iterator[Paragraph]:
    """Yield the paragraphs of an entry's text that are plain prose."""
    for one in texts.blocks(entry):
        if isinstance(one, Paragraph) and one.kind is ParagraphKind.PROSE:
            yield one


def _referred(texts: Texts, entry: Entry, paragraph: Paragraph) -> Iterator[tuple[Words, Entry]]:
    """Yield the functions and classes of its module that a paragraph links to, each in a sentence.

    What it links to in parentheses is left out, and its own methods. A sentence comes with those
    that it goes on from.
    """
    whole = sentences(paragraph.words)
    for at, sentence in enumerate(whole):
        if announces(sentence):
            continue
        for other in linked_by(texts, sentence):
            is_own = f"{other.name}.".startswith(f"{entry.name}.")
            if other.role in CALLED and not is_own and is_neighbour(other, entry):
                yield joined([whole[one] for one in with_sentences_before(whole, [at])]), other


def is_neighbour(other: Entry, entry: Entry) -> bool:
    """Whether *other* is a member of what *entry* is a member of."""
    return other.name.startswith(f"{entry.name.rpartition('.')[0]}.")


def _in_common(texts: Texts, entry: Entry, other: Entry) -> int:
    names = _names_of_parameters(texts, entry)
    return len({name for name in names if _has(texts, other, name)})


def is_taken(texts: Texts, entry: Entry, name: str) -> bool:
    """Whether a call form of *entry* names a parameter."""
    names = _names_of_parameters(texts, entry)
    return names_parameter(entry, name) or any(one.strip("*") == name for one in names)


def _has(texts: Texts, entry: Entry, name: str) -> bool:
    """Whether a call form of *entry* has a parameter of that name with a default."""
    parameters = parameters_of(texts, entry)
    return any(one.name == name and one.default is not None for one in parameters)


def linked_by(texts: Texts, words: Words) -> Iterator[Entry]:
    """Yield what words link to, in order, but not what they link to in parentheses."""
    before = ""
    for one in words:
        before += flat((one,))
        if isinstance(one, Span) and one.anchor and before.count("(") == before.count(")"):
            yield from texts.entries.at(one.anchor)
