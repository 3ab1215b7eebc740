"""Every as-of answer equals one worked out by brute force from what was written, over random histories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dateline.errors import LedgerError
from dateline.ledger import Batch, Clocks, Copy, Ledger, Run, StateSpan
from dateline.model import Claim, ClaimType, Document, Evidence, Modality, Place, State, Status, claim_id
from dateline.times import Interval, day_of

FIRST = date(2021, 8, 10)
HISTORIES = 25  # random histories a database, of up to 16 events with up to 8 questions each
NAMESPACE = count()  # each history has its own documents, places and theatre in one ledger: quicker than a new one

# Few values of each, so that what happens meets: the same report again, its copy, its review, its newer version.
days = some.integers(0, 3)
moments = days.map(lambda day: datetime(2021, 8, 10, 12, tzinfo=UTC) + timedelta(day))
names = some.sampled_from("ab")
kinds = some.sampled_from((ClaimType.CAPTURE, ClaimType.HOLD))


@dataclass(frozen=True)
class Said:
    """A claim to be made: where it stands, of which place, retracting which earlier claim (by number)."""

    spot: int
    place: str
    kind: ClaimType
    retracts: int | None


@dataclass(frozen=True)
class Read:
    document: str
    version: int
    extractor: str
    fetched: datetime | None
    published: datetime
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Linked:
    claim: int
    origin: int | None


@dataclass(frozen=True)
class Judged:
    claim: int
    verdict: str
    place: str
    kind: ClaimType


@dataclass(frozen=True)
class Computed:
    place: str
    first: int
    days: int
    known_by: datetime
    known_for: int | None
    share: int


saids = some.builds(Said, some.integers(0, 1), names, kinds, some.none() | some.integers(0, 9))
reads = some.builds(
    Read,
    names,
    some.integers(0, 1),
    some.sampled_from(("rules@1", "rules@2")),
    some.none() | moments,
    some.sampled_from((datetime(2021, 8, 10, 6, tzinfo=UTC), datetime(2021, 8, 11, 6, tzinfo=UTC))),
    some.lists(saids, min_size=1, max_size=3).map(tuple),
)
linked = some.builds(Linked, some.integers(0, 9), some.none() | some.integers(0, 9))
judged = some.builds(Judged, some.integers(0, 9), some.sampled_from(("accept", "reject", "correct")), names, kinds)
computed = some.builds(Computed, names, days, some.integers(1, 4), moments, some.none() | some.integers(1, 3), days)
events = some.one_of(reads, reads, linked, linked, judged, computed)
histories = some.tuples(some.lists(reads, min_size=2, max_size=2), some.lists(events, min_size=4, max_size=14)).map(
    lambda parts: [*parts[0], *parts[1]]
)


@dataclass(frozen=True)
class Asked:
    place: str | None
    document: str | None
    kind: ClaimType | None
    known_by: datetime | None
    head: int | None
    reviewed: bool
    extractor: str | None
    as_of: int


asked = some.builds(
    Asked,
    some.sampled_from((None, None, "a", "b")),
    some.sampled_from((None, None, "a", "b")),
    some.sampled_from((None, None, ClaimType.CAPTURE, ClaimType.HOLD)),
    some.none() | moments,
    some.none() | some.integers(0, 15),
    some.sampled_from((True, True, False)),
    some.sampled_from((None, None, "rules@1", "rules@2")),
    days,
)


@dataclass
class Reading:
    head: int
    document: str
    fetched: datetime | None
    known: datetime
    published: datetime
    extractor: str
    claims: list[Claim]


@dataclass
class History:
    """What was written, as plain lists in the order of writing; and the answers that follow from them."""

    ledger: Ledger
    space: str = field(default_factory=lambda: f"n{next(NAMESPACE)}")
    readings: list[Reading] = field(default_factory=list)
    links: list[tuple[int, str, str]] = field(default_factory=list)
    verdicts: list[tuple[int, str, str, Claim | None]] = field(default_factory=list)
    states: list[tuple[int, StateSpan]] = field(default_factory=list)
    versions: dict[tuple[str, int, datetime], datetime | None] = field(default_factory=dict)
    made: list[Claim] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)

    def happen(self, event: Any) -> None:
        before = self.ledger.head()
        getattr(self, type(event).__name__.lower())(event)
        assert self.ledger.head().position >= before.position
        self.heads.append(self.ledger.head().position)

    def run(self, extractor: str) -> Run:
        return Run("1", theatre=self.space, extractor=extractor)

    def read(self, event: Read) -> None:
        name = f"{self.space}-{event.document}"
        key = (name, event.version, event.published)
        fetched = self.versions.get(key, event.fetched)
        document = Document(name, f"Text {event.version}.", published=event.published, fetched=event.fetched)
        claims = {c.id: c for c in (self.claim(name, event, one) for one in event.said)}
        before = self.ledger.head()
        self.ledger.write(Batch(self.run(event.extractor), [document], list(claims.values())))
        self.versions.setdefault(key, fetched)
        head = self.ledger.head()
        if head == before:
            return
        known = fetched or event.published
        found = [replace(claim, known=known) for claim in claims.values()]
        self.readings.append(Reading(head.position, name, fetched, known, event.published, event.extractor, found))
        self.carry(head.position, name, found)
        self.made += found

    def claim(self, document: str, event: Read, said: Said) -> Claim:
        claim = Claim(
            document,
            said.kind,
            Modality.ASSERTED,
            Evidence(said.spot, said.spot + 1, "T"),
            Place(said.place, name=said.place, id=f"{self.space}-{said.place}"),
            extractor=event.extractor,
            published=event.published,
            known=event.fetched or event.published,
            retracts=self.made[said.retracts % len(self.made)].id if said.retracts and self.made else None,
        )
        return replace(claim, id=claim_id(claim))

    def carry(self, head: int, document: str, claims: list[Claim]) -> None:
        """A verdict goes over to the same claim of a newer extractor that has none of its own."""
        judged = {name for _, name, _, _ in self.verdicts}
        for claim in claims:
            same = {one.id for one in self.made if one.document == document and spot(one) == spot(claim)}
            earlier = [one for one in self.verdicts if one[1] in same]
            if claim.id not in judged and earlier:
                _, _, verdict, correction = earlier[-1]
                self.verdicts.append((head, claim.id, verdict, correction and replace(correction, id=claim.id)))

    def linked(self, event: Linked) -> None:
        if not self.made:
            return
        claim = self.made[event.claim % len(self.made)].id
        origin = self.made[event.origin % len(self.made)].id if event.origin is not None else ""
        if claim != origin:
            self.ledger.write(Batch(copies=[Copy(claim, origin, "same words")]))
            self.links.append((self.ledger.head().position, claim, origin))

    def judged(self, event: Judged) -> None:
        if not self.made:
            return
        claim = self.made[event.claim % len(self.made)]
        newest = [one for one in self.made if one.id == claim.id][-1]
        correction = None
        if event.verdict == "correct":
            place = Place(event.place, name=event.place, id=f"{self.space}-{event.place}")
            correction = replace(newest, place=place, type=event.kind, retracts=None)
        self.ledger.review(claim.id, event.verdict, author="ann", reason="seen", correction=correction)
        self.verdicts.append((self.ledger.head().position, claim.id, event.verdict, correction))

    def computed(self, event: Computed) -> None:
        first = FIRST + timedelta(event.first)
        p = {"north": event.share / 10, "contested": 1 - event.share / 10}
        state = State(f"{self.space}-{event.place}", first, event.known_by, p, Status.HELD)
        until = event.known_by + timedelta(event.known_for) if event.known_for else None
        span = StateSpan(state, Interval(first, first + timedelta(event.days)), until)
        self.ledger.write_states([span], run=self.run("rules@1"))
        self.states.append((self.ledger.head().position, span))

    # --- brute force

    def standing(self, question: Asked, head: int) -> dict[str, Claim]:
        eligible = [
            (reading.fetched or datetime.min.replace(tzinfo=UTC), number, reading)
            for number, reading in enumerate(self.readings)
            if reading.head <= head
            and (question.known_by is None or reading.known <= question.known_by)
            and question.extractor in (None, reading.extractor)
        ]
        current = {reading.document: reading for _, _, reading in sorted(eligible, key=lambda one: one[:2])}
        return {claim.id: claim for reading in current.values() for claim in reading.claims}

    def answer(self, question: Asked, head: int) -> set[Claim]:
        standing = self.standing(question, head)
        if question.reviewed:
            for at, name, verdict, correction in self.verdicts:
                if at <= head and name in self.standing(question, head):
                    standing[name] = judge(self.standing(question, head)[name], verdict, correction)
        present = {name: claim for name, claim in standing.items() if claim is not None}
        back = {claim: origin for at, claim, origin in self.links if at <= head}
        return {
            replace(claim, copy_of=origin(name, back, set(present)))
            for name, claim in present.items()
            if fits(claim, question, self.space)
        }

    def state(self, question: Asked, known_by: datetime, head: int) -> list[State]:
        as_of = FIRST + timedelta(question.as_of)
        newest: dict[str, State] = {}
        for at, span in self.states:
            known = span.state.known_by <= known_by and (span.known_to is None or known_by < span.known_to)
            if at <= head and as_of in span.valid and known:
                newest[span.state.place] = replace(span.state, as_of=as_of, known_by=known_by)
        return [newest[place] for place in sorted(newest)]

    def clocks(self, head: int) -> Clocks | None:
        everything = Asked(None, None, None, None, None, True, None, 0)
        documents = {claim.document for claim in self.standing(everything, head).values()}
        readings: dict[str, Reading] = {}
        for reading in self.readings:
            if reading.head <= head:
                old = readings.get(reading.document)
                early = datetime.min.replace(tzinfo=UTC)
                if old is None or (reading.fetched or early) >= (old.fetched or early):
                    readings[reading.document] = reading
        assert documents <= set(readings)
        if not readings:
            return None
        last = max(day_of(reading.published) for reading in readings.values())
        return Clocks(last, max(reading.known for reading in readings.values()))


def spot(claim: Claim) -> str:
    return claim_id(replace(claim, extractor=""))


def judge(claim: Claim, verdict: str, correction: Claim | None) -> Any:
    """What a verdict makes of a claim. A correction keeps when the claim was known, as the claim was then."""
    if verdict == "accept":
        return claim
    return None if verdict == "reject" else correction


def fits(claim: Claim, question: Asked, space: str) -> bool:
    return (
        (question.place is None or claim.place.id == f"{space}-{question.place}")
        and (question.document is None or claim.document == f"{space}-{question.document}")
        and (question.kind is None or claim.type is question.kind)
    )


def origin(claim: str, back: dict[str, str], present: set[str]) -> str | None:
    """The farthest claim on the way back that stands; of a ring, the first by name."""
    way = [claim]
    while back.get(way[-1]) and back[way[-1]] not in way:
        way.append(back[way[-1]])
    if back.get(way[-1]):
        ring = way[way.index(back[way[-1]]) :]
        first = min(name for name in ring if name in present or name == claim) if {*ring} & {*present, claim} else None
        return None if first == claim else first
    return next((name for name in reversed(way[1:]) if name in present), None)


def same(found: Iterable[Claim], expected: set[Claim]) -> None:
    found = list(found)
    assert len(found) == len(set(found))
    assert {(c.id, c.copy_of, c.place.id, c.type, c.known, c.retracts) for c in found} == {
        (c.id, c.copy_of, c.place.id, c.type, c.known, c.retracts) for c in expected
    }


def a_page(history: History, question: Asked, head: int | None, found: list[Claim]) -> None:
    """The newest claims of the place are the last of all its claims, whatever reviews took out or brought in."""
    ask = {"known_by": question.known_by, "head": head, "reviewed": question.reviewed}
    for newest in (1, 2, 50):
        lanes = history.ledger.lanes(f"{history.space}-{question.place}", newest=newest, **ask)  # type: ignore[arg-type]
        shown = [claim for lane in lanes for entry in lane.entries for claim in (entry.claim, *entry.copies)]
        assert sorted(shown, key=lambda claim: claim.id) == sorted(found[-newest:], key=lambda claim: claim.id)


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happened=histories, questions=some.lists(asked, min_size=4, max_size=8))
def test_answers_equal_brute_force(ledger: Ledger, happened: list[Any], questions: list[Asked]) -> None:
    history = History(ledger)
    settled: list[tuple[dict[str, Any], list[Claim]]] = []
    for event in happened:
        history.happen(event)
        known_by = questions[0].known_by or datetime(2021, 8, 20, tzinfo=UTC)
        ask = {"theatre": history.space, "known_by": known_by, "head": history.heads[-1]}
        settled.append((ask, ledger.claims(**ask)))
    for question in questions:
        head = history.heads[question.head % len(history.heads)] if question.head is not None else None
        limit = history.heads[-1] if head is None else head
        found = ledger.claims(
            place=question.place and f"{history.space}-{question.place}",
            document=question.document and f"{history.space}-{question.document}",
            theatre=history.space,
            types=None if question.kind is None else [question.kind],
            known_by=question.known_by,
            head=head,
            reviewed=question.reviewed,
            extractor=question.extractor,
        )
        same(found, history.answer(question, limit))
        if question.place and question.kind is None and question.document is None and question.extractor is None:
            a_page(history, question, head, found)
        known_by = question.known_by or datetime(2021, 8, 20, tzinfo=UTC)
        as_of = FIRST + timedelta(question.as_of)
        expected = history.state(question, known_by, limit)
        assert ledger.states(as_of, known_by, head=head, theatre=history.space) == expected
        places = [f"{history.space}-{name}" for name in "abc"]
        assert ledger.states(as_of, known_by, head=head, places=places) == expected
        clocks = history.clocks(limit)
        if clocks:
            assert ledger.clocks(history.space, head=limit) == clocks
        else:
            with pytest.raises(LedgerError):
                ledger.clocks(history.space, head=limit)
    for ask, answer in settled:  # with both clocks and the head given, an answer never changes
        assert ledger.claims(**ask) == answer
