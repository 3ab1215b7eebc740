"""Whose side a speaker is on, and at what level he speaks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.link.actors import DocumentSides
from dateline.link.actors_names import party_words, vocabulary_set
from dateline.link.actors_tables import OPPOSITION, has, level_of
from dateline.link.theatre import Theatre
from dateline.model import Level, Speaker, SpeakerKind

__all__ = ["SpeakerSides"]

_STATE_MEDIA = re.compile(
    r"\bstate(?:[- ](?:run|owned|controlled|media|tv|television|radio|news|agency))", re.IGNORECASE
)


def _bare(speaker: Speaker) -> bool:
    """Whether his words say nothing of whose he is: "a spokesman"."""
    words = party_words(speaker.name or speaker.text)
    return bool(words) and vocabulary_set("bare_roles").issuperset(words)


class SpeakerSides:
    """The sides of one document's speakers."""

    def __init__(self, sides: DocumentSides, theatre: Theatre | None) -> None:
        self._sides = sides
        self._theatre = theatre
        self._heard: list[tuple[int, str]] = []  # where in the text a party's speaker with a name or office spoke

    def hear(self, speakers: Sequence[Speaker], at: int | None) -> None:
        """Takes note of who speaks where, so that a bare "spokesman" further on can be his."""
        for speaker in speakers if at is not None else ():
            if speaker.kind in (SpeakerKind.OFFICIAL, SpeakerKind.FIGHTER) and not _bare(speaker):
                side, _ = self._side(speaker, at)
                if side and at is not None:
                    self._heard.append((at, side))

    def of(self, speaker: Speaker, at: int | None = None) -> tuple[str | None, Level | None]:
        """The speaker's side and, for officials, level. Monitors, analysts and plain residents have no side."""
        side, ruled = self._side(speaker, at)
        if speaker.kind is not SpeakerKind.OFFICIAL:
            return side, speaker.level
        return side, ruled or speaker.level or level_of(speaker.text) or Level.CENTRAL

    def _side(self, speaker: Speaker, at: int | None) -> tuple[str | None, Level | None]:
        texts = [text for text in (speaker.text, speaker.name) if text]
        if speaker.kind is SpeakerKind.AGENCY:
            return next(filter(None, map(self._outlet, texts)), None), None
        if speaker.kind in (SpeakerKind.MONITOR, SpeakerKind.ANALYST):
            return None, None
        if speaker.kind in (SpeakerKind.WITNESS, SpeakerKind.LOCAL):
            return next(filter(None, map(self._partisan, texts)), None), None
        if any(has(party_words(text), vocabulary_set("neutral")) for text in texts):
            return None, None
        if _bare(speaker) and at is not None:
            heard = max((spot for spot in self._heard if spot[0] <= at), default=None)
            if heard:
                return heard[1], None
        return self._party(texts, at)

    def _party(self, texts: list[str], at: int | None) -> tuple[str | None, Level | None]:
        """By a name or demonym in the words, else by the theatre's roles, else as any party."""
        for text in texts:
            if side := self._sides.telling(text):
                return side, self._level_by_rule(side, text)
        for text in texts:
            if ruled := self._by_rule(text):
                return ruled
        return next(filter(None, (self._sides.side_of(text, at) for text in texts)), None), None

    def _partisan(self, text: str) -> str | None:
        """Activists and fighters' kin speak for a side only if their words name it."""
        if not vocabulary_set(OPPOSITION).intersection(party_words(text)):
            return None
        return self._sides.by_words(text, None)

    def _by_rule(self, text: str) -> tuple[str, Level | None] | None:
        for side, facts in self._theatre.sides.items() if self._theatre else ():
            for rule in facts.speakers:
                if rule.pattern.search(text):
                    return side, rule.level
        return None

    def _level_by_rule(self, side: str, text: str) -> Level | None:
        facts = self._theatre.sides.get(side) if self._theatre else None
        return next((rule.level for rule in facts.speakers if rule.pattern.search(text)), None) if facts else None

    def _outlet(self, text: str) -> str | None:
        """The side whose organ it is: by the tables, by "state television", or by whose it is said to be."""
        return self._sides.organ(text) or self._state_media(text) or self._sides.owner(text)

    def _state_media(self, text: str) -> str | None:
        return self._sides.state_in(text) if _STATE_MEDIA.search(text) else None
