"""Linking one document's claims, from the words to places, sides and ids."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.link import link
from dateline.link.gazetteer import Gazetteer
from dateline.link.theatre import Theatre, bundled
from dateline.model import (
    Claim,
    ClaimType,
    Document,
    Evidence,
    Level,
    Modality,
    Party,
    Place,
    Scale,
    Speaker,
    SpeakerKind,
    claim_id,
)
from dateline.times import Interval, known_from

GAZETTEER = Gazetteer.open()
AFGHANISTAN = bundled()["afghanistan-2021"]
TEXT = (
    "The Taliban overran Ghazni, an interior ministry spokesman said in Kabul. “The enemy came at night,” he said. "
    "Afghan forces kept Bazarak."
)
DOCUMENT = Document("d", TEXT, outlet="Dawn Post", published=date(2021, 8, 20))


def claim(
    words: str,
    place: str,
    actor: Party | None = None,
    *,
    type: ClaimType = ClaimType.CAPTURE,
    speakers: tuple[Speaker, ...] = (),
    on: date | None = None,
) -> Claim:
    start = TEXT.index(words)
    return Claim(
        "d",
        type,
        Modality.ASSERTED,
        Evidence(start, start + len(words), words),
        Place(place),
        actor,
        date=Interval.day(on) if on else None,
        speakers=speakers,
        extractor="test@1",
    )


def linked(*claims: Claim, document: Document = DOCUMENT, theatre: Theatre | None = AFGHANISTAN) -> list[Claim]:
    return link(document, claims, gazetteer=GAZETTEER, theatre=theatre)


def test_a_claim_gets_place_sides_publication_and_id() -> None:
    spokesman = Speaker("an interior ministry spokesman")
    (found,) = linked(claim("overran Ghazni", "Ghazni", Party("The Taliban"), speakers=(spokesman,)))
    assert (found.place.id, found.place.country, found.place.admin1) == ("geonames:1141269", "AF", "Ghazni")
    assert found.place.reasons
    assert found.actor == Party("The Taliban", "Taliban", "taliban")
    assert (found.speakers[0].side, found.speakers[0].level) == ("government", Level.CENTRAL)
    assert (found.published, found.outlet, found.outlet_side) == (date(2021, 8, 20), "Dawn Post", None)
    assert found.known == known_from(date(2021, 8, 20))
    assert found.id == claim_id(found)


def test_linking_twice_gives_the_same_and_links_nothing_away() -> None:
    claims = [claim("overran Ghazni", "Ghazni", Party("The Taliban")), claim("kept Bazarak", "Xanqorel")]
    once = linked(*claims)
    assert linked(*claims) == once
    assert len(once) == 2
    assert once[1].place.id is None
    assert once[1].place.text == "Xanqorel"


def test_the_enemy_is_whoever_the_speaker_fights() -> None:
    spokesman = Speaker("an interior ministry spokesman")
    enemy = Party("The enemy", mark="enemy")
    (found,) = linked(claim("The enemy came", "Ghazni", enemy, speakers=(spokesman,)))
    assert found.actor is not None
    assert found.actor.side == "taliban"


def test_our_forces_are_the_speakers() -> None:
    speaker = Speaker("a Taliban spokesman")
    (found,) = linked(claim("The enemy came", "Ghazni", Party("our men", mark="own"), speakers=(speaker,)))
    assert found.actor is not None
    assert found.actor.side == "taliban"


def test_an_organ_says_we_for_its_side() -> None:
    document = Document("d", TEXT, outlet="Voice of Jihad", published=date(2021, 8, 20))
    (found,) = linked(claim("The enemy came", "Ghazni", Party("the enemy", mark="enemy")), document=document)
    assert found.outlet_side == "taliban"
    assert found.actor is not None
    assert found.actor.side == "government"


def test_a_side_is_called_as_it_is_on_that_day_at_that_place() -> None:
    forces = Party("Local forces", name=None)
    kept = claim("kept Bazarak", "Bazarak", forces, type=ClaimType.HOLD, on=date(2021, 8, 20))
    earlier = claim("kept Bazarak", "Bazarak", forces, type=ClaimType.HOLD, on=date(2021, 8, 10))
    elsewhere = claim("kept Bazarak", "Ghazni", forces, type=ClaimType.HOLD, on=date(2021, 8, 20))
    sides = [found.actor.side if found.actor else None for found in linked(kept, earlier, elsewhere)]
    assert sides == ["resistance", "government", "government"]


def test_the_opponent_that_a_fight_leaves_out_is_filled_in_and_a_stated_one_stays() -> None:
    bare = claim("kept Bazarak", "Bazarak", Party("The Taliban"), type=ClaimType.CONTEST, on=date(2021, 8, 10))
    (found,) = linked(bare)
    assert found.opponent is not None
    assert found.opponent.side == "government"
    assert found.opponent.text in TEXT
    (sent,) = linked(claim("kept Bazarak", "Bazarak", Party("The Taliban"), type=ClaimType.DEPLOY))
    assert sent.opponent is None


def test_without_a_theatre_ids_need_no_table() -> None:
    text = "Rebels took Arequipa in Peru, the Peruvian army said. Peru is calm elsewhere."
    document = Document("d", text, published=date(2030, 1, 2))
    evidence = Evidence(0, 20, text[:20])
    bare = Claim("d", ClaimType.CAPTURE, Modality.ASSERTED, evidence, Place("Arequipa"), Party("Rebels"),
                 speakers=(Speaker("the Peruvian army"), Speaker("AFP", SpeakerKind.AGENCY)))  # fmt: skip
    (found,) = link(document, [bare], gazetteer=GAZETTEER)
    assert found.actor is not None
    assert (found.actor.side, found.actor.name) == ("pe-opposition", None)
    assert [speaker.side for speaker in found.speakers] == ["pe-government", None]
    assert found.place.country == "PE"


@pytest.mark.parametrize("text", ["", "No names here.", "ÄÖÜ ß ’’"])
def test_any_text_can_be_linked(text: str) -> None:
    document = Document("d", text)
    bare = Claim("d", ClaimType.HARM, Modality.HEDGED, None, Place("somewhere", Scale.AREA))
    (found,) = link(document, [bare], gazetteer=GAZETTEER)
    assert found.published is None
    assert found.id


def test_a_party_is_not_its_own_opponent() -> None:
    start = TEXT.index("kept Bazarak")
    evidence = Evidence(start, start + 12, "kept Bazarak")
    same = Claim("d", ClaimType.CONTEST, Modality.ASSERTED, evidence, Place("Bazarak"), Party("The Taliban"),
                 Party("the Mujahideen"))  # fmt: skip
    (found,) = linked(same)
    assert found.opponent is not None
    assert found.opponent.side == "government"
