"""Parameters as results of their own: alone, beside their function, in a sentence."""

import pytest
from search_rows import ROWS, index_of

from docs_lsp.search import Hit, search_together

INDEX = index_of(ROWS)


def hits(query: str) -> list[Hit]:
    return search_together([INDEX], query, 5)


def shown(hit: Hit) -> str:
    return f"{hit.entry.name} · {hit.entry.kind}"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("return_exceptions", "return_exceptions · parameter of asyncio.gather"),
        ("return_exceptions=", "return_exceptions · parameter of asyncio.gather"),
        ("return_exceptions=True", "return_exceptions · parameter of asyncio.gather"),
        ("reverse=True", "reverse · parameter of sorted"),
        ("return_exc", "return_exceptions · parameter of asyncio.gather"),
        ("kw_only", "kw_only · parameter of dataclasses.dataclass"),
        ("asyncio gather return_exceptions", "return_exceptions · parameter of asyncio.gather"),
        ("asyncio.gather return_exceptions", "return_exceptions · parameter of asyncio.gather"),
        ("gather return exceptions", "return_exceptions · parameter of asyncio.gather"),
        ("return_exceptions gather", "return_exceptions · parameter of asyncio.gather"),
        ("sorted reverse", "reverse · parameter of sorted"),
        ("sorted revers", "reverse · parameter of sorted"),
        ("sorted revrse=True", "reverse · parameter of sorted"),
        ("asyncio return_exceptions True", "return_exceptions · parameter of asyncio.gather"),
    ],
)
def test_a_parameter_is_found(query: str, first: str) -> None:
    assert shown(hits(query)[0]) == first


def test_a_parameter_leads_to_the_text_of_its_function() -> None:
    (hit,) = (hit for hit in hits("return_exceptions") if hit.entry.role == "parameter")
    assert hit.entry.anchor == "library/asyncio-task.html#asyncio.gather"
    assert hit.in_name == ((0, len("return_exceptions")),)


def test_the_name_of_an_entry_comes_before_a_parameter() -> None:
    assert hits("copy")[0].entry.role != "parameter"
    assert hits("return")[0].entry.name == "return"


def test_a_name_with_underscores_comes_before_one_in_camel_case() -> None:
    named = ("typing.KwOnly", "py", "class", "library/typing.html#typing.KwOnly", "", "", "")
    index = index_of([*ROWS, named])
    (first, second, *_) = search_together([index], "kw_only", 3)
    assert shown(first) == "kw_only · parameter of dataclasses.dataclass"
    assert second.entry.name == "typing.KwOnly"


def test_an_explained_search_has_the_same_hits_with_reasons() -> None:
    explained = search_together([INDEX], "asyncio gather return_exceptions", 5, explained=True)
    plain = hits("asyncio gather return_exceptions")
    assert [hit._replace(reasons=()) for hit in explained] == plain
    reasons = dict(explained[0].reasons)
    points = reasons["parameter return_exceptions"] + reasons["its module is mentioned"]
    points += reasons["words of the question that it has anywhere"]
    assert points == explained[0].score
