"""Requests inside and outside the OpenAPI description: no server error, the described form."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from small_docs import write_small

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.web.app import create_app
from docs_lsp.web.serve import Server, configured, listening

EXAMPLES = 50  # of each operation, within its description and beside it
# What is wrong may be too long as well: it is refused before it is read.
CONFIG = schemathesis.Config.from_dict(
    {"checks": {"negative_data_rejection": {"expected-statuses": ["400", "404", "414", "422"]}}}
)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    folder = tmp_path_factory.mktemp("data")
    write_small(folder / "python~3.14.db")
    with pytest.MonkeyPatch.context() as patch, listening("127.0.0.1", 0) as listener:
        patch.setenv("DOCS_LSP_DATA_DIR", str(folder))
        server = Server(configured(create_app(DocsetManager(print), limited=False)))
        serving = threading.Thread(target=server.run, args=([listener],))
        serving.start()
        port = listener.getsockname()[1]
        yield schemathesis.openapi.from_url(
            f"http://127.0.0.1:{port}/api/v1/openapi.json", config=CONFIG
        )
        server.handle_exit(2, None)
        serving.join()


OK, WRONG = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        ("/search", OK),
        ("/search", WRONG),
        ("/entries/{name}", OK),
        ("/entries/{name}", WRONG),
        ("/docsets", OK),  # which take nothing that could be wrong
        ("/status", OK),
    ],
)
def test_the_api_keeps_to_its_description(
    described: schemathesis.BaseSchema, path: str, mode: schemathesis.GenerationMode
) -> None:
    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    def ask(case: "schemathesis.Case[Any]") -> None:
        case.call_and_validate()

    ask()
