"""Where the documentation and the definitions call things differently, and no fact tells."""

from typing import Final

SAME_PREFIXES: Final = (
    ("posixpath.", "os.path."),
    ("ntpath.", "os.path."),
    ("genericpath.", "os.path."),
    ("typing_extensions.", "typing."),
)
# Where an abstract class has no descriptions of its own, these describe the same members.
DESCRIBED_BY: Final = {
    "typing.Mapping": ("dict",),
    "typing.MutableMapping": ("dict",),
    "typing.Sequence": ("list", "tuple", "str", "sequence"),
    "typing.MutableSequence": ("list", "sequence"),
    "typing.AbstractSet": ("set", "frozenset"),
    "typing.MutableSet": ("set", "frozenset"),
    "set": ("set", "frozenset"),
    "frozenset": ("frozenset", "set"),
    "bytearray": ("bytearray", "bytes"),
    "list": ("list", "sequence"),
    "typing.IO": ("io.TextIOBase", "io.IOBase", "io.BufferedIOBase"),
    "typing.TextIO": ("io.TextIOBase", "io.IOBase"),
    "typing.BinaryIO": ("io.BufferedIOBase", "io.RawIOBase", "io.IOBase"),
    "typing.Generator": ("generator",),
    "typing.AsyncGenerator": ("agen",),
    "typing.Coroutine": ("coroutine",),
    "types.GeneratorType": ("generator",),
    "types.AsyncGeneratorType": ("agen",),
    "types.CoroutineType": ("coroutine",),
    "types.FunctionType": ("function", "definition"),
    "types.MethodType": ("method", "function"),
    "types.ModuleType": ("module",),
    "types.CodeType": ("codeobject",),
    "types.FrameType": ("frame",),
    "types.TracebackType": ("traceback",),
    "types.GenericAlias": ("genericalias",),
    "typing.Iterator": ("iterator",),
    "typing.Iterable": ("container",),
    "typing.Callable": ("function", "definition", "method"),
    "_thread.RLock": ("threading.RLock", "threading.Lock"),
    "_thread.lock": ("threading.Lock",),
    "unittest.mock._patcher": ("unittest.mock.patch",),
    "_collections_abc.dict_keys": ("dictview",),
    "_collections_abc.dict_values": ("dictview",),
    "_collections_abc.dict_items": ("dictview",),
}
TYPE_MEMBERS: Final = ("type", "class", "definition")
FUNCTION_MEMBERS: Final = ("function", "definition", "method")
SPECIAL_OWNERS: Final = ("object", "definition", "function", "type", "method", "BaseException")
ALIASED_GENERICS: Final = {
    "typing.List": "list",
    "typing.Dict": "dict",
    "typing.Set": "set",
    "typing.FrozenSet": "frozenset",
    "typing.Tuple": "tuple",
    "typing.Type": "type",
    "typing.Text": "str",
    "typing.DefaultDict": "collections.defaultdict",
    "typing.OrderedDict": "collections.OrderedDict",
    "typing.Counter": "collections.Counter",
    "typing.Deque": "collections.deque",
    "typing.ChainMap": "collections.ChainMap",
    "typing.Pattern": "re.Pattern",
    "typing.Match": "re.Match",
    "collections.abc.Set": "typing.AbstractSet",
}
