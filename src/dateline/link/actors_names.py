"""What a party's words say about its side, before the document and the theatre are asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dateline.link.gazetteer_names import fold
from dateline.vocab import vocabulary

__all__ = ["Aliases", "first_party", "is_group_name", "party_words", "slug", "vocabulary_set"]

_RELATION = re.compile(
    r"\b[\w.]+(?: [\w.]+)?[-‑](?:backed|led|allied|aligned|based|sponsored|supported|affiliated|linked|dominated"
    r"|trained|armed|held|controlled)\b(?! by)",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\banti[- ]?\w+", re.IGNORECASE)
_CAPITAL = re.compile(r"(?:[a-z]{2,3}-)?[A-Z]")
_CONJUNCT = re.compile(r"\s*(?:,| and | & | along with | together with | with | backed by | supported by | plus )\s*")


def slug(name: str) -> str:
    """The id of a named group: its folded words with hyphens, the article left out."""
    return "-".join(word for word in fold(name).split() if word != "the")


def party_words(text: str) -> list[str]:
    """The folded words of a party, without whom it is backed by and without determiners."""
    words = fold(_AGAINST.sub(" ", _RELATION.sub(" ", _possessives(text)))).split()
    return [word for word in words if word not in vocabulary_set("determiners")]


def _possessives(text: str) -> str:
    return re.sub(r"['’]s?(?=\s|$)", " ", text)


def first_party(text: str) -> str:
    """The first of joined parties: "the army and allied militias" gives "the army"."""
    first = _CONJUNCT.split(text.strip(), maxsplit=1)[0]
    return first if len(first) > 2 else text


@cache
def vocabulary_set(name: str) -> frozenset[str]:
    """A word list of vocab/actors.yaml, folded."""
    return frozenset(fold(word) for word in vocabulary("actors")[name])


def is_group_name(name: str) -> bool:
    """Whether a capitalised name is an armed group's: by its head, "Revolutionary United Front"; of a people's own
    "Army" or "Forces" only where another word tells it from the state's ("National Liberation Army")."""
    capitals = [word for word in name.split() if _CAPITAL.match(word)]
    words = set(fold(_possessives(name)).split())
    if len(capitals) < 2 or not words & vocabulary_set("group_heads"):
        return False
    return bool(words & vocabulary_set("group_words")) or not words & _peoples()


@cache
def _peoples() -> frozenset[str]:
    return frozenset(fold(word) for words in vocabulary("demonyms").values() for word in words)


class Aliases:
    """Names of sides, found as whole runs of words; the longest wins, of equals the later one."""

    def __init__(self, names: Iterable[tuple[str, str]] = ()) -> None:
        self._sides: dict[tuple[str, ...], str] = {}
        self._longest = 1
        for name, side in names:
            self.add(name, side)

    def add(self, name: str, side: str) -> None:
        words = tuple(word for word in fold(name).split() if word not in vocabulary_set("determiners"))
        if words:
            self._sides.setdefault(words, side)
            self._longest = max(self._longest, len(words))

    def find(self, words: list[str]) -> tuple[str, int] | None:
        """The side that these words name and how many of them do, or None."""
        for length in range(min(self._longest, len(words)), 0, -1):
            for start in range(len(words) - length, -1, -1):
                side = self._sides.get(tuple(words[start : start + length]))
                if side:
                    return side, length
        return None

    def starting(self, words: list[str], start: int) -> tuple[str, int] | None:
        """The same for names that begin at this word."""
        for length in range(min(self._longest, len(words) - start), 0, -1):
            side = self._sides.get(tuple(words[start : start + length]))
            if side:
                return side, length
        return None

    def exact(self, words: list[str]) -> str | None:
        return self._sides.get(tuple(words))
