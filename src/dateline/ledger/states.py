"""Stored states: rectangles of the two clocks, days they hold by seconds they were believed.

Written without an end of belief, a rectangle holds until a later row overlaps it. The state of a place at
(as_of, known_by) is that of the highest position whose rectangle contains the point.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from dateline.ledger.chain import Chain
from dateline.ledger.records import StateSpan
from dateline.ledger.schema import FOREVER, states
from dateline.ledger.store import among
from dateline.ledger.values import day, day_number, seconds, unpack, whole_second
from dateline.model import State, Status
from dateline.times import Interval

__all__ = ["decode", "write_states"]

_STATUS = {str(status): status for status in Status}
_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
_Box = tuple[int, int, int, int]  # valid_from, valid_to, known_from, known_to


def write_states(
    chain: Chain, connection: Connection, run: int, theatre: str | None, given: Sequence[State | StateSpan]
) -> int:
    """Adds the states that the ledger would not already answer with. Gives how many were new."""
    rows = _close([_row(run, theatre, item) for item in given])
    if not rows:
        return 0
    stored = _stored(connection, rows)
    new = [row for row in rows if not _answered(row, stored[row["place"]])]
    chain.add("states", new)
    return len(new)


def _row(run: int, theatre: str | None, item: State | StateSpan) -> dict[str, Any]:
    span = item if isinstance(item, StateSpan) else StateSpan(item, Interval.day(item.as_of))
    return {
        "run": run,
        "theatre": theatre,
        "place": span.state.place,
        "valid_from": day_number(span.valid.start),
        "valid_to": day_number(span.valid.end),
        "known_from": seconds(whole_second(span.state.known_by)),
        "known_to": seconds(whole_second(span.known_to)) if span.known_to else FOREVER,
        "body": _body(span.state),
    }


def _body(state: State) -> str:
    """A JSON array, since a map reads thousands: p, status, since, last report, claims, independent, decided by."""
    days = [day_number(of) if of else None for of in (state.since, state.last_report)]
    return _encode([dict(state.p), str(state.status), *days, state.claims, state.independent, list(state.decided_by)])


def _close(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ends each open belief where the same write has a newer one about the same days."""
    rows = sorted(rows, key=lambda row: (row["known_from"], row["place"], row["valid_from"]))
    newer: dict[tuple[str, int, int], int] = {}
    for row in reversed(rows):
        key = row["place"], row["valid_from"], row["valid_to"]
        if row["known_to"] == FOREVER and newer.get(key, FOREVER) > row["known_from"]:
            row["known_to"] = newer.get(key, FOREVER)
        newer[key] = row["known_from"]
    return rows


def _stored(connection: Connection, rows: Sequence[dict[str, Any]]) -> dict[str, list[Row[Any]]]:
    """The rows of these places about these days, newest first."""
    first, end = min(row["valid_from"] for row in rows), max(row["valid_to"] for row in rows)
    columns = [states.c[name] for name in ("place", "valid_from", "valid_to", "known_from", "known_to", "body")]
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    query = select(*columns).where(
        among(connection.dialect.name, states.c.place, {row["place"] for row in rows}),
        states.c.valid_from < end,
        states.c.valid_to > first,
    )
    for row in connection.execute(query.order_by(states.c.position.desc())):
        found[row.place].append(row)
    return found


def _box(row: Any) -> _Box:
    return row.valid_from, row.valid_to, row.known_from, row.known_to


def _answered(row: dict[str, Any], stored: Sequence[Row[Any]]) -> bool:
    """Whether the same rectangle stands already and nothing written later reaches into it."""
    box = row["valid_from"], row["valid_to"], row["known_from"], row["known_to"]
    for old in stored:
        if _box(old) == box:
            return bool(old.body == row["body"])
        if old.valid_from < box[1] and box[0] < old.valid_to and old.known_from < box[3] and box[2] < old.known_to:
            return False
    return False


class _Days(dict[int | None, date | None]):
    """Days by number; a map has few different ones."""

    def __missing__(self, number: int | None) -> date | None:
        self[number] = None if number is None else day(number)
        return self[number]


_SETTERS = [getattr(State, field.name).__set__ for field in fields(State)]


def decode(places: Sequence[str], bodies: Sequence[str], as_of: date, known_by: datetime) -> list[State]:
    """The places' states at these clocks. One JSON text for all: a third of the time of one each.

    The fields are set as they are, since a frozen record's `__init__` takes twice as long: 8 ms of a map's 25.
    """
    days, made = _Days(), []
    s_place, s_as_of, s_known_by, s_p, s_status, s_since, s_last, s_claims, s_independent, s_decided = _SETTERS
    for place, (p, status, since, last, claims, independent, decided) in zip(
        places, unpack("[" + ",".join(bodies) + "]"), strict=True
    ):
        state = object.__new__(State)
        s_place(state, place)
        s_as_of(state, as_of)
        s_known_by(state, known_by)
        s_p(state, p)
        s_status(state, _STATUS[status])
        s_since(state, days[since])
        s_last(state, days[last])
        s_claims(state, claims)
        s_independent(state, independent)
        s_decided(state, tuple(decided))
        made.append(state)
    return made
