"""Two cases of fusion on priors alone: the falls of August 2021, and forty reworded copies of a losing claim.

    DATELINE_SCORE=FOLDER python benchmarks/fusion_cases.py falls CLAIMS.jsonl CAPITALS.csv
    DATELINE_SCORE=FOLDER python benchmarks/fusion_cases.py attack WORLD/claims.jsonl ATTACK.jsonl

FOLDER holds score_states.py and attack.py. `falls` fuses the hand-coded claims, lets the scorer date each capital's
fall, and prints what drove the one that was claimed before it fell. `attack` counts the places that flip.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dateline.fuse import explain, fuse, sides_of
from dateline.interchange import claim_from_json, state_to_json
from dateline.model import Claim, State

PREMATURE, SIDE = "bazarak", "taliban"  # Panjshir's capital, claimed on 3 and 4 September 2021
DRIVERS = 3


def read(path: Path) -> list[Claim]:
    return [claim_from_json(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def write(states: Iterable[State], path: Path) -> None:
    path.write_text("".join(json.dumps(state_to_json(state)) + "\n" for state in states), "utf-8")


def falls(claims_file: Path, capitals: Path) -> None:
    score: Any = importlib.import_module("score_states")
    claims = read(claims_file)
    states = list(fuse(claims))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "states.jsonl"
        write(states, path)
        result = score.score_falls(capitals, path, SIDE)
    score.print_falls(claims_file.name, result)
    print("  (of no claim: before the first, nothing is known of the place)")
    fell = date.fromisoformat(result["panjshir"]["before"])
    before = [state for state in states if state.place == PREMATURE and state.as_of < fell and state.claims]
    highest = max(before, key=lambda state: state.p[SIDE])
    print(f"{PREMATURE}, once spoken of: highest on {highest.as_of}, {SIDE} {highest.p[SIDE]:.3f}, driven by")
    own = [claim for claim in claims if claim.place.id == PREMATURE]
    found = explain(
        own, place=PREMATURE, as_of=highest.as_of, known_by=highest.known_by, sides=sides_of(claims),
        covered_from=min(claim.known.date() for claim in claims if claim.known),
    )  # fmt: skip
    for factor in found.factors[:DRIVERS]:
        said = f"{factor.speaker}, {factor.modality} {factor.type}"
        print(f"  {factor.claim}: {said}, {factor.nats:+.1f} nats for {found.state.top}")


def attack(world_file: Path, attack_file: Path) -> None:
    count: Any = importlib.import_module("attack").count
    world, copies = read(world_file), read(attack_file)
    with tempfile.TemporaryDirectory() as folder:
        without, after = Path(folder) / "without.jsonl", Path(folder) / "with.jsonl"
        for claims, path in ((world, without), ([*world, *copies], after)):
            write((state for state in fuse(claims) if state.place in {claim.place.id for claim in copies}), path)
        result = count(attack_file, without, after, None)
    print(f"{result['flipped']} of {result['places']} flip; p {result['p_without']} without, {result['p_with']} with")


def main(given: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", choices=["falls", "attack"])
    parser.add_argument("claims", type=Path)
    parser.add_argument("against", type=Path)
    options = parser.parse_args(given)
    sys.path.insert(0, os.environ["DATELINE_SCORE"])
    (falls if options.case == "falls" else attack)(options.claims, options.against)


if __name__ == "__main__":
    main()
