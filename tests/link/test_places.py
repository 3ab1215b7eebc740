"""Which place is meant, and why."""

from __future__ import annotations

import pytest

from dateline.link.gazetteer import Gazetteer
from dateline.link.places import Choice, Context, Mention, choose, kilometres
from dateline.link.places_document import DocumentPlaces
from dateline.link.theatre import bundled
from dateline.model import Document, Place, Scale

GAZETTEER = Gazetteer.open()
AFGHANISTAN = bundled()["afghanistan-2021"]


def chosen(text: str, *names: str) -> list[Choice | None]:
    mentions = [Mention(text.index(name), text.index(name) + len(name), name) for name in names]
    return choose(text, mentions, GAZETTEER)


def place_in(text: str, place: Place, *, theatre: bool = False) -> Place:
    known = AFGHANISTAN if theatre else None
    names = GAZETTEER.of_theatre(known) if known else GAZETTEER
    return DocumentPlaces(Document("d", text), names, known).place(place)


def test_the_most_prominent_place_is_meant_where_nothing_else_speaks() -> None:
    (choice,) = chosen("A flood hit Paris.", "Paris")
    assert choice is not None
    assert choice.entry.country == "FR"


def test_a_stated_parent_decides() -> None:
    town, state = chosen("A flood hit Paris, Texas.", "Paris", "Texas")
    assert town is not None
    assert state is not None
    assert town.entry.admin1 == state.entry.id
    assert any("Texas" in reason for reason in town.reasons)


def test_neighbours_in_the_document_decide() -> None:
    text = "Roads from Columbus and Westerville were cut, and Dublin was dark; in Ohio many had no power."
    *_, dublin, _ = chosen(text, "Columbus", "Westerville", "Dublin", "Ohio")
    assert dublin is not None
    assert dublin.entry.country == "US"


def test_a_name_keeps_its_sense_through_a_document() -> None:
    text = "Herat in Afghanistan was quiet. Herat slept."
    mentions = [Mention(0, 5, "Herat"), Mention(9, 20, "Afghanistan"), Mention(32, 37, "Herat")]
    first, _, second = choose(text, mentions, GAZETTEER)
    assert first is not None
    assert second is not None
    assert first.entry.id == second.entry.id


def test_an_unknown_name_stays_unknown() -> None:
    assert chosen("They reached Xanqorel.", "Xanqorel") == [None]


def test_the_theatre_decides_between_towns_of_one_name() -> None:
    there = place_in("Fighting near Faizabad.", Place("Faizabad"), theatre=True)
    here = place_in("Fighting near Faizabad.", Place("Faizabad"))
    assert there.country == "AF"
    assert here.country == "IN"
    assert any("afghanistan-2021" in reason for reason in there.reasons)


def test_a_misspelling_is_found_by_its_sound_in_the_theatre() -> None:
    assert place_in("They took Qoonduuz.", Place("Qoonduuz"), theatre=True).name == "Kunduz"


@pytest.mark.parametrize("text", ["the outskirts of Ghazni", "near Ghazni", "20 km south of Ghazni", "Ghazni"])
def test_near_and_outside_are_placed_at_the_town(text: str) -> None:
    found = place_in(f"Shots were heard, {text}.", Place(text))
    assert found.id == "geonames:1141269"
    assert found.precision == 1


def test_the_scale_of_the_wording_decides_between_town_and_province() -> None:
    town = place_in("Fire in Kandahar.", Place("Kandahar", scale=Scale.TOWN))
    province = place_in("Fire in Kandahar.", Place("Kandahar", scale=Scale.PROVINCE))
    assert (town.id, province.id) == ("geonames:1138336", "geonames:1138335")
    assert (town.precision, province.precision) == (1, 3)


def test_a_site_of_the_theatre_has_its_own_point_and_its_town() -> None:
    found = place_in("Crowds at Kabul airport.", Place("Kabul airport", scale=Scale.SITE), theatre=True)
    assert found.id == "dateline:kabul-airport"
    assert found.within == "Kabul"


def test_a_quarter_is_placed_at_its_town_under_an_id_of_its_own() -> None:
    quarter = Place("the Kart-e-Nowhere quarter", scale=Scale.DISTRICT, within="Kabul")
    found = place_in("Gunfire in Kabul.", quarter)
    assert found.id == "dateline:af-kabul-kart-e-nowhere"
    assert found.precision == 2
    assert found.lat is not None


def test_an_area_is_located_and_is_not_its_town() -> None:
    found = place_in("Gains north of Aleppo.", Place("the countryside north of Aleppo", scale=Scale.AREA))
    assert found.id is None
    assert found.lat is not None
    assert found.precision == 3


def test_what_nobody_knows_stays_listed_without_coordinates() -> None:
    found = place_in("They took Xanqorel.", Place("Xanqorel"))
    assert (found.id, found.lat, found.text) == (None, None, "Xanqorel")
    assert found.reasons


def test_a_further_name_is_settled_in_the_light_of_the_others() -> None:
    text = "Officials in Texas said roads to Dallas and Houston were open."
    mentions = [
        Mention(text.index(name), text.index(name) + len(name), name) for name in ("Texas", "Dallas", "Houston")
    ]
    choice = Context(text, mentions, GAZETTEER).choose("Athens")
    assert choice is not None
    assert choice.entry.country == "US"


def test_distances_are_of_a_great_circle() -> None:
    kabul, herat = (GAZETTEER.candidates(name)[0] for name in ("Kabul", "Herat"))
    assert kilometres(kabul, herat) == pytest.approx(640, abs=10)
    assert kilometres(kabul, kabul) == 0


def test_a_site_that_the_text_puts_elsewhere_is_not_the_theatres() -> None:
    text = "Crowds stormed the presidential palace in Herat."
    start = text.index("the presidential palace")
    end = start + len("the presidential palace")
    palace = Place("the presidential palace", scale=Scale.SITE, start=start, end=end)
    found = place_in(text, palace, theatre=True)
    assert found.id == "dateline:af-herat-presidential-palace"
    assert found.within == "Herat"
    in_kabul = place_in(
        "Crowds stormed the presidential palace.", Place("the presidential palace", scale=Scale.SITE), theatre=True
    )
    assert in_kabul.id == "dateline:kabul-presidential-palace"


def test_a_part_of_a_country_has_the_country_and_no_point() -> None:
    found = place_in("Fighting in northern Syria.", Place("northern Syria", scale=Scale.AREA))
    assert (found.country, found.id, found.lat) == ("SY", None, None)
