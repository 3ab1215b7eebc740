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
        self.order = np.argsort(columns.place, kind="stable")
        self.ends = np.searchsorted(columns.place[self.order], np.arange(self.size + 1))
        self.logs = self._logs(np.arange(len(columns.place)), columns.place, self.size)
        share = np.array(evidence.model.heard_within, dtype=np.float32)
        self.in_time, self.patience = share, len(share)

    def _logs(self, lines: Ints, place: Ints, size: int) -> Singles:
        """[fresh, kept or contested, day, place] logs of the factors at full weight, from `lines` at `place`."""
        chosen = self.alive[lines] & (self.known_day[lines] < self.days)
        lines, place = lines[chosen], place[chosen]
        model, sides, lead = self.evidence.model, self.sides, max(0, self.evidence.first - self.first)
        cells = np.bincount(self.known_day[lines] * size + place, self.columns.weight[lines], self.days * size)
        counts = cells.reshape(self.days, size).astype(np.float32)
        day = np.arange(self.days, dtype=np.float32)[:, None]
        heard = np.maximum.accumulate(np.where(counts > 0, day, np.float32(lead - 1)), axis=0)
        attention = self.evidence.attention(counts.cumsum(axis=0), np.maximum(day - lead, 0))
        settled, changed = self.evidence.volume[sides], self.evidence.volume[[0, 2 * sides, 3 * sides]]
        gap = day - heard
        lit = np.exp(gap * np.float32(-1 / model.dark_days))
        lit /= lit + (1 - lit) * np.exp(np.float32(-settled) * attention * gap)
        lit *= np.float32(-model.silence)
        change = attention ** np.float32(model.attention_power)
        attention *= np.float32(settled)
        result = np.empty((3, self.days, size), dtype=np.float32)
        for block, volume in enumerate(changed):
            result[block] = lit * (np.float32(volume) * change - attention)
        result[:, :lead] = 0  # nobody gathered reports yet
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
        here = np.concatenate([self.order[self.ends[place] : self.ends[place + 1]] for place in places.tolist()])
        self.logs[:, :, places] = self._logs(here, np.searchsorted(places, self.columns.place[here]), len(places))
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
