"""What people ask, answered: the ledger, the linking and the fusion joined. CLI, pages and notebooks stand on it."""

from dateline.answers.pictures import outlines_of, picture, states_picture, why, with_audits, with_reports
from dateline.answers.questions import Answers, changes_of

__all__ = [
    "Answers",
    "changes_of",
    "outlines_of",
    "picture",
    "states_picture",
    "why",
    "with_audits",
    "with_reports",
]
