"""The invariants of DESIGN section 5, each a property."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from said_by import START, build, day

from dateline.fuse import FusionModel, learn, states_at
from dateline.model import Claim, Modality, Party, State

SIDES = ("blue", "green", "red")
LAST = START + timedelta(days=20)
NOW = datetime(LAST.year, LAST.month, LAST.day, 23, 59, 59, tzinfo=UTC)
HELD = {"town": ("blue", START - timedelta(days=40))}
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

voices = st.sampled_from(
    [f"{side} {level}" for side in SIDES for level in ("central", "local")]
    + ["agency Kite", "agency Heron", "outlet A"]
)
some_claim = st.builds(
    build,
    said=st.sampled_from(["capture", "hold", "contest", "leave"]),
    side=st.sampled_from(SIDES),
    at=st.integers(0, 20),
    by=voices,
    place=st.sampled_from(["town", "port"]),
    modality=st.sampled_from(["asserted", "asserted", "hedged", "denied"]),
)
some_claims = st.lists(some_claim, max_size=12)


def state(claims: Sequence[Claim], place: str = "town", **more: Any) -> State:
    options: dict[str, Any] = {"as_of": LAST, "known_by": NOW, "sides": SIDES, "covered_from": START} | more
    return states_at(claims, places=[place], **options)[0]


def same(one: State, other: State) -> bool:
    return (one.p, one.status, one.since) == (other.p, other.status, other.since)


@few
@given(some_claims, some_claim)
def test_forty_linked_copies_equal_one(claims: list[Claim], origin: Claim) -> None:
    copies = [
        replace(
            origin, id=f"{origin.id}-{n}", document=f"copy-{n}", outlet=f"outlet {n}", speakers=(), copy_of=origin.id
        )
        for n in range(40)
    ]
    late = [replace(copy, known=(copy.known or NOW) + timedelta(minutes=n)) for n, copy in enumerate(copies)]
    assert state([*claims, origin]).p == state([*claims, origin, *late]).p


@few
@given(st.lists(st.integers(0, 2), min_size=5, max_size=5), st.sampled_from(["central", "local"]))
def test_one_admission_beats_five_own_gain_claims(days: list[int], level: str) -> None:
    """However the five are spread over the two days within which they are look-alikes."""
    boasts = [build("capture", "red", at, "red central") for at in days]
    admission = build("capture", "red", max(days), f"blue {level}")
    looked_at: dict[str, Any] = {"as_of": START + timedelta(days=max(days)), "initial": HELD}
    assert state([admission], **looked_at).p["red"] > state(boasts, **looked_at).p["red"]
    retreat = build("hold", "blue", max(days), f"red {level}")
    assert state([*boasts, retreat], **looked_at).top == "blue"


denials = st.builds(
    build,
    said=st.sampled_from(["capture", "leave"]),
    side=st.sampled_from(SIDES),
    at=st.integers(5, 20),
    by=st.sampled_from([f"{side} {level}" for side in SIDES for level in ("central", "local")]),
    modality=st.just("denied"),
)


@few
@given(st.sampled_from(SIDES), denials)
def test_a_denial_alone_never_flips_a_place(holder: str, denial: Claim) -> None:
    settled = [build("hold", holder, 0, "agency Kite"), build("hold", holder, 4, "agency Heron")]
    for initial in (None, {"town": (holder, START)}):
        assert state([*settled, denial], initial=initial).top == holder
        again = [
            replace(denial, id=f"{denial.id}-{n}", document=f"again {n}", known=denial.known + timedelta(hours=n))
            for n in range(10)
            if denial.known
        ]
        assert state([*settled, denial, *again], initial=initial).top == holder


@few
@given(some_claims, some_claims, st.integers(0, 19))
def test_nothing_reported_later_changes_the_answer(claims: list[Claim], others: list[Claim], cut: int) -> None:
    moment = datetime.combine(START + timedelta(days=cut), datetime.max.time(), UTC)
    early = [claim for claim in claims if claim.known and claim.known <= moment]
    late = [replace(claim, known=moment + timedelta(hours=n + 1)) for n, claim in enumerate(others)]
    copies = [replace(claim, copy_of=origin.id) for claim, origin in zip(late, early, strict=False)]
    withdrawals = [
        build("capture", "red", cut, retracts=claim.id, published=day(20)) for claim in early[:1] if cut < 20
    ]
    later = [*late[len(copies) :], *copies, *withdrawals]
    assert same(state(early, known_by=moment), state([*early, *later], known_by=moment))


@few
@given(some_claims, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(claims: list[Claim], chance: random.Random) -> None:
    shuffled = chance.sample(claims, len(claims))
    assert state(claims).p == state(shuffled).p


@few
@given(some_claims, some_claim)
def test_a_retraction_restores_the_state_before_its_claim(claims: list[Claim], wrong: Claim) -> None:
    withdrawal = build(str(wrong.type), "red", 20, retracts=wrong.id, modality="denied", published=day(20))
    before, after = state(claims), state([*claims, wrong, withdrawal])
    assert after.p == pytest.approx(before.p, abs=1e-6)
    assert (after.status, after.claims) == (before.status, before.claims)


@few
@given(some_claims)
def test_swapping_the_names_of_the_sides_swaps_the_answer(claims: list[Claim]) -> None:
    names = {"red": "blue", "blue": "red", "green": "green"}

    def swap(party: Party | None) -> Party | None:
        return replace(party, side=names[party.side]) if party and party.side else party

    swapped = [
        replace(
            claim,
            actor=swap(claim.actor),
            opponent=swap(claim.opponent),
            speakers=tuple(replace(s, side=names.get(s.side or "")) for s in claim.speakers),
        )
        for claim in claims
    ]
    found = state(swapped).p
    assert {names.get(side, side): p for side, p in found.items()} == pytest.approx(state(claims).p, abs=1e-5)


@few
@given(some_claims, st.sampled_from(["town", "port"]))
def test_no_state_is_surer_than_99_percent(claims: list[Claim], place: str) -> None:
    for initial in (None, HELD):
        p = state(claims, place, initial=initial).p
        assert max(p.values()) <= 0.99 + 1e-12
        assert min(p.values()) >= 0
        assert sum(p.values()) == pytest.approx(1, abs=1e-9)
        assert sum(p.values()) - max(p.values()) >= 0.01 - 1e-9


@few
@given(some_claims, some_claim, st.sampled_from([Modality.FORECAST, Modality.PLANNED, Modality.CONDITIONAL]))
def test_a_forecast_or_plan_moves_nothing(claims: list[Claim], claim: Claim, modality: Modality) -> None:
    assert state(claims).p == state([*claims, replace(claim, modality=modality)]).p


def world(chance: random.Random, days: int = 60, places: int = 80) -> list[Claim]:
    """Places that change hands now and then, and voices that mostly tell the truth about it."""
    claims = []
    for number in range(places):
        holder = chance.choice(SIDES)
        for at in range(days):
            changed = chance.random() < 0.02
            if changed:
                holder = chance.choice([side for side in SIDES if side != holder])
            for by in ("agency Kite", "agency Heron", f"{holder} central", "outlet A", "outlet B"):
                if chance.random() < (0.5 if changed else 0.03):
                    told = holder if chance.random() < 0.9 else chance.choice(SIDES)
                    claims.append(build("capture" if changed else "hold", told, at, by, place=f"p{number}"))
    return claims


def test_learning_on_shuffled_claims_falls_back_to_the_prior() -> None:
    chance = random.Random(7)
    claims = world(chance)
    until = START + timedelta(days=59)
    found = learn(claims, until=until, sides=SIDES)
    assert found.learned_until == until
    assert found.rates != FusionModel.prior().rates
    shuffled = chance.sample([claim.place for claim in claims], len(claims))
    mixed = [replace(claim, place=place) for claim, place in zip(claims, shuffled, strict=True)]
    assert learn(mixed, until=until, sides=SIDES) == FusionModel.prior()


def test_learning_knows_nothing_of_later_days() -> None:
    claims = world(random.Random(3))
    until = START + timedelta(days=30)
    early = [claim for claim in claims if claim.known and claim.known.date() <= until]
    full, cut = (learn(chosen, until=until, sides=SIDES) for chosen in (claims, early))
    assert full.hazard == pytest.approx(cut.hazard)
    assert full.rates[0] == pytest.approx(cut.rates[0])
