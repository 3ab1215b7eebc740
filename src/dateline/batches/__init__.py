"""Backfills: years of news by the same functions as `dateline run`, on one machine or on many (docs/engines.md).

    backfill(news, work)                      # files of reports -> Parquet, a row a report with its claims
    fuse_backfill(work, states)               # -> Parquet, a row a place and day
    into_ledger(work, ledger)                 # the same reports and claims into a ledger, copies found

Each takes an engine and a number of workers, goes on where it was stopped, and gives the same bytes on every engine.
"""

from dateline.batches.documents import ENDINGS, Documents
from dateline.batches.extraction import Extract
from dateline.batches.filling import into_ledger
from dateline.batches.fusion import fuse_backfill
from dateline.batches.run import Progress, backfill

__all__ = ["ENDINGS", "Documents", "Extract", "Progress", "backfill", "fuse_backfill", "into_ledger"]
