"""Attributions set in or after what was said: "…, officials said on Monday", "The column, drivers said, had left".

Parsers often take the short clause for a second statement, so it is read from the order of words: a boundary, a noun
phrase, a verb of saying in a finite form (or the two turned round), and nothing after it that it could report.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.extract.attribution_grammar import child, children, is_name, verb_group
from dateline.extract.attribution_spans import Found, Page, spans_of
from dateline.extract.attribution_verbs import cue_spans
from dateline.extract.chains import relays_of
from dateline.extract.cues import cues
from dateline.extract.speakers import may_speak, voices

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["tail_attributions"]

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BOUNDARY = frozenset({",", "\u2014", "\u2013", "--", "-", "(", ";"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_THOUGHT = frozenset({"believe", "think", "hope", "fear", "suspect", "reckon"})
_OPENS_CLAUSE = frozenset({"SCONJ", "CCONJ", "ADP", "VERB", "AUX", "PART", "ADV"})
_RELATIVE = frozenset({"who", "which", "that", "what", "whom", "whose", "as", "not"})
_GOING_ON = frozenset(
    {"since", "until", "because", "and", "but", "or", "while", "if", "so", "including", "though", "unless"}
)
_STOPS = frozenset({".", "!", "?", "\u2026"})
_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PART", "SYM", "X"})
_ASIDE = frozenset({"as", "while", "after", "before", "when"})
_LINKING = frozenset({"of", "for", "the", "a", "an", "another", "some", "two", "three", "several"})
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_WIDEST = 14  # tokens of a source between its boundary and the verb
_NARROW = 5  # the same where no comma marks the boundary


def tail_attributions(page: Page, *, used: frozenset[int] = frozenset()) -> Iterator[Found]:
    """The attributions whose cue follows or parts what was said, outside quotes."""
    words = cues()
    for verb in page.doc:
        if verb.tag_ in _FINITE and verb.i not in used and page.quoted[verb.i] < 0 and not is_name(verb):
            lemma = verb.lemma_.lower()
            if lemma in words.speech or lemma in _THOUGHT:
                found = _tail(page, verb, lemma)
                if found is not None:
                    yield found


def _tail(page: Page, verb: Token, lemma: str) -> Found | None:
    if any(each.tag_ == "MD" for each in children(verb, "aux")):
        return None
    placed = None if _has_complement(verb, lemma) else _source(page, verb)
    placed = placed or _turned(page, verb)
    if placed is None:
        return None
    source, head, first, last = placed
    content = _content(page, verb, first, last)
    spans = spans_of(content, page.text)
    if not spans:
        return None
    group = verb_group(verb)
    return Found(
        source=spans_of(source, page.text),
        cue=cue_spans(page, group),
        content=spans,
        anchor=verb.i,
        head=head.i,
        relays=relays_of(verb),
        manner="speech" if lemma in cues().speech else "thought",
        rule="verb:tail",
    )


def _has_complement(verb: Token, lemma: str) -> bool:
    """Whether something follows the verb that it reports; whom it is told to does not count."""
    after = [each for each in verb.children if each.i > verb.i]
    if any(each.dep_ in {"ccomp", "xcomp", "oprd"} and _reported(verb, each) for each in after):
        return True
    return lemma not in cues().relay_verbs and any(each.dep_ == "dobj" for each in after)


def _reported(verb: Token, clause: Token) -> bool:
    """Whether a complement after the verb is a clause; a name told to is often taken for one."""
    return clause.pos_ in {"VERB", "AUX"} or clause.i > verb.i + 3


Placed = tuple[list["Token"], "Token", int, int]  # source, its chief token, first and last token of the insertion


def _source(page: Page, verb: Token) -> Placed | None:
    """ ", officials said": the noun phrase between a boundary and the verb."""
    start, _ = _stretch(page, verb)
    last = verb_group(verb)[0].i - 1
    first = _bounded(page, verb, start, last) or _unbounded(page, verb, start, last)
    if first is None:
        return None
    source = list(page.doc[first : last + 1])
    if source[0].pos_ in _OPENS_CLAUSE or any(token.lower_ in _RELATIVE for token in source):
        return None
    inside = {token.i for token in source}
    subject = child(verb, "nsubj")
    head = subject if subject is not None and subject.i in inside else _root(source)
    head = _glossed(source) or head
    if head is None or head.pos_ not in _NOMINAL or (not may_speak(head) and subject is None):
        return None
    return source, head, first, _end_of_phrase(page, verb)


def _glossed(source: list[Token]) -> Token | None:
    """The name before its gloss, where no comma parts them: "the Observatory a war monitor said"."""
    pairs = pairwise(source)
    return next((name for name, article in pairs if article.lower_ in {"a", "an"} and _is_name(name)), None)


def _bounded(page: Page, verb: Token, start: int, last: int) -> int | None:
    """Where a source begins that a comma or dash parts from what was said."""
    doc, first = page.doc, last
    while first > start and last - first < _WIDEST and not _is_boundary(doc[first - 1]):
        if doc[first - 1].tag_ in _FINITE or page.quoted[first - 1] >= 0:
            return None
        first -= 1
    subject = child(verb, "nsubj")
    if subject is not None and subject.i < first and subject.right_edge.i == last:
        first = subject.left_edge.i  # an apposition stands between the name and the verb
    return first if first > start and first <= last and _is_boundary(doc[first - 1]) else None


def _unbounded(page: Page, verb: Token, start: int, last: int) -> int | None:
    """Where a source begins that no comma marks: at its article, or with the name or plural that speaks."""
    if lemma_of(verb) not in cues().plain or not _ends(page, verb) or last < start:
        return None
    first = _phrase_start(page, start, last)
    if first is None:
        return None
    if page.doc[first].lower_ in {"a", "an"} and first > start and _is_name(page.doc[first - 1]):
        first = _phrase_start(page, start, first - 1) or first  # "the Observatory a war monitor said"
    if page.doc[first - 1].lower_ == "and" and first - 1 > start and may_speak(page.doc[first - 2]):
        first = _phrase_start(page, start, first - 2) or first  # "a monitor and rebels said"
    return first if first > start else None


def _phrase_start(page: Page, start: int, last: int) -> int | None:
    """The first token of the noun phrase that ends here, by its article, else by the parse."""
    doc, first = page.doc, last
    if doc[last].pos_ == "PRON":
        return last
    if doc[last].pos_ not in _NOMINAL:
        return None
    while first > start and last - first < _WIDEST and doc[first].lower_ not in _LINKING - {"of", "for"}:
        before = doc[first - 1]
        if not _in_phrase(before, doc[last]) or page.quoted[before.i] >= 0:
            break
        first -= 1
    if doc[first].lower_ in _LINKING:
        return (
            _after_place(doc, first, last)
            if doc[last].tag_ == "NNS" and doc[max(0, first - 1)].pos_ == "ADP"
            else first
        )
    inside = {token.i for token in doc[last].subtree}
    first = last
    while first > start and (first - 1 in inside or doc[first - 1].pos_ == doc[first].pos_ == "PROPN"):
        first -= 1
    return max(first, last - _NARROW) if doc[first].pos_ not in _OPENS_CLAUSE else last


def _in_phrase(token: Token, last: Token) -> bool:
    """Whether the token can belong to the noun phrase that ends in `last`; "of" and "for" stand within names."""
    if token.lower_ in {"of", "for"}:
        return bool(token.i > 0 and (token.nbor(-1).is_title or last.pos_ != "PROPN"))
    if token.pos_ == "NUM" and last.pos_ == "PROPN":
        return False
    return token.pos_ in _PHRASE or token.lower_ in _LINKING


def _is_name(token: Token) -> bool:
    return bool(token.is_title and token.pos_ in _NOMINAL and token.lower_ not in _DAYS)


def _after_place(doc: Doc, first: int, last: int) -> int:
    """Of "in the Zahra quarter activists said": where the speakers begin, with their trade."""
    return last - 1 if last - 1 > first and doc[last - 1].lower_ in voices().trades else last


def _turned(page: Page, verb: Token) -> Placed | None:
    """ ", said Omar Zwak, a spokesman": the noun phrase after the verb."""
    doc = page.doc
    start, end = _stretch(page, verb)
    group = verb_group(verb)
    before = group[0].i - 1
    if before <= start or verb.i + 1 >= end or lemma_of(verb) not in cues().speech:
        return None
    subject = next((each for each in children(verb, "nsubj") if each.i > verb.i), None)
    if not _is_boundary(doc[before]):
        if lemma_of(verb) != "say" or doc[before].pos_ in {"PRON", "AUX", "VERB"} or _says_more(doc, verb, end):
            return None
        subject = subject or child(verb, "dobj", "npadvmod", "oprd")
    if subject is None or subject.i < verb.i or not may_speak(subject) or not _opens_phrase(doc[verb.i + 1]):
        return None
    source = [token for token in subject.subtree if verb.i < token.i < end]
    return source, subject, group[0].i, end - 1


def _opens_phrase(token: Token) -> bool:
    return token.pos_ in {"DET", "PROPN", "NOUN", "ADJ", "NUM", "PRON"} and token.lower_ not in {
        "it",
        "there",
        "that",
        "this",
    }


def _says_more(doc: Doc, verb: Token, end: int) -> bool:
    """Whether a finite verb follows that is not in a relative clause: then it is what the subject before said."""
    return any(token.tag_ in _FINITE | {"MD"} and not _relative(token) for token in doc[verb.i + 1 : end])


def _relative(token: Token) -> bool:
    return (
        token.dep_ == "relcl"
        or token.head.dep_ == "relcl"
        or any(each.lower_ in {"who", "which", "that"} for each in token.doc[max(0, token.i - 3) : token.i])
    )


def _stretch(page: Page, verb: Token) -> tuple[int, int]:
    """The tokens of the verb's sentence by its stops and paragraph, which parsers cut up where commas are missing."""
    doc = page.doc
    first, last = next(span for span in page.paragraphs if span[0] <= verb.idx < span[1])
    start, end = verb.i, verb.i + 1
    while start > 0 and doc[start - 1].idx >= first and doc[start - 1].text not in _STOPS:
        start -= 1
    while end < len(doc) and doc[end].idx < last and doc[end].text not in _STOPS:
        end += 1
    while start < verb.i and (doc[start].is_space or _closes(page, doc[start])):
        start += 1
    return start, end


def _closes(page: Page, token: Token) -> bool:
    """A quotation mark that belongs to no quote, or ends one that came before."""
    number = page.quoted[token.i]
    return bool(token.is_quote and (number < 0 or page.quotes[number].end <= token.idx + len(token)))


def _is_boundary(token: Token) -> bool:
    """A comma, dash or bracket; a hyphen within a word is none."""
    if token.text not in _BOUNDARY:
        return False
    return token.text != "-" or (token.i > 0 and bool(token.nbor(-1).whitespace_))


def lemma_of(token: Token) -> str:
    return str(token.lemma_.lower())


def _root(tokens: list[Token]) -> Token | None:
    inside = {token.i for token in tokens}
    tops = [token for token in tokens if token.head.i not in inside and token.pos_ in _NOMINAL]
    return tops[0] if tops else None


def _end_of_phrase(page: Page, verb: Token) -> int:
    """The last token of "officials said on Monday": up to the next comma or the sentence's end."""
    doc = page.doc
    last, (_, end) = int(verb.i), _stretch(page, verb)
    while last + 1 < end and not _is_boundary(doc[last + 1]) and doc[last + 1].text not in ".!?;":
        last += 1
    return last


def _ends(page: Page, verb: Token) -> bool:
    """Whether no more than a time, a place or an aside in -ing follows the verb in its sentence."""
    _, end = _stretch(page, verb)
    after = page.doc[verb.i + 1 : end]
    if lemma_of(verb) == "say" and not any(token.tag_ in _FINITE | {"MD"} for token in after):
        return True
    for number, token in enumerate(after):
        if token.tag_ == "VBG" or token.lower_ in _ASIDE:
            return True
        if token.pos_ in {"VERB", "AUX"} or number > _NARROW:
            return False
    return True


def _content(page: Page, verb: Token, first: int, last: int) -> list[Token]:
    doc, (start, end) = page.doc, _stretch(page, verb)
    left = [token for token in doc[start:first] if not token.is_space]
    right = list(doc[last + 1 : end])
    opener = next((token for token in left if token.pos_ != "CCONJ" and token.lower_ not in {"even", "just"}), None)
    subordinate = opener is not None and (opener.pos_ == "SCONJ" or opener.lower_ in {"when", "to", "that"})
    verbal = any(token.pos_ in {"VERB", "AUX"} for token in left)
    first_right = next((token for token in right if token.pos_ not in {"PUNCT", "SPACE"}), None)
    goes_on = first_right is not None and first_right.lower_ in _GOING_ON
    if (not verbal or subordinate or goes_on) and any(token.pos_ in {"VERB", "AUX"} for token in right):
        return [*left, *right]
    return left if any(token.pos_ in {"VERB", "AUX"} for token in left) else []
