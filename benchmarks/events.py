"""Events, on claims of our own making: pair precision and recall, adjusted Rand index, claims a CPU second.

    python -m benchmarks.events [--seed 1] [--happenings 1500] [--misdated 0.03] [--format table|json]

Happenings follow one another at the same places, a day or more apart, and at towns ten kilometres from each other.
Each is told by one to seven claims: as a capture by the one side, a retreat or a surrender by the other; with the day,
with two days ("overnight"), or with none; with sides left out; with a place that nobody linked; with
numbers that vary. A claim that is misdated by a day stays apart by rule, and costs recall.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations

from benchmarks.copies import compare
from dateline.link.assertion import APART_KM, kilometres
from dateline.link.events import cluster
from dateline.model import Claim, ClaimType, Modality, Party, Place, Quantity, Scale
from dateline.times import DAY, Interval

START = datetime(2030, 5, 1, tzinfo=UTC)
DAYS, TOWNS = 90, 20  # dense: the same kind of thing happens at the same town every six days or so
SIDES = ("reds", "blues", "greens")
KINDS = ("capture", "capture", "contest", "contest", "strike", "harm", "detain", "deploy")

# How the claims of one happening vary. Shares seen in the dev reports, rounded: a fifth of territorial claims carry no
# date, a tenth a span; an actor is missing in one of ten, a place is unknown to the gazetteer in one of twenty.
UNDATED, SPANNED, NO_ACTOR, OPPONENT_NAMED, UNLINKED, DENIED = 0.2, 0.1, 0.1, 0.4, 0.05, 0.1


@dataclass(frozen=True)
class Happening:
    name: str
    kind: str
    town: int
    day: datetime
    actor: str
    opponent: str


def happenings(number: int, chance: random.Random) -> list[Happening]:
    """One of a kind at a place and day; the same place sees the same kind again after a day at the earliest."""
    taken: set[tuple[str, int, int]] = set()
    made = []
    while len(made) < number:
        kind, town, day = chance.choice(KINDS), chance.randrange(TOWNS), chance.randrange(DAYS)
        if (kind, town, day) in taken:
            continue
        taken.add((kind, town, day))
        actor, opponent = chance.sample(SIDES, 2)
        made.append(Happening(f"h{len(made)}", kind, town, START + timedelta(days=day), actor, opponent))
    return made


def claims_of(happening: Happening, misdated: float, chance: random.Random) -> list[Claim]:
    told = [_claim(happening, index, misdated, chance) for index in range(chance.choice((1, 2, 2, 3, 4, 5, 7)))]
    if happening.kind == "capture" and chance.random() < DENIED:
        told.append(_claim(happening, len(told), misdated, chance, modality=Modality.DENIED))
    return told


def place_of(town: int, *, linked: bool = True) -> Place:
    """Towns come in pairs ten kilometres apart; the pairs are far from one another."""
    latitude = (town // 2) * 0.5 + (town % 2) * 0.09
    name = f"Town {town}"
    if not linked:
        return Place(name, Scale.TOWN)
    return Place(name, Scale.TOWN, name, f"made:{town}", lat=latitude, lon=20.0, country="XX")


def _claim(
    happening: Happening, index: int, misdated: float, chance: random.Random, modality: Modality = Modality.ASSERTED
) -> Claim:
    kind, actor, opponent = happening.kind, happening.actor, happening.opponent
    if kind == "capture" and modality is Modality.ASSERTED and chance.random() < 0.35:
        kind, actor, opponent = chance.choice(("leave", "surrender")), opponent, actor
    published = happening.day + timedelta(hours=chance.uniform(8, 30))
    number = Quantity(float(chance.randrange(10, 14)), unit="dead") if happening.kind == "harm" else None
    return Claim(
        document=f"{happening.name}/{index}",
        type=ClaimType(kind),
        modality=modality,
        evidence=None,
        place=place_of(happening.town, linked=chance.random() >= UNLINKED),
        actor=None if chance.random() < NO_ACTOR else Party(actor, side=actor),
        opponent=Party(opponent, side=opponent) if chance.random() < OPPONENT_NAMED else None,
        date=_date(happening.day, misdated, chance),
        quantity=number,
        published=published,
        known=published,
        outlet=f"outlet {index}",
        id=f"{happening.name}/{index}",
    )


def _date(day: datetime, misdated: float, chance: random.Random) -> Interval | None:
    draw = chance.random()
    if draw < UNDATED:
        return None
    on = day.date() + (DAY if chance.random() < misdated else 0 * DAY)
    if draw < UNDATED + SPANNED:
        return Interval(on, on + 2 * DAY) if chance.random() < 0.5 else Interval(on - DAY, on + DAY)
    return Interval.day(on)


def report(seed: int, number: int, misdated: float) -> dict[str, object]:
    chance = random.Random(seed)
    made = happenings(number, chance)
    claims = [claim for one in made for claim in claims_of(one, misdated, random.Random(f"{seed}/{one.name}"))]
    truth = {claim.id: claim.id.partition("/")[0] for claim in claims}
    started = time.process_time()
    events = cluster(claims)
    taken = time.process_time() - started
    found = {name: event.id for event in events for name in (*event.claims, *event.denials)}
    alone = {name: name for name in truth if name not in found}
    figures = compare({**found, **alone}, truth)
    return {
        "seed": seed,
        "happenings": len(made),
        "claims": len(claims),
        "events": len(events),
        **{key: round(value, 4) for key, value in vars(figures).items()},
        "joined though dated a day apart": joined_across_days(events, {claim.id: claim for claim in claims}),
        "joined though 25 km apart": joined_across_places(events, {claim.id: claim for claim in claims}),
        "claims/s": round(len(claims) / taken),
    }


def joined_across_days(events: list, claims: dict[str, Claim]) -> int:  # type: ignore[type-arg]
    """Events that hold two claims whose days exclude each other."""
    return sum(
        any(not one.overlaps(other) for one, other in combinations(_dates(event.claims, claims), 2)) for event in events
    )


def _dates(names: tuple[str, ...], claims: dict[str, Claim]) -> list[Interval]:
    return [claims[name].date for name in names if claims[name].date]  # type: ignore[misc]


def joined_across_places(events: list, claims: dict[str, Claim]) -> int:  # type: ignore[type-arg]
    far: dict[str, int] = defaultdict(int)
    for event in events:
        for one, other in combinations((claims[name].place for name in event.claims), 2):
            far[event.id] += (kilometres(one, other) or 0) >= APART_KM
    return sum(map(bool, far.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--happenings", type=int, default=1500)
    parser.add_argument("--misdated", type=float, default=0.03, help="share of dates that are wrong by a day")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    options = parser.parse_args()
    found = report(options.seed, options.happenings, options.misdated)
    print(
        json.dumps(found, indent=2) if options.format == "json" else "\n".join(f"{k:34} {v}" for k, v in found.items())
    )


if __name__ == "__main__":
    main()
