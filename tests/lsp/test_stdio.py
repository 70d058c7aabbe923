"""Messages cut out of a stream of bytes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs_lsp.lsp.stdio import Framer

BODIES = st.lists(st.binary(max_size=30), max_size=5)
CUTS = st.lists(st.integers(0, 300), max_size=8)


@given(BODIES, CUTS, st.sampled_from([b"\r\n", b"\n"]))
def test_bodies_are_whole_in_whatever_pieces_they_arrive(
    bodies: list[bytes], cuts: list[int], end: bytes
) -> None:
    stream = b"".join(b"Content-Length: %d%s%s%s" % (len(one), end, end, one) for one in bodies)
    places = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    framer = Framer()
    found: list[bytes | None] = []
    for start, stop in pairwise(places):
        found += framer.feed(stream[start:stop])
    assert found == bodies


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_no_bytes_make_it_fail(pieces: list[bytes]) -> None:
    framer = Framer()
    for piece in pieces:
        for body in framer.feed(piece):
            assert body is None or isinstance(body, bytes)


@pytest.mark.parametrize(
    "header", ["Content-Length: -3", "Content-Length: 1 2", "X: 3", "Content-Length: 99999999999"]
)
def test_after_a_header_that_says_nothing_the_next_one_is_read(header: str) -> None:
    stream = f"{header}\r\n\r\nContent-Length: 2\r\n\r\n{{}}".encode()
    assert list(Framer().feed(stream)) == [None, b"{}"]


def test_a_header_without_end_is_given_up() -> None:
    framer = Framer()
    assert list(framer.feed(b"x" * 20_000)) == [None]
    assert list(framer.feed(b"\r\n\r\nContent-Length: 1\r\n\r\n1")) == [None, b"1"]
