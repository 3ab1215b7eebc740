"""Before and after every request: how much, how often, and the headers that keep a browser to this machine.

Stored text is hostile. It is escaped where it is printed; the policy here sees to it that even text that slipped
through could run nothing, load nothing and send nothing.
"""

from __future__ import annotations

import json
import math
from http import HTTPStatus
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.limits import Limits, RateLimit

__all__ = ["POLICY", "Guard"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
_READS = ("GET", "HEAD", "OPTIONS")
_STATIC_CACHE = "public, max-age=3600"


class Guard:
    """ASGI middleware; the outermost."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self.app = app
        self.limits = limits
        self.reads = RateLimit(limits.reads_per_second, limits.read_burst, limits.clients)
        self.writes = RateLimit(limits.writes_per_second, limits.write_burst, limits.clients)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        body = _Body(receive, self.limits.body_bytes)

        async def guarded(message: Message) -> None:
            if body.too_large:
                return  # what the application made of half a body is nobody's business
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                if scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = _STATIC_CACHE
            await send(message)

        refused = self._refusal(scope)
        if refused:
            await _refuse(guarded, *refused)
            return
        await self.app(scope, body, guarded)
        if body.too_large:
            body.too_large = False
            await _refuse(guarded, *self._large())

    def _large(self) -> tuple[int, str, dict[str, str]]:
        return 413, f"a body may have {self.limits.body_bytes:,} bytes; send less", {}

    def _refusal(self, scope: Scope) -> tuple[int, str, dict[str, str]] | None:
        if len(scope["path"]) + len(scope["query_string"]) > self.limits.url_characters:
            return 414, f"an address may have {self.limits.url_characters:,} characters; ask for less", {}
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdigit() or int(length) > self.limits.body_bytes:
            return self._large()
        buckets = self.reads if scope["method"] in _READS else self.writes
        wait = buckets.wait(scope["client"][0] if scope.get("client") else "")
        if wait:
            seconds = str(max(1, math.ceil(wait)))
            return 429, f"too many requests; wait {seconds} s", {"Retry-After": seconds}
        return None


class _Body:
    """Counts what comes in; a body of no stated length that grows too large ends there."""

    def __init__(self, receive: Receive, most: int) -> None:
        self.receive, self.left, self.too_large = receive, most, False

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            self.too_large = True
            return {"type": "http.request", "body": b"", "more_body": False}
        return message


async def _refuse(send: Send, status: int, detail: str, headers: dict[str, str]) -> None:
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    body = json.dumps(content).encode()
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    raw += [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})
