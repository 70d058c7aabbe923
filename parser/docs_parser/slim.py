"""The text of a page before it is parsed: without wrappers that carry no information."""

import re

# Wrappers that carry nothing: Pygments colours, `span.pre`, permalinks. Taking them out of the text
# first halves the number of elements; no id and no word is lost.
_CUT = (
    re.compile(r'<span class="pre">([^<]*)</span>|<a class="headerlink"[^<>]*>[^<]*</a>'),
    re.compile(
        r'<span class="(?:[a-z][a-z0-9]{0,2}|std std-ref|default_value)">([^<]*)</span>'
        r"|<span></span>"
    ),
)
_PARAMETER_LINES_MARK = '<dd><em class="sig-param'
_PARAMETER_LINES = re.compile(
    r'(?P<open><span class="sig-paren">[(\[<]</span>)\s*'
    r"<dl>(?P<lines>[^<]*(?:<(?!/?dl)[^<]*)*)</dl>\s*"
    r'(?P<close><span class="sig-paren">)',
    re.DOTALL,
)
_PARAMETER_LINE = re.compile(r"<dd>(.*?)</dd>", re.DOTALL)
_LAST_COMMA = re.compile(r',((?:<span class="optional">\]</span>)*)\s*$')
_MAIN = '<div class="body" role="main">'
_AFTER_MAIN = '<div class="sphinxsidebar"'


def main_of_sphinx(html: str) -> str | None:
    """Return the main block of a page where the classic theme of Sphinx marks it."""
    start, end = html.find(_MAIN), html.find(_AFTER_MAIN)
    return html[start:end] if 0 <= start < end else None


def unwrap(html: str) -> str:
    """Take out the wrappers without information; unchanged where that would lose an id."""
    html = _one_line(html)
    slimmed = html
    for pattern in _CUT:  # the words in a wrapper are its group; faster than a substitution
        slimmed = "".join(filter(None, pattern.split(slimmed)))
    return slimmed if slimmed.count(' id="') == html.count(' id="') else html


def _one_line(html: str) -> str:
    """Put signatures that have one parameter a line on one line.

    They are a `dl` inside a `dt`, which lxml would end there.
    """
    if _PARAMETER_LINES_MARK not in html:
        return html
    return _PARAMETER_LINES.sub(_joined_parameters, html)


def _joined_parameters(match: re.Match[str]) -> str:
    lines = _PARAMETER_LINE.findall(match["lines"])
    if not lines:
        return match[0]
    # The last line ends in a comma too, before the brackets that optional parameters close.
    lines[-1] = _LAST_COMMA.sub(r"\1", lines[-1])
    return match["open"] + " ".join(line.strip() for line in lines) + match["close"]
