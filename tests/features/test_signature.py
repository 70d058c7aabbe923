"""Signature help: the call forms, the active parameter and its text."""

import pytest
from cursor import split_cursor
from small_docs import PYTHON, SmallTexts, Thing, snapshot_of

from docs_lsp.features.signature import signature_help


def function(name: str, signature: str, text: str = "It works.") -> Thing:
    return Thing(name, "function", "function", "library/a.html", text, signature)


DOCS = snapshot_of(
    SmallTexts(
        PYTHON,
        [
            Thing("subprocess", "module", "module", "library/a.html", "Run."),
            function(
                "subprocess.run",
                "subprocess.run(args, *, input=None, check=False, **other)",
                "Run *args*.\n\nIf *check* is true, failing raises.",
            ),
            function("print", "print(*objects, sep=' ', end='\\n')"),
            function("len", "len(s, /)"),
            function("int", "int(number=0, /)\nint(string, /, base=10)", "Read *string*."),
            function("max", "max(iterable, *, key=None)\nmax(arg1, arg2, *args, key=None)"),
            function("range", "range(stop)\nrange(start, stop, step=1)"),
            function("filter", "filter(function, iterable, /)"),
            function("map", "map(function, iterable, /, *iterables, strict=False)"),
            function("sorted", "sorted(iterable, /, *, key=None, reverse=False)"),
            function("sum", "sum(iterable, /, start=0)"),
            function("zip", "zip(*iterables, strict=False)"),
            function("divmod", "divmod(a, b, /)"),
            function("pow", "pow(base, exp, mod=None)"),
            function("dict", "dict(**kwargs)\ndict(mapping, /, **kwargs)"),
            Thing("os.path", "module", "module", "library/a.html", "Paths."),
            function("os.path.join", "os.path.join(path, /, *paths)"),
        ],
    )
)


def shown(marked: str) -> str:
    """Return the form that fits, its active parameter in brackets."""
    source, offset = split_cursor(marked)
    found = signature_help(DOCS, source, offset)
    if found is None:
        return ""
    form = found.forms[found.active]
    if form.active is None:
        return form.text
    start, end = form.parameters[form.active]
    return f"{form.text[:start]}«{form.text[start:end]}»{form.text[end:]}"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("len($0", "len(«s», /)"),
        ("len($0)", "len(«s», /)"),
        ("len(x.y[$0", "len(«s», /)"),
        ("len([1, 2, $0])", "len(«s», /)"),
        ("len('ab$0", "len(«s», /)"),
        ("print(len(1), $0", "print(«*objects», sep=' ', end='\\n')"),
        ("print(1, 2, sep=$0", "print(*objects, «sep=' '», end='\\n')"),
        ("print(1, 2, sep='$0", "print(*objects, «sep=' '», end='\\n')"),
        ("print(1, sep='', $0", "print(*objects, sep=' ', «end='\\n'»)"),
        ("print(\n    1,\n    # (\n    end=$0\n)", "print(*objects, sep=' ', «end='\\n'»)"),
        ("int($0", "int(«number=0», /)"),
        ("int('1', $0", "int(string, /, «base=10»)"),
        ("int('1', base=$0", "int(string, /, «base=10»)"),
        ("max(1, $0", "max(arg1, «arg2», *args, key=None)"),
        ("max(1, 2, 3, 4, $0", "max(arg1, arg2, «*args», key=None)"),
        ("max(x, key=$0", "max(iterable, *, «key=None»)"),
        ("range(1, $0", "range(start, «stop», step=1)"),
        ("range(1, 2, 3, $0", "range(stop)"),
        ("dict(zip(a, b), $0)", "dict(mapping, /, **kwargs)"),
        ("dict(zip(a, b), c=$0)", "dict(mapping, /, «**kwargs»)"),
        ("dict(c=$0)", "dict(«**kwargs»)"),
        ("import subprocess as s\ns.run(x, cwd=$0", "subprocess.run(args, *, input=None, check=False, «**other»)"),
        ("import subprocess as s\ns.run(x, $0", "subprocess.run(args, *, input=None, check=False, **other)"),
        ("x = foo(\ny = len($0", "len(«s», /)"),
        ("len(1)$0", ""),
        ("len$0(1)", ""),
        ("unknown(len, $0", ""),
        ("len(unknown($0", ""),
        ("def len($0", ""),
        ("# len($0", ""),
        ("'len($0'", ""),
        ("f'{len($0", "len(«s», /)"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_form_that_fits_and_the_parameter_that_is_typed(marked: str, expected: str) -> None:
    assert shown(marked if "$0" in marked else f"{marked}$0") == expected


@pytest.mark.parametrize(
    ("marked", "label"),
    [
        # commas that part a lambda's parameters
        ("filter(lambda x, y: x$0, [])", "function"),
        ("filter(lambda x, y$0", "function"),
        ("map(lambda x, y: x, $0)", "iterable"),
        ("map(lambda x, y: x, $0", "iterable"),
        ("map(lambda x, y: (x, y), a, $0", "*iterables"),
        ("map(lambda x, y=(1, 2), *z, k: 0, a$0", "iterable"),
        ("map(lambda f=lambda: 0, g=1: f, a$0", "iterable"),
        ("map(lambda: (yield), $0)", "iterable"),
        ("sorted(xs, key=lambda p, q$0: p)", "key=None"),
        ("sorted(xs, key=lambda p, q: {p: q$0", "key=None"),
        ("sorted(xs, key=lambda p: p[1:2, 3], $0", "reverse=False"),
        # a generator's and a comprehension's targets
        ("sum(x for x, y$0 in z)", "iterable"),
        ("sum(x for x, y$0", "iterable"),
        ("sum((x for x, y in z), $0)", "start=0"),
        ("sum([x for x, y in z], $0", "start=0"),
        ("sum(x for x in max(a, b$0))", "arg2"),
        ("max([a for a, b in c], [d for d, e$0 in f], g)", "arg2"),
        ("dict(a=[x for x, y in z], b=$0", "**kwargs"),
        # unpacked arguments
        ("os.path.join(*parts, $0)", "*paths"),
        ("os.path.join(*pa$0rts)", "path"),
        ("os.path.join(a, *pa$0rts)", "*paths"),
        ("zip(*rows, $0", "*iterables"),
        ("zip(*rows, strict=$0", "strict=False"),
        ("divmod(*pair, $0)", None),
        ("dict(**one, **tw$0o)", "**kwargs"),
        ("print(*a, *b, $0, sep='')", "*objects"),
        ("print(*a, s$0)", "*objects"),
        ("sorted(xs, **options, r$0)", "reverse=False"),
        # walrus
        ("divmod(a := 1, $0)", "b"),
        ("divmod((a := 1, 2), b := $0", "b"),
        ("pow(n := len(x), n, $0", "mod=None"),
        # nested calls and brackets
        ("divmod(pow(1, 2, 3), $0)", "b"),
        ("divmod(pow(1, 2, $0), 3)", "mod=None"),
        ("divmod(pow(1, 2, $0", "mod=None"),
        ("divmod(x[1, 2], {3, 4}, $0", None),
        ("divmod((1, 2$0), 3)", "a"),
        ("divmod(f'{x[\"a, b\"]}', $0)", "b"),
        ("divmod(a if b else c, $0)", "b"),
        ("divmod(f(1, 2)(3, 4), $0)", "b"),
        ("sorted([1, 2], re$0", "reverse=False"),
        ("sorted([1, 2], ke$0y=len)", "key=None"),
        ("sorted([1, 2], ke$0y=len", "key=None"),
        ("divmod(1,  # a, comment, of (parts\n $0)", "b"),
        ("divmod('a, b', \"c, d\" $0", "b"),
        ("divmod(not x, -y$0)", "b"),
    ],
)
def test_arguments_are_counted_by_the_tree(marked: str, label: str | None) -> None:
    source, offset = split_cursor(f"import os, subprocess\n{marked}")
    found = signature_help(DOCS, source, offset)
    assert found is not None
    form = found.forms[found.active]
    spans = form.parameters
    assert label == (None if form.active is None else form.text[slice(*spans[form.active])])


@pytest.mark.parametrize(
    "marked",
    [
        "f()(1, $0)",
        "f()(1, $0",
        "divmod(f[0](1, $0), 2)",
        "match x:\n    case divmod($0)",
        "match x:\n    case [divmod(a, $0",
        "divmod(1, 2  # $0\n)",
    ],
)
def test_a_call_of_something_else_shows_no_form(marked: str) -> None:
    source, offset = split_cursor(marked)
    assert signature_help(DOCS, source, offset) is None


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("import subprocess\nsubprocess.run(x, check=$0", "If *check* is true, failing raises."),
        ("import subprocess\nsubprocess.run($0", "Run *args*."),
        ("import subprocess\nsubprocess.run(x, input=$0", None),
        ("len($0", None),
    ],
)
def test_what_the_manual_says_of_the_parameter(marked: str, said: str | None) -> None:
    source, offset = split_cursor(marked)
    found = signature_help(DOCS, source, offset)
    assert found is not None
    assert found.said == said


def test_the_text_is_plain_on_request() -> None:
    source, offset = split_cursor("import subprocess\nsubprocess.run($0")
    found = signature_help(DOCS, source, offset, markdown=False)
    assert found is not None
    assert found.said == "Run args."
