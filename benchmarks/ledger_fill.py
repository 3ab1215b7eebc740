"""Puts reports into a large SQLite ledger as `Ledger.write` would, row for row and hash for hash, five times as fast.

`benchmarks.ledger --filled` calls it, to come near ten million claims without an hour's wait; what is timed goes
through `Ledger.write`. The claims' JSON is put together from the few parts in which they differ, and nothing is made
safe against a power cut. A test holds the rows to those of `Ledger.write`.
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from benchmarks.ledger import (
    CLAIMS_A_DOCUMENT,
    DAYS,
    DOCUMENTS_A_BATCH,
    FIRST_DAY,
    PLACES,
    RUN,
    SENTENCE,
    SIDES,
    TYPES,
    make_place,
)
from dateline.interchange import claim_to_json
from dateline.ledger.chain import link
from dateline.ledger.schema import CHAINED
from dateline.ledger.values import pack, seconds
from dateline.ledger.write import _document_row
from dateline.model import Claim, ClaimType, Document, Modality

TRANSACTION = 250  # batches, half a million claims: each writes the pages of every index once
CACHE_KIB = 4 * 2**20


class Fill:
    """The end of a chain, and the rows that wait to be added to it, by table."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self.file = file
        self.next, self.hash = file.execute("SELECT position + 1, hash FROM commits ORDER BY 1 DESC LIMIT 1").fetchone()
        self.run = file.execute("SELECT position FROM runs ORDER BY 1 DESC LIMIT 1").fetchone()[0]
        self.waiting: dict[str, list[tuple[Any, ...]]] = {name: [] for name in CHAINED}

    def add(self, table: str, row: dict[str, Any]) -> int:
        position: int = self.next
        row = {"position": position, **row}
        self.hash = link(self.hash, table, row)
        row["hash"] = self.hash
        self.waiting[table].append(tuple(row.get(column.name) for column in CHAINED[table].c))
        self.next += 1
        return position

    def add_claim(self, reading: int, name: str, place: int, kind: str, known: int, body: str) -> None:
        """`add` for claims, whose JSON is put together here: nearly all rows are claims."""
        escaped = body.replace('"', '\\"')
        line = (
            f'{{"":"claims","body":"{escaped}","id":"{name}","known":{known},"place":"geonames:{place}",'
            f'"position":{self.next},"reading":{reading},"type":"{kind}"}}'
        )
        self.hash = hashlib.sha256(self.hash + line.encode()).digest()
        row = (self.next, self.hash, reading, name, f"geonames:{place}", kind, known, None, body)
        self.waiting["claims"].append(row)
        self.next += 1

    def write(self) -> None:
        for table, rows in self.waiting.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self.file.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
                rows.clear()


@cache
def place_json(number: int) -> str:
    line = claim_to_json(Claim("", ClaimType.HOLD, Modality.ASSERTED, None, make_place(number)))["place"]
    return pack(line)


def make_claims(number: int) -> tuple[Document, list[tuple[str, int, str, str]], int]:
    """The report of this number as `make_document` makes it, its claims' (id, place, type, body), when known."""
    chance = random.Random(number)
    day = FIRST_DAY + timedelta(days=number % DAYS)
    known = datetime(day.year, day.month, day.day, chance.randrange(24), chance.randrange(60), tzinfo=UTC)
    at, outlet, name = f"{known:%Y-%m-%dT%H:%M:%SZ}", f"Outlet {number % 40}", f"report-{number}"
    text, claims = "", []
    for _ in range(CLAIMS_A_DOCUMENT):
        place, side = chance.randrange(PLACES), chance.choice(SIDES)
        sentence = SENTENCE.format(side=side, place=f"Place {place}", day=day)
        speaking, kind = chance.choice(SIDES), chance.choice(TYPES)
        start, said = len(text), sentence[:40]
        parts = (
            f'["{name}", "{RUN.extractor}", "{kind}", "asserted", ["text", {start}, {start + 40}, "{said}"], '
            f'"Place {place}", "Forces of the {side}", ["a spokesperson"], "{day}", null]'
        )
        claim = hashlib.sha256(parts.encode()).hexdigest()[:24]
        body = (
            f'{{"document":"{name}","id":"{claim}","type":"{kind}","modality":"asserted",'
            f'"evidence":{{"start":{start},"end":{start + 40},"text":"{said}"}},"place":{place_json(place)},'
            f'"actor":{{"text":"Forces of the {side}","name":"{side.title()}","side":"{side}"}},'
            f'"date":"{day}","date_text":"on {day}","date_precision":1,"speakers":[{{"text":"a spokesperson",'
            f'"kind":"official","level":null,"side":"{speaking}","cue":"said"}}],"extractor":"{RUN.extractor}",'
            f'"published":"{at}","known":"{at}","outlet":"{outlet}"}}'
        )
        claims.append((claim, place, str(kind), body))
        text += sentence
    return Document(name, text, "A day", outlet, published=known), claims, seconds(known)


def fill(path: str, documents: int, first: int) -> None:
    """Adds reports from number `first` on to a ledger that holds this run and every place already."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA synchronous = OFF")
        file.execute("PRAGMA journal_mode = OFF")
        file.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        known_places = file.execute("SELECT count(DISTINCT id) FROM places").fetchone()[0]
        if known_places < PLACES:
            raise ValueError(f"{path} holds {known_places} places of {PLACES}; write 100,000 claims first")
        chain = Fill(file)
        for number, _ in enumerate(_batches(chain, documents, first), 1):
            if number % TRANSACTION == 0:
                _commit(chain)
        _commit(chain)
        file.execute("PRAGMA journal_mode = WAL")


def _commit(chain: Fill) -> None:
    chain.file.execute("BEGIN IMMEDIATE")
    chain.write()
    chain.file.execute("COMMIT")


def _batches(chain: Fill, documents: int, first: int) -> Iterator[None]:
    """Adds batch after batch in the order in which `write_batch` adds a batch's rows."""
    last: list[str] = []
    for start in range(first, first + documents, DOCUMENTS_A_BATCH):
        begun = chain.next
        made = [make_claims(number) for number in range(start, min(start + DOCUMENTS_A_BATCH, first + documents))]
        rows = [_document_row(document) for document, _, _ in made]
        for (document, _, _), row in zip(made, rows, strict=True):
            chain.add("blobs", {"sha256": row["text_sha256"], "content": document.text.encode()})
        versions = [chain.add("documents", row) for row in rows]
        readings = [_add_reading(chain, row, at, one[1]) for row, at, one in zip(rows, versions, made, strict=True)]
        for at, (_, claims, known) in zip(readings, made, strict=True):
            for name, place, kind, body in claims:
                chain.add_claim(at, name, place, kind, known, body)
        names = [claim[0] for _, claims, _ in made for claim in claims]
        for claim, origin in zip(names[::5], last[1::5], strict=False):
            chain.add("links", {"kind": "copy", "claim": claim, "target": origin, "reason": "same words"})
        last = names
        chain.add("commits", {"first": begun, "at": seconds(datetime.now(UTC))})
        yield


def _add_reading(chain: Fill, row: dict[str, Any], version: int, claims: list[tuple[str, int, str, str]]) -> int:
    hashed = hashlib.sha256(f"{version}\n{RUN.theatre}\n{RUN.extractor}".encode())
    for body in sorted(body for _, _, _, body in claims):
        hashed.update(b"\n" + body.encode())
    reading = {
        "document": row["id"],
        "version": version,
        "run": chain.run,
        "theatre": RUN.theatre,
        "extractor": RUN.extractor,
        "digest": hashed.hexdigest(),
        "known": row["known"],
        "known_last": row["known"],
        "fetched": 0,
        "published_day": row["published_day"],
    }
    return chain.add("readings", reading)
