"""The watcher's own page: its state for people (`/`), for programs (`/status.json`) and for Prometheus (`/metrics`)."""

from __future__ import annotations

import html
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from dateline.times import DAY, parse_moment

if TYPE_CHECKING:
    from prometheus_client.core import Metric

__all__ = ["serve_status"]

Status = Callable[[], dict[str, Any]]
_COLUMNS = ("last_visit", "next_visit", "reports", "unread", "last_day", "silent", "failures", "missed", "error")
_DAYS = 14  # of coverage on the page; status.json has all


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Prometheus asks every few seconds; that is no news."""


class _Collector:
    def __init__(self, status: Status) -> None:
        self._status = status

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import GaugeMetricFamily

        status = self._status()
        yield GaugeMetricFamily("dateline_alerts_owed", "Deliveries not yet taken.", status["alerts_owed"])
        for name, words in (
            ("reports", "Reports read from the source."),
            ("unread", "Reports in languages that are kept and not extracted."),
            ("failures", "Visits failed in a row."),
            ("missed", "Pages of the source that could not be reached at its last visit, to be tried again."),
            ("silent", "1 where the source brings nothing for far longer than usual."),
        ):
            family = GaugeMetricFamily(f"dateline_source_{name}", words, labels=["source"])
            for source, state in status["sources"].items():
                family.add_metric([source], float(state[name]))
            yield family


def serve_status(status: Status, port: int, *, host: str = "127.0.0.1") -> WSGIServer:
    """Serves the page from a thread of its own; `shutdown` on what it gives ends it. Port 0 takes a free one."""
    from prometheus_client import CollectorRegistry, generate_latest

    registry = CollectorRegistry()
    registry.register(_Collector(status))

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        pages: dict[str, tuple[str, Callable[[], bytes]]] = {
            "/": ("text/html; charset=utf-8", lambda: _page(status()).encode()),
            "/status.json": ("application/json", lambda: json.dumps(status()).encode()),
            "/metrics": ("text/plain; version=0.0.4", lambda: generate_latest(registry)),
        }
        kind, make = pages.get(environ["PATH_INFO"], ("text/plain", lambda: b"not here\n"))
        start("200 OK" if environ["PATH_INFO"] in pages else "404 Not Found", [("Content-Type", kind)])
        return [make()]

    server = make_server(host, port, answer, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _page(status: dict[str, Any]) -> str:
    def cell(value: object) -> str:
        return "" if value is None else html.escape(str(value))

    def table(headings: Sequence[str], cells: Mapping[str, Sequence[object]]) -> str:
        head = "".join(f"<th>{cell(heading.replace('_', ' '))}</th>" for heading in ("source", *headings))
        rows = "".join(
            f"<tr><th>{cell(name)}</th>{''.join(f'<td>{cell(value)}</td>' for value in row)}</tr>"
            for name, row in cells.items()
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    sources = status["sources"]
    today = parse_moment(status["at"]).date()
    days = [(today - number * DAY).isoformat() for number in range(_DAYS)]
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Dateline watch</title>"
        "<style>body{font:16px sans-serif;margin:2em}th,td{padding:.3em .8em;text-align:left}</style>"
        f"<h1>Sources at {cell(status['at'])}</h1><p>{status['alerts_owed']} alerts owed</p>"
        + table(_COLUMNS, {name: [state[column] for column in _COLUMNS] for name, state in sources.items()})
        + "<h2>Reports a day</h2>"
        + table(days, {name: [state["coverage"].get(day, 0) for day in days] for name, state in sources.items()})
        + "</html>"
    )
