"""The exports of `dateline export`, by address: the same files, at the clocks of the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from dateline.errors import MissingExtra
from dateline.publish import acled, brief, ftm, gpkg, hxl, parquet
from dateline.publish import annotations as web_annotations
from dateline.publish.page import page
from dateline.publish.picture import Picture
from dateline.web.api import Asked, board_of
from dateline.web.problems import PROBLEMS, ProblemError
from dateline.web.respond import answer

__all__ = ["FILES", "router"]


@dataclass(frozen=True, slots=True)
class File:
    """One export: how it is made and what it is called on the wire."""

    make: Callable[[Picture], str | bytes]
    media_type: str
    what: str


FILES: Mapping[str, File] = {
    "acled.csv": File(acled.events, "text/csv; charset=utf-8", "events, one a row, in ACLED's columns"),
    "hxl.csv": File(hxl.export, "text/csv; charset=utf-8", "states with HXL hashtags"),
    "states.parquet": File(parquet.export, "application/vnd.apache.parquet", "states as Parquet"),
    "dateline.gpkg": File(gpkg.export, "application/geopackage+sqlite3", "states and claims as a GeoPackage"),
    "ftm.jsonl": File(ftm.export, "application/jsonl", "FollowTheMoney statements"),
    "annotations.jsonld": File(web_annotations.export, "application/ld+json", "the evidence as Web Annotations"),
    "brief.md": File(brief.markdown, "text/markdown; charset=utf-8", "a situation report"),
    "brief.html": File(brief.html, "text/html; charset=utf-8", "a situation report as a page of its own"),
    "page.html": File(page, "text/html; charset=utf-8", "one page that opens without a server"),
}
_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file", "content": {file.media_type.split(";")[0]: {} for file in FILES.values()}},
    501: PROBLEMS[404] | {"description": "Not Implemented"},
}

router = APIRouter(responses=PROBLEMS)


@router.get("/export/{name}", responses=_CONTENT, response_class=Response, summary="The picture as a file")
def export(
    request: Request,
    view: Asked,
    name: Annotated[str, Path(description=", ".join(FILES), examples=["hxl.csv"], max_length=40)],
) -> Response:
    """One of the files of docs/exports.md. Filters do not apply: a file is the whole picture."""
    if name not in FILES:
        raise ProblemError(404, f"there is no export {name!r}; one of {', '.join(FILES)}")
    board, file = board_of(request), FILES[name]
    settled = board.settle(view)

    def make() -> str | bytes:
        try:
            return file.make(board.complete(settled))
        except MissingExtra as error:
            raise ProblemError(501, str(error)) from error

    sent = answer(request, view, settled, file.media_type, make)
    # To keep, not to open here: the pages among them have a policy of their own, which this server's would break.
    sent.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return sent
