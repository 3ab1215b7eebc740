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
from dateline.fuse.filter import Filter, by_day, control, starts
from dateline.fuse.learn import learn
from dateline.fuse.rates import AGAINST, CONTESTED, FOR, KINDS, VOICES, FusionModel
from dateline.fuse.said import Succession
from dateline.fuse.status import Witness, owner_of, status
from dateline.fuse.weights import DAY_MINUTES, postings
from dateline.model import Claim, State
from dateline.times import END_OF_DAY, Interval, day_of

__all__ = ["LEAD_IN_DAYS", "all_sides", "fuse", "states_at"]

LEAD_IN_DAYS = 120  # claims about earlier days than this before the first asked for say little: (1-.004)^120 is .6
DECIDING = 3  # claims named with a state
Beliefs = npt.NDArray[np.float32]


def fuse(
    claims: Sequence[Claim],
    *,
    days: Interval | None = None,
    initial: Mapping[str, tuple[str, date]] | None = None,
    parents: Mapping[str, PlaceParent] | None = None,
    model: FusionModel | None = None,
    learn_until: date | None = None,
    sides: Sequence[str] | None = None,
    succession: Sequence[Succession] = (),
) -> Iterator[State]:
    """The daily nowcast of every place with a claim, by day and place: each day with what was known by its end.

    `days` are by default the first to the last published day. `initial` gives starting states, {place: (side, from)}.
    With `learn_until` the model is first learned from what was known by the end of that day, and no later.
    Raises DatelineError if no claim has a time.
    """
    claims = [claim for claim in claims if claim.place.id and claim.known]
    days = days or _published_days(claims)
    model = model or FusionModel.prior()
    sides = tuple(sides) if sides is not None else all_sides(claims, initial, succession)
    if not claims:
        return
    table = columns(claims, model=model, sides=sides, parents=parents, succession=succession)
    if learn_until is not None:
        start = days.first.toordinal() - EPOCH_DAY
        model = learn(table, model, until=learn_until, first=start, initial=initial or {}, succession=succession)
    yield from _Desk(claims, table, model, days, initial or {}, succession).daily()


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
    if not names or not sides:
        return []
    model = model or FusionModel.prior()
    table = columns(known, model=model, sides=sides, places=names, parents=parents, succession=succession)
    first = _first_day(table, initial, as_of)
    desk = _Desk(known, table, model, Interval.span(first, as_of), initial, succession, clip=clip)
    return desk.at(known_by)


def all_sides(
    claims: Sequence[Claim], initial: Mapping[str, tuple[str, date]] | None, succession: Sequence[Succession]
) -> tuple[str, ...]:
    found = set(sides_of(claims)) | {side for side, _ in (initial or {}).values()}
    return tuple(sorted(found | {step.becomes for step in succession if step.side in found}))


def _published_days(claims: Sequence[Claim]) -> Interval:
    published = [day_of(claim.published or claim.known) for claim in claims if claim.published or claim.known]
    if not published:
        raise DatelineError("no claim has a place id and a publication date; link the claims, or give --days")
    return Interval.span(min(published), max(published))


def _first_day(table: Columns, initial: Mapping[str, tuple[str, date]], as_of: date) -> date:
    """Where the filter starts: at the first day spoken of or starting state, at most the lead-in ago."""
    spoken = [int(table.day.min()) + EPOCH_DAY] if len(table.day) else []
    earliest = min([*spoken, *(day.toordinal() for _, day in initial.values()), as_of.toordinal()])
    return date.fromordinal(earliest)


class _Desk:
    """Filters a table of claims and words its states."""

    def __init__(
        self,
        claims: Sequence[Claim],
        table: Columns,
        model: FusionModel,
        days: Interval,
        initial: Mapping[str, tuple[str, date]],
        succession: Sequence[Succession],
        *,
        clip: bool = True,
    ) -> None:
        self.claims, self.table, self.days, self.initial, self.clip = claims, table, days, initial, clip
        first, last = days.first.toordinal() - EPOCH_DAY, days.last.toordinal() - EPOCH_DAY
        spoken = int(table.day.min()) if len(table.day) else first
        self.skip = max(0, min(first - spoken, LEAD_IN_DAYS))
        self.first = first - self.skip
        self.filter = Filter(table, model, self.first, last)
        self.filter.begin(starts(table, initial))
        self.filter.succeed(succession)
        self.news = postings(table, model)
        self.names = (*table.sides, CONTESTED)
        self.place_at = {place: code for code, place in enumerate(table.places)}
        self.witnesses = self._witnesses()
        self.heard = self._heard()
        self.cache: dict[int, tuple[object, tuple[str, ...]]] = {}

    def _witnesses(self) -> list[list[tuple[int, Witness, int, int]]]:
        """Of each place (minute known, witness, minute withdrawn, line), in order of knowledge."""
        result: list[list[tuple[int, Witness, int, int]]] = [[] for _ in self.table.places]
        denials = {FOR: "denial for", AGAINST: "denial against"}
        table = self.table
        rows = zip(
            table.place, table.day, table.known, table.row, table.side, table.claim, table.retracted, strict=True
        )
        for line, (place, day, known, row, side, claim, gone) in enumerate(rows):
            kind = denials.get(int(row)) or KINDS[row % len(KINDS)]
            voice = "" if row in denials else VOICES[row // len(KINDS)]
            if self.claims[claim].place.id != table.places[place]:
                continue
            witness = Witness(int(day), kind, table.sides[side], voice, owner_of(self.claims[claim]))
            result[place].append((int(known), witness, int(gone), line))
        return result

    def _heard(self) -> list[list[int]]:
        """Of each place the minutes at which its claims of any kind became known, in order."""
        result: list[list[int]] = [[] for _ in self.table.places]
        for claim in self.claims:
            code = self.place_at.get(claim.place.id or "")
            if code is not None and claim.known and not claim.retracts:
                result[code].append(int(claim.known.timestamp()) // 60)
        for minutes in result:
            minutes.sort()
        return result

    def daily(self) -> Iterator[State]:
        for day, news in enumerate(by_day(self.news, self.first, self.filter.days)):
            self.filter.learn_of(news, day)
            self.filter.advance(day)
            if day >= self.skip:
                moment = datetime.combine(date.fromordinal(self.first + day + EPOCH_DAY), END_OF_DAY, UTC)
                yield from self._states(day, moment)

    def at(self, known_by: datetime) -> list[State]:
        self.filter.learn_of(self.news, known_by.toordinal() - EPOCH_DAY - self.first)
        self.filter.advance(self.filter.days - 1)
        return list(self._states(self.filter.days - 1, known_by))

    def _states(self, day: int, known_by: datetime) -> Iterator[State]:
        shares = control(self.filter.belief[day], len(self.table.sides), clip=self.clip)
        tops, minute = shares.argmax(axis=1), int(known_by.timestamp()) // 60
        as_of = date.fromordinal(self.first + day + EPOCH_DAY)
        for code, place in enumerate(self.table.places):
            yield self._state(code, place, day, as_of, known_by, minute, shares[code], int(tops[code]))

    def _state(
        self,
        code: int,
        place: str,
        day: int,
        as_of: date,
        known_by: datetime,
        minute: int,
        shares: npt.NDArray[np.float64],
        top: int,
    ) -> State:
        heard = [known for known in self.heard[code] if known <= minute]
        standing = [
            (w, line)
            for known, w, gone, line in self.witnesses[code]
            if known <= minute < gone and w.day <= self.first + day
        ]
        start = self.initial.get(place)
        last = heard[-1] // DAY_MINUTES if heard else None
        name = self.names[top]
        word = status(
            self.first + day,
            name,
            float(shares[top]),
            [w for w, _ in standing],
            last_report=last,
            start=start[0] if start and start[1] <= as_of else None,
        )
        since = self._since(code, day, top)
        return State(
            place=place,
            as_of=as_of,
            known_by=known_by,
            p=dict(zip(self.names, shares.tolist(), strict=True)),
            status=word,
            since=date.fromordinal(self.first + since + EPOCH_DAY),
            last_report=date.fromordinal(last + EPOCH_DAY) if last is not None else None,
            claims=len(heard),
            independent=len(standing),
            decided_by=self._decided_by(standing, top),
        )

    def _since(self, code: int, day: int, top: int) -> int:
        history = control(self.filter.belief[: day + 1, :, code].T, len(self.table.sides)).argmax(axis=1)
        other = np.flatnonzero(history != top)
        return int(other[-1]) + 1 if len(other) else 0

    def _decided_by(self, standing: Sequence[tuple[Witness, int]], top: int) -> tuple[str, ...]:
        return tuple(self.claims[self.table.claim[line]].id for _, line in standing[-DECIDING:])
