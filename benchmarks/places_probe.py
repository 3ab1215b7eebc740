"""Do the spellings of places-probe.csv lead to the right place? With the theatre known, and without.

    python benchmarks/places_probe.py places-probe.csv

Prints the share of spellings within 25 km and in the right country, and each that is not.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from dateline.link.gazetteer import Entry, Gazetteer
from dateline.link.places import Context, kilometres
from dateline.link.theatre import Theatre, bundled
from dateline.model import Scale

LIMIT_KM = 25


def main() -> None:
    rows = list(csv.DictReader(Path(sys.argv[1]).read_text("utf-8").splitlines()))
    gazetteer = Gazetteer.open()
    for known in (True, False):
        wrong = [row for row in rows if not right(row, gazetteer, theatre_of(row) if known else None)]
        label = "theatre known" if known else "without a theatre"
        print(f"{label}: {len(rows) - len(wrong)} of {len(rows)} = {1 - len(wrong) / len(rows):.3f}")
        for row in wrong:
            print(f"  {row['spelling']} ({row['country']})")


def theatre_of(row: dict[str, str]) -> Theatre:
    """The latest bundled theatre of the conflict's country."""
    fitting = [theatre for theatre in bundled().values() if row["country"] in theatre.countries]
    return max(fitting, key=lambda theatre: theatre.period.start)


def right(row: dict[str, str], gazetteer: Gazetteer, theatre: Theatre | None) -> bool:
    names = gazetteer.of_theatre(theatre) if theatre else gazetteer
    choice = Context("", [], names, theatre).choose(row["spelling"])
    goal = Entry("", "", Scale.TOWN, float(row["lat"]), float(row["lon"]), 0, row["country"])
    return bool(choice and choice.entry.country == row["country"] and kilometres(choice.entry, goal) <= LIMIT_KM)


if __name__ == "__main__":
    main()
