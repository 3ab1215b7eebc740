"""What a clause takes over from the one before: "as were A and B", "so did the militia", "but not C"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.extract.drafts import Draft
from dateline.extract.grammar import children, conjuncts, is_verbal, subject
from dateline.extract.grounds import ground
from dateline.extract.lexicon import word_set
from dateline.extract.modality import stated
from dateline.extract.reading import Reading
from dateline.model import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["elliptic", "excepted"]

_PRO_VERBS = word_set("elliptic_verbs")
LOOK_BACK = 16  # characters: "but not in the "
_NOT = re.compile(r"\b(?:but|though|and|if|,) not (?:in |at )?(?:the )?\Z")
_ALIKE = frozenset(["as", "so"])
_NEITHER = frozenset(["nor", "neither"])


def elliptic(reading: Reading, verb: Token, told: list[Draft]) -> list[Draft]:
    """The drafts of a mere "were" or "did", from those of the verb that it stands for."""
    if verb.lower_ not in _PRO_VERBS or verb.i == verb.sent.start:
        return []
    opener = verb.nbor(-1).lower_
    if opener not in _ALIKE | _NEITHER or not is_verbal(verb.head) or verb.head.i > verb.i:
        return []
    new = next((child for child in children(verb, "nsubj", "nsubjpass", "attr") if child.i > verb.i), None)
    former = subject(verb.head)
    if new is None or former is None:
        return []
    denied = Modality.DENIED if opener in _NEITHER else None
    found: list[Draft] = []
    for draft in told:
        if draft.anchor != verb.head or draft.ground is None:
            continue
        modality = denied or draft.modality or stated(draft.anchor).modality
        again = replace(draft, anchor=verb, clause=None, people=None, modality=modality, parts=(verb.i,))
        if draft.ground == former and reading.place(new):
            found += ground(reading, again, new)
        elif draft.actor == former and reading.party(new):
            found += [replace(again, actor=each) for each in conjuncts(new)[:1]]
    return found


def excepted(reading: Reading, draft: Draft) -> Draft:
    """ "A but not B": of B the contrary is said."""
    spot = draft.spot
    if spot is None or not _NOT.search(reading.text, max(0, spot.start - LOOK_BACK), spot.start):
        return draft
    return replace(draft, modality=Modality.DENIED)
