"""How places stand, what is denied of them, and what a clause takes over from the one before."""

from __future__ import annotations

import pytest

from dateline.model import Scale

LEAD = "The war between the army and the rebels in Dorva went on. "
KNOWN = {"Kessa": Scale.TOWN, "Malka": Scale.TOWN}

STATED = [
    ("Rebels now in control of Kessa and its airport, residents say.", "hold", "Kessa", "asserted"),
    ("The rebels are in charge in Kessa again.", "hold", "Kessa", "asserted"),
    ("Kessa remains loyal to the president.", "hold", "Kessa", "asserted"),
    ("The guerrillas have been masters of Kessa since Tuesday.", "hold", "Kessa", "asserted"),
    ("Kessa has been rebel territory since March.", "hold", "Kessa", "asserted"),
    ("Kessa is the rebels' last bastion.", "hold", "Kessa", "asserted"),
    ("The army has full command of Kessa.", "hold", "Kessa", "asserted"),
    ("The rebels tightened their grip on Kessa.", "hold", "Kessa", "asserted"),
    ("Control of Kessa rests with the rebels.", "hold", "Kessa", "asserted"),
    ('"We still have the refinery," the rebel commander said.', "hold", "the refinery", "asserted"),
    (
        "The army seized the ridge, which gives it control of the Kessa valley.",
        "capture",
        "Kessa valley",
        "asserted",
    ),
    ("Kessa slipped from the grip of the army on Sunday.", "leave", "Kessa", "asserted"),
    ("Kessa was wrested from rebel control by the army.", "capture", "Kessa", "asserted"),
    ("Rebel forces are on the outskirts of Kessa.", "contest", "Kessa", "asserted"),
    ("The rebels are 20 km from Kessa.", "contest", "Kessa", "asserted"),
    ("Government forces have Kessa surrounded.", "contest", "Kessa", "asserted"),
    ("His men had no intention of entering Kessa, the rebel general said.", "contest", "Kessa", "denied"),
    ("Kessa belongs to the rebels now.", "hold", "Kessa", "asserted"),
    ("The army no longer controls Kessa.", "hold", "Kessa", "denied"),
    ("The rebels have no control over Kessa, the mayor said.", "hold", "Kessa", "denied"),
    ("The army has no plans to withdraw from Kessa.", "leave", "Kessa", "denied"),
    ("It was unclear who controlled Kessa.", "hold", "Kessa", "conditional"),
    ("The town of Kessa was bracing for an attack by the rebels.", "contest", "Kessa", "forecast"),
    ("The whole of Kessa is under our control, the rebels said.", "hold", "Kessa", "asserted"),
    ("Dozens of soldiers in Kessa went over to the rebels.", "surrender", "Kessa", "asserted"),
    ("Kessa was held by the rebels, as was Malka.", "hold", "Malka", "asserted"),
    ("Kessa fell to the rebels on Monday, and so did Malka.", "capture", "Malka", "asserted"),
    ("The rebels hold Kessa but not Malka.", "hold", "Malka", "denied"),
    ("The rebels control Kessa, but not the airport.", "hold", "the airport", "denied"),
]

QUIET = [
    "Mr Brown is in control of the company, analysts in London said.",
    "The party has control of the senate.",
    "The company still has the refinery in Texas.",
    "Prices are under control in Malka.",
    "The chairman remains loyal to the president of the club.",
    "The minister is in Kessa for talks.",
    "The bank tightened its grip on lending in Kessa.",
]


@pytest.mark.parametrize(("text", "kind", "place", "modality"), STATED, ids=[case[0] for case in STATED])
def test_states(told, text, kind, place, modality):
    found = {(each[0], each[2], each[1]) for each in told(LEAD + text, **KNOWN)}
    assert (kind, place, modality) in found, found


@pytest.mark.parametrize("text", QUIET)
def test_civil_senses_say_nothing(told, text):
    assert not told(LEAD + text, **KNOWN)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("The rebels said they had taken Kessa; the army said it still held Malka.", ["The rebels", "the army"]),
        ("The rebels said they held Kessa and the army said it had retaken Malka.", ["The rebels", "the army"]),
        ("The army said it had retaken Kessa, while residents said rebels held Malka.", ["The army", "residents"]),
    ],
)
def test_the_word_goes_over_to_another_speaker(claims_of, text, speakers):
    chains = [[speaker.text for speaker in claim.speakers] for claim in claims_of(text, **KNOWN)]
    assert chains == [[speaker] for speaker in speakers]
