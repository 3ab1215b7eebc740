"""The demo corpus and the facts it is held against.

The dispatches are written for this project; their outlets and agencies are invented (see README.md here).
`corpus()` is what `dateline demo` reads; `capitals()` is when each provincial capital really fell.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

__all__ = ["THEATRE", "Capital", "capitals", "corpus"]

THEATRE = "afghanistan-2021"  # the bundled theatre that the corpus belongs to

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Capital:
    """A provincial capital and the day on which it passed to the Taliban, local time."""

    name: str
    province: str
    fell: date


def corpus() -> list[Path]:
    """The JSON-lines files of the corpus in order of time, one dispatch a line (DESIGN section 3)."""
    return sorted((_HERE / "corpus").glob("*.jsonl"))


def capitals() -> list[Capital]:
    """The 34 provincial capitals in the order of their fall."""
    with (_HERE / "capitals.csv").open(encoding="utf-8", newline="") as table:
        return [
            Capital(row["capital"], row["province"], date.fromisoformat(row["fell"])) for row in csv.DictReader(table)
        ]
