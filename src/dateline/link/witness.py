"""Who vouches for a claim: the origin of its chain, and the relays that brought it.

Two claims rest on one witness where the same person or body said it, however many agencies carried it; or where
one agency is credited for it, however many outlets printed that. An unnamed source is the same as another only
through the same relay (DESIGN section 4, CODEBOOK section 3 on chains). The words are in `vocab/witnesses.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dateline.link.assertion import fold
from dateline.model import Claim, Level, Speaker, SpeakerKind
from dateline.vocab import vocabulary

__all__ = ["Voice", "Witness", "agency_of", "same_voice", "voice_keys", "voice_of", "witness_of"]

_TOKEN = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*|,")
_BRACKETS = re.compile(r"\([^)]*\)")
_VOWELS = re.compile(r"[aeiouy\W_]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_COMMA = ","
_AGENCY_WORDS = re.compile(r"\b(the|news|agency|wire|service)\b")

# Fewer consonants name too many people ("Ali" and "Alawi" are both l); such names must agree letter by letter.
SKELETON_MIN = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker, reduced to what identifies him: a person's name, a body, an office, or merely a role."""

    side: str | None
    person: tuple[str, ...] = ()
    body: str | None = None
    office: str | None = None
    role: str = ""

    @property
    def named(self) -> bool:
        return bool(self.person or self.body or self.office)


@dataclass(frozen=True, slots=True)
class Witness:
    """`voice` is None where a relay or the outlet speaks for itself."""

    voice: Voice | None
    agencies: frozenset[str]
    outlet: str | None
    desk: bool = False  # the outlet is an agency, and this its own report

    @property
    def relays(self) -> frozenset[str]:
        """Agencies and the outlet: whose unnamed sources these are."""
        return self.agencies | {f"outlet:{self.outlet}"} if self.outlet else self.agencies

    @property
    def unknown(self) -> bool:
        """Nobody is named who says so: never independent (DESIGN section 4)."""
        return self.voice is None and not self.relays


@cache
def _words(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in vocabulary("witnesses")[name])


@cache
def _agencies() -> dict[str, str]:
    table = vocabulary("witnesses")["agencies"]
    return {fold(alias): key for key, aliases in table.items() for alias in [key, *aliases]}


@cache
def _offices() -> tuple[str, ...]:
    return tuple(sorted(_words("offices"), key=lambda office: (-len(office), office)))


@cache
def agency_of(name: str, *, says_so: bool = False) -> str | None:
    """The key of a news agency ("the AFP news agency" gives "afp"), or None.

    `says_so`: a name with the word "agency" in it is taken at its word, which is right for outlets and relays
    and wrong for speakers (an intelligence agency).
    """
    whole = fold(_BRACKETS.sub(" ", name))
    bare = " ".join(_AGENCY_WORDS.sub(" ", whole).split())
    key = _agencies().get(whole) or _agencies().get(bare)
    if key or not says_so or "agency" not in fold(name).split():
        return key
    return bare or None


def _relay_key(speaker: Speaker) -> str | None:
    if speaker.kind is SpeakerKind.AGENCY:
        return agency_of(speaker.text, says_so=True) or fold(speaker.text)
    return agency_of(speaker.text)


def _singular(word: str) -> str:
    if word in ("police", "troops") or word.endswith("ss"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _person(tokens: list[str], side: str | None) -> tuple[str, ...]:
    """The longest run of name words, the last of equals.

    A run merely qualifies where another word follows ("a Taliban spokesman") or a preposition leads it ("of Nimroz").
    """
    best: list[str] = []
    run: list[str] = []
    before = ""
    for token in [*tokens, _COMMA]:
        word = fold(token)
        if _is_name(token, side):
            run.append(word)
            continue
        stands = token == _COMMA or word in _words("filler")
        if run and stands and len(run) >= len(best) and before not in _words("prepositions"):
            best = run
        run, before = [], word
    return tuple(best)


def _is_name(token: str, side: str | None) -> bool:
    word = fold(token)
    if not token[0].isupper() or len(word) < 2 or word == fold(side or ""):
        return False
    listed = _words("roles", "titles", "bodies", "voices", "filler")
    return word not in listed and _singular(word) not in listed


def _body(words: list[str]) -> str | None:
    """`defence ministry`, `front national resistance`: the body's word and what qualifies it, sorted."""
    index = next((index for index, word in enumerate(words) if word in _words("bodies")), None)
    if index is None:
        return None
    skip = _words("filler", "voices") | {_COMMA}
    near = [word for word in words[max(0, index - 2) : index + 3] if word not in skip]
    return " ".join(sorted({"defence" if word == "defense" else word for word in near}))


@cache
def _identify(text: str, side: str | None, party: bool) -> Voice:
    """The parts of a speaker's words. `party`: a central official, who may speak for his whole side."""
    tokens = [_POSSESSIVE.sub("", token) for token in _TOKEN.findall(text)]
    words = [_singular(fold(token)) if token != _COMMA else _COMMA for token in tokens]
    plain = " ".join(fold(token) for token in tokens if token != _COMMA)
    person = _person(tokens, side)
    office = next((office for office in _offices() if f" {office} " in f" {plain} "), None)
    roles = [word for word in words if word in _words("roles") and not (office and word in office.split())]
    body = None
    if not roles and not office:
        others = [word for word, token in zip(words, tokens, strict=True) if fold(token) not in person]
        body = _body(others) or (f"side:{side}" if party and side and _whole_side(others, person) else None)
    return Voice(side, person, body, office, " ".join(dict.fromkeys(roles)) or plain)


def _whole_side(words: list[str], person: tuple[str, ...]) -> bool:
    """Whether it is the side that speaks: "the Taliban", "Taliban spokesman Mujahid". A bare name is a person."""
    return not person or any(word in _words("voices") for word in words)


def voice_of(speaker: Speaker) -> Voice:
    """What identifies this speaker."""
    name = speaker.name if speaker.name and len(speaker.name) > len(speaker.text) else speaker.text
    party = speaker.kind is SpeakerKind.OFFICIAL and speaker.level is not Level.LOCAL
    return _identify(name, speaker.side, party)


def witness_of(claim: Claim) -> Witness:
    """The origin's voice and all relays of a claim. An outlet that is an agency is that agency."""
    relays = {key for speaker in claim.speakers if (key := _relay_key(speaker))}
    voices = [speaker for speaker in claim.speakers if not _relay_key(speaker)]
    outlet = fold(claim.outlet) if claim.outlet else None
    agency = agency_of(claim.outlet, says_so=True) if claim.outlet else None
    if agency:
        relays.add(agency)
        outlet = None
    return Witness(voice_of(voices[0]) if voices else None, frozenset(relays), outlet, desk=agency is not None)


def _skeleton(word: str) -> str:
    bare = _VOWELS.sub("", word)
    return bare if len(bare) >= SKELETON_MIN else word


def voice_keys(voice: Voice) -> tuple[str, ...]:
    """Keys under which the same voice is looked up; an unnamed role has none."""
    keys = []
    if voice.person:
        keys.append(f"person:{_skeleton(voice.person[-1])}")
    if voice.body:
        keys.append(f"body:{voice.body}")
    if voice.office:
        keys.append(f"office:{voice.office}")
    return tuple(keys)


def same_voice(left: Voice, right: Voice) -> bool:
    """Whether two named voices are one: the same body, person or office, and not of two sides."""
    if left.side and right.side and left.side != right.side:
        return False
    if left.body and left.body == right.body:
        return True
    if left.person and right.person:
        return _same_person(left.person, right.person)
    return left.office is not None and left.office == right.office


def _same_person(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    if _skeleton(left[-1]) != _skeleton(right[-1]):
        return False
    if len(left) == 1 or len(right) == 1:
        return True
    return len({_skeleton(word) for word in left} & {_skeleton(word) for word in right}) > 1
