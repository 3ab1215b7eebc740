"""Fusion against simulated worlds: simulate, fuse, score, with the baselines of the scorer beside it.

    DATELINE_SCORE=FOLDER python benchmarks/fusion.py SEED... [--cold] [--cut] [--plot FILE.svg] [-- SIMULATOR OPTIONS]

FOLDER holds simulate_reports.py and score_states.py. Each world is learned from what was known by the end of its first
half, unless --cold (priors only), and scored on the second. With --cut the claims are cut at three days after the
learning, and the states up to the cut compared with those of the full run.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from dateline.fuse import FusionModel, learn
from dateline.fuse.columns import EPOCH_DAY, Columns, columns
from dateline.fuse.filter import control, nowcast, starts
from dateline.fuse.states import LEAD_IN_DAYS
from dateline.interchange import claim_from_json
from dateline.model import Claim

CUTS = (0.6, 0.75, 0.9)  # of the days
SHOWN = ("accuracy", "hard_accuracy", "brier", "hard_brier", "log_loss", "ece", "hard_ece", "delay_p90", "false_per_1k")


def states(claims: list[Claim], world: Any, model: FusionModel) -> tuple[np.ndarray, Columns]:
    """Probabilities [place, day, state] of the daily nowcast."""
    first = date.fromisoformat(world.days[0]).toordinal() - EPOCH_DAY
    table = columns(claims, model=model, places=world.places, sides=world.states[:-1])
    result = np.empty((len(world.places), len(world.days), len(world.states)))
    last, begin = first + len(world.days) - 1, first - LEAD_IN_DAYS
    for day, belief in nowcast(table, model, first=begin, last=last, start=starts(table, {}), covered=first):
        if day >= first:
            result[:, day - first] = control(belief, len(table.sides))
    return result, table


def learned(claims: list[Claim], world: Any) -> FusionModel:
    until = date.fromisoformat(world.days[len(world.days) // 2 - 1])
    return learn(claims, until=until)


def run(seed: int, options: argparse.Namespace, score: Any) -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(os.environ["DATELINE_SCORE"]) / "simulate_reports.py"
        subprocess.run([sys.executable, str(script), folder, "--seed", str(seed), *options.simulator], check=True)
        world = score.read_world(Path(folder))
    claims = [claim_from_json(line) for line in world.claims]
    half = len(world.days) // 2
    model = FusionModel.prior() if options.cold else learned(claims, world)
    found, _ = states(claims, world, model)
    if options.cut:
        compare_cuts(claims, world, model, found)
    table = {f"seed {seed}": score.score(world, half, found)}
    if options.plot:
        np.savez(f"{options.plot}.{seed}.npz", found=found[:, half:], truth=world.truth[:, half:])
    for name in options.baseline:
        table[f"seed {seed} {name}"] = score.score(world, half, score.baseline(name, world, half))
    return table


def compare_cuts(claims: list[Claim], world: Any, model: FusionModel, full: np.ndarray) -> None:
    for share in CUTS:
        day = int(len(world.days) * share)
        cut = [claim for claim in claims if claim.known and claim.known.date() <= date.fromisoformat(world.days[day])]
        found, _ = states(cut, world, model)
        same = np.array_equal(found[:, : day + 1], full[:, : day + 1])
        print(f"cut on day {day}: {'the very same states up to it' if same else 'DIFFERENT STATES'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", type=int, nargs="+")
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--cut", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", help="keep what the calibration plot needs, under this name")
    parser.add_argument("--baseline", nargs="*", default=["last", "majority5", "majority14"])
    given, simulator = sys.argv[1:], []
    if "--" in given:
        at = given.index("--")
        given, simulator = given[:at], given[at + 1 :]
    options = parser.parse_args(given)
    options.simulator = simulator
    sys.path.insert(0, os.environ["DATELINE_SCORE"])
    score = importlib.import_module("score_states")
    table: dict[str, dict[str, float]] = {}
    for seed in options.seeds:
        table |= run(seed, options, score)
    ours = [table[f"seed {seed}"] for seed in options.seeds]
    table["mean"] = {name: float(np.mean([line[name] for line in ours])) for name in SHOWN}
    print(f"{'':24}", *(f"{name.replace('_', ' '):>13}" for name in SHOWN))
    for name, line in table.items():
        print(f"{name:24}", *(f"{line[key]:13.4f}" for key in SHOWN))
    if options.json:
        options.json.write_text(json.dumps(table, indent=1, default=float))


if __name__ == "__main__":
    main()
