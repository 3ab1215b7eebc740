"""How a proposition is stated: asserted, hedged, denied, forecast, planned or conditional (CODEBOOK section 4).

Read from the inside out: the clause's own auxiliaries and adverbs, then each verb, noun or adjective that governs it.
The innermost word that says something decides, but that a denial of a denial is asserted again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dateline.extract.grammar import auxiliaries, children, is_passive, is_verbal, up
from dateline.extract.lexicon import lexicon, noun_forms, verb_forms, word_set
from dateline.model import Modality
from dateline.vocab import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Stated", "stated"]

_SAYING = word_set("modality_saying")
_COMPELLED = word_set("modality_compelled")
_NONE = frozenset(["no", "none", "neither"])
_NEVER = frozenset(["never", "nowhere", "hardly"])
_GOVERNED = frozenset(["as", "of", "to", "at", "for", "with", "on", "about", "in"])
_DONE = word_set("modality_done")
_PURPOSE_OK = word_set("modality_purpose_ok")


@dataclass(frozen=True, slots=True)
class Stated:
    """`attempt`: a try at a capture, which is a contest (CODEBOOK section 7, "Battling to dislodge")."""

    modality: Modality
    attempt: bool = False


@cache
def _governors() -> dict[str, tuple[str, bool]]:
    """{form: (modality, only in the passive)}"""
    table: dict[str, tuple[str, bool]] = {}
    for entry in vocabulary("modality")["governors"]:
        passive = set(entry.get("passive_only") or ())
        for word in entry["words"]:
            for form in {*verb_forms(word), *noun_forms(word)}:
                table.setdefault(form, (entry["modality"], word in passive))
    return table


@cache
def _forms(name: str) -> frozenset[str]:
    return frozenset(form for word in vocabulary("modality")[name] for form in {*verb_forms(word), *noun_forms(word)})


@cache
def _inner() -> dict[str, str]:
    return {word: entry["modality"] for entry in vocabulary("modality")["inner"] for word in entry["words"]}


def stated(anchor: Token, *, reported: bool = False) -> Stated:
    """The modality of the clause that `anchor`, a verb or noun, heads. `reported`: it stands in someone's words."""
    climb = _Climb(anchor, reported)
    for head in up(anchor):
        if not climb.step(head):
            break
    return climb.verdict()


class _Climb:
    """One way up from a proposition: what each word above it says, until a clause that stands on its own."""

    def __init__(self, anchor: Token, reported: bool) -> None:
        self.anchor, self.below, self.reported = anchor, anchor, reported
        self.modality: Modality | None = None
        self.denials = 0
        self.attempt = False
        self.infinitive = _infinitive(anchor)
        self.chain = is_verbal(anchor)  # still the proposition's own verb: "tried to take"
        self._take(_own(anchor, reported))

    def _take(self, modality: Modality | None) -> None:
        if modality is Modality.DENIED:
            self.denials += 1
        elif modality is not None and self.modality is None:
            self.modality = modality

    def verdict(self) -> Stated:
        if self.denials % 2:
            return Stated(Modality.DENIED, self.attempt)
        if self.modality is None and self.anchor.sent.text.rstrip().endswith("?"):
            return Stated(Modality.CONDITIONAL, self.attempt)
        return Stated(self.modality or Modality.ASSERTED, self.attempt)

    def step(self, head: Token) -> bool:
        """Takes what `head` says; False where nothing above it bears on the proposition."""
        relation = self.below.dep_
        if relation == "conj" and is_verbal(self.below) is is_verbal(head):
            if is_verbal(head) and children(self.below, "nsubj", "nsubjpass") and head.lower_ not in _SAYING:
                self.infinitive = False
            self.infinitive = self.infinitive or (
                is_verbal(head) and _infinitive(head) and not children(self.below, "nsubj")
            )
            self.below = head
            return True
        if relation == "pcomp" and head.lower_ in ("as", "while"):
            return False  # "as fighting intensifies": a clause of its own
        if relation in ("acl", "relcl", "ccomp") and not is_verbal(head) and head.lower_ in _forms("told"):
            self.below, self.infinitive, self.chain = head, False, False
            return True
        if (relation == "relcl" and not self.infinitive) or (
            relation in ("acl", "advcl") and not self.infinitive and not _participle(self.below)
        ):
            return False
        if relation == "acl" and not self.infinitive:
            return False
        if relation == "advcl" and _apart(self.below) and _infinitive(head):
            return False  # "began the assault to retake X, entering its lobby": what was done, not what was meant
        if (
            relation == "csubj"
            and self.below.tag_ == "VBG"
            and self.below.i > 0
            and self.below.nbor(-1).tag_.startswith("NN")
        ):
            return False  # "troops defending X could not …": says which troops
        go_on = self._governed(relation, head)
        self.infinitive = _infinitive(head)
        self.below = head
        return go_on

    def _governed(self, relation: str, head: Token) -> bool:
        low = head.lower_
        governor = _governors().get(low)
        if self.infinitive and relation in ("xcomp", "acl", "advcl", "ccomp", "relcl", "dep", "pcomp"):
            self._infinitive_under(relation, head, governor)
            return True  # "denied that they meant to take X": a denial above counts still
        self.chain = False
        if relation == "ccomp":
            if governor is not None and _active(governor, head):
                self._take(Modality(governor[0]))
            if low in _SAYING and _negated(head):
                self.modality = self.modality or Modality.CONDITIONAL
            elif _negated(head):
                self.denials += governor is not None and governor[0] == "denied"
            self.denials += _untrue(head)
            return False
        if relation in ("dobj", "attr", "nsubj", "nsubjpass", "csubj", "agent", "oprd", "advcl", "xcomp", "acomp"):
            return self._argument(relation, head, governor)
        if relation == "prep":
            return self._prepositional(head, governor)
        if (
            relation == "pcomp"
            and head.lower_ == "of"
            and not is_verbal(head.head)
            and _governors().get(head.head.lower_) is None
            and head.head.lower_ not in _DONE
        ):
            short = head.head.lower_ == "short"  # "stopped short of taking X"
            self._take(Modality.DENIED if short else Modality.PLANNED)  # "the matter of taking X"
        return True

    def _infinitive_under(self, relation: str, head: Token, governor: tuple[str, bool] | None) -> None:
        low = head.lower_
        trying = low in (_forms("attempts") if is_verbal(head) else _forms("attempt_nouns"))
        if trying and self.chain and not any(child.lower_ == "back" for child in head.children):
            self.attempt = True
        elif governor is not None and _active(governor, head):
            self._take(_ruled(governor, head))
        elif low in ("has", "have", "had") and any(child.lower_ == "yet" for child in head.children):
            self._take(Modality.DENIED)  # "has yet to take X"
        elif low in ("is", "was", "are", "were", "be", "been"):
            self._take(Modality.PLANNED)
        elif (
            (relation in ("advcl", "acl", "relcl", "dep") and low not in _PURPOSE_OK)
            or _means(relation, head)
            or (relation == "xcomp" and head.tag_ == "VBN" and head.dep_ in ("acl", "relcl") and low not in _COMPELLED)
        ):
            self._take(Modality.PLANNED)  # an infinitive of purpose: "an offensive to retake X"
        if is_verbal(head):
            self._take(_own(head, self.reported))

    def _argument(self, relation: str, head: Token, governor: tuple[str, bool] | None) -> bool:
        if not is_verbal(head):
            if governor is not None and relation in ("acomp", "xcomp", "dobj"):
                self._take(Modality(governor[0]))
            return True
        if governor is not None and _active(governor, head) and _reaches(relation, governor[0], head):
            self._take(Modality(governor[0]))
        if _ruled_out(head):
            self._take(Modality.DENIED)
        if head.lower_ not in _SAYING:
            self._take(_own(head, self.reported))
        if relation == "csubj" or (
            relation in ("nsubj", "attr") and head.lower_ in ("is", "was", "be", "been", "are", "were")
        ):
            self._predicate(relation, head)
        return True

    def _predicate(self, relation: str, head: Token) -> None:
        """ "taking X has been a goal": what the subject is said to be."""
        for child in children(head, "attr", "acomp", "xcomp", "nsubj"):
            governor = _governors().get(child.lower_)
            if governor is not None and child != self.below and not governor[1] and relation != "attr":
                self._take(Modality(governor[0]))

    def _prepositional(self, head: Token, governor: tuple[str, bool] | None) -> bool:
        if governor is None or self.below.lower_ not in _GOVERNED or not _active(governor, head):
            return not is_verbal(head) and self.below.lower_ in ("of", "by")
        if is_verbal(head) and governor[0] in ("hedged",):
            return False
        self._take(_ruled(governor, head))
        return True


def _ruled(governor: tuple[str, bool], head: Token) -> Modality:
    """What a governor says, or the contrary: "has no intention of", "no danger of"."""
    ahead = governor[0] in ("planned", "forecast") and not is_verbal(head)
    none = ahead and any(child.dep_ == "det" and child.lower_ == "no" for child in head.lefts)
    return Modality.DENIED if none else Modality(governor[0])


def _negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def _untrue(head: Token) -> bool:
    """ "it is not true that", "it is false that"."""
    for child in children(head, "acomp", "attr"):
        if child.lower_ in ("true", "correct", "case", "right", "accurate"):
            return _negated(head)
        if (_governors().get(child.lower_) or ("",))[0] == "denied":
            return not _negated(head)
    return False


def _ruled_out(head: Token) -> bool:
    return head.lower_ in ("rule", "rules", "ruled", "ruling") and any(child.lower_ == "out" for child in head.children)


def _means(relation: str, head: Token) -> bool:
    """ "began an assault to reclaim X": the purpose hangs on the verb, but is the assault's."""
    return relation == "xcomp" and any(child.lower_ in lexicon().nouns for child in children(head, "dobj"))


def _infinitive(verb: Token) -> bool:
    return is_verbal(verb) and any(aux.lower_ == "to" for aux in children(verb, "aux"))


def _participle(verb: Token) -> bool:
    return verb.tag_ in ("VBG", "VBN") and not children(verb, "nsubj", "nsubjpass", "mark")


def _apart(verb: Token) -> bool:
    """Whether a comma parts a participle's clause from the one before."""
    first: int = verb.left_edge.i
    return bool(verb.tag_ == "VBG" and first > verb.sent.start and verb.doc[first - 1].text == ",")


def _reaches(relation: str, modality: str, head: Token) -> bool:
    """Whether a verb that governs clauses says as much of a noun in this relation."""
    if relation == "dobj" and head.lower_ in ("set", "sets", "setting"):
        return False  # "set up an administration", unlike "set to take X"
    if relation in ("nsubj", "csubj", "agent", "advcl"):
        return modality == "hedged" and head.lower_.startswith(("appear", "seem"))
    if relation == "nsubjpass":
        return True
    return modality != "hedged" or head.lower_.startswith(("suspect", "alleg"))


def _own(verb: Token, reported: bool) -> Modality | None:
    """What the clause's own auxiliaries, adverbs and marker say."""
    found: Modality | None = None
    for child in verb.children:
        low = child.lower_
        if child.dep_ == "mark" and low in vocabulary("modality")["conditions"] and not _came_about(low, verb):
            return Modality.CONDITIONAL
        negative = child.dep_ in ("neg", "det", "preconj") or (child.dep_ in ("advmod", "prep") and low in _NEVER)
        if negative and _inner().get(low) == "denied":
            return Modality.DENIED
        if low == "longer" and any(each.lower_ == "no" for each in child.lefts):
            return Modality.DENIED
        if child.dep_ == "det" and low == "any":
            found = Modality.CONDITIONAL
        if child.dep_ in ("advmod", "amod") and _inner().get(low) == "hedged":
            found = found or Modality.HEDGED
    if any(word.lower_ in _NONE for doer in children(verb, "nsubj", "nsubjpass") for word in (doer, *doer.lefts)):
        return Modality.DENIED
    if verb.dep_ in ("ccomp", "csubj", "pcomp") and any(each.lower_ == "who" for each in children(verb, "nsubj")):
        return Modality.CONDITIONAL  # "it was unclear who held X"
    if verb.dep_ in ("pcomp", "pobj") and (verb.head.lower_ == "without" or _instead(verb.head)):
        return Modality.DENIED
    helpers = auxiliaries(verb) if is_verbal(verb) else []
    for aux in helpers:
        if aux.tag_ == "MD":
            return _modal(verb, aux, [each.lower_ for each in helpers], reported) or found
    return found


def _came_about(mark: str, verb: Token) -> bool:
    """ "held it until the army retook it": told in the past, it happened."""
    return mark in ("until", "till") and lexicon().lemmas.get(verb.lower_, "") != verb.lower_ and not auxiliaries(verb)


def _instead(preposition: Token) -> bool:
    """ "instead of leaving X", "rather than leave X"."""
    before = preposition.nbor(-1).lower_ if preposition.i > preposition.sent.start else ""
    return (preposition.lower_, before) in (("of", "instead"), ("than", "rather"))


def _modal(verb: Token, aux: Token, words: list[str], reported: bool) -> Modality | None:
    low = aux.lower_
    if _negated(verb):
        return Modality.DENIED
    if low in ("may", "might", "could") and "have" in words:
        return Modality.HEDGED
    value = vocabulary("modality")["modals"].get(low)
    if low in ("could", "can") and verb.lower_ in ("heard", "seen", "hear", "see"):
        value = "asserted"  # "gunfire could be heard"
    if value == "conditional" and low in ("would", "'d") and reported and "have" not in words:
        value = "planned"
    if value == "planned" and not is_passive(verb) and _lifeless(verb):
        value = "forecast"
    return Modality(value) if value and value != "asserted" else None


def _lifeless(verb: Token) -> bool:
    """A subject that cannot plan: "Dorva will fall" is a forecast, "we will take Dorva" a plan."""
    return verb.lower_ in ("fall", "collapse", "succumb", "change")


def _active(governor: tuple[str, bool], head: Token) -> bool:
    """Hedges such as "report" and "believe" hedge in the passive only: "is believed to", but "X believes"."""
    return not (governor[1] and is_verbal(head)) or is_passive(head) or head.tag_ == "VBN"
