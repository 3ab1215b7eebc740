"""Part of speech and lemma of each word, by the model's own rules, worked out once for each kind of word.

The rules look at a word's form, tag and relation; matching all of them anew at every word takes a tenth of the time
of extraction. The few rules over two words ("ai n't", "let 's") are left out: nothing here reads what they change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["with_known_words"]

RULES = ("attribute_ruler", "lemmatizer")
MOST_WORDS = 200_000  # kinds remembered, some 40 MB; then begun anew, so that a long backfill stays in bounds

_Kind = tuple[int, int, int]  # form, tag, relation


def with_known_words(nlp: Language) -> Language:
    """The pipeline with its rules of words asked once for each kind of word."""
    from spacy.language import Language as Pipeline

    rules = [nlp.get_pipe(name) for name in RULES]
    if not Pipeline.has_factory("known_words"):
        Pipeline.factory("known_words", func=lambda nlp, name: KnownWords(nlp, rules))
    for name in RULES:
        nlp.remove_pipe(name)
    nlp.add_pipe("known_words")
    return nlp


class KnownWords:
    """Sets part of speech and lemma of every token; a component of a spaCy pipeline."""

    def __init__(self, nlp: Language, rules: list[Callable[[Doc], Doc]]) -> None:
        self._nlp, self._rules = nlp, rules
        self._known: dict[_Kind, tuple[int, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        known = self._known
        for token in doc:
            kind = (token.orth, token.tag, token.dep)
            found = known.get(kind) or self._worked_out(kind)
            token.pos, token.lemma = found
        return doc

    def _worked_out(self, kind: _Kind) -> tuple[int, int]:
        from spacy.tokens import Doc

        if len(self._known) >= MOST_WORDS:
            self._known.clear()
        strings = self._nlp.vocab.strings
        form, tag, relation = (strings[each] for each in kind)
        doc = Doc(self._nlp.vocab, [form], tags=[tag], deps=[relation or "dep"], heads=[0])
        for rule in self._rules:
            doc = rule(doc)
        found = self._known[kind] = (doc[0].pos, doc[0].lemma)
        return found
