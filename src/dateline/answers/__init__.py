"""What people ask, answered: the ledger, the linking and the fusion joined. CLI, pages and notebooks stand on it."""

from dateline.answers.pictures import picture, states_picture
from dateline.answers.questions import Answers

__all__ = ["Answers", "picture", "states_picture"]
