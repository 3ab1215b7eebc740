"""The application: routes, limits, headers. Nothing here reads the ledger; `board` does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware

from dateline.ledger import Ledger
from dateline.web import api, exports, pages, problems, schemas, writing
from dateline.web.board import Board
from dateline.web.guard import Guard
from dateline.web.limits import Limits
from dateline.web.respond import GZIP_LEVEL
from dateline.web.tokens import Account, load

__all__ = ["build"]

_DESCRIPTION = """Who controls what in an armed conflict, who says so, and when that was known.

Every answer is read at two clocks, `as_of` and `known_by`, and at a `head` of the ledger; with all three in the
address it never changes. Defaults are the ledger's own: its last published day, its latest knowledge."""
SMALLEST_GZIP = 800  # bytes; less fits one packet anyway


def build(
    ledger: str,
    *,
    read_only: bool = True,
    tokens: Mapping[str, Account] | Path | None = None,
    theatre: str | None = None,
    limits: Limits | None = None,
) -> FastAPI:
    """The application; it opens the ledger now and closes it when it shuts down."""
    book = Ledger.open(ledger, read_only=read_only)
    board = Board(book, theatre=theatre, target=ledger)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        board.start()
        yield
        board.close()
        book.close()

    app = FastAPI(
        title="Dateline",
        summary="A sourced, time-aware picture of control",
        description=_DESCRIPTION,
        version="1",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,  # their pages fetch scripts from elsewhere; /api is ours
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.state.board = board
    app.state.read_only = read_only
    app.state.accounts = load(tokens) if isinstance(tokens, Path) else dict(tokens or {})
    app.include_router(api.router)
    app.include_router(exports.router)
    app.include_router(writing.router)
    app.include_router(pages.router, include_in_schema=False)
    app.mount("/static/publish", StaticFiles(packages=[("dateline.publish", "assets")]), name="publish")
    app.mount("/static", StaticFiles(directory=str(files("dateline.web") / "static")), name="static")
    problems.install(app)
    _declare_problem(app)
    app.add_middleware(GZipMiddleware, minimum_size=SMALLEST_GZIP, compresslevel=GZIP_LEVEL)
    app.add_middleware(Guard, limits=limits or Limits())
    return app


def _declare_problem(app: FastAPI) -> None:
    """Puts the problem's shape into the OpenAPI document, and takes FastAPI's own error shape out of it."""
    made = app.openapi

    def openapi() -> dict[str, object]:
        document = made()
        parts = document.setdefault("components", {}).setdefault("schemas", {})
        parts["Problem"] = problems.Problem.model_json_schema()
        parts["FeaturesAnswer"] = schemas.FeaturesAnswer.model_json_schema(ref_template="#/components/schemas/{model}")
        parts["FeaturesAnswer"].pop("$defs", None)
        parts["FeatureRecord"] = schemas.FeatureRecord.model_json_schema()
        for operations in document["paths"].values():
            for operation in operations.values():
                operation["responses"].pop("422", None)
        for name in ("HTTPValidationError", "ValidationError"):
            parts.pop(name, None)
        return document

    app.openapi = openapi  # type: ignore[method-assign]
