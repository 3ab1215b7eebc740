"""How fast extraction is, as a ratio to spaCy's own full pipeline in the same run, and what the gate lets through.

    python benchmarks/extraction_speed.py FOLDER_OR_FILES… [--limit N] [--gate-recall] [--flat DOCUMENTS]

Reads .json (the `text` key) and .txt files. Prints documents a second of the full pipeline (named entities included)
and of extraction (gate, parse, claims, speakers, dates), their ratio, how much of the text the gate keeps, and peak
memory. `--gate-recall` extracts a second time with all text parsed and says what share of those claims the gated run
found. `--flat N` extracts the documents round and round until N are done and prints memory along the way.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path

from dateline.extract.document import extract
from dateline.extract.gate import kept
from dateline.extract.nlp import MODELS, load
from dateline.link.gazetteer import Gazetteer
from dateline.model import Claim, Document

MEGABYTE = 1024  # ru_maxrss counts kilobytes on Linux


def documents(paths: list[Path], limit: int) -> list[Document]:
    files = [each for path in paths for each in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    found = []
    for file in files:
        if file.suffix == ".json":
            found.append(Document(file.stem, json.loads(file.read_text("utf-8"))["text"]))
        elif file.suffix == ".txt":
            found.append(Document(file.stem, file.read_text("utf-8", errors="replace")))
    return found[:limit]


def full_pipeline(texts: list[str]) -> float:
    """Seconds of spaCy's whole English pipeline."""
    import spacy

    name = next(each for each in MODELS if spacy.util.is_package(each))
    nlp = spacy.load(name)
    nlp(texts[0])
    begun = time.process_time()
    for text in texts:
        nlp(text)
    return time.process_time() - begun


def said(claim: Claim) -> tuple[object, ...]:
    span = claim.evidence
    return (claim.document, claim.type, claim.place.text, claim.modality, span.start if span else None)


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--gate-recall", action="store_true")
    parser.add_argument("--flat", type=int, default=0)
    args = parser.parse_args()
    read = documents(args.paths, args.limit)
    gazetteer = Gazetteer.open()
    load()
    extract(read[0], gazetteer)
    begun = time.process_time()
    gated = [claim for document in read for claim in extract(document, gazetteer)]
    spent = time.process_time() - begun
    alone = memory()
    texts = [document.text for document in read]
    share = sum(end - start for text in texts for start, end in kept(text)) / sum(map(len, texts))
    passed = sum(bool(kept(text)) for text in texts)
    full = full_pipeline(texts)
    print(f"{len(read)} documents, {sum(len(text.split()) for text in texts)} words, {len(gated)} claims")
    print(f"spaCy's full pipeline {len(read) / full:.1f} documents a CPU second, extraction {len(read) / spent:.1f}")
    print(f"ratio {full / spent:.1f}; the gate passes {passed} documents and {share:.1%} of the text; peak {alone} MB")
    if args.gate_recall:
        found = {said(claim) for claim in gated}
        every = {said(claim) for document in read for claim in extract(document, gazetteer, gate=False)}
        print(f"gate recall {len(found & every) / max(1, len(every)):.3f} of {len(every)} claims")
    for number in range(args.flat):
        extract(read[number % len(read)], gazetteer)
        if (number + 1) % max(1, args.flat // 10) == 0:
            print(f"{number + 1} documents, peak {memory()} MB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
