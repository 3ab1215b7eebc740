"""The demo corpus is whole: its shape, its span, and each kind of dispatch that it is there to show."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from rapidfuzz.fuzz import ratio

from dateline.demo import THEATRE, Capital, capitals, corpus
from dateline.times import parse_published

NEAR_IDENTICAL = 85.0  # percent of characters; what a sub-editor leaves of an agency line


@cache
def dispatches() -> list[dict[str, Any]]:
    return [json.loads(line) for path in corpus() for line in path.read_text("utf-8").splitlines()]


def moment(dispatch: dict[str, Any]) -> datetime:
    published = parse_published(dispatch["published"])
    assert isinstance(published, datetime)
    return published


def matching(pattern: str) -> list[dict[str, Any]]:
    return [dispatch for dispatch in dispatches() if re.search(pattern, dispatch["text"])]


def test_shape() -> None:
    for dispatch in dispatches():
        assert set(dispatch) == {"id", "published", "outlet", "title", "text"}
        assert all(isinstance(value, str) and value.strip() for value in dispatch.values())
        assert 10 <= len(dispatch["text"].split()) <= 150


def test_ids_are_unique_and_plain() -> None:
    ids = [dispatch["id"] for dispatch in dispatches()]
    assert len(set(ids)) == len(ids) >= 70
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in ids)


def test_outlets_are_marked_as_invented() -> None:
    outlets = {dispatch["outlet"] for dispatch in dispatches()}
    assert len(outlets) >= 8
    assert all(re.search(r"\(invented( agency)?\)$", outlet) for outlet in outlets)


def test_published_in_the_weeks_of_the_demo_and_in_order() -> None:
    august = datetime(2021, 8, 6, tzinfo=UTC), datetime(2021, 8, 19, tzinfo=UTC)
    september = datetime(2021, 9, 1, tzinfo=UTC), datetime(2021, 9, 8, tzinfo=UTC)
    moments = [moment(dispatch) for dispatch in dispatches()]
    assert moments == sorted(moments)
    assert all(august[0] <= when < august[1] or september[0] <= when < september[1] for when in moments)


def test_capitals() -> None:
    table = capitals()
    assert len({capital.name for capital in table}) == len({capital.province for capital in table}) == 34
    assert [capital.fell for capital in table] == sorted(capital.fell for capital in table)
    assert (table[0].name, table[0].fell) == ("Zaranj", date(2021, 8, 6))
    assert (table[-1].name, table[-1].fell) == ("Bazarak", date(2021, 9, 6))
    assert THEATRE == "afghanistan-2021"


@pytest.mark.parametrize("capital", capitals(), ids=lambda capital: capital.name)
def test_every_fall_is_reported_within_a_day(capital: Capital) -> None:
    near = [
        dispatch
        for dispatch in matching(re.escape(capital.name))
        if abs(moment(dispatch).date() - capital.fell) <= timedelta(days=1)
    ]
    assert near


@pytest.mark.parametrize(
    ("kind", "pattern", "at_least"),
    [
        ("claim by the winner", r"Taliban (spokesman|said|declared|claimed|announced)|group said", 15),
        ("admission by a local official", r"deputy governor|council (member|head)|provincial council|lawmaker", 15),
        ("denial", r"\bdenied\b|dismissed|rejected", 8),
        ("count", r"\b(9|12|nine|six|five) of (the |Afghanistan's |the country's )?34\b", 5),
        ("forecast", r"within (30|90) days", 2),
        ("deployment", r"send (3,000|another 1,000|600|more) |reinforcements had been sent", 3),
        ("displacement", r"fled|displaced|forced from their homes", 6),
        ("strike", r"bombed|[Aa]ir strikes", 4),
        ("surrender", r"surrendered|laid down their arms", 5),
        ("unverified", r"could not (be |immediately be )?(verified|confirmed)|could be verified|not confirmed", 4),
    ],
)
def test_kinds(kind: str, pattern: str, at_least: int) -> None:
    assert len(matching(pattern)) >= at_least, kind


def test_rival_claims_on_one_city_on_one_day() -> None:
    kunduz = [d for d in matching(r"\bKunduz\b") if moment(d).date() == date(2021, 8, 8)]
    assert any("have captured the northern city" in d["text"] for d in kunduz)
    assert any("denied that Kunduz" in d["text"] for d in kunduz)
    assert any("provincial council" in d["text"] for d in kunduz)


def test_the_premature_claim_is_withdrawn_by_the_same_outlet() -> None:
    by_id = {dispatch["id"]: dispatch for dispatch in dispatches()}
    claim, correction = by_id["lashkargah-premature"], by_id["lashkargah-correction"]
    assert claim["outlet"] == correction["outlet"]
    assert moment(claim) < moment(correction) < datetime(2021, 8, 13, tzinfo=UTC)
    assert "Correction" in correction["text"] and "withdraws the report" in correction["text"]


def test_panjshir_is_claimed_denied_and_falls() -> None:
    texts = {dispatch["id"]: dispatch["text"] for dispatch in dispatches()}
    assert "have captured the Panjshir valley" in texts["panjshir-claim-dwa"]
    assert "denied" in texts["panjshir-denial-03"] and "denied" in texts["panjshir-nrf-denial-06"]


def test_agency_lines_are_carried_by_several_outlets() -> None:
    carriers: dict[str, set[str]] = defaultdict(set)
    for one, other in combinations(dispatches(), 2):
        if one["outlet"] != other["outlet"] and ratio(one["text"], other["text"]) >= NEAR_IDENTICAL:
            carriers[one["id"]] |= {one["outlet"], other["outlet"]}
    assert sum(len(outlets) >= 3 for outlets in carriers.values()) >= 5
    assert sum(len(outlets) >= 4 for outlets in carriers.values()) >= 2
