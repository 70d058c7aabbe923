"""A small documented world by hand: names, and which role they have."""

from entry_list import EntryList

from docs_lsp.entry import Entry
from docs_lsp.names import Names
from docs_lsp.resolve import ModuleFinder

OBJECTS = """
module: os os.path sys re json asyncio collections collections.abc typing pathlib subprocess io
module: contextlib datetime functools unittest.mock logging argparse threading importlib socket
module: gzip tarfile random tempfile __future__ itertools dataclasses abc enum time warnings
class: str int bytes list dict set tuple object type float bool frozenset range property memoryview
class: pathlib.Path pathlib.PurePath collections.OrderedDict collections.deque datetime.datetime
class: functools.partial collections.defaultdict collections.Counter collections.abc.Mapping typing.NamedTuple
class: re.Pattern re.Match subprocess.Popen subprocess.CompletedProcess io.StringIO io.TextIOBase
class: logging.Handler logging.LogRecord argparse.Action asyncio.Task logging.Logger argparse.ArgumentParser threading.Thread enum.Enum socket.socket
class: sentinel string.templatelib.Template typing.Any typing.Protocol datetime.timedelta datetime.timezone
class: web.App web.App.Config
module: web
exception: ValueError OSError FileNotFoundError TimeoutError KeyError Exception BaseException
exception: ImportError json.JSONDecodeError
function: getattr vars len print open format sorted map zip enumerate isinstance iter next super min max sum reversed
function: classmethod staticmethod os.getcwd os.listdir os.path.join os.path.exists os.walk
function: json.loads json.dumps re.compile re.match asyncio.gather asyncio.run subprocess.run
function: contextlib.contextmanager functools.wraps functools.lru_cache functools.cached_property
function: unittest.mock.patch logging.getLogger typing.overload typing.cast dataclasses.dataclass
function: itertools.chain time.time time.strftime time.strptime logging.basicConfig warnings.warn importlib.import_module
data: os.environ sys.argv sys.stdout NotImplemented __debug__ typing.Optional typing.Union
data: __future__.annotations
method: str.join str.strip str.split str.encode str.format str.startswith str.upper bytes.decode
method: bytes.strip
method: list.append list.sort dict.get dict.items dict.keys dict.values dict.update dict.pop set.add
method: pathlib.PurePath.joinpath pathlib.PurePath.with_suffix pathlib.Path.read_text
method: pathlib.Path.open pathlib.Path.cwd pathlib.Path.iterdir pathlib.Path.exists
method: re.Pattern.match re.Match.group re.Match.groups subprocess.Popen.communicate
method: io.TextIOBase.read io.TextIOBase.write io.IOBase.readlines io.BufferedReader.read
method: io.BufferedIOBase.read io.IOBase.close
method: io.StringIO.getvalue logging.Logger.info argparse.ArgumentParser.add_argument
method: collections.deque.appendleft collections.Counter.most_common datetime.datetime.now
method: datetime.datetime.strftime datetime.timedelta.total_seconds threading.Thread.start
method: threading.Thread.run object.__enter__ object.__init__ object.__eq__ object.__len__
method: object.__repr__ socket.socket.recv int.bit_length float.is_integer tuple.index
method: logging.LogRecord.getMessage web.App.route asyncio.Task.cancel dict.setdefault generator.send
attribute: pathlib.PurePath.name pathlib.PurePath.parent subprocess.CompletedProcess.stdout
method: tarfile.TarFile.extractall gzip.GzipFile.read io.BufferedIOBase.write types.MappingProxyType.get functools.lru_cache.cache_clear property.setter abc.ABCMeta.register
attribute: string.templatelib.Template.interpolations string.templatelib.Interpolation.conversion string.templatelib.Interpolation.format_spec BaseExceptionGroup.exceptions enum.Enum.value module.__name__ module.__file__ definition.__name__ object.__slots__ module.__all__
attribute: type.__dict__ object.__class__ object.__dict__ re.Match.string OSError.errno BaseException.args
attribute: threading.Thread.name type.__mro__ socketserver.BaseServer.socket
method: hashlib.hash.hexdigest collections.somenamedtuple._replace
module: hashlib email.message socketserver compression compression.zstd
class: compression.zstd.ZstdCompressor datetime.date ipaddress.IPv4Address logging.Formatter
function: re.sub
method: re.Pattern.sub coroutine.close list.pop collections.deque.append datetime.datetime.strptime datetime.date.strftime datetime.date.__format__
method: ipaddress.IPv4Address.__format__
module: ipaddress select signal
method: object.__add__ object.__sub__ object.__or__ object.__truediv__ object.__lshift__
method: frozenset.union enum.Flag.__or__
class: enum.Flag
class: http.HTTPStatus urllib.parse.SplitResult
module: http urllib.parse fnmatch profile
function: fnmatch.filter fnmatch.fnmatch profile.run
method: pathlib.Path.glob
data: signal.SIGINT
method: compression.zstd.ZstdCompressor.compress
"""
LANGUAGE = """
keyword: False None True and as assert async await break case class continue def del elif else
keyword: except except* finally for from global if import in is lambda match nonlocal not or pass
keyword: raise return try type while with yield lazy
keyword: async_def async_for async_with is_not not_in
operator: := ... -> @= ; ,
label: power shifting expressions-value-comparisons augassign if_expr comprehensions except_else yieldexpr calls slicings subscriptions lists set dict
label: for while assignment annassign exprlists wildcard-patterns or-patterns as-patterns
label: group-patterns class-patterns mapping-patterns
label: sequence-patterns function genexpr parenthesized attribute-references imaginary floating
label: integers bytes-literal raw-strings formatted-string-literals strings type-params
label: template-string-literals format-codes old-string-formatting formatspec escape-sequences
label: formatstrings standard-encodings error-handlers action re-syntax re-syntax-plus
label: re-syntax-special-word lambda value-patterns bytes-formatting literal-patterns types-union help prog pathlib-pattern-language logrecord-attributes metaclasses
"""
SENSES = """
* operator
* function definition
** operator
** function definition
/ operator
/ function definition
+ binary operator
+ unary operator
- binary operator
- unary operator
// operator
% operator
@ operator
@ function definition
@ class definition
| operator
+= augmented assignment
== operator
: slicing
: function annotations
= function definition
"""


def _entry(number: int, name: str, domain: str, role: str, title: str | None = None) -> Entry:
    kind = role.rpartition(":")[2]
    signature = SIGNATURES.get(name)
    return Entry(
        "python~3.14", number, name, domain, role, kind, f"page.html#{name}", number,
        signature=signature, title=title,
    )  # fmt: skip


SIGNATURES = {
    "format": "format(value, format_spec='', /)",
    "re.compile": "re.compile(pattern, flags=0)",
    "re.match": "re.match(pattern, string, flags=0)",
    "str.encode": "str.encode(encoding='utf-8', errors='strict')",
    "threading.Thread": "threading.Thread(group=None, target=None, name=None)",
    "re.sub": "re.sub(pattern, repl, string, count=0, flags=0)",
    "re.Pattern.sub": "Pattern.sub(repl, string, count=0)",
    "time.strftime": "time.strftime(format[, t])",
    "time.strptime": "time.strptime(string[, format])",
    "datetime.datetime.strftime": "datetime.strftime(format)",
    "datetime.datetime.strptime": "datetime.strptime(date_string, format)",
    "subprocess.run": "subprocess.run(args, *, stdin=None, check=False, text=None)",
    "open": "open(file, mode='r', buffering=-1, encoding=None)",
    "sorted": "sorted(iterable, /, *, key=None, reverse=False)",
    "dict": "dict(**kwargs)",
    "fnmatch.filter": "fnmatch.filter(names, pat)",
    "fnmatch.fnmatch": "fnmatch.fnmatch(name, pat)",
    "pathlib.Path.glob": "Path.glob(pattern, *, case_sensitive=None)",
    "list.sort": "list.sort(*, key=None, reverse=False)",
}


def small_world() -> Names:
    """Return the names above; a space in a name of the language is written `_`."""
    entries: list[Entry] = []
    for block, domain in ((OBJECTS, "py"), (LANGUAGE, "py")):
        for line in block.strip().splitlines():
            role, _, words = line.partition(": ")
            for word in words.split():
                name = word.replace("_", " ") if role == "keyword" else word
                where = "std" if role == "label" else domain
                title = "statement" if role == "keyword" else None
                entries.append(_entry(len(entries) + 1, name, where, role, title))
    for line in SENSES.strip().splitlines():
        name, _, sense = line.partition(" ")
        entries.append(_entry(len(entries) + 1, name, "py", "operator", sense))
    return Names([EntryList(entries)])


NAMES = small_world()


class Project(ModuleFinder):
    """Modules of the user's code by name, all seen from one package."""

    def __init__(self, **modules: str) -> None:
        self.modules = modules

    def source(self, module: str) -> tuple[str, ModuleFinder] | None:
        text = self.modules.get(module.lstrip(".").replace(".", "_"))
        return (text, self) if text is not None else None
