"""Lanes per speaker side; copies folded under their origin."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Claim, ClaimType, Modality, Place
from dateline.publish import lanes
from dateline.publish.picture import Picture


def test_lanes_follow_the_theatre_and_no_stake_comes_last(picture: Picture) -> None:
    found = lanes.lanes(lanes.by_place(picture.claims)["herat"], picture.sides)
    assert [lane.side for lane in found] == ["taliban", "government", None]
    assert found[0].lines[0].copies[0].copy_of == found[0].lines[0].claim.id


def test_a_copy_without_its_origin_stands_for_the_line(picture: Picture) -> None:
    copy = next(claim for claim in picture.claims if claim.copy_of)
    twin = replace(copy, id="twin")
    (lane,) = lanes.lanes([copy, twin], picture.sides)
    assert len(lane.lines) == 1 and len(lane.lines[0].copies) == 1


def test_a_circle_of_copies_ends(picture: Picture) -> None:
    one = replace(picture.claims[0], id="a", copy_of="b")
    other = replace(picture.claims[0], id="b", copy_of="a")
    assert sum(1 + len(line.copies) for lane in lanes.lanes([one, other], ()) for line in lane.lines) == 2


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_no_claim_is_lost_or_doubled(pairs: list[tuple[int, int]]) -> None:
    base = Claim("d", ClaimType.HOLD, Modality.ASSERTED, None, Place("X"))
    claims = {
        str(name): replace(base, id=str(name), copy_of=str(copy) if copy != name else None) for name, copy in pairs
    }
    found = [
        claim.id
        for lane in lanes.lanes(list(claims.values()), ())
        for line in lane.lines
        for claim in (line.claim, *line.copies)
    ]
    assert sorted(found) == sorted(claims)


def test_unlinked_places_keep_their_words(picture: Picture) -> None:
    lost = replace(picture.claims[0], place=replace(picture.claims[0].place, id=None, text="Nowhere"))
    assert list(lanes.by_place([lost])) == ["text:Nowhere"]
