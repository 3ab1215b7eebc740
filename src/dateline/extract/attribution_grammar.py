"""Small questions to a dependency parse that attribution asks: who is the subject, what belongs to the verb group."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = [
    "after_aside",
    "child",
    "children",
    "is_name",
    "is_passive",
    "noun_phrase",
    "quoting",
    "reported_clause",
    "source_of",
    "subject_of",
    "turns",
    "verb_group",
]

_TURNING = frozenset({"although", "though", "whereas", "while"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_SHARING = frozenset({"xcomp", "advcl", "ccomp", "pcomp", "parataxis", "dep"})
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})
_ASIDES = frozenset({"citing", "quoting", "speaking", "talking"})
HEADLINE_SHARE = 0.6  # of capitalised words from which on a sentence is a headline and capitals tell nothing
_DEPTH = 6  # clauses up to which a missing subject is looked for; no reported sentence nests deeper


def children(token: Token, *deps: str) -> list[Token]:
    return [each for each in token.children if each.dep_ in deps]


def child(token: Token, *deps: str) -> Token | None:
    return next(iter(children(token, *deps)), None)


def is_name(verb: Token) -> bool:
    """Whether a capital within a sentence shows that what looks like a verb is a name ("Rodi Said")."""
    if not verb.is_title or verb.is_sent_start or verb.i == 0 or verb.nbor(-1).is_punct:
        return False
    words = [token for token in verb.sent if token.is_alpha]
    return bool(sum(token.is_title for token in words) < HEADLINE_SHARE * len(words))


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject is what is said, not who says it."""
    if children(verb, "auxpass", "nsubjpass", "agent"):
        return True
    return bool(verb.tag_ == "VBN" and verb.dep_ == "acl")


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """The chief token of the verb's subject, one of its own or one shared with the clause above."""
    own = child(verb, *SUBJECTS)
    if own is not None or depth > _DEPTH:
        return own
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return subject_of(head, depth + 1)
    if verb.dep_ in {"acl", "relcl"} and head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return head
    if verb.dep_ in _SHARING:
        above = head.head if head.pos_ in {"ADP", "SCONJ", "PART"} else head
        if above.i == verb.i or above.pos_ not in {"VERB", "AUX"}:
            return None
        controller = child(above, "dobj", "dative") if verb.dep_ == "xcomp" else None
        return controller or subject_of(above, depth + 1)
    return None


def after_aside(doc: Doc, verb: Token) -> Token | None:
    """ "Citing X, Y said": Y, which parsers take for an apposition to X; None where no aside opens the sentence."""
    sentence = verb.sent
    opener = next((token for token in sentence if not token.is_quote and not token.is_space), None)
    if opener is None or opener.lower_ not in _ASIDES or opener.i >= verb.i:
        return None
    last = verb_group(verb)[0].i - 1
    comma = next((token.i for token in doc[opener.i : last] if token.text == ","), None)
    if comma is None or any(token.text == "," or token.pos_ == "VERB" for token in doc[comma + 1 : last + 1]):
        return None
    inside = [token for token in doc[comma + 1 : last + 1] if token.pos_ in {"NOUN", "PROPN", "PRON"}]
    return next((token for token in inside if token.dep_ not in {"compound", "poss", "nmod"}), None)


def source_of(verb: Token) -> Token | None:
    """Who says it: the subject of an active verb, the agent of a passive one."""
    if (outer := quoting(verb)) is not None:
        return child(outer, "nsubjpass") if is_passive(outer) else child(outer, "dobj")
    if not is_passive(verb):
        return subject_of(verb)
    agent = child(verb, "agent") or next((each for each in children(verb, "prep") if each.lower_ == "by"), None)
    return child(agent, "pobj") if agent is not None else None


def quoting(verb: Token) -> Token | None:
    """The verb that quotes this one: "quoted him as saying"."""
    link = verb.head
    if (
        verb.dep_ in {"pcomp", "advcl", "prep"}
        and link.lower_ == "as"
        and link.head.lemma_.lower() in {"quote", "cite"}
    ):
        return link.head
    return None


def reported_clause(verb: Token, speech: Container[str]) -> Token | None:
    """The clause that the verb reports: of "X said A; Y said B" B, which parsers set beside "X said A"."""
    clauses = children(verb, "ccomp")
    first, last = (clauses[0], clauses[-1]) if clauses else (None, None)
    if first is None or last is None or not first.i < verb.i < last.i:
        return first
    parted = any(each.text == ";" for each in children(verb, "punct") if first.i < each.i < verb.i)
    return last if parted or _tells(first, speech) else first


def _tells(verb: Token, speech: Container[str]) -> bool:
    """Whether the verb reports what its own subject says."""
    return verb.lemma_.lower() in speech and bool(children(verb, "nsubj")) and bool(children(verb, "ccomp"))


def turns(verb: Token, speech: Container[str]) -> bool:
    """ "X said A and Y said B", "…, while Y said B": the word goes over to another speaker."""
    over = verb.dep_ == "conj" or (
        verb.dep_ == "advcl" and any(each.lower_ in _TURNING for each in children(verb, "mark"))
    )
    speaker = child(verb, "nsubj")
    marked = any(each.lower_ == "that" for each in children(verb, "mark"))
    return over and not marked and _tells(verb, speech) and speaker is not None and speaker.pos_ != "PRON"


def noun_phrase(head: Token, *, without: Iterable[Token] = ()) -> list[Token]:
    """The phrase around its chief token: its subtree, cut to the unbroken run that holds the head."""
    barred = {token.i for token in without}
    inside = {token.i for token in head.subtree} - barred
    start = end = head.i
    while start - 1 in inside:
        start -= 1
    while end + 1 in inside:
        end += 1
    return list(head.doc[start : end + 1])


def verb_group(verb: Token) -> list[Token]:
    """Auxiliaries, negation and adverbs before the verb, verbs that govern it right before, its particle after."""
    doc = verb.doc
    first = _leftmost(verb)
    last = verb.i
    for token in _after(verb):
        if token.dep_ == "prt" and token.head.i == verb.i:
            last = token.i
        else:
            break
    return list(doc[first : last + 1])


def _leftmost(verb: Token) -> int:
    doc, first = verb.doc, int(verb.i)
    while first > 0 and doc[first - 1].head.i == verb.i and doc[first - 1].dep_ in _GROUP:
        first -= 1
    if verb.dep_ == "xcomp" and first > 0 and first - 1 == verb.head.i:
        return _leftmost(verb.head)
    return first


def _after(token: Token) -> Iterator[Token]:
    yield from token.doc[token.i + 1 : token.i + 3]
