"""How the watcher fares, for people and for Prometheus: per source and day what came, and which sources are silent.

A source is silent where it has brought nothing for several times its usual gap; a quiet front is one about which
sources that are not silent say nothing.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from dateline.times import format_moment, parse_moment
from dateline.watch.config import Source
from dateline.watch.journal import Journal

__all__ = ["coverage", "note_items", "status", "write_status"]

SILENT_GAPS = 4  # times the usual gap between two days with news
SILENT_DAYS = 2.0  # at least: weekends and holidays are no failure


def note_items(journal: Journal, source: str, day: str, reports: int, *, unread: int = 0) -> None:
    """Adds to the reports of a source on a day; `unread` of them are in a language that is not extracted."""
    key = f"{source} {day}"
    before = journal.get("coverage", key)
    journal.put("coverage", key, reports=before.get("reports", 0) + reports, unread=before.get("unread", 0) + unread)


def coverage(journal: Journal, source: str, of: str = "reports") -> dict[str, int]:
    """Reports of one source by day; with `of` "unread" those in a language that is not extracted."""
    return {
        key.rpartition(" ")[2]: value.get(of, 0)
        for key, value in journal.all("coverage")
        if key.rpartition(" ")[0] == source
    }


def status(journal: Journal, sources: tuple[Source, ...], now: datetime, *, waiting: int) -> dict[str, Any]:
    """The state of every source, and how many alerts are owed."""
    return {
        "at": format_moment(now),
        "alerts_owed": waiting,
        "sources": {source.id: _source_status(journal, source, now) for source in sources},
    }


def _source_status(journal: Journal, source: Source, now: datetime) -> dict[str, Any]:
    days = coverage(journal, source.id)
    visit = journal.get("visit", source.id)
    last = max((day for day, reports in days.items() if reports), default=None)
    return {
        "last_visit": visit.get("at"),
        "next_visit": visit.get("again"),
        "error": visit.get("error"),
        "failures": visit.get("failures", 0),
        "missed": visit.get("missed", 0),
        "reports": sum(days.values()),
        "unread": sum(coverage(journal, source.id, "unread").values()),
        "last_day": last,
        "silent": _silent(sorted(day for day, reports in days.items() if reports), visit.get("since"), now),
        "coverage": days,
    }


def _silent(days: list[str], since: str | None, now: datetime) -> bool:
    """Whether the gap since the last day with news is far beyond the usual one.

    A source that never brought anything is silent SILENT_DAYS after it was first visited.
    """
    moments = [parse_moment(day) for day in days]
    gaps = sorted((later - earlier).total_seconds() / 86400 for earlier, later in pairwise(moments))
    usual = gaps[len(gaps) // 2] if gaps else 1.0
    last = moments[-1] if moments else parse_moment(since) if since else now
    patience = max(SILENT_DAYS, SILENT_GAPS * usual) if moments else SILENT_DAYS
    return (now.astimezone(UTC) - last).total_seconds() / 86400 > patience


def write_status(path: Path, content: dict[str, Any]) -> None:
    """Puts the status in place in one step."""
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(content, indent=1, ensure_ascii=False), "utf-8")
    fresh.replace(path)
