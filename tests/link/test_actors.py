"""Whose side parties and speakers are on, with a theatre and without."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.link.actors import DocumentSides
from dateline.link.actors_names import Aliases, first_party, party_words, slug
from dateline.link.actors_speakers import SpeakerSides
from dateline.link.gazetteer import Gazetteer
from dateline.link.theatre import Theatre, bundled
from dateline.model import Document, Level, Speaker, SpeakerKind

GAZETTEER = Gazetteer.open()
AFGHANISTAN = bundled()["afghanistan-2021"]
SYRIA = bundled()["syria-2011"]


def sides(
    text: str, theatre: Theatre | None = None, country: str | None = None, outlet: str | None = None
) -> DocumentSides:
    return DocumentSides(Document("d", text, outlet=outlet), GAZETTEER, theatre, country)


def speaker_side(
    text: str, speaker: Speaker, theatre: Theatre | None = None, country: str | None = None
) -> tuple[str | None, Level | None]:
    return SpeakerSides(sides(text, theatre, country), theatre).of(speaker)


# ---- names


def test_who_backs_a_party_is_no_part_of_its_name() -> None:
    assert party_words("the US-backed Syrian Democratic Forces") == ["syrian", "democratic", "forces"]
    assert party_words("anti-Taliban fighters") == ["fighters"]


def test_of_joined_parties_the_first_counts() -> None:
    assert first_party("the army and allied militias") == "the army"
    assert first_party("the army") == "the army"


def test_a_slug_is_the_same_in_every_document() -> None:
    assert slug("The Revolutionary United Front") == slug("Revolutionary United Front") == "revolutionary-united-front"


def test_the_longest_alias_wins_and_of_equals_the_later() -> None:
    aliases = Aliases([("front", "a"), ("northern front", "b"), ("army", "c")])
    assert aliases.find(["northern", "front"]) == ("b", 2)
    assert aliases.find(["front", "army"]) == ("c", 1)
    assert aliases.find(["navy"]) is None


# ---- with a theatre


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("The Taliban", "taliban"),
        ("the Mujahideen", "taliban"),
        ("Afghan security forces", "government"),
        ("soldiers", "government"),
        ("US troops", "us"),
        ("The Pentagon", "us"),
        ("UK", "uk"),
        ("the United States", "us"),
        ("residents", None),
        ("United Nations peacekeepers", None),
    ],
)
def test_a_theatre_gives_the_side_of_its_parties(words: str, side: str | None) -> None:
    assert sides("A day in Kabul.", AFGHANISTAN).side_of(words) == side


def test_the_group_is_the_armed_group_last_named() -> None:
    text = "Nusra Front men came first. Later Islamic State drove in. The group took two hills."
    assert sides(text, SYRIA).side_of("The group", text.index("The group")) == "is"
    assert sides(text, SYRIA).side_of("The group", text.index("Later")) == "nusra"


def test_led_forces_are_their_leaders_and_backed_ones_are_not_their_backers() -> None:
    found = sides("A day in Syria.", SYRIA)
    assert found.side_of("Kurdish-led forces") == "sdf"
    assert found.side_of("US-backed fighters") == "sdf"
    assert found.side_of("the Turkish army") == "turkey"


def test_the_enemy_is_the_one_that_the_document_names_most() -> None:
    text = "Islamic State held the hill. Islamic State mined the road. The army shelled rebels once."
    assert sides(text, SYRIA).enemy_of("government", date(2016, 3, 1)) == "is"


def test_the_opponent_left_out_is_the_enemy_named_nearest() -> None:
    text = "Rebels lost ground in the west. Far to the east the army took a town from Islamic State."
    opponent = sides(text, SYRIA).opponent_of("government", date(2016, 3, 1), text.index("took"))
    assert opponent is not None
    assert (opponent.side, opponent.text) == ("is", "Islamic State")
    assert sides("A quiet day.", SYRIA).opponent_of("government", date(2016, 3, 1), 0) is None


# ---- without one


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("Peruvian troops", "pe-government"),
        ("the army", "pe-government"),
        ("the rebels", "pe-opposition"),
        ("Chile", "cl-government"),
        ("Boko Haram", "boko-haram"),
        ("the al-Haqq Brigade", "al-haqq-brigade"),
    ],
)
def test_without_a_theatre_ids_are_the_same_in_every_document(words: str, side: str) -> None:
    assert sides("Fighting in Peru.", None, "PE").side_of(words) == side


def test_one_group_has_one_id_in_a_document() -> None:
    text = "The Peoples Mountain Front (PMF) took a town. PMF rebels held it; the rebels stayed, the group said."
    found = sides(text, None, "PE")
    named = {
        found.side_of(words, len(text)) for words in ("PMF", "the Peoples Mountain Front", "the rebels", "the group")
    }
    assert named == {"peoples-mountain-front"}


def test_rebels_are_not_a_group_that_no_one_calls_so() -> None:
    text = "Islamic State held one town and Islamic State shelled it. Rebels fled."
    assert sides(text, None, "SY").side_of("Rebels") == "sy-opposition"
    assert sides(text, None, "SY").side_of("militants") == "islamic-state"


def test_without_a_country_nothing_is_made_up() -> None:
    assert sides("Fighting.", None, None).side_of("the army") is None


# ---- speakers


@pytest.mark.parametrize(
    ("words", "kind", "side", "level"),
    [
        ("the Afghan interior ministry", "official", "government", "central"),
        ("deputy governor Noori", "official", "government", "local"),
        ("a Taliban spokesperson", "official", "taliban", "central"),
        ("US State Department spokesperson", "official", "us", "central"),
        ("a senior security source", "anonymous", "government", None),
        ("a U.N. official", "official", None, "central"),
        ("AFP", "agency", None, None),
        ("Bakhtar News Agency", "agency", "government", None),
        ("a resident", "local", None, None),
        ("the Observatory", "monitor", None, None),
        ("an analyst in Kabul", "analyst", None, None),
    ],
)
def test_speakers_by_role(words: str, kind: str, side: str | None, level: str | None) -> None:
    found = speaker_side("A day in Kabul.", Speaker(words, SpeakerKind(kind)), AFGHANISTAN)
    assert found == (side, Level(level) if level else None)


def test_a_person_is_of_the_side_of_his_office() -> None:
    text = "Two towns fell, the deputy head of the Peruvian army, Juan Morado, said. Morado gave no number."
    assert speaker_side(text, Speaker("Juan Morado"), None, "PE")[0] == "pe-government"


def test_state_media_speak_for_their_state_and_a_groups_channel_for_the_group() -> None:
    agency = SpeakerKind.AGENCY
    assert speaker_side("News.", Speaker("Syrian state television", agency), SYRIA)[0] == "government"
    assert speaker_side("News.", Speaker("state radio", agency), None, "PE")[0] == "pe-government"
    assert speaker_side("News.", Speaker("Amaq", agency), None, "IQ")[0] == "islamic-state"
    assert speaker_side("News.", Speaker("Amaq", agency), SYRIA)[0] == "is"


def test_an_organ_gives_the_document_its_side() -> None:
    assert sides("News.", SYRIA, outlet="SANA").outlet_side == "government"
    assert sides("News.", None, outlet="SANA").outlet_side == "sy-government"
    assert sides("News.", SYRIA, outlet="Reuters").outlet_side is None


def test_an_unknown_groups_army_is_not_the_states() -> None:
    text = "The Popular Salvation Army ( PSA ) entered Lima. The Peruvian Army is near. The PSA took a bridge."
    found = sides(text, country="PE")
    assert found.side_of("the Popular Salvation Army") == "popular-salvation-army"
    assert found.side_of("The PSA") == "popular-salvation-army"
    assert found.side_of("The Peruvian Army") == "pe-government"


def test_a_small_word_is_no_acronym_of_a_group() -> None:
    opponent = sides("The army is in Lima. The rebels are near.", country="PE").opponent_of("pe-government", None, 0)
    assert opponent is not None
    assert opponent.side == "pe-opposition"


def test_a_people_within_a_state_is_not_the_state() -> None:
    assert sides("Iraqi Kurdish forces met.", country="IQ").side_of("Iraqi Kurdish forces") is None


def test_one_of_a_generic_word_is_of_the_side_of_its_plural() -> None:
    theatre = bundled()["lebanon-1982"]
    assert sides("Guerrilla raids go on.", theatre).side_of("guerrilla") == "hezbollah"
