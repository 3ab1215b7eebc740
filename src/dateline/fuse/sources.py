"""How sources fared: how often what they said was borne out, as an Admiralty letter; and a digit for each claim.

A source is a speaker, a relaying agency or an outlet. The rules and their numbers are in `vocab/sources.yaml`.
A claim that only itself, or only those who gain, decided is no test of its source and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from dateline.fuse.control import StatesOf, lookup
from dateline.fuse.judgement import Judgement, Witnesses, judge, root_of
from dateline.model import Claim, SpeakerKind, Status
from dateline.vocab import vocabulary

__all__ = ["ClaimDigit", "SourceKind", "SourceRecord", "digits", "letter_of", "records"]


class SourceKind(StrEnum):
    SPEAKER = "speaker"
    AGENCY = "agency"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One source. `claims` made, of which `judged` could be tested, of which `borne_out` and `refuted` are ids."""

    kind: SourceKind
    name: str
    side: str | None
    claims: int
    judged: int
    borne_out: tuple[str, ...]
    refuted: tuple[str, ...]
    letter: str
    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class ClaimDigit:
    """One claim's digit, and the rule that gave it. `p` is the probability of what it says, None where unknown."""

    claim: str
    digit: int
    words: str
    rule: str
    p: float | None


def records(claims: Sequence[Claim], states_of: StatesOf, *, known_by: datetime) -> list[SourceRecord]:
    """The record of every source with a claim known by `known_by`, by kind and name; judged with that hindsight.

    What a speaker says counts once however often it is carried. An outlet answers for all that it prints.
    """
    state = lookup(states_of)
    usable = [claim for claim in claims if not claim.retracts and claim.known and claim.known <= known_by]
    clusters: dict[str, set[str]] = defaultdict(set)
    for claim in usable:
        clusters[root_of(claim)].add(claim.id)
    tests: dict[tuple[SourceKind, str, str | None], dict[str, bool | None]] = defaultdict(dict)
    for claim in usable:
        verdict = _verdict(claim, judge(claim, state, known_by), clusters[root_of(claim)])
        for source in _sources(claim):
            name = claim.id if source[0] is SourceKind.OUTLET else root_of(claim)
            if tests[source].get(name) is None:
                tests[source][name] = verdict
    return [_record(source, tests[source]) for source in sorted(tests, key=lambda key: (key[0], key[1], key[2] or ""))]


def _sources(claim: Claim) -> Iterator[tuple[SourceKind, str, str | None]]:
    for index, speaker in enumerate(claim.speakers):
        if speaker.kind is SpeakerKind.AGENCY:
            yield (SourceKind.AGENCY, speaker.text, None)
        elif index == 0:
            yield (SourceKind.SPEAKER, speaker.name or speaker.text, speaker.side)
    if claim.outlet:
        yield (SourceKind.OUTLET, claim.outlet, claim.outlet_side)


def _verdict(claim: Claim, judged: Judgement | None, cluster: set[str]) -> bool | None:
    """Borne out, refuted, or None: undecided, or decided by nobody but the claim's own side or cluster."""
    if judged is None:
        return None
    rules = vocabulary("sources")
    if judged.p <= rules["refuted"]:
        return False
    alone = judged.state.status is Status.CLAIMED or set(judged.state.decided_by) <= cluster
    return True if judged.p >= rules["borne_out"] and not alone else None


def _record(source: tuple[SourceKind, str, str | None], tests: Mapping[str, bool | None]) -> SourceRecord:
    borne_out = tuple(sorted(name for name, verdict in tests.items() if verdict is True))
    refuted = tuple(sorted(name for name, verdict in tests.items() if verdict is False))
    letter, words, rule = letter_of(len(borne_out), len(borne_out) + len(refuted))
    kind, name, side = source
    judged = len(borne_out) + len(refuted)
    return SourceRecord(kind, name, side, len(tests), judged, borne_out, refuted, letter, words, rule)


def letter_of(borne_out: int, judged: int) -> tuple[str, str, str]:
    """The Admiralty letter for so many borne out of so many judged, its words, and the rule in words."""
    rules = vocabulary("sources")
    share = (borne_out + 1) / (judged + 2)
    for row in rules["letters"]:
        if judged >= row["judged"] and share >= row["share"]:
            rule = f"{borne_out} of {judged} borne out; with one of each added {share:.2f}, at least {row['share']}"
            return row["letter"], row["words"], rule
    row = rules["unjudged"]
    return row["letter"], row["words"], f"{judged} judged, too few"


def digits(claims: Sequence[Claim], states_of: StatesOf, *, known_by: datetime) -> list[ClaimDigit]:
    """The digit of every claim known by `known_by`, in the order given."""
    state, witnesses = lookup(states_of), Witnesses(claims)
    usable = (claim for claim in claims if claim.known and claim.known <= known_by)
    return [_digit(claim, judge(claim, state, known_by), witnesses.other(claim, known_by)) for claim in usable]


def _digit(claim: Claim, judged: Judgement | None, witness: Claim | None) -> ClaimDigit:
    rules: Mapping[str, Any] = vocabulary("sources")
    if judged is None or claim.retracts:
        row = rules["unknown"]
        return ClaimDigit(claim.id, row["digit"], row["words"], "no state can bear it out or refute it", None)
    row = next(row for row in rules["digits"] if judged.p >= row["p"] and (witness or not row.get("witness")))
    rule = f"what it says has probability {judged.p:.2f}"
    if witness is not None and row.get("witness"):
        rule += f", and {witness.id} vouches for it independently"
    return ClaimDigit(claim.id, row["digit"], row["words"], rule, round(judged.p, 4))
