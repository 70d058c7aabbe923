"""A text cut to a number of visible characters, so that what matters of it is kept.

Of a long text are kept, in this order: its first words; what announces that the thing goes away;
the lists that explain parameters; the other prose in its order, with the first example; sentences
about parameters that none of this names; notes; what goes on from an example, with that, and the
other examples; the history, newest first, if all prose is. They are shown in the order of the text,
then the names of the parameters that are left, and history last.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice, zip_longest
from typing import Final

from docs_lsp.blocks import (
    Admonition,
    Block,
    Formula,
    Listing,
    Mark,
    Paragraph,
    Quote,
    Words,
)
from docs_lsp.blocks.plain import flat, text_of
from docs_lsp.blocks.sentences import (
    announces,
    as_sentence,
    joined,
    sentences,
)
from docs_lsp.describe.candidate import (
    Candidate,
    Render,
    is_announcing,
    is_missing_prose,
    version,
    visible_length,
    weight,
)
from docs_lsp.describe.examples import keep_examples, keep_waiting
from docs_lsp.describe.gaps import goes_on
from docs_lsp.describe.kept import FURTHER, Kept, names_length
from docs_lsp.describe.naming import identifiers, marked_names, names_explained
from docs_lsp.describe.selection import is_history
from docs_lsp.describe.shortening import (
    BETWEEN,
    explains_parameters,
    lengthened,
    listed,
    shortened,
    starts,
)
from docs_lsp.entry import NoticeKind

_ENDING: Final = frozenset(
    (
        NoticeKind.DEPRECATED,
        NoticeKind.DEPRECATED_REMOVED,
        NoticeKind.SOFT_DEPRECATED,
        NoticeKind.REMOVED,
    )
)
_BRIEFER: Final = 2  # shorter forms of a list that keep all of its items
_LEAST: Final = 200  # visible characters of a paragraph that is cut between its sentences
_SUBJECT: Final = 60  # characters of a sentence before the name of what it is about


def select(
    blocks: Iterable[Block],
    room: int,
    render: Render,
    names: Sequence[str] = (),
    oldest: tuple[int, ...] = (),
) -> tuple[list[str], bool]:
    """Return the renderings of what is shown of *blocks*, and whether that is less than all.

    *room* counts visible characters. *names* are the parameters: of those that nothing shown names,
    a line has the names. Of history nothing before the version *oldest* is shown with a cut text.
    """
    candidates = [Candidate(block, render) for block in blocks]
    if _are_short(candidates, max(room, 0)):
        return [candidate.text for candidate in candidates if candidate.text], False
    cut = _Cut(candidates, room, render, names)
    cut.fill(oldest)
    history = [one for one in candidates if is_history(one.block) and one.kept]
    history.sort(key=lambda one: version(one.block), reverse=True)
    shown = [one.kept for one in candidates if one.kept and not is_history(one.block)]
    missing = cut.missing()
    if missing:
        shown.append(render(Paragraph((FURTHER, *listed(missing), "."))))
    return [*shown, *(one.kept for one in history)], True


def _are_short(candidates: Iterable[Candidate], room: int) -> bool:
    """Whether all fit into *room* together; none is rendered after the first that does not."""
    rendered: list[Candidate] = []
    written = 0  # code points, the addresses of links included: most texts fit even so
    for one in candidates:
        if text := one.text:
            rendered.append(one)
            written += len(text) + BETWEEN
            if written > room and sum([each.length for each in rendered]) > room:
                return False
    return True


class _Cut(Kept):
    """Keeps candidates, the weightiest first, while there is room."""

    def __init__(
        self, candidates: list[Candidate], room: int, render: Render, names: Sequence[str]
    ) -> None:
        super().__init__(candidates, room, render, names)
        self._prose_is_whole = True

    def fill(self, oldest: tuple[int, ...]) -> None:
        """Keep what fits of each candidate."""
        self._keep_first()
        for candidate in self.candidates:
            if isinstance(candidate.block, Mark) and candidate.block.kind in _ENDING:
                self.keep_whole(candidate)
        self._keep_parameters()
        unfit = self._keep_prose()
        self.take_back()
        self._keep_sentences()
        if unfit is not None and not unfit.kept and self.room > _LEAST:
            self.keep_part(unfit, self._whole_sentences(unfit.block))
        if unfit is None:
            self._lengthen_parameters()
        if self._prose_is_whole:
            self._keep_notes()
        if unfit is None:
            keep_waiting(self)
            if self._prose_is_whole:
                keep_examples(self)
            self.take_back()
        if self._prose_is_whole and not any(map(is_missing_prose, self.candidates)):
            self._keep_history(oldest)

    def _keep_first(self) -> None:
        first = self.candidates[0]
        if not self.keep_whole(first):
            room = self.room - BETWEEN - names_length(self.names)
            self.keep_part(first, starts(first.block, room))
        if isinstance(first.shown, Paragraph):  # first words may name what they are about unmarked
            self.named_first = set(identifiers(flat(first.shown.words)))
            self.named |= self.named_first

    def _keep_parameters(self) -> None:
        """Keep the lists that explain parameters, all of them as short as the longest needs."""
        lists = [
            one for one in self.candidates if explains_parameters(one.block) and one.shown is None
        ]
        for candidate in lists:
            number = self.candidates.index(candidate)
            before = self.candidates[number - 1] if number else None
            if before is not None and is_announcing(before.block):
                self.keep_whole(before)
        briefest = [self._briefest(candidate) for candidate in lists[1:]]
        for number, candidate in enumerate(lists):
            later = sum(briefest[number:])
            later = later if later < self.room // 2 else 0
            if candidate.length + later > self.room or not self.keep_whole(candidate):
                self._prose_is_whole = False
                shorter = shortened(candidate.block, self.room - BETWEEN - later)
                self.keep_part(
                    candidate, (one for one in shorter if not isinstance(one, Paragraph))
                )
            if not candidate.kept and not number:  # its names come at the end, with those of others
                names = names_explained(candidate.block)
                self.names += [name for name in names if name not in self.names]

    def _lengthen_parameters(self) -> None:
        """Keep more of the lists that were shortened, now that all else that matters is kept."""
        for candidate in self.candidates:
            if (
                candidate.shown is None
                or candidate.shown is candidate.block
                or isinstance(candidate.shown, Paragraph)
            ):
                continue
            if explains_parameters(candidate.block):
                shown = len(text_of((candidate.shown,)))
                forms = lengthened(candidate.block, self.room + candidate.length_kept)
                self.keep_instead(candidate, (one for one in forms if len(text_of((one,))) > shown))

    def _briefest(self, candidate: Candidate) -> int:
        """Return the length of a list with the first sentence of each item."""
        shorter = islice(shortened(candidate.block, 0), _BRIEFER)
        lengths = [visible_length(self.render(one)) + BETWEEN for one in shorter]
        return min([candidate.length, *lengths])

    def _keep_prose(self) -> Candidate | None:
        """Keep the prose in its order, with the first example; return what did not fit.

        What goes on from a block that is left out waits.
        """
        has_example = False
        for number, candidate in enumerate(self.candidates):
            block = candidate.block
            if candidate.kept or isinstance(block, Admonition) or is_history(block):
                continue
            waits = goes_on(self.candidates, number)
            if isinstance(block, Listing):
                if has_example or waits or not self.keep_whole(candidate):
                    self.take_back(range(max(number - 1, 0), number))
                has_example = True
            elif isinstance(block, (Quote, Formula)):
                self.keep_whole(candidate)
            elif not waits and not self.keep_whole(candidate):
                self._prose_is_whole = False
                if not isinstance(block, Paragraph):
                    self.keep_part(candidate, shortened(block, self.room - BETWEEN))
                return candidate
        return None

    def _keep_sentences(self) -> None:
        """Keep, of paragraphs that are not kept, the first sentence on each parameter left.

        One that announces an example says something without it too.
        """
        for candidate, after in zip_longest(self.candidates, self.candidates[1:]):
            missing = self.missing()
            if not missing:
                return
            block, named = candidate.block, {name.strip("*") for name in missing}
            if not isinstance(block, Paragraph) or candidate.own_names.isdisjoint(named):
                continue
            is_lead = after is not None and isinstance(after.block, Listing)
            if not candidate.kept:
                naming = list(_first_on_each(block.words, named, is_lead=is_lead))
                self.keep_part(candidate, [Paragraph(joined(naming))] if naming else ())
            elif is_lead and candidate.shown is not block:
                *before, last = sentences(block.words)
                naming = list(_first_on_each(last, named, is_lead=True))
                self.keep_instead(
                    candidate, [Paragraph(joined([*before, *naming]))] if naming else ()
                )

    def _whole_sentences(self, block: Block) -> Iterator[Block]:
        if isinstance(block, Paragraph):
            parts = sentences(block.words)
            for count in range(len(parts) - 1, 0, -1):
                shorter = joined(parts[:count])
                if not announces(shorter):
                    yield Paragraph(shorter)

    def _keep_notes(self) -> None:
        for candidate in sorted(self.candidates, key=lambda one: weight(one.block)):
            if isinstance(candidate.block, Admonition):
                self.keep_whole(candidate)

    def _keep_history(self, oldest: tuple[int, ...]) -> None:
        marks = [one for one in self.candidates if isinstance(one.block, Mark)]
        marks = [one for one in marks if is_history(one.block) and version(one.block) >= oldest]
        for one in sorted(marks, key=lambda one: version(one.block), reverse=True):
            if not self.keep_whole(one):
                return


def _first_on_each(words: Words, names: AbstractSet[str], *, is_lead: bool) -> Iterator[Words]:
    """Yield the sentences that begin with one of *names*, or with few words and then it.

    Of words that but announce an example, *is_lead*, a sentence is made.
    """
    left = set(names)
    for sentence in sentences(words):
        length = 0
        for one in sentence:
            length += len(flat((one,)))
            if length > _SUBJECT:
                break
            named = marked_names(Paragraph((one,))) & left
            if named and (is_lead or not announces(sentence)):
                left -= named
                yield as_sentence(sentence)
                break
