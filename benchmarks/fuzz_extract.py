"""Extraction on broken and hostile text, for as long as asked: no crash, evidence always slices.

    python benchmarks/fuzz_extract.py [--seconds 3600] [--seed 0]

Texts are made of the vocabulary's own examples, cut, joined, shouted, turned, with letters from all of Unicode strewn
in. A text that breaks something is printed with its seed, and the run ends with status 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

from dateline.extract import extract
from dateline.link.gazetteer import Gazetteer
from dateline.model import Document
from dateline.vocab import vocabulary

STREWN = "\u0130ß\ufb01\u200b\u202e\u0301’“”—…\x00\x0b\x85\u2028\ud800\U0001f525ﷺ\t\n"


def material() -> list[str]:
    entries = [*vocabulary("control_verbs"), *vocabulary("control_nouns")]
    return [entry["example"] for entry in entries] + [
        "GOMA, Congo (Agency) -",
        "* ",
        "04:10 ",
        '"',
        "IS ",
        "(30 miles)",
    ]


def text_of(chance: random.Random, parts: list[str]) -> str:
    text = " ".join(chance.choices(parts, k=chance.randint(1, 14)))
    for _ in range(chance.randint(0, 6)):
        at = chance.randrange(len(text) + 1)
        text = chance.choice(
            [
                text[:at] + chance.choice(STREWN) * chance.randint(1, 5) + text[at:],
                text[:at] + chr(chance.randrange(0x110000)) + text[at:],
                text[at:] + text[:at],
                text.upper(),
                text.replace(",", "").replace("'", ""),
                text[:at] + text[at + chance.randint(1, 9) :],
            ]
        )
    return text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    parts, gazetteer = material(), Gazetteer.open()
    end, number, claims = time.monotonic() + args.seconds, args.seed, 0
    while time.monotonic() < end:
        text = text_of(random.Random(number), parts)
        try:
            for claim in extract(Document("fuzz", text, title=text[:60]), gazetteer):
                claims += 1
                span = claim.evidence
                whole = text if span is not None and span.field == "text" else text[:60]
                assert span is not None and span.text.strip() and whole[span.start : span.end] == span.text
        except Exception as error:
            print(f"seed {number}: {type(error).__name__}: {error}\n{text!r}", file=sys.stderr)
            return 1
        number += 1
    print(f"{number - args.seed} texts, {claims} claims, nothing broken")
    return 0


if __name__ == "__main__":
    sys.exit(main())
