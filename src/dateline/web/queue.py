"""The review queue as pages show it: which claim to check first, by how much its being wrong would change the map."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.answers import Answers
from dateline.model import Claim
from dateline.publish.picture import Picture

__all__ = ["LONGEST", "Due", "queue"]

LONGEST = 100  # a day's work for one reviewer


@dataclass(frozen=True, slots=True)
class Due:
    """One claim to check. `change` is how far the map moves without it (half the sum of absolute changes of
    probability), `doubt` its chance of being wrong; they are multiplied into the order."""

    claim: Claim
    status: str
    change: float
    doubt: float

    @property
    def why(self) -> str:
        """Both in words."""
        moved = f"without this claim {self.change:.0%} of its probability would go elsewhere"
        return f"{moved}; the chance that the claim is wrong is {self.doubt:.0%}"


def queue(answers: Answers, picture: Picture) -> list[Due]:
    """The claims nobody has judged yet, those first that would move the map most."""
    by_id = {claim.id: claim for claim in answers.claims(picture.known_by)}
    status = {state.place: str(state.status) for state in picture.now}
    return [
        Due(by_id[item.claim], status.get(item.place or "", ""), item.change, item.doubt)
        for item in answers.queue(picture.as_of, picture.known_by, limit=LONGEST)
        if item.claim in by_id
    ]
