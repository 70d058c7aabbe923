"""A second cleaner beside Bleach: nh3 finds nothing to remove in what we render of hostile pages.

Bleach is no longer maintained. These tests say that the day it has to go, nh3 draws the same line.
"""

from html import escape, unescape

import nh3
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from page_kit import body_of
from test_safety import ADDRESSES, ATTRIBUTES, TAGS, soup

from docs_parser.clean import PROTOCOLS, address

SCHEMES = set(PROTOCOLS)


def cleaned(html: str) -> str:
    """Return what nh3 leaves of *html*, in the same spelling of character references."""
    passed = nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(ATTRIBUTES) for tag in TAGS},
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return unescape(passed)


@given(soup)
def test_nh3_removes_nothing_from_a_rendered_page(html: str) -> None:
    rendered = body_of(html).html
    assert without_bodies(cleaned(rendered)) == without_bodies(unescape(rendered))


def without_bodies(html: str) -> str:
    """Return *html* without the `tbody` that nh3 completes a table with."""
    return html.replace("<tbody>", "").replace("</tbody>", "").replace("\u00a0", " ")


@pytest.mark.parametrize(
    "url", [*ADDRESSES, "https://e.org/x?a=b#c", "http://e.org", "mailto:a@e.org"]
)
def test_both_cleaners_agree_on_an_address(url: str) -> None:
    assert bool(address(unescape(url))) == keeps(unescape(url))


@given(st.text(st.sampled_from("httpsmailto:/javcrdfeigx.#?%&\t\n @01"), max_size=24))
def test_no_address_passes_bleach_that_nh3_refuses(url: str) -> None:
    assert not address(url) or keeps(address(url))


@given(
    st.sampled_from(["https://e.org", "http://0", "https://e.org:0", "http:", "java://e.org"]),
    st.text(st.sampled_from("/ab?#&:;%@[\\`\t\u200b="), max_size=9),
)
def test_what_comes_after_the_host_of_an_address_cannot_save_it(host: str, path: str) -> None:
    assume(not (host == "http:" and path.startswith("/")))  # that is a host: `http://a`
    assert not address(f"{host}/{path}") or address(host)


def keeps(url: str) -> bool:
    """Return whether nh3 lets a link keep *url*."""
    return "href" in nh3.clean(
        f'<a href="{escape(url)}">x</a>', tags={"a"}, url_schemes=SCHEMES, link_rel=None
    )
