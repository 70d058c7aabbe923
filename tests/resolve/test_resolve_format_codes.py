"""Codes in strings: which part of a format, pattern or mode is at the cursor."""

import re
import warnings
from collections.abc import Callable

import pytest
from cursor import split_cursor
from hypothesis import given
from hypothesis import strategies as st
from names_kit import NAMES

from docs_lsp.resolve import resolve
from docs_lsp.resolve.cursor import code_syntax as syntax
from docs_lsp.resolve.cursor.code_syntax import Code
from docs_lsp.resolve.cursor.regex_syntax import regex_code, replacement_code

ARGPARSE = "import argparse\np = argparse.ArgumentParser()\n"


def shown(marked: str) -> str:
    """Return the code at the cursor and how the manual lists it, with the first entry's name."""
    source, offset = split_cursor(marked)
    found = resolve(source, offset, NAMES)
    if found is None or not found.codes:
        return ""
    entry, head, _parameter, _members = found.codes[0]
    return f"{source[found.start : found.end]} {head} {entry.name}"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # format specifications
        ("f'{x:$0<12}'", "< < formatspec"),
        ("f'{x:$0*<12}'", "* *fill* formatspec"),
        ("f'{x:<$012}'", "12 *width* formatspec"),
        ("f'{x:$0012}'", "0 0 formatspec"),
        ("f'{x:12,.$02f}'", ".2 *precision* formatspec"),
        ("f'{x:12,.2$0f}'", "f f formatspec"),
        ("f'é{x:>{w}.{p}$0f}é'", "f f formatspec"),
        ("f'{x:{$0w}}'", ""),
        ("f'{x:!$0!}'", ""),
        ("f'{x:%$0Y}'", "%Y %Y format-codes"),
        ("f'{x!$0r}'", "!r !r formatstrings"),
        ("t'{x!$0r}'", "!r  string.templatelib.Interpolation.conversion"),
        ("t'{x:é$0!}'", "é!  string.templatelib.Interpolation.format_spec"),
        ("t'{x:=$0+3}'", "=+3  string.templatelib.Interpolation.format_spec"),
        ("t'{x$0:>3}'", ""),
        ("t'{x:{$0w}}'", ""),
        ("'{:$0>10}'.format(x)", "> > formatspec"),
        ("'é{0!$0r:>10}'.format(x)", "!r !r formatstrings"),
        ("'{{:$0>10}}'.format(x)", ""),
        ("'{a:{b}$0d}'.format(x)", "d d formatspec"),
        ("'{:$0>10}'.formatted(x)", ""),
        ("'{:$0>10}'", ""),
        ("format(x, '$0>10')", "> > formatspec"),
        # help texts of argparse
        (ARGPARSE + "p.add_argument('-x', help='%(def$0ault)s')", "%(default)s %(default)s help"),
        (ARGPARSE + "p.add_argument('-x', help='%$0s')", ""),
        ("import argparse\nargparse.ArgumentParser(epilog='%(pr$0og)s')", "%(prog)s %(prog)s prog"),
        # patterns of file names
        ("import fnmatch\nfnmatch.filter(x, '[$0!a-c]*')", "[!a-c] [!seq] fnmatch"),
        ("import fnmatch\nfnmatch.fnmatch(x, pat='[]a]$0?')", "? ? fnmatch"),
        ("import fnmatch\nfnmatch.filter('*$0', 'a')", ""),
        ("import fnmatch\nfnmatch.filter(x, 'a[$0b')", ""),
        ("import pathlib\npathlib.Path().glob('*$0*/a')", "** ** pathlib-pattern-language"),
        # conversions by the operator %, and in messages of logs
        ("'%$0-5d' % x", "- - old-string-formatting"),
        ("'%-$05d' % x", "%-5d d old-string-formatting"),
        ("('a' '%$0(n)s') % x", "%(n)s s old-string-formatting"),
        ("b'%$0b' % x", "%b b bytes-formatting"),
        ("x % '%$0s'", ""),
        ("'%$0s'", ""),
        ("import logging\nlogging.getLogger().info('%$0s', x)", "%s s old-string-formatting"),
        ("def f(self):\n    self.log.info('%$0s', x)", "%s s old-string-formatting"),
        ("def f(x):\n    x.info('%$0s', x)", ""),
        # regular expressions, raw or not
        ("import re\nre.compile(r'a\\$0w+')", "\\w  re-syntax-special-word"),
        ("import re\nre.match('é\\\\$0w+', s)", "\\\\w  re-syntax-special-word"),
        ("import re\nre.match('a\\$0n+', s)", "\\n \\n escape-sequences"),
        ("import re\nre.match(s, r'a\\$0w+')", ""),
        ("import re\nre.match(string=s, pattern=r'a\\$0w+')", "\\w  re-syntax-special-word"),
        ("from re import compile as c\nc(rb'a$0+')", "+  re-syntax-plus"),
        ("import re\nre.compile(r'a # b$0+', re.X)", ""),
        ("import re\nre.compile(rf'{x}$0+')", "+  re-syntax-plus"),
        ("compile(r'a$0+')", ""),
        # names and single characters
        ("open(x, 'r$0b')", "b b open"),
        ("open(x, 'r', -1, 'ut$0f8')", "utf8 utf8 standard-encodings"),
        ("open(x, encoding='ut$0f8')", "utf8 utf8 standard-encodings"),
        ("def f(x, encoding='ut$0f8'): ...", ""),
        ("x.encode('ut$0f8')", "utf8 utf8 standard-encodings"),
        ("'a'.encode('utf8', 'str$0ict')", "strict strict error-handlers"),
        ("x.strftime('%$0Y')", "%Y %Y format-codes"),
        ("def f(p):\n    p.add_argument('-x', action='co$0unt')", "count count action"),
        # values that the text of a function may list, and the styles of logs
        ("import warnings\nwarnings.warn(category='$0always')", "always always warnings.warn"),
        ("import warnings\nwarnings.warn(category='two $0words')", ""),
        ("import random\nrandom.$0seed('a')", ""),
        ("import logging\nlogging.basicConfig(format='{$0name}', style='{')", "{name} name logrecord-attributes"),
        ("import logging\nlogging.basicConfig(format='a ${na$0me}', style='$')", "${name} name logrecord-attributes"),
        # the argument that is a format; another one is no code, but a value that the text may list
        ("from time import strftime as t\nt('%$0V')", "%V %V time.strftime"),
        ("import time\ntime.strptime('%$0d', '%d')", "%d %d time.strptime"),
        ("import time\ntime.strptime(x, '%$0d')", "%d %d time.strftime"),
        ("import time\ntime.strftime(x, '%$0d')", "%d %d time.strftime"),
        ("from datetime import datetime\ndatetime.strptime('%$0d', '%d')", "%d %d datetime.datetime.strptime"),
        ("from datetime import datetime\ndatetime.strptime(x, '%$0d')", "%d %d format-codes"),
        ("x.strptime('%$0d', '%d')", "%d %d datetime.datetime.strptime"),
        ("x.strptime(y, '%$0d')", "%d %d format-codes"),
        ("from here import x\nx.strftime('%$0d')", "%d %d format-codes"),
        ("class A(B): ...\nA().strftime('%$0d')", "%d %d format-codes"),
        ("def f(p, encoding='a'): ...\nf(p, encoding='ut$0f8')", ""),
        # methods of other classes that are named like documented ones
        ("class A:\n    def strftime(self, x): ...\nA().strftime('%$0d')", ""),
        ("class A(B):\n    def strftime(self, x): ...\nA().strftime('%$0d')", ""),
        ("class A: ...\nA().add_argument('x', nargs='$0?')", ""),
        ("class A:\n    def encode(self, x): ...\nx = A()\nx.encode('ut$0f8')", ""),
        ("class A:\n    def info(self, x): ...\nlog = A()\nlog.info('%$0d', 1)", ""),
        ("import os\nos.strftime('%$0d')", ""),
        ("def strftime(x): ...\nstrftime('%$0d')", ""),
        # format specifications of objects that have others
        ("import datetime\nf'{datetime.datetime.now():$0>9}'", ""),
        ("import datetime\nf'{datetime.datetime.now():%$0d}'", "%d %d format-codes"),
        ("import datetime\nf'{datetime.datetime.now()!s:$0>9}'", "> > formatspec"),
        ("import ipaddress\nf'{ipaddress.IPv4Address(x):$0n}'", "n n ipaddress.IPv4Address.__format__"),
        ("import ipaddress\nformat(ipaddress.IPv4Address(x), '$0n')", "n n ipaddress.IPv4Address.__format__"),
        ("import ipaddress\n'{} {:$0n}'.format(1, ipaddress.IPv4Address(x))", "n n ipaddress.IPv4Address.__format__"),
        ("import ipaddress\n'{a:$0n}'.format(a=ipaddress.IPv4Address(x))", "n n ipaddress.IPv4Address.__format__"),
        ("import ipaddress\n'{:$0n} {}'.format(1, ipaddress.IPv4Address(x))", "n n formatspec"),
        ("import ipaddress\n'{:$0n}'.format(*x, ipaddress.IPv4Address(x))", "n n formatspec"),
        ("'{" + "9" * 5000 + ":$0n}'.format(1)", "n n formatspec"),
        ("class A:\n    def __format__(self, x): ...\nf'{A():$0n}'", ""),
        ("class A(B): ...\nf'{A():$0n}'", "n n formatspec"),
        ("import datetime\nx = 1 if y else datetime.datetime.now()\nf'{x:$0n}'", ""),
        # the style of a log's format
        ("import logging\nlogging.basicConfig(format='{$0name}')", ""),
        ("import logging\nlogging.basicConfig(format='%($0name)s')", "%(name)s name logrecord-attributes"),
        ("import logging\nlogging.basicConfig(format='%%($0name)s')", ""),
        ("import logging\nlogging.basicConfig(format='%($0name)s', style='{')", ""),
        ("import logging\nlogging.basicConfig(format='{{$0name}}', style='{')", ""),
        ("import logging\nlogging.basicConfig(format='$$$0name', style='$')", ""),
        ("import logging\nlogging.basicConfig(format='{$0name}', style=x)", "{name} name logrecord-attributes"),
        ("import logging\nlogging.basicConfig(format='{$0name}', **x)", "{name} name logrecord-attributes"),
        ("import logging\nlogging.Formatter('{$0name}', None, '{')", "{name} name logrecord-attributes"),
        # references in replacements
        ("import re\nre.sub(r'(a)', r'b\\$012', x)", "\\12 \\6 re.sub"),
        ("import re\nre.sub('(a)', 'b\\\\$01', x)", "\\\\1 \\6 re.sub"),
        ("import re\nre.sub('(a)', 'b\\$01', x)", "\\1 \\ooo escape-sequences"),
        ("import re\nre.sub(r'(a)', r'\\\\$01', x)", ""),
        ("import re\nre.sub(r'(a)', r'\\$0101', x)", ""),
        ("import re\nre.sub(r'(a)', r'\\g$0<1>', x)", "\\g<1> \\g<number> re.sub"),
        ("import re\nre.compile('a').sub(r'\\g$0<a>', x)", "\\g<a> \\g<name> re.sub"),
        ("import re\nre.compile('a').sub(r'\\g<$00>', x)", "\\g<0> \\g<0> re.sub"),
        # escapes
        ("b'\\$0N{DASH}'", ""),
        ("b'\\u$000e9'", ""),
        ("b'\\u00e9\\$0x41'", "\\x41 \\xhh escape-sequences"),
        ("'\\u$000e9'", "\\u00e9 \\uxxxx escape-sequences"),
        ("'a\\$0n'", "\\n \\n escape-sequences"),
        ("'\\$0x41'", "\\x41 \\xhh escape-sequences"),
        ("b'\\$0012'", "\\012 \\ooo escape-sequences"),
        ("r'\\$0n'", ""),
    ],
)  # fmt: skip
def test_the_code_at_the_cursor(marked: str, expected: str) -> None:
    assert shown(marked) == expected


@pytest.mark.parametrize(
    ("pattern", "labels"),
    [
        ("a.b", ". dot"),
        ("^a$", "^ caret, $ dollar"),
        ("a*b+?c??d++", "* asterisk, +? non-greedy-quantifiers, ?? non-greedy-quantifiers, ++ possessive-quantifiers"),
        ("a{2}{2,3}{,4}?{}", "{2} curly-brackets, {2,3} {m,n}, {,4}? {m,n}?"),
        (r"\d\.\1\n\123", r"\d special-digits, \. backslash, \1 special-group-reference, \n standard-escapes, \1 standard-escapes"),
        ("(a(?:b)c)", "( parentheses, (?: non-capturing, ) non-capturing, ) parentheses"),
        ("(?P<n>a)(?P=n)", "(?P<n> named-capture, ) named-capture, (?P=n) named-backreference"),
        ("(?i)(?i-s:a)", "(?i) inline-flags, (?i-s: inline-flags-group, ) inline-flags-group"),
        ("(?#a(b)c", "(?#a(b) comment"),
        ("(?<=a)(?<!a)(?=a)(?!a)", "(?<= lookbehind, ) lookbehind, (?<! negative-lookbehind, ) negative-lookbehind, (?= lookahead, ) lookahead, (?! negative-lookahead, ) negative-lookahead"),
        ("(?>a)", "(?> atomic-group, ) atomic-group"),
        ("(?(1)a|b)", "(?(1) yes-no-pattern, | vertical-bar, ) yes-no-pattern"),
        ("[]a]", "[ square-brackets, ] square-brackets"),
        (r"[^a-z\]\w-]", r"[ square-brackets, ^ square-brackets-caret, - square-brackets-minus, \] square-brackets-backslash, \w special-word, ] square-brackets"),
        (")[", "[ square-brackets"),
    ],
)  # fmt: skip
def test_the_parts_of_a_pattern(pattern: str, labels: str) -> None:
    codes = dict.fromkeys(regex_code(pattern, index) for index in range(len(pattern)))
    described = [
        f"{pattern[one.start : one.end]} {one.references[-2].entry.split(' ', 1)[1]}"
        for one in codes
        if one is not None
    ]
    assert ", ".join(one.replace(" re-syntax-", " ") for one in described) == labels


PATTERNS = st.text(st.sampled_from("a()[]{}?*+|^$.\\<>=!P:#-,1 \nw"), max_size=25)
READERS: list[Callable[[str, int], Code | None]] = [
    regex_code,
    replacement_code,
    syntax.date_code,
    syntax.printf_code,
    syntax.log_format_code,
    syntax.spec_code,
    syntax.field_code,
    syntax.struct_code,
    syntax.array_code,
    syntax.mode_code,
    syntax.encoding_code,
    syntax.action_code,
    syntax.nargs_code,
    syntax.escape_code,
]


@given(st.one_of(PATTERNS, st.text("%{}:!<>0.,df[()]\\xs ", max_size=20)), st.integers(0, 24))
def test_a_code_holds_the_index_it_is_found_at(text: str, index: int) -> None:
    for read in READERS:
        found = read(text, min(index, len(text)))
        assert found is None or (found.start <= index < found.end <= len(text) and found.references)


@given(PATTERNS)
def test_the_parts_of_a_valid_pattern_do_not_overlap(pattern: str) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # sets that may mean something else one day
            re.compile(pattern)
    except (re.error, OverflowError):
        return
    spans = sorted(
        {one[:2] for index in range(len(pattern)) if (one := regex_code(pattern, index))}
    )
    ends = [end for _start, end in spans]
    assert all(start >= end for (start, _), end in zip(spans[1:], ends, strict=False))
