"""The prose and the examples that a cut text keeps after all else that matters."""

from itertools import zip_longest

from docs_lsp.blocks import Admonition, Listing, Mark, Paragraph
from docs_lsp.describe.candidate import is_announcing, is_prose
from docs_lsp.describe.gaps import begins_within, goes_on, needed
from docs_lsp.describe.kept import Kept


def keep_waiting(kept: Kept) -> None:
    """Keep the paragraphs that go on from something, with that, where there is room for both.

    A list that one announces comes with it; what announces an example waits for that.
    """
    for number, (one, after) in enumerate(zip_longest(kept.candidates, kept.candidates[1:])):
        is_lead = is_announcing(one.block) and after is not None
        if (
            one.shown is None
            and isinstance(one.block, Paragraph)
            and not (is_lead and isinstance(after.block, Listing))
            and goes_on(kept.candidates, number)
        ):
            places = needed(kept.candidates, number)
            kept.keep_together([*places, number + 1] if places and is_lead else places)


def keep_examples(kept: Kept) -> None:
    """Keep what is left of the prose and the other examples, in order, up to what does not fit.

    Then those examples that prose which is kept comes directly after.
    """
    for number, (one, after) in enumerate(zip_longest(kept.candidates, kept.candidates[1:])):
        if one.shown is one.block or isinstance(one.block, (Admonition, Mark)):
            continue
        if goes_on(kept.candidates, number):
            continue
        is_lead = after is not None and isinstance(after.block, Listing)
        if not kept.keep_together([number, number + 1] if is_lead else [number]):
            break
    for number in range(len(kept.candidates) - 2, 0, -1):
        before, one, after = kept.candidates[number - 1 : number + 2]
        if one.shown is None and isinstance(one.block, Listing) and is_prose(after):
            if before.shown is before.block:
                kept.keep_together([number])
            elif not begins_within(before.block):
                kept.keep_together([number - 1, number])
