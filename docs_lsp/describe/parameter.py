"""The manual's words about one parameter: paragraphs, list items and sentences.

Manuals print a parameter's name in italics where they speak of it (`If *capture_output* is true`),
as code (`shell=True`), or at the head of an item of a list.
"""

import re
from collections.abc import Iterator
from textwrap import dedent
from typing import Final

from docs_lsp.describe.markdown_blocks import blocks_of, own_prose

# A sentence, up to where the next one begins; `e.g. *this*` goes on.
_SENTENCE: Final = re.compile(
    r".+?(?:[.!?](?<!e\.g\.)(?<!i\.e\.)(?<!cf\.)(?<!vs\.)[)\]”\u2019*]*(?=\s+[A-Z*`\[(“])|\Z)",
    re.DOTALL,
)
_ITEMS: Final = re.compile(r"^(?=(?:-|\d+\.) )", re.MULTILINE)
_ITEM_MARK: Final = re.compile(r"(?:-|\d+\.) +")
_FENCE: Final = "```"
_LONGEST_LISTING: Final = 15  # lines
_LISTING: Final = (_FENCE, "|", "    ")
_VERSION: Final = re.compile(
    r"\*[^*]*\d[^*]*[:.\uff1a]\*"
)  # "Changed in version 3.9:", in emphasis
# How a paragraph or a sentence begins that is about the parameter named next.
_OPENING: Final = r"(?:(?:If|When|The|A|An|Optional|Set|With|optional|argument|parameter) )*"
# How a sentence begins that goes on from the one before it: alone it would be of something else.
_GOING_ON: Final = re.compile(
    r"[*_(\[]*(?:It|Its|They|Their|These|Those|Such|Otherwise|However|Then|Both|Similarly|Likewise"
    r"|If (?:not|so|it|omitted)|In (?:this|that|such|these|those|either|both)|Conversely|But"
    r"|Or|The (?:latter|former|same|default)|Th(?:is|at)(?! (?:function|method|class|module)\b))\b"
)
_ANY_NAME: Final = r"(?:\*{1,2}[A-Za-z_]\w*\*{1,2}|`\*{1,2}\w+`)"


def parameter_sentences(markdown: str, name: str) -> str | None:
    """Return, as Markdown, what *markdown* says of the parameter *name*: first what describes it.

    *markdown* is the stored text of a function or class; *name* may have its asterisks. None
    where the text does not speak of it.
    """
    bare = name.lstrip("*")
    if not bare.isidentifier():
        return None
    blocks = list(_announced(markdown))
    found = [said for block in blocks[:1] if (said := _said(block, bare))]
    found += [said for block in blocks[1:] if (said := _said(block, bare, is_first=False))]
    # Else in the order of the text, but a note that mentions it comes after what is about it.
    found.sort(key=lambda said: (not _is_headed(said, bare), is_beside(said)))
    return "\n\n".join(dict.fromkeys(found)) or None


def is_listed(said: str, name: str) -> bool:
    """Whether what is *said* of a parameter begins with an item of a list that is headed by it."""
    return any(_ITEMS.match(block) and _is_headed(block, name) for block in blocks_of(said))


def mentions(block: str, name: str) -> bool:
    """Whether a block speaks of the parameter *name*: in italics, or as code."""
    return _mention(name).search(block) is not None


def _announced(markdown: str) -> Iterator[str]:
    """Iterate over the blocks of a text; what announces a list or a listing is one with it."""
    head = ""
    whole = blocks_of(own_prose(markdown).strip())
    for block in (part for one in whole for part in _parts(one)):
        if head and (_ITEMS.match(block) or block.startswith(_FENCE)):
            yield f"{head}\n\n{block}"
            head = ""
            continue
        if head:
            yield head
        head = block if block.endswith((":", ":*")) else ""
        if not head:
            yield block
    if head:
        yield head


def is_beside(said: str) -> bool:
    """Whether what is said of a parameter is a note or a version mark."""
    return said.startswith(">") or _VERSION.match(said) is not None


def _parts(block: str) -> Iterator[str]:
    """Split what goes on in an item of a list from the items that come after it."""
    if not block.startswith(" "):
        yield block
        return
    going_on, *items = _ITEMS.split(block)
    yield dedent(going_on).strip()
    if items:
        yield "".join(items)


def _said(block: str, name: str, *, is_first: bool = True) -> str:
    """Return what one block says of *name*; listings and tables say nothing.

    The first one of a text is about its thing, a later one may be about the parameter.
    """
    if block.startswith(_LISTING):
        return ""
    if block.startswith(">"):
        return _said_in_quote(block, name)
    head, _, items = block.partition("\n\n") if not _ITEMS.match(block) else ("", "", block)
    if items.startswith(_FENCE):
        return _said_with_listing(head, items, name)
    if items and _is_about(head, name):
        return block
    is_about = not is_first and _introduces(_sentences(head)[:1], name)
    about_it = _sentences_about(head, name, is_about=is_about)
    about = [item for item in _items(items) if _says(item, name)]
    about.sort(key=lambda item: not _is_headed(item, name))
    return "\n\n".join(part for part in (about_it, "\n".join(about)) if part)


def _said_with_listing(head: str, listing: str, name: str) -> str:
    """Return the sentences of *head* on *name*, and the *listing* if the last one announces it.

    A long listing is left out where other sentences speak of the parameter.
    """
    about_it, last = _sentences_about(head, name), _sentences(head)[-1]
    is_long = listing.count("\n") > _LONGEST_LISTING
    if not _mention(name).search(last) or (about_it and is_long):
        return about_it
    return f"{about_it} {last}\n\n{listing}".lstrip()


def _items(text: str) -> list[str]:
    """Return the items of a list, each with the blocks that belong to it."""
    return [item.rstrip() for item in _ITEMS.split(text) if item.strip()]


def _says(item: str, name: str) -> bool:
    return _is_headed(item, name) or bool(_mention(name).search(item.split("\n", 1)[0]))


def _is_headed(item: str, name: str) -> bool:
    """Whether an item or a paragraph begins with *name*: linked, in italics, in bold."""
    words = _ITEM_MARK.sub("", item, count=1)
    return re.match(rf"\[?[`*]*{re.escape(name)}[`*]*(?![\w*`])", words) is not None


def _said_in_quote(block: str, name: str) -> str:
    """Return the note, or the version mark and those of its items that speak of *name*."""
    inner = re.sub(r"^> ?", "", block, flags=re.MULTILINE)
    head, _, items = inner.partition("\n\n")
    if not _VERSION.match(head):
        return block if _mention(name).search(inner) else ""
    said = [_ITEM_MARK.sub("", one, count=1) for one in _items(items) if _says(one, name)]
    about_it = _sentences_about(head, name)
    return "\n\n".join([about_it] if about_it else [f"{head} {one}" for one in said])


def _sentences_about(paragraph: str, name: str, *, is_about: bool = False) -> str:
    """Return the sentences of a paragraph that mention *name*, and those that go on about it.

    One that *is_about* it goes on until another name comes.
    """
    version = _VERSION.match(paragraph)
    whole = _sentences(paragraph)
    about = [whole[at] for at in _with_context(whole, _places_about(whole, name, is_about), name)]
    if about and version and not about[0].startswith(version[0]):
        about.insert(0, version[0])
    return " ".join(about)


def _places_about(sentences: list[str], name: str, is_about: bool) -> list[int]:  # noqa: FBT001
    """Return which sentences mention *name*, and which go on about it, as `_sentences_about`."""
    kept: list[int] = []
    goes_on = is_about
    for at, sentence in enumerate(sentences):
        if _is_about(sentence, name):
            goes_on, is_about = True, False
        elif _opens_with_another(sentence, name) or (is_about and _names_in(sentence) - {name}):
            goes_on = is_about = False
        # Words in parentheses continue the sentence before.
        is_aside = sentence.startswith("(") and at - 1 not in kept[-1:]
        is_aside = is_aside or sentence.endswith(":") or "[auditing event]" in sentence
        if not is_aside and (goes_on or _mention(name).search(sentence)):
            kept.append(at)
    return kept


def _with_context(sentences: list[str], kept: list[int], name: str) -> list[int]:
    """Return *kept* with the sentences that those go on from.

    The first may also go on, in other words, from one that names nothing.
    """
    found: list[int] = []
    for at in kept:
        first = at
        while first and first - 1 not in found and _GOING_ON.match(sentences[first]):
            first -= 1
        found += range(first, at + 1)
    before = found[0] - 1 if found else -1
    if before >= 0 and found[0] == kept[0] and not _is_about(sentences[kept[0]], name):
        said = sentences[before]
        if not (
            _names_in(said) or _VERSION.match(sentences[0]) or (before and _GOING_ON.match(said))
        ):
            found.insert(0, before)
    return found


def _sentences(paragraph: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.findall(paragraph)]


def _is_about(sentence: str, name: str) -> bool:
    """Whether a sentence begins with *name*, or with few words and then it."""
    named = rf"(?:\*{{1,2}}{re.escape(name)}\*{{1,2}}(?!\w)|`\*{{1,2}}{re.escape(name)}`)"
    return re.match(_OPENING + named, sentence) is not None


def _introduces(sentences: list[str], name: str) -> bool:
    """Whether the first sentence of a paragraph names this parameter alone."""
    return any(_names_in(one) == {name} and not _VERSION.match(one) for one in sentences)


def _names_in(sentence: str) -> set[str]:
    """Return the names in emphasis, and those of arguments in code."""
    return {one.strip("*`") for one in re.findall(_ANY_NAME, sentence)}


def _opens_with_another(sentence: str, name: str) -> bool:
    return re.match(rf"{_OPENING}{_ANY_NAME}", sentence) is not None and not _is_about(
        sentence, name
    )


def _mention(name: str) -> re.Pattern[str]:
    """Return what finds `*name*`, `` `name` ``, `` `**name` `` and `` `name=…` ``."""
    bare = re.escape(name)
    return re.compile(rf"(?<![\w*])\*{{1,2}}{bare}\*{{1,2}}(?![\w*])|`\*{{0,2}}{bare}(?:=[^`]*)?`")
