"""Shared by the claim tests: claims of a short text, with the few places and peoples that it needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

import pytest

from dateline.extract import extract
from dateline.model import Claim, Document, NameHit, Scale

PUBLISHED = date(2021, 8, 13)  # a Friday

Told = set[tuple[str, str, str, str | None]]


class Names:
    """A gazetteer that knows the places given to it, and a few peoples."""

    peoples: ClassVar = {"afghan": "AF", "russian": "RU", "syrian": "SY", "dravian": "DV"}

    def __init__(self, **known: Scale) -> None:
        self.known = {name.lower(): scale for name, scale in {"Dorva": Scale.TOWN, **known}.items()}

    def scale_of(self, name: str) -> Scale | None:
        return self.known.get(name.lower())

    def find(self, text: str) -> list[NameHit]:
        low = text.lower()
        found = []
        for name, scale in self.known.items():
            start = low.find(name) if len(low) == len(text) else -1
            while start >= 0:
                found.append(NameHit(start, start + len(name), text[start : start + len(name)], scale))
                start = low.find(name, start + 1)
        return sorted(found, key=lambda hit: hit.start)

    def demonym(self, word: str) -> str | None:
        return self.peoples.get(word.lower())


@pytest.fixture(scope="session")
def claims_of() -> Callable[..., list[Claim]]:
    def claims(text: str, *, title: str | None = None, **known: Scale) -> list[Claim]:
        return extract(Document("test", text, title=title, published=PUBLISHED), Names(**known))

    return claims


@pytest.fixture(scope="session")
def told(claims_of: Callable[..., list[Claim]]) -> Callable[..., Told]:
    """{(type, modality, place, actor)} of a text."""

    def what(text: str, **known: Scale) -> Told:
        return {
            (str(claim.type), str(claim.modality), claim.place.text, claim.actor.text if claim.actor else None)
            for claim in claims_of(text, **known)
        }

    return what
