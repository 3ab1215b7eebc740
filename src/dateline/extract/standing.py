"""How things stand, said with "be", "remain" or "have": "they are in control of X", "X is theirs", "X is next"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.drafts import Draft
from dateline.extract.grammar import attached, children, prepositions, subject
from dateline.extract.grounds import ground
from dateline.extract.lexicon import word_set
from dateline.extract.quantities import amount_of
from dateline.extract.reading import Reading
from dateline.model import ClaimType, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["standing"]

_BEING = word_set("standing_being")
_HAVING = word_set("standing_having")
_STARTS = _BEING | _HAVING
_CHARGE = word_set("standing_charge")
_OWNERS = word_set("standing_owners")
_AIMS = word_set("standing_aims")
_INSIDE = frozenset(["in", "inside", "at", "within", "on"])


def standing(reading: Reading, verb: Token) -> list[Draft]:
    """The drafts of a verb of being or having, one a place."""
    low = verb.lower_
    if not verb.tag_.startswith("VB") or low not in _STARTS:
        return []
    doer = subject(verb)
    if low in _HAVING:
        return _share(reading, verb, doer)
    return (
        _in_charge(reading, verb, doer)
        or _owned(reading, verb, doer)
        or _freed(reading, verb, doer)
        or _aimed_at(reading, verb, doer)
        or _present(reading, verb, doer)
    )


def _is_party(reading: Reading, token: Token | None) -> bool:
    if token is None:
        return False
    return token.lower_ in ("they", "we", "it", "who", "which") or reading.party(token) or reading.power(token)


def _in_charge(reading: Reading, verb: Token, doer: Token | None) -> list[Draft]:
    """ "they are in (full) control of X"."""
    if not _is_party(reading, doer):
        return []
    for noun in attached(verb, "in", "with"):
        if noun.lower_ not in _CHARGE:
            continue
        draft = Draft(f"stands:in {noun.lower_}", ClaimType.HOLD, verb, actor=doer, parts=(noun.i,))
        for name, _, each in [*prepositions(noun), *prepositions(verb)]:
            if name in ("of", "over") and reading.place(each):
                return ground(reading, draft, each)
    return []


def _owned(reading: Reading, verb: Token, doer: Token | None) -> list[Draft]:
    """ "X is theirs", "X remains with the rebels"."""
    if doer is None or not reading.place(doer) or reading.party(doer):
        return []
    for each in children(verb, "attr", "acomp"):
        if each.lower_ in _OWNERS:
            return ground(reading, Draft("stands:theirs", ClaimType.HOLD, verb, actor=each, parts=(each.i,)), doer)
    if verb.lower_.startswith("remain"):
        for each in attached(verb, "with"):
            if reading.party(each) or reading.power(each):
                return ground(reading, Draft("stands:with", ClaimType.HOLD, verb, actor=each), doer)
    return []


def _freed(reading: Reading, verb: Token, doer: Token | None) -> list[Draft]:
    """ "X is free of rebels": taken from them (CODEBOOK section 2, "cleared of")."""
    if doer is None or not reading.place(doer, strict=True) or reading.party(doer):
        return []
    for each in children(verb, "acomp"):
        foe = next((party for party in attached(each, "of") if reading.armed(party)), None)
        if each.lower_ in ("free", "clear", "rid") and foe is not None:
            return ground(reading, Draft("stands:free", ClaimType.CAPTURE, verb, opponent=foe, parts=(each.i,)), doer)
    return []


def _aimed_at(reading: Reading, verb: Token, doer: Token | None) -> list[Draft]:
    """ "their next target is X", "X is next": a move that is meant."""
    if doer is None:
        return []
    draft = Draft("stands:aim", ClaimType.CONTEST, verb, modality=Modality.PLANNED)
    if doer.lower_ in _AIMS and any(child.lower_ in ("next", "ultimate", "main") for child in doer.lefts):
        for each in children(verb, "attr"):
            if reading.place(each):
                return ground(reading, draft, each)
    after = verb.nbor(1) if verb.i + 1 < verb.sent.end else None
    if after is not None and after.lower_ == "next" and reading.place(doer, strict=True):
        return ground(reading, draft, doer)
    return []


def _present(reading: Reading, verb: Token, doer: Token | None) -> list[Draft]:
    """ "2,000 militants are in X" (CODEBOOK section 7, "Fighters merely present"); "are now inside X": a move."""
    if (
        doer is None
        or not reading.armed(doer)
        or verb.lower_.startswith("remain")
        or children(verb, "attr", "acomp", "dobj")
    ):
        return []
    for name, preposition, each in prepositions(verb):
        if name not in _INSIDE or not reading.place(each, strict=True) or preposition.i < verb.i:
            continue
        moved = name == "inside" or any(child.lower_ in ("now", "already") for child in children(verb, "advmod"))
        claim_type = ClaimType.CONTEST if moved else ClaimType.DEPLOY
        return ground(reading, Draft(f"stands:{name}", claim_type, verb, actor=doer), each)
    return []


def _share(reading: Reading, verb: Token, doer: Token | None) -> list[Draft]:
    """ "we now have 95% of X", "they have most of X in hand"."""
    if not _is_party(reading, doer):
        return []
    for each in children(verb, "dobj"):
        amount = amount_of(each)
        if amount is not None and amount.share and amount.whole is not None and reading.place(amount.whole):
            return ground(reading, Draft("stands:have", ClaimType.HOLD, verb, actor=doer), each)
    return []
