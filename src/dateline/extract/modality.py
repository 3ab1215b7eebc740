"""How a proposition is stated: asserted, hedged, denied, forecast, planned or conditional (CODEBOOK section 4).

Read from the inside out: the clause's own auxiliaries and adverbs, then each verb, noun or adjective that governs it.
The innermost word that says something decides, but that a denial of a denial is asserted again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dateline.extract.grammar import auxiliaries, children, is_passive, is_verbal, subject, up
from dateline.extract.lexicon import noun_forms, verb_forms
from dateline.model import Modality
from dateline.vocab import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Stated", "stated"]

_IRREGULAR = {
    "swear": ("swore", "sworn"), "mean": ("meant", "meant"), "think": ("thought", "thought"), "foresee": ("foresaw", "foreseen"),
    "seek": ("sought", "sought"), "fight": ("fought", "fought"), "strive": ("strove", "striven"), "say": ("said", "said"), "tell": ("told", "told"),
    "let": ("let", "let"), "forbid": ("forbade", "forbidden"), "begin": ("began", "begun"), "keep": ("kept", "kept"),
}  # fmt: skip
_SAYING = frozenset(
    "say says said saying tell tells told telling announce announced announces claim claims claimed confirm confirmed confirms report reports reported add added adds state stated states post posted write wrote tweet tweeted declare declared note noted insist insisted explain explained acknowledge acknowledged admit admitted".split()
)
_PURPOSE_OK = frozenset(
    ["help", "go", "continue", "begin", "start", "manage", "proceed", "return", "come", "return", "able"]
)


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
            for form in {*verb_forms(word, *_IRREGULAR.get(word, (None, None))), *noun_forms(word)}:
                table.setdefault(form, (entry["modality"], word in passive))
    return table


@cache
def _forms(name: str) -> frozenset[str]:
    return frozenset(
        form
        for word in vocabulary("modality")[name]
        for form in {*verb_forms(word, *_IRREGULAR.get(word, (None, None))), *noun_forms(word)}
    )


@cache
def _inner() -> dict[str, str]:
    return {word: entry["modality"] for entry in vocabulary("modality")["inner"] for word in entry["words"]}


def stated(anchor: Token, *, reported: bool = False) -> Stated:
    """The modality of the clause that `anchor`, a verb or noun, heads. `reported`: it stands in someone's words."""
    attempt = False
    denials = 0
    token = anchor
    modality: Modality | None = None
    own = _own(anchor, reported)
    if own is Modality.DENIED:
        denials += 1
    elif own is not None:
        modality = own
    below = anchor
    for head in up(anchor):
        if modality is not None and modality is not Modality.HEDGED:
            break
        verdict = _governed(below, head, reported)
        if verdict == "stop":
            break
        if verdict == "attempt":
            attempt = True
        elif verdict == "denied":
            denials += 1
        elif verdict is not None and modality is None:
            modality = Modality(verdict)
        if is_verbal(head) and below.dep_ in (
            "ccomp",
            "xcomp",
            "advcl",
            "dobj",
            "nsubj",
            "nsubjpass",
            "pobj",
            "prep",
            "acl",
            "conj",
            "dep",
            "agent",
            "pcomp",
        ):
            inner = (
                _own(head, reported)
                if below.dep_ in ("xcomp", "dobj", "nsubj", "nsubjpass", "agent", "pobj", "prep")
                and head.lower_ not in _SAYING
                else None
            )
            if inner is Modality.DENIED:
                denials += 1
            elif inner is not None and modality is None:
                modality = inner
        below = head
    del token
    if denials % 2:
        return Stated(Modality.DENIED, attempt)
    if modality is None and anchor.sent.text.rstrip().endswith("?"):
        modality = Modality.CONDITIONAL
    return Stated(modality or Modality.ASSERTED, attempt)


def _own(verb: Token, reported: bool) -> Modality | None:
    """What the clause's own auxiliaries, adverbs and marker say."""
    found: Modality | None = None
    for child in verb.children:
        if child.dep_ == "mark" and child.lower_ in vocabulary("modality")["conditions"]:
            return Modality.CONDITIONAL
        if child.dep_ in ("neg", "det", "preconj") or (
            child.dep_ in ("advmod", "prep") and child.lower_ in ("never", "nowhere", "hardly")
        ):
            if _inner().get(child.lower_) == "denied":
                return Modality.DENIED
        if child.dep_ in ("advmod", "amod") and _inner().get(child.lower_) == "hedged":
            found = Modality.HEDGED
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return Modality.DENIED
    if verb.dep_ == "pobj" and verb.head.lower_ == "without":
        return Modality.DENIED
    helpers = auxiliaries(verb) if is_verbal(verb) else []
    words = [aux.lower_ for aux in helpers]
    for aux in helpers:
        if aux.tag_ == "MD":
            return _modal(verb, aux, words, reported)
    return found


def _modal(verb: Token, aux: Token, words: list[str], reported: bool) -> Modality | None:
    low = aux.lower_
    if any(child.dep_ == "neg" for child in verb.children):
        return Modality.DENIED
    if low in ("may", "might", "could") and "have" in words:
        return Modality.HEDGED
    value = vocabulary("modality")["modals"].get(low)
    if value == "conditional" and low in ("would", "'d") and reported:
        value = "planned"
    if value == "planned" and is_passive(verb) is False and _lifeless(verb):
        value = "forecast"
    if low == "would" and "have" in words:
        value = "conditional"
    return Modality(value) if value and value != "asserted" else None


def _lifeless(verb: Token) -> bool:
    """A subject that cannot plan: "Dorva will fall" is a forecast, "we will take Dorva" a plan."""
    doer = subject(verb)
    return verb.lower_ in ("fall", "collapse", "succumb", "change") or (
        doer is not None and doer.lower_ in ("fighting", "battle", "war", "offensive")
    )


def _governed(below: Token, head: Token, reported: bool) -> str | None:
    """What `head` makes of the clause or phrase below it: a modality, "denied", "attempt", "stop", or nothing."""
    relation, low = below.dep_, head.lower_
    infinitive = is_verbal(below) and any(aux.lower_ == "to" for aux in children(below, "aux"))
    governor = _governors().get(low)
    if relation in ("relcl", "nsubj", "nsubjpass") and governor is None:
        return "stop" if relation == "relcl" else None
    if infinitive and relation in ("xcomp", "acl", "advcl", "ccomp", "relcl", "dep", "conj"):
        if low in _forms("attempts"):
            return "attempt" if not governor or governor[0] != "planned" or low in _forms("attempts") else governor[0]
        if governor is not None and _active(governor, head):
            return "denied" if governor[0] == "denied" else governor[0]
        if relation in ("advcl", "acl", "relcl") and low not in _PURPOSE_OK:
            return "planned"  # an infinitive of purpose: "an offensive to retake X"
        return None
    if (
        relation
        in (
            "pcomp",
            "pobj",
            "dobj",
            "ccomp",
            "nsubj",
            "nsubjpass",
            "xcomp",
            "prep",
            "acl",
            "attr",
            "agent",
            "oprd",
            "advcl",
        )
        and governor is not None
        and _active(governor, head)
    ):
        if relation == "nsubj" and governor[0] in ("planned", "denied"):
            return None
        if (
            relation == "nsubj"
            and governor[0] == "hedged"
            and low not in ("appear", "seem", "appears", "seems", "appeared", "seemed", "reported")
        ):
            return None
        if relation == "advcl":
            return None
        if relation in ("dobj", "prep") and governor[0] == "hedged":
            return None
        if relation == "prep" and not (below.lower_ in ("of", "to", "on", "at", "for", "from", "in", "against")):
            return None
        return "denied" if governor[0] == "denied" else governor[0]
    return None


def _active(governor: tuple[str, bool], head: Token) -> bool:
    modality, passive_only = governor
    if passive_only and is_verbal(head):
        return is_passive(head)
    if modality == "denied" and any(child.dep_ == "neg" for child in head.children):
        return True
    return True
