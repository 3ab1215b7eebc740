"""The calibration plot of docs/fusion.md: how often the most probable state was right, by how sure it was.

DATELINE_SCORE=FOLDER python benchmarks/fusion_calibration.py SEED --out docs/fusion-calibration.svg
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from dateline.fuse import FusionModel
from dateline.interchange import claim_from_json
from fusion import learned, states

BINS = 15  # of the scorer
SIDE, EDGE = 360, 40  # of the plot, in pixels


def dots(seed: int, score: Any, cold: bool) -> list[tuple[float, float, int]]:
    """(sure, right, place-days) of each bin."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(os.environ["DATELINE_SCORE"]) / "simulate_reports.py"
        subprocess.run([sys.executable, str(script), folder, "--seed", str(seed)], check=True)
        world = score.read_world(Path(folder))
    claims = [claim_from_json(line) for line in world.claims]
    found, _ = states(claims, world, FusionModel.prior() if cold else learned(claims, world))
    scored, _ = score.scored_cells(world, len(world.days) // 2)
    sure, right = found.max(axis=-1)[scored], (found.argmax(axis=-1) == world.truth)[scored]
    at = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [(sure[at == b].mean(), right[at == b].mean(), int((at == b).sum())) for b in range(BINS) if (at == b).any()]


def svg(series: dict[str, list[tuple[float, float, int]]]) -> str:
    size = SIDE + 2 * EDGE

    def at(sure: float, right: float) -> tuple[float, float]:
        return EDGE + SIDE * sure, EDGE + SIDE * (1 - right)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" font-family="sans-serif">']
    parts.append(f'<rect x="{EDGE}" y="{EDGE}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#888"/>')
    parts.append(f'<line x1="{EDGE}" y1="{EDGE + SIDE}" x2="{EDGE + SIDE}" y2="{EDGE}" stroke="#bbb"/>')
    parts.append(
        f'<text x="{EDGE}" y="{size - 10}" font-size="12">probability of the most probable state, 0 to 1</text>'
    )
    parts.append(f'<text x="{EDGE}" y="{EDGE - 10}" font-size="12">share of place-days on which it was right</text>')
    for colour, (name, points) in zip(("#0b5394", "#b45f06"), series.items(), strict=False):
        for sure, right, count in points:
            x, y = at(sure, right)
            label = f"{name}: {sure:.2f} sure, {right:.2f} right, {count} place-days"
            radius = 2 + np.log10(count)
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}"><title>{label}</title></circle>'
            )
    for row, (colour, name) in enumerate(zip(("#0b5394", "#b45f06"), series, strict=False)):
        y = EDGE + 20 + 18 * row
        parts.append(f'<text x="{EDGE + 10}" y="{y}" font-size="12" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    sys.path.insert(0, os.environ["DATELINE_SCORE"])
    score = importlib.import_module("score_states")
    series = {"learned": dots(options.seed, score, False), "priors alone": dots(options.seed, score, True)}
    options.out.write_text(svg(series), "utf-8")


if __name__ == "__main__":
    main()
