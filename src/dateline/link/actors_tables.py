"""The names by which sides are known: a theatre's, or the general tables of vocab/actors.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.link.actors_names import Aliases, party_words, vocabulary_set
from dateline.link.gazetteer_names import fold
from dateline.link.theatre import Theatre
from dateline.model import Level
from dateline.vocab import vocabulary

__all__ = ["GOVERNMENT", "OPPOSITION", "SideNames", "common_words", "has", "level_of", "organs", "seats", "side_names"]

GOVERNMENT, OPPOSITION = "government", "opposition"  # the ends of ids where no theatre gives them


@dataclass(frozen=True, slots=True)
class SideNames:
    """`named` are names proper; `generic` are words that only the theatre ties to a side ("the army")."""

    named: Aliases
    generic: Aliases
    armed: set[str]  # the sides that "the rebels", "the group" may mean


def side_names(theatre: Theatre | None) -> SideNames:
    """The theatre's names, or those of groups that are known everywhere."""
    if theatre is None:
        groups: dict[str, list[str]] = vocabulary("actors")["groups"]
        known = Aliases((name, side) for side, names in groups.items() for name in names)
        return SideNames(known, Aliases(), set(groups))
    owner, names = _OF_THEATRE.get(theatre.id, (None, None))
    if owner is not theatre or names is None:
        names = _names_of(theatre)
        _OF_THEATRE[theatre.id] = (theatre, names)
    return names


_OF_THEATRE: dict[str, tuple[Theatre, SideNames]] = {}  # made once a theatre, read only


def _names_of(theatre: Theatre) -> SideNames:
    named, generic = Aliases(), Aliases()
    demonyms: dict[str, list[str]] = vocabulary("demonyms")
    for side, facts in theatre.sides.items():
        for alias in (facts.name, *facts.aliases):
            (generic if _is_generic(alias) else named).add(alias, side)
            if _is_generic(alias):
                generic.add(alias.removesuffix("s"), side)  # "guerrilla raids"
        for people in demonyms.get(facts.country or "", ()):
            for head in vocabulary("actors")["regulars"]:
                named.add(f"{people} {head}", side)  # "Iraqi troops": so that the text's mentions of the state are seen
    return SideNames(named, generic, {side for side, facts in theatre.sides.items() if facts.armed_group})


def _is_generic(alias: str) -> bool:
    """Whether the alias is made of words that fit any side: "the army", "insurgent group"."""
    words = party_words(alias)
    return " ".join(words) in common_words() or common_words().issuperset(words)


@cache
def common_words() -> frozenset[str]:
    """Words that say what a party is and not which."""
    return vocabulary_set("state") | vocabulary_set(OPPOSITION) | vocabulary_set("anaphora")


@cache
def seats() -> Aliases:
    """Capitals, houses and heads of state that stand for a country; the "side" is its ISO code."""
    tables = (vocabulary("actors")["seats"], vocabulary("actors")["persons"])
    return Aliases((name, country) for table in tables for country, names in table.items() for name in names)


def organs(theatre: Theatre | None) -> list[tuple[str, str]]:
    """(folded outlet, side): the theatre's first, then the general table."""
    own = theatre.sides if theatre else {}
    found = [(fold(organ), side) for side, facts in own.items() for organ in facts.organs]
    general: dict[str, list[str]] = vocabulary("actors")["organs"]
    return found + [(fold(organ), side) for side, names in general.items() for organ in names]


def has(words: list[str], entries: frozenset[str]) -> bool:
    """Whether one of the entries, of one word or more, stands among the words."""
    joined = f" {' '.join(words)} "
    return any(f" {entry} " in joined for entry in entries)


def level_of(text: str) -> Level | None:
    """An official's level by the words of his office."""
    words = fold(text).split()
    for level in vocabulary("actors")["levels"]:
        if has(words, _telling(level)):
            return Level(level)
    return None


@cache
def _telling(level: str) -> frozenset[str]:
    return frozenset(fold(word) for word in vocabulary("actors")["levels"][level])
