"""Attributions in the format of the attribution scorer.

    python benchmarks/quotes.py TEXTS.jsonl > predictions.json

Each line of TEXTS.jsonl is {"id": …, "text": …}; the output is one JSON object {id: [attribution, …]} with the roles
source, cue and content as lists of [start, end) in code points. Only the outermost attributions are written: what a
quoted speaker in turn reports is part of his words to those who made the benchmark sets.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dateline.extract.attribution import attributions


def predictions(path: Path) -> dict[str, list[dict[str, list[list[int]]]]]:
    """The attributions of each text of a JSON lines file, by its id."""
    found = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            found[document["id"]] = [
                {role: [list(span) for span in getattr(each, role)] for role in ("source", "cue", "content")}
                for each in attributions(document["text"])
                if each.depth == 0
            ]
    return found


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    json.dump(predictions(Path(sys.argv[1])), sys.stdout)


if __name__ == "__main__":
    main()
