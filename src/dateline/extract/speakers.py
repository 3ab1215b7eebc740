"""Who speaks: from the source's words to a `Speaker` with kind and level (CODEBOOK section 3).

Kinds come from head nouns, titles and names in `vocab/speakers.yaml`; what no list knows is told by its looks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dateline.countries import names
from dateline.model import Level, SpeakerKind
from dateline.vocab import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["is_country", "is_medium", "is_platform", "is_witness", "kind_of", "level_of", "may_speak", "voices"]

REMEMBERED = 10_000  # phrases whose kind is kept: a day's reports name some thousand speakers
_WORD = re.compile(r"[\w'’&/-]+")


@dataclass(frozen=True, slots=True)
class Voices:
    """The vocabulary of speakers, folded to lower case."""

    media_names: frozenset[str]
    media_heads: frozenset[str]
    crowd: frozenset[str]
    platform_names: frozenset[str]
    platform_heads: frozenset[str]
    kinds: tuple[tuple[SpeakerKind, frozenset[str], tuple[str, ...]], ...]
    levels: Mapping[Level, tuple[str, ...]]
    pronouns: frozenset[str]
    titles: frozenset[str]
    persons: frozenset[str]
    witnesses: frozenset[str]
    pictures: frozenset[str]
    roles: frozenset[str]
    bodies: frozenset[str]
    generic: frozenset[str]
    trades: frozenset[str]


@cache
def voices() -> Voices:
    """The vocabulary of speakers. Raises VocabularyError if its file is broken."""
    data = vocabulary("speakers")
    media, platforms = data["media"], data["platforms"]
    kinds = tuple(
        (SpeakerKind(entry["kind"]), frozenset(entry["words"]), tuple(entry.get("phrases", ())))
        for entry in data["kinds"]
    )
    return Voices(
        media_names=frozenset(name.lower() for name in media["names"]),
        media_heads=frozenset(media["heads"]),
        crowd=frozenset(media["crowd"]),
        platform_names=frozenset(name.lower() for name in platforms["names"]),
        platform_heads=frozenset(platforms["heads"]),
        kinds=kinds,
        levels={Level(name): tuple(entry["words"]) for name, entry in data["levels"].items()},
        pronouns=frozenset(data["pronouns"]),
        titles=frozenset(data["titles"]),
        witnesses=frozenset(data["witnesses"]["words"]),
        pictures=frozenset(data["pictures"]["words"]),
        roles=frozenset(data["roles"]["words"]),
        bodies=frozenset(data["bodies"]["words"]),
        generic=frozenset(data["bodies"]["generic"]),
        trades=frozenset(data["trades"]["words"]),
        persons=frozenset().union(
            *(words for _, words, _ in kinds), media["heads"], media["crowd"], data["bodies"]["words"]
        ),
    )


def may_speak(token: Token) -> bool:
    """Whether a noun phrase with this chief token can be a speaker: a person, a body, a document, a name."""
    from dateline.extract.cues import cues

    known = voices()
    lower, lemma = token.lower_, token.lemma_.lower()
    if token.pos_ == "PRON":
        return lower in known.pronouns - {"it", "this", "that", "these", "those", "which"} or lower in {"it", "which"}
    return (
        token.pos_ == "PROPN"
        or lower in known.persons
        or lemma in known.persons
        or lemma in cues().documents
        or lemma.endswith(("man", "men", "person", "ist", "er", "or", "ian"))
    )


@cache
def _countries() -> frozenset[str]:
    return frozenset(name.lower() for name in names().values())


def is_country(text: str) -> bool:
    """Whether a label is a country's name: the topic of a headline, not its speaker."""
    return _bare(text) in _countries()


def is_witness(token: Token) -> bool:
    """Whether somebody's own eyes are told of: a witness, a correspondent on the spot."""
    return token.lemma_.lower() in voices().witnesses


@lru_cache(maxsize=REMEMBERED)
def is_medium(text: str) -> bool:
    """Whether a noun phrase names an agency, broadcaster or paper; the press at large is none."""
    known = voices()
    bare = _bare(text)
    if bare in known.media_names:
        return True
    words = _words(bare)
    if not words or (words[-1] in known.crowd and len(words) <= 3):
        return False
    head = words[-1]
    if head in known.media_heads:
        return True
    return any(f" {name} " in f" {' '.join(words)} " for name in known.media_names if len(name) > 2)


def is_platform(text: str) -> bool:
    """Whether a noun phrase names a place to post, which is no link of the chain."""
    known = voices()
    words = _words(_bare(text))
    return bool(words) and (
        " ".join(words) in known.platform_names or words[-1] in known.platform_heads | known.platform_names
    )


@lru_cache(maxsize=REMEMBERED)
def kind_of(text: str) -> SpeakerKind:
    """The kind of speaker that a noun phrase names; `official` where nothing tells."""
    lower = " ".join(_words(text.lower()))
    words = set(lower.split())
    if is_medium(text):
        return SpeakerKind.AGENCY
    for kind, listed, phrases in voices().kinds:
        if words & listed or any(phrase in lower for phrase in phrases):
            return kind
    return SpeakerKind.OFFICIAL


def level_of(text: str, kind: SpeakerKind) -> Level | None:
    """Of officials: local where a word of `levels.local` comes and none of `levels.central`; else central."""
    if kind is not SpeakerKind.OFFICIAL:
        return None
    lower = f" {' '.join(_words(text.lower()))} "
    if any(f" {word} " in lower for word in voices().levels[Level.CENTRAL]):
        return Level.CENTRAL
    if any(f" {word} " in lower for word in voices().levels[Level.LOCAL]):
        return Level.LOCAL
    return Level.CENTRAL


def _words(text: str) -> list[str]:
    return [word.removesuffix("'s").removesuffix("’s").strip("'’-") for word in _WORD.findall(text)]


def _bare(text: str) -> str:
    """Lower case, without article."""
    lower = text.strip().lower()
    for article in ("the ", "a ", "an "):
        lower = lower.removeprefix(article)
    return lower
