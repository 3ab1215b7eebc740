"""As-of reads: the one place that decides which rows an answer may use.

Three filters, each with its own clock (DESIGN section 3):
* head: rows recorded up to a position of the chain. With it given an answer never changes.
* known_by: claims, readings and states known by a moment.
* the current reading: of the readings of a document that pass both, the latest fetched, then latest recorded.
Reviews and copies are the desk's own knowledge of its material: they follow `head`, not `known_by`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    column,
    exists,
    literal_column,
    or_,
    select,
    table,
    text,
    union_all,
)

from dateline.errors import LedgerError
from dateline.ledger.decode import decode_claim
from dateline.ledger.records import Change, Clocks, Entry, Lane, Verdict
from dateline.ledger.schema import claims, links, places, readings, reviews, states
from dateline.ledger.states import decode
from dateline.ledger.store import Names, among, named
from dateline.ledger.values import day, day_number, moment, seconds, unpack, without_pauses
from dateline.model import Claim, ClaimType, Place, Scale, State

__all__ = ["Question", "read_changes", "read_claims", "read_clocks", "read_lanes", "read_places", "read_states"]

_SCALES = {str(scale): scale for scale in Scale}
_ONE: ColumnElement[int] = literal_column("1")  # of a parameter PostgreSQL knows no value, and would plan each call
_LATER = readings.alias("later")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_NAMES = [field.name for field in fields(Claim)]
_BEFORE_ORIGIN = attrgetter(*_NAMES[: _NAMES.index("copy_of")])
_AFTER_ORIGIN = attrgetter(*_NAMES[_NAMES.index("copy_of") + 1 :])


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

    @property
    def values(self) -> dict[str, Any]:
        """The limits that are given, by name."""
        limits = {
            "place": self.place,
            "theatre": self.theatre,
            "document": self.document,
            "types": None if self.types is None else sorted(self.types),
            "second": self.second,
            "head": self.head,
            "extractor": self.extractor,
            "id": self.id,
            "since": seconds(self.since) if self.since else None,
        }
        return {name: value for name, value in limits.items() if value is not None}

    @property
    def form(self) -> Form:
        """This question without its values: what it is asked of the database with is made once for each form."""
        return Form(frozenset(self.values), self.reviewed)


_KINDS: dict[str, Any] = {"types": Names(), "second": BigInteger(), "head": BigInteger(), "since": BigInteger()}


@dataclass(frozen=True, slots=True)
class Form:
    """Which limits a question gives. Each that it gives is a named parameter of the statements."""

    given: frozenset[str]
    reviewed: bool = True

    def get(self, name: str) -> BindParameter[Any] | None:
        return bindparam(name, type_=_KINDS.get(name, Text())) if name in self.given else None

    def wide(self) -> Form:
        """Of the same knowledge, of whatever place, type, document or theatre."""
        return Form(self.given & {"second", "head", "extractor"}, self.reviewed)


def _upto(rows: FromClause, form: Form) -> list[ColumnElement[bool]]:
    head = form.get("head")
    return [] if head is None else [rows.c.position <= head]


def _current(form: Form) -> ColumnElement[bool]:
    """That a row of `readings` is the one that answers for its document."""
    later = _LATER
    superseded = [
        later.c.document == readings.c.document,
        or_(
            later.c.fetched > readings.c.fetched,
            and_(later.c.fetched == readings.c.fetched, later.c.position > readings.c.position),
        ),
        *_eligible(later, form),
    ]
    return and_(*_eligible(readings, form), ~exists().where(*superseded))


def _eligible(rows: FromClause, form: Form) -> list[ColumnElement[bool]]:
    limits = _upto(rows, form)
    if (second := form.get("second")) is not None:
        limits.append(rows.c.known <= second)
    if (extractor := form.get("extractor")) is not None:
        limits.append(rows.c.extractor == extractor)
    return limits


# --- claims ---------------------------------------------------------------------------------------------


@without_pauses
def read_claims(connection: Connection, question: Question) -> list[Claim]:
    """The claims that answer, in the order in which they could be known; copies name their origin."""
    dialect, form = connection.dialect.name, question.form
    rows = {row.id: row for row in connection.execute(_claims(dialect, form), question.values).all()}
    verdicts = _verdicts(connection, question, [row.id for row in rows.values() if row.judged])
    made = (_claim(row.body, verdicts.get(name)) for name, row in rows.items())
    found = [claim for claim in made if claim is not None and _asked(claim, question)]
    origins = {claim.id: origin for claim in found if (origin := rows[claim.id].origin)}
    return _fold(connection, question, sorted(found, key=_when), origins)


def _when(claim: Claim) -> tuple[datetime, str, int, str]:
    return claim.known or _LONG_AGO, claim.document, claim.evidence.start if claim.evidence else 0, claim.id


@cache
def _claims(dialect: str, form: Form) -> Any:
    """The rows in question, and those that a correction may have brought into it."""
    rows = _standing(form).add_columns(claims.c.body, _newest_origin(claims.c.id, form).label("origin"))
    judged = exists().where(reviews.c.claim == claims.c.id, *_upto(reviews, form))
    rows = rows.add_columns((judged if form.reviewed else literal_column("NULL")).label("judged"))
    here: list[ColumnElement[bool]] = []
    moved = select(reviews.c.claim).where(reviews.c.verdict == Verdict.CORRECT, *_upto(reviews, form))
    if (place := form.get("place")) is not None:
        here.append(claims.c.place == place)
        moved = moved.where(reviews.c.place == place)
    if (types := form.get("types")) is not None:
        here.append(among(dialect, claims.c.type, types))
    if here and form.reviewed:
        return union_all(rows.where(*here), rows.where(claims.c.id.in_(moved)))
    return rows.where(*here)


def _standing(form: Form) -> Select[Any]:
    """Ids of the claims of current readings, before any review; without the limits of place and type."""
    query = (
        select(claims.c.id)
        .join_from(claims, readings, readings.c.position == claims.c.reading)
        .where(_current(form), *_upto(claims, form))
    )
    if (second := form.get("second")) is not None:
        query = query.where(claims.c.known <= second)
    if (since := form.get("since")) is not None:
        query = query.where(claims.c.known >= since, readings.c.known_last >= since)
    for limited in (readings.c.theatre, readings.c.document, claims.c.id):
        if (value := form.get(limited.name)) is not None:
            query = query.where(limited == value)
    return query


def _newest_origin(claim: ColumnElement[str], form: Form) -> Any:
    """The claim that a claim was last linked to as a copy, "" where that was taken back, or null."""
    copies = select(links.c.target).where(links.c.claim == claim, links.c.kind == "copy", *_upto(links, form))
    return copies.order_by(links.c.position.desc()).limit(_ONE).scalar_subquery()


def _asked(claim: Claim, question: Question) -> bool:
    """Whether a claim, corrected or not, is of the place and type asked for."""
    return (question.place is None or claim.place.id == question.place) and (
        question.types is None or claim.type in question.types
    )


def _claim(body: str, verdict: Row[Any] | None) -> Claim | None:
    if verdict is None or verdict.verdict == Verdict.ACCEPT:
        return decode_claim(body)
    return None if verdict.verdict == Verdict.REJECT else decode_claim(verdict.correction)


def _verdicts(connection: Connection, question: Question, ids: list[str]) -> dict[str, Row[Any]]:
    """The newest verdict on each of these claims."""
    if not ids:
        return {}
    query = select(reviews.c.claim, reviews.c.verdict, reviews.c.correction).where(
        among(connection.dialect.name, reviews.c.claim, ids), *_upto(reviews, question.form)
    )
    found: Iterable[Row[Any]] = connection.execute(query.order_by(reviews.c.position), question.values)
    return {row.claim: row for row in found}


@cache
def _lines(dialect: str, form: Form) -> Any:
    """Of the claims `names` and all that they are copies of, on to the first: the newest origin of each, and whether
    it stands by this knowledge, wherever it is and of whatever type."""
    begun = named(dialect, bindparam("names", type_=Names())).subquery("names")
    first = select(begun.c.value.label("claim"), _newest_origin(begun.c.value, form).label("origin"))
    line = first.cte("line", recursive=True)
    line = line.union(select(line.c.origin, _newest_origin(line.c.origin, form)).where(line.c.origin != ""))
    stands: ColumnElement[bool] = exists(_standing(form.wide()).where(claims.c.id == line.c.claim).correlate(line))
    if form.reviewed:
        verdict = select(reviews.c.verdict).where(reviews.c.claim == line.c.claim, *_upto(reviews, form))
        newest = verdict.order_by(reviews.c.position.desc()).limit(_ONE).scalar_subquery()
        stands = and_(stands, newest.is_distinct_from(Verdict.REJECT))
    return select(line.c.claim, line.c.origin, stands.label("stands"))


def _fold(connection: Connection, question: Question, found: list[Claim], origins: dict[str, str]) -> list[Claim]:
    """Each copy names the earliest claim of its line that stands; where none does, it stands for itself."""
    present = {claim.id for claim in found}
    if elsewhere := sorted(set(origins.values()) - present):
        query = _lines(connection.dialect.name, question.form)
        for row in connection.execute(query, {**question.values, "names": elsewhere}).all():
            if row.stands:
                present.add(row.claim)
            if row.origin is not None:
                origins[row.claim] = row.origin
    return [_copied(claim, _origin(claim.id, origins, present)) for claim in found]


def _copied(claim: Claim, origin: str | None) -> Claim:
    """The claim as a copy of another. `dataclasses.replace` takes five times as long."""
    if origin is None:
        return claim
    values: list[Any] = [*_BEFORE_ORIGIN(claim), origin, *_AFTER_ORIGIN(claim)]
    return Claim(*values)


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
def read_lanes(connection: Connection, question: Question, newest: int | None = None) -> list[Lane]:
    """What was said of a place, a lane for each side that speaks, copies under their origin."""
    found = read_claims(connection, question) if newest is None else _newest(connection, question, newest)
    here = {claim.id for claim in found}
    copies: dict[str, list[Claim]] = {}
    lanes: dict[str, list[Claim]] = {}
    for claim in found:
        if claim.copy_of in here:
            copies.setdefault(claim.copy_of or "", []).append(claim)
        else:
            lanes.setdefault(_speaking(claim) or "", []).append(claim)
    return [
        Lane(side or None, tuple([Entry(claim, tuple(copies.get(claim.id, ()))) for claim in lane]))
        for side, lane in sorted(lanes.items())
    ]


def _newest(connection: Connection, question: Question, number: int) -> list[Claim]:
    """The last so many of a place's claims. Those of its rows that reviews took out of it are made up for."""
    asked = number
    while True:
        bound = connection.execute(_bound(question.form), {**question.values, "skipped": asked - 1}).scalar()
        since = None if bound is None else moment(bound)
        found = read_claims(connection, replace(question, since=since))
        if since is None or len(found) >= number:
            return found[-number:]
        asked *= 2


@cache
def _bound(form: Form) -> Select[Any]:
    """When the claim of a place was known that so many later ones follow; nothing where fewer do."""
    query = _standing(form).with_only_columns(claims.c.known)
    query = query.where(claims.c.place == form.get("place"), claims.c.known.is_not(None))
    return query.order_by(claims.c.known.desc()).limit(_ONE).offset(bindparam("skipped", type_=BigInteger()))


def _speaking(claim: Claim) -> str | None:
    """The side of whose word it is: the chain's origin, else the publisher."""
    return claim.speakers[0].side if claim.speakers else claim.outlet_side


# --- clocks and places ----------------------------------------------------------------------------------


def read_clocks(connection: Connection, question: Question) -> Clocks:
    """The defaults of DESIGN section 3: the last published day, and the latest moment of knowledge."""
    known = connection.execute(_latest("known_last", question.form), question.values).scalar()
    if known is None:
        raise LedgerError("the ledger holds no dated report yet; read some with `dateline run`")
    published = connection.execute(_latest("published_day", question.form), question.values).scalar()
    known_by = moment(known)
    return Clocks(day(published) if published is not None else known_by.date(), known_by)


@cache
def _latest(name: str, form: Form) -> Select[Any]:
    latest = readings.c[name]
    query = select(latest).where(_current(form), latest.is_not(None))
    if (theatre := form.get("theatre")) is not None:
        query = query.where(readings.c.theatre == theatre)
    return query.order_by(latest.desc()).limit(_ONE)


@without_pauses
def read_places(connection: Connection, question: Question) -> list[Place]:
    """Each place that a claim was linked to, as last described, by id."""
    query = select(places.c.id, places.c.body).where(*_upto(places, question.form))
    if question.theatre is not None:
        query = query.where(places.c.theatre == question.theatre)
    rows = connection.execute(query.order_by(places.c.position), question.values)
    newest = {row.id: row.body for row in rows}
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
    query = _holding(connection.dialect.name, question.form, names is not None)
    second = seconds(known_by)
    at = {
        "day": day_number(as_of),
        "at": second,
        "minute": second // 60,
        "names": None if names is None else set(names),
    }
    newest: dict[str, Any] = {}
    for row in connection.execute(query, question.values | at).all():
        if row[1] not in newest or newest[row[1]][0] < row[0]:
            newest[row[1]] = row
    ordered = sorted(newest)
    return decode(ordered, [newest[place][2] for place in ordered], as_of, known_by)


_HOLDS = "states.valid_from <= :day AND states.valid_to > :day AND states.known_from <= :at AND states.known_to > :at"
_IN_RANGES = (  # GiST on PostgreSQL
    "int8range(valid_from, valid_to) @> CAST(:day AS bigint) AND int8range(known_from, known_to) @> CAST(:at AS bigint)"
)
_IN_BOX = (  # R*Tree on SQLite
    "state_boxes.valid_from <= :day AND state_boxes.valid_last >= :day"
    " AND state_boxes.known_from <= :minute AND state_boxes.known_to >= :minute"
)
_BOXES = table("state_boxes", column("position"))


@cache
def _holding(dialect: str, form: Form, some: bool) -> Select[Any]:
    """The states of `names`, or of all places, whose rectangles hold `day` and `at`."""
    query = select(states.c.position, states.c.place, states.c.body).where(*_upto(states, form))
    if (theatre := form.get("theatre")) is not None:
        query = query.where(states.c.theatre == theatre)
    if some:
        return query.where(among(dialect, states.c.place, bindparam("names", type_=Names())), text(_HOLDS))
    if dialect == "postgresql":
        return query.where(text(_IN_RANGES))
    return query.join_from(_BOXES, states, states.c.position == _BOXES.c.position).where(text(_IN_BOX), text(_HOLDS))


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
