"""Notices of a description: their kind and version, and whether they are about the whole."""

import pytest
from page_kit import described, unit_at

from docs_lsp.entry import NoticeKind

ADDED = '<div class="versionadded"><p><span class="versionmodified added">Added in version {}.</span></p></div>'


CHANGED = '<div class="versionchanged"><p><span class="versionmodified changed">Changed in version {}: </span>So.</p></div>'


@pytest.mark.parametrize(
    ("content", "of_whole"),
    [
        (f"<p>It does.</p>{ADDED.format('3.5')}", ["3.5"]),
        (f"<ul><li><p>one</p>{ADDED.format('3.6')}</li></ul>{ADDED.format('3.5')}", ["3.5"]),
        (f"<p>It.</p>{ADDED.format('3.6')}{CHANGED.format('3.10')}", ["3.6", "3.10"]),
        (f"<p>It.</p>{CHANGED.format('3.2')}{ADDED.format('3.6')}", ["3.2"]),
        (f"<p>It.</p><blockquote><div>{ADDED.format('3.6')}</div></blockquote>", []),
        (f"<blockquote><div><p>It.</p>{ADDED.format('3.6')}</div></blockquote>", ["3.6"]),
        ("".join(f"<p>If so.</p>{ADDED.format('3.9')}" for _ in range(3)), []),
    ],
)
def test_a_notice_is_about_the_part_that_contains_it(content: str, of_whole: list[str]) -> None:
    notices = unit_at(described(content), "thing").notices
    assert [one.version for one in notices if not one.partial] == of_whole


MARKS = {
    "added": ("versionadded", "Added in version 3.8: ", (NoticeKind.ADDED, "3.8", None)),
    "new": ("versionadded", "New in version 3.8.1.", (NoticeKind.ADDED, "3.8.1", None)),
    "next": ("versionadded", "Added in version next.", (NoticeKind.ADDED, "next", None)),
    "changed": ("versionchanged", "Changed in version 2.0: ", (NoticeKind.CHANGED, "2.0", None)),
    "soft": (
        "versionchanged soft-deprecated",
        "Soft deprecated since version 3.1.",
        (NoticeKind.SOFT_DEPRECATED, "3.1", None),
    ),
    "removed": ("versionremoved", "Removed in version 3.13.", (NoticeKind.REMOVED, "3.13", None)),
    "both": (
        "deprecated-removed",
        "Deprecated since version 3.8, removed in version 3.10: ",
        (NoticeKind.DEPRECATED_REMOVED, "3.8", "3.10"),
    ),
}


@pytest.mark.parametrize(("classes", "words", "expected"), MARKS.values(), ids=MARKS)
def test_a_version_mark_is_a_notice(
    classes: str, words: str, expected: tuple[NoticeKind, str, str | None]
) -> None:
    html = f'<dl class="py data"><dt class="sig" id="x">x</dt><dd><div class="{classes}"><p><span class="versionmodified">{words}</span></p></div></dd></dl>'
    (notice,) = unit_at(html, "x").notices
    assert (notice.kind, notice.version, notice.until) == expected


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ('<div class="availability"><p>Availability: Unix.</p></div>', NoticeKind.AVAILABILITY),
        ('<p class="availability">Availability: Unix.</p>', NoticeKind.AVAILABILITY),
        ('<p class="audit-hook">Raises an auditing event x.</p>', NoticeKind.AUDIT),
        ('<em class="threadsafety">Thread safety: Safe.</em>', NoticeKind.THREAD_SAFETY),
    ],
)
def test_other_notices_are_kept_apart_too(html: str, kind: NoticeKind) -> None:
    (notice,) = unit_at(
        f'<dl class="c function"><dt class="sig" id="x">x</dt><dd>{html}</dd></dl>', "x"
    ).notices
    assert notice.kind is kind
