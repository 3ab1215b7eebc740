"""Attributions in the format of the attribution scorer.

    python benchmarks/quotes.py TEXTS.jsonl > predictions.json
    python benchmarks/quotes.py --quotations TEXTS.jsonl > predictions.json

Each line of TEXTS.jsonl is {"id": …, "text": …}; the output is one JSON object {id: [attribution, …]} with the roles
source, cue and content as lists of [start, end) in code points.

Without an option the outermost attributions are written, as PolNeAR annotates them: words, thoughts and stances, a
quote and its continuation in one. With --quotations only words of a named or described speaker, one quotation a
piece, as the Gender Gap Tracker counts them: a piece that goes on without a cue of its own has content alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dateline.extract.attribution import Attribution, attributions

Roles = dict[str, list[list[int]]]

SAID = frozenset({"phrase", "quote:after", "quote:before", "verb:around", "verb:clause", "verb:rest", "verb:tail"})
UNNAMED = frozenset({"i", "we", "you", "who", "which", "that"})


def outermost(text: str) -> Iterator[Roles]:
    """What PolNeAR calls attributions."""
    for each in attributions(text):
        if each.depth == 0:
            yield _roles(each)


def quotations(text: str) -> Iterator[Roles]:
    """What the Gender Gap Tracker calls quotes."""
    said = [each for each in attributions(text) if each.manner == "speech" and each.source and each.rule in SAID]
    for each in said:
        (start, end), *_ = each.source
        if text[start:end].lower() in UNNAMED or any(_holds(other, each) for other in said):
            continue
        first, *rest = each.content
        yield {**_roles(each), "content": [list(first)]}
        yield from ({"source": [], "cue": [], "content": [list(piece)]} for piece in rest)


def _holds(outer: Attribution, inner: Attribution) -> bool:
    return outer is not inner and all(any(a <= s and e <= b for a, b in outer.content) for s, e in inner.cue)


def _roles(attribution: Attribution) -> Roles:
    return {role: [list(span) for span in getattr(attribution, role)] for role in ("source", "cue", "content")}


def predictions(lines: Iterable[str], view: Callable[[str], Iterator[Roles]]) -> dict[str, list[Roles]]:
    """The attributions of each text, by its id."""
    documents = (json.loads(line) for line in lines if line.strip())
    return {document["id"]: list(view(document["text"])) for document in documents}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--quotations", action="store_true", help="the Gender Gap Tracker's unit instead of PolNeAR's")
    options = parser.parse_args()
    with options.texts.open(encoding="utf-8") as lines:
        json.dump(predictions(lines, quotations if options.quotations else outermost), sys.stdout)


if __name__ == "__main__":
    main()
