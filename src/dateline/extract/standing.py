"""How things stand, said with "be", "remain" or "have": "they are in control of X", "X is theirs", "X is next"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.drafts import Draft
from dateline.extract.grammar import attached, children, prepositions, subject
from dateline.extract.grounds import ground
from dateline.extract.lexicon import word_set
from dateline.extract.parties import camp, owner_of
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
_LEADERS = word_set("standing_leaders")
_STRONGHOLDS = word_set("standing_strongholds")
_LANDS = word_set("standing_lands")
_THRESHOLDS = word_set("standing_thresholds")
_BESET = word_set("standing_beset")
_DISTANCES = word_set("grammar_distances")
_INSIDE = frozenset(["in", "inside", "at", "within", "on"])
_LASTING = frozenset(["still", "now"])


def standing(reading: Reading, verb: Token) -> list[Draft]:
    """The drafts of a verb of being or having, one a place."""
    low = verb.lower_
    if not verb.tag_.startswith("VB") or low not in _STARTS:
        return []
    doer = subject(verb)
    if low in _HAVING:
        return _share(reading, verb, doer) or _kept(reading, verb, doer) or _beset(reading, verb)
    return (
        _in_charge(reading, verb, doer)
        or _masters(reading, verb, doer)
        or _loyal(reading, verb, doer)
        or _theirs_by_kind(reading, verb, doer)
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
        where = [entry for entry in (*prepositions(noun), *prepositions(verb)) if entry[2] != noun]
        for names in (("of", "over"), ("in",)):
            for name, _, each in where:
                if name in names and reading.place(each):
                    return ground(reading, draft, each)
    return []


def _masters(reading: Reading, verb: Token, doer: Token | None) -> list[Draft]:
    """ "they have been masters of X since Friday"."""
    if not _is_party(reading, doer):
        return []
    for noun in children(verb, "attr"):
        where = [each for each in attached(noun, "of", "in") if reading.place(each, strict=True)]
        if noun.lower_ in ("master", "masters") and where:
            return ground(reading, Draft("stands:masters", ClaimType.HOLD, verb, actor=doer, parts=(noun.i,)), where[0])
    return []


def _loyal(reading: Reading, verb: Token, doer: Token | None) -> list[Draft]:
    """ "X remains loyal to the president": who it is loyal to holds it."""
    if doer is None or not reading.place(doer, strict=True):
        return []
    for said in children(verb, "acomp", "oprd"):
        for each in (said, *children(said, "conj")):
            lords = [*attached(each, "to"), *attached(verb, "to")] if each.lower_ in ("loyal", "faithful") else []
            lord = lords[0] if lords else None
            if lord is not None and (lord.tag_ == "PRP" or lord.lower_ in _LEADERS or _is_party(reading, lord)):
                draft = Draft("stands:loyal", ClaimType.HOLD, verb, actor=lord, parts=(each.i, lord.i))
                return ground(reading, draft, doer)
    return []


def _theirs_by_kind(reading: Reading, verb: Token, doer: Token | None) -> list[Draft]:
    """ "X is rebel territory", "X is their last bastion" (CODEBOOK section 7, "Strongholds")."""
    if doer is None or not reading.place(doer, strict=True) or reading.party(doer):
        return []
    for noun in children(verb, "attr"):
        if noun.lower_ not in _STRONGHOLDS | _LANDS:
            continue
        owner = owner_of(reading, noun)
        if owner is None and noun.lower_ in _STRONGHOLDS:
            owner = next((each for each in attached(noun, "of") if reading.party(each)), None)
        if owner is not None and (
            owner.tag_ == "PRP$" or owner.lower_ in reading.words.parties or reading.party(owner)
        ):
            draft = Draft("stands:kind", ClaimType.HOLD, verb, actor=owner, parts=(noun.i,))
            return ground(reading, draft, doer)
    return []


def _owned(reading: Reading, verb: Token, doer: Token | None) -> list[Draft]:
    """ "X is theirs", "X remains with the rebels"."""
    if doer is None or not reading.place(doer) or reading.party(doer):
        return []
    for each in children(verb, "attr", "acomp"):
        if each.lower_ in _OWNERS:
            return ground(reading, Draft("stands:theirs", ClaimType.HOLD, verb, actor=each, parts=(each.i,)), doer)
    if verb.lower_.startswith(("remain", "belong")):
        for each in attached(verb, "with", "to"):
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
    if reading.place(doer, strict=True):  # "X is the next objective"
        for each in children(verb, "attr"):
            if each.lower_ in _AIMS and any(child.lower_ == "next" for child in each.lefts):
                return ground(reading, draft, doer)
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
        if preposition.i < verb.i or not reading.place(each, strict=True):
            continue
        near = _near(name, preposition, each)
        if name not in _INSIDE and not near:
            continue
        moved = (
            near
            or name == "inside"
            or (reading.words.places.get(each.lower_) == "site" and camp(reading, doer) == "opposed")
            or any(child.lower_ in ("now", "already") for child in children(verb, "advmod"))
        )
        claim_type = ClaimType.CONTEST if moved else ClaimType.DEPLOY
        return ground(reading, Draft(f"stands:{name}", claim_type, verb, actor=doer), each)
    return []


def _near(name: str, preposition: Token, place: Token) -> bool:
    """ "on the outskirts of X", "20 km from X", "at the gates of X": they have come so far."""
    words = preposition.doc[max(preposition.i - 1, preposition.sent.start) : place.i + 1]
    if name in ("from", "of", "outside", "short of", "away from"):
        return words[0].lower_ in _DISTANCES
    return name in ("on", "at", "in", "within") and any(token.lower_ in _THRESHOLDS for token in words)


def _kept(reading: Reading, verb: Token, doer: Token | None) -> list[Draft]:
    """ "we still have the refinery"."""
    if doer is None or not (doer.lower_ in ("we", "they") or reading.armed(doer)):
        return []
    if not any(child.lower_ in _LASTING for child in children(verb, "advmod")):
        return []
    for each in children(verb, "dobj"):
        if reading.place(each, strict=True) and not reading.party(each) and each.lower_ not in reading.words.vague:
            return ground(reading, Draft("stands:still have", ClaimType.HOLD, verb, actor=doer), each)
    return []


def _beset(reading: Reading, verb: Token) -> list[Draft]:
    """ "they have X surrounded", "they have X under siege"."""
    doer = verb.nbor(-1) if verb.i > verb.sent.start else None
    if doer is None or not (_is_party(reading, doer)):
        return []
    beset = next((token for token in verb.doc[verb.i + 2 : verb.i + 5] if token.lower_ in _BESET), None)
    place = beset.nbor(-1) if beset is not None else None
    if beset is None or place is None or place.i == verb.i or not reading.place(place, strict=True):
        return []
    return ground(
        reading, Draft(f"stands:{beset.lower_}", ClaimType.CONTEST, beset, actor=doer, parts=(verb.i,)), place
    )


def _share(reading: Reading, verb: Token, doer: Token | None) -> list[Draft]:
    """ "we now have 95% of X", "they have most of X in hand"."""
    if not _is_party(reading, doer):
        return []
    for each in children(verb, "dobj"):
        amount = amount_of(each)
        if amount is not None and amount.share and amount.whole is not None and reading.place(amount.whole):
            return ground(reading, Draft("stands:have", ClaimType.HOLD, verb, actor=doer), each)
    return []
