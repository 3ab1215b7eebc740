"""The watcher itself: what is due is read into the ledger, what changed is told, what failed is tried again.

The order of writes makes a kill harmless: reports go to the ledger first and to the journal after, and the ledger
takes the same report twice without adding anything; alerts go to the journal first and to their targets after.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import structlog

from dateline.answers import Answers
from dateline.errors import InputError, LedgerError
from dateline.ledger import Clocks, Ledger
from dateline.model import Document
from dateline.pipeline import Reader, Report, keep
from dateline.times import format_moment, parse_moment
from dateline.watch import health
from dateline.watch.alerts import alerts
from dateline.watch.clock import Clock, WallClock
from dateline.watch.config import Config, Source
from dateline.watch.delivery import Outbox
from dateline.watch.fetcher import Fetcher
from dateline.watch.harvest import Harvest, Item
from dateline.watch.journal import Journal

__all__ = ["Watch"]

BATCH = 20  # reports a transaction: what a kill makes the watcher read again
LONGEST_BACK_OFF = timedelta(hours=6)
NAP = 60.0  # seconds at most between two looks at what is due


class Watch:
    """Follows the sources of a config into a ledger. Use it as a context manager."""

    def __init__(self, config: Config, ledger: Ledger, *, clock: Clock | None = None) -> None:
        self.config = config
        self.ledger = ledger
        self.clock = clock or WallClock()
        self.journal = Journal(config.state / "journal.jsonl")
        self.outbox = Outbox(config.deliver, self.journal, self.clock)
        fetcher = Fetcher(self.clock, allow_private=config.allow_private, seconds_per_host=config.seconds_per_host)
        self._harvest = Harvest(fetcher, self.journal, self.clock)
        self._reader = Reader(theatre=config.theatre)
        self._log = structlog.get_logger("dateline.watch")

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *error: object) -> None:
        self.journal.close()

    def run(self) -> None:
        """Watches until it is stopped."""
        while True:
            self.tick()
            self.clock.sleep(min(NAP, max(1.0, self._until_due())))

    def tick(self) -> int:
        """Visits every source that is due, tells what changed, sends what is owed; gives the new reports."""
        new = sum(self.visit(source) for source in self.config.sources if self._due(source))
        self.tell()
        self.outbox.send()
        self.report()
        return new

    def _due(self, source: Source) -> bool:
        again = self.journal.get("visit", source.id).get("again")
        return again is None or parse_moment(again) <= self.clock.now()

    def _until_due(self) -> float:
        moments = [self.journal.get("visit", source.id).get("again") for source in self.config.sources]
        waits = [(parse_moment(moment) - self.clock.now()).total_seconds() for moment in moments if moment]
        return min(waits, default=0.0)

    def visit(self, source: Source) -> int:
        """Reads what is new of one source; a failure is written down and the source tried again later."""
        failures = self.journal.get("visit", source.id).get("failures", 0)
        error: str | None = None
        new = missed = 0
        waiting: list[Item] = []
        try:
            for item in self._harvest.items(source):
                waiting.append(item)
                missed += item.mark is None
                if len(waiting) >= BATCH:
                    new += self._keep(source, waiting)
                    waiting = []
        except InputError as failure:
            error = str(failure)
        new += self._keep(source, waiting)
        failures = failures + 1 if error else 0
        every = timedelta(minutes=source.every)
        wait = min(every * 2**failures, max(every, LONGEST_BACK_OFF))
        now = self.clock.now()
        self.journal.put(
            "visit",
            source.id,
            at=format_moment(now),
            again=format_moment(now + wait),
            error=error,
            failures=failures,
            missed=missed,
            since=self.journal.get("visit", source.id).get("since") or format_moment(now),
        )
        log = self._log.warning if error else self._log.info
        log("visited", source=source.id, new=new, missed=missed, error=error)
        return new

    def _keep(self, source: Source, items: list[Item]) -> int:
        """Items into the ledger, then their marks into the journal."""
        report = Report()
        readings = []
        for document in (document for item in items for document in item.documents):
            reading = self._reader.reading(self._as_first_known(document))
            if isinstance(reading, InputError):
                self._log.error("not extracted", error=str(reading))
            else:
                readings.append(reading)
        keep(readings, self.ledger, report)
        for item in items:
            if item.failure:
                self._log.warning("not read", source=source.id, error=str(item.failure))
            self._mark(item)
        if report.new_documents:
            day = self.clock.now().date().isoformat()
            health.note_items(self.journal, source.id, day, report.new_documents, unread=report.unread.total())
        return report.new_documents

    def _mark(self, item: Item) -> None:
        """What was read is not read again; what was missed keeps its old mark, and the moment it was first missed."""
        if item.mark is not None:
            self.journal.put("item", item.key, mark=item.mark)
            return
        before = self.journal.get("item", item.key)
        since = before.get("missed") or format_moment(self.clock.now())
        self.journal.put("item", item.key, mark=before.get("mark"), missed=since)

    def _as_first_known(self, document: Document) -> Document:
        """The stored document where the same text is known already: a kill makes us fetch it again, later."""
        stored = self.ledger.document(document.id)
        return stored if stored and stored.text_sha256 == document.text_sha256 else document

    def tell(self) -> None:
        """Raises the alerts of what was learned since the last look."""
        if not self.config.alerts:
            return
        answers = Answers(self.ledger, theatre=self.config.theatre)
        try:
            now = answers.clocks()
        except LedgerError:
            return  # nothing is in the ledger yet
        seen = self.journal.get("clocks", "told")
        before = Clocks(parse_moment(seen["as_of"]).date(), parse_moment(seen["known_by"])) if seen else None
        if before == now:
            return
        for alert in alerts(answers, self.config.alerts, before, now, permalink=self.config.permalink):
            if self.outbox.raise_alert(alert):
                self._log.info("alert raised", alert=alert.id, rule=alert.rule, what=alert.body["what"])
        self.journal.put("clocks", "told", as_of=now.as_of.isoformat(), known_by=format_moment(now.known_by))

    def status(self) -> dict[str, Any]:
        """The state of every source, and how many alerts are owed."""
        return health.status(self.journal, self.config.sources, self.clock.now(), waiting=self.outbox.waiting())

    def report(self) -> None:
        """Writes the status file."""
        health.write_status(self.config.state / "status.json", self.status())
