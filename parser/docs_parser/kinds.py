"""The kind of an entry in people's words."""

from collections.abc import Collection
from typing import Final

# The words for domains and roles. To add one: domain and role as the inventory names them, and a
# word for people; without one, the role itself is shown.
_KINDS: Final = {
    ("py", "module"): "module",
    ("py", "class"): "class",
    ("py", "exception"): "exception",
    ("py", "function"): "function",
    ("py", "method"): "method",
    ("py", "attribute"): "attribute",
    ("py", "property"): "property",
    ("py", "data"): "data",
    ("py", "parameter"): "parameter",
    ("py", "keyword"): "keyword",
    ("py", "operator"): "operator",
    ("c", "function"): "C function",
    ("c", "functionParam"): "C parameter",
    ("c", "macro"): "C macro",
    ("c", "member"): "C member",
    ("c", "var"): "C variable",
    ("c", "type"): "C type",
    ("c", "struct"): "C struct",
    ("c", "union"): "C union",
    ("c", "enum"): "C enum",
    ("c", "enumerator"): "C enumerator",
    ("std", "doc"): "page",
    ("std", "term"): "glossary term",
    ("std", "token"): "grammar token",
    ("std", "opcode"): "opcode",
    ("std", "cmdoption"): "command-line option",
    ("std", "option"): "command-line option",
    ("std", "envvar"): "environment variable",
    ("std", "confval"): "setting",
    ("std", "pdbcommand"): "debugger command",
    ("std", "monitoring-event"): "monitoring event",
    ("std", "2to3fixer"): "2to3 fixer",
    ("std", "index"): "index topic",
}
# The words for sections, by the folder of their page. To add one: a folder, and a word for people.
_SECTIONS: Final = (
    ("faq/", "FAQ question"),
    ("howto/", "how-to section"),
    ("whatsnew/", "what's new section"),
    ("tutorial/", "tutorial section"),
    ("reference/", "reference section"),
    ("c-api/", "C API section"),
)
_METHODS: Final = (
    ("classmethod", "class method"),
    ("static", "static method"),
    ("abstractmethod", "abstract method"),
    ("async", "coroutine method"),
)


# Words before the name of what a `with` enters or a `for` goes through (sphinxcontrib-trio): the
# `async` beside them is no call that is awaited, and the type after the name is not its result's.
ENTERED: Final = frozenset(("with", "for"))


def kind_of(domain: str, role: str, page: str, modifiers: Collection[str] = ()) -> str:
    """Return the kind; a role unknown today is shown as it is called."""
    if domain == "std" and role in ("label", "section"):
        return next((kind for start, kind in _SECTIONS if page.startswith(start)), "section")
    if not ENTERED.isdisjoint(modifiers):
        modifiers = [word for word in modifiers if word != "async"]
    if domain == "py" and "@" in modifiers:
        return "decorator"
    if domain == "py" and role == "method":
        return next((kind for word, kind in _METHODS if word in modifiers), "method")
    if domain == "py" and role == "function" and "async" in modifiers:
        return "coroutine function"
    words = role.replace("_", " ")
    return _KINDS.get((domain, role), words if domain in ("py", "std") else f"{domain} {words}")
