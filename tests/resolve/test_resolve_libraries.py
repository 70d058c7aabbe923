"""Names of libraries: by the facts of their modules, and by the documentation's names."""

import pytest
from cursor import split_cursor
from entry_list import EntryList
from library_facts_kit import entries_of, library_facts
from names_kit import NAMES

from docs_lsp.entry import Entry
from docs_lsp.libraries.packing import unpack
from docs_lsp.names import Names
from docs_lsp.resolve import UserModules, resolve, resolve_members
from docs_lsp.resolve.libraries import module_tables

MODULES = {
    "kit": "from .app import App\nfrom .helpers import *\nfrom .app import request\nfrom ._impl import Hidden",
    "kit.app": """
from __future__ import annotations
import typing as t
from .base import Base
from .reply import Reply
from pathlib import Path
T = t.TypeVar("T")

class App(Base):
    config: dict[str, Reply]
    def __init__(self, name: str): self.first = Reply()
    def send(self) -> Reply: ...
    def each(self) -> t.Iterator[Reply]: ...
    def chain(self): return self
    def clone(self): return self.chain().send()
    def path(self) -> Path: ...
    async def fetch(self) -> Reply: ...
    def __enter__(self) -> App: ...
    @property
    def last(self) -> Reply: ...
    @t.overload
    def pick(self, key: int) -> Reply: ...
    @t.overload
    def pick(self, key: str) -> str: ...

def same(x: T) -> T: ...
request: Reply = None
""",
    "kit.base": "class Base:\n    def run(self): ...\n    def close(self): ...",
    "kit.reply": "class Reply:\n    def json(self): ...\n    text: str\n    def __getitem__(self, i) -> 'Reply': ...",
    "kit.helpers": "from .reply import Reply\nfrom ._impl import _make\ndef get() -> Reply: ...\ndef make(): return _make()",
    "kit._impl": "from .reply import Reply\ndef _make(): return Reply()\nclass Hidden:\n    def secret(self): ...",
}
DOCUMENTED = """
class: kit.App kit.Reply
function: kit.get kit.helpers.make kit.same
method: kit.App.send kit.App.run kit.Reply.json kit.Base.close
attribute: kit.App.config kit.Reply.text
data: kit.request DEBUG
module: kit.helpers
"""


def documented() -> EntryList:
    entries = entries_of(DOCUMENTED, "kit~1.0")
    page = Entry("kit~1.0", len(entries) + 1, "index", "std", "doc", "page", "index.html", 9)
    return EntryList([*entries, page])


BOTH = Names([*NAMES._docsets, documented()])
WORKSPACE = UserModules()
WORKSPACE.libraries = library_facts(MODULES)


def shown(marked: str, names: Names = BOTH, workspace: UserModules = WORKSPACE) -> str | None:
    source, offset = split_cursor(marked)
    found = resolve(source, offset, names, workspace.finder("/p/a.py"))
    return found.entry.name if found is not None and not found.guess else None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("import $0kit", "index"),
        ("from $0kit import App", "index"),
        ("import $0kit.app", "index"),
        ("from kit import $0App", "kit.App"),
        ("from kit.app import $0App", "kit.App"),
        ("from kit import $0make", "kit.helpers.make"),
        ("from kit import $0get", "kit.get"),
        ("import kit as w\nw.$0App", "kit.App"),
        ("import kit\nkit.helpers.$0make", "kit.helpers.make"),
        ("from kit import App\nApp('a').$0send", "kit.App.send"),
        ("from kit import App\nApp('a').$0run", "kit.App.run"),
        ("from kit import App\nApp('a').send().$0json", "kit.Reply.json"),
        ("from kit import App\nApp('a').chain().send().$0json", "kit.Reply.json"),
        ("from kit import App\nApp('a').clone().$0json", "kit.Reply.json"),
        ("from kit import App\nApp('a').first.$0json", "kit.Reply.json"),
        ("from kit import App\nApp('a').last.$0json", "kit.Reply.json"),
        ("from kit import App\nfor r in App('a').each():\n    r.$0json", "kit.Reply.json"),
        ("from kit import App\nApp('a').config['x'].$0json", "kit.Reply.json"),
        ("from kit import App\nApp('a').send()[0].$0json", "kit.Reply.json"),
        ("from kit import App\nwith App('a') as app:\n    app.$0send", "kit.App.send"),
        (
            "from kit import App\nasync def f():\n    (await App('a').fetch()).$0json",
            "kit.Reply.json",
        ),
        ("from kit import App\nApp('a').pick(1).$0json", "kit.Reply.json"),
        ("from kit import App\nApp('a').pick('x').$0strip", "str.strip"),
        ("from kit import App\nApp('a').path().$0exists", "pathlib.Path.exists"),
        ("from kit import request\nrequest.$0json", "kit.Reply.json"),
        ("import kit\nkit.make().$0json", "kit.Reply.json"),
        ("from kit.app import same\nsame('a').$0strip", "str.strip"),
        ("from kit import App\ndef f(app: App):\n    app.$0send", "kit.App.send"),
        (
            "from kit import App\nclass Mine(App):\n    def f(self):\n        self.$0send",
            "kit.App.send",
        ),
        (
            "from kit import App\nclass Mine(App):\n    def f(self):\n        super().$0run",
            "kit.App.run",
        ),
    ],
)
def test_a_name_of_a_library_leads_to_its_entry(code: str, name: str) -> None:
    assert shown(code) == name


@pytest.mark.parametrize(
    "code",
    [
        "from kit import $0Hidden",
        "from kit import Hidden\nHidden().$0secret",
        "from kit.reply import $0Other",
        "import app\napp.$0App",
        "class App: ...\nApp().$0send",
        "from kit import App\nclass Mine(App):\n    def send(self): ...\nMine('a').$0send",
    ],
)
def test_what_is_not_documented_shows_nothing(code: str) -> None:
    assert shown(code) is None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("$0DEBUG", None),  # documented by a library, but not built in
        (
            "from kit import App\nclass Mine(App):\n    def f(self):\n        super().$0__init__()",
            "kit.App",
        ),
        ("from kit.base import Base\nBase.$0__init__", None),  # that of `object` is another
        ("class Mine: ...\nMine.$0__init__", "object.__init__"),
        ("from kit import App\nApp($0name='a')", "kit.App"),
        ("from kit import App\nApp.send($0key='a')", "kit.App.send"),
    ],
)
def test_what_a_library_documents_is_no_more_than_its_own(code: str, name: str | None) -> None:
    assert shown(code) == name


def test_a_guess_asks_the_libraries_that_the_text_imports() -> None:
    workspace = UserModules()
    for imports, is_guess in (("import other", True), ("import kit", False)):
        source, offset = split_cursor(f"{imports}\ndef f(x):\n    x.$0setdefault('a')")
        names = Names([*NAMES._docsets, documented(), _OTHER])
        found = resolve(source, offset, names, workspace.finder("/p/a.py"))
        assert (found is not None and found.guess) == is_guess


_OTHER = EntryList(
    [Entry("kit~1.0", 1, "kit.Mapping.setdefault", "py", "method", "method", "p.html#x", 1)]
)


def test_members_of_an_object_of_a_library_are_offered() -> None:
    source = "from kit import App\nApp('a')."
    found = resolve_members(source, len(source), BOTH, WORKSPACE.finder("/p/a.py"))
    assert {"send", "run", "config"} <= found.keys()


def test_a_module_that_was_not_read_is_wanted() -> None:
    workspace = UserModules()
    workspace.libraries = facts = library_facts({"kit": MODULES["kit"]})
    assert shown("from kit import App\nApp('a').send().$0json", workspace=workspace) is None
    assert "kit.app.App" in facts.wanted


def test_further_modules_do_not_unpack_known_ones_again(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked: list[bytes] = []

    def counted(packed: bytes) -> dict[str, object]:
        unpacked.append(packed)
        return unpack(packed)

    monkeypatch.setattr(module_tables, "unpack", counted)
    known = library_facts({"kit": "from .app import App", "kit.app": "class App: ..."})
    assert known.canonical("kit.App") == "kit.app.App"
    before = len(unpacked)
    more = known.extended(library_facts({"kit.more": "from .app import App"}).packed)
    assert more.canonical("kit.App") == "kit.app.App"
    assert len(unpacked) == before
    assert more.canonical("kit.more.App") == "kit.app.App"
    assert more.related("kit") == {"kit"}


def test_a_circle_of_aliases_and_results_ends() -> None:
    workspace = UserModules()
    workspace.libraries = library_facts(
        {
            "ring": "from .a import x, f",
            "ring.a": "from .b import x\nfrom .b import g\nfrom .c import *\ndef f(): return g()",
            "ring.b": "from .a import x\nfrom .a import f\ndef g(): return f()",
            "ring.c": "from .a import *\nclass A(B): ...\nclass B(A): ...",
        }
    )
    for code in (
        "import ring\nring.$0x",
        "import ring\nring.f().$0x",
        "from ring.a import A\nA().$0y",
    ):
        assert shown(code, workspace=workspace) is None


def test_a_web_of_star_imports_ends() -> None:
    stars = "\n".join(f"from web.m{index} import *" for index in range(40))
    modules = {f"web.m{index}": stars for index in range(40)} | {"web": stars}
    modules["web.m39"] = "def get(): ..."
    facts = library_facts(modules)
    assert facts.canonical("web.get") == "web.m39.get"
    assert facts.canonical("web.none") == "web.none"


def test_a_class_may_be_a_type_argument_of_its_own_base() -> None:
    workspace = UserModules()
    workspace.libraries = library_facts(
        {"kit": "class Base: ...\nclass App(Base['App']):\n    def send(self) -> 'App': ..."}
    )
    assert shown("from kit import App\nApp().send().$0send", workspace=workspace) == "kit.App.send"


def test_imports_of_libraries_are_named_through_the_users_modules() -> None:
    opened = ["/p/c.py"]
    workspace = UserModules(opened=opened)
    workspace.put("/p/a.py", "import os\nfrom .b import x\nimport kit.app\n")
    workspace.put("/p/b.py", "from kit import App as x\n")
    workspace.put(
        "/p/c.py", "import kit.app as k\nfrom kit import x\nk.App; x.y.z; self.k.no; os.path\n"
    )
    assert {"kit.app.App", "kit.x.y"} <= set(workspace.library_names())
    assert "kit.app.no" not in workspace.library_names()
    opened[:] = ["/p/a.py"]
    assert set(workspace.library_names()) == {"kit.app", "kit", "kit.App"}


NET = """
class: net.Client net.Answer net.Message
function: net.get
method: net.Client.send net.Answer.json net.Answer.copy net.Message.close
attribute: net.Client.last net.Answer.history net.Answer.text
"""
WITH_NET = Names([*BOTH._docsets, EntryList(entries_of(NET, "net~1.0"))])


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("import net\nnet.get().$0json", "net.Answer.json"),
        ("import net\na = net.get()\na.$0text", "net.Answer.text"),
        ("import net\nnet.get().$0close", "net.Message.close"),
        ("import net\nnet.get().copy().$0json", "net.Answer.json"),
        ("import net\nfor one in net.get().history:\n    one.$0json", "net.Answer.json"),
        ("import net\nnet.Client().last.$0json", "net.Answer.json"),
        ("import net\nwith net.Client() as c:\n    c.$0last", "net.Client.last"),
        ("import net\nasync def f(c: net.Client):\n    (await c.send()).$0json", "net.Answer.json"),
        (
            "import net\nasync def f(c: net.Client):\n    async with c.send() as a:\n        a.$0json",
            "net.Answer.json",
        ),
        (
            "import net\nclass A(net.Answer):\n    def f(self):\n        self.$0close",
            "net.Message.close",
        ),
        ("import net\nnet.Client().send().$0json", None),  # not awaited
        ("import net\nnet.get().json().$0json", None),  # no result is stated
        # The text of an installed library comes first; what it leaves open documentation may state.
        ("from kit import App\nApp('a').send().json().$0json", "net.Answer.json"),
    ],
)
def test_documentation_states_types_that_no_text_gives(code: str, name: str | None) -> None:
    assert shown(code, WITH_NET) == name


TABLE = {
    "frame": "from .core import Table, Column, Factory, Made, make, least\nfrom ._typing import Self",
    "frame._typing": "from typing_extensions import Self",
    "frame.core": """
from __future__ import annotations
import typing as t
from ._typing import Self
from .words import Words
S = t.TypeVar("S", bound="Column")

class Column:
    text = Words()
    def first(self) -> Self: ...

class Base:
    def copy(self) -> Self: ...

class Table(Base):
    column_class = Column
    def __init__(self): self.index = self.column_class()
    @classmethod
    def prepare(cls): cls.main = cls.column_class()
    def __getitem__(self, key): return self._cached(key)
    def items(self) -> t.Iterable[tuple[str, Column]]: ...
    def head(self) -> Self: ...

class Factory(t.Generic[S]):
    def __call__(self) -> S: ...

class Made:
    def __getitem__(self, key): return self._cached(key)

def make(): ...
least = make
""",
    "frame.words": "class Words:\n    def upper(self) -> Words: ...",
}
FRAME = """
class: frame.Table frame.Column frame.Factory frame.Made
method: frame.Table.head frame.Table.copy frame.Column.first frame.Column.text.upper
function: frame.core.make frame.core.least
attribute: frame.Table.index frame.Column.text
module: frame
"""
WITH_FRAME = Names([*NAMES._docsets, EntryList(entries_of(FRAME, "frame~1.0"))])
FRAMES = UserModules()
FRAMES.libraries = library_facts(TABLE)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("t.head().$0head", "frame.Table.head"),  # `Self` by way of another module
        ("t.index.$0first", "frame.Column.first"),  # of a class that an attribute names
        ("t.main.$0first", "frame.Column.first"),  # the same in a class method
        ("frame.Factory()().$0first", "frame.Column.first"),  # the bound of a type variable
        ("t['a'].$0first", "frame.Column.first"),
        ("t[['a', 'b']].$0head", "frame.Table.head"),
        ("t[t.a > 1].$0head", "frame.Table.head"),
        ("t[1:2].$0head", "frame.Table.head"),
        ("t[key].$0head", None),
        ("t['a'].text.$0upper", "frame.Column.text.upper"),  # of a class without an entry
        ("t.copy().$0head", "frame.Table.head"),  # the text of a base, before documentation
        ("frame.$0least", "frame.core.least"),  # another documented name of `make`
        ("frame.Made()['a'].$0first", None),
        ("frame.Made()[['a']].$0first", None),
    ],
)
def test_tables_factories_and_accessors_of_a_library(code: str, name: str | None) -> None:
    source = f"import frame\nt = frame.Table()\n{code}"
    assert shown(source, WITH_FRAME, FRAMES) == name


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import frame\nframe.", {"Table", "make"}),  # `make` is described as `frame.core.make`
        ("import frame\nframe.Table()['a'].text.", {"upper"}),
    ],
)
def test_members_under_other_documented_names_are_offered(code: str, names: set[str]) -> None:
    found = resolve_members(code, len(code), WITH_FRAME, FRAMES.finder("/p/a.py"))
    assert names <= found.keys()
    assert "Self" not in found
