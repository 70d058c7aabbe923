"""Fragments of shells and of other languages, and the entries that do the same in Python.

A command such as `rm -rf build/` is known by its name and by an option or a path after it; one word
alone is no fragment. Each form is a regular expression, with the names of entries, the best first.
"""

import re
from typing import Final

_ARGUMENT: Final = r"\s+(?:-{1,2}\w|\+|[\w-]*[./*~$<>|]|[\"'])"  # an option, a path, a quotation
_PIPE: Final = r"\|\s*(?:grep|sort|head|tail|wc|less|xargs|tee|awk|sed)\b"
_SQL: Final = (
    r"^SELECT\s.*\sFROM\s|^(INSERT\s+INTO|DELETE\s+FROM|CREATE\s+TABLE)\b|^UPDATE\s+\w+\s+SET\s"
)
# Commands that their option changes into others.
_WITH_OPTION: Final[tuple[tuple[str, str], ...]] = (
    (r"rm\s+-\w*r\w*\b|rmdir\s+/s\b", "shutil.rmtree"),
    (r"cp\s+-\w*[ra]\w*\b", "shutil.copytree"),
    (r"mkdir\s+-p\b", "os.makedirs, pathlib.Path.mkdir"),
    (r"sed\s+-\w*i\S*", "fileinput, fileinput.input, re.sub"),
    (r"ln\s+-\w*s\w*\b", "os.symlink, pathlib.Path.symlink_to"),
    (r"tar\s+-?\w*x\w*\b", "tarfile.TarFile.extractall, tarfile.open, tarfile"),
    (r"echo\s+\$\w+|export\s+\w+=", "os.environ, os.getenv"),
)
_COMMANDS: Final[tuple[tuple[str, str], ...]] = (
    (r"ls|dir|Get-ChildItem", "os.listdir, pathlib.Path.iterdir, os.scandir"),
    (r"find", "pathlib.Path.rglob, os.walk, glob.glob"),
    (r"rm|del|unlink|Remove-Item", "os.remove, pathlib.Path.unlink"),
    (r"rmdir", "os.rmdir, pathlib.Path.rmdir"),
    (r"cp|copy|Copy-Item", "shutil.copy, shutil.copyfile"),
    (r"mv|ren|Move-Item", "shutil.move, os.rename"),
    (r"mkdir", "os.mkdir, pathlib.Path.mkdir"),
    (r"touch", "pathlib.Path.touch, os.utime"),
    (r"cat|type|Get-Content", "open, pathlib.Path.read_text, tut-files"),
    (r"sed", "re.sub, str.replace, fileinput"),
    (r"grep|egrep|rg", "re.search, re.findall, re"),
    (r"awk|cut", "str.split, csv.reader"),
    (r"tr", "str.translate, str.maketrans"),
    (r"sort", "sorted, list.sort"),
    (r"uniq", "itertools.groupby, collections.Counter"),
    (r"head", "itertools.islice, tut-filemethods"),
    (r"tail", "collections.deque, io.IOBase.seek"),
    (r"wc", "len, str.split, str.splitlines"),
    (r"chmod", "os.chmod, pathlib.Path.chmod"),
    (r"chown", "os.chown, shutil.chown"),
    (r"ln", "os.link, pathlib.Path.hardlink_to"),
    (r"kill|pkill|taskkill", "os.kill, signal"),
    (r"du|stat", "os.stat, os.path.getsize"),
    (r"df", "shutil.disk_usage"),
    (r"wget", "urllib.request.urlretrieve, urllib.request.urlopen"),
    (r"curl", "urllib.request.urlopen, urllib.request.Request"),
    (r"tar", "tarfile.open, tarfile"),
    (r"unzip", "zipfile.ZipFile.extractall, zipfile.ZipFile"),
    (r"zip", "zipfile.ZipFile, shutil.make_archive"),
    (r"gzip|gunzip|zcat", "gzip.open, gzip"),
    (r"diff", "difflib.unified_diff, filecmp.cmp, difflib"),
    (r"md5sum|sha1sum|sha256sum", "hashlib.file_digest, hashlib"),
    (r"ping|nslookup|dig|host", "socket.gethostbyname, socket.getaddrinfo"),
    (r"cd|chdir", "os.chdir, contextlib.chdir"),
    (r"date", "datetime.datetime.strftime, time.strftime, datetime.datetime.now"),
    (r"nohup", "subprocess.Popen, os.fork"),
    (r"which|where", "shutil.which"),
    (r"base64", "base64.b64encode, base64.b64decode"),
    (r"source|\.", "venv, tut-venv"),
    (r"ps|top", "os.getpid, subprocess.run"),
    (r"readlink|realpath", "os.path.realpath, os.readlink"),
    (r"basename", "os.path.basename, pathlib.PurePath.name"),
    (r"dirname", "os.path.dirname, pathlib.PurePath.parent"),
)
_LANGUAGES: Final[tuple[tuple[str, str], ...]] = (
    (r"^(ls|dir)\s+\S*[*?]", "glob.glob, pathlib.Path.glob, glob"),
    (r"^(rm|cp|mv)\s+\S*[*?]", "glob.glob, pathlib.Path.glob, glob"),
    (r"^(?![cg]\+\+)[a-z_]\w*(\+\+|--)$|^(\+\+|--)\w+$", "augassign"),
    (r"^for\s*\([^;]*;[^;]*;[^;]*\)", "range, for, tut-range"),
    (r"^for\s*\(.*\b(of|in)\b.*\)|^foreach\s*\(", "for, tut-for"),
    (r"^while\s*\(.*\)\s*\{", "while"),
    (r"^(\}\s*)?else if\b", "elif, tut-if"),
    (r"^if\s*\(.*\)\s*\{", "if, tut-if"),
    (r"^switch\s*\(", "match, tut-match"),
    (r"^\}?\s*catch\s*[({]", "except, try, tut-handling"),
    (r"^throw\s+(new\s+)?\w", "raise, tut-raising"),
    (r"^(function|func|fn|sub)\s+\w+\s*\(", "def, tut-functions"),
    (r"^\(?[\w\s,]*\)?\s*=>", "lambda, tut-lambda"),
    (r"^(const|final)\s+\w+.*=", "typing.Final, assignment"),
    (r"^(let|var|auto|int|double|string)(\s+mut)?\s+\w+\s*(=|;|$)", "assignment, annassign"),
    (r"^\w+\s*<-\s*\S", "assignment"),
    (r"^Dim\s+\w+\s+As\s", "annassign, assignment"),
    (r"^(new\s+)?(Array|Linked)?List<|^(std::)?vector\b|^Vec<|^\w+\[\]\s+\w+\s*=",
     "list, types-genericalias, tut-lists"),
    (r"^(new\s+)?(Hash|Tree)?Map<|^(std::)?(unordered_)?map<|^map\[\w", "dict, types-genericalias"),
    (r"^(new\s+)?(Hash|Tree)?Set<|^(std::)?(unordered_)?set<", "set, types-genericalias"),
    (r"^std::string\b", "str"),
    (r"\.map\(.*=>", "map, tut-listcomps, lambda"),
    (r"\.filter\(.*=>", "filter, tut-listcomps, lambda"),
    (r"\.(reduce|fold)\(.*=>", "functools.reduce, lambda"),
    (r"\.for_?[eE]ach\(|\.each\s+do\b|^\d+\.times\b", "for, tut-for"),
    (r"\.(some|any)\(.*=>", "any, lambda"),
    (r"\.(every|all)\(.*=>", "all, lambda"),
    (r"^super\.\w", "super"),
    (r"^this(\.\w+|->\w+)", "why-self, What is self?"),
    (r"^for\s+\w+\s+in\s+\$\(", "for, range"),
    (r"^(if\s+)?\[\[?\s+!?\s*-[a-z]\s", "os.path.exists, pathlib.Path.is_file, if"),
    (r"^=IF\(", "if_expr, if"),
    (r"^class\s+\w+\s+extends\s", "tut-inheritance, class"),
    (r"^(public|private|protected)\s", "tut-private, class"),
    (r"^enum\s+\w+\s*\{", "enum.Enum, enum"),
    (r"^(typedef\s+)?struct\s+\w*\s*\{", "dataclasses.dataclass, tut-odds, struct"),
    (r"^#include\b|^require\(|^using\s+[A-Z]\w*;", "import, tut-modules"),
    (r"^(Write-(Host|Output)\b|console\.log|(std::)?cout\b.*<<|System\.out\.print|fmt\.Print|println|puts)",
     "print"),
    (r"^f?printf\s*\(|^sprintf\s*\(|^String\.format\(|^fmt\.S?[Pp]rintf",
     "old-string-formatting, str.format, formatspec"),
    (r"^scanf\s*\(|^cin\s*>>|^readline\s*\(", "input"),
    (r"^\w[\w.<>= ()]*\s\?\s.+\s:\s.+", "if_expr"),
    (r"^[^\"']*(&&|\|\|)", "booleans, or, and"),
    (_SQL,
     "sqlite3.Cursor.execute, sqlite3"),
    (r"^#!\s*/", "tut-scripts"),
    (r"^/\*.*\*/$|^//\s", "comments"),
    (r"^\$\w+\s*=[^=]", "assignment"),
    (r"(?:^|\s)\$[@*#1-9](?![\w,.])", "sys.argv, tut-argpassing"),
    (r"^\$\{?[A-Z_]+\}?$|^%[A-Z_]+%$", "os.environ, os.path.expandvars"),
    (r"^!\s*\w+$", "not, booleans"),
    (r"^\S+\s*(===|!==)\s*\S+$", "comparisons, is"),
    (r"^\S+\s*<>\s*\S+$", "comparisons"),
    (r"^\S+\s*\?\?\s*\S+$", "or, booleans"),
    (r"^\.\.\.\w+$|[\[({,]\s*\.\.\.\w+", "tut-unpacking-arguments, exprlists"),
    (r"^\$\(.*\)$|^`[^`]+`$", "subprocess.run, subprocess.check_output"),
    (_PIPE, "subprocess-replacements, subprocess"),
    (r"(?:2>&1|[12]?>\s*/dev/null)", "subprocess.DEVNULL, subprocess.STDOUT, subprocess.run"),
    (r"^\w+\s*>>?\s*\w+\.\w+$", "contextlib.redirect_stdout, open, print"),
)  # fmt: skip
FORMS: Final = (
    *_LANGUAGES,
    *((rf"^(?:{names})", found) for names, found in _WITH_OPTION),
    *((rf"^(?:{names}){_ARGUMENT}", found) for names, found in _COMMANDS),
)
# Forms without a sign of code.
_PLAIN: Final = r"^this\.\w|^let\s+mut\s+\w+$|^\d+\.times\b|^Dim\s+\w+\s+As\s"
COMMAND: Final = re.compile(
    rf"^(?:{'|'.join(names for names, _found in _WITH_OPTION)})|"
    rf"^(?:{'|'.join(names for names, _found in _COMMANDS)}){_ARGUMENT}|{_PIPE}|{_SQL}|{_PLAIN}"
)
