"""Near-identical text: MinHash sketches, and an index that finds earlier texts like a new one.

The sketch is `rensa`'s; candidates come from banded sketches (locality-sensitive hashing) and are kept if the
estimated Jaccard index of their word pairs passes a threshold. The study behind the design found a low threshold
in a time window better than a high one (ANCHORS section 7); `benchmarks/copies.py` gives the curve.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dateline.vocab import vocabulary

__all__ = ["TextIndex", "features", "sketches"]

PERMUTATIONS = 128  # standard error of an estimated Jaccard index of .3 is then .04
BANDS = 64  # bands of two: a pair at .3 is a candidate with probability .998, one at .05 with .15
SEED = 20210813  # any constant: sketches must be the same in every run
# What bounds the work when thousands send one text, or variants of it: a text this like an earlier one
# is found through it; of the texts that share a band the latest are compared; and the most alike are enough to go by.
STANDS_FOR = 0.9
BAND_MEMBERS = 200
MATCHES = 20
MIN_FEATURES = 8  # shorter texts share too little to tell a copy from a second witness

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
Sketch = npt.NDArray[np.uint32]


def features(text: str) -> list[str]:
    """Content words and pairs of neighbouring content words: words survive rewriting, pairs tell reports apart."""
    skip = _function_words()
    words = [word for word in _WORD.findall(text.casefold()) if word not in skip]
    return [*words, *(f"{left} {right}" for left, right in pairwise(words))]


@cache
def _function_words() -> frozenset[str]:
    return frozenset(vocabulary("copies")["function_words"])


def sketches(texts: Iterable[str]) -> list[Sketch | None]:
    """The MinHash sketch of each text, None for a text with under eight features."""
    from rensa import RMinHash

    sets = [features(text) for text in texts]
    rows = RMinHash.digests_from_token_sets(sets, PERMUTATIONS, SEED)
    return [
        np.asarray(row, dtype=np.uint32) if len(tokens) >= MIN_FEATURES else None
        for tokens, row in zip(sets, rows, strict=True)
    ]


class TextIndex:
    """Texts in order of arrival. `add` gives those already there, within the window, that the new one is like."""

    def __init__(self, *, threshold: float, window: timedelta) -> None:
        self._threshold = threshold
        self._window = window
        self._bands: list[dict[bytes, list[int]]] = [defaultdict(list) for _ in range(BANDS)]
        self._sketches = np.empty((256, PERMUTATIONS), dtype=np.uint32)
        self._names: list[str] = []
        self._times: list[datetime] = []

    def add(self, name: str, sketch: Sketch, when: datetime) -> list[tuple[str, float]]:
        """Earlier texts with their estimated Jaccard index, most alike first, then by order of arrival; at most 20."""
        keys = _band_keys(sketch)
        found = self._candidates(keys, when)
        like = self._compare(sketch, found)
        if like and like[0][1] >= STANDS_FOR:
            return like
        index = len(self._names)
        self._names.append(name)
        if index == len(self._sketches):
            self._sketches = np.concatenate([self._sketches, np.empty_like(self._sketches)])
        self._sketches[index] = sketch
        self._times.append(when)
        for band, key in zip(self._bands, keys, strict=True):
            band[key].append(index)
        return like

    def _candidates(self, keys: Sequence[bytes], when: datetime) -> list[int]:
        found: set[int] = set()
        oldest = when - self._window
        for band, key in zip(self._bands, keys, strict=True):
            members = band.get(key)
            if members is None:
                continue
            start = len(members)
            while start and self._times[members[start - 1]] >= oldest:
                start -= 1
            if start:
                del members[:start]  # arrivals are in order: what left the window never comes back
            found.update(members[-BAND_MEMBERS:])
        return sorted(found)

    def _compare(self, sketch: Sketch, found: list[int]) -> list[tuple[str, float]]:
        if not found:
            return []
        same = (self._sketches[found] == sketch).mean(axis=1)
        kept = [(index, float(alike)) for index, alike in zip(found, same, strict=True) if alike >= self._threshold]
        kept.sort(key=lambda pair: (-pair[1], pair[0]))
        return [(self._names[index], alike) for index, alike in kept[:MATCHES]]


def _band_keys(sketch: Sketch) -> list[bytes]:
    width = PERMUTATIONS // BANDS
    raw = sketch.tobytes()
    size = width * sketch.itemsize
    return [raw[start : start + size] for start in range(0, len(raw), size)]
