"""The ledger: append-only, bitemporal, hash-chained, on SQLite or PostgreSQL. The only room that speaks SQL."""

from dateline.ledger.ledger import Ledger
from dateline.ledger.records import (
    Batch,
    Change,
    Clocks,
    Copy,
    Entry,
    Fault,
    Head,
    Lane,
    Link,
    Report,
    Review,
    Run,
    SignedHead,
    StateSpan,
    Verdict,
    Written,
)

__all__ = [
    "Batch",
    "Change",
    "Clocks",
    "Copy",
    "Entry",
    "Fault",
    "Head",
    "Lane",
    "Ledger",
    "Link",
    "Report",
    "Review",
    "Run",
    "SignedHead",
    "StateSpan",
    "Verdict",
    "Written",
]
