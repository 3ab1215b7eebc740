"""The whole story on one screen: read -> extract -> link -> (ledger) -> fuse.

`Reader` turns inputs into linked claims; `run` keeps what it gives in a ledger, with the copies found among it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice
from pathlib import Path

from dateline import __version__
from dateline.errors import InputError
from dateline.extract import extract
from dateline.ledger import Batch, Ledger, Run
from dateline.link import copies, corrections, link
from dateline.link import theatre as theatres
from dateline.link.gazetteer import Gazetteer
from dateline.link.theatre import Theatre
from dateline.model import Claim, Document, digest
from dateline.read import read
from dateline.times import DAY, Published

__all__ = ["BATCH", "Reader", "Reading", "Report", "keep", "run"]

BATCH = 200  # documents a transaction: a kill loses at most so many, and they are read again
READ = (None, "en")  # languages that extraction reads; where none is marked, the text is too short to tell
LOOK_BACK = 14 * DAY  # an agency line travels for days, and an outlet corrects itself within two weeks


@dataclass(frozen=True, slots=True)
class Reading:
    """One document with its linked claims. `failure` is set where the text names no place at all."""

    document: Document
    claims: tuple[Claim, ...]
    theatre: Theatre | None = None
    failure: InputError | None = None

    @property
    def unread(self) -> str | None:
        """The language of a document that is kept and not extracted; None where it is extracted."""
        return None if self.document.language in READ else self.document.language


@dataclass(slots=True)
class Report:
    """What a run read, found and refused."""

    documents: int = 0
    new_documents: int = 0
    claims: list[Claim] = field(default_factory=list)
    copies: int = 0
    failures: list[InputError] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)  # reports in other languages, kept and not extracted

    def summary(self, ledger: str) -> str:
        """One line for a person."""
        known = self.documents - self.new_documents
        reports = "1 report" if self.documents == 1 else f"{self.documents} reports"
        parts = [
            f"{reports} read" + (f" ({known} of them known already)" if known else ""),
            f"{len(self.claims)} claims, {self.copies} of them {'a copy' if self.copies == 1 else 'copies'}",
            *(
                [f"{self.unread.total()} in other languages kept unread ({languages(self.unread)})"]
                if self.unread
                else []
            ),
            f"{len(self.failures)} inputs failed" if self.failures else "none failed",
        ]
        return "; ".join(parts) + f". Kept in {ledger}"


def languages(counts: Counter[str]) -> str:
    """ "3 fr, 1 ar", the most frequent first."""
    return ", ".join(f"{number} {code}" for code, number in counts.most_common())


class Reader:
    """Inputs to linked claims. `theatre` is a bundled id, a file, or None: found by each text's places and date."""

    def __init__(self, *, theatre: str | None = None) -> None:
        self.theatre: Theatre | None = theatres.named(theatre) if theatre else None

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer.open()

    def theatre_of(self, document: Document) -> Theatre | None:
        """The theatre given, else the bundled one that the document fits."""
        return self.theatre or theatres.find(document)

    def claims(self, document: Document, theatre: Theatre | None) -> tuple[Claim, ...]:
        """The linked claims of one document."""
        names = self.gazetteer.of_theatre(theatre) if theatre else self.gazetteer
        found = extract(document, names)
        linked = link(document, found, gazetteer=self.gazetteer, theatre=theatre)
        return tuple({claim.id: claim for claim in corrections.mark(document, linked)}.values())

    def read(
        self, inputs: Iterable[str | Path], *, published: Published | None = None, outlet: str | None = None
    ) -> Iterator[Reading | InputError]:
        """Each input's documents with their claims; what cannot be read comes as an InputError value."""
        for document in read(inputs, published=published, outlet=outlet):
            if isinstance(document, InputError):
                yield document
                continue
            yield self.reading(document)

    def reading(self, document: Document) -> Reading | InputError:
        """One document with its claims; a document that our own rules stumble over is named, and the rest goes on.

        A document in another language than English has none.
        """
        theatre = self.theatre_of(document)
        if document.language not in READ:
            return Reading(document, (), theatre)
        try:
            claims = self.claims(document, theatre)
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
            where = f"{type(error).__name__}: {error}"
            return InputError(document.id, f"cannot be extracted ({where})", "it is a fault of ours; please report it")
        return Reading(document, claims, theatre, None if claims else self._placeless(document))

    def _placeless(self, document: Document) -> InputError | None:
        if self.gazetteer.find(document.text):
            return None
        return InputError(
            document.id, "names no place that is known", "nothing to map; check that the text is whole and English"
        )


def run(
    inputs: Iterable[str | Path],
    *,
    ledger: Ledger,
    published: Published | None = None,
    outlet: str | None = None,
    theatre: str | None = None,
) -> Report:
    """Reads inputs into the ledger, a transaction for every BATCH documents; running it again adds nothing."""
    report = Report()
    reader = Reader(theatre=theatre)
    readings = reader.read(inputs, published=published, outlet=outlet)
    while batch := list(islice(readings, BATCH)):
        report.failures += [item for item in batch if isinstance(item, InputError)]
        kept = [_dated(item, report) for item in batch if isinstance(item, Reading)]
        keep([item for item in kept if item], ledger, report)
    return report


def _dated(reading: Reading, report: Report) -> Reading | None:
    """The reading, if it can be placed in time; a ledger must know when each report could be known."""
    if reading.failure:
        report.failures.append(reading.failure)
    if reading.document.known:
        return reading
    report.failures.append(
        InputError(reading.document.id, "has no publication date", "give the day with --published YYYY-MM-DD")
    )
    return None


def keep(readings: list[Reading], ledger: Ledger, report: Report) -> None:
    """One transaction for each theatre among the readings; their copies are sought in the ledger too."""
    if not readings:
        return
    documents = [reading.document for reading in readings]
    read = [claim for reading in readings for claim in reading.claims]
    earlier_documents, earlier_claims = _earlier(ledger, min(map(_known, documents)) - LOOK_BACK)
    claims = {claim.id: claim for claim in corrections.bind(read, documents, [*earlier_claims, *read])}
    found = _copies([*earlier_documents, *documents], [*earlier_claims, *claims.values()]) if claims else []
    edges = [edge for edge in found if edge.claim in claims]
    for theatre in {reading.theatre.id if reading.theatre else "": reading.theatre for reading in readings}.values():
        part = [reading for reading in readings if reading.theatre == theatre]
        ids = dict.fromkeys(claim.id for reading in part for claim in reading.claims)
        written = ledger.write(
            Batch(
                run=run_record(theatre),
                documents=[reading.document for reading in part],
                claims=[claims[name] for name in ids],
                copies=[edge for edge in edges if edge.claim in ids],
            )
        )
        report.documents += len(part)
        report.new_documents += written.documents
        report.unread.update(reading.unread for reading in part if reading.unread)
    report.claims += claims.values()
    report.copies += len(edges)


def _copies(documents: list[Document], claims: list[Claim]) -> list[copies.CopyEdge]:
    """Copies among the claims; a document without one is no copy, and is not compared."""
    speaking = {claim.document for claim in claims}
    return copies.find([document for document in documents if document.id in speaking], claims)


def run_record(theatre: Theatre | None) -> Run:
    """Which code and which theatre made a batch."""
    return Run(
        code=__version__,
        theatre=theatre.id if theatre else None,
        theatre_digest=digest(theatre.model_dump(mode="json")) if theatre else None,
    )


def _earlier(ledger: Ledger, since: datetime) -> tuple[list[Document], list[Claim]]:
    """What the ledger has from that moment on: what new reports may be copies of."""
    return ledger.documents(since=since), ledger.claims(reviewed=False, since=since)


def _known(document: Document) -> datetime:
    known = document.known
    assert known is not None, "only dated documents are kept"
    return known
