"""Fragments of code lead to what describes their form, not to the reader's own names."""

import pytest
from search_rows import ROWS, index_of

from docs_lsp.search import search_together
from docs_lsp.search.code_forms import forms
from docs_lsp.search.query import Query

INDEX = index_of(ROWS)


@pytest.mark.parametrize(
    ("fragment", "first"),
    [
        ("names[1:-1]", "slicings"),
        ("async for row in rows", "async for"),
        ("for name in names", "for"),
        ("with lock as held", "with"),
        ("nonlocal total; total += 1", "nonlocal"),
        ("copy $1 to $2", "sys.argv"),
        ("$HOME", "os.environ"),
        ("%03d", "old-string-formatting"),
        ("{0:>8}", "formatspec"),
        ("\\x1b[0m", "string-escape-hex"),
        ("\\033[0m", "string-escape-oct"),
        ("{0}: {1}", "formatstrings"),
        ("return a, b", "return"),
        ("a or b", "or"),
        ("self.size = size", "assignment"),
        ("'{:<8}'", "formatspec"),
        ("'\\x7f'", "string-escape-hex"),
        ("2,500,000", "formatspec"),
        ("$9.50", "locale.currency"),
        ("24.12.2026", "format-codes"),
        ("18:45", "format-codes"),
        ("\\w+", "re-syntax-special-word"),
        ("7 - 2 - 1", "binary"),
        ("List<Tray> trays", "list"),
        ("SELECT name FROM trays WHERE size > 2", "sqlite3.Cursor.execute"),
        ("this.size", "why-self"),
        ("3.times do", "for"),
        ("total <- 5", "assignment"),
        ("[[ -d trays ]]", "os.path.exists"),
        ("Copy-Item a.txt b.txt", "shutil.copy"),
        ("count = count + 2", "assignment"),
        ("[a, b] + [c]", "typesseq-common"),
        ("localhost:8080", "socket.create_connection"),
        ("UTC+2", "datetime.timezone"),
        ("(2, 1) < (2, 3)", "comparisons"),
        ("total = 5,", "tut-tuples"),
        ("2026-W48-6", "datetime.date.fromisocalendar"),
        ("10.0.0.0/8", "ipaddress.ip_network"),
        ("2026-11-28", "datetime.date.fromisoformat"),
        ("2026-11-28 23:45", "datetime.datetime.fromisoformat"),
        ("[n * 2 for n in numbers if n]", "tut-listcomps"),
        ("{name: len(name) for name in names}", "dictionary comprehension"),
        ("sum(n for n in numbers)", "sum"),
        ("first, *others = line", "assignment"),
        ("'yes' if done else 'no'", "if_expr"),
        ("class Stack[T](Base):", "generic-classes"),
        ("def run(a, /, b, *, c=1):", "4.9.3. Special parameters"),
        ("type Pair = tuple[int, int]", "type"),
        ("type Two[A] = tuple[A, A]", "generic-type-aliases"),
        ("a, b = b, a", "assignment"),
        ("case {'id': number}:", "mapping-patterns"),
        ("case Point(x=0):", "class-patterns"),
        ("(?<!\\d)\\w+", "re-syntax-negative-lookbehind"),
        ("0b1010", "integers"),
        ("10_000", "integers"),
        ("0.30000000000000004", "tut-fp-issues"),
        ("2.5e-3", "floating"),
        ('f"{total:>8.2f}"', "f-strings"),
        ("except* ValueError as group:", "except_star"),
        ("raise KeyError(name) from None", "raise"),
        ("from ..tools import names", "relativeimports"),
        ("left @ right", "@"),
        ("left//right", "//"),
        ("@cached(size=3)", "cached"),
        ("...", "Ellipsis"),
        ("value is not None", "is not"),
        ("low < value <= high", "comparisons"),
        ("row * 3 % 2 == 0", "%"),
        ('[["."] * width] * height', "faq-multidimensional-list"),
        ('print(f"{total=}")', "Debug specifier"),
        ('"{}-{}".format(a, b)', "str.format"),
        ("ages['Ann']", "typesmapping"),
        ("list[str]", "types-genericalias"),
        ("int | None", "types-union"),
        ("count++", "augassign"),
        ("ready ? 1 : 0", "if_expr"),
        ("ready && done", "booleans"),
        ("switch (kind) {", "match"),
        ("rm -rf build", "shutil.rmtree"),
        ("chmod +x run.sh", "os.chmod"),
        ("ls *.py", "glob.glob"),
        ("ps aux | grep python", "subprocess-replacements"),
        ("size = given or 'large'", "or"),
        ("full = a and b", "and"),
        ("empty = not trays", "not"),
        ("known = tray in trays", "in"),
        ("same = tray is not other", "is not"),
        ("low = size < 2", "comparisons"),
        ("area = width * height", "*"),
        ("price = cost + tax * 2", "binary"),
        ("less = -more", "unary"),
        ("a is not b", "is not"),
        ("not a or b", "or"),
        ("'tray' in 'trays'", "membership-test-details"),
        ('"trays"[::-1]', "slicings"),
        ("{}", "dict"),
        ("with left as a, right as b:", "with"),
        ("with open(a) as old, open(b, 'w') as new:", "with"),
    ],
)
def test_a_fragment_is_known_by_its_form(fragment: str, first: str) -> None:
    assert next(forms(fragment)) == first


@pytest.mark.parametrize(
    "text",
    [
        "sort a list",
        "global interpreter lock",
        "for loop with an index",
        "try except finally",
        "how to use x[1:] on a string",
        "C++",
        "os.path.join",
        "python -m http.server",
        "127.0.0.1",
        "3.12",
        "kind:class in:asyncio",
        "non-greedy",
    ],
)
def test_words_and_names_are_no_code(text: str) -> None:
    assert list(forms(text)) == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("with lock:", "reference/compound_stmts.html#with"),
        ("while (line := source.readline()):", "reference/expressions.html#assignment-expressions"),
        ("row = sorted(rows, key=len)", "library/functions.html#sorted"),
        ("words = str.split(text)", "library/stdtypes.html#str.split"),
    ],
)
def test_a_fragment_leads_to_its_form(query: str, first: str) -> None:
    assert search_together([INDEX], query, 3)[0].entry.anchor == first


def test_quotes_in_code_are_no_phrase() -> None:
    query = Query.parse('"%s is %d" % (name, age)')
    assert query.phrases == ()
    assert query.forms == ("old-string-formatting",)


@pytest.mark.parametrize(
    "query", ["except in:os", "except join in:os.path", "kind:class def f(x):"]
)
def test_a_query_with_a_filter_is_no_code(query: str) -> None:
    parsed = Query.parse(query)
    assert not parsed.forms
    assert parsed.modules or parsed.kinds


def test_the_function_of_another_language_leads_to_what_does_the_same() -> None:
    assert list(forms('printf("%d", n)'))[1] == "old-string-formatting"


def test_a_call_on_the_reader_s_own_object_is_known_by_what_it_is_given() -> None:
    assert list(forms("trays.map(tray => tray.size)"))[:2] == ["trays.map", "map"]
    assert list(forms("super.stack()"))[:2] == ["super.stack", "super"]


@pytest.mark.parametrize("words", ["not in", "is not", "one or more", "return value"])
def test_a_few_words_are_no_code(words: str) -> None:
    assert not list(forms(words))


def test_a_decorator_is_known_without_its_module() -> None:
    rows = [
        ("trays.stacked", "py", "function", "trays.html#stacked", "Stack the trays.", "", ""),
        ("decorator", "std", "term", "glossary.html#term-decorator", "", "", ""),
    ]
    hits = search_together([index_of(rows)], "@stacked(height=2)", 2)
    assert [hit.entry.name for hit in hits] == ["trays.stacked", "decorator"]
