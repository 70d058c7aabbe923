"""Which call forms are shown, which parameter is marked, and what is said of it."""

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
        ("print(1, sep='', $0", "print(*objects, sep=' ', end='\\n')"),
        ("print(\n    1,\n    # (\n    end=$0\n)", "print(*objects, sep=' ', «end='\\n'»)"),
        ("int($0", "int(«number=0», /)"),
        ("int('1', $0", "int(string, /, «base=10»)"),
        ("int('1', base=$0", "int(string, /, «base=10»)"),
        ("max(1, $0", "max(arg1, «arg2», *args, key=None)"),
        ("max(1, 2, 3, 4, $0", "max(arg1, arg2, «*args», key=None)"),
        ("max(x, key=$0", "max(iterable, *, «key=None»)"),
        ("range(1, $0", "range(start, «stop», step=1)"),
        ("range(1, 2, 3, $0", "range(stop)"),
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


def test_it_is_said_in_plain_text_too() -> None:
    source, offset = split_cursor("import subprocess\nsubprocess.run($0")
    found = signature_help(DOCS, source, offset, markdown=False)
    assert found is not None
    assert found.said == "Run args."
