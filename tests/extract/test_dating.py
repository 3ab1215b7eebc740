"""Which time expression is a claim's own. Friday 13 August 2021 is the day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.extract.dates import tag
from dateline.extract.dating import Happening, dates_of
from dateline.extract.nlp import parse

FRIDAY = date(2021, 8, 13)


def dated(text: str, *events: str | Happening, published: date | None = FRIDAY) -> list[str | None]:
    """The dates of the events, each given by its words: `word=kind@place#party`, marked `~lasting` or `^ahead`."""
    doc = parse(text)
    happenings = []
    for event in events:
        assert isinstance(event, str)
        words, _, party = event.strip("~^").partition("#")
        words, _, place = words.partition("@")
        word, _, kind = words.partition("=")
        trigger = next(token for token in doc if token.text == word)
        happenings.append(
            Happening(
                trigger.idx,
                trigger.idx + len(word),
                trigger,
                place,
                kind,
                party,
                lasting=event.startswith("~"),
                ahead=event.startswith("^"),
            )
        )
    return [str(each.interval) if each else None for each in dates_of(happenings, tag(text, published), published)]


@pytest.mark.parametrize(
    ("text", "events", "dates"),
    [
        # the clause's own
        ("The rebels seized Dorva on Tuesday.", ["seized"], ["2021-08-10"]),
        ("On Tuesday, the rebels seized Dorva and burned the bridge.", ["seized", "burned"], ["2021-08-10"] * 2),
        ("The army said on Thursday that it had retaken Dorva on Monday.", ["retaken"], ["2021-08-09"]),
        (
            "The rebels, who took Dorva in June, entered Sarin on Tuesday.",
            ["took", "entered"],
            ["2021-06", "2021-08-10"],
        ),
        # the day of the saying dates a fresh event, not a state
        ("The army said on Thursday that it had retaken Dorva.", ["retaken"], ["2021-08-12"]),
        ("The army said on Thursday that it controls Dorva.", ["~controls"], [None]),
        ("The army said on Thursday that it held Dorva.", ["~held"], [None]),
        ("A monitor said on Thursday that rebels had captured two towns.", ["~captured"], ["2021-08-12"]),
        ("A monitor said on Thursday that rebels have captured two towns.", ["~captured"], [None]),
        ("The rebels have controlled Dorva since 2019.", ["~controlled"], ["2019-01-01/2021-08-13"]),
        # windows of what is still to come
        ("The general said on Monday that Dorva could fall within 30 days.", ["^fall"], ["2021-08-13/2021-09-12"]),
        ("The general promised on Monday to retake Dorva.", ["^retake"], [None]),
        # a purpose takes no past day; its offensive does
        ("The army began an offensive to retake Dorva on Tuesday.", ["began"], ["2021-08-10"]),
        # since, after
        ("Thousands have fled Dorva since fighting began in May.", ["fled"], ["2021-05-01/2021-08-13"]),
        ("It was the biggest attack since the truce of 2019, the army said on Thursday.", ["attack"], ["2021-08-12"]),
        (
            "The rebels seized Dorva on Wednesday, two days after the army abandoned Sarin.",
            ["abandoned"],
            ["2021-08-09"],
        ),
        (
            "Dorva fell on 2 August. Sarin was lost a week after the fall of Dorva.",
            ["fell@Dorva", "lost@Sarin", "fall@Dorva"],
            ["2021-08-02", "2021-08-09", "2021-08-02"],
        ),
        (
            "Dorva fell on 2 August. Two days before the fall of Dorva, the army had left Sarin.",
            ["fell@Dorva", "fall@Dorva", "left@Sarin"],
            ["2021-08-02", "2021-08-02", "2021-07-31"],
        ),
        # when an event began, in the words that describe it
        ("The army killed 20 rebels in an offensive that began last weekend.", ["killed"], ["2021-08-07/2021-08-13"]),
        ("The rebels lost an assault launched on Monday.", ["assault"], ["2021-08-09"]),
        (
            "A raid in July on a camp that killed 20 people is still mourned.",
            ["killed"],
            ["2021-07-01/2021-07-31"],
        ),
        ("The rebels, who took control of Dorva in fighting in June, fled.", ["took"], ["2021-06"]),
        (
            "On Thursday the rebels seized Dorva in what a monitor said was one of the bloodiest clashes of the war.",
            ["clashes"],
            ["2021-08-12"],
        ),
        # the report's own name for its event
        (
            "Rebels overran Dorva, a commander said on Wednesday. A spokesman said Monday night's raid was the third.",
            ["overran@Dorva"],
            ["2021-08-09"],
        ),
        (
            "Rebels overran Dorva, a commander said on Wednesday. It came after Monday's attack on Sarin.",
            ["overran@Dorva"],
            ["2021-08-11"],
        ),
        # "said" in another place of the parse
        (
            "Guerrillas killed one man after taking over a village, police sources said on Wednesday. "
            "On Tuesday, rebels took control of Sarin, the sources said.",
            ["taking=capture@Sarin", "control=capture@Sarin"],
            ["2021-08-10"] * 2,
        ),
        # "it was" is of the event before
        (
            "The army repelled a push last month. It was the first advance in years. Dorva fell on Tuesday.",
            ["repelled", "advance", "fell"],
            ["2021-07-01/2021-07-31"] * 2 + ["2021-08-10"],
        ),
        # one event told twice
        (
            "Rebels seized Dorva in June 2020. The army shelled Sarin on Tuesday. Many fled when rebels took Dorva.",
            ["seized=capture@Dorva#rebels", "shelled@Sarin", "took=capture@Dorva#rebels"],
            ["2020-06-01/2020-06-30", "2021-08-10", "2020-06-01/2020-06-30"],
        ),
        # what is counted in weeks gives way to a day that is named
        (
            "The army left Dorva on 20 July and was back in the town three weeks later. It retook Dorva on Monday.",
            ["left@Dorva", "was@Dorva", "retook@Dorva"],
            ["2021-07-20", "2021-08-09", "2021-08-09"],
        ),
        # carried over
        ("The rebels seized Dorva on Tuesday. They burned the bridge.", ["seized", "burned"], ["2021-08-10"] * 2),
        (
            "The rebels seized Dorva on Tuesday and Sarin fell on Thursday. Soldiers abandoned the fort.",
            ["seized@Dorva", "fell@Sarin", "abandoned@Dorva"],
            ["2021-08-10", "2021-08-12", "2021-08-10"],
        ),
        (
            "The rebels seized Dorva on Tuesday. They have since taken the airport.",
            ["seized", "taken"],
            ["2021-08-10", "2021-08-10/2021-08-13"],
        ),
        ("The rebels took Dorva in 1996. Soldiers fled.", ["took", "fled"], ["1996-01-01/1996-12-31", None]),
        ("Soldiers fled Dorva.", ["fled"], [None]),
        # a place's own day goes before that of a saying elsewhere
        (
            "Rebels overran Dorva, a monitor said on Thursday. The attack on Dorva began late on Tuesday.",
            ["overran@Dorva", "attack@Dorva"],
            ["2021-08-10", "2021-08-10"],
        ),
        # the date at the head of a report is no event's
        ("DORVA, 13 August 2021 - The rebels seized the town on Tuesday.", ["seized"], ["2021-08-10"]),
    ],
)
def test_dates(text: str, events: list[str], dates: list[str | None]) -> None:
    expected = ["2021-06-01/2021-06-30" if each == "2021-06" else each for each in dates]
    assert dated(text, *events) == expected


def test_a_night_is_both_days() -> None:
    assert dated("The rebels seized Dorva overnight.", "seized") == ["2021-08-12/2021-08-13"]


def test_nothing_after_publication_dates_what_happened() -> None:
    assert dated("The rebels seized Dorva, where a vote will be held on Monday.", "seized") == [None]


def test_without_publication_only_the_sentence_counts() -> None:
    text = "The rebels seized Dorva on 10 August 2021. They burned the bridge."
    assert dated(text, "seized", "burned", published=None) == ["2021-08-10", None]


def test_no_events_no_dates() -> None:
    assert dates_of([], tag("It rained on Tuesday.", FRIDAY), FRIDAY) == []
