"""Made `schema-0001.db.gz`, `schema-0001.sql` and `schema-0001.json` when that schema was released. Never run it
again for the same schema: what it made is what users have.

    python tests/ledger/data/make_fixture.py FOLDER postgresql://URL-OF-AN-EMPTY-DATABASE
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dateline.interchange import claim_to_json
from dateline.ledger import Batch, Copy, Ledger, Link, Run
from dateline.ledger.schema import REVISION
from dateline.model import (
    Claim,
    ClaimType,
    Document,
    Evidence,
    Modality,
    Party,
    Place,
    Quantity,
    Scale,
    Speaker,
    SpeakerKind,
    State,
    Status,
    claim_id,
)
from dateline.times import Interval

NOON = datetime(2021, 8, 13, 12, tzinfo=UTC)
RUN = Run("0.1.0", "words", "hill-war", "theatre", None, "rules@1")


def make_claim(number: int, extractor: str = "rules@1") -> Claim:
    claim = Claim(
        f"report-{number}",
        tuple(ClaimType)[number % 12],
        tuple(Modality)[number % 6],
        Evidence(0, 9, "The north"),
        Place("Hilltown", Scale.TOWN, "Hilltown", f"test:{number % 3}", None, 34.5, 69.25, "AF", "Uplands", 1),
        Party("The north", "North", "north"),
        Party("them", None, "south") if number % 2 else None,
        Interval.day(NOON.date()) if number % 3 else None,
        "on Friday",
        1,
        (Speaker("a spokeswoman", SpeakerKind.OFFICIAL, None, "north", "said"),),
        Quantity(12, 34, "towns") if number % 4 == 0 else None,
        extractor,
        "rule.one",
        NOON,
        NOON + timedelta(hours=number),
        "The Valley Post",
    )
    return replace(claim, id=claim_id(claim))


def fill(ledger: Ledger) -> None:
    claims = [make_claim(number) for number in range(12)]
    documents = [
        Document(f"report-{n}", f"The north took Hilltown. گزارش {n}", "A title", "The Valley Post", published=NOON,
                 fetched=NOON + timedelta(hours=n), raw=b"<p>%d" % n)
        for n in range(12)
    ]  # fmt: skip
    copies = [Copy(claims[5].id, claims[4].id, "same words"), Copy(claims[6].id, claims[5].id, "credit")]
    links = [Link(claims[0].id, "event", "event-1", "same day")]
    p = {"north": 0.8, "south": 0.15, "contested": 0.05}
    states = [
        State(f"test:{n}", date(2021, 8, 13), NOON, p, Status.CLAIMED, date(2021, 8, 13), None, 3, 1, (claims[n].id,))
        for n in range(3)
    ]
    ledger.write(Batch(RUN, documents, claims, copies, links, states))
    ledger.review(claims[1].id, "reject", author="ann", reason="a question", at=NOON)
    right = replace(claims[2], actor=Party("The south", "South", "south"))
    ledger.review(claims[2].id, "correct", author="bob", reason="the south did", correction=right, at=NOON)
    again = [make_claim(number, "rules@2") for number in range(2)]
    ledger.write(Batch(replace(RUN, extractor="rules@2"), documents[:2], again))


def describe(ledger: Ledger) -> dict[str, object]:
    """What any later program must still answer."""
    return {
        "head": [ledger.head().position, ledger.head().hash],
        "rows": ledger.rows(),
        "claims": [claim_to_json(claim, trace=True) for claim in ledger.claims()],
        "texts": {document.id: document.text for document in ledger.documents()},
        "states": {state.place: dict(state.p) for state in ledger.states(date(2021, 8, 13), NOON)},
        "reviews": [[one.claim, str(one.verdict), one.author] for one in ledger.reviews()],
    }


def main(folder: Path, url: str) -> None:
    name = f"schema-{REVISION}"
    path = folder / f"{name}.db"
    with tempfile.TemporaryDirectory() as scratch, Ledger.open(Path(scratch) / "ledger.db") as ledger:
        fill(ledger)
        described = describe(ledger)
        ledger.backup(path)
    (folder / f"{name}.db.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    Ledger.restore(path, url)
    path.unlink()
    command = ["pg_dump", "--inserts", "--no-owner", "--no-privileges", url]
    dump = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    kept = [line for line in dump.splitlines() if line and not line.startswith(("--", "\\"))]
    (folder / f"{name}.sql").write_text("\n".join(kept) + "\n", "utf-8")
    (folder / f"{name}.json").write_text(json.dumps(described, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
