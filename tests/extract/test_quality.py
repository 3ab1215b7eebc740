"""The quality gate: claims on a gold set of our own wording, by a floor that cannot sink unsaid.

`tests/gold/floors.json` keeps every floor there was. The last one is in force. A floor below the one before it needs
a reason in the file, and a change of the gold needs a new digest: neither happens unseen in a review.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from datetime import date
from pathlib import Path

import pytest

from dateline.extract import extract
from dateline.model import REAL, TERRITORY, Document, Modality

GOLD = Path(__file__).parents[1] / "gold" / "claims"
FLOORS = json.loads((GOLD.parent / "floors.json").read_text("utf-8"))["claims"]


def words(text):
    plain = "".join(letter if letter.isalnum() else " " for letter in (text or "").lower())
    return {word.removesuffix("s") for word in plain.split()} - {"the", "a", "an", "of", "in", "at"}


def reality(modality):
    return "denied" if modality == Modality.DENIED else "actual" if modality in REAL else "unreal"


def same(gold, claim, sides):
    place = words(claim.place.text) == words(gold["place"]["text"]) or words(claim.place.name) == words(
        gold["place"]["text"]
    )
    told = words(claim.actor.text) | words(claim.actor.name) if claim.actor else set()
    names = [words(name) for name in [*sides.get(gold["actor"], []), gold["actor_text"]] if name]
    actor = not gold["actor"] or any(name <= told or (told and told <= name) for name in names)
    return claim.type == gold["type"] and reality(claim.modality) == reality(gold["modality"]) and place and actor


@pytest.fixture(scope="module")
def score():
    """(matched, gold, found, evidence within the gold's sentence) over the territory group."""
    from dateline.link.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    matched = wanted = found = shown = 0
    for path in sorted(GOLD.glob("*.json")):
        line = json.loads(path.read_text("utf-8"))
        document = Document(line["id"], line["text"], published=date.fromisoformat(line["published"]))
        claims = [claim for claim in extract(document, gazetteer) if claim.type in TERRITORY]
        keys = {
            (claim.type, claim.modality, claim.place.text, claim.actor.text if claim.actor else None)
            for claim in claims
        }
        golds = [each for each in line["claims"] if each["type"] in TERRITORY]
        left = list(claims)
        for gold in golds:
            fit = next((claim for claim in left if same(gold, claim, line["sides"])), None)
            if fit is not None:
                left.remove(fit)
                matched += 1
                shown += fit.evidence.start < gold["end"] and gold["start"] < fit.evidence.end
        wanted += len(golds)
        found += len(keys)
    return matched, wanted, found, shown


def test_floor_holds(score):
    matched, wanted, found, shown = score
    f1 = 2 * matched / (wanted + found)
    floor = FLOORS[-1]
    assert f1 >= floor["f1"], f"territory F1 {f1:.3f} on our own gold, floor {floor['f1']}"
    assert shown / matched >= floor["evidence"]


def test_no_floor_was_lowered_unsaid():
    for before, after in itertools.pairwise(FLOORS):
        lower = after["f1"] < before["f1"] or after["evidence"] < before["evidence"]
        assert not lower or after.get("reason"), f"the floor of {after['date']} is lower than before: say why"


def test_gold_is_the_one_the_floor_was_set_on():
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(GOLD.glob("*.json")))).hexdigest()
    assert digest == FLOORS[-1]["gold"], f"the gold changed: add a floor measured on it, with its digest {digest}"


def test_gold_is_large_and_sound():
    paths = sorted(GOLD.glob("*.json"))
    assert len(paths) >= 40
    for path in paths:
        line = json.loads(path.read_text("utf-8"))
        for claim in line["claims"]:
            assert line["text"][claim["start"] : claim["end"]] == claim["evidence"]
            assert claim["actor"] is None or claim["actor"] in line["sides"]
