"""The scope of a version mark: the whole of what is described, one of several things, or a part.

The scope follows from structure. A bare mark is of the whole. A mark that names something else than
its thing (in emphasis, or in code that is no link) is of that part, and so is one within a list, a
table, a note, a tab or another box. Where several things share a description, one that names some
of them is of those. The words of English are used for one thing alone: to find marks of the whole
that are of a use. Of marks in another language, one with words is of the whole if all it has beside
them is a link to what replaces the thing: something of the same kind, after few words and before
few. Any other sentence may be about a use of the thing.
"""

import re
import sys
from dataclasses import dataclass
from typing import Final

from docs_lsp.blocks import (
    LEAVES,
    Block,
    Blocks,
    Group,
    GroupKind,
    Mark,
    Paragraph,
    ParagraphKind,
)
from docs_lsp.blocks.plain import flat, text_of
from docs_lsp.blocks.sentences import sentences
from docs_lsp.entry import Notice, NoticeKind
from docs_parser.mark_words import (
    Name,
    all_words,
    columns,
    count_words,
    first_words,
    is_english,
    is_remark,
    names_in,
)
from docs_parser.nested import mapped

_SCOPED: Final = frozenset(
    (
        NoticeKind.ADDED,
        NoticeKind.DEPRECATED,
        NoticeKind.DEPRECATED_REMOVED,
        NoticeKind.SOFT_DEPRECATED,
        NoticeKind.REMOVED,
    )
)
_EARLY: Final = 40  # characters before the name of a part, as in "The old name `x`"
_SOON: Final = 24  # columns before what replaces a thing, as in "Utilisez plutôt `x`"
_BRIEFLY: Final = 28  # columns after it
_LATE: Final = 20  # characters before a thing's own name that follow from a use of it
_MOST_WORDS: Final = 6  # of a mark that names its own thing: "The `X` constant."
_ADDED: Final = 2  # marks of one thing: itself, and what it gained
_AT_THE_TOP: Final = 4  # blocks of a module among which a mark may be of the whole
_OF_ALL: Final = re.compile(r"(?:This|Use|Prefer|Deprecated|Superseded|Replaced)\b", re.IGNORECASE)
_OF_A_USE: Final = re.compile(
    r"^(?!pending)[a-z]+ing\b|"  # "Returning a list is deprecated"
    r"\b(?:if|when|passing|calling|accepting|setting|opening|emitted|failing|without|invalid|"
    r"arguments?|parameters?|members|nesting)\b",
    re.IGNORECASE,
)
_OF_A_FEATURE: Final = re.compile(r"\b(?:methods|no longer)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Owner:
    """The thing or the things that a text describes.

    `fragments` are the ids of the descriptions that share it; `parameters` their parameters.
    """

    fragments: tuple[str, ...] = ()
    parameters: frozenset[str] = frozenset()
    is_section: bool = False
    is_function: bool = False

    @property
    def names(self) -> dict[str, str]:
        """The fragments by their short names."""
        return {
            one.removeprefix("module-").rpartition(".")[2]: one for one in self.fragments if one
        }


@dataclass(frozen=True, slots=True)
class _Scope:
    """A part's name if a mark is of a part; else the fragments of the things it is of (all: ())."""

    is_partial: bool = False
    part: str = ""
    fragments: tuple[str, ...] = ()


_WHOLE: Final = _Scope()
_PART: Final = _Scope(is_partial=True)


def with_scopes(blocks: Blocks, owner: Owner) -> tuple[Blocks, tuple[Notice, ...]]:
    """Return *blocks*, their marks knowing their scope, and the notices among them."""
    found = _Scoped(owner, blocks)
    scoped = tuple([found.top(number, block) for number, block in enumerate(blocks)])
    return scoped, tuple(found.notices)


class _Scoped:
    def __init__(self, owner: Owner, blocks: Blocks) -> None:
        self.notices: list[Notice] = []
        self._owner = owner
        is_module = any(one.startswith("module-") for one in owner.fragments)
        self._last = max(_first_prose(blocks), _AT_THE_TOP if is_module else 0)
        marks = [one for one in blocks if isinstance(one, Mark)]
        self._changed = [_numbers(one.version) for one in marks if one.kind is NoticeKind.CHANGED]
        added = (one for one in marks if one.kind is NoticeKind.ADDED and not one.blocks)
        self._is_added_often = len(list(added)) > _ADDED
        changed = (one for one in marks if one.kind is NoticeKind.CHANGED)
        self._later = {name for one in changed for name in self._members(one)}

    def top(self, number: int, block: Block) -> Block:
        """Return a block of the text itself."""
        if type(block) in LEAVES:
            return block
        match block:
            case Mark():
                return self._noted(block, self._scope(number, block))
            case Group(kind, blocks) if kind is not GroupKind.TAB:
                return Group(kind, tuple([self.top(number, one) for one in blocks]))
        return self._inner(block)

    def _inner(self, block: Block) -> Block:
        """Return a block within others: marks there are of the part."""
        if type(block) in LEAVES:
            return block
        if isinstance(block, Mark):
            return self._noted(block, _PART if block.kind in _SCOPED else _WHOLE)
        return mapped(block, self._all_inner)

    def _all_inner(self, blocks: Blocks) -> Blocks:
        return tuple([self._inner(one) for one in blocks])

    def _noted(self, mark: Mark, scope: _Scope) -> Mark:
        versions = mark.version or None, mark.until or None
        text = text_of((mark,))
        for fragment in scope.fragments or ("",):
            partial = scope.is_partial
            self.notices.append(Notice(mark.kind, text, *versions, partial, scope.part, fragment))
        blocks = self._all_inner(mark.blocks) if len(mark.blocks) > 1 else mark.blocks
        is_partial = scope.is_partial or bool(scope.fragments)
        return mark._replace(blocks=blocks, is_partial=is_partial, part=scope.part)

    def _scope(self, number: int, mark: Mark) -> _Scope:
        if mark.kind not in _SCOPED:
            return _WHOLE
        is_of_member = mark.is_partial  # it follows one
        if is_of_member or (self._owner.is_section and number > self._last):
            return _PART
        named = self._members(mark) if mark.blocks else ()
        if named:
            return _Scope(fragments=named)
        if mark.kind is NoticeKind.ADDED and self._is_late(mark):
            return _PART
        if not mark.blocks:
            later = self._later if mark.kind is NoticeKind.ADDED else set()
            return _Scope(fragments=self._without(later)) if later else _WHOLE
        return self._added(mark) if mark.kind is NoticeKind.ADDED else self._ended(mark)

    def _is_late(self, mark: Mark) -> bool:
        """Whether a bare mark is about the text before it: a thing is added once, and first."""
        added = _numbers(mark.version)
        return self._is_added_often or any(version < added for version in self._changed)

    def _members(self, mark: Mark) -> tuple[str, ...]:
        """Return those of several things that a mark names, unless it names all."""
        names = self._owner.names
        if len(names) < 2:  # noqa: PLR2004  # several
            return ()
        text = text_of(mark.blocks)
        found = [
            fragment
            for name, fragment in names.items()
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        ]
        return tuple(found) if len(found) < len(names) else ()

    def _without(self, later: set[str]) -> tuple[str, ...]:
        """Return the things that a later mark does not name: those that came first."""
        return tuple(one for one in self._owner.names.values() if one not in later)

    def _added(self, mark: Mark) -> _Scope:
        """A mark with words is of what was added to the thing, unless it but names the thing."""
        named = list(names_in(first_words(mark)))
        own = [one for one in named if self._is_own(one.text)]
        text = text_of(mark.blocks)
        names_it = own and len(own) == len(named) and count_words(text) <= _MOST_WORDS
        if names_it or is_remark(mark):
            return _WHOLE
        other = next((one.text for one in named if not self._is_own(one.text)), "")
        return _Scope(is_partial=True, part=other)

    def _ended(self, mark: Mark) -> _Scope:
        words = first_words(mark)
        text = flat(words).strip()
        named = list(names_in(words))
        if named and self._is_own(named[0].text) and named[0].offset > _LATE:
            return _PART  # "It is deprecated to call `thing`"
        in_english = is_english(mark)
        is_of_all = in_english and _OF_ALL.match(text) is not None
        is_replaced = bool(named) and named[0].is_link and not self._is_own(named[0].text)
        for one in named:
            if self._is_part(one, is_of_all=is_of_all, is_replaced=is_replaced):
                return _Scope(is_partial=True, part=one.text)
        if not in_english:
            return _WHOLE if self._is_replaced(mark) else _PART
        names_itself = any(self._is_own(one.text) for one in names_in(all_words(mark)))
        is_use = not is_of_all and (
            _OF_A_USE.search(text) or (not names_itself and _OF_A_FEATURE.search(text) is not None)
        )
        return _PART if is_use else _WHOLE

    def _is_replaced(self, mark: Mark) -> bool:
        """Whether a mark but links to what replaces its thing, at most after words on this."""
        words = all_words(mark)
        others = [one for one in names_in(words) if one.is_link and not self._is_own(one.text)]
        if len(others) != 1 or not self._may_replace(others[0]):
            return False
        for sentence in sentences(words):
            names = list(names_in(sentence))
            if not names or columns(flat(sentence)[: names[0].offset]) > _SOON:
                return False
            if not any(self._is_own(one.text) for one in names):
                after = flat(sentence)[names[0].offset + len(names[0].text) :]
                return names[0].is_link and columns(after) <= _BRIEFLY
            if len(names) > 1:
                return False
        return False

    def _may_replace(self, name: Name) -> bool:
        """Whether a link may lead to what replaces the thing: to another one of the same kind.

        Of a function a class is a type, of a class a function is a way to make or use it.
        """
        is_function = name.text.endswith("()")
        if self._owner.is_function:
            is_alike = is_function or not name.text.rpartition(".")[2][:1].isupper()
        else:
            is_alike = not is_function
        return is_alike and not self._is_of_owner(name)

    def _is_part(self, name: Name, *, is_of_all: bool, is_replaced: bool) -> bool:
        """Whether a mark that names this in its first sentence is of a part of its thing.

        Not where it speaks of all before, or links to something else first: to what replaces it.
        """
        if name.is_link or self._is_own(name.text):
            return False
        if name.is_emphasis or name.text in self._owner.parameters:
            return not is_of_all or name.offset <= _EARLY
        return name.offset <= _EARLY and not is_of_all and not is_replaced

    def _is_of_owner(self, name: Name) -> bool:
        """Whether a mark names what its thing is a member of: `Cup` of `Cup.fill`."""
        around = (one.rpartition(".")[0] for one in self._owner.fragments)
        return any(one == name.text or one.endswith(f".{name.text}") for one in around if one)

    def _is_own(self, name: str) -> bool:
        short = name.removesuffix("()").rpartition(".")[2]
        if short not in self._owner.names:
            return False
        whole = self._owner.names[short].removeprefix("module-")
        return whole == name.removesuffix("()") or whole.endswith(f".{name.removesuffix('()')}")


def _numbers(version: str) -> tuple[int, ...]:
    """Return a version as what can be compared; one without numbers is the newest."""
    return tuple(map(int, re.findall(r"\d+", version))) or (sys.maxsize,)


def _first_prose(blocks: Blocks) -> int:
    """Return the number of the last block of a section at which a mark is of the whole."""
    prose = (
        number
        for number, one in enumerate(blocks)
        if isinstance(one, Paragraph) and one.kind is ParagraphKind.PROSE
    )
    return next(prose, len(blocks))
