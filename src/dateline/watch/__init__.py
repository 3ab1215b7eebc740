"""Live sources: followed politely into the ledger, with alerts that are delivered once and never lost.

    config -> loop: (fetcher -> listing -> harvest) -> pipeline -> alerts -> delivery

What the watcher must remember lies in its `journal`; what it read lies in the ledger alone.
"""

from dateline.watch.config import Config, load
from dateline.watch.loop import Watch

__all__ = ["Config", "Watch", "load"]
