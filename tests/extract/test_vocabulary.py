"""Every entry of the control vocabulary gives the claim that it promises, from its own example."""

from __future__ import annotations

import pytest

from dateline.extract.lexicon import lexicon, noun_forms, verb_forms
from dateline.vocab import vocabulary

LEAD = "The war between the army and the rebels in Dorva went on. "

VERBS = vocabulary("control_verbs")
NOUNS = vocabulary("control_nouns")
PHRASES = vocabulary("control_phrases")


def made(claims_of, example):
    return [
        (str(claim.type), claim.rule or "")
        for claim in claims_of(LEAD + example)
        if claim.evidence and claim.evidence.end > len(LEAD)
    ]


@pytest.mark.parametrize("entry", VERBS, ids=lambda entry: f"{entry['verb']}-{entry['frame']}")
def test_verb_example(claims_of, entry):
    frame = vocabulary("control_frames")[entry["frame"]]
    types = {frame["type"], frame.get("agentless"), entry.get("statal"), entry.get("civilians")}
    types |= {"capture"} if entry.get("gives") else set()
    rule = f"verb:{entry['verb']}:{entry['frame']}"
    assert any(kind in types and by == rule for kind, by in made(claims_of, entry["example"])), entry["example"]


@pytest.mark.parametrize("entry", NOUNS, ids=lambda entry: entry["noun"])
def test_noun_example(claims_of, entry):
    found = made(claims_of, entry["example"])
    assert any(kind == entry["type"] and by == f"noun:{entry['noun']}" for kind, by in found), entry["example"]


@pytest.mark.parametrize("entry", PHRASES["control_nouns"], ids=lambda entry: entry["noun"])
def test_control_noun_example(claims_of, entry):
    found = made(claims_of, entry["example"])
    assert any(by.startswith(("state:", "control:")) for _, by in found), entry["example"]


@pytest.mark.parametrize("entry", PHRASES["held_words"], ids=lambda entry: entry["word"])
def test_held_example(claims_of, entry):
    assert (entry["type"], f"held:{entry['word']}") in made(claims_of, entry["example"]), entry["example"]


@pytest.mark.parametrize("entry", PHRASES["control_verbs"], ids=lambda entry: entry["type"])
def test_control_verb_example(claims_of, entry):
    found = made(claims_of, entry["example"])
    assert any(kind == entry["type"] and by.startswith("control:") for kind, by in found), entry["example"]


@pytest.mark.parametrize("entry", vocabulary("modality")["governors"], ids=lambda entry: entry["modality"])
def test_modality_governor_example(claims_of, entry):
    found = {str(claim.modality) for claim in claims_of("The war in Dorva went on for rebels. " + entry["example"])}
    assert entry["modality"] in found, entry["example"]


def test_every_entry_has_a_source_and_an_example():
    for entry in [*VERBS, *NOUNS, *PHRASES["control_nouns"], *PHRASES["held_words"]]:
        assert entry["source"], entry
        assert entry["example"], entry


def test_verb_forms():
    assert verb_forms("seize").keys() == {"seize", "seizes", "seizing", "seized"}
    assert verb_forms("cut", "cut").keys() == {"cut", "cuts", "cutting"}
    assert "controlled" in verb_forms("control")
    assert verb_forms("take") == {"take": "base", "takes": "s", "taking": "ing", "took": "past", "taken": "participle"}


def test_noun_forms():
    assert noun_forms("city") == ("city", "cities")
    assert noun_forms("gunman") == ("gunman", "gunmen")
    assert noun_forms("troops") == ("troops",)


def test_lexicon_is_compiled_once():
    assert lexicon() is lexicon()
