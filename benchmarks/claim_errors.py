"""Sorts what `claims.py` missed or invented by cause, with counts and, on request, the cases.

    python benchmarks/claim_errors.py GOLD_DIR CLAIMS.jsonl SCORER [--types territory|all] [--show CAUSE] [--only ID]

A missed gold key is laid beside the claim of the same document whose evidence overlaps it best. What differs is the
cause: type, reality (fact, denial, plan), place, actor; `not found` where no claim overlaps. Of spurious keys those
that no missed key explains are `invented`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any


def load(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no Python file; name the scorer's path")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def causes(
    scorer: ModuleType, document: dict[str, Any], claims: list[dict[str, Any]], types: set[str]
) -> list[tuple[str, str]]:
    """(cause, description) of each missed and each unexplained spurious key of a document."""
    text = document["text"]
    limit = document.get("annotated_chars") or 10**9
    claims = [
        claim
        for claim in claims
        if claim["type"] in types
        and claim["evidence"].get("field", "text") == "text"
        and claim["evidence"]["start"] < limit
    ]
    sides = scorer.Sides(document)
    golds, founds = scorer.gold_keys(document, types, sides), scorer.found_keys(claims, sides)
    paired = scorer.pair_keys(golds, founds, text)
    left = scorer.absorb(golds, founds, paired, sides)
    spurious = [index for index in left if index not in paired]
    rows, explained = [], set()
    for index in sorted(set(range(len(golds))) - set(paired.values())):
        gold = golds[index]
        best = max(
            (
                (scorer.overlap(scorer.gold_span(each, text), scorer.found_span(found, text)), number, each, found)
                for number, key in enumerate(founds)
                for found in key
                for each in gold.claims
                if scorer.shows(scorer.found_span(found, text), scorer.gold_span(each, text))
            ),
            key=lambda row: (-len(differences(scorer, sides, gold, row[3])), row[0]),
            default=None,
        )
        said = f"{gold.type} {gold.reality} {gold.places[0]} {gold.side} :: {gold.claims[0]['evidence'][:110]}"
        if best is None:
            rows.append(("missed: not found", said))
            continue
        explained.add(best[1])
        found = best[3]
        rows.append(("missed: " + (differences(scorer, sides, gold, found) or "repeated"), f"{said} || {tell(found)}"))
    rows += [
        ("invented " + founds[index][0]["type"], tell(founds[index][0])) for index in spurious if index not in explained
    ]
    return rows


def differences(scorer: ModuleType, sides: Any, gold: Any, found: dict[str, Any]) -> str:
    different = []
    if gold.type != found["type"]:
        different.append("type")
    if gold.reality != scorer.reality(found):
        different.append("reality")
    if not scorer.same_places(gold.places, scorer.place_names(found.get("place"))):
        different.append("place")
    if gold.side and sides.side_of(found.get("actor")) != gold.side:
        different.append("actor")
    return "+".join(different)


def tell(found: dict[str, Any]) -> str:
    actor, place = found.get("actor") or {}, found["place"]
    return (
        f"{found['type']} {found['modality']} [{place['text']}|{place.get('name')}|{place['scale']}] "
        f"<{actor.get('text')}|{actor.get('name')}|{actor.get('side')}> "
        f"{found['evidence']['text'][:110]!r} {found.get('rule')}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("claims", type=Path)
    parser.add_argument("scorer")
    parser.add_argument("--types", choices=("territory", "all"), default="territory")
    parser.add_argument("--show", default="")
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    scorer = load(args.scorer)
    by_document = scorer.read_claims(args.claims)
    counts: Counter[str] = Counter()
    for path in sorted(args.gold.glob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        types = scorer.TERRITORY if args.types == "territory" else scorer.SCORED
        for cause, said in causes(scorer, document, by_document.get(document["id"], []), types):
            counts[cause] += 1
            if args.show and args.show in cause and args.only in document["id"]:
                print(f"{document['id'][:40]} | {cause} | {said}")
    for cause, count in counts.most_common():
        print(f"{count:5d}  {cause}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
