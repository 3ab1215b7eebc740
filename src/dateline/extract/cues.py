"""The words of attribution, from `vocab/cues.yaml`, ready for look-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dateline.vocab import vocabulary

__all__ = ["Cues", "cues"]

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """Lemmas by the frame they can take; see the file for an example of each."""

    speech: Words
    mind: Words
    evidence: Words
    infinitive: Words
    object: Words
    deeds: Words
    as_phrase: Words
    naming: Words
    support: Words
    quiet: Words
    quoting: Words
    plain: Words
    witnessing: Words
    reputed: Words
    figures: Words
    prepositions: Mapping[str, Words]
    noun_clause: Words
    noun_of: Words
    noun_preposition: Mapping[str, Words]
    documents: Words
    phrases_before: tuple[tuple[str, ...], ...]
    phrases_inside: Words
    relay_verbs: Words
    relay_prepositions: Words
    relay_nouns: Words
    relay_citing: Words


@cache
def cues() -> Cues:
    """The vocabulary of cues. Raises VocabularyError if its file is broken."""
    data = vocabulary("cues")
    nouns, phrases, relays = data["nouns"], data["phrases"], data["relays"]

    def lemmas(name: str) -> Words:
        return frozenset(data[name]["lemmas"])

    return Cues(
        speech=lemmas("speech"),
        mind=lemmas("mind"),
        evidence=lemmas("evidence"),
        infinitive=lemmas("infinitive"),
        object=lemmas("object"),
        deeds=lemmas("deeds"),
        as_phrase=lemmas("as"),
        naming=lemmas("naming"),
        support=lemmas("support"),
        quiet=lemmas("quiet"),
        quoting=lemmas("quoting"),
        plain=lemmas("plain"),
        witnessing=lemmas("witnessing"),
        reputed=lemmas("reputed"),
        figures=frozenset(nouns["figures"]),
        prepositions={lemma: frozenset(words) for lemma, words in data["prepositions"]["lemmas"].items()},
        noun_clause=frozenset(nouns["clause"]),
        noun_of=frozenset(nouns["of"]),
        noun_preposition={word: frozenset(nouns[word]) for word in ("about", "on", "for")},
        documents=frozenset(nouns["documents"]),
        phrases_before=tuple(tuple(phrase.split()) for phrase in phrases["before"]),
        phrases_inside=frozenset(phrases["inside"]),
        relay_verbs=frozenset(relays["verbs"]),
        relay_prepositions=frozenset(relays["prepositions"]),
        relay_nouns=frozenset(relays["nouns"]),
        relay_citing=frozenset(relays["citing"]),
    )
