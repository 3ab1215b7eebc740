"""Which changes to tell. Pure: two moments of knowledge of one ledger in, alerts out.

An alert's id comes from what it tells (rule, place, side, day), so the same change raises one alert however often the
ledger is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from dateline.answers import Answers
from dateline.fuse.audit import Verdict
from dateline.ledger import Clocks
from dateline.model import Claim, ClaimType, Modality, Place, State, Status, digest
from dateline.times import DAY, format_moment
from dateline.watch.config import Rule

__all__ = ["Alert", "alerts"]


DISPUTE = 3 * DAY  # between a claim and its denial, as the status counts (`fuse.status`)
_DISPUTED = frozenset([ClaimType.CAPTURE, ClaimType.HOLD, ClaimType.LEAVE, ClaimType.SURRENDER])


@dataclass(frozen=True, slots=True)
class Alert:
    """One change: what, where, on which clocks, and the sentences that bear it. `body` is what is sent, as JSON."""

    id: str
    rule: str
    to: tuple[str, ...]
    body: Mapping[str, Any]


def alerts(
    answers: Answers, rules: Sequence[Rule], before: Clocks | None, now: Clocks, *, permalink: str
) -> list[Alert]:
    """The alerts that the rules raise between two pairs of clocks; `before` None: the ledger was empty."""
    old = {state.place: state for state in answers.states_of(before.as_of, before.known_by)} if before else {}
    new = {state.place: state for state in answers.states_of(now.as_of, now.known_by)}
    fresh = [claim for claim in answers.claims(now.known_by) if before is None or _after(claim, before)]
    found: list[Alert] = []
    for rule in rules:
        desk = _Desk(answers, rule, now, permalink)
        if rule.when == "crosses":
            found += desk.crossings(old, new)
        elif rule.when == "disputed":
            found += desk.disputes(old, new)
        elif rule.when == "denial":
            found += desk.denials(fresh, new)
        else:
            found += desk.counts(fresh)
    return found


def _after(claim: Claim, clocks: Clocks) -> bool:
    """Of the same second as the last look counts as after it: an alert is raised once all the same."""
    return claim.known is not None and claim.known >= clocks.known_by


class _Desk:
    """One rule at one moment."""

    def __init__(self, answers: Answers, rule: Rule, clocks: Clocks, permalink: str) -> None:
        self.answers, self.rule, self.clocks, self.permalink = answers, rule, clocks, permalink
        self.places = self._watched()

    def _watched(self) -> frozenset[str] | None:
        """The ids of the rule's places; None for all."""
        if not self.rule.places:
            return None
        sets = self.answers.theatre.place_sets if self.answers.theatre else {}
        names = set(self.rule.places)
        ids = {place for name in names for place in sets.get(name, ())}
        for place_id, place in self.answers.places.items():
            if names & {place_id, place.name or "", place.text}:
                ids.add(place_id)
        return frozenset(ids)

    def _wanted(self, place: str | None) -> bool:
        return place is not None and (self.places is None or place in self.places)

    def crossings(self, old: Mapping[str, State], new: Mapping[str, State]) -> Iterator[Alert]:
        for place, state in new.items():
            for side, p in state.p.items():
                was = old[place].p.get(side, 0.0) if place in old else 0.0
                known = place in old or state.claims > 0
                if self._wanted(place) and self.rule.side in (None, side) and known and was < self.rule.above <= p:
                    yield self._alert(state, f"{side} at {p:.2f}, over {self.rule.above:g}", side)

    def disputes(self, old: Mapping[str, State], new: Mapping[str, State]) -> Iterator[Alert]:
        for place, state in new.items():
            was = old[place].status if place in old else None
            if self._wanted(place) and state.status is Status.DISPUTED and was is not Status.DISPUTED:
                yield self._alert(state, "a change is claimed and denied", state.top, self._said_lately(place))

    def _said_lately(self, place: str) -> tuple[str, ...]:
        """The claims of both sides of a dispute."""
        since = self.clocks.known_by - DISPUTE
        return tuple(
            claim.id
            for claim in self.answers.claims(self.clocks.known_by)
            if claim.place.id == place
            and claim.copy_of is None
            and claim.type in _DISPUTED
            and claim.known is not None
            and claim.known >= since
        )

    def denials(self, fresh: Sequence[Claim], new: Mapping[str, State]) -> Iterator[Alert]:
        for claim in fresh:
            state = new.get(claim.place.id or "")
            denies = claim.modality is Modality.DENIED and claim.type in (ClaimType.CAPTURE, ClaimType.HOLD)
            if state and denies and claim.copy_of is None and self._wanted(state.place) and state.top != "contested":
                yield self._alert(state, f"{claim.type} of a held place denied", claim.id, (claim.id,))

    def counts(self, fresh: Sequence[Claim]) -> Iterator[Alert]:
        told = {claim.id: claim for claim in fresh if claim.type is ClaimType.COUNT and claim.copy_of is None}
        if not told:
            return
        for audit in self.answers.counts(self.clocks.known_by):
            if audit.claim in told and audit.verdict in (Verdict.TOO_HIGH, Verdict.TOO_LOW):
                claim = told[audit.claim]
                yield self._made(audit.claim, claim.place, f"count {audit.verdict}: {audit.why}", None, (claim.id,))

    def _alert(self, state: State, what: str, mark: str, claims: tuple[str, ...] = ()) -> Alert:
        place = self.answers.places.get(state.place, Place(state.place, id=state.place))
        day = state.since.isoformat() if state.since else state.as_of.isoformat()
        return self._made(f"{state.place} {mark} {day}", place, what, state, claims or state.decided_by)

    def _made(self, mark: str, place: Place, what: str, state: State | None, claims: tuple[str, ...]) -> Alert:
        texts = {claim.id: claim for claim in self.answers.claims(self.clocks.known_by)}
        name = place.name or place.text
        body = {
            "rule": self.rule.id,
            "what": what,
            "place": {"id": place.id, "name": name},
            "as_of": self.clocks.as_of.isoformat(),
            "known_by": format_moment(self.clocks.known_by),
            "status": str(state.status) if state else None,
            "p": {side: round(p, 4) for side, p in state.p.items()} if state else None,
            "evidence": [_evidence(texts[claim]) for claim in claims if claim in texts],
            "permalink": self._link(place.id),
        }
        return Alert(digest(self.rule.id, mark)[:24], self.rule.id, self.rule.to, body)

    def _link(self, place: str | None) -> str:
        query = urlencode({"as_of": self.clocks.as_of.isoformat(), "known_by": format_moment(self.clocks.known_by)})
        path = f"/place/{quote(place, safe='')}" if place else "/"
        return f"{self.permalink.rstrip('/')}{path}?{query}"


def _evidence(claim: Claim) -> dict[str, Any]:
    return {
        "claim": claim.id,
        "document": claim.document,
        "outlet": claim.outlet,
        "speakers": [speaker.text for speaker in claim.speakers],
        "text": claim.evidence.text if claim.evidence else None,
    }
