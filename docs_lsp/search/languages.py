"""Names of other languages, which say where a word is known from and hardly what is looked for."""

import re
from typing import Final

_OF_A_LETTER: Final = ["c", "r"]  # which may be a variable
_LONGER: Final = (
    "awk bash c++ c# clojure cobol csharp cpp dart elixir erlang fortran golang groovy haskell "
    "java javascript js jquery julia kotlin lisp lua matlab nodejs objective-c ocaml octave "
    "pascal perl php powershell prolog ruby rust scala smalltalk swift tcl ts typescript "
    "vb vba vb.net zig"
).split()
# As regular expressions, each of one group that is not captured.
LONG_NAMES: Final = rf"(?:{'|'.join(map(re.escape, _LONGER))})(?![\w+#])"
OTHER_LANGUAGES: Final = rf"(?:{'|'.join(map(re.escape, _LONGER + _OF_A_LETTER))})(?![\w+#])"
NAMED: Final = re.compile(rf"(?<![\w.+-]){OTHER_LANGUAGES}(?![.(\[=-])", re.IGNORECASE)
ALL_LANGUAGES: Final = frozenset(_LONGER + _OF_A_LETTER)
# Python is extended with C, and runs what a shell runs: these say more.
OF_LANGUAGES: Final = frozenset(_LONGER).difference(("c++", "cpp", "bash"))
