"""A correction withdraws the outlet's own report, and no one else's."""

from dataclasses import replace
from datetime import date

import pytest

from dateline.link.corrections import bind, mark
from dateline.model import Claim, ClaimType, Document, Evidence, Modality, Party, Place, Speaker
from dateline.times import known_from
from dateline.vocab import vocabulary


def claim(document: Document, words: str, **changes) -> Claim:
    start = document.text.index(words)
    made = Claim(
        document=document.id,
        type=ClaimType.CAPTURE,
        modality=Modality.ASSERTED,
        evidence=Evidence(start, start + len(words), words),
        place=Place("Northwell", id="p1"),
        actor=Party("rebels", side="rebels"),
        speakers=(Speaker("A report"),),
        outlet=document.outlet,
        published=document.published,
        known=document.known,
        id=f"{document.id}-1",
    )
    return replace(made, **changes)


FIRST = Document("first", "Northwell fell to the rebels on Monday.", outlet="Paper", published=date(2021, 8, 10))
CORRECTION = Document(
    "correction",
    "Our report of Tuesday wrongly said that Northwell fell to the rebels. The army took Southwell.",
    outlet="Paper",
    published=date(2021, 8, 11),
)


def corrected(earlier: Claim, correction: Document = CORRECTION) -> Claim:
    (marked,) = mark(correction, [claim(correction, "Northwell fell to the rebels")])
    (bound,) = bind([marked], [correction], [earlier, marked])
    return bound


def test_the_own_report_is_withdrawn():
    found = corrected(claim(FIRST, "Northwell fell"))
    assert found.modality is Modality.DENIED
    assert found.retracts == "first-1"
    assert found.speakers == ()


@pytest.mark.parametrize(
    "change",
    [
        {"outlet": "Another paper"},
        {"place": Place("Southwell", id="p2")},
        {"actor": Party("army", side="army")},
        {"type": ClaimType.LEAVE},
        {"modality": Modality.FORECAST},
        {"known": known_from(date(2021, 6, 1))},
        {"known": known_from(date(2021, 8, 12))},
    ],
)
def test_nothing_else_is_withdrawn(change):
    assert corrected(claim(FIRST, "Northwell fell", **change)).retracts is None


def test_other_sentences_stand():
    (kept,) = mark(CORRECTION, [claim(CORRECTION, "The army took Southwell")])
    assert kept.modality is Modality.ASSERTED


def test_examples_of_the_vocabulary_fit_their_patterns():
    import re

    for entry in vocabulary("corrections")["withdraws"]:
        assert re.search(entry["pattern"], entry["example"], re.IGNORECASE), entry
