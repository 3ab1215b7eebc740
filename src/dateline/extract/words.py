"""Part of speech and lemma of each word, by the model's own rules, worked out once for each kind of word.

The rules look at a word's form, tag and relation; matching all of them anew at every word takes a tenth of the time
of extraction. The few rules over two words ("ai n't", "let 's") are left out: nothing here reads what they change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    ruler, lemmatizer = rules
    lemmas = lemmatizer.lookups.get_table("lemma_index")
    of_one_word = [rule for rule in ruler.patterns if all(len(words) == 1 for words in rule["patterns"])]
    ruler.clear()
    ruler.add_patterns(of_one_word)
    if not Pipeline.has_factory("known_words"):
        Pipeline.factory("known_words", func=lambda nlp, name: KnownWords(nlp, rules, lemmas))
    for name in RULES:
        nlp.remove_pipe(name)
    nlp.add_pipe("known_words")
    return nlp


class KnownWords:
    """Sets part of speech and lemma of every token; a component of a spaCy pipeline.

    `lemmas`: the words that the rules know, in lower case, by part of speech.
    """

    def __init__(self, nlp: Language, rules: list[Callable[[Doc], Doc]], lemmas: Mapping[str, Iterable[str]]) -> None:
        self._nlp, self._rules = nlp, rules
        self._known: dict[_Kind, tuple[int, int]] = {}
        self.lemmas = lemmas

    def __call__(self, doc: Doc) -> Doc:
        if len(self._known) >= MOST_WORDS:
            self._known.clear()
        kinds = [(token.orth, token.tag, token.dep) for token in doc]
        unknown = list({kind: None for kind in kinds if kind not in self._known})
        if unknown:
            self._work_out(unknown)
        for token, kind in zip(doc, kinds, strict=True):
            token.pos, token.lemma = self._known[kind]
        return doc

    def _work_out(self, kinds: list[_Kind]) -> None:
        """Asks the rules once for all these kinds, in a text made of one word each."""
        from spacy.tokens import Doc

        strings = self._nlp.vocab.strings
        forms, tags, relations = ([strings[each] for each in column] for column in zip(*kinds, strict=True))
        relations = [each or "dep" for each in relations]
        doc = Doc(self._nlp.vocab, forms, tags=tags, deps=relations, heads=list(range(len(kinds))))
        for rule in self._rules:
            doc = rule(doc)
        for kind, token in zip(kinds, doc, strict=True):
            self._known[kind] = (token.pos, token.lemma)
