"""What every question stands on: a ledger, a theatre, the claims known at a moment, the states they give.

Nothing here looks at the wall clock: the default clocks are the ledger's (DESIGN section 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise

from dateline import fuse
from dateline.errors import DatelineError
from dateline.fuse import PlaceParent, Succession
from dateline.fuse.superseded import standing
from dateline.ledger import Clocks, Ledger
from dateline.link import theatre as theatres
from dateline.link.gazetteer import Gazetteer
from dateline.link.theatre import Theatre
from dateline.model import REAL, TERRITORY, Claim, ClaimType, Modality, Party, Place, Scale, State
from dateline.times import DAY, Interval

__all__ = ["Desk", "entered", "initial_states", "parents_of", "successions"]

_TOO_WIDE = frozenset({Scale.COUNTRY, Scale.AREA})
_BEARING = REAL | {Modality.DENIED}
_CONTENDING = frozenset({ClaimType.CAPTURE, ClaimType.HOLD, ClaimType.CONTEST})


class Desk:
    """A ledger read through a theatre. `theatre` is an id or a file; by default that of the ledger's newest run.

    `head` fixes the rows that are read: with both clocks and the head given an answer never changes.
    """

    def __init__(self, ledger: Ledger, *, theatre: str | None = None, head: int | None = None) -> None:
        self.ledger = ledger
        self.head = head
        self._named = theatre
        self._known: dict[datetime | None, Sequence[Claim]] = {}
        self._maps: dict[tuple[date, datetime], Sequence[State]] = {}

    @cached_property
    def theatre(self) -> Theatre | None:
        named = self._named or next(
            (run.theatre for run in reversed(self.ledger.runs(head=self.head)) if run.theatre), None
        )
        return theatres.named(named) if named else None

    @property
    def theatre_id(self) -> str | None:
        return self.theatre.id if self.theatre else None

    @cached_property
    def gazetteer(self) -> Gazetteer:
        gazetteer = Gazetteer.open()
        return gazetteer.of_theatre(self.theatre) if self.theatre else gazetteer

    def clocks(self, as_of: date | None = None, known_by: datetime | None = None) -> Clocks:
        """Both clocks, those not given by default. Raises LedgerError where the ledger is empty."""
        if as_of and known_by:
            return Clocks(as_of, known_by)
        default = self.ledger.clocks(self.theatre_id, head=self.head)
        return Clocks(as_of or default.as_of, known_by or default.known_by)

    def claims(self, known_by: datetime | None = None) -> Sequence[Claim]:
        """The theatre's claims known by a moment, as reviewed, oldest knowledge first."""
        if known_by not in self._known:
            self._known = {known_by: self.ledger.claims(theatre=self.theatre_id, known_by=known_by, head=self.head)}
        return self._known[known_by]

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Every place with a claim or a starting state, by id."""
        found = {place.id: place for place in self.ledger.places(self.theatre_id, head=self.head) if place.id}
        for place_id in self.initial:
            if place_id not in found and (entry := self.gazetteer.entry(place_id)):
                province = self.gazetteer.entry(entry.admin1) if entry.admin1 else None
                found[place_id] = Place(
                    entry.name, entry.scale, entry.name, entry.id, None, entry.lat, entry.lon,
                    entry.country, province.name if province else None, precision=1,
                )  # fmt: skip
        return found

    def place(self, words: str) -> Place:
        """The place of an id or a name. Raises DatelineError naming what comes near."""
        if words in self.places:
            return self.places[words]
        wanted = words.casefold()
        named = [
            place for place in self.places.values() if wanted in (place.text.casefold(), (place.name or "").casefold())
        ]
        if not named:
            same = {entry.id for entry in self.gazetteer.candidates(words)}
            named = [place for place in self.places.values() if place.id in same]
        if not named:
            raise DatelineError(f"the ledger has no place {words!r}; `dateline state` lists the places it has")
        return min(named, key=lambda place: (place.scale is not Scale.TOWN, place.id or ""))

    @cached_property
    def initial(self) -> Mapping[str, tuple[str, date]]:
        return initial_states(self.theatre)

    @cached_property
    def _starting(self) -> frozenset[str]:
        return frozenset(side for side, _ in self.initial.values())

    @cached_property
    def parents(self) -> Mapping[str, PlaceParent]:
        return parents_of(self.places.values())

    def contenders(self, claims: Iterable[Claim]) -> tuple[str, ...]:
        """The sides that can hold a place, by id: those said to take, hold or attack one, and those that the
        theatre starts with. Who only speaks, leaves or sends planes is no contender."""
        return self._with_starting({side for claim in self.mapped(claims) if (side := _contender(claim))})

    def _with_starting(self, found: set[str]) -> tuple[str, ...]:
        """The sides, with those that the theatre starts with, and their successors."""
        found = found | self._starting
        return tuple(sorted(found | {step.becomes for step in successions(self.theatre) if step.side in found}))

    def mapped(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims that bear on control of a place that one side can hold as a whole: no countries, no fronts."""
        return standing(
            self._with_victor(claim)
            for claim in claims
            if claim.type in TERRITORY and claim.modality in _BEARING and claim.place.scale not in _TOO_WIDE
        )

    def _with_victor(self, claim: Claim) -> Claim:
        """A `leave` or `surrender` that names no opponent is to the one side that the leaver fights, if it is one."""
        if claim.type not in (ClaimType.LEAVE, ClaimType.SURRENDER) or self.theatre is None:
            return claim
        if claim.actor is None or claim.actor.side is None or (claim.opponent and claim.opponent.side):
            return claim
        enemies = self.theatre.enemies(claim.actor.side, claim.date.first if claim.date else None)
        rivals = [side for side in enemies if self.theatre.sides[side].armed_group or side in self._starting]
        return replace(claim, opponent=Party(rivals[0], side=rivals[0])) if len(rivals) == 1 else claim

    def states(
        self, clocks: Clocks, *, places: Sequence[str] | None = None, claims: Sequence[Claim] | None = None
    ) -> list[State]:
        """The state of each place at both clocks, by place id; of some places, or from some claims alone."""
        known = self.claims(clocks.known_by)
        return self.fused(
            known if claims is None else claims,
            clocks,
            sides=self.contenders(known),
            covered_from=self.covered_from(clocks.known_by) or clocks.as_of,
            places=places,
        )

    def fused(
        self,
        claims: Iterable[Claim],
        clocks: Clocks,
        *,
        sides: Sequence[str],
        covered_from: date | None,
        places: Sequence[str] | None,
    ) -> list[State]:
        """The states that claims give at both clocks, of all their places or of some."""
        return fuse.states_at(
            self.mapped(claims),
            sides=sides,
            as_of=clocks.as_of,
            known_by=clocks.known_by,
            places=places,
            initial=self.initial,
            parents=self.parents,
            succession=successions(self.theatre),
            covered_from=covered_from,
        )

    def covered_from(self, known_by: datetime | None) -> date | None:
        """The day from which reports were gathered: before it, silence says nothing."""
        return min((claim.known.date() for claim in self.claims(known_by) if claim.known), default=None)

    def states_of(self, as_of: date, known_by: datetime) -> Sequence[State]:
        """The map at two clocks, remembered: audits ask for the same days again and again."""
        key = (as_of, known_by)
        if key not in self._maps:
            self._maps[key] = self.states(Clocks(as_of, known_by))
        return self._maps[key]

    def nowcasts(self, days: Interval, known_by: datetime | None = None) -> dict[date, list[State]]:
        """Each day's states as known by its own end, from claims known by `known_by`."""
        found: dict[date, list[State]] = {}
        for state in self.daily(self.claims(known_by), days, covered_from=self.covered_from(known_by)):
            found.setdefault(state.as_of, []).append(state)
        return found

    def daily(
        self,
        claims: Iterable[Claim],
        days: Interval,
        *,
        covered_from: date | None,
        places: Iterable[str] | None = None,
        entries: Mapping[str, date] | None = None,
    ) -> Iterator[State]:
        """`nowcasts` one by one, by day and place; of some places from what bears on them, where `entries` says which
        side entered when."""
        usable = [claim for claim in self.mapped(claims) if claim.known]
        if not usable and not places:
            return
        named = set(places) if places is not None else {c.place.id for c in usable if c.place.id} | set(self.initial)
        for stretch, sides in self._in_play(entered(usable) if entries is None else entries, days):
            yield from fuse.fuse(
                [claim for claim in usable if _day_known(claim) <= stretch.last],
                sides=sides,
                days=stretch,
                places=sorted(named),
                initial=self.initial,
                parents=self.parents,
                succession=successions(self.theatre),
                covered_from=covered_from,
            )

    def _in_play(self, entries: Mapping[str, date], days: Interval) -> Iterator[tuple[Interval, tuple[str, ...]]]:
        """The days in stretches of one set of sides each: a side that enters later does not bear on earlier days."""
        cuts = sorted({days.first, *(day for day in entries.values() if days.first < day <= days.last)})
        for first, following in pairwise([*cuts, days.last + DAY]):
            yield Interval.span(first, following - DAY), self.in_play_on(entries, first)

    def in_play_on(self, entries: Mapping[str, date], day: date) -> tuple[str, ...]:
        """The sides that can hold a place by what was known on a day, by id."""
        return self._with_starting({side for side, first in entries.items() if first <= day})


def entered(claims: Iterable[Claim]) -> dict[str, date]:
    """The day on which each side was first told of as one that can hold a place; claims are `mapped`."""
    found: dict[str, date] = {}
    for claim in claims:
        if claim.known and (side := _contender(claim)):
            found[side] = min(found.get(side, date.max), _day_known(claim))
    return found


def _contender(claim: Claim) -> str | None:
    """The side that the claim has take, hold or attack its place."""
    if claim.type in _CONTENDING and claim.modality in REAL and claim.actor:
        return claim.actor.side
    return None


def _day_known(claim: Claim) -> date:
    assert claim.known is not None, "claims of the ledger were known at some moment"
    return claim.known.date()


def initial_states(theatre: Theatre | None) -> Mapping[str, tuple[str, date]]:
    """{place id: (side, from)} of a theatre's starting state."""
    return theatre.initial_sides() if theatre else {}


def successions(theatre: Theatre | None) -> tuple[Succession, ...]:
    """A theatre's successor sides as `fuse` takes them."""
    if theatre is None:
        return ()
    return tuple(
        Succession(step.side, step.becomes, step.from_, frozenset(step.places) or None) for step in theatre.succession
    )


def parents_of(places: Iterable[Place]) -> Mapping[str, PlaceParent]:
    """What each place lies in, as far as the places given name it: a site's town, a town's province."""
    listed = [(place.id, place) for place in places if place.id]
    towns = {(place.country, place.name or place.text): id for id, place in listed if place.scale is Scale.TOWN}
    provinces = {(place.country, place.admin1): id for id, place in listed if place.scale is Scale.PROVINCE}
    found = {}
    for id, place in listed:
        province = provinces.get((place.country, place.admin1)) if place.scale is not Scale.PROVINCE else None
        town = towns.get((place.country, place.within or "")) if place.scale is Scale.SITE else None
        if province or town:
            found[id] = PlaceParent(town=town, province=province)
    return found
