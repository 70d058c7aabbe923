"""A small set of entries in which each query has its competitors."""

from collections.abc import Sequence
from dataclasses import dataclass

from docs_lsp.entry import Entry
from docs_lsp.search import SearchIndex


@dataclass(frozen=True)
class Alias:
    entry: int
    name: str


# name, domain, role, anchor, summary, title, further names
ROWS: Sequence[tuple[str, str, str, str, str, str, str]] = (
    ("str", "py", "class", "library/stdtypes.html#str", "Return a string version of object.", "", ""),
    ("string", "py", "module", "library/string.html#module-string", "Common string operations.", "", ""),
    ("struct", "py", "module", "library/struct.html#module-struct", "Packed binary data.", "", ""),
    ("str.join", "py", "method", "library/stdtypes.html#str.join", "Concatenate strings.", "", ""),
    ("str.split", "py", "method", "library/stdtypes.html#str.split", "Return a list of the words.", "", ""),
    ("turtle.Vec2D.str", "py", "attribute", "library/turtle.html#x", "", "", ""),
    ("PyObject_Str", "c", "function", "c-api/object.html#c.PyObject_Str", "String of an object.", "", ""),
    ("open", "py", "function", "library/functions.html#open", "Open file and return a file object.", "", ""),
    ("os.open", "py", "function", "library/os.html#os.open", "Open the file path.", "", ""),
    ("gzip.open", "py", "function", "library/gzip.html#gzip.open", "Open a gzip file.", "", ""),
    ("list", "py", "class", "library/stdtypes.html#list", "Mutable sequence.", "", ""),
    ("list", "std", "term", "glossary.html#term-list", "A built-in Python sequence.", "", ""),
    ("list", "std", "pdbcommand", "library/pdb.html#pdbcommand-list", "List source code.", "", ""),
    ("os.listdir", "py", "function", "library/os.html#os.listdir", "Names in a directory.", "", ""),
    ("re", "py", "module", "library/re.html#module-re", "Regular expression operations.", "", ""),
    ("re", "std", "section", "whatsnew/3.14.html#re", "What has changed in re.", "", ""),
    ("return", "py", "keyword", "reference/simple_stmts.html#return", "Leave a function.", "statement", ""),
    ("re.sub", "py", "function", "library/re.html#re.sub", "Replace occurrences of a pattern.", "", ""),
    ("os.path.join", "py", "function", "library/os.path.html#os.path.join", "Join path segments.", "", ""),
    ("threading.Thread.join", "py", "method", "library/threading.html#join", "Wait for the thread.", "", ""),
    (":=", "py", "operator", "reference/expressions.html#assignment-expressions", "An assignment expression.", "operator", "walrus operator"),
    ("Assignment expressions", "std", "section", "whatsnew/3.8.html#assignment-expressions", "The walrus operator.", "", ""),
    ("with", "py", "keyword", "reference/compound_stmts.html#with", "The with statement.", "statement", ""),
    ("with", "py", "keyword", "reference/datamodel.html#index-111", "Context managers.", "statement", ""),
    ("--without-pymalloc", "std", "cmdoption", "using/configure.html#a", "", "", ""),
    ("dataclasses.dataclass", "py", "function", "library/dataclasses.html#dataclasses.dataclass", "A decorator.", "", ""),
    ("dataclasses", "py", "module", "library/dataclasses.html#module-dataclasses", "Data classes.", "", ""),
    ("dataclasses.is_dataclass", "py", "function", "library/dataclasses.html#d", "Is it one?", "", ""),
    ("format-codes", "std", "label", "library/datetime.html#format-codes", "Codes of strftime.", "Format codes", ""),
    ("yield", "py", "keyword", "reference/simple_stmts.html#yield", "Make a generator.", "statement", ""),
    ("-X", "std", "cmdoption", "using/cmdline.html#cmdoption-X", "Implementation options.", "", ""),
    ("-x", "std", "cmdoption", "using/cmdline.html#cmdoption-x", "Skip the first line.", "", ""),
    ("unittest.-f", "std", "cmdoption", "library/unittest.html#cmdoption-f", "Stop at the first error.", "", ""),
    ("xml", "py", "module", "library/xml.html#module-xml", "XML processing.", "", ""),
    ("asyncio.gather", "py", "function", "library/asyncio-task.html#asyncio.gather", "Run awaitables.", "", ""),
    ("curses.textpad.Textbox.gather", "py", "method", "library/curses.html#g", "Collect text.", "", ""),
    ("GIL", "std", "term", "glossary.html#term-GIL", "See global interpreter lock.", "", ""),
    ("PyGILState_Ensure", "c", "function", "c-api/init.html#c.PyGILState_Ensure", "Take the GIL.", "", ""),
    ("object.__dict__", "py", "attribute", "library/stdtypes.html#object.__dict__", "Attributes.", "", ""),
    ("dict", "py", "class", "library/stdtypes.html#dict", "Mapping.", "", ""),
    ("concurrent.futures.ThreadPoolExecutor", "py", "class", "library/concurrent.futures.html#t", "Pool of threads.", "", ""),
    ("ThreadPoolExecutor", "std", "section", "library/concurrent.futures.html#s", "", "", ""),
    ("ValueError", "py", "exception", "library/exceptions.html#ValueError", "", "", ""),
    ("zipfile", "py", "module", "library/zipfile.html#module-zipfile", "Work with ZIP archives.", "", ""),
    ("zip", "py", "function", "library/functions.html#zip", "Iterate over several iterables.", "", ""),
    ("asyncio.timeout", "py", "function", "library/asyncio-task.html#asyncio.timeout", "Limit the time.", "", ""),
    ("socket.timeout", "py", "exception", "library/socket.html#socket.timeout", "Alias of TimeoutError.", "", ""),
    ("copy.copy", "py", "function", "library/copy.html#copy.copy", "Return a shallow copy of obj.", "", ""),
    ("shutil.copy", "py", "function", "library/shutil.html#shutil.copy", "Copy the file, shallow.", "", ""),
    ("datetime.datetime.utcnow", "py", "method", "library/datetime.html#u", "Current time in UTC.", "", ""),
    ("datetime.datetime.utcfromtimestamp", "py", "method", "library/datetime.html#f", "Time in UTC.", "", ""),
    ("%", "py", "operator", "reference/expressions.html#binary", "The modulo operator.", "operator", ""),
    ("%", "std", "index", "library/stdtypes.html#index-37", "Printf-style formatting.", "printf-style formatting", ""),
    ("f-string", "std", "term", "glossary.html#term-f-string", "A formatted string literal.", "", ""),
    ("break", "py", "keyword", "reference/simple_stmts.html#break", "Leave a loop.", "statement", ""),
    ("break", "py", "keyword", "reference/compound_stmts.html#except-else", "The else clause, for each try.", "statement", ""),
    ("tut-for-else", "std", "label", "tutorial/controlflow.html#tut-for-else", "In a for loop.", "else Clauses on Loops", ""),
    ("sorted", "py", "function", "library/functions.html#sorted", "Return a new sorted list.", "", ""),
)  # fmt: skip
# name of a function, its parameters
PARAMETERS: Sequence[tuple[str, str]] = (
    ("asyncio.gather", "aws return_exceptions"),
    ("open", "file mode buffering encoding"),
    ("gzip.open", "filename mode encoding"),
    ("sorted", "iterable key reverse"),
    ("dataclasses.dataclass", "cls init frozen kw_only"),
    ("copy.copy", "obj"),
)
DEPRECATED = {"datetime.datetime.utcfromtimestamp"}


def entry(number: int, row: tuple[str, str, str, str, str, str, str]) -> Entry:
    name, domain, role, anchor, summary, title, _aliases = row
    return Entry(
        docset="python~3.14",
        id=number,
        name=name,
        domain=domain,
        role=role,
        kind={"cmdoption": "command-line option", "term": "glossary term"}.get(role, role),
        anchor=anchor,
        unit=number,
        summary=summary,
        title=title or None,
        deprecated="3.12" if name in DEPRECATED else None,
    )


def index_of(rows: Sequence[tuple[str, str, str, str, str, str, str]]) -> SearchIndex:
    entries = [entry(number, row) for number, row in enumerate(rows, 1)]
    aliases = [Alias(number, row[6]) for number, row in enumerate(rows, 1) if row[6]]
    numbers = {one.name: one.id for one in entries}
    parameters = [
        Alias(numbers[function], name)
        for function, names in PARAMETERS
        if function in numbers
        for name in names.split()
    ]
    return SearchIndex.build(entries, aliases, parameters=parameters)
