"""Fusion: from claims of interested parties to a calibrated state of control over time, and why (DESIGN section 5).

Pure: no files, no SQL, no clock, no chance.
"""

from dateline.fuse.columns import PlaceParent, sides_of
from dateline.fuse.explain import Explanation, Factor, explain
from dateline.fuse.modelfile import dump, load
from dateline.fuse.rates import CONTESTED, FusionModel
from dateline.fuse.said import Succession
from dateline.fuse.states import fuse, learn, states_at

__all__ = [
    "CONTESTED",
    "Explanation",
    "Factor",
    "FusionModel",
    "PlaceParent",
    "Succession",
    "dump",
    "explain",
    "fuse",
    "learn",
    "load",
    "sides_of",
    "states_at",
]
