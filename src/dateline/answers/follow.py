"""A ledger followed as it grows: its default map and the days before, made once, then place by place.

To read a million claims and fuse them takes minutes. So what was made is kept, and of live reports only the places
that they bear on are fused again. Where more changed than that (a review, a report read again, word of a new side, a
new day) everything is made again, so that the answer is always that of `Answers` over the same rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from dateline import fuse
from dateline.answers.desk import entered, parents_of
from dateline.answers.film import Film
from dateline.answers.pictures import sides_of
from dateline.answers.questions import Answers
from dateline.fuse import CONTESTED
from dateline.ledger import Clocks, Head, Ledger
from dateline.model import Claim, Document, Place, State
from dateline.publish.picture import Picture, Tally
from dateline.times import DAY, END_OF_DAY, Interval

__all__ = ["MOST_DAYS", "Follower", "Situation", "end_of", "film_of"]

MOST_DAYS = 120  # of a slider: more are thinner than a finger
# How far before the last knowledge to look for what came in since: two writers are rarely an hour apart.
LOOKS_BACK = (timedelta(hours=1), timedelta(days=2), timedelta(days=30))
_GROWING = ("claims", "documents", "links", "readings", "reviews", "runs")


@dataclass(frozen=True)
class Situation:
    """The map of a ledger's own clocks at `head`, and the days up to it, each as known at its end.

    `part` says that `days` and `now` hold only the places that are new or were fused again. `exact` says that no
    report was read twice: then a frame is the state at those clocks, else what is known of that day by reports as last
    read. `begun` has the day on which each place was first told of, `entries` each side.
    """

    head: int
    hash: str
    clocks: Clocks
    theatre: str | None
    title: str
    days: Film
    now: Film
    places: Mapping[str, Place]
    entries: Mapping[str, date]
    begun: Mapping[str, date]
    told_of: tuple[str, ...]
    tallies: Mapping[date, Tally]
    covered_from: date | None
    rows: Mapping[str, int]
    exact: bool
    part: bool = False

    def joined(self, part: Situation) -> Situation:
        """This situation brought forward by a part."""
        if not part.part:
            return part
        return replace(part, days=self.days.with_places(part.days), now=self.now.with_places(part.now), part=False)

    def shows(self, as_of: date | None, known_by: datetime | None) -> bool:
        """Whether the state at these clocks is among the frames."""
        return (as_of, known_by) == (self.clocks.as_of, self.clocks.known_by) or (
            self.exact and as_of in self.days.days and known_by == end_of(as_of)
        )

    def picture(self, answers: Answers, as_of: date, known_by: datetime) -> Picture:
        """The states at clocks that are shown, as `answers.states_picture` gives them."""
        latest = (as_of, known_by) == (self.clocks.as_of, self.clocks.known_by)
        day, starting = known_by.date(), answers.initial
        frame = (self.now if latest else self.days).frame(as_of)
        told = [one for one in frame if self.begun.get(one.place, date.max) <= day or one.place in starting]
        return Picture(
            title=self.title,
            as_of=as_of,
            known_by=known_by,
            sides=sides_of(answers, self.told_of, answers.in_play_on(self.entries, day)),
            places=self.places,
            states={as_of: told},
            tally=self.tallies[day],
            theatre=self.theatre,
            head=self.hash,
        )


def end_of(day: date) -> datetime:
    """The moment by which all that was known on a day was known."""
    return datetime.combine(day, END_OF_DAY, UTC)


def film_of(answers: Answers, known_by: datetime | None, entries: Mapping[str, date], last: date) -> Film:
    """The days of a slider by what was known by a moment: from the day before the first report to the last, MOST_DAYS
    at most. `entries` says which side entered when."""
    names = (*answers.in_play_on(entries, date.max), CONTESTED)
    first = answers.covered_from(known_by)
    if first is None:
        return Film.of((), names)
    days = Interval.span(max(first - DAY, last - (MOST_DAYS - 1) * DAY), last)
    return Film.of(answers.daily(answers.claims(known_by), days, covered_from=first, entries=entries), names)


class Follower:
    """Makes the situation at a ledger's end, and brings it forward. Holds all claims: some 3 kB each.

    `situation` may be set to one made before: its claims are read when it is first brought forward.
    """

    def __init__(self, ledger: Ledger, *, theatre: str | None = None) -> None:
        self.ledger, self._theatre = ledger, theatre
        self.situation: Situation | None = None
        self._holds = False  # the claims of the situation

    def begin(self) -> Situation:
        """Reads and fuses everything at the ledger's end. Raises LedgerError where it holds no dated report."""
        head, rows = self._end()
        answers = self._answers(head.position)
        clocks = answers.clocks()
        claims = answers.claims(clocks.known_by)
        self._hold(answers, claims)
        mapped = answers.mapped(claims)
        entries, begun = entered(mapped), _begun(mapped)
        film = film_of(answers, clocks.known_by, entries, clocks.known_by.date())
        self.situation = Situation(
            head=head.position,
            hash=head.hash,
            clocks=clocks,
            theatre=answers.theatre_id,
            title=answers.theatre.name if answers.theatre else "Control",
            days=film,
            now=_now(film, clocks, answers.states(clocks) if _apart(film, clocks) else ()),
            places=answers.places,
            entries=entries,
            begun=begun,
            told_of=tuple(dict.fromkeys(c.actor.side for c in claims if c.actor and c.actor.side)),
            tallies=self._tallies(film.days, clocks),
            covered_from=answers.covered_from(clocks.known_by),
            rows=rows,
            exact=rows["readings"] == len(self.documents),
        )
        return self.situation

    def follow(self) -> Situation | None:
        """The situation at the ledger's new end, or the part of it that changed; None where the end is the same."""
        before = self.situation
        assert before is not None, "begin first, or set a situation"
        if not self._holds:
            answers = self._answers(before.head)
            self._hold(answers, answers.claims(before.clocks.known_by))
        head, rows = self._end()
        if head.position == before.head:
            return None
        answers = self._answers(head.position)
        fresh = self._fresh(before, answers, rows)
        part = None if fresh is None else self._part(before, answers, fresh)
        if part is None:
            return self.begin()
        part = replace(part, hash=head.hash, rows=rows)
        self.situation = before.joined(part)
        return part

    # --- what is held

    def _answers(self, head: int) -> Answers:
        return Answers(self.ledger, theatre=self._theatre, head=head)

    def _end(self) -> tuple[Head, Mapping[str, int]]:
        """The head, and the rows of each table up to it."""
        while True:
            head, rows = self.ledger.head(), self.ledger.rows()
            if self.ledger.head() == head:
                return head, rows

    def _hold(self, answers: Answers, claims: Sequence[Claim]) -> None:
        documents = self.ledger.documents(theatre=answers.theatre_id, head=answers.head)
        self.documents = {document.id for document in documents}
        self.reports = Counter(document.known.date() for document in documents if document.known)
        self.claims: dict[str, Claim] = {}
        self.by_place: dict[str | None, list[str]] = defaultdict(list)
        self.copies: dict[str, list[str]] = defaultdict(list)
        self.said, self.first_said = Counter[date](), dict[str, date]()
        for claim in claims:
            self._add(claim)
        self._holds = True

    def _add(self, claim: Claim) -> None:
        self.claims[claim.id] = claim
        self.by_place[claim.place.id].append(claim.id)
        if claim.copy_of:
            self.copies[claim.copy_of].append(claim.id)
        if claim.known:
            day = claim.known.date()
            self.said[day] += 1
            if claim.copy_of is None:
                self.first_said[claim.document] = min(day, self.first_said.get(claim.document, date.max))

    def _tallies(self, days: Sequence[date], clocks: Clocks) -> dict[date, Tally]:
        """What was known by the end of each day."""
        counts = (self.reports, self.said, Counter(self.first_said.values()))
        every = sorted({*days, clocks.known_by.date(), *(day for count in counts for day in count)})
        sums = [accumulate([count[day] for day in every]) for count in counts]
        wanted = {*days, clocks.known_by.date()}
        return {day: Tally(*three) for day, *three in zip(every, *sums, strict=True) if day in wanted}

    # --- what is new

    def _fresh(self, before: Situation, answers: Answers, rows: Mapping[str, int]) -> list[Claim] | None:
        """The claims of new reports; None where anything else changed. The tables' sizes tell that none is missed."""
        more = {name: rows[name] - before.rows[name] for name in _GROWING}
        if more["reviews"] or more["readings"] != more["documents"] or answers.theatre_id != before.theatre:
            return None
        for back in LOOKS_BACK:
            since = before.clocks.known_by - back
            documents = self.ledger.documents(since=since, head=answers.head)
            new = {document.id: document for document in documents if document.id not in self.documents}
            claims = self.ledger.claims(since=since, head=answers.head)
            fresh = [claim for claim in claims if claim.document in new]
            if len(new) == more["documents"] and len(fresh) == more["claims"]:
                copies = sum(claim.copy_of is not None for claim in fresh)
                again = any(claim.id in self.claims for claim in fresh)
                if copies != more["links"] or again:
                    return None
                return self._of_theatre(answers, since, fresh, list(new.values()))
        return None

    def _of_theatre(
        self, answers: Answers, since: datetime, fresh: list[Claim], documents: Sequence[Document]
    ) -> list[Claim]:
        """Those of them that are the theatre's; takes note of its reports."""
        named = answers.theatre_id
        if named is not None:
            ours = {one.id for one in self.ledger.claims(theatre=named, since=since, head=answers.head)}
            fresh = [claim for claim in fresh if claim.id in ours]
            documents = [
                one
                for one in self.ledger.documents(theatre=named, since=since, head=answers.head)
                if one.id not in self.documents
            ]
        self.documents |= {document.id for document in documents}
        self.reports.update(document.known.date() for document in documents if document.known)
        return fresh

    def _part(self, before: Situation, answers: Answers, fresh: Sequence[Claim]) -> Situation | None:
        """The places that new claims bear on, fused again; None where the claims change more than these."""
        clocks, entries = answers.clocks(), dict(before.entries)
        for side, day in entered(answers.mapped(fresh)).items():
            entries[side] = min(day, entries.get(side, date.max))
        first = min((claim.known.date() for claim in fresh if claim.known), default=date.max)
        moved = (clocks.as_of, clocks.known_by.date()) != (before.clocks.as_of, before.clocks.known_by.date())
        if moved or entries != before.entries or first < (before.covered_from or first):
            return None
        if any(answers.parents.get(name) != parent for name, parent in _parents(before, answers).items()):
            return None
        for claim in fresh:
            self._add(claim)
        touched = self._touched(answers, fresh)
        bearing = self._bearing_on(answers, touched)
        days = Interval.span(before.days.days[0], before.days.days[-1])
        states = answers.daily(bearing, days, covered_from=before.covered_from, places=touched, entries=entries)
        film = Film.of(states, before.days.names)
        apart: Sequence[State] = ()
        if _apart(film, clocks):
            sides = answers.in_play_on(entries, clocks.known_by.date())
            apart = answers.fused(bearing, clocks, sides=sides, covered_from=before.covered_from, places=touched)
        told = dict.fromkeys((*before.told_of, *(c.actor.side for c in fresh if c.actor and c.actor.side)))
        return replace(
            before,
            head=answers.head or 0,
            clocks=clocks,
            days=film,
            now=_now(film, clocks, apart),
            places=answers.places,
            begun={**_begun(answers.mapped(fresh)), **before.begun},
            told_of=tuple(told),
            tallies=self._tallies(before.days.days, clocks),
            part=True,
        )

    def _touched(self, answers: Answers, fresh: Iterable[Claim]) -> list[str]:
        """The places that the claims bear on: their own, those of their origins, and the places of a province."""
        own = {claim.place.id for claim in fresh}
        own |= {self.claims[claim.copy_of].place.id for claim in fresh if claim.copy_of in self.claims}
        within = {name for name, parent in answers.parents.items() if {parent.province, parent.district} & own}
        return sorted(name for name in own | within if name)

    def _bearing_on(self, answers: Answers, touched: Iterable[str]) -> list[Claim]:
        """The claims of the places and of what they lie in, with their copies wherever these were placed."""
        wanted: set[str | None] = set(touched)
        for name in touched:
            if parent := answers.parents.get(name):
                wanted |= {parent.province, parent.district}
        names = {name for place in wanted - {None} for name in self.by_place.get(place, ())}
        roots = {self.claims[name].copy_of or name for name in names}
        names |= {one for root in roots for one in (root, *self.copies.get(root, ())) if one in self.claims}
        return sorted((self.claims[name] for name in names), key=lambda claim: (str(claim.known), claim.id))


def _apart(film: Film, clocks: Clocks) -> bool:
    """Whether the ledger's own day is not the last that anything was known on: reports of a night are known after the
    day that they were published on."""
    return not film.days or film.days[-1] != clocks.as_of


def _now(film: Film, clocks: Clocks, states: Sequence[State]) -> Film:
    """The newest frame: the film's last, or that of the states where it stands apart."""
    return Film.of(states, film.names) if _apart(film, clocks) else film.last(clocks.known_by)


def _begun(claims: Iterable[Claim]) -> dict[str, date]:
    """The day on which each place was first told of."""
    found: dict[str, date] = {}
    for claim in claims:
        if claim.place.id and claim.known:
            found[claim.place.id] = min(claim.known.date(), found.get(claim.place.id, date.max))
    return found


def _parents(before: Situation, answers: Answers) -> dict[str, fuse.PlaceParent | None]:
    """What the places of before lay in."""
    found = parents_of(before.places.values())
    return {name: found.get(name) for name in before.places}
