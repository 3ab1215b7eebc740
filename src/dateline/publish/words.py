"""Plain words for records: days, clocks, chains, states. The one place where a page's phrases are made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from dateline.model import Claim, ClaimType, Modality, Place, Stance, State, Status
from dateline.model import stance as stance_of
from dateline.publish.picture import Side, Tally
from dateline.times import Interval, Published

__all__ = [
    "CONTESTED",
    "STATUS_MEANING",
    "STATUS_ORDER",
    "chain",
    "clocks",
    "conflict",
    "day",
    "interval",
    "modality",
    "moment",
    "percent",
    "place_name",
    "proposition",
    "published",
    "reading",
    "said_by",
    "side_name",
    "speaker_side",
    "stance",
    "state_phrase",
    "tally",
]

CONTESTED = "contested"
_OWN_ID = re.compile(r"^dateline:(?:[a-z]{2}-)?")

STATUS_ORDER = (
    Status.CONTESTED,
    Status.DISPUTED,
    Status.CLAIMED,
    Status.CORROBORATED,
    Status.CONFIRMED,
    Status.HELD,
    Status.UNKNOWN,
)

STATUS_MEANING: Mapping[Status, str] = {
    Status.CONTESTED: "fighting, no side in control, is the most probable state",
    Status.DISPUTED: "a change was claimed and, within three days, denied; neither side has withdrawn its word",
    Status.CLAIMED: "only the side that gains says so",
    Status.CORROBORATED: "one independent third party bears the change out",
    Status.CONFIRMED: "the losing side, or two independent third parties, bear the change out",
    Status.HELD: "no change claimed in the last 14 days, or still as at the start",
    Status.UNKNOWN: "no claim in 30 days and no starting state",
}

_TYPE_WORDS: Mapping[ClaimType, str] = {
    ClaimType.CAPTURE: "captured by",
    ClaimType.HOLD: "held by",
    ClaimType.LEAVE: "given up by",
    ClaimType.CONTEST: "attacked by",
    ClaimType.COUNT: "counted for",
    ClaimType.SURRENDER: "surrender of",
    ClaimType.DEPLOY: "forces of",
    ClaimType.DISPLACE: "people displaced by",
    ClaimType.HARM: "people harmed by",
    ClaimType.DETAIN: "people detained by",
    ClaimType.STRIKE: "struck by",
    ClaimType.AGREE: "agreement with",
}

_TYPE_ALONE: Mapping[ClaimType, str] = {
    ClaimType.CAPTURE: "captured",
    ClaimType.HOLD: "held",
    ClaimType.LEAVE: "given up",
    ClaimType.CONTEST: "fighting",
    ClaimType.COUNT: "count",
    ClaimType.SURRENDER: "surrender",
    ClaimType.DEPLOY: "forces sent",
    ClaimType.DISPLACE: "people displaced",
    ClaimType.HARM: "people harmed",
    ClaimType.DETAIN: "people detained",
    ClaimType.STRIKE: "bombardment",
    ClaimType.AGREE: "agreement",
}

_CONFLICTS: Mapping[str, str] = {
    "denied": "said, and denied",
    "rival": "said to be held by either side",
    "fighting": "taken, or still fought over",
    "manner": "left, or surrendered",
    "numbers": "numbers differ",
    "day": "days differ",
}
_READING = re.compile(rf"^(no )?({'|'.join(ClaimType)}) by (.+)$")

_STANCE_WORDS: Mapping[Stance, str] = {
    Stance.OWN_GAIN: "own gain",
    Stance.OWN_LOSS: "admission",
    Stance.THIRD_PARTY: "no stake",
}

_TURNED: Mapping[Stance, Stance] = {
    Stance.OWN_GAIN: Stance.OWN_LOSS,
    Stance.OWN_LOSS: Stance.OWN_GAIN,
    Stance.THIRD_PARTY: Stance.THIRD_PARTY,
}


def day(value: date) -> str:
    """`13 Aug 2021`."""
    return f"{value.day} {value:%b %Y}"


def moment(value: datetime) -> str:
    """`13 Aug 2021 18:00 UTC`."""
    value = value.astimezone(UTC)
    return f"{day(value.date())} {value:%H:%M} UTC"


def interval(value: Interval | None) -> str:
    """One day, or `13 - 15 Aug 2021` with an en dash; empty for None."""
    if value is None:
        return ""
    if value.days == 1:
        return day(value.first)
    if (value.first.year, value.first.month) == (value.last.year, value.last.month):
        return f"{value.first.day}\u2013{day(value.last)}"
    return f"{day(value.first)} \u2013 {day(value.last)}"


def published(value: Published | None) -> str:
    if value is None:
        return "undated"
    return moment(value) if isinstance(value, datetime) else day(value)


def clocks(as_of: date, known_by: datetime) -> str:
    """`Control as of 13 Aug 2021, as known on 13 Aug 2021 18:00 UTC` (DESIGN section 7)."""
    return f"Control as of {day(as_of)}, as known on {moment(known_by)}"


def tally(value: Tally) -> str:
    """`312 reports, 41 independent`."""
    reports = f"{value.reports:,} report{'' if value.reports == 1 else 's'}"
    return f"{reports}, {value.independent:,} independent"


def percent(p: float) -> str:
    """Whole per cent; never 0% or 100% (no probability lies beyond 1-99%)."""
    return f"{min(99, max(1, round(p * 100)))}%"


def place_name(place: Place | None, fallback: str = "") -> str:
    """Its name; a place of which only an id is at hand (a site of no gazetteer) goes by the words in its id."""
    if place is None:
        return fallback
    if place.name or place.text != place.id:
        return place.name or place.text
    slug = _OWN_ID.sub("", place.text)
    return slug.replace("-", " ").capitalize() if slug != place.text else place.text


def side_name(side: str | None, sides: Sequence[Side] | Mapping[str, Side]) -> str:
    """The side's own name; `contested`; its id where the theatre does not know it; `no side` for None."""
    if side is None:
        return "no side"
    named = sides if isinstance(sides, Mapping) else {one.id: one for one in sides}
    return named[side].name if side in named else side


def state_phrase(state: State, sides: Sequence[Side]) -> str:
    """`Taliban, 93%: confirmed since 12 Aug 2021`."""
    if state.status is Status.UNKNOWN:
        return "unknown: nothing reported"
    since = f" since {day(state.since)}" if state.since else ""
    if state.top == CONTESTED:
        return f"contested, {percent(state.p[CONTESTED])}{since}"
    return f"{side_name(state.top, sides)}, {percent(state.p[state.top])}: {state.status}{since}"


def speaker_side(claim: Claim) -> str | None:
    """Whose word it is: the origin's side; of an outlet's own voice, the side it speaks for."""
    return claim.speakers[0].side if claim.speakers else claim.outlet_side


def stance(claim: Claim) -> str:
    """`own gain`, `admission` or `no stake` (CODEBOOK section 5); a denial serves whom its claim would hurt."""
    found = stance_of(claim, speaker_side(claim))
    if claim.modality is Modality.DENIED:
        found = _TURNED[found]
    return _STANCE_WORDS[found]


def chain(claim: Claim) -> tuple[str, ...]:
    """The speakers from the origin outward, then the outlet."""
    links = tuple(speaker.text for speaker in claim.speakers)
    return (*links, claim.outlet) if claim.outlet and claim.outlet not in links[-1:] else links


def said_by(claim: Claim) -> str:
    """The origin as one would name it; the outlet where it speaks for itself."""
    if claim.speakers:
        return claim.speakers[0].text
    return claim.outlet or "the report itself"


def proposition(claim: Claim, sides: Sequence[Side]) -> str:
    """`captured by Taliban`; the bare noun where no actor is known."""
    actor = claim.actor
    if actor is None:
        words = _TYPE_ALONE[claim.type]
    else:
        words = f"{_TYPE_WORDS[claim.type]} {side_name(actor.side, sides) if actor.side else actor.name or actor.text}"
    quantity = claim.quantity
    if quantity is None:
        return words
    number = f"{quantity.value:g}" + (f" of {quantity.of:g}" if quantity.of is not None else "")
    unit = f" {quantity.unit}" if quantity.unit else ""
    return f"{words}: {'about ' if quantity.approx else ''}{number}{unit}"


def conflict(kind: str) -> str:
    """What two accounts differ about."""
    return _CONFLICTS.get(kind, kind)


def reading(told: str, sides: Sequence[Side] | Mapping[str, Side]) -> str:
    """An account in the words of the claims: `no capture by taliban` is `not captured by Taliban`."""
    found = _READING.match(told)
    if not found:
        return told
    denied, kind, side = found.groups()
    return f"{'not ' if denied else ''}{_TYPE_WORDS[ClaimType(kind)]} {side_name(side, sides)}"


def modality(claim: Claim) -> str:
    """Empty for a plain assertion: only what departs from it needs a word."""
    return "" if claim.modality is Modality.ASSERTED else str(claim.modality)
