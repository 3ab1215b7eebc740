"""The vocabulary of control, compiled: words by the forms that texts write.

An entry of `vocab/control_verbs.yaml` or `control_nouns.yaml` becomes a `VerbRule` or `NounRule`; its `id` is what a
claim carries as `rule` (`--trace`). Every form is lower-case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import VocabularyError
from dateline.model import ClaimType
from dateline.vocab import vocabulary

__all__ = ["Frame", "Lexicon", "NounRule", "VerbRule", "lexicon", "noun_forms", "singular", "verb_forms", "word_set"]

_VOWELS = "aeiou"
_DOUBLED = re.compile(r"^[^aeiou]*[aeiou][bdgmnprt]$")  # "cut" gives "cutting"; "enter" does not double


_STRESSED = (
    "run",
    "gun",
    "quit",
    "cut",
    "hit",
    "begin",
    "upset",
    "trol",
    "pel",
    "nap",
    "mit",
    "fer",
    "win",
    "dig",
)  # doubled although longer


@dataclass(frozen=True, slots=True)
class Frame:
    """Which role each slot of a verb fills (`vocab/control_frames.yaml`)."""

    id: str
    type: ClaimType
    subject: str | None
    object: str | None
    prepositions: Mapping[str, str | None]
    needs: frozenset[str]
    needs_one: frozenset[str]
    agentless: ClaimType | None
    object_party: str | None
    object_place: str | None


@dataclass(frozen=True, slots=True)
class VerbRule:
    id: str
    words: tuple[str, ...]  # the verb, then its particles
    frame: Frame
    strict: bool  # common outside war too: its place must be a place beyond doubt
    limit: frozenset[str]  # the prepositions that make it a claim; empty for any
    options: Mapping[str, Any]
    example: str


@dataclass(frozen=True, slots=True)
class NounRule:
    id: str
    noun: str
    type: ClaimType
    of: str  # place, actor, either, opponent, force, people
    needs: str | None
    event: bool
    options: Mapping[str, Any]
    example: str

    def __contains__(self, option: str) -> bool:
        return bool(self.options.get(option))


@dataclass(frozen=True)
class Lexicon:
    """All of it, ready to look up."""

    verbs: Mapping[str, tuple[VerbRule, ...]]  # by each form of the verb
    participles: frozenset[str]
    nouns: Mapping[str, NounRule]  # by singular and plural
    lemmas: Mapping[str, str]  # form of a verb -> the verb
    places: Mapping[str, str]  # noun form -> scale
    vague: frozenset[str]
    seats: frozenset[str]
    parties: Mapping[str, str | None]  # noun form -> camp
    weak: frozenset[str]
    unarmed: frozenset[str]
    named: frozenset[str]
    peoples: frozenset[str]
    people: frozenset[str]
    civilians: frozenset[str]
    forces: frozenset[str]
    sets: Mapping[str, frozenset[str]]  # the plain word lists: arms, accord, remote, civil, directions, ...


def verb_forms(verb: str, past: str | None = None, participle: str | None = None) -> dict[str, str]:
    """{form: "base", "s", "ing", "past" or "participle"} of an English verb; irregular ones from the vocabulary.

    >>> sorted(verb_forms("cut", "cut"))
    ['cut', 'cuts', 'cutting']
    """
    if past is None:
        past, participle = vocabulary("irregular").get(verb, (None, participle))
    stem = verb + verb[-1] if _DOUBLED.match(verb) or verb.endswith(_STRESSED) else verb
    regular = stem[:-1] + "ied" if re.search(r"[^aeiou]y$", verb) else stem.removesuffix("e") + "ed"
    third = verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else verb + ("es" if _hisses(verb) else "s")
    gerund = verb[:-2] + "ying" if verb.endswith("ie") else (stem[:-1] if _silent(stem) else stem) + "ing"
    past = past or regular
    forms = {verb: "base", third: "s", gerund: "ing", past: "past"}
    forms.setdefault(participle or past, "participle")
    return forms


def _hisses(verb: str) -> bool:
    return verb.endswith(("s", "sh", "ch", "x", "z", "o"))


def _silent(stem: str) -> bool:
    return stem.endswith("e") and not stem.endswith(("ee", "ye", "oe"))


def noun_forms(noun: str) -> tuple[str, ...]:
    """Singular and plural, as far as rules go."""
    if noun.endswith("s") and not noun.endswith("ss"):
        return (noun,)
    if noun.endswith("man"):
        return noun, noun[:-3] + "men"
    if re.search(r"[^aeiou]y$", noun):
        return noun, noun[:-1] + "ies"
    return noun, noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


def singular(word: str) -> str:
    """The word without a plural ending, as far as rules go."""
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("shes", "ches", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def word_set(name: str) -> frozenset[str]:
    """A closed word list of `vocab/reader.yaml`. Raises VocabularyError where it is missing."""
    words = vocabulary("reader").get(name)
    if words is None:
        raise VocabularyError(f"vocab/reader.yaml has no list {name!r}; the package is incomplete, install it again")
    return frozenset(words)


@cache
def lexicon() -> Lexicon:
    """The compiled vocabulary. Raises VocabularyError where an entry names a frame or type that does not exist."""
    frames = {name: _frame(name, entry) for name, entry in vocabulary("control_frames").items()}
    verbs: dict[str, list[VerbRule]] = {}
    lemmas: dict[str, str] = {}
    participles: set[str] = set()
    for entry in vocabulary("control_verbs"):
        rule = _verb_rule(entry, frames)
        for form, kind in verb_forms(rule.words[0], entry.get("past"), entry.get("participle")).items():
            verbs.setdefault(form, []).append(rule)
            lemmas[form] = rule.words[0]
            if kind == "participle" or (kind == "past" and not entry.get("participle")):
                participles.add(form)
        if entry.get("participle"):
            participles.add(entry["participle"])  # "overrun" is its own base form
    nouns = {}
    for entry in vocabulary("control_nouns"):
        noun_rule = _noun_rule(entry)
        for form in noun_forms(noun_rule.noun):
            nouns[form] = noun_rule
    return Lexicon(
        verbs={form: tuple(sorted(rules, key=lambda rule: -len(rule.words))) for form, rules in verbs.items()},
        participles=frozenset(participles),
        nouns=nouns,
        lemmas=lemmas,
        **_classes(),
    )


def _frame(name: str, entry: Mapping[str, Any]) -> Frame:
    agentless = entry.get("agentless")
    return Frame(
        id=name,
        type=_type(entry["type"], name),
        subject=entry.get("subject"),
        object=entry.get("object"),
        prepositions=entry.get("with") or {},
        needs=frozenset(entry.get("needs") or ()),
        needs_one=frozenset(entry.get("needs_one") or ()),
        agentless=_type(agentless, name) if agentless else None,
        object_party=entry.get("object_party"),
        object_place=entry.get("object_place"),
    )


def _verb_rule(entry: Mapping[str, Any], frames: Mapping[str, Frame]) -> VerbRule:
    frame = frames.get(entry["frame"])
    if frame is None:
        raise VocabularyError(f"control_verbs: {entry['verb']!r} names no frame of control_frames: {entry['frame']!r}")
    return VerbRule(
        id=f"verb:{entry['verb']}:{frame.id}",
        words=tuple(entry["verb"].split()),
        frame=frame,
        strict=bool(entry.get("strict")),
        limit=frozenset(entry.get("limit") or ()),
        options=entry,
        example=entry["example"],
    )


def _noun_rule(entry: Mapping[str, Any]) -> NounRule:
    return NounRule(
        id=f"noun:{entry['noun']}",
        noun=entry["noun"],
        type=_type(entry["type"], entry["noun"]),
        of=entry["of"],
        needs=entry.get("needs"),
        event=bool(entry.get("event")),
        options=entry,
        example=entry["example"],
    )


def _type(name: str, where: str) -> ClaimType:
    try:
        return ClaimType(name)
    except ValueError as error:
        raise VocabularyError(f"{where}: {name!r} is no claim type; see CODEBOOK section 2") from error


def _forms_of(groups: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    for group in groups:
        for word in group["words"]:
            for form in noun_forms(word):
                yield form, group


def _classes() -> dict[str, Any]:
    place, party = vocabulary("place_nouns"), vocabulary("party_nouns")
    scales: dict[str, str] = {}
    vague: set[str] = set()
    seats: set[str] = set()
    for scale in ("area", "site", "country", "province", "district", "town"):
        for form, group in _forms_of(place[scale]):
            scales[form] = scale
            if group.get("vague"):
                vague.add(form)
            if group.get("seat"):
                seats.add(form)
    parties = {form: group["camp"] for form, group in _forms_of(party["parties"])}
    return {
        "places": scales,
        "vague": frozenset(vague),
        "seats": frozenset(seats),
        "parties": parties,
        "weak": frozenset(form for form, group in _forms_of(party["parties"]) if group.get("weak")),
        "unarmed": frozenset(form for form, group in _forms_of(party["parties"]) if group.get("armed") is False),
        "named": frozenset(word.lower() for group in party["named"] for word in group["words"]),
        "peoples": frozenset(word for group in party["peoples"] for word in group["words"]),
        "people": frozenset(form for form, _ in _forms_of(party["people"])),
        "civilians": frozenset(form for word in party["civilians"] for form in noun_forms(word)),
        "forces": frozenset(form for form, _ in _forms_of(party["forces"])),
        "sets": {
            "arms": frozenset(form for form, _ in _forms_of(party["arms"])),
            **{
                name: frozenset(form for word in party[name] for form in noun_forms(word))
                for name in ("accord", "offices", "remote", "civil")
            },
            **{name: frozenset(place[name]) for name in ("directions", "distances", "near", "parts")},
            "roads": frozenset(form for word in place["roads"] for form in noun_forms(word)),
        },
    }
