"""A picture of invented reports on the facts of August 2021: small enough to read, rich enough to draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

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
    Status,
)
from dateline.publish.picture import (
    Account,
    Change,
    CountAudit,
    Event,
    ForecastScore,
    Picture,
    Side,
    SourceScore,
    Tally,
    Weight,
    Why,
)
from dateline.times import Interval

SIDES = (Side("taliban", "Taliban"), Side("government", "Government"))
# name, province, latitude, longitude, day of August on which it passed (None: not within the time shown)
TOWNS = (
    ("Zaranj", "Nimroz", 30.96, 61.86, 6),
    ("Sheberghan", "Jawzjan", 36.67, 65.75, 7),
    ("Kunduz", "Kunduz", 36.73, 68.87, 8),
    ("Taloqan", "Takhar", 36.74, 69.53, 8),
    ("Aybak", "Samangan", 36.26, 68.02, 9),
    ("Farah", "Farah", 32.37, 62.11, 10),
    ("Faizabad", "Badakhshan", 37.12, 70.58, 11),
    ("Ghazni", "Ghazni", 33.55, 68.42, 12),
    ("Herat", "Herat", 34.35, 62.20, 12),
    ("Qala-i-Naw", "Badghis", 34.99, 63.13, 12),
    ("Kandahar", "Kandahar", 31.61, 65.71, 13),
    ("Lashkar Gah", "Helmand", 31.59, 64.37, 13),
    ("Mazar-i-Sharif", "Balkh", 36.71, 67.11, 14),
    ("Jalalabad", "Nangarhar", 34.43, 70.45, 15),
    ("Kabul", "Kabul", 34.53, 69.17, 15),
    ("Bazarak", "Panjshir", 35.31, 69.52, None),
    ("Gardez", "Paktia", 33.60, 69.23, 14),
    ("Nili", "Daykundi", 33.72, 66.13, 14),
)
FIRST, LAST, AS_OF = date(2021, 8, 6), date(2021, 8, 16), date(2021, 8, 13)
OUTLINE = [
    (60.9, 34.5),
    (61.3, 35.6),
    (64.5, 36.3),
    (66.5, 37.4),
    (71.5, 38.3),
    (74.8, 37.2),
    (71.3, 36.0),
    (71.0, 34.0),
]
OUTLINE += [
    (69.4, 31.9),
    (66.4, 31.2),
    (66.3, 29.9),
    (62.5, 29.4),
    (60.9, 29.9),
    (61.7, 31.4),
    (60.6, 33.0),
    (60.9, 34.5),
]


def end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)


def _state(place: str, fall: date | None, day: date, decided: tuple[str, ...]) -> State:
    distance = (day - fall).days if fall else -99
    p, status, since = {"government": 0.93, "taliban": 0.04, "contested": 0.03}, Status.HELD, None
    if -2 <= distance < 0:
        p, status, since = {"government": 0.28, "taliban": 0.08, "contested": 0.64}, Status.CONTESTED, fall - 2 * DAY
    elif distance == 0:
        p, status, since = {"government": 0.22, "taliban": 0.71, "contested": 0.07}, Status.CLAIMED, fall
        if place == "herat":
            status = Status.DISPUTED
    elif distance > 0:
        p, status, since = {"government": 0.02, "taliban": 0.95, "contested": 0.03}, Status.CONFIRMED, fall
    last = None if distance < -2 else min(day, fall + DAY)
    return State(place, day, end_of(day), p, status, since, last, max(0, distance + 3) if fall else 0, 1, decided)


DAY = timedelta(days=1)


def _claim(document: Document, words: str, **fields: object) -> Claim:
    start = document.text.index(words)
    base = Claim(
        document=document.id,
        type=ClaimType.CAPTURE,
        modality=Modality.ASSERTED,
        evidence=Evidence(start, start + len(words), words),
        place=Place("Herat", Scale.TOWN, "Herat", "herat"),
        published=document.published,
        known=document.known,
        outlet=document.outlet,
        extractor="rules@0.1.0",
        id=f"{document.id}-{start}",
    )
    return replace(base, **fields)  # type: ignore[arg-type]


def make_picture() -> Picture:
    """Eighteen towns over eleven days; Herat has rival accounts, copies, a denial and an admission."""
    taliban, government = Party("The Taliban", "Taliban", "taliban"), Party("government forces", None, "government")
    day = Interval.day(date(2021, 8, 12))
    spokesman = Speaker("a Taliban spokesman", SpeakerKind.OFFICIAL, Level.CENTRAL, "taliban", "said")
    ministry = Speaker("the defence ministry", SpeakerKind.OFFICIAL, Level.CENTRAL, "government", "denied")
    councillor = Speaker("a provincial councillor", SpeakerKind.OFFICIAL, Level.LOCAL, "government", "told")
    agency = Speaker("Meridian News Agency", SpeakerKind.AGENCY, None, None, "told")
    resident = Speaker("a shopkeeper", SpeakerKind.WITNESS, None, None, "said")
    first = Document(
        "meridian-1",
        "Herat changed hands on Thursday, a Taliban spokesman said. The whole of Herat is in our hands, he wrote. "
        "A shopkeeper near the old bazaar said that fighters were walking freely through the streets of Herat. "
        "Hundreds of families left Herat for the west before dusk.",
        title="Rival words over Herat",
        outlet="Meridian News Agency",
        published=datetime(2021, 8, 12, 17, 40, tzinfo=UTC),
    )
    second = Document(
        "harbour-1",
        "The whole of Herat is in our hands, a Taliban spokesman told Meridian News Agency.",
        title="Taliban claim Herat",
        outlet="The Harbour Wire",
        published=datetime(2021, 8, 12, 19, 5, tzinfo=UTC),
    )
    third = Document(
        "plain-1",
        "The defence ministry denied that Herat had been lost. Its troops still hold the citadel of Herat, it said. "
        "Late in the evening a provincial councillor told Meridian News Agency that soldiers had given up Herat "
        "and gone to a barracks outside it.",
        title="Ministry: Herat not lost",
        outlet="Plain Dealer of the North",
        published=datetime(2021, 8, 12, 21, 30, tzinfo=UTC),
    )
    fourth = Document(
        "meridian-2",
        "The Taliban now hold 12 of the 34 provincial capitals, the agency counted. "
        "Kabul could fall within thirty days, a foreign assessment says.",
        title="Twelve of thirty-four",
        outlet="Meridian News Agency",
        published=datetime(2021, 8, 13, 16, 0, tzinfo=UTC),
    )
    one = _claim(first, "The whole of Herat is in our hands", actor=taliban, speakers=(spokesman,), date=day)
    claims = (
        one,
        _claim(
            first,
            "fighters were walking freely through the streets of Herat",
            type=ClaimType.HOLD,
            modality=Modality.HEDGED,
            actor=taliban,
            speakers=(resident,),
            date=day,
        ),
        _claim(
            first,
            "Hundreds of families left Herat",
            type=ClaimType.DISPLACE,
            quantity=Quantity(200, None, "families", True),
        ),
        _claim(
            second,
            "The whole of Herat is in our hands",
            actor=taliban,
            speakers=(spokesman, agency),
            date=day,
            copy_of=one.id,
        ),
        _claim(
            third,
            "denied that Herat had been lost",
            modality=Modality.DENIED,
            actor=taliban,
            opponent=government,
            speakers=(ministry,),
            date=day,
        ),
        _claim(
            third,
            "still hold the citadel of Herat",
            type=ClaimType.HOLD,
            actor=government,
            speakers=(ministry,),
            date=day,
        ),
        _claim(
            third,
            "soldiers had given up Herat",
            type=ClaimType.LEAVE,
            actor=government,
            speakers=(councillor, agency),
            date=day,
        ),
        _claim(
            fourth,
            "now hold 12 of the 34 provincial capitals",
            type=ClaimType.COUNT,
            actor=taliban,
            place=Place("Afghanistan", Scale.COUNTRY, "Afghanistan", "af"),
            quantity=Quantity(12, 34, "provincial capitals"),
        ),
        _claim(
            fourth,
            "Kabul could fall within thirty days",
            modality=Modality.FORECAST,
            actor=taliban,
            place=Place("Kabul", Scale.TOWN, "Kabul", "kabul"),
            speakers=(Speaker("a foreign assessment", SpeakerKind.ANALYST),),
            date=Interval.parse("2021-08-13/2021-09-12"),
        ),
    )
    ids = [claim.id for claim in claims]
    places = {
        slug(name): Place(name, Scale.TOWN, name, slug(name), None, lat, lon, "AF", admin1, 1)
        for name, admin1, lat, lon, _ in TOWNS
    }
    falls = {slug(name): date(2021, 8, fall) if fall else None for name, _, _, _, fall in TOWNS}
    days = [FIRST + number * DAY for number in range((LAST - FIRST).days + 1)]
    return Picture(
        title="Afghanistan, August 2021",
        theatre="afghanistan-2021",
        as_of=AS_OF,
        known_by=datetime(2021, 8, 13, 18, 0, tzinfo=UTC),
        sides=SIDES,
        places=places | {"af": Place("Afghanistan", Scale.COUNTRY, "Afghanistan", "af")},
        states={
            day: [
                _state(place, fall, day, (ids[0], ids[6]) if place == "herat" else ()) for place, fall in falls.items()
            ]
            for day in days
        },
        claims=claims,
        documents={document.id: document for document in (first, second, third, fourth)},
        changes=[
            change
            for place, fall in falls.items()
            if fall
            for change in (
                Change(fall - 2 * DAY, place, "government", "contested", "contested", 0.64),
                Change(fall, place, "contested", "taliban", "disputed" if place == "herat" else "claimed", 0.71),
            )
            if change.day >= FIRST
        ],
        explanations={
            "herat": Why(
                "herat",
                (Weight(ids[6], 2.9, "taliban"), Weight(ids[0], 0.62, "taliban"), Weight(ids[4], 0.55, "government")),
                ("A day's silence of a source that reports daily is weak evidence that nothing changed.",),
            )
        },
        counts=[
            CountAudit(
                ids[7],
                AS_OF,
                12,
                11,
                34,
                "provincial capitals",
                "taliban",
                ("herat", "kunduz"),
                ("kandahar",),
                "one short",
            )
        ],
        forecasts=[ForecastScore(ids[8], Interval.parse("2021-08-13/2021-09-12"), True, date(2021, 8, 15), 0.09, 0.7)],
        events=[
            Event(
                "event-1",
                "capture",
                "herat",
                day,
                tuple(ids[:7]),
                ("taliban", "government"),
                (
                    Account("taliban", "captured by Taliban", (ids[0], ids[3])),
                    Account("government", "still held by Government", (ids[4], ids[5])),
                ),
                reports=3,
                independent=2,
            )
        ],
        sources=[SourceScore("Meridian News Agency", "agency", None, 4, 3, 3, "A")],
        outlines={
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [OUTLINE]}}
            ],
        },
        tally=Tally(4, 9, 3),
        note="Invented reports on real events: the outlets do not exist.",
    )


def slug(name: str) -> str:
    return name.casefold().replace(" ", "-")


@pytest.fixture(scope="session")
def picture() -> Picture:
    return make_picture()


@pytest.fixture
def hostile() -> Callable[[str], Picture]:
    """The same picture with a hostile text wherever a report or a name can bring one in."""

    def make(attack: str) -> Picture:
        base = make_picture()
        documents = {
            name: replace(document, text=attack + document.text, title=attack, outlet=attack, url=attack)
            for name, document in base.documents.items()
        }
        claims = [
            replace(
                claim,
                outlet=attack,
                place=replace(claim.place, text=attack),
                actor=Party(attack, attack, attack),
                speakers=(Speaker(attack, side=attack),),
                evidence=replace(claim.evidence, start=0, end=len(attack), text=attack),
                quantity=Quantity(1, None, attack),
            )
            for claim in base.claims
            if claim.evidence
        ]
        places = {name: replace(place, name=attack, admin1=attack) for name, place in base.places.items()}
        return replace(
            base,
            title=attack,
            note=attack,
            head=attack,
            documents=documents,
            claims=claims,
            places=places,
            sides=(Side("taliban", attack), *base.sides[1:]),
            explanations={"herat": Why("herat", base.explanations["herat"].weights, (attack,))},
            counts=[replace(count, unit=attack, verdict=attack) for count in base.counts],
        )

    return make
