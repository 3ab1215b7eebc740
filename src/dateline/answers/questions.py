"""The questions of DESIGN section 1, each a method: who holds it, who says so, what changed, why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

from dateline import fuse
from dateline.answers.desk import Desk, successions
from dateline.fuse import Explanation, audit
from dateline.fuse import forecasts as prophecy
from dateline.fuse import queue as waiting
from dateline.fuse import sources as records
from dateline.ledger import Clocks
from dateline.link import accounts as telling
from dateline.link import events as happenings
from dateline.model import Claim, Place, State, Status, cluster_of
from dateline.publish.picture import Change, Tally
from dateline.times import DAY, Interval

__all__ = ["Answers"]


class Answers(Desk):
    """A ledger's answers. Clocks that are not given are the ledger's own defaults."""

    def state(
        self, as_of: date | None = None, known_by: datetime | None = None, *, place: str | None = None
    ) -> tuple[Clocks, list[State]]:
        """The clocks used, and the states at them: of every place with a claim or a starting state, or of one."""
        clocks = self.clocks(as_of, known_by)
        wanted = self.place(place).id if place else None
        return clocks, [state for state in self.states(clocks) if wanted in (None, state.place)]

    def explain(self, place: str, as_of: date | None = None, known_by: datetime | None = None) -> Explanation:
        """Which claims decided a place, each by leaving it out. Raises DatelineError for a place without claims."""
        clocks, found = self.clocks(as_of, known_by), self.place(place)
        return self._explain(found, clocks)

    def _explain(self, place: Place, clocks: Clocks) -> Explanation:
        assert place.id is not None, "places of the ledger have ids"
        return fuse.explain(
            self.mapped(self.claims_bearing_on(place.id, clocks.known_by)),
            place=place.id,
            as_of=clocks.as_of,
            known_by=clocks.known_by,
            initial=self.initial,
            parents=self.parents,
            sides=self.sides_in_play(clocks.known_by),
            succession=successions(self.theatre),
            name=place.name or place.text,
            covered_from=self.covered_from(clocks.known_by),
        )

    def sides_in_play(self, known_by: datetime) -> tuple[str, ...]:
        """The sides of the map, by id: those that can hold a place."""
        return self.contenders(self.claims(known_by))

    def claims_bearing_on(self, place: str, known_by: datetime) -> list[Claim]:
        """The claims of a place, of its province and district, and their copies wherever these were placed."""
        parent, known = self.parents.get(place), self.claims(known_by)
        wanted = {place, *(filter(None, (parent.province, parent.district)) if parent else ())}
        origin = cluster_of(known)
        bearing = {origin[claim.id] for claim in known if claim.place.id in wanted}
        return [claim for claim in known if origin[claim.id] in bearing]

    def said(
        self, *, place: str | None = None, as_of: date | None = None, known_by: datetime | None = None
    ) -> list[Claim]:
        """The claims known by a moment, of one place or all, about days up to `as_of` where it is given."""
        clocks = self.clocks(as_of, known_by)
        wanted = self.place(place).id if place else None
        return [
            claim
            for claim in self.claims(clocks.known_by)
            if wanted in (None, claim.place.id) and (as_of is None or claim.date is None or claim.date.first <= as_of)
        ]

    def tally(self, known_by: datetime) -> Tally:
        """How many reports and claims were known, and how many reports hold a claim that is no copy."""
        claims = self.claims(known_by)
        reports = self.ledger.documents(theatre=self.theatre_id, known_by=known_by, head=self.head)
        return Tally(
            reports=len(reports),
            claims=len(claims),
            independent=len({claim.document for claim in claims if claim.copy_of is None}),
        )

    def changes(self, days: Interval, known_by: datetime | None = None) -> list[Change]:
        """The days on which a place's most probable state changed, by the nowcast of each day."""
        return changes_of(self.nowcasts(days, known_by))

    def events(self, known_by: datetime | None = None) -> list[happenings.Event]:
        """Claims of one happening, gathered across reports."""
        return happenings.cluster(self.claims(self.clocks(None, known_by).known_by))

    def accounts(self, known_by: datetime | None = None) -> list[telling.Accounts]:
        """Conflicting tellings of one event, side by side."""
        return telling.accounts(self.claims(self.clocks(None, known_by).known_by))

    def counts(self, known_by: datetime | None = None) -> list[audit.CountAudit]:
        """Stated counts beside what the states give, with hindsight up to `known_by`."""
        known_by = self.clocks(None, known_by).known_by
        sets = self.theatre.place_sets if self.theatre else {}
        return audit.counts(self.claims(known_by), self.states_of, sets, hindsight=known_by)

    def forecasts(self, as_of: date | None = None, known_by: datetime | None = None) -> list[prophecy.Forecast]:
        """Forecasts with their windows, as far as the states settle them. A country is had with its capitals."""
        clocks = self.clocks(as_of, known_by)
        return prophecy.resolve(
            self.claims(clocks.known_by),
            self.states_of,
            as_of=clocks.as_of,
            known_by=clocks.known_by,
            parts=self.country_parts,
        )

    @cached_property
    def country_parts(self) -> Mapping[str, Sequence[str]]:
        """The theatre's largest place set, by the country that it lies in."""
        sets = self.theatre.place_sets if self.theatre else {}
        largest = max(sets.values(), key=len, default=())
        parts: dict[str, list[str]] = {}
        for place_id in largest:
            place = self.places.get(place_id)
            if place and place.country:
                parts.setdefault(place.country, []).append(place_id)
        return parts

    def sources(self, known_by: datetime | None = None) -> list[records.SourceRecord]:
        """How often each source was borne out, with hindsight up to `known_by`."""
        known_by = self.clocks(None, known_by).known_by
        return records.records(self.claims(known_by), self.states_of, known_by=known_by)

    def queue(
        self, as_of: date | None = None, known_by: datetime | None = None, *, limit: int | None = None
    ) -> list[waiting.QueueItem]:
        """The claims whose being wrong would change the map most, those not reviewed yet."""
        clocks = self.clocks(as_of, known_by)
        claims = self.claims(clocks.known_by)
        digits = records.digits(claims, self.states_of, known_by=clocks.known_by)
        return waiting.reviews(
            claims,
            lambda claim: self.influence(claim, clocks),
            doubt={digit.claim: 1 - digit.p for digit in digits if digit.p is not None},
            reviewed=frozenset(review.claim for review in self.ledger.reviews(head=self.head)),
            limit=limit,
        )

    def influence(self, claim: Claim, clocks: Clocks) -> float:
        """How far the claim's place moves if the claim's cluster is left out: half the sum of absolute changes."""
        assert claim.place.id is not None, "only linked claims are reviewed"
        whole = self.states_of(clocks.as_of, clocks.known_by)
        before = next((state for state in whole if state.place == claim.place.id), None)
        left = [
            other
            for other in self.claims_bearing_on(claim.place.id, clocks.known_by)
            if other.id != claim.id and other.copy_of != claim.id
        ]
        (after,) = self.states(clocks, places=[claim.place.id], claims=left) or (None,)
        if before is None or after is None:
            return 0.0
        return sum(abs(before.p[side] - after.p.get(side, 0.0)) for side in before.p) / 2


def changes_of(states: dict[date, list[State]]) -> list[Change]:
    """The changes among daily states, by day and place; a state nobody knows is no change."""
    before: dict[str, State] = {}
    found = []
    for day in sorted(states):
        for state in states[day]:
            old = before.get(state.place)
            before[state.place] = state
            if state.status is Status.UNKNOWN or (old and old.top == state.top and old.status is not Status.UNKNOWN):
                continue
            if old is None:
                continue
            found.append(
                Change(
                    day,
                    state.place,
                    None if old.status is Status.UNKNOWN else old.top,
                    state.top,
                    str(state.status),
                    state.p[state.top],
                    state.decided_by,
                )
            )
    return found


def days_to(claims: Sequence[Claim], as_of: date) -> Interval | None:
    """From the day before the first publication to `as_of`: the days of a slider."""
    published: Iterable[date] = (claim.known.date() for claim in claims if claim.known)
    first = min(published, default=None)
    return Interval.span(first - DAY, as_of) if first and first - DAY <= as_of else None
