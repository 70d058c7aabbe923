"""No client gets more than its share, in any order of moments."""

from hypothesis import given
from hypothesis import strategies as st

from docs_lsp.web.rate_limit import RateLimit

RATE, BURST = 2.0, 5
PAUSES = st.lists(st.floats(0, 3), max_size=60)


@given(PAUSES)
def test_in_any_time_no_more_than_burst_and_rate_allow(pauses: list[float]) -> None:
    limit, now, granted = RateLimit(RATE, BURST), 100.0, []
    for pause in pauses:
        now += pause
        wait = limit.wait("one", now)
        assert 0 <= wait <= 1 / RATE
        if not wait:
            granted.append(now)
    for first, start in enumerate(granted):
        for last in range(first, len(granted)):
            assert last - first + 1 <= BURST + RATE * (granted[last] - start) + 1e-6


@given(PAUSES)
def test_a_client_that_waits_as_requested_is_answered(pauses: list[float]) -> None:
    limit, now = RateLimit(RATE, BURST), 0.0
    for pause in pauses:
        now += pause
        wait = limit.wait("one", now)
        if wait:
            now += wait + 1e-6
            assert limit.wait("one", now) == 0


def test_one_client_costs_another_nothing() -> None:
    limit = RateLimit(RATE, BURST)
    assert [limit.wait("one", 0.0) for _ in range(6)] == [0, 0, 0, 0, 0, 0.5]
    assert limit.wait("other", 0.0) == 0


def test_clients_are_not_remembered_without_end() -> None:
    limit = RateLimit(RATE, BURST)
    for number in range(5000):
        limit.wait(str(number), 0.0)
    assert len(limit._buckets) <= 1024
