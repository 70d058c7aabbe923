"""Sites in other languages than English: their docset's id, their marks, their words."""

import asyncio
from contextlib import nullcontext
from pathlib import Path

import pytest
from page_kit import page, write_site

from docs_lsp.describe.entry_text import Style, describe
from docs_lsp.docsets.search_indexes import index_of
from docs_lsp.docsets.store import open_docset
from docs_lsp.entry import NoticeKind
from docs_lsp.search import search_together
from docs_lsp.search.analyzer import spaced, words
from docs_parser.__main__ import main

JAPANESE = """<section id="module-tea"><h1>お茶</h1><p>お茶のための道具です。</p>
<dl class="py function"><dt class="sig sig-object py" id="tea.steep"><span class="sig-name descname">steep</span>()</dt>
<dd><p>茶葉を熱いお湯に浸します。</p>
<div class="deprecated"><p><span class="versionmodified deprecated">バージョン 2.1 で非推奨: </span>代わりに <code>brew</code> を使います。</p></div></dd></dl>
<section id="word-pair"><h2>日本語の説明</h2><p>急須は小さいものを選び、Pythonで温度を測ります。</p></section>
<section id="last"><h2>補足</h2><p>茶器の手入れ。</p><p>蓋は布で拭きます。</p><p>utf8の設定ファイルを読み、最後に乾燥。</p></section></section>"""
CHINESE = """<section id="module-tea"><h1>茶</h1><p>泡茶的工具。</p>
<dl class="py function"><dt class="sig sig-object py" id="tea.steep"><span class="sig-name descname">steep</span>()</dt>
<dd><p>把茶叶浸泡在热水里。</p>
<div class="versionadded"><p><span class="versionmodified added">在 2.1 版本加入。</span></p></div></dd></dl>
<section id="word-pair"><h2>选择茶壶</h2><p>小茶壶适合绿茶、用Python测量温度。</p></section></section>"""
LINES = [
    "tea py:module 0 a.html#module-$ -",
    "tea.steep py:function 1 a.html#$ -",
    "a std:doc -1 a.html -",
]


def built(folder: Path, language: str, text: str, lines: list[str] = LINES) -> Path:
    html = page(text).replace("<html>", f'<html lang="{language}">')
    site = write_site(folder / "site", {"a.html": html}, lines, project="Tea", version="2.1")
    file = folder / "out.db"
    assert main([str(site), "--output", str(file), "--quiet", "--jobs", "1"]) == 0
    return file


@pytest.mark.parametrize(
    ("language", "text", "docset", "label", "kind"),
    [
        ("ja", JAPANESE, "tea-ja~2.1", "Tea (ja)", NoticeKind.DEPRECATED),
        ("zh-CN", CHINESE, "tea-zh-cn~2.1", "Tea (zh-cn)", NoticeKind.ADDED),
        ("en", CHINESE, "tea~2.1", "Tea", NoticeKind.ADDED),
        ("eng", CHINESE, "tea~2.1", "Tea", NoticeKind.ADDED),
        ("jpn", JAPANESE, "tea-ja~2.1", "Tea (ja)", NoticeKind.DEPRECATED),
    ],
)
def test_a_docset_carries_its_language_and_its_marks_are_read(  # noqa: PLR0913, PLR0917
    tmp_path: Path, language: str, text: str, docset: str, label: str, kind: NoticeKind
) -> None:
    async def check() -> None:
        opened = await open_docset(built(tmp_path, language, text))
        assert (opened.info.id, opened.info.project) == (docset, label)
        (steep,) = opened.entries.named("tea.steep")
        assert [(one.kind, one.version) for one in opened.notices(steep)] == [(kind, "2.1")]
        await opened.close()

    asyncio.run(check())


@pytest.mark.parametrize(
    ("language", "text", "query", "anchor"),
    [
        ("ja", JAPANESE, "説明", "a.html#word-pair"),
        ("ja", JAPANESE, "日本語", "a.html#word-pair"),
        ("ja", JAPANESE, "お湯", "a.html#tea.steep"),
        ("ja", JAPANESE, "温度", "a.html#word-pair"),
        ("ja", JAPANESE, "急須 python", "a.html#word-pair"),
        ("ja", JAPANESE, "steep", "a.html#tea.steep"),
        # Far down in a text too: pairs, words of many pairs, single characters, Latin words.
        ("ja", JAPANESE, "設定", "a.html#last"),
        ("ja", JAPANESE, "設定ファイル", "a.html#last"),
        ("ja", JAPANESE, "乾燥", "a.html#last"),
        ("ja", JAPANESE, "布", "a.html#last"),
        ("ja", JAPANESE, "燥", "a.html#last"),
        ("ja", JAPANESE, "布 python", "a.html#last"),
        ("ja", JAPANESE, "utf8", "a.html#last"),
        ("ja", JAPANESE, "utf8の設定", "a.html#last"),
        ("zh-CN", CHINESE, "热水", "a.html#tea.steep"),
        ("zh-CN", CHINESE, "绿茶", "a.html#word-pair"),
        ("zh-CN", CHINESE, "茶壶", "a.html#word-pair"),
    ],
)
def test_words_inside_a_clause_are_found(
    tmp_path: Path, language: str, text: str, query: str, anchor: str
) -> None:
    async def check() -> None:
        opened = await open_docset(built(tmp_path, language, text))
        index = await index_of(opened, lambda _: nullcontext())
        found = [hit.entry.anchor for hit in search_together([index], query, 5)]
        assert found[:1] == [anchor]
        await opened.close()

    asyncio.run(check())


def test_pairs_of_characters_are_words() -> None:
    assert words("日本語の説明") == ["日本", "本語", "語の", "の説", "説明"]
    assert words("茶") == ["茶"]
    assert spaced("plain words") == "plain words"


MARKS = {
    "fr": (
        ("Ajouté dans la version 2.1.", "Obsolète depuis la version 2.2\u202f: "),
        ("Préparer le thé.", "Le paramètre <em>sucre</em>.", "Employez plutôt {}."),
    ),
    "ja": (
        ("バージョン 2.1 で追加.", "バージョン 2.2 で非推奨: "),
        ("お茶を入れます。", "<em>sugar</em> 引数は使いません。", "代わりに {} を使います。"),
    ),
    "zh-CN": (
        ("在 2.1 版本加入.", "自 2.2 版本弃用: "),
        ("泡茶。", "<em>sugar</em> 参数不再使用。", "请改用 {}。"),
    ),
}


def described(name: str, said: str, *marks: str) -> str:
    term = (
        f'<dt class="sig sig-object py" id="tea.{name}"><span class="sig-name">{name}</span>()</dt>'
    )
    return f'<dl class="py function">{term}<dd><p>{said}</p>{"".join(marks)}</dd></dl>'


def version_mark(kind: str, label: str, words: str = "") -> str:
    span = f'<span class="versionmodified {kind}">{label}</span>'
    return f'<div class="{kind}"><p>{span}{words}</p></div>'


@pytest.mark.parametrize("language", list(MARKS))
def test_marks_are_said_of_what_they_are_about_in_any_language(
    tmp_path: Path, language: str
) -> None:
    (added, deprecated), (said, of_part, of_all) = MARKS[language]
    other = '<a href="#tea.brew"><code>brew()</code></a>'
    text = (
        '<section id="module-tea"><h1>T</h1>'
        + described("brew", said, version_mark("versionadded", added))
        + described("part", said, version_mark("deprecated", deprecated, of_part))
        + described("steep", said, version_mark("deprecated", deprecated, of_all.format(other)))
        + "</section>"
    )
    lines = [f"tea.{name} py:function 1 a.html#$ -" for name in ("brew", "part", "steep")]

    async def check() -> None:
        opened = await open_docset(built(tmp_path, language, text, [*LINES[::2], *lines]))
        shown = {}
        for name in ("brew", "part", "steep"):
            (entry,) = opened.entries.named(f"tea.{name}")
            shown[name] = describe(entry, opened.blocks(entry), "", Style(markdown=False))
        assert shown["brew"] == f"tea.brew · function · new in 2.1\n\n{said}"
        title, *blocks = shown["part"].split("\n\n")
        assert (title, blocks[0], len(blocks)) == ("tea.part · function", said, 2)
        assert shown["steep"].startswith("tea.steep · function · deprecated since 2.2\n\n")
        assert "brew()" in shown["steep"]
        await opened.close()

    asyncio.run(check())
