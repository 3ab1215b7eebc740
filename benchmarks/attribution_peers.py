"""Dateline beside the Gender Gap Tracker's extractor and textacy: quality and words per CPU-second, from one command.

    python benchmarks/attribution_peers.py

Fetched and installed by whoever runs it, named by environment variables; a peer whose variable is not set, or that is
not installed, is left out and said so:

    DATELINE_SCORER   score_attribution.py
    DATELINE_POLNEAR  networkdynamics/PolNeAR, unpacked (DATELINE_POLNEAR_SPLIT: dev or test, by default test)
    DATELINE_GGT      Sydney-Informatics-Hub/ATAP-GenderGapTracker, unpacked, its
                      NLP/evaluation/src/rawtext.zip too
    textacy           installed in the same environment

Every system reads the same texts with the same spaCy model. The Gender Gap Tracker's extractor is read from its
repository and runs on texts cleaned as it cleans them; its offsets are taken back to the text as stored.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import time
import types
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from dateline.extract.nlp import load
from quotes import Roles, outermost, quotations

System = Callable[[str], list[Roles]]
TABLE = "NLP/evaluation/src/eval/AnnotationTable_byArticle_withReplacementArticles.xlsx"
ROWS = ("source.exact", "cue.exact", "content.exact", "content.exact_norm", "linked.content+source")


def module_from(name: str, path: Path) -> types.ModuleType:
    """A module from a file that is no package of ours."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None, f"{path} is no Python file; name the one that was fetched"
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tracker(root: Path, clean: Callable[[str], Any]) -> System:
    """The Gender Gap Tracker's own rules; what they import for databases and logs is not needed here."""
    rules = root / "NLP/main/rules/quote_verb_list.txt"
    stubs: dict[str, dict[str, Any]] = {
        "bson": {"ObjectId": str},
        "config": {"config": {"NLP": {"QUOTE_VERBS": str(rules)}}},
        "utils": {"create_logger": lambda *_, **__: None},
        "nltk": {"Tree": object},
    }
    kept = {name: sys.modules.get(name) for name in stubs}
    for name, content in stubs.items():
        sys.modules[name] = types.ModuleType(name)
        vars(sys.modules[name]).update(content)
    extractor = module_from("gender_gap_tracker", root / "NLP/main/quote_extractor.py")
    for name, module in kept.items():
        sys.modules.pop(name) if module is None else sys.modules.update({name: module})
    nlp = load()

    def run(text: str) -> list[Roles]:
        cleaned = clean(text)
        quotes = extractor.extract_quotes("", nlp(cleaned.text))
        return [
            {
                role: [list(cleaned.back(*span))] if (span := _index(quote.get(key))) else []
                for role, key in (("source", "speaker_index"), ("cue", "verb_index"), ("content", "quote_index"))
            }
            for quote in quotes
        ]

    return run


def _index(shown: str | None) -> tuple[int, int] | None:
    start, _, end = (shown or "").strip("()").partition(",")
    return (int(start), int(end)) if start and end and int(start) < int(end) else None


def textacy_quotes() -> System:
    """textacy's direct quotations."""
    from textacy.extract.triples import direct_quotations

    nlp = load()

    def spans(tokens: Iterable[Any]) -> list[list[int]]:
        run = list(tokens)
        return [[run[0].idx, run[-1].idx + len(run[-1])]] if run else []

    def run(text: str) -> list[Roles]:
        found = direct_quotations(nlp(text))
        return [{"source": spans(q.speaker), "cue": spans(q.cue), "content": spans(q.content)} for q in found]

    return run


def timed(system: System, texts: list[str]) -> tuple[list[list[Roles]], float]:
    """The attributions of each text, and words per CPU-second; a text that a system fails on counts as empty."""
    system("He said it rained.")  # what is loaded on first use is no work
    found = []
    start = time.process_time()
    for text in texts:
        try:
            found.append(system(text))
        except Exception as error:
            found.append([])
            print(f"    failed on one text: {type(error).__name__}: {error}", file=sys.stderr)
    spent = time.process_time() - start
    return found, sum(len(text.split()) for text in texts) / spent


def compare(title: str, gold: list[dict[str, Any]], systems: dict[str, System], scorer: Any, *, tracked: bool) -> None:
    print(f"\n{title}: {len(gold)} texts")
    for name, system in systems.items():
        found, speed = timed(system, [document["text"] for document in gold])
        made = [{**document, "attributions": each} for document, each in zip(gold, found, strict=True)]
        if tracked:
            table = scorer.score_tracker(gold, made)
            shown = "  ".join(
                f"F1 > {cut}: {100 * row[2]:.1f}  speaker {100 * row[3]:.1f}" for cut, row in table.items()
            )
        else:
            scores = scorer.score(gold, made)
            shown = "  ".join(f"{row} {100 * scores[row][2]:.1f}" for row in ROWS)
        print(f"  {name:22} {shown}  {speed:,.0f} words/s")


def main() -> None:
    if "DATELINE_SCORER" not in os.environ:
        sys.exit(__doc__)
    scorer = module_from("score_attribution", Path(os.environ["DATELINE_SCORER"]))
    peers: dict[str, System] = {}
    root = Path(os.environ["DATELINE_GGT"]) if "DATELINE_GGT" in os.environ else None
    if root is not None:
        peers["Gender Gap Tracker"] = tracker(root, scorer.ggt_clean)
    if importlib.util.find_spec("textacy") is not None:
        peers["textacy"] = textacy_quotes()
    for name in {"Gender Gap Tracker", "textacy"} - peers.keys():
        print(f"{name} is left out: it is not there")
    if "DATELINE_POLNEAR" in os.environ:
        split = os.environ.get("DATELINE_POLNEAR_SPLIT", "test")
        gold = scorer.load_polnear(os.environ["DATELINE_POLNEAR"], split)
        systems = {"dateline": lambda text: list(outermost(text)), **peers}
        compare(f"PolNeAR {split}", gold, systems, scorer, tracked=False)
    if root is not None:
        gold, _ = scorer.load_ggt(str(root / TABLE), str(root / "NLP/evaluation/src/rawtext"))
        systems = {"dateline": lambda text: list(quotations(text)), **peers}
        compare("Gender Gap Tracker gold", gold, systems, scorer, tracked=True)


if __name__ == "__main__":
    main()
