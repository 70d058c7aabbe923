"""Anything in any order: the server lives, answers once, and holds the texts it should hold."""

import pytest
from chance import Chance
from session import Session


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("seed", range(20))
def test_any_steps_in_any_order(seed: int, caplog: pytest.LogCaptureFixture) -> None:
    session = Session(Chance(seed))
    try:
        for _ in range(10):
            for _ in range(10):
                session.step()
            session.check()
    finally:
        session.close()
    # pygls too says what it cannot read.
    ours = [one for one in caplog.records if one.name.startswith("docs_lsp")]
    assert [one.getMessage() for one in ours if one.levelname == "ERROR"] == []
