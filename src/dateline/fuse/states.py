"""From claims to states: the daily nowcast, and the whole map at two clocks.

Both are pure functions of the claims: `state(as_of, known_by)` is the forward filter over claims known by then about
days up to then (DESIGN section 3), whatever else is in the ledger and in whatever order it came.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

import numpy as np
import numpy.typing as npt

from dateline.errors import DatelineError
from dateline.fuse.columns import EPOCH_DAY, Columns, PlaceParent, columns, sides_of
from dateline.fuse.decide import deciding
from dateline.fuse.filter import Filter, by_day, control, starts
from dateline.fuse.learn import learn_columns
from dateline.fuse.rates import CONTESTED, FusionModel
from dateline.fuse.record import Records
from dateline.fuse.said import Succession
from dateline.fuse.status import status
from dateline.fuse.weights import postings
from dateline.model import Claim, State
from dateline.times import END_OF_DAY, Interval, day_of

__all__ = ["LEAD_IN_DAYS", "all_sides", "fuse", "learn", "states_at"]

LEAD_IN_DAYS = 30  # before the first report was gathered: how far back claims bear; older background is left out
DAY_SECONDS = 24 * 60 * 60
REACH = 60  # days back within which a line can still bear on the status word; its thresholds are well below


def fuse(
    claims: Sequence[Claim],
    *,
    days: Interval | None = None,
    places: Sequence[str] | None = None,
    initial: Mapping[str, tuple[str, date]] | None = None,
    parents: Mapping[str, PlaceParent] | None = None,
    model: FusionModel | None = None,
    learn_until: date | None = None,
    sides: Sequence[str] | None = None,
    succession: Sequence[Succession] = (),
    covered_from: date | None = None,
) -> Iterator[State]:
    """The daily nowcast of every place with a claim, or of `places`, by day and place: each day with what was known
    by its end.

    `days` are by default the first to the last published day. `initial` gives starting states, {place: (side, from)}.
    With `learn_until` the model is first learned from what was known by the end of that day, and no later.
    `covered_from` is the day from which reports were gathered, by default that of the first. Raises DatelineError if no
    claim has a time.
    """
    claims = [claim for claim in claims if claim.place.id and claim.known]
    days = days or _published_days(claims)
    model = model or FusionModel.prior()
    sides = tuple(sides) if sides is not None else all_sides(claims, initial, succession)
    if not claims and not places:
        return
    if learn_until is not None:
        model = learn(
            claims, until=learn_until, initial=initial, parents=parents, model=model, sides=sides,
            succession=succession, covered_from=covered_from,
        )  # fmt: skip
    names = None if places is None else set(places)
    table = columns(claims, model=model, sides=sides, places=names, parents=parents, succession=succession)
    first, last = days.first.toordinal() - EPOCH_DAY, days.last.toordinal() - EPOCH_DAY
    covered = _covered(claims, covered_from)
    start = min(first, covered - LEAD_IN_DAYS)
    yield from _Desk(claims, table, model, (start, last, covered), initial or {}, succession).daily(first - start)


def learn(
    claims: Sequence[Claim],
    *,
    until: date,
    initial: Mapping[str, tuple[str, date]] | None = None,
    parents: Mapping[str, PlaceParent] | None = None,
    model: FusionModel | None = None,
    sides: Sequence[str] | None = None,
    succession: Sequence[Succession] = (),
    covered_from: date | None = None,
) -> FusionModel:
    """The model learned from what was known by the end of `until`; the given one where there is nothing to learn."""
    claims = [claim for claim in claims if claim.place.id and claim.known]
    model = model or FusionModel.prior()
    if not claims:
        return model
    sides = tuple(sides) if sides is not None else all_sides(claims, initial, succession)
    table = columns(claims, model=model, sides=sides, parents=parents, succession=succession)
    covered = _covered(claims, covered_from)
    first = covered - LEAD_IN_DAYS
    return learn_columns(
        table, model, until=until, first=first, covered=covered, initial=initial, succession=succession
    )


def states_at(
    claims: Sequence[Claim],
    *,
    as_of: date,
    known_by: datetime,
    places: Sequence[str] | None = None,
    initial: Mapping[str, tuple[str, date]] | None = None,
    parents: Mapping[str, PlaceParent] | None = None,
    model: FusionModel | None = None,
    sides: Sequence[str] | None = None,
    succession: Sequence[Succession] = (),
    covered_from: date | None = None,
    clip: bool = True,
) -> list[State]:
    """The state of each place on `as_of` as known at `known_by`, by place id.

    `places` are by default those with a claim known by then or a starting state. Places that lie together in a
    province may be asked for one by one: give the province's claims with theirs. `clip=False` leaves probabilities
    beyond 1-99% as they are, for `explain`.
    """
    initial = initial or {}
    sides = tuple(sides) if sides is not None else all_sides(claims, initial, succession)
    known = [claim for claim in claims if claim.known and claim.known <= known_by and claim.place.id]
    names = set(places) if places is not None else {c.place.id for c in known if c.place.id} | set(initial)
    if not names or not sides or not (known or covered_from):
        return []
    model = model or FusionModel.prior()
    table = columns(known, model=model, sides=sides, places=names, parents=parents, succession=succession)
    last = as_of.toordinal() - EPOCH_DAY
    covered = _covered(known, covered_from)
    days = (min(last, covered - LEAD_IN_DAYS), last, covered)
    return _Desk(known, table, model, days, initial, succession, clip=clip).at(known_by)


def all_sides(
    claims: Sequence[Claim], initial: Mapping[str, tuple[str, date]] | None, succession: Sequence[Succession]
) -> tuple[str, ...]:
    found = set(sides_of(claims)) | {side for side, _ in (initial or {}).values()}
    return tuple(sorted(found | {step.becomes for step in succession if step.side in found}))


def _published_days(claims: Sequence[Claim]) -> Interval:
    published = [day_of(moment) for claim in claims if (moment := claim.published or claim.known)]
    if not published:
        raise DatelineError("no claim has a place id and a publication date; link the claims, or give --days")
    return Interval.span(min(published), max(published))


def _covered(claims: Sequence[Claim], covered_from: date | None) -> int:
    """The day from which reports were gathered, in days since 1970: as given, else of the first that was known."""
    if covered_from:
        return covered_from.toordinal() - EPOCH_DAY
    return min(int(claim.known.timestamp()) // DAY_SECONDS for claim in claims if claim.known)


class _Desk:
    """Filters a table of claims and words its states."""

    def __init__(
        self,
        claims: Sequence[Claim],
        table: Columns,
        model: FusionModel,
        days: tuple[int, int, int],
        initial: Mapping[str, tuple[str, date]],
        succession: Sequence[Succession],
        *,
        clip: bool = True,
    ) -> None:
        self.claims, self.table, self.initial, self.clip = claims, table, initial, clip
        self.first, last, covered = days
        self.filter = Filter(table, model, self.first, last, covered=covered, watch=True)
        self.filter.begin(starts(table, initial))
        self.filter.succeed(succession)
        self.news = postings(table, model)
        self.names = (*table.sides, CONTESTED)
        self.records = Records(claims, table)
        self.since = np.zeros(len(table.places), dtype=np.int64)
        self.decided: dict[int, tuple[str, ...]] = {}
        self.before = np.full(len(table.places), -1)

    def daily(self, skip: int) -> Iterator[State]:
        """The states of each day from `skip` days after the first on, as known by its end."""
        for day, news in enumerate(by_day(self.news, self.first, self.filter.days)):
            self.filter.learn_of(news, day)
            self.filter.advance(day)
            moment = datetime.combine(date.fromordinal(self.first + day + EPOCH_DAY), END_OF_DAY, UTC)
            states = self._states(day, moment)
            if day >= skip:
                yield from states

    def at(self, known_by: datetime) -> list[State]:
        """The states of the last day as known at one moment; `table` holds nothing that came later."""
        self.filter.learn_of(self.news, known_by.toordinal() - EPOCH_DAY - self.first)
        self.filter.advance(self.filter.days - 1)
        return self._states(self.filter.days - 1, known_by)

    def _states(self, day: int, known_by: datetime) -> list[State]:
        tops = self.filter.tops
        assert tops is not None
        changed = self.records.learn_until(int(known_by.timestamp()) // 60)
        changed |= tops[day] != self.before
        changed[self.filter.redone] = True
        self._date(day, np.flatnonzero(changed))
        self._decide(tops[day].astype(np.int64), np.flatnonzero(changed))
        self.before = tops[day].copy()
        shares = control(self.filter.believed(day), len(self.table.sides), clip=self.clip).tolist()
        as_of = date.fromordinal(self.first + day + EPOCH_DAY)
        since = self.since.tolist()
        top = tops[day].tolist()
        return [
            self._state(code, place, day, as_of, known_by, shares[code], top[code], since[code])
            for code, place in enumerate(self.table.places)
        ]

    def _date(self, day: int, places: npt.NDArray[np.int64]) -> None:
        """Since when the most probable side is so."""
        tops = self.filter.tops
        assert tops is not None
        other = tops[: day + 1, places] != tops[day, places]
        last = day - other[::-1].argmax(axis=0)
        self.since[places] = np.where(other.any(axis=0), last + 1, 0)

    def _decide(self, tops: npt.NDArray[np.int64], places: npt.NDArray[np.int64]) -> None:
        lines = [line for place in places.tolist() for line in self.records.of[place].standing]
        found = deciding(self.filter, np.array(lines, dtype=np.int64), tops, self.since)
        for place in places.tolist():
            claims = (self.claims[self.table.claim[line]].id for line in found.get(place, ()))
            self.decided[place] = tuple(claims)

    def _state(
        self,
        code: int,
        place: str,
        day: int,
        as_of: date,
        known_by: datetime,
        shares: list[float],
        top: int,
        since: int,
    ) -> State:
        record, absolute, name = self.records.of[code], self.first + day, self.names[top]
        start = self.initial.get(place)
        held_first = start[0] if start and start[1] <= as_of else None
        word = status(
            absolute,
            name,
            shares[top],
            record.standing.values() if absolute - record.latest < REACH else (),
            last_report=record.last,
            start=held_first,
        )
        begun: date | None = date.fromordinal(self.first + since + EPOCH_DAY)
        if since == 0:  # so since before anything was known of it, or never anything but the prior
            begun = start[1] if start and held_first == name else None
        return State(
            place=place,
            as_of=as_of,
            known_by=known_by,
            p=dict(zip(self.names, shares, strict=True)),
            status=word,
            since=begun,
            last_report=None if record.last is None else date.fromordinal(record.last + EPOCH_DAY),
            claims=record.heard,
            independent=len(record.standing),
            decided_by=self.decided.get(code, ()),
        )
