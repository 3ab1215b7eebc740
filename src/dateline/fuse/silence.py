"""What it says that nobody speaks of a place: weak evidence that nothing changed, while somebody would report.

The expected number of reports in each state is the model's volume times the attention of the place. Three things
soften it: reports of the last days are not all in yet; a place of which nothing was heard for long may have nobody
who reports from it any more; and nothing is expected of days after what is known.

Days whose reports may still be coming are weighed so only where something was heard in these days, which is where it
matters; elsewhere the full weight is taken at once, and the day need not be filtered again.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dateline.fuse.columns import Columns
from dateline.fuse.evidence import Evidence
from dateline.fuse.weights import DAY_MINUTES, Postings

__all__ = ["Silence"]

Ints = npt.NDArray[np.int64]
Singles = npt.NDArray[np.float32]
NOT_YET = -(10**6)


class Silence:
    """Keeps the attention of each place, and gives the factors of silence for a day."""

    def __init__(self, columns: Columns, evidence: Evidence, first: int, days: int) -> None:
        self.columns, self.evidence, self.first, self.days, self.now = columns, evidence, first, days, -1
        self.sides, self.size = len(columns.sides), len(columns.places)
        self.known_day = np.maximum(columns.known // DAY_MINUTES - first, 0)
        self.alive = columns.retracted > columns.known
        self.last = np.full(self.size, NOT_YET, dtype=np.int64)  # day of the last line known
        self.logs = self._logs(np.arange(len(columns.place)), columns.place, self.size)
        share = np.array(evidence.model.heard_within, dtype=np.float32)
        self.in_time, self.patience = share, len(share)

    def _logs(self, lines: Ints, place: Ints, size: int) -> Singles:
        """[fresh, kept or contested, day, place] logs of the factors at full weight, from `lines` at `place`."""
        chosen = self.alive[lines] & (self.known_day[lines] < self.days)
        lines, place = lines[chosen], place[chosen]
        counts = np.zeros((self.days, size))
        np.add.at(counts.reshape(-1), self.known_day[lines] * size + place, self.columns.weight[lines])
        day = np.arange(self.days)[:, None]
        heard = np.where(counts > 0, day, -1)
        gap = day - np.maximum(np.maximum.accumulate(heard, axis=0), self.evidence.first - self.first - 1)
        attention = self.evidence.attention(counts.cumsum(axis=0), day + self.first)
        model, sides = self.evidence.model, self.sides
        settled, changed = self.evidence.volume[sides], self.evidence.volume[[0, 2 * sides, 3 * sides]]
        lit = np.exp(-gap / model.dark_days)
        lit = lit / (lit + (1 - lit) * np.exp(settled * attention * gap))
        expected = changed[:, None, None] * attention**model.attention_power - settled * attention
        expected[:, : max(0, self.evidence.first - self.first)] = 0  # nobody gathered reports yet
        result: Singles = (-model.silence * lit * expected).astype(np.float32)
        return result

    def hear(self, news: Postings, now: int) -> Ints:
        """Take in what became known by day `now`; gives of each place the first day whose factors change by it."""
        place, before, self.now = self.columns.place[news.line], self.now, now
        earliest = np.full(self.size, self.days, dtype=np.int64)
        earliest[self.last > before - self.patience] = max(0, min(before, now) - self.patience + 1)
        np.minimum.at(earliest, place, max(0, now - self.patience + 1))
        np.maximum.at(self.last, place, self.known_day[news.line])
        if news.gone.any():
            self._forget(news.line[news.gone], earliest)
        return earliest

    def _forget(self, gone: Ints, earliest: Ints) -> None:
        """Withdrawn lines drew no attention after all."""
        self.alive[gone] = False
        places = np.unique(self.columns.place[gone])
        at = np.searchsorted(places, self.columns.place)
        here = np.flatnonzero(places[np.minimum(at, len(places) - 1)] == self.columns.place)
        self.logs[:, :, places] = self._logs(here, at[here], len(places))
        known = here[self.alive[here] & (self.known_day[here] <= self.now)]
        self.last[places] = NOT_YET
        np.maximum.at(self.last, self.columns.place[known], self.known_day[known])
        np.minimum.at(
            earliest, self.columns.place[gone], np.minimum(self.known_day[gone], max(0, self.now - self.patience))
        )

    def factors(self, day: int, places: Ints | None) -> Singles:
        """[fresh, kept or contested, place] the factors of these states on `day`, against a settled one."""
        logs = self.logs[:, day] if places is None else self.logs[:, day, places]
        age = self.now - day
        if age < 0:
            return np.ones_like(logs)
        if age < self.patience:
            last = self.last if places is None else self.last[places]
            logs = logs * np.where(last > self.now - self.patience, self.in_time[age], np.float32(1))
        factors: Singles = np.exp(logs)
        return factors
