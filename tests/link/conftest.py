"""What the tests of copies, events and accounts share: claims in a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dateline.model import (
    Claim,
    ClaimType,
    Level,
    Modality,
    Party,
    Place,
    Quantity,
    Scale,
    Speaker,
    SpeakerKind,
    claim_id,
)
from dateline.times import Interval, known_from, parse_published

POINTS = {"Alba": (10.0, 20.0), "Brim": (10.1, 20.0), "Corvo": (12.0, 20.0)}  # Brim is 11 km from Alba


def _speaker(text: str, side: str | None = None, kind: str = "official", level: str | None = "central") -> Speaker:
    return Speaker(text, SpeakerKind(kind), Level(level) if level and kind == "official" else None, side)


def _say(
    kind: str = "capture",
    place: str | Place = "Alba",
    actor: str | None = "reds",
    *,
    at: str | None = "2030-05-01T10:00:00Z",
    by: tuple[Speaker, ...] = (),
    on: str | None = None,
    outlet: str | None = "Dawn Post",
    modality: str = "asserted",
    opponent: str | None = None,
    number: float | None = None,
    unit: str | None = None,
    document: str | None = None,
    **rest: Any,
) -> Claim:
    """A linked claim with its id. `at` is its publication, `on` the days it speaks of."""
    if isinstance(place, str):
        latitude, longitude = POINTS[place]
        place = Place(place, Scale.TOWN, place, f"place:{place}", lat=latitude, lon=longitude)
    published = parse_published(at) if at else None
    claim = Claim(
        document=document or f"{outlet}/{at}/{place.text}",
        type=ClaimType(kind),
        modality=Modality(modality),
        evidence=rest.pop("evidence", None),
        place=place,
        actor=Party(actor, side=actor) if actor else None,
        opponent=Party(opponent, side=opponent) if opponent else None,
        date=Interval.parse(on) if on else None,
        speakers=by,
        quantity=Quantity(number, unit=unit) if number is not None else None,
        published=published,
        known=known_from(published) if published else None,
        outlet=outlet,
        **rest,
    )
    return claim if claim.id else replace(claim, id=claim_id(claim))


@pytest.fixture(scope="session")
def say() -> Callable[..., Claim]:
    """`say(kind, place, actor, at=, by=, on=, ...)`: a claim in a line."""
    return _say


@pytest.fixture(scope="session")
def speaker() -> Callable[..., Speaker]:
    """`speaker(text, side, kind, level)`."""
    return _speaker
