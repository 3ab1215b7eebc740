"""Agreement with a coder: what meets, what each lacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dateline.link.agreement import agreement
from dateline.model import Claim, Place

Say = Callable[..., Claim]


def test_who_has_what(say: Say) -> None:
    theirs = [
        say("capture", "Alba", "reds", on="2030-05-01", outlet="Coder"),
        say("contest", "Corvo", "reds", on="2030-05-03", outlet="Coder"),
    ]
    ours = [
        say("hold", "Brim", "reds", at="2030-05-02T10:00:00Z"),  # 11 km away, a day later
        say("capture", "Alba", "blues", on="2030-05-01", outlet="Echo"),
        say("contest", "Alba", "reds", on="2030-05-03"),
        say("capture", "Alba", "reds", on="2030-07-01", at="2030-07-01T10:00:00Z"),  # beyond the coder's days
        say("capture", "Alba", "reds", on="2030-05-01", modality="planned"),
    ]
    found = agreement(ours, theirs)
    contest, control = sorted(found.families, key=lambda row: row.theirs_met)
    assert (control.theirs, control.theirs_met, control.ours, control.ours_met) == (1, 1, 2, 2)
    assert (control.same_side, control.sided) == (1, 1)
    assert (contest.theirs_met, contest.ours_met) == (0, 0)
    assert found.only_theirs == (theirs[1].id,) and found.only_ours == (ours[2].id,)
    assert str(found.days) == "2030-05-01/2030-05-03"


def test_a_row_no_more_exact_than_a_province_is_met_in_it(say: Say) -> None:
    row = say("strike", Place("North", precision=3, admin1="Nord", lat=50.0, lon=20.0), on="2030-05-01", outlet="Coder")
    claim = say("strike", "Alba", on="2030-05-01")
    assert agreement([claim], [row]).families[0].theirs_met == 0
    inside = replace(claim, place=replace(claim.place, admin1="nord"))
    assert agreement([inside], [row]).families[0].theirs_met == 1


def test_copies_do_not_count_and_no_rows_give_no_agreement(say: Say) -> None:
    row = say("strike", on="2030-05-01", outlet="Coder")
    echo = say("strike", on="2030-05-01", copy_of="x")
    assert agreement([echo], [row]).families[0].ours == 0
    assert agreement([echo], []).days is None
