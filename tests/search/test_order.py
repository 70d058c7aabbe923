"""The order people expect, on a small set that has the competitors of each query."""

from collections.abc import Sequence

import pytest
from search_rows import ROWS, entry, index_of

from docs_lsp.search import Hit, SearchIndex, search_together
from docs_lsp.search.analyzer import stem
from docs_lsp.search.query import Query


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return index_of(ROWS)


def anchors(hits: Sequence[Hit]) -> list[str]:
    return [hit.entry.anchor for hit in hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("str", "library/stdtypes.html#str"),
        ("st", "library/stdtypes.html#str"),
        ("open", "library/functions.html#open"),
        ("open()", "library/functions.html#open"),
        ("open(file", "library/functions.html#open"),
        ("OPEN", "library/functions.html#open"),
        ("list", "library/stdtypes.html#list"),
        ("re", "library/re.html#module-re"),
        ("ret", "reference/simple_stmts.html#return"),
        ("path join", "library/os.path.html#os.path.join"),
        ("path.join", "library/os.path.html#os.path.join"),
        ("os path join", "library/os.path.html#os.path.join"),
        ("thread join", "library/threading.html#join"),
        ("walrus", "reference/expressions.html#assignment-expressions"),
        (":=", "reference/expressions.html#assignment-expressions"),
        ("with", "reference/compound_stmts.html#with"),
        ("dataclass", "library/dataclasses.html#dataclasses.dataclass"),
        ("dataclasses", "library/dataclasses.html#module-dataclasses"),
        ("%Y", "library/datetime.html#format-codes"),
        ("-X", "using/cmdline.html#cmdoption-X"),
        ("-x", "using/cmdline.html#cmdoption-x"),
        ("python -X", "using/cmdline.html#cmdoption-X"),
        ("python -m dataclasses", "library/dataclasses.html#module-dataclasses"),
        ("-f", "library/unittest.html#cmdoption-f"),
        ("unittest -f", "library/unittest.html#cmdoption-f"),
        ("asynico gather", "library/asyncio-task.html#asyncio.gather"),
        ("asyncio.gahter", "library/asyncio-task.html#asyncio.gather"),
        ("GIL", "glossary.html#term-GIL"),
        ("gil", "glossary.html#term-GIL"),
        ("__dict__", "library/stdtypes.html#object.__dict__"),
        ("dict", "library/stdtypes.html#dict"),
        ("thread pool executor", "library/concurrent.futures.html#t"),
        ("threadpool_executor", "library/concurrent.futures.html#t"),
        ("in:asyncio timeout", "library/asyncio-task.html#asyncio.timeout"),
        ("timeout in:socket", "library/socket.html#socket.timeout"),
        ("kind:term list", "glossary.html#term-list"),
        ('"shallow copy"', "library/copy.html#copy.copy"),
        ("sort a list in descending order", "library/functions.html#sorted"),
        ("how to concatenate strinsg", "library/stdtypes.html#str.join"),
        ("__dict", "library/stdtypes.html#object.__dict__"),
        ("what's new assignment expressions", "whatsnew/3.8.html#assignment-expressions"),
        ("utc", "library/datetime.html#u"),
        ("listdri", "library/os.html#os.listdir"),
        ("osPathJoin", "library/os.path.html#os.path.join"),
        ("dict[str, int]", "library/stdtypes.html#dict"),
        ("list[", "library/stdtypes.html#list"),
        ("%", "reference/expressions.html#binary"),
        ("modulo", "reference/expressions.html#binary"),
        ("%Y-%m-%d", "library/datetime.html#format-codes"),
        ('f"{x!r}"', "glossary.html#term-f-string"),
        ("convert a list to dict", "library/stdtypes.html#dict"),
        ("for else", "tutorial/controlflow.html#tut-for-else"),
        ("re module", "library/re.html#module-re"),
        ("module re", "library/re.html#module-re"),
        ("the str class", "library/stdtypes.html#str"),
        ("str cla", "library/stdtypes.html#str"),
        ("dict type", "library/stdtypes.html#dict"),
        ("open function", "library/functions.html#open"),
        ("with statement", "reference/compound_stmts.html#with"),
        ("break keyword", "reference/simple_stmts.html#break"),
        ("dataclass decorator", "library/dataclasses.html#dataclasses.dataclass"),
        ("join method", "library/stdtypes.html#str.join"),
        ("with as", "reference/compound_stmts.html#with"),
        ("in:asynco timeout", "library/asyncio-task.html#asyncio.timeout"),
        ("kind:exception timeout", "library/socket.html#socket.timeout"),
        ('in:shutil "shallow"', "library/shutil.html#shutil.copy"),
        ("how does zip work?", "library/functions.html#zip"),
        ("what is the GIL", "glossary.html#term-GIL"),
        ("python re", "library/re.html#module-re"),
        ("str.split example", "library/stdtypes.html#str.split"),
        ("split a list into words: str.split()", "library/stdtypes.html#str.split"),
        ("ValueError: invalid format string", "library/exceptions.html#ValueError"),
    ],
)
def test_what_people_expect_comes_first(index: SearchIndex, query: str, first: str) -> None:
    assert anchors(search_together([index], query, 5))[:1] == [first]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("how to sort a list", "sort list"),
        ("keyword only arguments", "keyword only arguments"),
        ("list vs tuple", "list tuple"),
        ("for versus while", "for while"),
        ("is vs ==", "identity equality"),
        ("vs", "vs"),
        ("What is the difference between lists and tuples?", "lists tuples"),
        ("difference between two dates", "difference between two dates"),
        ("is it between 1 and 10", "between"),
    ],
)
def test_which_words_of_a_query_say_something(query: str, said: str) -> None:
    assert Query.parse(query).content == said.split()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("difference of str.find and str.index", ["str.find", "str.index"]),
        ("__str__ vs __repr__", ["__str__", "__repr__"]),
        ("use strftime() or fromisoformat() here", ["strftime", "fromisoformat"]),
        ("ThreadPoolExecutor in FastAPI", ["ThreadPoolExecutor", "FastAPI"]),
        ("MULTILINE and a pattern", ["MULTILINE"]),
        ("replace text without re.sub", []),
        ("os.path.join", []),  # is the query itself
        ("How to sort a list, e.g. of words", ["e.g"]),
    ],
)
def test_names_among_words_are_seen(query: str, names: list[str]) -> None:
    assert list(Query.parse(query).mentions) == names


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("what is a decorator?", "decorator"),
        ("how to use the zip", "zip"),
        ("zip examples", "zip"),
        ("python python", "python"),
        ("the with statement", "with statement"),
        ("sort a list", None),
        ("monty python", None),
    ],
)
def test_what_is_asked_for_is_known_without_the_question(query: str, asked: str | None) -> None:
    found = Query.parse(query).asked
    assert (found.typed if found else None) == asked


def test_use_decides_among_names_that_begin_alike(index: SearchIndex) -> None:
    found = [hit.entry.name for hit in search_together([index], "st", 20)]
    assert found.index("str") < found.index("string") < found.index("struct")


def test_c_and_history_rank_last(index: SearchIndex) -> None:
    found = [hit.entry.name for hit in search_together([index], "str", 20)]
    assert found.index("string") < found.index("PyObject_Str")
    found = anchors(search_together([index], "re", 20))
    assert found[0] == "library/re.html#module-re"
    assert found.index("library/re.html#re.sub") < found.index("whatsnew/3.14.html#re")


def test_deprecated_ranks_after_similar_entries(index: SearchIndex) -> None:
    found = [hit.entry.name for hit in search_together([index], "datetime utc", 20)]
    assert found[:2] == ["datetime.datetime.utcnow", "datetime.datetime.utcfromtimestamp"]


def test_filters_leave_over_what_they_name(index: SearchIndex) -> None:
    assert {hit.entry.role for hit in search_together([index], "kind:module ", 50)} == {"module"}
    assert {hit.entry.role for hit in search_together([index], "kind:modules", 50)} == {"module"}
    inside = search_together([index], "in:asyncio", 50)
    assert {hit.entry.name for hit in inside} == {"asyncio.gather", "asyncio.timeout"}
    assert search_together([index], "in:asyncio kind:class", 50) == []
    assert {hit.entry.anchor[:8] for hit in search_together([index], "in:glossary", 50)} == {
        "glossary"
    }


def test_a_phrase_asks_for_its_words_in_order(index: SearchIndex) -> None:
    assert [hit.entry.name for hit in search_together([index], '"shallow copy"', 50)] == [
        "copy.copy"
    ]


def test_an_empty_query_shows_the_most_used(index: SearchIndex) -> None:
    found = [hit.entry.name for hit in search_together([index], " ", 5)]
    assert "str" in found
    assert "return" in found


@pytest.mark.parametrize("query", ["tqqqqqq", "pqxqx yyyyy"])
def test_a_name_that_shares_little_is_not_near(index: SearchIndex, query: str) -> None:
    assert search_together([index], query, 5) == []


def test_without_a_result_the_nearest_names_are_shown(index: SearchIndex) -> None:
    assert "threading.Thread.join" in {
        hit.entry.name for hit in search_together([index], "thrxyz", 50)
    }


def test_nothing_is_asked_for(index: SearchIndex) -> None:
    assert search_together([index], "str", 0) == []
    assert search_together([index], "str", -1) == []


def test_the_matched_part_is_known(index: SearchIndex) -> None:
    hit = search_together([index], "path join", 1)[0]
    assert [hit.entry.name[start:end] for start, end in hit.in_name] == ["path.join"]
    hit = search_together([index], "replace pattern", 1)[0]
    parts = [hit.entry.summary[start:end] for start, end in hit.in_summary]
    assert (hit.entry.name, parts) == ("re.sub", ["Replace", "pattern"])


def test_one_text_is_one_result() -> None:
    shared = [entry(1, ROWS[0]), entry(2, ROWS[1])]
    same = [shared[0], shared[1]._replace(unit=1)]
    assert len(search_together([SearchIndex.build(same)], "str", 9)) == 1


def test_a_keyword_leads_to_its_explanation_alone(index: SearchIndex) -> None:
    found = anchors(search_together([index], "break", 9))
    assert found[0] == "reference/simple_stmts.html#break"
    assert "reference/compound_stmts.html#except-else" not in found


def test_a_keyword_is_shown_once_in_each_sense() -> None:
    rows = [
        ("in", "py", "keyword", "reference/expressions.html#in", "Membership.", "statement", ""),
        ("in", "py", "keyword", "reference/compound_stmts.html#index-6", "For.", "keyword", ""),
        ("in", "py", "keyword", "library/stdtypes.html#index-10", "Test.", "operator", ""),
    ]
    hits = search_together([index_of(rows)], "in", 9)
    assert [(hit.entry.anchor, hit.entry.sense) for hit in hits] == [
        ("reference/expressions.html#in", "operator")
    ]


@pytest.mark.parametrize("words", ["Same as `cups.fill`.", "See cups.fill."])
def test_an_entry_that_only_leads_to_another_comes_after_it(words: str) -> None:
    rows = [
        ("cup.fill", "py", "function", "a.html#cup.fill", words, "", ""),
        (
            "cups.fill",
            "py",
            "function",
            "b.html#cups.fill",
            "Fill one of our cups with tea.",
            "",
            "",
        ),
    ]
    hits = search_together([index_of(rows)], "fill", 2)
    assert [hit.entry.name for hit in hits] == ["cups.fill", "cup.fill"]


@pytest.mark.parametrize(
    ("name", "sense"),
    [
        ("while", "statement"),
        ("async for", "statement"),
        ("is not", "operator"),
        ("lambda", "expression"),
        ("None", "constant"),
        ("elif", "keyword"),
    ],
)
def test_a_statement_is_what_begins_one(name: str, sense: str) -> None:
    row = (name, "py", "keyword", f"reference/x.html#{name}", "", "statement", "")
    assert entry(1, row).sense == sense


def test_words_of_whole_texts_are_found_where_nothing_else_has_them() -> None:
    asked: list[tuple[tuple[str, ...], bool]] = []

    def full_text(words: Sequence[str], *, is_open: bool) -> list[int]:
        asked.append((tuple(words), is_open))
        return [2] if tuple(words) == ("zyzzyva",) else []

    entries = [entry(number, row) for number, row in enumerate(ROWS, 1)]
    index = SearchIndex.build(entries, full_text=full_text)
    assert search_together([index], "zyzzyva", 1)[0].entry == entries[1]
    assert search_together([index], "zyzzyva list", 1)[0].entry == entries[1]
    assert asked == [(("zyzzyva",), False), (("zyzzyva", "list"), True), (("zyzzyva",), False)]
    search_together([index], "list", 9)
    assert len(asked) == 3
    search_together([index], "list_zyz", 9)  # a name whose unknown part is short
    assert asked[3:] == [(("list", "zyz"), False), (("list", "zyz"), True)]


def test_a_word_of_a_text_is_not_another_one_mistyped() -> None:
    entries = [entry(number, row) for number, row in enumerate(ROWS, 1)]
    index = SearchIndex.build(
        entries, full_text=lambda words, **_: [2] if words == ["asyncor"] else []
    )
    assert search_together([index], "asyncor", 1)[0].entry == entries[1]


def test_a_word_of_a_sentence_is_hardly_a_keyword(index: SearchIndex) -> None:
    def of_keyword(query: str) -> dict[str, float]:
        hits = search_together([index], query, 20, explained=True)
        (hit,) = (one for one in hits if one.entry.name == "return")
        return dict(hit.reasons)

    assert of_keyword("leave a function and return names")["a keyword in a question"] < 0
    assert "a keyword in a question" not in of_keyword("return statement")


def test_words_for_nothing_in_particular_are_no_words_of_a_question() -> None:
    assert Query.parse("something that splits the names and stuff").content == ["splits", "names"]


def test_an_entry_of_which_very_much_is_said_has_any_word_by_chance(index: SearchIndex) -> None:
    hits = search_together([index], "concatenate strings of several names", 20, explained=True)
    less = {hit.entry.name: dict(hit.reasons).get("so much is said of it", 0.0) for hit in hits}
    assert less["str.join"] < 0.0 == less["string"]
    much = {index.entries[place].name for place in index.much_said()}
    assert {name for name, points in less.items() if points} <= much


def test_a_word_that_people_use_is_no_mistyped_name(index: SearchIndex) -> None:
    def ways(query: str) -> set[str]:
        return {
            way
            for hit in search_together([index], query, 9, explained=True)
            for way, _ in hit.reasons
        }

    assert "name with a typo" in ways("lisst string")
    assert "name with a typo" not in ways("lost string")


def test_a_word_that_only_looks_like_a_form_of_another_is_its_own() -> None:
    assert len({stem(word) for word in ("upper", "up", "lower", "low", "inner", "in")}) == 6


def test_an_option_of_another_program_is_not_one_of_ours(index: SearchIndex) -> None:
    hits = search_together([index], "unittest -f", 1) + search_together([index], "tray -f", 1)
    assert hits[0].entry.name == "unittest.-f"
    assert hits[1].score < hits[0].score - 3


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("what does toSorted do to rows", "sorted"),
        ("preg_replace as a habit", "re.sub"),
        ("toSorted preg_replace", "sorted"),
    ],
)
def test_a_name_of_another_language_is_known_in_a_sentence(
    index: SearchIndex, query: str, first: str
) -> None:
    assert search_together([index], query, 3)[0].entry.name == first
