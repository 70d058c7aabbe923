"""Fragments of Python code and of regular expressions, and the entries that describe their forms.

A fragment such as `[x**2 for x in row if x]` says by its punctuation what it is; the names in it
are the reader's own. Each form is a regular expression, with the names of entries that describe it,
the best first.

To add a form, write a line in `_FORMS`, before those that are more general.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from docs_lsp.search.expression_forms import ASSIGNED, OPERATOR, STRING, of_expression
from docs_lsp.search.foreign_forms import COMMAND, FORMS

_FORMS: Final[tuple[tuple[str, str], ...]] = (
    # Values in the place of names
    (r"^\w+ is (not )?None$", "is not, is, None"),
    (r"^\w+ not in \w+$", "not in, membership-test-details"),
    (r"^(if |while )?not \w+:?$", "truth, not, booleans"),
    (r"^\*\w+,\s*\*\*\w+$", "tut-keywordargs, tut-arbitraryargs, parameter"),
    (r"\{[\w. ()]+=(![rsa])?(:[^{}]*)?\}", "Debug specifier, f-strings, tut-f-strings"),
    (r"^\[\s*\[.*\]\s*\*.*\]\s*\*|=\s*\[\s*\[.*\]\s*\*.*\]\s*\*",
     "faq-multidimensional-list, typesseq-common"),
    (r"^(\[[^\[\]]*\]|\"[^\"]*\"|'[^']*')\s*\*\s*\w+$", "typesseq-common, *"),
    (r"^([\"']).*\1\.format\(", "str.format, formatstrings, tut-string-formatting"),
    (r"^([\"'])[^\"']*\1\s+([\"'])[^\"']*\2$", "string-concatenation, strings"),
    (r"^Callable\[", "annotating-callables, typing.Callable"),
    (r"^(list|set|frozenset|tuple|dict|type)\[[A-Za-z][\w.,\s\[\]|]*\]$", "types-genericalias"),
    (r"^(int|str|float|bool|bytes|list|dict|set|tuple|None)\s*\|\s*[A-Za-z]\w*$",
     "types-union, typing.Union, typing.Optional"),
    (r"^(if |while |elif )?[\w.]+\s*(<=?|>=?|==|!=)\s*[\w.]+\s*(<=?|>=?|==|!=)\s*[\w.]+:?$",
     "comparisons"),
    (r"%\s*\w+\s*==\s*\w+", "%, binary"),
    # Statements, known by how they begin
    (r"^(if )?__name__\s*==", "name_equals_main, __main__, tut-modulesasscripts"),
    (r"^for\b.*\.items\(\)", "dict.items, tut-loopidioms, for"),
    (r"^for\b.*\benumerate\(", "enumerate, tut-loopidioms, for"),
    (r"^for\b.*\bzip\(", "zip, tut-loopidioms, for"),
    (r"^for\b.*\brange\(", "range, for, tut-range"),
    (r"^async with\b.*[(:\w]", "async with"),
    (r"^async for\b.*\bin\b|\basync for\b.*[\])}]", "async for"),
    (r"^async def \w+.*\(", "async def, async, coroutine"),
    (r"^await \w+[\w.]*\(", "await"),
    (r"^class \w+\[", "generic-classes, type-params, class"),
    (r"^class \w+\(.*\bmetaclass\s*=", "metaclasses, class"),
    (r"^class \w+\([\w., ]+,[\w., ]+\)", "tut-multiple, class, tut-inheritance"),
    (r"^class \w+\(\w", "tut-inheritance, class"),
    (r"^class \w+\s*(:|\(\s*\)).*$", "class, tut-classdefinition"),
    (r"^def \w+\[", "generic-functions, type-params, def"),
    (r"^def \w+\(.*(,\s*/|\(\s*\*\s*,|,\s*\*\s*,)",
     "4.9.3. Special parameters, def, keyword-only_parameter, faq-positional-only-arguments"),
    (r"^def \w+\(.*\*", "tut-arbitraryargs, def, tut-keywordargs, parameter"),
    (r"^def \w+\(.*=", "tut-defaultargs, def"),
    (r"^def \w+\(.*(->|\w:\s*\w)", "tut-annotations, def, function annotation"),
    (r"^def \w+\s*\(", "def, tut-functions"),
    (r"^type \w+\[", "generic-type-aliases, type, type-aliases"),
    (r"^type \w+\s*=", "type, type-aliases"),
    (r"^except\s*\*", "except_star, except, tut-exception-groups"),
    (r"^except\b.*[(:]|^except \w+ as\b", "except, tut-handling, try"),
    (r"^raise\b.*\bfrom\b", "raise, tut-exception-chaining"),
    (r"^raise\b", "raise, tut-raising"),
    (r"^try\s*:", "try, tut-handling"),
    (r"^finally\s*:", "finally, tut-cleanup"),
    (r"^with\b[^:]*\bas \w+\s*,.*\bas\b", "with"),
    (r"^with open\(", "open, with, tut-files"),
    (r"^with\b.*,.*:$", "with"),
    (r"^with\b.*(\bas\b|:$)", "with, context manager"),
    (r"^for\b.*\bin\b.*:.*\belse\s*:", "tut-for-else, for"),
    (r"^for\b.+\bin\b.*:$|^for \w+ in \w+(\.\w+)*$", "for, tut-for"),
    (r"^while\b.*:=", ":=, while"),
    (r"^while\b.*:", "while"),
    (r"^if\b.*:=", ":=, if"),
    (r"^elif\b.*:$", "elif, if, tut-if"),
    (r"^else\s*:", "else, if, tut-for-else"),
    (r"^if\b.*:$", "if, tut-if"),
    (r"^match \w.*:$", "match, tut-match"),
    (r"^case\b.*\bif\b.*:", "guards, case, match"),
    (r"^case\s*\{", "mapping-patterns, match, case"),
    (r"^case [\w.]+\(", "class-patterns, match, case"),
    (r"^case\b.*\|", "or-patterns, match, case"),
    (r"^case\b.*\bas\b", "as-patterns, match, case"),
    (r"^case\s*[\[(]|^case\b[^:]*,", "sequence-patterns, match, case"),
    (r"^case\s+_\s*:", "wildcard-patterns, match, case"),
    (r"^case\s+[a-zA-Z]\w*\.\w", "value-patterns, match, case"),
    (r"^case\s+[-\d\"']", "literal-patterns, match, case"),
    (r"^case\s+\w+\s*:", "capture-patterns, match, case"),
    (r"^from\s+\.+\w*\s+import\b", "relativeimports, intra-package-references, import"),
    (r"^from\s+\w[\w.]*\s+import\s+\*", "import, tut-pkg-import-star"),
    (r"^from\s+__future__\s+import\b", "future, __future__, import"),
    (r"^from\s+\w[\w.]*\s+import\b|^import\s+\w[\w.]*\s+as\b", "import, tut-modules"),
    (r"^global (?!var|scope|inter|keyw|state|name)\w+(, ?\w+)*(;|$)", "global"),
    (r"^nonlocal (?!var|scope|keyw|state|name)\w+(, ?\w+)*(;|$)", "nonlocal"),
    (r"^del \w+[\[.]", "del, tut-del"),
    (r"^assert\b.*[,=<>(]", "assert"),
    (r"^return\b.*[,({\[]", "return"),
    (r"^del \w{1,2}$", "del, tut-del"),
    (r"^\w{1,2} in \w{1,2}$", "in, membership-test-details"),
    (r"^\w{1,2} is not \w{1,2}$", "is not, is"),
    (r"^\w{1,2} is \w{1,2}$", "is"),
    (r"^(not )?\w{1,2} and (not )?\w{1,2}$", "and, booleans"),
    (r"^(not )?\w{1,2} or (not )?\w{1,2}$", "or, booleans"),
    (r"^__all__\s*=", "module.__all__, tut-pkg-import-star"),
    (r"^__slots__\s*=", "object.__slots__, slots"),
    (r"\byield from\b", "yieldexpr, yield"),
    (r"^yield\b|=\s*\(?yield\b", "yieldexpr, yield"),
    # Displays and comprehensions
    (r"\[.*\bfor\b.*\bfor\b.*\bin\b.*\]", "tut-listcomps, tut-nestedlistcomps, comprehensions"),
    (r"\[.*\bfor\b.+\bin\b.*\]", "tut-listcomps, list comprehension, comprehensions"),
    (r"\{[^{}]*:.*\bfor\b.+\bin\b.*\}", "dictionary comprehension, comprehensions"),
    (r"\{.*\bfor\b.+\bin\b.*\}", "set comprehension, comprehensions, tut-sets"),
    (r"\(.*\bfor\b.+\bin\b.*\)", "generator expression, genexpr, tut-genexps"),
    (r"\blambda\b[^:]*:", "lambda, tut-lambda, lambdas"),
    (r"^(?!.*:$)\S.*\bif\b.+\belse\b.+", "if_expr"),
    (r":=", ":="),
    # Regular expressions
    (r"\(\?P<", "re-syntax-named-capture, non-capturing-and-named-groups"),
    (r"\(\?P=", "re-syntax-named-backreference"),
    (r"\(\?:", "re-syntax-non-capturing"),
    (r"\(\?=", "re-syntax-lookahead"),
    (r"\(\?!", "re-syntax-negative-lookahead"),
    (r"\(\?<=", "re-syntax-lookbehind"),
    (r"\(\?<!", "re-syntax-negative-lookbehind"),
    (r"\(\?>", "re-syntax-atomic-group"),
    (r"\(\?#", "re-syntax-comment"),
    (r"\(\?\(", "re-conditional-expression"),
    (r"\(\?[aiLmsux-]+:", "re-syntax-inline-flags-group, re-syntax-inline-flags"),
    (r"\(\?[aiLmsux]+\)", "re-syntax-inline-flags"),
    (r"^\.?[*+?]\?$|\.[*+]\?", "re-syntax-non-greedy-quantifiers"),
    (r"(\]|\)|\\\w|\.)[*+?]\+$|\}\+$", "re-syntax-possessive-quantifiers"),
    (r"(\\[wdsWDS]|\w|\]|\)|\.)\{\d+(,\d*)?\}", "re-syntax-curly-brackets, m-n"),
    (r"^\\d[*+?]+$", "re-syntax-special-digits, regex-howto"),
    (r"^\\w[*+?]+$", "re-syntax-special-word, regex-howto"),
    (r"^\\s[*+?]+$", "re-syntax-special-whitespace, regex-howto"),
    (r"\[\^[^\]]+\]", "re-syntax-square-brackets-caret, re-syntax-square-brackets"),
    (r"^\[\w-\w.*\][*+?]?$", "re-syntax-square-brackets, re-syntax-square-brackets-minus"),
    # Strings and numbers
    (r"\bf[\"'].*\{[^}]*:[^}]*\}", "f-strings, formatspec, tut-f-strings"),
    (r"^[\"']?\{[^{}]*:[^{}\s\"']*[\d.<>^,%][^{}\s\"']*\}[\"']?$", "formatspec, f-strings"),
    (r"(?<![\w\"'])f[\"']", "f-strings, f-string, tut-f-strings"),
    (r"(?<![\w\"'])t[\"']", "t-strings, t-string"),
    (r"(?<![\w\"'])b[\"']", "bytes-literal, bytes"),
    (r"(?<![\w\"'])r[\"']", "raw-strings"),
    (r"[\"'].*%[-+#0-9.]*[sdrfixeg].*[\"']\s*%", "old-string-formatting"),
    (r"\"\"\"|'''", "triple-quoted string, strings"),
    (r"^0[xX][0-9a-fA-F_]+$|^0[bB][01_]+$|^0[oO][0-7_]+$", "integers"),
    (r"^\d+(_\d+)+$", "integers"),
    (r"^\d+\.\d{12,}$", "tut-fp-issues, round"),
    (r"^\d*\.?\d+[eE][-+]?\d+$|^\d+\.$|^\.\d+$", "floating"),
    (r"^\d*\.?\d+[jJ]$|[-+]\s*\d*\.?\d+[jJ]$", "imaginary, complex"),
    # Escapes and format codes
    (r"^[\"']?\\x[0-9a-fA-F]{2}", "string-escape-hex, escape-sequences"),
    (r"^[\"']?\\u[0-9a-fA-F]{4}[\"']?$", "string-escape-long-hex, escape-sequences"),
    (r"^\\[0-7]{1,3}(?![0-9])", "string-escape-oct, escape-sequences"),
    (r"^%[-+#0]*\d+(\.\d+)?[diouxXeEfFgGcrsa]$|^%[-+#0]*\.\d+[eEfFgG]$",
     "old-string-formatting, formatspec"),
    (r"^%-[A-Za-z]$", "format-codes, strftime-strptime-behavior"),
    (r"^\{\d*:[^{}\s\"']*\}$", "formatspec, formatstrings, f-strings"),
    (r"^\{\s*\}$", "dict, formatstrings"),
    (r"^([^\"']*[\s:,])?\{\d*\}([\s:,]*\{\d*\})*$", "formatstrings, str.format, formatspec"),
    # Amounts, addresses and dates
    (r"^\d{1,3}(,\d{3})+(\.\d+)?$|^\d+(\.\d+)?%$", "formatspec, tut-f-strings"),
    (r"^[$\u20ac\xa3]\d[\d,.]*$", "locale.currency, decimal"),
    (r"^\d{1,2}([./])\d{1,2}\1(\d{4}|\d\d)$|^\d{1,2}:\d\d(:\d\d)?$",
     "format-codes, datetime.datetime.strptime"),
    (r"^\d{1,3}(\.\d{1,3}){3}/\d{1,2}$", "ipaddress.ip_network, ipaddress.IPv4Network, ipaddress"),
    (r"^(localhost|[a-z][\w-]*(\.[a-z][\w-]*)+|\d{1,3}(\.\d{1,3}){3}):\d{2,5}$",
     "socket.create_connection, socket.socket.bind, http.server"),
    (r"^(?i:utc|gmt)[-+]\d{1,2}(:?\d\d)?$", "datetime.timezone, datetime.datetime.utcoffset"),
    (r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d", "datetime.datetime.fromisoformat, datetime.datetime"),
    (r"^\d{4}-W\d\d(-\d)?$", "datetime.date.fromisocalendar, datetime.date.isocalendar"),
    (r"^\d{4}-\d\d-\d\d$", "datetime.date.fromisoformat, datetime.date"),
    # Subscripts, calls, assignments
    (r"^[\d.]+(\s*(//|[-+*/%])\s*[\d.]+){2,}$", "binary, operator-summary"),
    (r"^\w+\[([\"']).*?\1\]", "typesmapping, subscriptions, dict"),
    (r"\w\[[^\[\]]*:[^\[\]]*\]\s*=", "slicings, assignment"),
    (r"(?:[\w)\"']|^)\[[-\w\s.()+]*:[-\w\s.()+:]*\]", "slicings, slice, typesseq-common"),
    (r"[\w)\]]\[\s*-\d+\s*\]", "subscriptions"),
    (r"^\w+\[\d+\](\[\d+\])?$", "subscriptions, typesseq-common"),
    (r"^\w+(\.\w+)*\s*(\+|-|\*|/|//|%|\*\*|&|\||\^|>>|<<|@)=\s*\S", "augassign"),
    (r"^\(?\*?\w+\s*,.*=\s*[^=]", "assignment, tut-tuples"),
    (r"^\w+\s*=\s*\w+\s*=\s*[^=]", "assignment"),
    (r"^(\w+)\s+=\s+\1\s*[-+*/]\s*\w+$", "assignment, augassign"),
    (r"^[\[(].*[\])]\s*\+\s*[\[(].*[\])]$", "typesseq-common, +"),
    (r"^\w+\s*:\s+[A-Za-z_][\w.]*(\[.*\])?(\s*\|\s*[\w.\[\]]+)*(\s*=.*)?$(?<!:)",
     "annassign, variable annotation"),
    (r"\*\[|^\[\*|\[.*,\s*\*\w|\{\s*\*\*|\*\w+\s*,\s*\*\w", "exprlists, dict, lists"),
    (r"\w\((\*\*?\w+[\s,]*)+\)", "tut-unpacking-arguments, calls"),
    (r"^@\w[\w.]*(\(.*)?$", "decorator, def"),
    (r"^[(\[].*[)\]]\s*(<=?|>=?|==|!=)\s*[(\[].*[)\]]$", "comparisons, tut-comparing"),
    (r"^\w+\s*=\s*[\w.]+\s*,$", "tut-tuples, exprlists"),
    (r"^\(\s*\w+\s*,\s*\)$", "tut-tuples, parenthesized"),
    (r"^\w+\s*=\s*\[[^\[\]]*\]$", "lists, list, tut-lists"),
    (r"^\w+\s*=\s*\{[^{}]*:[^{}]*\}$", "dict, tut-dictionaries"),
    (r"^([\"'])[^\"']*\1\s+(not )?in\s+(\w+|\"[^\"]*\"|'[^']*')$", "membership-test-details, in"),
    (r"^\w+\[\w+\]\[\w+\]$", "subscriptions"),
    (r"^\w+(\.\w+)*\s+=\s+[\w.]+$", "assignment"),
    (r"^\[\s*\]$", "list, lists"),
    (r"^\{[^{}:]+,[^{}:]*\}$", "set"),
    (r"^\{[^{}]+:[^{}]+\}$", "dict"),
    (r"^\.\.\.$", "Ellipsis"),
)  # fmt: skip
_INVERSION: Final = re.compile(r"^(~)\s*\w+$")
_CALL: Final = re.compile(r"^(?:not\s+|\w+\s*=\s*)?([A-Za-z_][\w.]*)\(|^@([A-Za-z_][\w.]*)")
_SIGNS: Final = re.compile(
    r"[\[\](){}=:*@|<>\"'\\^%&~/+]|\.\.\.|\$[\dA-Z]"
    r"|^\d{4}-W\d|^\d{1,3}(?:,\d{3})+|^[\d.]+ - \d"
    r"|^(?:utc|gmt|UTC|GMT)[-+]\d|^[\d.][\d_.a-fA-FxXoObBeEjJ+-]*$"
)
_STATEMENT: Final = re.compile(
    r"^(?:global|nonlocal|raise|yield|await|from|import) \S|^return \w+, \w+|"
    r"^(?:not )?[a-z]{1,2} (?:in|is|is not|and|or) (?:not )?[a-z]{1,2}$|"
    r"^(?:not|del) (?!in$|is$|or$)[a-z]{1,2}$|"
    r"^\w+ is (?:not )?None$|"
    r"^async (?:for|with|def) \w+ \w|^for \w+ in \w+(?:\.\w+)*$|^with \w+(?:\.\w+)* as \w+$|"
    r"^except \w+ as \w+$|^import \w+(?:\.\w+)* as \w+$|"
    r"^(?!how |what )\w+ not in \w+$|^(?:if|while) not \w+:?$|^!\w|"
    r"^(?![cg]\+\+)[a-z_]\w*(?:\+\+|--)$"
)
_RAISED: Final = re.compile(r"^(?:\w+\.)*\w*(?:Error|Exception|Warning): ")
# Words that are hardly names: one of the first or two of the second, and a sentence is meant.
_ASKING: Final = re.compile(
    r"\b(?:how|what|why|when|where|which|does|using|python|convert|example|versus|vs)\b",
    re.IGNORECASE,
)
_FILLING: Final = re.compile(
    r"(?:^|(?<=\s))(?:the|of|a|an|to|and|my|into|on|by|(?<!^)with|without)(?=\s\w)", re.IGNORECASE
)
_MOST: Final = 5  # entries of a fragment
_SHOWING: Final = "print"  # shows what a fragment is about, and is it only where nothing else is


def is_code(typed: str) -> bool:
    """Whether *typed* has the signs of code, and does not read as a sentence."""
    if _RAISED.match(typed):
        return False
    if COMMAND.search(typed):
        return True
    if _SIGNS.search(typed) is None and not _STATEMENT.match(typed):
        return typed.count(" if ") == 1 and " else " in typed
    bare = STRING.sub("", typed)
    if _ASKING.search(bare) is not None:
        return False
    return ASSIGNED.match(typed) is not None or len(_FILLING.findall(bare)) <= 1


def forms(typed: str) -> Iterator[str]:
    """Yield the names of the entries that describe the forms of a fragment, the best first.

    >>> list(forms("xs[1:]"))[0], list(forms("sort a list"))
    ('slicings', [])
    """
    if not is_code(typed):
        return
    found: dict[str, None] = {}
    call = _CALL.match(typed)
    if call and call[1] != _SHOWING:
        found[call[1] or call[2]] = None
    for form, names in _compiled():
        if form.search(typed):
            found.update(dict.fromkeys(names))
            if len(found) >= _MOST:
                break
    if call and len(found) < _MOST:
        found[call[1] or call[2]] = None
    if not found and (assigned := ASSIGNED.match(typed)):
        found.update(dict.fromkeys(of_expression(assigned[1])))
    if not found and (operator := OPERATOR.match(typed)):
        found[operator[2]] = None
    elif not found and _INVERSION.match(typed):
        found["~"] = None
    yield from found


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Return the forms; the first fragment waits for them, other searches never."""
    return tuple((re.compile(form), tuple(names.split(", "))) for form, names in (*FORMS, *_FORMS))
