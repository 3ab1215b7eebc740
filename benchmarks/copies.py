"""Copies, on reports of our own making: precision, recall, adjusted Rand index, documents a CPU second.

    python -m benchmarks.copies [--seed 1] [--happenings 400] [--format table|json]

Three questions: which documents are near-identical (by threshold); which claims are copies, by each net and by all;
and of which kinds of copy the text net misses. Pairs are counted over claims or documents of one true cluster.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import comb

from benchmarks.made_reports import OPERATIONS, Made, claims_of, documents_of, make
from dateline.link import copies
from dateline.link.passages import like_documents
from dateline.model import Claim

THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8)


@dataclass(frozen=True)
class Figures:
    """Of pairs: precision, recall, F1; and the adjusted Rand index of the clusters."""

    precision: float
    recall: float
    f1: float
    ari: float


def compare(found: Mapping[str, str], truth: Mapping[str, str]) -> Figures:
    """Two clusterings, item to cluster, of the same items."""
    both = Counter((found[item], truth[item]) for item in truth)
    hits = sum(comb(size, 2) for size in both.values())
    said = sum(comb(size, 2) for size in Counter(found[item] for item in truth).values())
    true = sum(comb(size, 2) for size in Counter(truth.values()).values())
    every = comb(len(truth), 2)
    expected = said * true / every if every else 0.0
    ari = (hits - expected) / ((said + true) / 2 - expected) if (said + true) / 2 != expected else 1.0
    precision, recall = hits / said if said else 1.0, hits / true if true else 1.0
    return Figures(precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0, ari)


def clusters(items: Iterable[str], edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Item to the first item of its cluster."""
    root = {item: item for item in items}

    def top(item: str) -> str:
        while root[item] != item:
            item = root[item]
        return item

    for item, origin in edges:
        root[top(item)] = top(origin)
    return {item: top(item) for item in root}


def by_threshold(made: Sequence[Made]) -> Iterable[tuple[float, Figures, float]]:
    """Documents: threshold, figures, documents a CPU second. Merged reports have two origins and are left out."""
    single = [one for one in made if len(one.origins) == 1]
    truth = {one.document.id: one.origins[0] for one in single}
    documents = documents_of(list(single))
    for threshold in THRESHOLDS:
        started = time.process_time()
        like = like_documents(documents, threshold=threshold)
        taken = time.process_time() - started
        edges = [(name, found[0][0]) for name, found in like.items() if found]
        yield threshold, compare(clusters(truth, edges), truth), len(documents) / taken


def by_net(made: Sequence[Made]) -> Iterable[tuple[str, Figures, float]]:
    """Claims: the nets at work, figures, documents a CPU second. Without speakers and outlets only the text is left."""
    truth = {told.claim.id: told.witness for one in made for told in one.told}
    documents, claims = documents_of(list(made)), claims_of(list(made))
    bare = [replace(claim, speakers=(), outlet=f"outlet {index}") for index, claim in enumerate(claims)]
    for name, texts, told in (("text", documents, bare), ("speaker, credit", [], claims), ("all", documents, claims)):
        started = time.process_time()
        edges = copies.find(texts, told)
        taken = time.process_time() - started
        found = clusters(truth, ((edge.claim, edge.origin) for edge in edges))
        yield name, compare(found, truth), len(documents) / taken


def caught(made: Sequence[Made], claims: Sequence[Claim]) -> dict[str, float]:
    """Of the claims of copies made in each way, the share with an edge to their own witness."""
    witness = {told.claim.id: told.witness for one in made for told in one.told}
    edges = {edge.claim: edge.origin for edge in copies.find(documents_of(list(made)), claims)}
    hits: dict[str, list[bool]] = defaultdict(list)
    for one in made:
        if one.operation != "original":
            for told in one.told:
                origin = edges.get(told.claim.id)
                hits[one.operation].append(origin is not None and witness[origin] == told.witness)
    return {name: sum(hits[name]) / len(hits[name]) for name in OPERATIONS if hits[name]}


def report(seed: int, happenings: int) -> dict[str, object]:
    made = make(seed, happenings)
    claims = claims_of(made)
    bare = [replace(claim, speakers=(), outlet=f"outlet {index}") for index, claim in enumerate(claims)]
    return {
        "seed": seed,
        "documents": len(made),
        "claims": len(claims),
        "copies": sum(one.operation != "original" for one in made),
        "documents by threshold": [
            {"threshold": at, **vars(figures), "documents/s": round(speed)} for at, figures, speed in by_threshold(made)
        ],
        "claims by net": [
            {"nets": name, **vars(figures), "documents/s": round(speed)} for name, figures, speed in by_net(made)
        ],
        "caught by text alone": caught(made, bare),
        "caught by all": caught(made, claims),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--happenings", type=int, default=400)
    parser.add_argument("--format", choices=["table", "json"], default="table")
    options = parser.parse_args()
    found = report(options.seed, options.happenings)
    if options.format == "json":
        print(json.dumps(found, indent=2))
        return
    print(f"seed {found['seed']}: {found['documents']} documents ({found['copies']} copies), {found['claims']} claims")
    for name in ("documents by threshold", "claims by net"):
        print(f"\n{name}")
        for row in found[name]:  # type: ignore[attr-defined]
            print(
                "  ".join(
                    f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in row.items()
                )
            )
    for name in ("caught by text alone", "caught by all"):
        print(f"\n{name}: " + ", ".join(f"{key} {value:.3f}" for key, value in found[name].items()))  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
