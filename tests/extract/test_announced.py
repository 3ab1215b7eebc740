"""A headline speaks with the voice of the text below it."""

from datetime import date

from dateline.extract import extract
from dateline.link.gazetteer import Gazetteer
from dateline.model import Document


def claims_of(title: str, text: str):
    document = Document("d", text, title=title, outlet="Paper", published=date(2021, 8, 13))
    found = extract(document, Gazetteer.open())
    return [claim for claim in found if claim.evidence.field == "title"], found


def test_the_speaker_is_the_texts():
    titles, _ = claims_of("Rebels capture Ghazni", "Rebels captured Ghazni on Thursday, a rebel spokesman said.")
    (title,) = titles
    assert [speaker.text for speaker in title.speakers] == ["a rebel spokesman"]
    assert str(title.date) == "2021-08-12"


def test_what_the_outlet_says_too_stays_its_own():
    titles, _ = claims_of(
        "Rebels capture Ghazni",
        "Rebels captured Ghazni on Thursday. The rebels had captured Ghazni by noon, their spokesman said.",
    )
    assert titles[0].speakers == ()
