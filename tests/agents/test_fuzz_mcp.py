"""Whatever an agent sends, each request has one answer and the server goes on."""

import sys
from pathlib import Path

import pytest
from chance import Chance

sys.path.insert(0, str(Path(__file__).parents[1] / "fuzz"))

from agent import Agent, message


@pytest.mark.parametrize("seed", range(3))
def test_any_messages_are_answered(docset_file: Path, seed: int) -> None:
    assert docset_file.exists()
    chance, agent = Chance(seed), Agent()
    try:
        for _ in range(300):
            agent.ask(message(chance))
        answer = agent.ask({"jsonrpc": "2.0", "id": "last", "method": "ping"})
    finally:
        agent.close()
    assert answer == {"jsonrpc": "2.0", "id": "last", "result": {}}
