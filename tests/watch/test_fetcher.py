"""The fetcher is polite, bounded, and cannot be sent inside."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dateline.watch import fetcher as fetching
from dateline.watch.fetcher import Fetcher, Refused, Unreachable

BOMB = gzip.compress(b"0" * 40_000_000)


class Clock:
    def __init__(self):
        self.moment = datetime(2021, 8, 13, tzinfo=UTC)
        self.slept = 0.0

    def now(self):
        return self.moment

    def sleep(self, seconds):
        self.slept += seconds
        self.moment += timedelta(seconds=seconds)


class Handler(BaseHTTPRequestHandler):
    robots = b"User-agent: *\nDisallow: /closed\n"

    def log_message(self, *words):
        pass

    def drip(self, piece):
        """For up to 20 seconds, or until the other side has gone."""
        with suppress(OSError):
            for _ in range(400):
                self.wfile.write(piece)
                time.sleep(0.05)

    def do_GET(self):
        status, headers, body = 200, {}, b"hello"
        match self.path:
            case "/robots.txt":
                body = self.robots
            case "/tagged":
                headers["ETag"] = '"one"'
                status, body = (304, b"") if self.headers.get("If-None-Match") == '"one"' else (200, body)
            case "/loop":
                status, headers["Location"] = 302, "/loop"
            case "/once":
                status, headers["Location"] = 301, "/tagged"
            case "/inside":
                status, headers["Location"] = 302, "http://169.254.169.254/latest/meta-data"
            case "/file":
                status, headers["Location"] = 302, "file:///etc/passwd"
            case "/bomb":
                headers["Content-Encoding"], body = "gzip", BOMB
            case "/gone":
                status = 410
            case "/down":
                status = 503
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if self.path == "/slow":
            self.end_headers()
            self.drip(b"x")
            return
        if self.path == "/slow-head":
            self.flush_headers()
            self.drip(b"X-Slow: 1\r\n")
            return
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def base():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher():
    return Fetcher(Clock(), allow_private=True, seconds_per_host=2.0)


def test_conditional_request(base, fetcher):
    first = fetcher.get(f"{base}/tagged")
    assert (first.status, first.body, first.etag) == (200, b"hello", '"one"')
    assert fetcher.get(f"{base}/tagged", etag=first.etag).status == 304


def test_redirects_are_followed_and_bounded(base, fetcher):
    assert fetcher.get(f"{base}/once").url == f"{base}/tagged"
    with pytest.raises(Refused, match="redirected more than"):
        fetcher.get(f"{base}/loop")


@pytest.mark.parametrize("path", ["/inside", "/file"])
def test_a_redirect_cannot_leave_the_web(base, path, monkeypatch):
    fetcher = Fetcher(Clock(), seconds_per_host=0)
    monkeypatch.setattr(fetching, "_public", lambda address: address == "127.0.0.1")
    with pytest.raises(Refused, match=r"private address|no http"):
        fetcher.get(f"{base}{path}")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/",
        "http://[::ffff:10.0.0.1]/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://2130706433/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://user:secret@127.0.0.1/",
        "gopher://127.0.0.1/",
    ],
)
def test_private_addresses_and_other_schemes_are_refused(url):
    with pytest.raises(Refused):
        Fetcher(Clock()).get(url)


def test_robots_are_obeyed_and_remembered(base, fetcher):
    with pytest.raises(Refused, match=r"robots\.txt"):
        fetcher.get(f"{base}/closed/page")


def test_a_gap_is_kept_between_requests(base):
    clock = Clock()
    fetcher = Fetcher(clock, allow_private=True, seconds_per_host=2.0)
    for _ in range(3):
        fetcher.get(f"{base}/tagged")
    assert clock.slept == pytest.approx(6.0)  # robots.txt and three pages


def test_a_body_that_unpacks_without_end_is_refused(base, fetcher):
    with pytest.raises(Refused, match="larger than"):
        fetcher.get(f"{base}/bomb")


@pytest.mark.parametrize("path", ["/slow", "/slow-head"])
def test_what_drips_is_given_up_at_the_deadline(base, fetcher, monkeypatch, path):
    fetcher.get(f"{base}/tagged")  # robots.txt is known from here on
    monkeypatch.setattr(fetching, "DEADLINE", 0.5)
    began = time.monotonic()
    with pytest.raises(Unreachable, match=r"longer than 0\.5 s"):
        fetcher.get(f"{base}{path}")
    assert time.monotonic() - began < 5


def test_a_handshake_that_hangs_is_given_up_at_the_deadline(monkeypatch):
    monkeypatch.setattr(fetching, "DEADLINE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        fetcher = Fetcher(Clock(), allow_private=True, seconds_per_host=0)
        began = time.monotonic()
        with pytest.raises(Unreachable):
            fetcher.get(f"https://127.0.0.1:{mute.getsockname()[1]}/")
        assert time.monotonic() - began < 5


def test_answers_that_may_change_and_that_will_not(base, fetcher):
    with pytest.raises(Unreachable, match="503"):
        fetcher.get(f"{base}/down")
    with pytest.raises(Refused, match="410"):
        fetcher.get(f"{base}/gone")
