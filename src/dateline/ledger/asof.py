"""As-of reads: the one place that decides which rows an answer may use.

Three filters, each with its own clock (DESIGN section 3):
* head: rows recorded up to a position of the chain. With it given an answer never changes.
* known_by: claims, readings and states known by a moment.
* the current reading: of the readings of a document that pass both, the latest fetched, then latest recorded.
Reviews and copies are the desk's own knowledge of its material: they follow `head`, not `known_by`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    and_,
    exists,
    literal_column,
    or_,
    select,
    text,
)

from dateline.errors import LedgerError
from dateline.ledger.decode import decode_claim
from dateline.ledger.records import Change, Clocks, Entry, Lane, Verdict
from dateline.ledger.schema import claims, links, places, readings, reviews, states
from dateline.ledger.states import decode
from dateline.ledger.store import among
from dateline.ledger.values import day, day_number, moment, seconds, unpack, without_pauses
from dateline.model import Claim, ClaimType, Place, Scale, State

__all__ = ["Question", "read_changes", "read_claims", "read_clocks", "read_lanes", "read_places", "read_states"]

CHUNK = 500  # names in one IN (...)
BULK = 5_000  # above so many claims it is quicker to read all links and reviews than to look each up

_SCALES = {str(scale): scale for scale in Scale}
_ONE: ColumnElement[int] = literal_column("1")  # of a parameter PostgreSQL knows no value, and would plan each call
_ANY_REVIEW = select(reviews.c.position).limit(_ONE)
_LATER = readings.alias("later")  # made once: an alias costs more than the query it is for


@dataclass(frozen=True, slots=True)
class Question:
    """Which claims, by whose knowledge. None asks for no limit."""

    place: str | None = None
    theatre: str | None = None
    document: str | None = None
    types: frozenset[ClaimType] | None = None
    known_by: datetime | None = None
    head: int | None = None
    reviewed: bool = True
    extractor: str | None = None
    id: str | None = None
    since: datetime | None = None  # known at this moment or later

    @property
    def second(self) -> int | None:
        return seconds(self.known_by) if self.known_by else None


def _upto(table: FromClause, question: Question) -> list[ColumnElement[bool]]:
    return [table.c.position <= question.head] if question.head is not None else []


def _current(question: Question) -> ColumnElement[bool]:
    """That a row of `readings` is the one that answers for its document."""
    later = _LATER
    superseded = [
        later.c.document == readings.c.document,
        or_(
            later.c.fetched > readings.c.fetched,
            and_(later.c.fetched == readings.c.fetched, later.c.position > readings.c.position),
        ),
        *_eligible(later, question),
    ]
    return and_(*_eligible(readings, question), ~exists().where(*superseded))


def _eligible(table: FromClause, question: Question) -> list[ColumnElement[bool]]:
    limits = _upto(table, question)
    if question.second is not None:
        limits.append(table.c.known <= question.second)
    if question.extractor is not None:
        limits.append(table.c.extractor == question.extractor)
    return limits


# --- claims ---------------------------------------------------------------------------------------------


@without_pauses
def read_claims(connection: Connection, question: Question) -> list[Claim]:
    """The claims that answer, in the order in which they could be known; copies name their origin."""
    if question.reviewed and connection.execute(_ANY_REVIEW).first() is None:
        question = replace(question, reviewed=False)  # saves three queries of seven
    rows = {row.id: row for row in _claim_rows(connection, question)}
    verdicts = _verdicts(connection, question, rows) if question.reviewed else {}
    made = (_claim(row.body, verdicts.get(name)) for name, row in rows.items())
    found = [claim for claim in made if claim is not None and _asked(claim, question)]
    origins = {claim.id: origin for claim in found if (origin := rows[claim.id].origin)}
    return _fold(connection, question, sorted(found, key=_when), origins)


def _when(claim: Claim) -> tuple[int, str, int, str]:
    return (
        seconds(claim.known) if claim.known else 0,
        claim.document,
        claim.evidence.start if claim.evidence else 0,
        claim.id,
    )


def _claim_rows(connection: Connection, question: Question) -> Iterator[Row[Any]]:
    """The rows in question, and those that a correction may have brought into it."""
    here: list[ColumnElement[bool]] = []
    if question.place is not None:
        here.append(claims.c.place == question.place)
    if question.types is not None:
        here.append(claims.c.type.in_(sorted(question.types)))
    yield from connection.execute(_standing(question).where(*here)).all()
    if here and question.reviewed:
        moved = select(reviews.c.claim).where(reviews.c.verdict == Verdict.CORRECT, *_upto(reviews, question))
        if question.place is not None:
            moved = moved.where(reviews.c.place == question.place)
        yield from connection.execute(_standing(question).where(claims.c.id.in_(moved)))


def _standing(question: Question) -> Select[Any]:
    """Claims of current readings, before any review."""
    query = (
        select(claims.c.id, claims.c.body, _newest_origin(question))
        .join_from(claims, readings, readings.c.position == claims.c.reading)
        .where(_current(question), *_upto(claims, question))
    )
    if question.second is not None:
        query = query.where(claims.c.known <= question.second)
    if question.since is not None:
        since = seconds(question.since)
        query = query.where(claims.c.known >= since, readings.c.known_last >= since)
    if question.theatre is not None:
        query = query.where(readings.c.theatre == question.theatre)
    if question.document is not None:
        query = query.where(readings.c.document == question.document)
    return query.where(claims.c.id == question.id) if question.id is not None else query


def _newest_origin(question: Question) -> ColumnElement[str | None]:
    """Of a row of `claims`: the claim it was last linked to as a copy, "" where that was taken back, or null."""
    copies = select(links.c.target).where(links.c.claim == claims.c.id, links.c.kind == "copy", *_upto(links, question))
    return copies.order_by(links.c.position.desc()).limit(_ONE).scalar_subquery().label("origin")


def _asked(claim: Claim, question: Question) -> bool:
    """Whether a claim, corrected or not, is of the place and type asked for."""
    return (question.place is None or claim.place.id == question.place) and (
        question.types is None or claim.type in question.types
    )


def _claim(body: str, verdict: Row[Any] | None) -> Claim | None:
    if verdict is None or verdict.verdict == Verdict.ACCEPT:
        return decode_claim(body)
    return None if verdict.verdict == Verdict.REJECT else decode_claim(verdict.correction)


def _of_claims(
    connection: Connection, query: Select[Any], column: ColumnElement[str], ids: Collection[str]
) -> Iterator[Row[Any]]:
    """Rows about these claims, oldest first."""
    if len(ids) > BULK:
        yield from (row for row in connection.execute(query) if row.claim in ids)
        return
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        yield from connection.execute(query.where(among(connection, column, ordered[start : start + CHUNK])))


def _verdicts(connection: Connection, question: Question, ids: Collection[str]) -> dict[str, Row[Any]]:
    """The newest verdict of each reviewed claim."""
    query = select(reviews.c.claim, reviews.c.verdict, reviews.c.correction).where(*_upto(reviews, question))
    return {row.claim: row for row in _of_claims(connection, query.order_by(reviews.c.position), reviews.c.claim, ids)}


def _copies(connection: Connection, question: Question, ids: Collection[str]) -> dict[str, str]:
    """The newest origin of each of these claims that is a copy; "" where a link was taken back."""
    query = select(links.c.claim, links.c.target).where(links.c.kind == "copy", *_upto(links, question))
    return {
        row.claim: row.target for row in _of_claims(connection, query.order_by(links.c.position), links.c.claim, ids)
    }


def _elsewhere(connection: Connection, question: Question, ids: set[str]) -> tuple[set[str], dict[str, str]]:
    """Which of these claims stand by this knowledge, wherever they are and of whatever type; and their origins."""
    wide = replace(question, place=None, types=None, document=None, theatre=None, id=None, since=None)
    query = _standing(wide).with_only_columns(claims.c.id.label("claim"), _newest_origin(question))
    standing = {row.claim: row.origin for row in _of_claims(connection, query, claims.c.id, ids)}
    origins = {name: origin for name, origin in standing.items() if origin is not None}
    origins |= _copies(connection, question, ids - standing.keys())
    if question.reviewed:
        verdicts = _verdicts(connection, question, standing)
        return {name for name in standing if name not in verdicts or verdicts[name].verdict != Verdict.REJECT}, origins
    return set(standing), origins


def _fold(connection: Connection, question: Question, found: list[Claim], origins: dict[str, str]) -> list[Claim]:
    """Each copy names the earliest claim of its line that stands; where none does, it stands for itself."""
    present = {claim.id for claim in found}
    seen = set(present)
    while asked := set(origins.values()) - seen - {""}:
        standing, more = _elsewhere(connection, question, asked)
        present |= standing
        origins |= more
        seen |= asked
    return [
        replace(claim, copy_of=origin) if (origin := _origin(claim.id, origins, present)) else claim for claim in found
    ]


def _origin(claim: str, origins: Mapping[str, str], present: Collection[str]) -> str | None:
    """The last claim on the way back from a copy that is present. In a ring, its first by name is the origin."""
    way, origin = [claim], None
    while (back := origins.get(way[-1])) and back not in way:
        way.append(back)
        origin = back if back in present else origin
    if not back:
        return origin
    ring = min(name for name in way[way.index(back) :] if name in present or name == claim)
    return None if ring == claim else ring


@without_pauses
def read_lanes(connection: Connection, question: Question) -> list[Lane]:
    """What was said of a place, a lane for each side that speaks, copies under their origin."""
    found = read_claims(connection, question)
    here = {claim.id for claim in found}
    copies: dict[str, list[Claim]] = {}
    lanes: dict[str, list[Claim]] = {}
    for claim in found:
        if claim.copy_of in here:
            copies.setdefault(claim.copy_of or "", []).append(claim)
        else:
            lanes.setdefault(_speaking(claim) or "", []).append(claim)
    return [
        Lane(side or None, tuple(Entry(claim, tuple(copies.get(claim.id, ()))) for claim in lane))
        for side, lane in sorted(lanes.items())
    ]


def _speaking(claim: Claim) -> str | None:
    """The side of whose word it is: the chain's origin, else the publisher."""
    return claim.speakers[0].side if claim.speakers else claim.outlet_side


# --- clocks and places ----------------------------------------------------------------------------------


def read_clocks(connection: Connection, question: Question) -> Clocks:
    """The defaults of DESIGN section 3: the last published day, and the latest moment of knowledge."""
    where = [_current(question)]
    if question.theatre is not None:
        where.append(readings.c.theatre == question.theatre)
    known = connection.execute(_latest(readings.c.known_last, where)).scalar()
    if known is None:
        raise LedgerError("the ledger holds no dated report yet; read some with `dateline run`")
    published = connection.execute(_latest(readings.c.published_day, where)).scalar()
    known_by = moment(known)
    return Clocks(day(published) if published is not None else known_by.date(), known_by)


def _latest(column: ColumnElement[int], where: list[ColumnElement[bool]]) -> Select[Any]:
    return select(column).where(*where, column.is_not(None)).order_by(column.desc()).limit(_ONE)


@without_pauses
def read_places(connection: Connection, question: Question) -> list[Place]:
    """Each place that a claim was linked to, as last described, by id."""
    query = select(places.c.id, places.c.body).where(*_upto(places, question))
    if question.theatre is not None:
        query = query.where(places.c.theatre == question.theatre)
    newest = {row.id: row.body for row in connection.execute(query.order_by(places.c.position))}
    bodies: list[dict[str, Any]] = unpack("[" + ",".join([body for _, body in sorted(newest.items())]) + "]")
    return [_place(body) for body in bodies]


def _place(line: dict[str, Any]) -> Place:
    get = line.get
    name = get("name")
    return Place(
        name or line["id"],
        _SCALES[line["scale"]],
        name,
        line["id"],
        lat=get("lat"),
        lon=get("lon"),
        country=get("country"),
        admin1=get("admin1"),
    )


# --- states ---------------------------------------------------------------------------------------------


@without_pauses
def read_states(
    connection: Connection, question: Question, as_of: date, known_by: datetime, names: Iterable[str] | None = None
) -> list[State]:
    """The stored states that hold at these clocks, by place."""
    at = {"day": day_number(as_of), "second": seconds(known_by)}
    query = select(states.c.position, states.c.place, states.c.body).where(*_upto(states, question))
    if question.theatre is not None:
        query = query.where(states.c.theatre == question.theatre)
    if names is not None:
        chosen = sorted(set(names))
        parts = [
            query.where(among(connection, states.c.place, chosen[start : start + CHUNK]), *_holds(at))
            for start in range(0, len(chosen), CHUNK)
        ]
        rows = [row for part in parts for row in connection.execute(part).all()]
    else:
        rows = list(connection.execute(_by_box(connection, query, at), at).all())
    newest: dict[str, Any] = {}
    for row in rows:
        if row[1] not in newest or newest[row[1]][0] < row[0]:
            newest[row[1]] = row
    ordered = sorted(newest)
    return decode(ordered, [newest[place][2] for place in ordered], as_of, known_by)


def _holds(at: Mapping[str, int]) -> list[ColumnElement[bool]]:
    return [
        states.c.valid_from <= at["day"],
        states.c.valid_to > at["day"],
        states.c.known_from <= at["second"],
        states.c.known_to > at["second"],
    ]


def _by_box(connection: Connection, query: Select[Any], at: dict[str, int]) -> Select[Any]:
    """The whole map, through the index over both clocks: R*Tree on SQLite, GiST on PostgreSQL."""
    if connection.dialect.name == "postgresql":
        return query.where(
            text(
                "int8range(valid_from, valid_to) @> CAST(:day AS bigint)"
                " AND int8range(known_from, known_to) @> CAST(:second AS bigint)"
            )
        )
    at["minute"] = at["second"] // 60
    boxes = text(
        "states.position IN (SELECT position FROM state_boxes WHERE valid_from <= :day AND valid_last >= :day"
        " AND known_from <= :minute AND known_to >= :minute)"
    )
    return query.where(boxes, *_holds(at))


def read_changes(
    connection: Connection, question: Question, then: Clocks, now: Clocks, names: Iterable[str] | None = None
) -> list[Change]:
    """The places whose top side or status is not the same at both pairs of clocks, by place."""
    chosen = None if names is None else list(names)
    before = {s.place: s for s in read_states(connection, question, then.as_of, then.known_by, chosen)}
    after = {s.place: s for s in read_states(connection, question, now.as_of, now.known_by, chosen)}
    return [
        Change(place, before.get(place), after.get(place))
        for place in sorted(before.keys() | after.keys())
        if _seen(before.get(place)) != _seen(after.get(place))
    ]


def _seen(state: State | None) -> tuple[str, str] | None:
    return (state.top, state.status) if state else None
