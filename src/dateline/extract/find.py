"""All drafts of one sentence: each token asked by each rule, the more telling rule first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.extract.control import control, modifiers, shared_out
from dateline.extract.drafts import Draft
from dateline.extract.elliptic import elliptic, excepted
from dateline.extract.grammar import children, is_verbal
from dateline.extract.grip import grip
from dateline.extract.headline import headline
from dateline.extract.nominal import nominal
from dateline.extract.reading import Reading
from dateline.extract.standing import standing
from dateline.extract.verbal import verbal
from dateline.model import ClaimType

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["drafts_of"]

STEPS = 4  # verbs between a purpose and what it is the purpose of


def drafts_of(reading: Reading, sentence: Span) -> list[Draft]:
    """What the sentence's words propose, in their order."""
    found: list[Draft] = []
    for token in sentence:
        stated = control(reading, token) or grip(reading, token)
        found += stated
        found += modifiers(reading, token)
        if not stated:
            found += nominal(reading, token)
        found += shared_out(reading, token)
        found += standing(reading, token)
        acts = verbal(reading, token) or headline(reading, token)
        if acts:  # "loyalists besieged X": no "besieged X" besides
            found = [draft for draft in found if not (draft.anchor == token and draft.rule.startswith("alone:"))]
        found += acts
        found += elliptic(reading, token, found)
    return sorted((excepted(reading, draft) for draft in _leaned(_once(found))), key=lambda draft: draft.anchor.i)


def _leaned(drafts: list[Draft]) -> list[Draft]:
    """ "an offensive to retake X": the offensive is at X, and who makes it is to retake X."""
    nouns = {draft.anchor.i: draft for draft in drafts if draft.rule.startswith("noun:")}
    out = []
    for draft in drafts:
        event = _event_of(draft, nouns)
        if event is not None and draft.actor is None:
            draft = replace(draft, actor=event.actor, opponent=draft.opponent or event.opponent)
        out.append(draft)
    purposes = {
        event.anchor.i: draft
        for draft in out
        if (event := _event_of(draft, nouns)) is not None and draft.spot is not None
    }
    return [
        draft.at(purposes[draft.anchor.i].spot, ground=purposes[draft.anchor.i].ground)
        if draft.spot is None and draft.anchor.i in purposes and draft.type is ClaimType.CONTEST
        else draft
        for draft in out
    ]


def _event_of(draft: Draft, nouns: dict[int, Draft]) -> Draft | None:
    """The noun whose purpose the draft's infinitive is, through the verb that launches it."""
    verb = draft.anchor
    if not is_verbal(verb) or (not any(aux.lower_ == "to" for aux in children(verb, "aux")) and verb.dep_ != "conj"):
        return None
    for _ in range(STEPS):
        head = verb.head
        if head.i in nouns and verb.dep_ in ("acl", "relcl", "advcl", "xcomp"):
            return nouns[head.i]
        if verb.dep_ in ("advcl", "xcomp") and is_verbal(head):
            launched = next(
                (nouns[child.i] for child in children(head, "dobj", "nsubjpass", "nsubj") if child.i in nouns), None
            )
            if launched is not None:
                return launched
        if verb.dep_ not in ("xcomp", "conj", "advcl"):
            return None
        verb = head
    return None


def _once(drafts: list[Draft]) -> list[Draft]:
    """A noun of control speaks for its verb: "took control of X" is not "took X" as well."""
    spoken = {draft.anchor.i for draft in drafts if draft.rule.startswith(("control:", "state:"))}
    return [draft for draft in drafts if not (draft.rule.startswith("verb:") and draft.anchor.i in spoken)]
