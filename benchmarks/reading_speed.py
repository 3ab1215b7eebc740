"""How fast one core reads: general news through the gate, conflict reports through extraction, beside plain spaCy.

    python -m benchmarks.reading_speed [--seed 1] [--seconds 20] [--reports FOLDER] [--format table|json]

Three kinds of input of 440 words each (`benchmarks.made_news`): general news alone; a stream of which one report in
twenty is of a conflict; conflict reports alone, or the .json and .txt files of FOLDER. Each is read for --seconds,
round and round, by one thread, as a backfill reads it; spaCy's whole small pipeline reads the same conflict reports in
the same run. Figures are documents a CPU second, so that other jobs on the machine count little. Exit status 1 under
the targets.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path

# One core is one core: the numeric libraries must not start threads of their own.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

from benchmarks.made_news import WORDS, conflict, general, mixed  # noqa: E402
from dateline.batches.extraction import reading_of  # noqa: E402
from dateline.extract.gate import kept  # noqa: E402
from dateline.extract.nlp import MODELS  # noqa: E402
from dateline.model import Document  # noqa: E402
from dateline.pipeline import Reader  # noqa: E402

TARGETS = {"general news, gate and what it lets through": 200.0, "conflict reports, extraction": 25.0}
CONFLICT_SHARE = 0.05  # of a general stream
SAMPLE = 400  # different documents, read round and round


@dataclass(frozen=True)
class Speed:
    """Documents and words a CPU second; `passed` is the share of documents that the gate lets through."""

    what: str
    documents: float
    words: float
    passed: float | None = None
    target: float | None = None

    @property
    def met(self) -> bool:
        return self.target is None or self.documents >= self.target


def rate(what: str, documents: list[Document], work: Callable[[Document], object], seconds: float) -> Speed:
    """Reads for that many CPU seconds; the first document is read before the clock starts."""
    work(documents[0])
    done = words = passed = 0
    began = time.process_time()
    for document in cycle(documents):
        work(document)
        done, words = done + 1, words + len(document.text.split())
        if time.process_time() - began > seconds:
            break
    spent = time.process_time() - began
    passed = sum(bool(kept(document.text)) for document in documents)
    return Speed(
        what, round(done / spent, 1), round(words / spent), round(passed / len(documents), 3), TARGETS.get(what)
    )


def full_length(documents: list[Document]) -> list[Document]:
    """Reports of at least WORDS words, cut there at the end of a sentence, so that a report is a report."""
    found = []
    for document in documents:
        words = document.text.split(" ")
        if len(words) >= WORDS:
            text = " ".join(words[:WORDS])
            found.append(Document(document.id, text[: text.rfind(".") + 1] or text, published=document.published))
    return found


def from_folder(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.iterdir()):
        if path.suffix == ".json":
            yield Document(path.stem, json.loads(path.read_text("utf-8"))["text"])
        elif path.suffix == ".txt":
            yield Document(path.stem, path.read_text("utf-8"))


def spacy_work() -> Callable[[Document], object]:
    """spaCy's whole English pipeline, names and all, as it comes."""
    import spacy

    nlp = spacy.load(next(name for name in MODELS if spacy.util.is_package(name)))
    return lambda document: nlp(document.text)


def measure(seed: int, seconds: float, reports: Path | None) -> list[Speed]:
    reader = Reader()

    def extract(document: Document) -> object:
        return reading_of(document, reader)

    news = list(islice(general(seed), SAMPLE))
    stream = list(islice(mixed(seed, CONFLICT_SHARE), SAMPLE))
    told = full_length(list(from_folder(reports))) if reports else list(islice(conflict(seed), SAMPLE))
    return [
        rate("general news, gate alone", news, lambda document: kept(document.text), seconds / 4),
        rate("general news, gate and what it lets through", news, extract, seconds),
        rate("general news, one report in twenty of a conflict", stream, extract, seconds),
        rate("conflict reports, extraction", told, extract, seconds),
        rate("conflict reports, spaCy's whole pipeline", told, spacy_work(), seconds),
    ]


def table(speeds: list[Speed]) -> str:
    lines = [
        "| input and what was done | documents/s | words/s | passed by the gate | target |",
        "|---|---|---|---|---|",
    ]
    for speed in speeds:
        target = f"{speed.target:.0f}{'' if speed.met else ', missed'}" if speed.target else ""
        lines.append(f"| {speed.what} | {speed.documents:,.1f} | {speed.words:,} | {speed.passed:.0%} | {target} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=20.0, help="CPU seconds for each line")
    parser.add_argument("--reports", type=Path, help="a folder of conflict reports in place of the made ones")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    options = parser.parse_args()
    speeds = measure(options.seed, options.seconds, options.reports)
    print(json.dumps([asdict(speed) for speed in speeds]) if options.format == "json" else table(speeds))
    return int(not all(speed.met for speed in speeds))


if __name__ == "__main__":
    sys.exit(main())
