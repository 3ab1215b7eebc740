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

    def __init__(self, columns: Columns, evidence: Evidence, first: int, days: int, keep: int) -> None:
        self.columns, self.evidence, self.first, self.days, self.now = columns, evidence, first, days, -1
        self.keep, self.reached = keep, -1
        self.sides, self.size = len(columns.sides), len(columns.places)
        self.lead = max(0, evidence.first - first)
        self.known_day = np.maximum(columns.known // DAY_MINUTES - first, 0)
        self.alive = columns.retracted > columns.known
        self.last = np.full(self.size, NOT_YET, dtype=np.int64)  # day of the last line known
        self.order = np.argsort(columns.place, kind="stable")
        self.ends = np.searchsorted(columns.place[self.order], np.arange(self.size + 1))
        self.by_day = np.argsort(self.known_day, kind="stable")
        self.cuts = np.searchsorted(self.known_day[self.by_day], np.arange(days + 1))
        self.counts = np.zeros(self.size, dtype=np.float32)  # weight of the lines known
        self.heard = np.full(self.size, self.lead - 1, dtype=np.float32)  # day of the last, from coverage on
        self.logs = np.zeros((keep, 3, self.size), dtype=np.float32)  # of the factors at full weight, the last days'
        share = np.array(evidence.model.heard_within, dtype=np.float32)
        self.in_time, self.patience = share, len(share)

    def advance(self, day: int) -> None:
        """Count what became known on `day`, the next one, and find the factors of its silence."""
        lines = self.by_day[self.cuts[day] : self.cuts[day + 1]]
        lines = lines[self.alive[lines]]
        place = self.columns.place[lines]
        self.counts += np.bincount(place, self.columns.weight[lines], self.size).astype(np.float32)
        self.heard[place] = max(day, self.lead - 1)
        self.reached = day
        self.logs[day % self.keep] = self._expect(self.counts, self.heard, np.float32(day))

    def _expect(self, counts: Singles, heard: Singles, day: Singles | np.float32) -> Singles:
        """[..., fresh kept or contested, place] logs of the factors at full weight."""
        model, sides = self.evidence.model, self.sides
        settled, changed = self.evidence.volume[sides], self.evidence.volume[[0, 2 * sides, 3 * sides]]
        attention = self.evidence.attention(counts, np.maximum(day - np.float32(self.lead), np.float32(0)))
        gap = day - heard
        dark = 1 - np.exp(gap * np.float32(-1 / model.dark_days))
        lit = (1 - dark) * np.exp(np.float32(-settled) * attention * gap)
        lit /= lit + dark
        lit *= np.float32(-model.silence) * (day >= self.lead)  # before, nobody gathered reports
        change = attention ** np.float32(model.attention_power)
        attention *= np.float32(settled)
        return np.stack([lit * (np.float32(volume) * change - attention) for volume in changed], axis=-2)

    def history(self, places: Ints, since: int = 0) -> Singles:
        """[day, fresh kept or contested, place] the logs of places on the days reached from one on, counted anew."""
        days = self.reached + 1
        here = np.concatenate([self.order[self.ends[place] : self.ends[place + 1]] for place in places.tolist()])
        here = here[self.alive[here] & (self.known_day[here] < days)]
        place, day = np.searchsorted(places, self.columns.place[here]), self.known_day[here]
        sums = np.bincount(day * len(places) + place, self.columns.weight[here], days * len(places))
        counts = sums.reshape(days, -1).astype(np.float32)
        number = np.arange(days, dtype=np.float32)[:, None]
        said = np.where(counts > 0, np.maximum(number, np.float32(self.lead - 1)), np.float32(self.lead - 1))
        heard, counts = np.maximum.accumulate(said, axis=0), counts.cumsum(axis=0)
        self.counts[places], self.heard[places] = counts[-1], heard[-1]
        return self._expect(counts[since:], heard[since:], number[since:])

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
        if self.reached >= 0:
            since = max(0, self.reached + 1 - self.keep)
            kept = np.arange(since, self.reached + 1) % self.keep
            self.logs[kept[:, None], :, places] = self.history(places, since).transpose(0, 2, 1)
        here = np.concatenate([self.order[self.ends[place] : self.ends[place + 1]] for place in places.tolist()])
        known = here[self.alive[here] & (self.known_day[here] <= self.now)]
        self.last[places] = NOT_YET
        np.maximum.at(self.last, self.columns.place[known], self.known_day[known])
        np.minimum.at(
            earliest, self.columns.place[gone], np.minimum(self.known_day[gone], max(0, self.now - self.patience))
        )

    def factors(self, day: int, places: Ints | None) -> Singles:
        """[fresh kept or contested, place] the factors of these states on `day`, against a settled one."""
        logs = self.logs[day % self.keep]
        return self.weighed(day, places, logs if places is None else logs[:, places])

    def weighed(self, day: int, places: Ints | None, logs: Singles) -> Singles:
        """The factors of logs at full weight: less of it while reports of `day` are still to come."""
        age = self.now - day
        if age < 0:
            return np.ones_like(logs)
        if age < self.patience:
            last = self.last if places is None else self.last[places]
            logs = logs * np.where(last > self.now - self.patience, self.in_time[age], np.float32(1))
        factors: Singles = np.exp(logs)
        return factors
