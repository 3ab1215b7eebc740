"""Copies: each net, what it must not catch, and edges that never change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.link import copies
from dateline.link.assertion import APART_KM, kilometres, known, order, place_key
from dateline.link.copies import CopyKind
from dateline.model import Claim, Document, Evidence, Modality, Place, Speaker

Say = Callable[..., Claim]
Name = Callable[..., Speaker]

STORY = (
    "Rebel columns rolled into Alba shortly after dawn and met almost no resistance, shopkeepers in the market said. "
    "By noon the garrison had gone and the mayor's office flew the flag of the reds. "
    "The town guards the only bridge across the Orle and its fall opens the road to the coast."
)
FACT = "the mayor's office flew the flag of the reds"


def _report(name: str, text: str, at: str, outlet: str) -> Document:
    return Document(name, text, outlet=outlet, published=datetime.fromisoformat(at.replace("Z", "+00:00")))


def _claim_in(say: Say, document: Document, fact: str = FACT, **rest: object) -> Claim:
    start = document.text.index(fact)
    evidence = Evidence(start, start + len(fact), fact)
    assert isinstance(document.published, datetime)
    at = document.published.isoformat()
    return say(evidence=evidence, document=document.id, at=at, outlet=document.outlet, **rest)


def test_the_same_words_in_two_papers_are_one_witness(say: Say) -> None:
    first = _report("a", STORY, "2030-05-01T10:00:00Z", "Dawn Post")
    second = _report("b", STORY.replace("shortly after dawn", "soon after dawn"), "2030-05-01T15:00:00Z", "Echo")
    claims = [_claim_in(say, first), _claim_in(say, second)]
    (edge,) = copies.find([first, second], claims)
    assert (edge.claim, edge.origin, edge.kind) == (claims[1].id, claims[0].id, CopyKind.TEXT)
    assert "like" in edge.reason


def test_two_papers_in_their_own_words_are_two(say: Say) -> None:
    other = "Alba is lost. Government soldiers gave it up at midday; the reds hold the bridge and the town hall."
    first = _report("a", STORY, "2030-05-01T10:00:00Z", "Dawn Post")
    second = _report("b", other, "2030-05-01T15:00:00Z", "Echo")
    claims = [_claim_in(say, first), _claim_in(say, second, "Alba is lost")]
    assert copies.find([first, second], claims) == []


def test_a_sentence_lifted_into_a_longer_report_is_a_copy(say: Say) -> None:
    padding = " ".join(f"Ministers in capital number {n} spoke about tariffs, grain and weather." for n in range(40))
    first = _report("a", STORY, "2030-05-01T10:00:00Z", "Dawn Post")
    lifted = "By noon the garrison had gone and the mayor's office flew the flag of the reds."
    second = _report("b", f"{padding} {lifted} {padding}", "2030-05-01T15:00:00Z", "Echo")
    claims = [_claim_in(say, first), _claim_in(say, second)]
    (edge,) = copies.find([first, second], claims)
    assert edge.kind is CopyKind.TEXT and "sentence" in edge.reason


def test_one_admission_told_to_two_agencies_is_one_witness(say: Say, speaker: Name) -> None:
    mayor, afp, reuters = (
        speaker("mayor Tarek Olun", "blues", level="local"),
        speaker("AFP", kind="agency"),
        speaker("Reuters", kind="agency"),
    )
    first = say(by=(mayor, afp))
    second = say(by=(speaker("Tarek Olun, the mayor", "blues", level="local"), reuters), at="2030-05-01T12:00:00Z")
    (edge,) = copies.find([], [first, second])
    assert (edge.origin, edge.kind) == (first.id, CopyKind.SPEAKER)


def test_two_agencies_reporting_for_themselves_are_two_witnesses(say: Say, speaker: Name) -> None:
    first = say(by=(speaker("AFP", kind="agency"),), outlet="Dawn Post")
    second = say(by=(speaker("Reuters", kind="agency"),), outlet="Echo", at="2030-05-01T12:00:00Z")
    assert copies.find([], [first, second]) == []


def test_one_agency_in_two_papers_is_one_witness(say: Say, speaker: Name) -> None:
    resident, afp = speaker("a resident", kind="witness"), speaker("AFP", kind="agency")
    first = say(by=(resident, afp), outlet="Dawn Post")
    second = say(by=(speaker("A resident", kind="witness"), afp), outlet="Echo", at="2030-05-01T12:00:00Z")
    third = say(by=(speaker("Agence France-Presse", kind="agency"),), outlet="Far Times", at="2030-05-01T13:00:00Z")
    agency = say(outlet="AFP", at="2030-05-01T14:00:00Z")
    edges = copies.find([], [first, second, third, agency])
    assert {edge.claim for edge in edges} == {second.id, third.id, agency.id}
    assert {edge.origin for edge in edges} == {first.id}


def test_an_admission_is_no_copy_of_the_agencys_own_line(say: Say, speaker: Name) -> None:
    afp = speaker("AFP", kind="agency")
    first = say(by=(afp,), outlet="Dawn Post")
    admission = say(by=(speaker("deputy governor", "blues", level="local"), afp), outlet="Echo", at="2030-05-01T11:00Z")
    assert copies.find([], [first, admission]) == []


def test_an_agency_that_finds_what_a_party_told_it_is_a_witness_of_its_own(say: Say, speaker: Name) -> None:
    told = say(by=(speaker("The Reds", "reds"),), outlet="Reuters")
    found = say(outlet="Reuters", at="2030-05-01T11:00:00Z")
    credited = say(by=(speaker("Reuters", kind="agency"),), outlet="Echo", at="2030-05-01T12:00:00Z")
    edges = copies.find([], [told, found, credited])
    assert [(edge.claim, edge.origin) for edge in edges] == [(credited.id, told.id)]


def test_the_first_in_the_text_is_the_origin(say: Say) -> None:
    late, early = (say(document="d", evidence=Evidence(at, at + 4, "Alba")) for at in (90, 10))
    assert [(edge.claim, edge.origin) for edge in copies.find([], [late, early])] == [(late.id, early.id)]


def test_unnamed_residents_of_two_papers_are_two(say: Say, speaker: Name) -> None:
    resident = speaker("a resident", kind="witness")
    assert copies.find([], [say(by=(resident,), outlet="Dawn Post"), say(by=(resident,), outlet="Echo")]) == []


def test_two_deputy_governors_are_two_and_an_office_is_one(say: Say, speaker: Name) -> None:
    at = "2030-05-01T12:00:00Z"
    rahim = say(by=(speaker("deputy governor Rahim", "blues", level="local"),))
    sadiq = say(by=(speaker("deputy governor Sadiq", "blues", level="local"),), outlet="Echo", at=at)
    office = say(by=(speaker("the deputy governor", "blues", level="local"),), outlet="Far Times", at=at)
    assert [edge.claim for edge in copies.find([], [rahim, sadiq])] == []
    assert [edge.origin for edge in copies.find([], [rahim, office])] == [rahim.id]


def test_a_side_and_its_spokesman_are_one_voice(say: Say, speaker: Name) -> None:
    first = say(by=(speaker("The Reds", "reds"),))
    second = say(by=(speaker("Reds spokesman Kaveh Dast", "reds"),), outlet="Echo", at="2030-05-01T12:00:00Z")
    commander = say(by=(speaker("a Reds commander", "reds"),), outlet="Far Times", at="2030-05-01T12:00:00Z")
    assert [edge.claim for edge in copies.find([], [first, second, commander])] == [second.id]


def test_after_36_hours_a_statement_is_news_again(say: Say, speaker: Name) -> None:
    reds = (speaker("The Reds", "reds"),)
    first = say("hold", by=reds)
    soon = say("hold", by=reds, at="2030-05-02T21:59:00Z")
    later = say("hold", by=reds, at="2030-05-02T22:01:00Z")
    assert [edge.claim for edge in copies.find([], [first, soon, later])] == [soon.id]


@pytest.mark.parametrize(
    "change",
    [
        {"place": "Corvo"},
        {"on": "2030-04-29"},
        {"actor": "blues"},
        {"modality": "denied"},
        {"modality": "planned"},
        {"kind": "contest"},
    ],
)
def test_another_assertion_is_never_a_copy(say: Say, speaker: Name, change: dict[str, str]) -> None:
    said = {"by": (speaker("The Reds", "reds"),), "on": "2030-05-01", "outlet": "Dawn Post"}
    first = say(**said)
    second = say(**{**said, "at": "2030-05-01T12:00:00Z", **change})
    assert copies.find([], [first, second]) == []


def test_a_hold_after_a_capture_is_the_same_assertion(say: Say, speaker: Name) -> None:
    reds = (speaker("The Reds", "reds"),)
    first, second = say("capture", by=reds), say("hold", by=reds, at="2030-05-01T18:00:00Z")
    assert [edge.claim for edge in copies.find([], [first, second])] == [second.id]


def test_one_id_and_far_coordinates_are_not_one_place(say: Say, speaker: Name) -> None:
    reds = (speaker("The Reds", "reds"),)
    here = say(by=reds)
    far = say(by=reds, at="2030-05-01T12:00:00Z", place=replace(here.place, lat=11.0))
    distance = kilometres(here.place, far.place)
    assert distance and distance > APART_KM
    assert copies.find([], [here, far]) == []


def test_a_source_nobody_knows_is_never_independent(say: Say) -> None:
    first = say(outlet="Dawn Post")
    nobody = say(outlet=None, at="2030-05-01T12:00:00Z")
    (edge,) = copies.find([], [first, nobody])
    assert edge.kind is CopyKind.UNNAMED


def test_a_report_that_says_it_twice_says_it_once(say: Say) -> None:
    first = say(outlet="Dawn Post", document="d", evidence=Evidence(0, 4, "Alba"))
    again = say("hold", outlet="Dawn Post", document="d", evidence=Evidence(50, 54, "Alba"))
    edges = copies.find([], [first, again])
    assert len(edges) == 1 and edges[0].kind is CopyKind.REPORT


def test_a_withdrawal_takes_no_part(say: Say, speaker: Name) -> None:
    reds = (speaker("The Reds", "reds"),)
    first = say(by=reds)
    withdrawn = say(by=reds, at="2030-05-01T12:00:00Z", modality="denied", retracts=first.id)
    assert copies.find([], [first, withdrawn]) == []


def test_an_edge_that_is_there_stays_and_gains_members(say: Say, speaker: Name) -> None:
    reds = (speaker("The Reds", "reds"),)
    first = say(by=(speaker("Reuters", kind="agency"),))
    linked = say(by=reds, at="2030-05-01T11:00:00Z", copy_of=first.id)
    third = say(by=reds, at="2030-05-01T12:00:00Z", outlet="Echo")
    edges = copies.find([], [first, linked, third])
    assert [(edge.claim, edge.origin) for edge in edges] == [(third.id, first.id)]
    applied = copies.apply([first, linked, third], edges)
    assert [claim.copy_of for claim in applied] == [None, first.id, first.id]


VOICES = [("The Reds", "reds", "official"), ("mayor Olun", "blues", "official"), ("a resident", None, "witness")]
RELAYS = ["AFP", "Reuters", None]


@st.composite
def _claims(draw: st.DrawFn) -> list[tuple[object, ...]]:
    one = st.tuples(
        st.integers(0, 120),
        st.sampled_from([None, *VOICES]),
        st.sampled_from(RELAYS),
        st.sampled_from(["Dawn Post", "Echo", None]),
        st.sampled_from([None, "2030-05-01", "2030-05-02", "2030-05-01/2030-05-02"]),
        st.sampled_from(["capture", "hold", "contest"]),
        st.sampled_from(["asserted", "hedged", "denied", "forecast"]),
        st.sampled_from(["Alba", "Brim"]),
    )
    return draw(st.lists(one, max_size=14))


def _make(say: Say, speaker: Name, rows: list[tuple[object, ...]]) -> list[Claim]:
    made = []
    for number, (hours, voice, relay, outlet, on, kind, modality, place) in enumerate(rows):
        assert isinstance(hours, int)
        at = (datetime(2030, 5, 1, tzinfo=UTC) + timedelta(hours=hours)).isoformat()
        by = [speaker(*voice)] if isinstance(voice, tuple) else []
        by += [speaker(relay, kind="agency")] if relay else []
        made.append(
            say(kind, place, at=at, by=tuple(by), on=on, outlet=outlet, modality=modality, document=f"d{number}")
        )
    return made


@given(rows=_claims(), cut=st.integers(0, 14))
def test_edges_never_change_as_reports_arrive(
    say: Say, speaker: Name, rows: list[tuple[object, ...]], cut: int
) -> None:
    claims = sorted(_make(say, speaker, rows), key=order)
    whole = copies.find([], claims)
    early = {claim.id for claim in claims[:cut]}
    first = copies.find([], claims[:cut])
    assert first == [edge for edge in whole if edge.claim in early]
    then = copies.find([], [*copies.apply(claims[:cut], first), *claims[cut:]])
    assert first + then == whole


@given(rows=_claims(), shuffle=st.randoms())
def test_order_of_the_input_does_not_matter(
    say: Say, speaker: Name, rows: list[tuple[object, ...]], shuffle: object
) -> None:
    claims = _make(say, speaker, rows)
    shuffled = list(claims)
    shuffle.shuffle(shuffled)  # type: ignore[attr-defined]
    assert copies.find([], claims) == copies.find([], shuffled)


@given(rows=_claims())
def test_a_cluster_has_one_place_one_reality_and_a_day_in_common(
    say: Say, speaker: Name, rows: list[tuple[object, ...]]
) -> None:
    claims = {claim.id: claim for claim in _make(say, speaker, rows)}
    clusters: dict[str, set[str]] = {}
    for edge in copies.find([], list(claims.values())):
        clusters.setdefault(edge.origin, {edge.origin}).add(edge.claim)
        assert known(claims[edge.origin]) <= known(claims[edge.claim])  # type: ignore[operator]
    for origin, members in clusters.items():
        assert len({place_key(claims[name].place) for name in members}) == 1
        assert len({claims[name].modality in (Modality.ASSERTED, Modality.HEDGED) for name in members}) == 1
        days = [claims[name].date for name in members if claims[name].date]
        assert not days or max(day.start for day in days) < min(day.end for day in days)
        assert origin not in {edge.claim for edge in copies.find([], list(claims.values()))}


def test_unlinked_places_match_by_name_and_country(say: Say, speaker: Name) -> None:
    reds = (speaker("The Reds", "reds"),)
    first = say(place=Place("Dur", country="XA"), by=reds)
    same = say(place=Place("DÛR", country="XA"), by=reds, at="2030-05-01T12:00:00Z")
    other = say(place=Place("Dur", country="XB"), by=reds, at="2030-05-01T12:00:00Z")
    assert [edge.claim for edge in copies.find([], [first, same, other])] == [same.id]


def test_the_city_of_two_reports_is_not_one_city(say: Say, speaker: Name) -> None:
    reds = (speaker("The Reds", "reds"),)
    first = say(place=Place("The city"), by=reds, document="a")
    other = say(place=Place("the city"), by=reds, document="b", at="2030-05-01T12:00:00Z")
    same = say("hold", place=Place("the city"), by=reds, document="a", at="2030-05-01T12:00:00Z")
    assert [edge.claim for edge in copies.find([], [first, other, same])] == [same.id]
