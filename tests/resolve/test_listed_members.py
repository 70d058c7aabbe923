"""Members of the standard library that have no entry: what may list them."""

import pytest
from cursor import split_cursor
from names_kit import NAMES

from docs_lsp.resolve import resolve

STATUS = "from http import HTTPStatus\n"


@pytest.mark.parametrize(
    ("marked", "head", "first"),
    [
        (STATUS + "HTTPStatus.NOT_$0FOUND", "NOT_FOUND", "http.HTTPStatus"),
        (STATUS + "def f(s: HTTPStatus): s.is_$0success", "is_success", "http.HTTPStatus"),
        ("from urllib.parse import urlsplit\nurlsplit('').net$0loc", "netloc", "urllib.parse.SplitResult"),
        ("import select\nselect.POLL$0IN", "POLLIN", "select"),
        ("from select import POLLIN as i\n$0i", "POLLIN", "select"),
        ("from select import POLL$0IN", "POLLIN", "select"),
    ],
)  # fmt: skip
def test_a_known_member_may_be_listed(marked: str, head: str, first: str) -> None:
    source, offset = split_cursor(marked)
    found = resolve(source, offset, NAMES)
    assert found is not None
    assert (found.codes[0].head, found.entry.name) == (head, first)
    assert head in found.codes[0].members


@pytest.mark.parametrize(
    "marked",
    [
        STATUS + "HTTPStatus.NOT_$0THERE",
        STATUS + "class S(HTTPStatus): pass\nS.NOT_$0FOUND",
        "class HTTPStatus: NOT_FOUND = 1\nHTTPStatus.NOT_$0FOUND",
        "import select\nselect.NO$0THING",
        "from select import *\nselect = 1\nselect.POLL$0IN",
        "from urllib.parse import urlsplit\nurlsplit('')._rep$0lace",
        "POLL$0IN",
    ],
)
def test_nothing_lists_what_is_not_known(marked: str) -> None:
    source, offset = split_cursor(marked)
    found = resolve(source, offset, NAMES)
    assert found is None or not found.codes
