"""The pages: HTML that reads whole without a script, and that a script only makes quicker to move about in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from jinja2 import Environment

from dateline.publish import excerpt, page
from dateline.publish.picture import Picture
from dateline.publish.view import View as Drawn
from dateline.times import format_moment
from dateline.web import records
from dateline.web.api import Asked, Offset, Then, ThenKnown, board_of, then_view
from dateline.web.board import Board
from dateline.web.clocks import Filters, View
from dateline.web.exports import FILES
from dateline.web.respond import HTML, answer
from dateline.web.search import search

__all__ = ["PAGE_ROWS", "router"]

PAGE_ROWS = 50  # search results on a page
TABLE_ROWS = 200  # places or changes on a page: some screens' worth, and 15 kB
MAP_CHANGES = 100  # beside the map; the rest are a page of their own

router = APIRouter()
_NAV = (
    ("/map", "Map"),
    ("/changes", "Changes"),
    ("/compare", "Compare"),
    ("/accounts", "Conflicting accounts"),
    ("/audits", "Counts and forecasts"),
    ("/sources", "Sources"),
    ("/review", "Review"),
    ("/reading", "How to read this"),
)


@cache
def templates() -> Environment:
    """The pages' templates, on top of those of `publish`, with the same escaping and words."""
    made = page.environment("dateline.web")
    made.globals["nofilters"] = Filters()
    made.globals["request_value"] = lambda asked, name: _QUERY_VALUES[name](asked)
    return made


_QUERY_VALUES: dict[str, Callable[[View], str | int | None]] = {
    "as_of": lambda asked: asked.as_of.isoformat() if asked.as_of else None,
    "known_by": lambda asked: format_moment(asked.known_by) if asked.known_by else None,
    "head": lambda asked: asked.head,
}
Fill = Callable[[Board, View], dict[str, Any]]


def _show(request: Request, view: View, template: str, fill: Fill) -> Response:
    board = board_of(request)
    settled = board.settle(view)

    def make() -> str:
        context = {**_common(request, board, view, settled), **fill(board, settled)}
        return templates().get_template(template).render(context)

    return answer(request, view, settled, HTML, make)


def _common(request: Request, board: Board, asked: View, settled: View) -> dict[str, Any]:
    def to(path: str, **more: Any) -> str:
        query = asked.query(**more)
        return f"{path}?{query}" if query else path

    def to_place(name: str) -> str:
        return to(f"/places/{quote(name, safe=':')}")

    def to_document(name: str, fragment: str = "") -> str:
        return to(f"/documents/{quote(name, safe='')}") + (f"#{quote(fragment)}" if fragment else "")

    bare = board.bare(settled)
    return {
        "view": Drawn(bare),
        "picture": bare,
        "summed": bare.now,
        "asked": asked,
        "settled": settled,
        "path": request.url.path,
        "nav": _NAV,
        "to": to,
        "to_place": to_place,
        "to_document": to_document,
        "permalink": f"{request.url.path}?{_own_query(request, settled)}",
        "extra": [(name, value) for name, value in request.query_params.items() if name not in _CLOCK_NAMES],
        "provinces": sorted({p.admin1 for p in bare.places.values() if p.admin1}),
        "days": board.slider(settled),
        "writable": not request.app.state.read_only,
        "formats": (),
        "files": tuple(FILES),
        "data": None,
    }


_CLOCK_NAMES = ("as_of", "known_by", "head", "side", "status", "admin1")


def _own_query(request: Request, settled: View) -> str:
    own = {name: value for name, value in request.query_params.items() if name not in _CLOCK_NAMES}
    return settled.query(**own)


@router.get("/")
@router.get("/map")
def show_map(request: Request, view: Asked, offset: Offset = 0) -> Response:
    def fill(board: Board, at: View) -> dict[str, Any]:
        drawn = Drawn(board.with_changes(at, limit=MAP_CHANGES))
        return {
            "changed": len(board.turns(at)[1]),
            "offset": offset,
            "page_rows": TABLE_ROWS,
            "view": drawn,
            "summed": drawn.picture.now,
            "pulse": board.pulse(at),
            "data": "/map",
            "formats": ("json", "csv", "geojson"),
        }

    return _show(request, view, "map.html", fill)


@router.get("/changes")
def show_changes(request: Request, view: Asked, offset: Offset = 0) -> Response:
    def fill(board: Board, at: View) -> dict[str, Any]:
        return {
            "view": Drawn(board.with_changes(at, offset=offset, limit=TABLE_ROWS)),
            "total": len(board.turns(at)[1]),
            "offset": offset,
            "page_rows": TABLE_ROWS,
            "data": "/changes",
            "formats": ("json", "csv"),
        }

    return _show(request, view, "changes.html", fill)


@router.get("/compare")
def show_compare(request: Request, view: Asked, then: Then = None, then_known_by: ThenKnown = None) -> Response:
    def fill(board: Board, at: View) -> dict[str, Any]:
        other = then_view(at, then, then_known_by, evening=board.large)
        old, new = Drawn(board.shown(other)), Drawn(board.shown(at))
        rows = records.compare(old.picture, new.picture, at)["places"]
        return {
            "old": old,
            "new": new,
            "other": other,
            "changed": [row["place_id"] for row in rows if row["changed"]],
            "same": [row["place_id"] for row in rows if not row["changed"]],
            "page_rows": TABLE_ROWS,
            "old_rows": {row.place: row for row in old.rows},
            "new_rows": {row.place: row for row in new.rows},
            "data": "/compare",
            "formats": ("json", "csv"),
        }

    return _show(request, view, "compare.html", fill)


@router.get("/places/{name}")
def show_place(request: Request, name: Annotated[str, Path(max_length=300)], view: Asked) -> Response:
    def fill(board: Board, at: View) -> dict[str, Any]:
        place = board.place(at, name)
        drawn = Drawn(board.place_picture(at, place))
        assert place.id is not None, "places of the ledger have ids"
        address = f"/places/{quote(place.id, safe=':')}"
        return {
            "view": drawn,
            "one": drawn.place(place.id),
            "place": place,
            "wider": drawn.lanes([claim for claim in drawn.picture.claims if claim.place.id != place.id]),
            "events": drawn.picture.events,
            "accounts_view": drawn,
            "data": address,
            "formats": ("json", "csv", "geojson"),
        }

    return _show(request, view, "place.html", fill)


@router.get("/documents/{name:path}")
def show_document(request: Request, name: Annotated[str, Path(max_length=500)], view: Asked) -> Response:
    def fill(board: Board, at: View) -> dict[str, Any]:
        drawn = Drawn(board.document_picture(at, name))
        document = drawn.picture.documents[name]
        claims = drawn.picture.claims
        return {
            "view": drawn,
            "document": document,
            "title": excerpt.whole(document, claims, title=True),
            "text": excerpt.whole(document, claims),
            "cards": [drawn.card(claim) for claim in claims],
            "data": f"/documents/{quote(name, safe='')}",
            "formats": ("json",),
        }

    return _show(request, view, "document.html", fill)


def _whole(request: Request, view: View, template: str, data: str) -> Response:
    def fill(board: Board, at: View) -> dict[str, Any]:
        return {"view": Drawn(board.whole(at)), "data": data, "formats": ("json",)}

    return _show(request, view, template, fill)


@router.get("/accounts")
def show_accounts(request: Request, view: Asked) -> Response:
    return _whole(request, view, "accounts.html", "/accounts")


@router.get("/audits")
def show_audits(request: Request, view: Asked) -> Response:
    return _whole(request, view, "audits.html", "/audits")


@router.get("/sources")
def show_sources(request: Request, view: Asked) -> Response:
    return _whole(request, view, "sources.html", "/sources")


@router.get("/review")
def show_review(request: Request, view: Asked) -> Response:
    def fill(board: Board, at: View) -> dict[str, Any]:
        due = board.review_queue(at)
        claims = [one.claim for one in due]
        drawn = Drawn(board.with_claims(at, claims))
        cards = [(one, drawn.card(one.claim)) for one in due]
        return {"view": drawn, "cards": cards, "data": "/review", "formats": ("json",)}

    return _show(request, view, "review.html", fill)


@router.get("/search")
def show_search(
    request: Request,
    view: Asked,
    q: Annotated[str, Query(max_length=200)] = "",
    offset: Annotated[int, Query(ge=0, le=10**7)] = 0,
) -> Response:
    def fill(board: Board, at: View) -> dict[str, Any]:
        found = search(board.answers_at(at), board.bare(at), q, places_only=board.large)
        return {
            "q": q,
            "total": len(found),
            "found": found[offset : offset + PAGE_ROWS],
            "offset": offset,
            "page_rows": PAGE_ROWS,
            "data": "/search",
            "formats": ("json",),
        }

    return _show(request, view, "search.html", fill)


@router.get("/reading")
def show_reading(request: Request, view: Asked) -> Response:
    return _show(request, view, "reading.html", lambda board, at: {"statuses": _statuses(board.bare(at))})


@router.get("/api")
def show_api(request: Request, view: Asked) -> Response:
    document = request.app.openapi()
    operations = [
        {
            "method": method.upper(),
            "path": path,
            "summary": operation.get("summary", ""),
            "parameters": _names(operation),
        }
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    return _show(request, view, "api.html", lambda board, at: {"operations": operations})


def _names(operation: dict[str, Any]) -> list[str]:
    return [one["name"] for one in operation.get("parameters", ())]


def _statuses(bare: Picture) -> dict[str, int]:
    found: dict[str, int] = {}
    for state in bare.now:
        found[str(state.status)] = found.get(str(state.status), 0) + 1
    return found
