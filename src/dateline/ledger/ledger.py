"""The ledger's front: everything other rooms may ask of it.

Invariant: rows are only ever added, each with a position and a hash that vouches for all before it. What a
question answers is a function of the rows up to its `head`, and of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType

from dateline.errors import LedgerError
from dateline.ledger import asof, chain, keep, review, shelf, snapshot, verify, write
from dateline.ledger.asof import Question
from dateline.ledger.chain import Chain
from dateline.ledger.records import (
    Batch,
    Change,
    Clocks,
    Head,
    Lane,
    Report,
    Review,
    Run,
    SignedHead,
    StateSpan,
    Verdict,
    Written,
)
from dateline.ledger.store import Store
from dateline.model import Claim, ClaimType, Document, Place, State

__all__ = ["Ledger"]


class Ledger:
    """One ledger, open. Use it as a context manager; it may be shared between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, target: str | Path, *, read_only: bool = False) -> Ledger:
        """Opens the SQLite file or `postgresql://` URL, making a ledger where there is nothing yet.

        Raises LedgerError for what is not a ledger, is newer than this program, or cannot be written.
        """
        return cls(Store.open(target, read_only=read_only))

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The file, or the URL without its password."""
        return self._store.name

    # --- writing

    def write(self, batch: Batch) -> Written:
        """Adds what is new of a batch, in one transaction. Raises LedgerError; then nothing was added."""
        with self._store.write() as connection:
            return write.write_batch(connection, batch)

    def write_states(self, states: Iterable[State | StateSpan], *, run: Run) -> int:
        """Adds states: a day's nowcast each, or a StateSpan. They replace in answers what was stored before
        for the same days and knowledge. Gives how many were new."""
        return self.write(Batch(run=run, states=list(states))).states

    def review(
        self,
        claim: str,
        verdict: Verdict | str,
        *,
        author: str,
        reason: str,
        correction: Claim | None = None,
        at: datetime | None = None,
    ) -> Review:
        """Records a reviewer's verdict on a claim; `correct` needs the claim as it should read.

        Raises LedgerError for a claim the ledger does not hold, or a verdict without author or reason.
        """
        said = review.Said(claim, Verdict(verdict), author, reason, correction, at or datetime.now(UTC))
        with self._store.write() as connection:
            return review.write_review(Chain(connection), connection, said)

    # --- keeping

    def grant(self, role: str, *, write: bool = False) -> None:
        """PostgreSQL: lets a role read, or read and add rows; nobody is given the right to change or delete.

        Raises LedgerError on SQLite, where the permissions of the file decide.
        """
        self._store.grant(role, write)

    def verify(self, signed: SignedHead | None = None, *, key: bytes = b"") -> Report:
        """Checks every row against the chain, and the indexes and guards against the rows.

        With a signed head and its key also that the ledger still is the one that was signed. Names each row
        that is changed, missing or reordered; `Report.sound` is False then.
        """
        with self._store.read() as connection:
            return verify.verify(connection, verify.checked(signed, key) if signed else None)

    def sign(self, key: bytes) -> SignedHead:
        """The head, signed; keep it where those who can write to the ledger cannot."""
        return verify.sign(self.head(), key)

    def backup(self, path: str | Path) -> Report:
        """Writes the whole ledger, of either database, to a new SQLite file, and verifies it there.

        Raises LedgerError where the file is there already, LedgerBroken where the ledger is not sound.
        """
        return keep.backup(self._store, Path(path))

    @classmethod
    def restore(cls, backup: str | Path, target: str | Path) -> Report:
        """Makes a ledger, on either database, from a backup; both are verified.

        Raises LedgerError where the target holds anything, LedgerBroken where the backup is not sound.
        """
        return keep.restore(Path(backup), target)

    def snapshot(self, folder: str | Path) -> dict[str, int]:
        """Writes Parquet files of every table for analysis, as of one head; gives the rows of each.

        `dateline.ledger.snapshot.connect(folder)` opens DuckDB over them. Raises LedgerError, MissingExtra.
        """
        with self._store.read() as connection:
            return snapshot.write_snapshot(connection, Path(folder))

    # --- reading

    def head(self) -> Head:
        """The last position of the chain and its hash; position -1 before anything was written."""
        with self._store.read() as connection:
            return chain.head(connection)

    def hash_at(self, position: int) -> str | None:
        """The hash (hex) of the transaction that ended at this position; None if none did."""
        with self._store.read() as connection:
            return chain.hash_at(connection, position)

    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        with self._store.read() as connection:
            return shelf.count_rows(connection)

    def clocks(self, theatre: str | None = None, *, head: int | None = None) -> Clocks:
        """The default clocks (DESIGN section 3): last published day, latest knowledge. Raises LedgerError if empty."""
        with self._store.read() as connection:
            return asof.read_clocks(connection, Question(theatre=theatre, head=head))

    def claims(
        self,
        *,
        place: str | None = None,
        theatre: str | None = None,
        document: str | None = None,
        types: Iterable[ClaimType] | None = None,
        known_by: datetime | None = None,
        head: int | None = None,
        reviewed: bool = True,
        extractor: str | None = None,
        since: datetime | None = None,
    ) -> list[Claim]:
        """The claims of each document's current reading, oldest knowledge first.

        `copy_of` names the origin of a copy, as far as the origin itself stands. Rejected claims are left out
        and corrected ones replaced unless `reviewed` is False. Retracting claims are there, `retracts` set.
        `extractor` asks for what that extractor read, superseded or not; `since` for what was known then or later.
        """
        kinds = None if types is None else frozenset(types)
        question = Question(place, theatre, document, kinds, known_by, head, reviewed, extractor, since=since)
        with self._store.read() as connection:
            return asof.read_claims(connection, question)

    def claim(self, name: str, *, head: int | None = None, reviewed: bool = True) -> Claim | None:
        """The claim of this id as it stands; None if it is unknown, superseded or rejected."""
        with self._store.read() as connection:
            found = asof.read_claims(connection, Question(id=name, head=head, reviewed=reviewed))
        return found[0] if found else None

    def lanes(
        self,
        place: str,
        *,
        known_by: datetime | None = None,
        head: int | None = None,
        reviewed: bool = True,
        newest: int | None = None,
    ) -> list[Lane]:
        """What was said of a place: a lane for each side that speaks, copies folded under their origin.

        `newest` asks for a page: the last so many claims. A copy whose origin is older stands for itself there, and
        its `copy_of` names the origin.
        """
        question = Question(place=place, known_by=known_by, head=head, reviewed=reviewed)
        with self._store.read() as connection:
            return asof.read_lanes(connection, question, newest)

    def places(self, theatre: str | None = None, *, head: int | None = None) -> list[Place]:
        """Every place that a claim was linked to, by id."""
        with self._store.read() as connection:
            return asof.read_places(connection, Question(theatre=theatre, head=head))

    def states(
        self,
        as_of: date,
        known_by: datetime,
        *,
        head: int | None = None,
        places: Iterable[str] | None = None,
        theatre: str | None = None,
    ) -> list[State]:
        """The stored states that hold at these clocks, by place; a place without one is left out."""
        with self._store.read() as connection:
            return asof.read_states(connection, Question(theatre=theatre, head=head), as_of, known_by, places)

    def changes(
        self,
        then: Clocks,
        now: Clocks,
        *,
        head: int | None = None,
        places: Iterable[str] | None = None,
        theatre: str | None = None,
    ) -> list[Change]:
        """The places whose top side or status differs between two pairs of clocks, by place.

        The same day under two moments of knowledge gives what was known then and is known now differently.
        """
        with self._store.read() as connection:
            return asof.read_changes(connection, Question(theatre=theatre, head=head), then, now, places)

    def documents(
        self,
        *,
        theatre: str | None = None,
        known_by: datetime | None = None,
        head: int | None = None,
        since: datetime | None = None,
    ) -> list[Document]:
        """The current version of each document, by id, with its text and without its raw bytes."""
        with self._store.read() as connection:
            return shelf.read_documents(
                connection, Question(theatre=theatre, known_by=known_by, head=head, since=since)
            )

    def document(self, name: str, *, known_by: datetime | None = None, head: int | None = None) -> Document | None:
        """One document with its stored text, its raw bytes too; None if there is none of this id."""
        question = Question(document=name, known_by=known_by, head=head)
        with self._store.read() as connection:
            found = shelf.read_documents(connection, question, raw=True)
        return found[0] if found else None

    def blob(self, sha256: str) -> bytes:
        """The stored bytes of this hash: a raw page, or a text in UTF-8. Raises LedgerError."""
        with self._store.read() as connection:
            content = shelf.read_blob(connection, sha256)
        if content is None:
            raise LedgerError(f"{self.name} holds nothing with the hash {sha256}; check the hash")
        return content

    def runs(self, *, head: int | None = None) -> list[Run]:
        """What has been written by which versions, oldest first."""
        with self._store.read() as connection:
            return shelf.read_runs(connection, Question(head=head))

    def reviews(self, *, claim: str | None = None, head: int | None = None) -> list[Review]:
        """All verdicts, oldest first."""
        with self._store.read() as connection:
            return review.read_reviews(connection, Question(id=claim, head=head))

    def agreement(self, *, head: int | None = None) -> float | None:
        """How far reviewers agree on the claims that several judged: Krippendorff's alpha, 1 where they always do.

        None where no claim has two reviewers. Raises MissingExtra without nltk.
        """
        return review.agreement(self.reviews(head=head))
