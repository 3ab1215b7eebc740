"""Fetching a page from a stranger: politely, in bounds, and never from inside our own network.

The name is resolved once, every address checked, and the connection made to the address that was checked, so a name
that changes its address in between gains nothing. Redirects are followed by hand and checked anew. The body is read
in pieces, unpacked, up to a limit. At the deadline the connection is cut, whether it hangs in its handshake, its
headers or its body: a read timeout alone starts anew with each byte.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import urllib3

from dateline.errors import InputError
from dateline.read.limits import MAX_BYTES
from dateline.watch.clock import Clock

__all__ = ["AGENT", "Fetched", "Fetcher", "Refused", "Unreachable"]

AGENT = "dateline/0.1 (+conflict news reader; obeys robots.txt)"
REDIRECTS = 5
DEADLINE = 30.0  # seconds for one page, all redirects and the whole body; news pages take under five
CONNECT = 10.0
PIECE = 65536
ROBOTS_SECONDS = 24 * 3600.0
ROBOTS_BYTES = 500_000  # what RFC 9309 asks a reader to take at least
_PORTS = {"http": 80, "https": 443}


class Refused(InputError):
    """We will not fetch this: scheme, address, robots, size. Trying again does not help."""


class Unreachable(InputError):
    """It could not be fetched now: trying again later may help."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came. `status` 304 means: as it was, `body` empty."""

    url: str
    status: int
    body: bytes
    etag: str | None
    modified: str | None


class Fetcher:
    """One for a watcher: remembers robots.txt and when each host was last asked."""

    def __init__(self, clock: Clock, *, allow_private: bool = False, seconds_per_host: float = 2.0) -> None:
        self._clock = clock
        self._allow_private = allow_private
        self._gap = seconds_per_host
        self._asked: dict[str, float] = {}
        self._robots: dict[str, tuple[float, RobotFileParser]] = {}

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """The page, or 304 where it is as `etag` or `modified` say. Raises Refused or Unreachable."""
        if not self._robots_of(url).can_fetch(AGENT, url):
            raise Refused(url, "is closed to robots by its robots.txt", "ask the publisher, or leave it out")
        headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        return self._follow(url, headers, MAX_BYTES)

    def _follow(self, url: str, headers: dict[str, str], limit: int) -> Fetched:
        deadline = time.monotonic() + DEADLINE
        for _ in range(REDIRECTS + 1):
            answer = self._once(url, headers, limit, deadline)
            if isinstance(answer, Fetched):
                return answer
            url = urljoin(url, answer)
        raise Refused(url, f"was redirected more than {REDIRECTS} times", "give the address that it ends at")

    def _once(self, url: str, headers: dict[str, str], limit: int, deadline: float) -> Fetched | str:
        """One request: the page, or where it redirects to."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise Refused(url, "is no http or https address", "give one")
        if parts.username or parts.password:
            raise Refused(url, "carries a password", "take it out of the address")
        address = self._address(url, parts.hostname, parts.port or _PORTS[parts.scheme])
        self._wait(parts.netloc)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        left = max(0.1, deadline - time.monotonic())
        with _pool(parts.scheme, address, parts.port, parts.hostname) as pool, _Cut(pool, left) as cut:
            try:
                response = pool.urlopen(
                    "GET",
                    target,
                    headers={**headers, "Host": parts.netloc},
                    redirect=False,
                    retries=False,
                    preload_content=False,
                    timeout=urllib3.Timeout(connect=min(CONNECT, left), read=left),
                )
                answer = self._answer(url, response, limit)
            except (urllib3.exceptions.HTTPError, OSError, UnicodeError) as error:
                why = f"takes longer than {DEADLINE:g} s" if cut.done else f"{type(error).__name__}: {error}"
                raise Unreachable(url, f"cannot be fetched ({why})", "tried again later") from error
            if cut.done:  # a body without a length seems to be whole
                raise Unreachable(url, f"takes longer than {DEADLINE:g} s", "tried again later")
            return answer

    def _answer(self, url: str, response: urllib3.BaseHTTPResponse, limit: int) -> Fetched | str:
        with response:
            where = response.get_redirect_location()
            if where:
                return where
            if response.status == 304:
                return Fetched(url, 304, b"", response.headers.get("ETag"), response.headers.get("Last-Modified"))
            if response.status >= 500 or response.status == 429:
                raise Unreachable(url, f"answers {response.status}", "tried again later")
            if response.status != 200:
                raise Refused(url, f"answers {response.status}", "check the address")
            body = _body(url, response, limit)
            return Fetched(url, 200, body, response.headers.get("ETag"), response.headers.get("Last-Modified"))

    def _address(self, url: str, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unreachable(url, f"has a host that cannot be found ({error})", "check the address") from error
        addresses = [str(entry[4][0]) for entry in found]
        if not self._allow_private and not all(_public(address) for address in addresses):
            raise Refused(url, "lies at a private address", "set allow_private if it is your own network's")
        return addresses[0]

    def _wait(self, host: str) -> None:
        """Keeps the gap between two requests to one host."""
        now = self._clock.now().timestamp()
        wait = self._asked.get(host, now - self._gap) + self._gap - now
        if wait > 0:
            self._clock.sleep(wait)
        self._asked[host] = self._clock.now().timestamp()

    def _robots_of(self, url: str) -> RobotFileParser:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        now = self._clock.now().timestamp()
        read_at, rules = self._robots.get(root, (float("-inf"), RobotFileParser()))
        if now - read_at > ROBOTS_SECONDS:
            rules = RobotFileParser()
            try:
                page = self._follow(f"{root}/robots.txt", {"User-Agent": AGENT}, ROBOTS_BYTES)
                rules.parse(page.body.decode("utf-8", "replace").splitlines())
            except Refused:
                rules.parse([])  # no robots.txt: everything is open (RFC 9309, 2.3.1.3)
            self._robots[root] = (now, rules)
        return rules


def _pool(scheme: str, address: str, port: int | None, host: str) -> urllib3.HTTPConnectionPool:
    if scheme == "https":
        return urllib3.HTTPSConnectionPool(address, port, server_hostname=host, assert_hostname=host)
    return urllib3.HTTPConnectionPool(address, port)


def _public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_global and not (mapped or ip).is_multicast


class _Cut:
    """Ends the connections of a pool after so many seconds; `done` says whether it had to. A context manager."""

    def __init__(self, pool: urllib3.HTTPConnectionPool, seconds: float) -> None:
        self.done = False
        self._handles: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        cut, plain = self, pool.ConnectionCls

        class Connection(plain):  # type: ignore[misc, valid-type]
            def _new_conn(self) -> socket.socket:
                made: socket.socket = super()._new_conn()
                cut._handles.append(made.dup())  # TLS takes the socket itself away
                if cut.done:
                    cut._cut()
                return made

        pool.ConnectionCls = Connection

    def _cut(self) -> None:
        self.done = True
        for handle in self._handles:
            with suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> _Cut:
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()
        self._timer.join()
        for handle in self._handles:
            handle.close()


def _body(url: str, response: urllib3.BaseHTTPResponse, limit: int) -> bytes:
    pieces, size = [], 0
    while piece := response.read(PIECE, decode_content=True):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise Refused(url, f"is larger than {limit / 1e6:.0f} MB", "it is no report; leave it out")
    return b"".join(pieces)
