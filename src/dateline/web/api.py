"""The API: every view's data under the view's own address, with .json, .csv or .geojson after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response

from dateline.answers.follow import end_of
from dateline.publish import csv as table
from dateline.publish.picture import Picture
from dateline.web import records, schemas
from dateline.web.board import Board
from dateline.web.clocks import View, asked, parse_day, parse_time
from dateline.web.problems import PROBLEMS
from dateline.web.respond import CSV, GEOJSON, JSON, Body, answer, dump
from dateline.web.search import search

__all__ = ["LARGEST_PAGE", "Asked", "router", "then_view"]

LARGEST_PAGE = 500
Asked = Annotated[View, Depends(asked)]
Name = Annotated[str, Path(description="The place's id, or its name.", examples=["Herat"], max_length=300)]
Offset = Annotated[int, Query(ge=0, le=10**7, description="Rows to pass over.")]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="Rows of a page.")]
Then = Annotated[str | None, Query(description="The other day, by default the day before.", max_length=40)]
ThenKnown = Annotated[str | None, Query(description="What was known then; by default as `known_by`.", max_length=40)]

router = APIRouter(responses=PROBLEMS)

_CSV: dict[int | str, dict[str, Any]] = {200: {"description": "CSV with one header line", "content": {"text/csv": {}}}}
_GEO: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "GeoJSON",
        "model": schemas.FeaturesAnswer,
        "content": {"application/geo+json": {"schema": {"$ref": "#/components/schemas/FeaturesAnswer"}}},
    }
}


def board_of(request: Request) -> Board:
    board: Board = request.app.state.board
    return board


def _send(request: Request, view: View, make: Callable[[Board, View], str | Body], media_type: str = JSON) -> Response:
    board = board_of(request)
    settled = board.settle(view)
    return answer(request, view, settled, media_type, lambda: make(board, settled))


def _rows(columns: Iterable[str], rows: Iterable[Any]) -> str:
    return table.write(columns, rows)


@router.get("/map.json", response_model=schemas.StatesAnswer, summary="Who controls what")
def map_json(request: Request, view: Asked) -> Response:
    return _send(request, view, lambda board, at: board.kept("map.json", at, records.states))


@router.get("/map.csv", responses=_CSV, response_class=Response, summary="Who controls what, as CSV")
def map_csv(request: Request, view: Asked) -> Response:
    def make(board: Board, at: View) -> str:
        shown = board.shown(at)
        return table.states(shown.now, shown.places)

    return _send(request, view, make, CSV)


@router.get("/map.geojson", responses=_GEO, response_class=Response, summary="Who controls what, as GeoJSON")
def map_geojson(request: Request, view: Asked) -> Response:
    return _send(request, view, lambda board, at: board.kept("map.geojson", at, records.features), GEOJSON)


@router.get("/outlines.geojson", responses=_CSV | {200: {"description": "GeoJSON", "content": {GEOJSON: {}}}},
            response_class=Response, summary="Outlines of the theatre's countries")  # fmt: skip
def outlines(request: Request, view: Asked) -> Response:
    return _send(request, view, lambda board, at: dump(board.outlines(at)), GEOJSON)


@router.get("/changes.json", response_model=schemas.ChangesAnswer, summary="What changed, by day")
def changes_json(request: Request, view: Asked, offset: Offset = 0, limit: Limit = LARGEST_PAGE) -> Response:
    def make(board: Board, at: View) -> str:
        page = _page(request, len(board.turns(at)[1]), offset, limit)
        return dump(records.changes(board.with_changes(at, offset=offset, limit=limit), at, page))

    return _send(request, view, make)


@router.get("/changes.csv", responses=_CSV, response_class=Response, summary="What changed, as CSV")
def changes_csv(request: Request, view: Asked) -> Response:
    columns = ("day", "place_id", "name", "before", "after", "status", "p", "decided_by")

    def make(board: Board, at: View) -> str:
        rows = records.change_rows(board.with_changes(at))
        return _rows(columns, ({**row, "decided_by": " ".join(row["decided_by"])} for row in rows))

    return _send(request, view, make, CSV)


def then_view(settled: View, then: str | None, then_known_by: str | None, *, evening: bool = False) -> View:
    """The other half of a comparison: by default the day before, as known by the same moment, or by its `evening`."""
    from dateline.times import DAY

    day = parse_day(then, "then")
    assert settled.as_of is not None, "views are settled before they are read"
    day = day or settled.as_of - DAY
    moment = parse_time(then_known_by, "then_known_by") or (end_of(day) if evening else settled.known_by)
    return View(day, moment, settled.head, settled.filters)


def _pair(board: Board, at: View, then: str | None, then_known_by: str | None) -> tuple[Picture, Picture]:
    other = then_view(at, then, then_known_by, evening=board.large)
    return board.shown(other), board.shown(at)


@router.get("/compare.json", response_model=schemas.CompareAnswer, summary="Two pairs of clocks side by side")
def compare_json(request: Request, view: Asked, then: Then = None, then_known_by: ThenKnown = None) -> Response:
    def make(board: Board, at: View) -> str:
        return dump(records.compare(*_pair(board, at, then, then_known_by), at))

    return _send(request, view, make)


@router.get("/compare.csv", responses=_CSV, response_class=Response, summary="Two pairs of clocks, as CSV")
def compare_csv(request: Request, view: Asked, then: Then = None, then_known_by: ThenKnown = None) -> Response:
    columns = ("place_id", "name", "then_side", "then_p", "then_status", "side", "p", "status", "changed")

    def make(board: Board, at: View) -> str:
        found = records.compare(*_pair(board, at, then, then_known_by), at)
        return _rows(columns, map(_flat, found["places"]))

    return _send(request, view, make, CSV)


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    then, now = row["then"] or {}, row["now"] or {}
    old = {f"then_{name}": value for name, value in then.items()}
    return {**row, **old, **now, "changed": "yes" if row["changed"] else "no"}


@router.get("/places/{name}.json", response_model=schemas.PlaceAnswer, summary="One place: who says what, and why")
def place_json(request: Request, name: Name, view: Asked) -> Response:
    def make(board: Board, at: View) -> str:
        place = board.place(at, name)
        return dump(records.place(board.place_picture(at, place), at, place))

    return _send(request, view, make)


@router.get("/places/{name}.csv", responses=_CSV, response_class=Response, summary="The claims of one place, as CSV")
def place_csv(request: Request, name: Name, view: Asked) -> Response:
    def make(board: Board, at: View) -> str:
        claims = board.place_picture(at, board.place(at, name)).claims
        return _rows(records.CLAIM_COLUMNS, map(records.claim_row, claims))

    return _send(request, view, make, CSV)


@router.get("/places/{name}.geojson", responses=_GEO, response_class=Response, summary="One place, as GeoJSON")
def place_geojson(request: Request, name: Name, view: Asked) -> Response:
    def make(board: Board, at: View) -> str:
        from dataclasses import replace

        place, bare = board.place(at, name), board.bare(at)
        only = [state for state in bare.now if state.place == place.id]
        return dump(records.features(replace(bare, states={bare.as_of: only}), at))

    return _send(request, view, make, GEOJSON)


@router.get("/documents/{name:path}.json", response_model=schemas.DocumentAnswer, summary="A stored report")
def document_json(
    request: Request, view: Asked, name: Annotated[str, Path(description="Its id.", examples=["d1"], max_length=500)]
) -> Response:
    return _send(request, view, lambda board, at: dump(records.document(board.document_picture(at, name), at, name)))


@router.get("/claims.json", response_model=schemas.ClaimsAnswer, summary="What was said")
def claims_json(
    request: Request,
    view: Asked,
    place: Annotated[str | None, Query(max_length=300, description="A place's id or name.")] = None,
    type: Annotated[str | None, Query(max_length=20, description="A claim type, such as `capture`.")] = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> Response:
    def make(board: Board, at: View) -> str:
        found = board.claims(at, place=place, type=type)
        rows = [records.claim_json(claim) for claim in found[offset : offset + limit]]
        page = _page(request, len(found), offset, limit)
        return dump({**records.clocked(board.bare(at), at), **page, "claims": rows})

    return _send(request, view, make)


@router.get("/claims.csv", responses=_CSV, response_class=Response, summary="What was said, as CSV")
def claims_csv(
    request: Request,
    view: Asked,
    place: Annotated[str | None, Query(max_length=300)] = None,
    type: Annotated[str | None, Query(max_length=20)] = None,
) -> Response:
    def make(board: Board, at: View) -> str:
        return _rows(records.CLAIM_COLUMNS, map(records.claim_row, board.claims(at, place=place, type=type)))

    return _send(request, view, make, CSV)


def _page(request: Request, total: int, offset: int, limit: int) -> dict[str, Any]:
    following = None
    if offset + limit < total:
        following = str(
            request.url.include_query_params(offset=offset + limit, limit=limit).replace(netloc="", scheme="")
        )
    return {"total": total, "offset": offset, "limit": limit, "next": following}


@router.get("/accounts.json", response_model=schemas.AccountsAnswer, summary="Accounts that conflict")
def accounts_json(request: Request, view: Asked) -> Response:
    return _send(request, view, lambda board, at: dump(records.accounts(board.whole(at), at)))


@router.get("/audits.json", response_model=schemas.AuditsAnswer, summary="Counts and forecasts audited")
def audits_json(request: Request, view: Asked) -> Response:
    return _send(request, view, lambda board, at: dump(records.audits(board.whole(at), at)))


@router.get("/sources.json", response_model=schemas.SourcesAnswer, summary="How often each source was borne out")
def sources_json(request: Request, view: Asked) -> Response:
    return _send(request, view, lambda board, at: dump(records.sources(board.whole(at), at)))


@router.get("/search.json", response_model=schemas.SearchAnswer, summary="Search places, claims and reports")
def search_json(
    request: Request,
    view: Asked,
    q: Annotated[str, Query(max_length=200, examples=["Herat"], description="All words must occur.")] = "",
    offset: Offset = 0,
    limit: Limit = 50,
) -> Response:
    def make(board: Board, at: View) -> str:
        found = search(board.answers_at(at), board.bare(at), q, places_only=board.large)
        rows = [
            {"kind": one.kind, "id": one.id, "title": one.title, "excerpt": one.excerpt, "href": one.href}
            for one in found[offset : offset + limit]
        ]
        page = _page(request, len(found), offset, limit)
        return dump({**records.clocked(board.bare(at), at), **page, "q": q, "results": rows})

    return _send(request, view, make)


@router.get("/review.json", response_model=schemas.QueueAnswer, summary="What to check first")
def review_json(request: Request, view: Asked) -> Response:
    return _send(request, view, lambda board, at: dump(records.queue(board.review_queue(at), board.bare(at), at)))
