"""How an answer leaves: its media type, how long it may be kept, and whether the client has it already."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from dateline.web.clocks import View

__all__ = ["CSV", "FOR_EVER", "GEOJSON", "GZIP_LEVEL", "HTML", "JSON", "Body", "answer", "build", "dump", "entity_tag"]

JSON, CSV, HTML = "application/json", "text/csv; charset=utf-8", "text/html; charset=utf-8"
GEOJSON = "application/geo+json"
FOR_EVER = "public, max-age=31536000, immutable"
_CHECK = "no-cache"
GZIP_LEVEL = 5  # a tenth larger than level 9 at a third of its time


@dataclass(frozen=True, slots=True)
class Body:
    """An answer that many ask for: packed once, not for each of them."""

    plain: bytes
    packed: bytes

    @classmethod
    def of(cls, text: str) -> Body:
        plain = text.encode()
        return cls(plain, gzip.compress(plain, GZIP_LEVEL, mtime=0))


def answer(
    request: Request, asked: View, settled: View, media_type: str, make: Callable[[], str | bytes | Body]
) -> Response:
    """The answer to `asked`, read at `settled`; not made at all where the client's copy still stands.

    With both clocks and the head in the address it may be kept for ever; else the client asks again each time.
    """
    tag = entity_tag(request, settled)
    headers = {
        "ETag": tag,
        "Cache-Control": FOR_EVER if asked.fixed else _CHECK,
        "Vary": "Accept-Encoding",
        "Dateline-Head": str(settled.head),
    }
    if _has(request, tag):
        return Response(status_code=304, headers=headers)
    body = make()
    if not isinstance(body, Body):
        return Response(body, 200, headers, media_type)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(body.plain, 200, headers, media_type)
    return Response(body.packed, 200, {**headers, "Content-Encoding": "gzip"}, media_type)


def _has(request: Request, tag: str) -> bool:
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or tag in (one.strip() for one in given.split(","))


def entity_tag(request: Request, settled: View) -> str:
    """Weak, since the body may travel compressed. Of the address, the clocks, the head and the program."""
    said = [request.url.path, sorted(request.query_params.multi_items()), settled.query(), build()]
    return f'W/"{sha256(json.dumps(said).encode()).hexdigest()[:32]}"'


@cache
def build() -> str:
    """The program's version and its page files, so that an update is seen."""
    try:
        found = sha256(version("dateline").encode())
    except PackageNotFoundError:
        found = sha256(b"source")
    for folder in (("dateline.web", "templates"), ("dateline.publish", "templates"), ("dateline.web", "static")):
        for file in sorted(files(folder[0]).joinpath(folder[1]).iterdir(), key=lambda one: one.name):
            if file.is_file():
                found.update(file.read_bytes())
    return found.hexdigest()


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
