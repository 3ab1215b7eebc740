"""What goes in comes out: the same on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dateline.errors import LedgerError
from dateline.ledger import Clocks, Copy, Ledger, Link, Run, StateSpan, Written
from dateline.model import ClaimType, Status
from dateline.times import Interval


def test_new_ledger_is_sound(ledger: Ledger) -> None:
    report = ledger.verify()
    assert report.sound, report.faults
    assert report.head == ledger.head()


def test_everything_comes_back_as_it_was(ledger: Ledger, make: Any) -> None:
    document = make.document(text="Größe \x00 \ud800 کابل", raw=b"\x00\xff", title="A\x00title", language="en")
    claim = make.claim(rule="capture.took", retracts="an earlier claim")
    written = ledger.write(make.batch(claim, documents=[document], states=[make.state()]))
    assert written == Written(documents=1, claims=1, states=1)
    assert ledger.claims() == [claim]
    assert ledger.claim(claim.id) == claim
    assert ledger.document("one") == document
    assert ledger.documents() == [replace(document, raw=b"")]
    assert ledger.blob(document.raw_sha256) == b"\x00\xff"
    assert ledger.runs() == [make.run]
    assert ledger.places() == [replace(make.place(), within=None, precision=None)]
    assert ledger.states(make.day, make.noon) == [make.state()]
    assert ledger.verify().sound


def test_a_lone_surrogate_in_a_claim_is_kept(ledger: Ledger, make: Any) -> None:
    claim = make.claim(outlet="broken \ud83d \x00 outlet")
    ledger.write(make.batch(claim))
    assert ledger.claims() == [claim]


def test_reading_twice_adds_nothing(ledger: Ledger, make: Any) -> None:
    claim = make.claim()
    batch = make.batch(claim, copies=[Copy(claim.id, "elsewhere", "same words")], states=[make.state()])
    ledger.write(batch)
    head = ledger.head()
    assert ledger.write(batch) == Written()
    assert ledger.head() == head


def test_an_empty_batch_adds_nothing(ledger: Ledger, make: Any) -> None:
    head = ledger.head()
    assert ledger.write(make.batch(documents=[])).claims == 0
    assert ledger.head().position <= head.position + 2  # the run, and its commit


def test_claims_without_their_run_or_document_are_refused(ledger: Ledger, make: Any) -> None:
    head = ledger.head()
    with pytest.raises(LedgerError, match="run"):
        ledger.write(make.batch(make.claim(), run=None))
    with pytest.raises(LedgerError, match="document"):
        ledger.write(make.batch(make.claim(document="")))
    assert ledger.head() == head


def test_a_better_extractor_supersedes_and_both_stay_readable(ledger: Ledger, make: Any) -> None:
    old = make.claim()
    new = make.claim(extractor="rules@2", id="")
    ledger.write(make.batch(old))
    before = ledger.head().position
    ledger.write(make.batch(new, run=replace(make.run, extractor="rules@2")))
    assert ledger.claims() == [new]
    assert ledger.claims(extractor="rules@1") == [old]
    assert ledger.claims(head=before) == [old]
    assert ledger.claim(old.id) is None


def test_a_better_extractor_that_finds_nothing_supersedes_too(ledger: Ledger, make: Any) -> None:
    ledger.write(make.batch(make.claim()))
    ledger.write(make.batch(run=replace(make.run, extractor="rules@2")))
    assert ledger.claims() == []


def test_a_changed_theatre_changes_the_claims_of_the_same_ids(ledger: Ledger, make: Any) -> None:
    old = make.claim()
    new = replace(old, actor=replace(old.actor, side="alliance"))
    ledger.write(make.batch(old))
    ledger.write(make.batch(new, run=replace(make.run, theatre_digest="other")))
    assert ledger.claims() == [new]


def test_a_report_under_an_old_id_with_another_text_is_named(ledger: Ledger, make: Any) -> None:
    ledger.write(make.batch(make.claim()))
    written = ledger.write(make.batch(documents=[make.document(text="Something else.")]))
    assert written.revised == ("one",)
    assert ledger.claims() == []
    assert [document.text for document in ledger.documents()] == ["Something else."]


def test_a_fetched_report_is_known_from_when_it_was_first_fetched(ledger: Ledger, make: Any) -> None:
    for days in (0, 1):
        at = make.later(days)
        written = ledger.write(make.batch(make.claim(known=at), documents=[make.document(fetched=at)]))
    assert written == Written()
    assert ledger.claims(known_by=make.noon)[0].known == make.noon
    assert ledger.clocks().known_by == make.noon


def test_a_page_that_changed_answers_by_what_was_known(ledger: Ledger, make: Any) -> None:
    first, second = make.later(0), make.later(1)
    late = make.batch(
        make.claim(side="south", known=second), documents=[make.document(text="Corrected.", fetched=second)]
    )
    early = make.batch(make.claim(known=first), documents=[make.document(fetched=first)])
    ledger.write(late)  # arrival in the wrong order does not matter
    ledger.write(early)
    assert [claim.actor.side for claim in ledger.claims(known_by=first) if claim.actor] == ["north"]
    assert [claim.actor.side for claim in ledger.claims(known_by=second) if claim.actor] == ["south"]
    document = ledger.document("one", known_by=first)
    assert document and document.text == make.document().text
    assert [ledger.write(batch) for batch in (early, late, early)] == [Written()] * 3


def test_nothing_is_known_before_its_time(ledger: Ledger, make: Any) -> None:
    at = make.noon + timedelta(microseconds=1)
    ledger.write(make.batch(make.claim(known=at), documents=[]))
    assert ledger.claims(known_by=at) == []
    assert len(ledger.claims(known_by=make.noon + timedelta(seconds=1))) == 1


def test_lines_of_an_imported_table_have_each_their_moment(ledger: Ledger, make: Any) -> None:
    lines = [make.claim("table", known=make.later(days), side=str(days)) for days in range(3)]
    ledger.write(make.batch(*lines, documents=[]))
    assert [len(ledger.claims(known_by=make.later(days))) for days in (-1, 0, 1, 2)] == [0, 1, 2, 3]
    assert ledger.clocks().known_by == make.later(2)
    assert ledger.claims(since=make.later(1)) == lines[1:]


def test_documents_since_a_moment(ledger: Ledger, make: Any) -> None:
    documents = [make.document(name, published=make.later(days)) for days, name in enumerate("abc")]
    ledger.write(make.batch(documents=documents))
    assert [document.id for document in ledger.documents(since=make.later(1))] == ["b", "c"]


def test_questions_by_place_type_document_and_theatre(ledger: Ledger, make: Any) -> None:
    one, two = make.claim(), make.claim(document="two", place="lakeside", type=ClaimType.HOLD)
    ledger.write(make.batch(one, two, documents=[]))
    other = make.claim(document="three")
    ledger.write(make.batch(other, documents=[], run=Run("0.1.0", theatre="sea-war")))
    assert ledger.claims(place="test:lakeside") == [two]
    assert ledger.claims(types=[ClaimType.HOLD]) == [two]
    assert ledger.claims(document="three") == [other]
    assert ledger.claims(theatre="sea-war") == [other]
    assert [place.id for place in ledger.places("sea-war")] == ["test:hilltown"]
    assert [place.id for place in ledger.places()] == ["test:hilltown", "test:lakeside"]


def test_clocks_are_those_of_what_stands(ledger: Ledger, make: Any) -> None:
    with pytest.raises(LedgerError, match="no dated report"):
        ledger.clocks()
    wrong = make.later(400)
    ledger.write(make.batch(make.claim(published=wrong, known=wrong), documents=[make.document(published=wrong)]))
    ledger.write(make.batch(make.claim()))
    assert ledger.clocks("hill-war") == Clocks(make.day, make.noon)
    with pytest.raises(LedgerError):
        ledger.clocks("sea-war")


# --- copies and lanes


def test_a_copy_names_the_first_of_its_line_that_stands(ledger: Ledger, make: Any) -> None:
    first, second, third = (make.claim(document=name, known=make.later(days)) for days, name in enumerate("abc"))
    copies = [Copy(second.id, first.id, "credit"), Copy(third.id, second.id, "same words")]
    ledger.write(make.batch(first, second, third, documents=[], copies=copies))
    assert [claim.copy_of for claim in ledger.claims()] == [None, first.id, first.id]
    ledger.review(first.id, "reject", author="ann", reason="not a claim")
    assert [claim.copy_of for claim in ledger.claims()] == [None, second.id]
    ledger.write(make.batch(documents=[], copies=[Copy(third.id, "", "the words differ")]))
    assert [claim.copy_of for claim in ledger.claims()] == [None, None]


def test_a_copy_known_before_its_origin_stands_for_itself(ledger: Ledger, make: Any) -> None:
    origin, copy = make.claim(document="a", known=make.later(1)), make.claim(document="b")
    ledger.write(make.batch(origin, copy, documents=[], copies=[Copy(copy.id, origin.id, "credit")]))
    assert [claim.copy_of for claim in ledger.claims(known_by=make.noon)] == [None]
    assert [claim.copy_of for claim in ledger.claims()] == [origin.id, None]


def test_an_origin_elsewhere_is_still_the_origin(ledger: Ledger, make: Any) -> None:
    origin, copy = make.claim(document="a", place="lakeside"), make.claim(document="b")
    ledger.write(make.batch(origin, copy, documents=[], copies=[Copy(copy.id, origin.id, "credit")]))
    assert [claim.copy_of for claim in ledger.claims(place="test:hilltown")] == [origin.id]
    ledger.review(origin.id, "reject", author="ann", reason="not a claim")
    assert [claim.copy_of for claim in ledger.claims(place="test:hilltown")] == [None]
    assert [claim.copy_of for claim in ledger.claims(place="test:hilltown", reviewed=False)] == [origin.id]


def test_a_ring_of_copies_has_one_origin(ledger: Ledger, make: Any) -> None:
    claims = [make.claim(document=name) for name in "abc"]
    ring = [Copy(one.id, two.id, "same words") for one, two in zip(claims, claims[1:] + claims[:1], strict=True)]
    ledger.write(make.batch(*claims, documents=[], copies=ring))
    origin = min(claim.id for claim in claims)
    assert {claim.id: claim.copy_of for claim in ledger.claims()} == {
        claim.id: None if claim.id == origin else origin for claim in claims
    }


def test_a_claim_that_says_what_it_copies_is_linked(ledger: Ledger, make: Any) -> None:
    origin = make.claim(document="a")
    copy = make.claim(document="b", copy_of=origin.id)
    ledger.write(make.batch(origin, copy, documents=[]))
    assert {claim.id: claim.copy_of for claim in ledger.claims()} == {origin.id: None, copy.id: origin.id}


def test_lanes_are_a_side_each_with_copies_under_their_origin(ledger: Ledger, make: Any) -> None:
    north, copy = make.claim(document="a"), make.claim(document="b")
    south, nobody = make.claim(document="c", side="south"), make.claim(document="d", speakers=())
    ledger.write(make.batch(north, copy, south, nobody, documents=[], copies=[Copy(copy.id, north.id, "same words")]))
    lanes = {lane.side: lane.entries for lane in ledger.lanes("test:hilltown")}
    assert set(lanes) == {None, "north", "south"}
    [entry] = lanes["north"]
    assert entry.claim == north
    assert [claim.id for claim in entry.copies] == [copy.id]


def test_other_links_are_kept(ledger: Ledger, make: Any) -> None:
    claim = make.claim()
    links = [Link(claim.id, "event", "event-1"), Link(claim.id, "event", "event-2")]
    assert ledger.write(make.batch(claim, links=links)).links == 2
    assert ledger.write(make.batch(claim, links=links)).links == 0
    assert ledger.claims() == [claim]


# --- states


def test_a_newer_computation_supersedes(ledger: Ledger, make: Any) -> None:
    assert ledger.write_states([make.state(share=0.6)], run=make.run) == 1
    before = ledger.head().position
    assert ledger.write_states([make.state(share=0.8)], run=make.run) == 1
    assert ledger.states(make.day, make.noon) == [make.state(share=0.8)]
    assert ledger.states(make.day, make.noon, head=before) == [make.state(share=0.6)]
    assert ledger.states(make.day, make.later(-1)) == []
    assert ledger.states(make.day + timedelta(1), make.noon) == []


def test_states_written_again_add_nothing(ledger: Ledger, make: Any) -> None:
    known = [make.state(share=share / 10, known_by=make.later(share)) for share in (6, 7, 8)]
    assert ledger.write_states(known, run=make.run) == 3
    assert ledger.write_states(reversed(known), run=make.run) == 0
    for state in known:
        assert ledger.states(make.day, state.known_by) == [state]


def test_a_computation_taken_up_again_supersedes_what_came_between(ledger: Ledger, make: Any) -> None:
    between = StateSpan(make.state(share=0.2), Interval.span(make.day, make.day + timedelta(3)))
    ledger.write_states([make.state(share=0.6)], run=make.run)
    ledger.write_states([between], run=make.run)
    assert ledger.write_states([make.state(share=0.6)], run=make.run) == 1
    assert ledger.states(make.day, make.noon) == [make.state(share=0.6)]


def test_a_state_over_days_ends_where_it_says(ledger: Ledger, make: Any) -> None:
    days = Interval.span(make.day, make.day + timedelta(9))
    ledger.write_states([StateSpan(make.state(), days, make.later(3))], run=make.run)
    assert ledger.states(days.last, make.noon, places=["test:hilltown"])[0].status is Status.CLAIMED
    assert ledger.states(days.last, make.noon, places=["test:lakeside"]) == []
    assert ledger.states(days.end, make.noon) == []
    assert ledger.states(days.last, make.later(3)) == []


def test_changes_between_two_pairs_of_clocks(ledger: Ledger, make: Any) -> None:
    states = [make.state(), make.state("lakeside"), make.state("hilltown", 0.1, known_by=make.later(1))]
    ledger.write_states(states, run=make.run)
    [change] = ledger.changes(Clocks(make.day, make.noon), Clocks(make.day, make.later(1)))
    assert change.place == "test:hilltown"
    assert change.before and change.before.top == "north"
    assert change.after and change.after.top == "south"
