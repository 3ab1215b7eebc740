"""What one client may ask: requests a second, bytes of a body, characters of an address."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Bucket", "Limits", "RateLimit"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Chosen so that one person with a slider, and one script that pulls a map a day at a time, never notice."""

    reads_per_second: float = 100.0  # twice the 50 a second that the map is measured at
    read_burst: int = 400  # a page with its files, and 120 days of a slider played through
    writes_per_second: float = 1.0  # a person reviewing
    write_burst: int = 20
    body_bytes: int = 64 * 1024  # a corrected claim is about 2 kB
    url_characters: int = 4096
    clients: int = 10_000  # buckets kept; the oldest go


@dataclass(slots=True)
class Bucket:
    """A token bucket: `left` requests now, refilled with time."""

    left: float
    at: float


@dataclass(slots=True)
class RateLimit:
    """Buckets by client. `clock` gives seconds."""

    rate: float
    burst: int
    clients: int
    clock: Callable[[], float] = time.monotonic
    buckets: OrderedDict[str, Bucket] = field(default_factory=OrderedDict)

    def wait(self, client: str) -> float:
        """0 where the request may go on; else seconds until it may."""
        now = self.clock()
        bucket = self.buckets.pop(client, None) or Bucket(float(self.burst), now)
        bucket.left = min(float(self.burst), bucket.left + (now - bucket.at) * self.rate)
        bucket.at = now
        self.buckets[client] = bucket
        while len(self.buckets) > self.clients:
            self.buckets.popitem(last=False)
        if bucket.left < 1.0:
            return (1.0 - bucket.left) / self.rate
        bucket.left -= 1.0
        return 0.0
