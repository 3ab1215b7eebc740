"""How a time expression hangs on a clause in the parse: its own, shared, that of the saying, or of another clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.dates import TimeExpression
from dateline.extract.happening import FAR, NEAR, OWN, SAID, SHARED, Happening, is_event
from dateline.vocab import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["RELATIVE", "bond", "clause_of"]

# Dependencies within one clause, and to clauses that share its time (coordinate, participial, of purpose).
_PHRASE = frozenset(
    """prep pobj pcomp npadvmod advmod amod nmod poss compound nummod det case appos dobj nsubj nsubjpass attr agent
    dative quantmod punct acomp oprd meta conj xcomp advcl csubj preconj intj dep""".split()  # noqa: SIM905
)
RELATIVE = frozenset(["relcl", "acl"])
_REPORTED = frozenset(["ccomp", "parataxis"])
_BELOW = frozenset(["ccomp", "parataxis", "conj", "advcl", "dep"])  # how a saying may hang below what was said
_VERBS = frozenset(["VERB", "AUX"])


def bond(expression: TimeExpression, happening: Happening) -> tuple[int, bool]:
    """How the expression hangs on the clause in the parse, and whether by a clause with "since"."""
    doc: Doc = happening.trigger.doc
    span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
    if span is None:
        return NEAR, False
    found, since = _bond_of(span.root, happening.trigger, event=is_event(happening))
    if found > SHARED and happening.start <= expression.start and expression.end <= happening.end:
        return SHARED, since
    return found, since


def _bond_of(time: Token, trigger: Token, *, event: bool) -> tuple[int, bool]:
    above = [trigger, *trigger.ancestors]
    places = {token.i: place for place, token in enumerate(above)}
    climb = [time]
    while climb[-1].i not in places and climb[-1].head.i != climb[-1].i:
        climb.append(climb[-1].head)
    meet = climb[-1]
    if meet.i not in places:
        return NEAR, False
    below = climb[:-1]
    since = any(_introduced_by_since(token) for token in below)
    way = above[: places[meet.i]]
    path = {token.dep_ for token in way if not (event and _is_participle(token))}
    if since:
        measured = next((token for token in climb if token.pos_ in _VERBS and not _introduced_by_since(token)), meet)
        runs_on = _runs_on(measured) or _runs_on(meet)
        own_clause = any(token.dep_ == "conj" and _has_subject(token) for token in way)
        return (SHARED if runs_on and not own_clause and not path & (RELATIVE | _REPORTED) else FAR), True
    below = [token for token in below if not _is_purpose(token)]
    began = next((token for token in below if _tells_when(token)), None)
    if began is not None and event:
        return (OWN, False) if began.head.i == trigger.i else (SHARED if path <= _PHRASE else FAR, True)
    if any(_is_saying(token) for token in below):
        return SAID, False
    if any(_is_clause(token) for token in below):
        return (FAR if any(token.dep_ in RELATIVE for token in below) else NEAR), False
    if meet.i == trigger.i:
        return OWN, False
    if path & RELATIVE:
        within = [*way[1:], meet]  # "a raid in November on a hotel, which killed 20"
        return (NEAR if any(token.pos_ in _VERBS for token in within) else SHARED), False
    if path & _REPORTED:
        outermost = max(place for place, token in enumerate(way) if token.dep_ in _REPORTED)
        described = any(token.dep_ == "pcomp" for token in way[outermost:])  # "took it in what X said was a battle"
        return (SHARED if described else SAID), False
    return (SHARED if path <= _PHRASE else NEAR), False


def _is_participle(token: Token) -> bool:
    """A participle shares the time of what governs it, also where the parse hangs it on a noun."""
    return bool(token.dep_ == "acl" and token.tag_ == "VBG")


def _is_clause(token: Token) -> bool:
    """A verb with a clause of its own; not "in fighting"."""
    return token.pos_ in _VERBS and token.dep_ != "pobj"


def _is_saying(token: Token) -> bool:
    """The "said" of "rebels took Dorva, officials said on Friday", where the parse hangs it below what was said."""
    return token.dep_ in _BELOW and token.lemma_ in vocabulary("times")["saying"]


def _tells_when(token: Token) -> bool:
    """Says of a noun when it was: "an offensive that began on Monday", "a raid carried out in May"."""
    return token.dep_ in RELATIVE and token.head.pos_ == "NOUN" and token.lemma_ in vocabulary("times")["beginning"]


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in token.lefts)


def _is_purpose(token: Token) -> bool:
    """In "an offensive to retake the town on Monday" what is only meant takes no day: Monday is the offensive's."""
    return token.pos_ == "VERB" and token.tag_ == "VB" and any(child.lower_ == "to" for child in token.lefts)


def _runs_on(token: Token) -> bool:
    """What "since" measures: a noun's own time, or a verb in the perfect; not "is the biggest since …"."""
    if token.pos_ not in _VERBS:
        return not any(child.tag_ in ("JJS", "RBS") or child.lower_ == "first" for child in token.lefts)
    return any(child.lemma_ == "have" and child.dep_ == "aux" for child in token.children)


def _introduced_by_since(token: Token) -> bool:
    return token.lower_ == "since" or (
        token.dep_ in ("advcl", "pcomp")
        and any(child.lower_ == "since" and child.i < token.i for child in token.children)
    )


def clause_of(token: Token) -> list[Token]:
    """The word and those above it as far as they share its clause."""
    above = [token]
    while (above[-1].dep_ in _PHRASE or _is_participle(above[-1])) and above[-1].head.i != above[-1].i:
        above.append(above[-1].head)
    return above
