"""Extracts the claims of a gold folder and scores them by conflict, with what was missed.

    python benchmarks/claims.py GOLD_DIR [--scorer score_claims.py] [--misses] [--no-link] [--out CLAIMS.jsonl]

GOLD_DIR holds documents in the shape of `dateline extract`'s JSON inputs; their gold keys are not read here. The
scorer is a script of its own (`--scorer`, or the environment's DATELINE_SCORER); without one only the claims are
written.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dateline.extract import extract
from dateline.interchange import claim_to_json
from dateline.link import link
from dateline.link import theatre as theatres
from dateline.link.gazetteer import Gazetteer
from dateline.model import Document
from dateline.times import parse_published


def documents(folder: Path) -> list[Document]:
    found = []
    for path in sorted(folder.glob("*.json")):
        line = json.loads(path.read_text("utf-8"))
        published = parse_published(line["published"]) if line.get("published") else None
        found.append(
            Document(
                line.get("id") or path.stem,
                line["text"],
                title=line.get("title"),
                outlet=line.get("outlet"),
                outlet_side=line.get("outlet_side"),
                published=published,
            )
        )
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", default=os.environ.get("DATELINE_SCORER"))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--no-link", action="store_true", help="score the extractor alone, without sides")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--only", help="documents whose id holds this")
    args = parser.parse_args()
    gazetteer = Gazetteer.open()
    out = args.out or Path(tempfile.mkdtemp()) / "claims.jsonl"
    begun, count, words = time.perf_counter(), 0, 0
    with out.open("w", encoding="utf-8") as sink:
        for document in documents(args.gold):
            if args.only and args.only not in document.id:
                continue
            claims = extract(document, gazetteer)
            if not args.no_link:
                claims = link(document, claims, gazetteer=gazetteer, theatre=theatres.find(document))
            for claim in claims:
                sink.write(json.dumps(claim_to_json(claim, trace=True), ensure_ascii=False) + "\n")
            count, words = count + len(claims), words + len(document.text.split())
    spent = time.perf_counter() - begun
    print(f"{count} claims of {words} words in {spent:.1f} s, written to {out}", file=sys.stderr)
    if not args.scorer:
        return 0
    status = 0
    for types in ("territory", "all"):
        print(f"== {types}", flush=True)
        command = [sys.executable, args.scorer, str(args.gold), str(out), "--types", types]
        status |= subprocess.run([*command, "--misses"] if args.misses else command, check=False).returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
