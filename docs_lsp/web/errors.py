"""Error answers: one message and the next step, as JSON or as a page."""

from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from docs_lsp.web.render import TEMPLATES

API: Final = "/api/v1"
PROBLEM: Final = "application/problem+json"


def problem(status: int, detail: str, following: str) -> JSONResponse:
    """Return an error as JSON (RFC 9457), with the next step."""
    content = {
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "next": following,
    }
    return JSONResponse(content, status, media_type=PROBLEM)


def message_page(status: int, text: str) -> HTMLResponse:
    """Return a page with *text* alone."""
    html = TEMPLATES.get_template("refused.html").render(
        query="", docset=None, known=[], shown=[], message=text
    )
    return HTMLResponse(html, status)


def refusal(path: str, status: int, detail: str, following: str) -> Response:
    """Return an error for *path*: JSON for programs, a page for people."""
    if _is_of_api(path):
        return problem(status, detail, following)
    return message_page(status, f"{detail} {following}")


async def refused(request: Request, error: Exception) -> Response:
    """Answer an `HTTPException`, whose detail tells people what to do next."""
    assert isinstance(error, HTTPException)
    if _is_of_api(request.scope["path"]):
        following = f"What there is: {API}/openapi.json"
        answer: Response = problem(error.status_code, f"{error.detail}.", following)
    else:
        answer = message_page(error.status_code, error.detail)
    answer.headers.update(error.headers or {})
    return answer


def _is_of_api(path: str) -> bool:
    return path.startswith("/api/")
