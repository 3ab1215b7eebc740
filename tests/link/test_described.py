"""A description is no name: it is looked up nowhere, and a headline's leads to the place of its text."""

from datetime import date

import pytest

from dateline.link import link
from dateline.link.described import describes, means_country
from dateline.link.gazetteer import Gazetteer
from dateline.link.theatre import bundled
from dateline.model import Claim, ClaimType, Document, Evidence, Modality, Party, Place, Scale

TEXT = "The Taliban captured Zaranj on Friday. They could take the whole country, a US official said."
DOCUMENT = Document("d", TEXT, title="Taliban capture border city", published=date(2021, 8, 6))


def claim(words: str, place: Place, *, field: str = "text", type: ClaimType = ClaimType.CAPTURE) -> Claim:
    start = (DOCUMENT.title if field == "title" else TEXT).index(words)
    evidence = Evidence(start, start + len(words), words, field)
    return Claim("d", type, Modality.ASSERTED, evidence, place, Party("the Taliban"))


@pytest.mark.parametrize(
    "text", ["border city", "the headquarters", "Capital", "The city", "northern city", "the country"]
)
def test_descriptions(text):
    assert describes(text)


@pytest.mark.parametrize(
    "text", ["Zaranj", "Kabul airport", "the city of Herat", "Camp Shaheen", "", "Northern Alliance"]
)
def test_names(text):
    assert not describes(text)
    assert not means_country(text)


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


@pytest.fixture
def linked(gazetteer):
    claims = [
        claim("capture border city", Place("border city"), field="title"),
        claim("captured Zaranj", Place("Zaranj", start=21, end=27)),
        claim("take the whole country", Place("US", Scale.COUNTRY)),
    ]
    return link(DOCUMENT, claims, gazetteer=gazetteer, theatre=bundled()["afghanistan-2021"])


def test_the_headline_tells_of_the_texts_place(linked):
    title, text, _ = linked
    assert title.place.id == text.place.id
    assert title.place.name == "Zaranj"
    assert title.id != text.id


def test_the_country_is_the_theatres(linked):
    assert linked[2].place.country == "AF"
    assert linked[2].place.scale is Scale.COUNTRY


def test_a_description_alone_stays_words(gazetteer):
    (found,) = link(DOCUMENT, [claim("captured Zaranj", Place("the headquarters", Scale.SITE))], gazetteer=gazetteer)
    assert found.place.id is None
    assert found.place.reasons == ("described, not named",)
