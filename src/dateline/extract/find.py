"""All drafts of one sentence: each token asked by each rule, the more telling rule first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.control import control, modifiers, shared_out
from dateline.extract.drafts import Draft
from dateline.extract.nominal import nominal
from dateline.extract.reading import Reading
from dateline.extract.verbal import verbal

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["drafts_of"]


def drafts_of(reading: Reading, sentence: Span) -> list[Draft]:
    """What the sentence's words propose, in their order."""
    found: list[Draft] = []
    for token in sentence:
        stated = control(reading, token)
        found += stated
        found += modifiers(reading, token)
        if not stated:
            found += nominal(reading, token)
        found += shared_out(reading, token)
        found += verbal(reading, token)
    return sorted(_once(found), key=lambda draft: draft.anchor.i)


def _once(drafts: list[Draft]) -> list[Draft]:
    """A noun of control speaks for its verb: "took control of X" is not "took X" as well."""
    spoken = {draft.anchor.i for draft in drafts if draft.rule.startswith(("control:", "state:"))}
    return [draft for draft in drafts if not (draft.rule.startswith("verb:") and draft.anchor.i in spoken)]
