"""Headlines take the date of what the text repeats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.extract.dating_headline import headline_dates
from dateline.model import Claim, ClaimType, Evidence, Modality, Place
from dateline.times import Interval

TUESDAY = Interval.day(date(2021, 8, 10))
TITLE = Claim("a", ClaimType.CAPTURE, Modality.ASSERTED, Evidence(0, 5, "Dorva falls", "title"), Place("Dorva"))
TEXT = replace(TITLE, evidence=Evidence(0, 10, "Dorva fell"), date=TUESDAY, date_text="on Tuesday", date_precision=1)


def test_the_same_proposition_dates_the_headline() -> None:
    (dated,) = headline_dates([TITLE], [replace(TEXT, type=ClaimType.LEAVE, date=None), TEXT])
    assert (dated.date, dated.date_text, dated.date_precision) == (TUESDAY, "on Tuesday", 1)
    assert dated.evidence == TITLE.evidence


def test_another_place_type_or_modality_does_not() -> None:
    others = [
        replace(TEXT, place=Place("Sarin")),
        replace(TEXT, type=ClaimType.CONTEST),
        replace(TEXT, modality=Modality.DENIED),
    ]
    assert headline_dates([TITLE], others) == [TITLE]


def test_a_date_of_its_own_stays() -> None:
    own = replace(TITLE, date=Interval.day(date(2021, 8, 9)))
    assert headline_dates([own], [TEXT]) == [own]
