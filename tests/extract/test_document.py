"""Claims of short texts: slots, reference, coordination; and the invariants that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Scale
from dateline.vocab import vocabulary

CASES = {
    "active": ("Rebels seized Dorva on Monday.", ("capture", "asserted", "Dorva", "Rebels")),
    "passive": ("Dorva was overrun by rebels.", ("capture", "asserted", "Dorva", "rebels")),
    "participle": ("Dorva, a town retaken by the army, was calm.", ("capture", "asserted", "Dorva", "the army")),
    "intransitive": ("Dorva fell to the rebels.", ("capture", "asserted", "Dorva", "the rebels")),
    "nominal": ("The rebels' capture of Dorva was a blow.", ("capture", "asserted", "Dorva", "The rebels")),
    "set phrase": ("Dorva is in the hands of the rebels.", ("hold", "asserted", "Dorva", "the rebels")),
    "modifier": ("They fled rebel-held Dorva.", ("hold", "asserted", "Dorva", "rebel")),
    "loss": ("The rebels lost Dorva to the army.", ("capture", "asserted", "Dorva", "the army")),
    "ousted": ("The rebels were ousted from Dorva.", ("leave", "asserted", "Dorva", "The rebels")),
    "purpose": ("Rebels launched an offensive to retake Dorva.", ("capture", "planned", "Dorva", "Rebels")),
    "its attack": ("Rebels launched an offensive to retake Dorva.", ("contest", "asserted", "Dorva", "Rebels")),
    "attempt": ("Rebels tried to retake Dorva.", ("contest", "asserted", "Dorva", "Rebels")),
    "denied": ("Rebels did not capture Dorva.", ("capture", "denied", "Dorva", "Rebels")),
    "hedged": ("Rebels reportedly captured Dorva.", ("capture", "hedged", "Dorva", "Rebels")),
    "planned": ("The army vowed to retake Dorva from the rebels.", ("capture", "planned", "Dorva", "The army")),
    "conditional": ("If rebels capture Dorva, the war is lost.", ("capture", "conditional", "Dorva", "rebels")),
    "forecast": ("Dorva could fall to the rebels within days.", ("capture", "forecast", "Dorva", "the rebels")),
    "the city": (
        "Rebels entered Dorva. The army has left the city.",
        ("leave", "asserted", "Dorva", "The army"),
    ),
    "it": ("Rebels stormed Dorva and captured it.", ("capture", "asserted", "Dorva", "Rebels")),
    "adjective": ("Rebels rolled unopposed into Dorva.", ("contest", "asserted", "Dorva", "Rebels")),
    "noun for participle": (
        "Rebels attacked Dorva. It was overrun before dawn.",
        ("capture", "asserted", "Dorva", "Rebels"),
    ),
    "object behind": (
        "The army wrested from the rebels the port of Dorva.",
        ("capture", "asserted", "port of Dorva", "The army"),
    ),
    "unknown name": ("Rebels still hold Kavumu.", ("hold", "asserted", "Kavumu", "Rebels")),
    "unknown name, passive": (
        "Kavumu was taken by the rebels on Friday.",
        ("capture", "asserted", "Kavumu", "the rebels"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_case(told, name):
    text, wanted = CASES[name]
    assert wanted in told(text)


def test_coordinated_places(told):
    found = told("Rebels captured Dorva, Pell and Oster from the army.", Pell=Scale.TOWN, Oster=Scale.TOWN)
    assert {place for kind, _, place, _ in found if kind == "capture"} == {"Dorva", "Pell", "Oster"}


def test_former_holder_is_no_hold(told):
    assert not any(kind == "hold" for kind, *_ in told("The army captured rebel-held Dorva."))


def test_count_keeps_number_and_total(claims_of):
    claims = claims_of("Rebels have taken 12 of the 34 provincial capitals.", Dravia=Scale.COUNTRY)
    quantities = [claim.quantity for claim in claims if claim.type == "count"]
    assert [(each.value, each.of) for each in quantities if each] == [(12, 34)]


def test_enemy_and_own_are_marked(claims_of):
    claims = claims_of('"Our forces captured Dorva. The enemy fled Dorva," a rebel spokesman said.')
    assert {claim.actor.mark for claim in claims if claim.actor} >= {"own", "enemy"}


@pytest.mark.parametrize(
    "text",
    [
        "The coach took control of the club and the team held on.",
        "Voters ousted the mayor, and the party lost control of the council.",
        "The army of volunteers cleared the beach of plastic.",
    ],
)
def test_peace_gives_no_claim(told, text):
    assert not told(text)


def test_title_claims_are_marked(claims_of):
    claims = claims_of("Rebels seized Dorva on Monday.", title="Rebels capture Dorva")
    assert {claim.evidence.field for claim in claims if claim.evidence} == {"title", "text"}


def test_every_claim_names_its_rule(claims_of):
    assert all(claim.rule and claim.extractor for claim in claims_of("Rebels seized Dorva. The army left Dorva."))


WORDS = st.sampled_from(
    [entry["example"] for entry in vocabulary("control_verbs")]
    + ["“", "”", "\n", "\n\n", "IS", "’", "\u0130", "\U0001f525", "REBELS TAKE DORVA.", "3,000", "-", "* ", "\ud800"]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS | st.text(max_size=20), max_size=12).map(" ".join))
def test_any_text_gives_evidence_that_slices(claims_of, text):
    for claim in claims_of(text):
        assert claim.evidence is not None
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text
        assert claim.evidence.text.strip()


@settings(max_examples=5, deadline=None)
@given(st.permutations(["Rebels seized Dorva.", "The army left Dorva.", "Clashes shook Dorva."]))
def test_order_of_documents_does_not_matter(claims_of, texts):
    alone = {text: [claim.rule for claim in claims_of(text)] for text in sorted(texts)}
    assert {text: [claim.rule for claim in claims_of(text)] for text in texts} == alone


STANDING = {
    "in control": ("Rebels have been in control of Dorva since Sunday.", ("hold", "asserted", "Dorva", "Rebels")),
    "remains with": ("The town of Dorva remained with the rebels.", ("hold", "asserted", "Dorva", "the rebels")),
    "free of": ("Dorva is now free of rebels, the army said.", ("capture", "asserted", "Dorva", "the army")),
    "inside": ("Rebels were inside Dorva within hours.", ("contest", "asserted", "Dorva", "Rebels")),
    "enemy hands": ("Dorva was not yet in enemy hands.", ("hold", "denied", "Dorva", "enemy")),
    "from which": ("Rebels took Dorva, from which the army withdrew.", ("leave", "asserted", "Dorva", "the army")),
    "moved on": ("The army advanced on Dorva and reached Pell.", ("contest", "asserted", "Dorva", "The army")),
    "a verb unknown": ("Rebels strolled into Dorva at noon.", ("contest", "asserted", "Dorva", "Rebels")),
    "not true": ("It is not true that rebels hold Dorva.", ("hold", "denied", "Dorva", "rebels")),
    "reports dismissed": (
        "The ministry dismissed reports that rebels had taken Dorva.",
        ("capture", "denied", "Dorva", "rebels"),
    ),
    "has yet to": ("The army has yet to retake Dorva.", ("capture", "denied", "Dorva", "The army")),
    "until": ("Rebels held Dorva until the army retook it.", ("capture", "asserted", "Dorva", "the army")),
}


@pytest.mark.parametrize("name", STANDING)
def test_how_things_stand(told, name):
    text, wanted = STANDING[name]
    assert wanted in told("Fighting went on in Dorva. " + text)


def test_an_unnamed_place_keeps_its_words_and_has_a_name_in_full(claims_of):
    claims = claims_of("The army entered Dorva. It shelled the rebel-held districts of the city.", Dorva=Scale.TOWN)
    held = next(claim for claim in claims if claim.type == "hold")
    assert held.place.text == "the rebel-held districts of the city" or held.place.text.startswith("rebel-held")
    assert held.place.name == "districts of Dorva"


def test_a_list_that_the_parser_takes_apart(told):
    found = told("Rebels seized the airport, the radio station and a military base in Dorva.")
    assert {place for kind, _, place, _ in found if kind == "capture"} >= {"the airport", "the radio station"}


def test_without_a_fight_is_no_fight(told):
    assert not any(kind == "contest" for kind, *_ in told("Dorva fell without a fight."))


def test_a_fight_that_is_avoided_is_no_fight(told):
    assert not any(
        kind == "contest" for kind, *_ in told("Rebels took Dorva after elders had asked to avoid a battle.")
    )


def test_a_name_that_opens_a_sentence_is_a_name_whatever_its_tag(told):
    assert ("capture", "asserted", "Nili", "the rebels") in told("Nili fell to the rebels.", Nili=Scale.TOWN)
    assert not told("Peace fell to the rebels.")
