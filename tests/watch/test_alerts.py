"""Each rule tells its change once, with the sentences that bear it and a link on both clocks."""

import json

import pytest

from dateline import pipeline
from dateline.answers import Answers
from dateline.ledger import Ledger
from dateline.watch.alerts import alerts
from dateline.watch.config import Rule

THEATRE = "afghanistan-2021"
DAY_BY_DAY = [
    ("2021-08-12T10:00:00Z", "The Taliban captured Ghazni on Thursday, a provincial council member said. "
     "A security official confirmed the fall of Ghazni."),
    ("2021-08-12T12:00:00Z", "The Taliban said on Thursday they had captured Herat."),
    ("2021-08-12T18:00:00Z", "The defence ministry spokesman denied that Herat had fallen to the Taliban."),
    ("2021-08-13T08:00:00Z", "The Taliban now control 20 of Afghanistan's 34 provincial capitals, "
     "the United Nations said on Friday."),
]  # fmt: skip
RULES = [Rule(id=when, when=when, to=("desk",)) for when in ("crosses", "disputed", "denial", "count")]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The alerts after each report."""
    folder, before, found = tmp_path_factory.mktemp("alerts"), None, []
    with Ledger.open(folder / "x.db") as ledger:
        for number, (published, text) in enumerate(DAY_BY_DAY):
            report = {"id": f"r{number}", "published": published, "outlet": f"Paper {number}", "text": text}
            (folder / "r.jsonl").write_text(json.dumps(report) + "\n")
            pipeline.run([folder / "r.jsonl"], ledger=ledger, theatre=THEATRE)
            answers = Answers(ledger, theatre=THEATRE)
            now = answers.clocks()
            found.append(alerts(answers, RULES, before, now, permalink="http://desk"))
            before = now
    return found


def by_rule(found):
    return {alert.rule: alert for alert in found}


def test_a_place_that_crosses(told):
    (alert,) = told[0]
    assert alert.rule == "crosses" and alert.body["place"]["name"] == "Ghazni" and alert.body["p"]["taliban"] > 0.8
    assert any("captured Ghazni" in sentence["text"] for sentence in alert.body["evidence"])
    assert alert.body["permalink"].startswith("http://desk/place/geonames%3A1141269?as_of=2021-08-12&known_by=2021-08")


def test_one_side_alone_crosses_nothing(told):
    assert told[1] == []


def test_a_place_that_becomes_disputed_shows_both_sides(told):
    alert = by_rule(told[2])["disputed"]
    assert alert.body["status"] == "disputed"
    assert {sentence["outlet"] for sentence in alert.body["evidence"]} == {"Paper 1", "Paper 2"}


def test_a_denial_of_a_held_place(told):
    alert = by_rule(told[2])["denial"]
    assert alert.body["place"]["name"] == "Herat" and len(alert.body["evidence"]) == 1


def test_a_count_that_does_not_fit(told):
    alert = by_rule(told[3])["count"]
    assert "too high" in alert.body["what"] and len(alert.body["evidence"]) == 1


def test_what_is_told_again_has_the_same_id(told):
    """A claim of the very second of the last look is looked at again; the outbox knows its alert by the id."""
    ids = [(alert.rule, alert.id) for found in told for alert in found]
    assert len(set(ids)) == len({name for _, name in ids}) == 4
    assert by_rule(told[3])["denial"].id == by_rule(told[2])["denial"].id
