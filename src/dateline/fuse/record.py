"""What is on record of each place at a moment: how much was heard, and the lines that stand, for status and reasons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dateline.fuse.columns import NEVER, Columns, withdrawn
from dateline.fuse.rates import AGAINST, FOR, KINDS, VOICES
from dateline.fuse.status import Witness, owner_of
from dateline.fuse.weights import DAY_MINUTES
from dateline.model import Claim, cluster_of

__all__ = ["Record", "Records"]

_DENIALS = {FOR: "denial for", AGAINST: "denial against"}


class Record:
    """Of one place: when its claims were heard, the lines that stand, and the latest day they speak of."""

    __slots__ = ("latest", "standing", "times")

    def __init__(self) -> None:
        self.times: list[int] = []  # minutes at which the claims that stand became known, in order
        self.latest = -1
        self.standing: dict[int, Witness] = {}

    @property
    def heard(self) -> int:
        return len(self.times)

    @property
    def last(self) -> int | None:
        """Day of the last claim known."""
        return self.times[-1] // DAY_MINUTES if self.times else None


class Records:
    """Records of all places, brought forward in time by `learn_until`."""

    def __init__(self, claims: Sequence[Claim], table: Columns) -> None:
        self.claims, self.table = claims, table
        self.of = [Record() for _ in table.places]
        at = {place: code for code, place in enumerate(table.places)}
        heard = [
            (int(claim.known.timestamp()) // 60, at[claim.place.id], claim)
            for claim in claims
            if claim.known and claim.place.id in at and not claim.retracts
        ]
        heard.sort(key=lambda event: event[:2])
        self.heard = [event[:2] for event in heard]
        until, roots = withdrawn(claims), cluster_of(claims)
        ends = [(min(until.get(claim.id, NEVER), until.get(roots[claim.id], NEVER)), *event) for *event, claim in heard]
        self.unsaid = sorted((max(end, known), place, known) for end, known, place in ends if end < NEVER)
        gone = np.flatnonzero(table.retracted < NEVER)
        self.born = np.argsort(table.known, kind="stable")
        self.gone = gone[np.argsort(table.retracted[gone], kind="stable")]
        self.at = [0, 0, 0, 0]

    def learn_until(self, minute: int) -> npt.NDArray[np.bool_]:
        """Bring the records forward to `minute`; gives which places changed."""
        changed = np.zeros(len(self.of), dtype=bool)
        heard, born, gone, unsaid = self.at
        while heard < len(self.heard) and self.heard[heard][0] <= minute:
            known, place = self.heard[heard]
            self.of[place].times.append(known)
            changed[place] = True
            heard += 1
        while unsaid < len(self.unsaid) and self.unsaid[unsaid][0] <= minute:
            _, place, known = self.unsaid[unsaid]
            self.of[place].times.remove(known)
            changed[place] = True
            unsaid += 1
        while born < len(self.born) and self.table.known[self.born[born]] <= minute:
            self._stand(int(self.born[born]), changed)
            born += 1
        while gone < len(self.gone) and self.table.retracted[self.gone[gone]] <= minute:
            line = int(self.gone[gone])
            place = int(self.table.place[line])
            self.of[place].standing.pop(line, None)
            changed[place] = True
            gone += 1
        self.at = [heard, born, gone, unsaid]
        return changed

    def _stand(self, line: int, changed: npt.NDArray[np.bool_]) -> None:
        table = self.table
        place, row, claim = int(table.place[line]), int(table.row[line]), self.claims[table.claim[line]]
        record, day = self.of[place], int(table.day[line])
        if claim.place.id != table.places[place]:
            return  # a province's claim bears on its towns, and is no report of them
        kind = _DENIALS.get(row) or KINDS[row % len(KINDS)]
        voice = "" if row in _DENIALS else VOICES[row // len(KINDS)]
        record.standing[line] = Witness(day, kind, table.sides[table.side[line]], voice, owner_of(claim))
        record.latest = max(record.latest, day)
        changed[place] = True
