"""Errors as problem+json (RFC 9457), or as a plain page where a person asked for one."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from dateline.errors import DatelineError, LedgerError, TimeError
from dateline.publish.page import environment

__all__ = ["PROBLEMS", "Problem", "ProblemError", "install", "problem"]

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What went wrong and what to do next."""

    type: str = Field("about:blank", description="always about:blank: the status says it")
    title: str = Field(examples=["Bad Request"])
    status: int = Field(examples=[400])
    detail: str = Field(examples=["'2021-13-01' is no day of the calendar; write a real day as YYYY-MM-DD"])


class ProblemError(DatelineError):
    """A refusal with its status."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = headers or {}


def _declared(*statuses: int) -> dict[int | str, dict[str, Any]]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


# What every endpoint may answer besides what it is for.
PROBLEMS = _declared(400, 404, 414, 429, 503)
WRITE_PROBLEMS = _declared(400, 401, 403, 404, 413, 414, 415, 429, 503)


def problem(request: Request, status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """The refusal, as the client reads it."""
    title = HTTPStatus(status).phrase
    if "text/html" in request.headers.get("accept", "") and request.method in ("GET", "HEAD"):
        said = detail[:1].upper() + detail[1:]
        body = environment("dateline.web").get_template("problem.html").render(title=title.capitalize(), detail=said)
        return HTMLResponse(body, status, headers)
    content = Problem(type="about:blank", title=title, status=status, detail=detail).model_dump()
    return Response(json.dumps(content, ensure_ascii=False), status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Makes every error of the application a problem."""

    @app.exception_handler(ProblemError)
    def _refused(request: Request, error: ProblemError) -> Response:
        return problem(request, error.status, str(error), error.headers)

    @app.exception_handler(TimeError)
    def _time(request: Request, error: TimeError) -> Response:
        return problem(request, 400, str(error))

    @app.exception_handler(LedgerError)
    def _ledger(request: Request, error: LedgerError) -> Response:
        return problem(request, 503, str(error), {"Retry-After": "30"})

    @app.exception_handler(DatelineError)
    def _other(request: Request, error: DatelineError) -> Response:
        return problem(request, 404, str(error))

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        said = "; ".join(f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors())
        return problem(request, 400, said or "the request cannot be understood; see /docs")

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        detail = "there is no such page; begin at /" if error.status_code == 404 else str(error.detail)
        return problem(request, error.status_code, detail, dict(error.headers or {}))
