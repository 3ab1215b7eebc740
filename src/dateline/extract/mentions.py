"""Which speaker a source names: "he", "the official", "Price" taken to the fullest mention in the document.

A `Speaker` keeps as `text` the phrase as written, short of its relative clauses (for a pronoun the phrase that it
stands for), and as `name` the fullest mention of the same speaker. Pronouns go to the last fitting source, as news
keeps to one speaker until it names another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dateline.extract.attribution_grammar import children
from dateline.extract.attribution_spans import Spans
from dateline.extract.cues import cues
from dateline.extract.speakers import is_medium, may_speak, voices

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Mention", "Mentions", "phrase_of"]

LONGEST_NAME = 8  # words; a longer phrase is a description, not a name
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_ONE = frozenset({"he", "she", "him", "her", "his"})
_MANY = frozenset({"they", "them", "their", "both", "others"})
_THING = frozenset({"it", "its"})
_EDGES = ' ,;:()\u2014-"\u201c\u201d'
_CUT = frozenset({"relcl", "acl", "advcl", "ccomp"})
_SHORT = frozenset(
    {"det", "poss", "case", "amod", "compound", "nmod", "nummod", "advmod", "punct", "npadvmod", "quantmod"}
)


@dataclass(frozen=True)
class Mention:
    """A noun phrase that speaks or is named: its chief token and what it is called."""

    head: Token
    text: str

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word.strip(",.'’").lower() for word in self.text.split()) - {"the", "a", "an"}

    @property
    def lemma(self) -> str:
        return str(self.head.lemma_.lower())

    @property
    def is_plural(self) -> bool:
        return self.head.tag_ in {"NNS", "NNPS"} or bool(children(self.head, "conj"))

    @property
    def is_role(self) -> bool:
        """A person by his role or title: "spokesman", "commander", "General Ali"."""
        lemma = self.lemma
        if self.head.pos_ == "PROPN":
            return bool(self.words & (voices().titles | voices().roles)) and lemma not in voices().bodies
        return lemma in voices().roles or (
            lemma.endswith(("man", "person", "er", "or", "ist")) and lemma not in voices().bodies
        )

    @property
    def is_body(self) -> bool:
        """An institution, a group or a document: "it", never "he"."""
        if self.head.pos_ == "PROPN":
            core = {word.lower() for word in self.text.split(" of ")[0].split(",")[0].split()}
            return bool(core & voices().bodies) and not self.is_role
        return self.lemma in voices().bodies or self.lemma in cues().documents

    @property
    def is_person(self) -> bool:
        if self.is_plural or self.head.pos_ == "PRON" or (is_medium(self.text) and not self.is_role):
            return False
        if self.head.pos_ == "PROPN":
            return self.is_role or (len(self.words) > 1 and not self.is_body)
        return self.is_role or self.lemma in voices().persons - voices().bodies


class Mentions:
    """The mentions of one document, in order; made once, asked for each source."""

    def __init__(self, doc: Doc, text: str, sources: Mapping[int, Spans]) -> None:
        """`sources` gives for the chief token of each source the spans of its phrase."""
        self._text = text
        self._within = sources
        self._named = [
            Mention(token, phrase_of(token, text))
            for token in doc
            if token.pos_ == "PROPN" and token.dep_ not in {"compound", "nmod"} and not _is_inner(token)
        ]
        self._nouns = [token for token in doc if token.pos_ == "NOUN" and token.dep_ in {"nsubj", "nsubjpass", "appos"}]
        self._sources = [Mention(doc[i], phrase_of(doc[i], text, sources[i])) for i in sorted(sources)]

    def resolve(self, head: Token) -> tuple[str, str | None]:
        """The phrase for this source and the fullest mention of the same speaker, None if it is that itself."""
        referent = self._referent(head)
        written = referent.text if referent is not None else self._phrase(head)
        fullest = self._fullest(referent or Mention(head, written))
        return written, fullest if fullest != written else None

    def _phrase(self, head: Token) -> str:
        return phrase_of(head, self._text, self._within.get(head.i, ()))

    def _referent(self, head: Token) -> Mention | None:
        """What a pronoun or "the official" stands for; None where the phrase speaks for itself."""
        lower = head.lower_
        if lower in _RELATIVES:
            return self._antecedent(head)
        if lower in _ONE:
            return self._last(head, lambda mention: mention.is_person)
        if lower in _MANY:
            return self._last(head, lambda mention: mention.is_plural) or self._last(
                head, lambda mention: mention.is_body
            )
        if lower in _THING:
            return self._last(head, lambda mention: not mention.is_plural and not mention.is_person)
        if head.pos_ == "NOUN" and any(each.lower_ in {"the", "this", "that"} for each in children(head, "det")):
            return self._described(head)
        return None

    def _described(self, head: Token) -> Mention | None:
        """ "The official": the last source of that noun, else the last mention of one; "the group": the last body."""
        if len(self._phrase(head).split()) > 2:  # more than "the official" says enough
            return None
        lemma = head.lemma_.lower()
        same = self._last(head, lambda mention: mention.lemma == lemma and len(mention.words) > 1, nouns=True)
        if same is not None or lemma not in voices().bodies:
            return same
        generic = lemma in voices().generic
        return self._last(head, lambda mention: lemma in mention.words or (generic and mention.is_body))

    def _antecedent(self, head: Token) -> Mention | None:
        verb = head.head
        while verb.dep_ in {"xcomp", "conj", "ccomp", "aux"} and verb.head.i != verb.i:
            verb = verb.head
        return Mention(verb.head, phrase_of(verb.head, self._text)) if verb.dep_ in {"relcl", "acl"} else None

    def _last(self, head: Token, fits: Callable[[Mention], bool], *, nouns: bool = False) -> Mention | None:
        """The last fitting mention before this one: a source, else a subject that is named or, if asked, described."""
        for mention in reversed(self._sources):
            if mention.head.i < head.i and mention.head.pos_ not in {"PRON", "DET"} and fits(mention):
                return mention
        for mention in reversed(self._named):
            if not nouns and mention.head.i < head.i and mention.head.dep_ in {"nsubj", "nsubjpass"} and fits(mention):
                return mention
        for token in reversed(self._nouns):
            if token.i < head.i and fits(mention := Mention(token, phrase_of(token, self._text))) and may_speak(token):
                return mention
        return None

    def _fullest(self, mention: Mention) -> str | None:
        """The longest name with the same last word, of a named speaker; appositions are no part of a name."""
        head = _appositive(mention.head) or mention.head
        if head.pos_ != "PROPN":
            return None
        own = phrase_of(head, self._text, name=True)
        others = (each.head for each in [*self._sources, *self._named] if each.head.lower_ == head.lower_)
        same = [phrase_of(other, self._text, name=True) for other in others]
        short = [name for name in same if len(name.split()) <= LONGEST_NAME]
        return max([own, *short], key=lambda name: (len(name.split()), -len(name)))


def _is_inner(token: Token) -> bool:
    return bool(token.dep_ == "conj" and token.head.pos_ != "PROPN")


def _appositive(head: Token) -> Token | None:
    """The name that an apposition gives: "the police chief, Abdul Sarjang"."""
    if head.pos_ == "PROPN":
        return None
    direct = next((each for each in children(head, "appos") if each.pos_ == "PROPN"), None)
    if direct is not None:
        return direct
    last = head.right_edge  # the parser may hang the name on a noun further in
    opened = last.doc[last.left_edge.i - 1].text == "," if last.left_edge.i else False
    return last if last.pos_ == "PROPN" and last.dep_ == "appos" and opened else None


def phrase_of(head: Token, text: str, within: Spans = (), *, name: bool = False) -> str:
    """The noun phrase as written, without clauses; with its apposition or "of …" while it stays short.

    `within`, if given, bounds it. Of a `name` the apposition is left out.
    """
    tokens = _left(head)
    for each in sorted(head.rights, key=lambda token: token.i):
        if (each.dep_ == "appos" and name) or (each.dep_ == "prep" and each.nbor(-1).text == ","):
            break
        if each.dep_ in _CUT or each.dep_ in {"conj", "cc"}:
            break
        subtree = [token for token in each.subtree if not _under_clause(token, each)]
        if each.dep_ in {"prep", "appos", "compound", "nmod"} and _unbroken(tokens, subtree):
            if _words([*tokens, *subtree]) > LONGEST_NAME:
                break
            tokens += subtree
    inside = [token for token in tokens if not within or any(a <= token.idx < b for a, b in within)]
    tokens = sorted({token.i: token for token in inside or [head]}.values(), key=lambda token: token.i)
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    phrase = " ".join(text[start:end].split()).strip(_EDGES)
    phrase = phrase[5:] if phrase.lower().startswith("both ") else phrase
    return phrase.removesuffix("'s").removesuffix("’s") if len(tokens) > 1 else phrase


def _left(head: Token) -> list[Token]:
    tokens: list[Token] = []
    for each in head.lefts:
        if each.dep_ in _CUT:
            tokens = []
            continue
        tokens += each.subtree
    return [token for token in tokens if token.i < head.i] + [head]


def _under_clause(token: Token, top: Token) -> bool:
    while token.i != top.i:
        if token.dep_ in _CUT:
            return True
        token = token.head
    return False


def _unbroken(tokens: Sequence[Token], more: Sequence[Token]) -> bool:
    last = max(token.i for token in tokens)
    return bool(more) and min(token.i for token in more) <= last + 2


def _words(tokens: Iterable[Token]) -> int:
    return sum(token.is_alpha for token in tokens)
