"""The review queue: what can move the map, by how much."""

from __future__ import annotations

from dateline.fuse.queue import reviewable, reviews
from dateline.model import Claim, ClaimType, Modality, Place


def _claim(name: str, kind: str = "capture", modality: str = "asserted", **rest: str) -> Claim:
    return Claim("d", ClaimType(kind), Modality(modality), None, Place("Alba", id="alba"), id=name, **rest)


def test_the_weightiest_first_and_nothing_without_weight() -> None:
    change = {"a": 0.1, "b": 0.6, "c": 0.0, "d": 0.6}
    found = reviews([_claim(name) for name in "abcd"], lambda claim: change[claim.id])
    assert [item.claim for item in found] == ["b", "d", "a"]
    assert found[0].weight == 0.3 and "0.60" in found[0].why
    assert reviews([_claim(name) for name in "abcd"], lambda claim: change[claim.id], limit=1) == found[:1]


def test_doubt_weighs() -> None:
    found = reviews([_claim("a"), _claim("b")], lambda claim: 0.5, doubt={"a": 0.9, "b": 0.1})
    assert [item.claim for item in found] == ["a", "b"]


def test_what_cannot_move_the_map_is_not_asked_about() -> None:
    idle = [
        _claim("copy", copy_of="a"),
        _claim("withdrawal", retracts="a"),
        _claim("count", "count"),
        _claim("toll", "harm"),
        _claim("forecast", modality="forecast"),
        Claim("d", ClaimType.CAPTURE, Modality.ASSERTED, None, Place("Nowhere"), id="nowhere"),
    ]
    assert not any(map(reviewable, idle))
    assert reviewable(_claim("denial", modality="denied"))
    assert not reviewable(_claim("done"), reviewed=frozenset({"done"}))
