"""The answers of a small ledger: one picture for all formats, and nothing in it that became known later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dateline.answers import Answers, picture, states_picture
from dateline.ledger import Batch, Ledger, Run
from dateline.model import (
    Claim,
    ClaimType,
    Document,
    Evidence,
    Level,
    Modality,
    Party,
    Place,
    Quantity,
    Scale,
    Speaker,
    SpeakerKind,
    State,
    claim_id,
)
from dateline.times import END_OF_DAY, Interval

THEATRE = "afghanistan-2021"
HERAT = Place("Herat", Scale.TOWN, "Herat", "geonames:1140026", None, 34.35, 62.20, "AF", "Herat", 1)
AIRPORT = Place("the airport", Scale.SITE, "Kabul airport", "dateline:kabul-airport", "Kabul", 34.56, 69.21, "AF")
COUNTRY = Place("Afghanistan", Scale.COUNTRY, "Afghanistan", "geonames:1149361", None, 33.0, 66.0, "AF")
LATE = Party("US troops", "United States", "us")


def _said(day: int, text: str, place: Place, **fields: object) -> tuple[Document, Claim]:
    moment = datetime(2021, 8, day, 9, tzinfo=UTC)
    document = Document(f"r{day}-{place.text}", text, "A report", "Meridian", None, moment, "input", raw=text.encode())
    claim = Claim(
        document=document.id,
        type=ClaimType.CAPTURE,
        modality=Modality.ASSERTED,
        evidence=Evidence(0, len(text), text),
        place=place,
        actor=Party("The Taliban", "Taliban", "taliban"),
        date=Interval.day(moment.date()),
        published=moment,
        known=document.known,
        outlet=document.outlet,
        extractor="rules@0.1.0",
    )
    claim = replace(claim, **fields)  # type: ignore[arg-type]
    return document, replace(claim, id=claim_id(claim))


@pytest.fixture
def answers(tmp_path: Path) -> Iterator[Answers]:
    """Herat is taken on the 12th; on the 16th a third side holds an airport; a count is stated."""
    ministry = Speaker("the interior ministry", SpeakerKind.OFFICIAL, Level.CENTRAL, "government", "confirmed")
    told = [
        _said(12, "The Taliban took Herat.", HERAT),
        _said(13, "The ministry confirmed that Herat fell.", HERAT, speakers=(ministry,)),
        _said(13, "1 of 34 capitals", COUNTRY, type=ClaimType.COUNT, quantity=Quantity(1, 34, "provincial capitals")),
        _said(16, "US troops hold the airport.", AIRPORT, type=ClaimType.HOLD, actor=LATE),
    ]
    with Ledger.open(tmp_path / "small.db") as ledger:
        documents, claims = zip(*told, strict=True)
        ledger.write(Batch(run=Run("test", theatre=THEATRE), documents=documents, claims=claims))
        yield Answers(ledger)


def test_a_nowcast_is_the_state_as_known_at_the_end_of_its_day(answers: Answers) -> None:
    daily = answers.nowcasts(Interval.span(date(2021, 8, 11), date(2021, 8, 16)))
    assert sorted(daily) == [date(2021, 8, day) for day in range(11, 17)]
    assert "us" in daily[date(2021, 8, 16)][0].p and "us" not in daily[date(2021, 8, 15)][0].p
    for day, states in daily.items():
        if day > date(2021, 8, 11):  # before the first report the ledger has no state to compare with
            _, then = answers.state(day, datetime.combine(day, END_OF_DAY, UTC))
            assert _plain(then) == [one for one in _plain(states) if one[0] in {state.place for state in then}]


def _plain(states: list[State]) -> list[tuple[object, ...]]:
    found = [(one.place, one.top, one.status, {side: round(p, 9) for side, p in one.p.items()}) for one in states]
    return sorted(found, key=lambda one: one[0])


def test_a_side_keeps_its_position_at_all_clocks(answers: Answers) -> None:
    early = states_picture(answers, date(2021, 8, 12), datetime(2021, 8, 12, 23, tzinfo=UTC)).sides
    late = states_picture(answers).sides
    assert early == late and [side.id for side in late][:2] == ["taliban", "government"]
    forces = {side.id: side.state_force for side in late}
    assert (forces["taliban"], forces["government"], forces["nato"]) == (False, True, None)


def test_the_picture_holds_what_every_format_needs(answers: Answers) -> None:
    drawn = picture(answers)
    assert {claim.document for claim in drawn.claims} == set(drawn.documents)
    assert drawn.happenings and drawn.sources and drawn.explanations
    (count,) = drawn.counts
    assert (count.stated, count.of, count.found) == (1, 34, 1)
