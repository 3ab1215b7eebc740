"""Attributions whose cue is a verb: "X said that …", "X ordered Y to …", "X denied the attack", "…, X said, …"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.extract.attribution_grammar import (
    after_aside,
    child,
    children,
    is_name,
    is_passive,
    noun_phrase,
    reported_clause,
    source_of,
    subject_of,
    turns,
    verb_group,
)
from dateline.extract.attribution_spans import Found, Manner, Page, Spans, spans_of
from dateline.extract.chains import relays_of
from dateline.extract.cues import Cues, cues
from dateline.extract.speakers import is_witness, may_speak

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["cue_spans", "source_spans", "verb_attributions"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ADDING = frozenset({"add", "note", "stress", "emphasise", "emphasize"})  # participles that go on with one speaker
_JUDGING = frozenset({"for", "over", "against"})
_TIME = 4  # tokens of a time or place between "said" and "that"
_TOLD = frozenset({"tell", "ask", "remind", "inform", "warn", "assure", "promise", "notify", "advise", "brief"})


def verb_attributions(
    page: Page, *, used: frozenset[int] = frozenset(), tails: Sequence[Found] = ()
) -> Iterator[Found]:
    """The attributions whose cue is a verb; `used` are tokens that are cues of other attributions already.

    `tails` are those set in after what was said: a participle after one ("…, he said, adding that …") has its source.
    """
    words = cues()
    said = {page.doc[each.anchor].sent.start: each for each in tails}
    for verb in page.doc:
        if verb.pos_ not in {"VERB", "AUX"} or verb.i in used or is_name(verb):
            continue
        found = _attribution(page, words, verb)
        if found is None:
            continue
        tail = said.get(verb.sent.start)
        if tail is not None and verb.tag_ == "VBG" and verb.i > tail.anchor and not children(verb, "nsubj", "aux"):
            found = replace(found, source=tail.source, head=tail.head)
        yield found


def _attribution(page: Page, words: Cues, verb: Token) -> Found | None:
    lemma = verb.lemma_.lower()
    if _within_infinitive(words, verb) or (lemma in words.relay_citing and verb.tag_ == "VBG" and verb.dep_ == "advcl"):
        return None
    frames = (_clause, _around, _infinitive, _named, _put, _prepositional, _object)
    for frame in frames:
        content = frame(words, verb, lemma)
        if content is not None:
            tokens, extra, rule = content
            return _found(page, words, verb, lemma, tokens, extra, rule)
    return _remainder(page, words, verb, lemma)


Content = tuple[list["Token"], list["Token"], str]  # content tokens, tokens that join the cue, rule


def _found(
    page: Page, words: Cues, verb: Token, lemma: str, tokens: list[Token], extra: list[Token], rule: str
) -> Found | None:
    group = verb_group(verb)
    cue = {token.i for token in group} | {token.i for token in extra}
    head = _chief(page, words, verb)
    carrier = _carrier(words, verb, head)
    if carrier is not None:
        head, extra = subject_of(carrier), [*extra, *page.doc[carrier.i : group[0].i]]
        cue |= {token.i for token in extra}
    barred = cue | ({head.i} if head is not None else set())
    content = spans_of([token for token in tokens if token.i not in barred], page.text)
    if not content or (head is not None and head.i in {token.i for token in tokens} and rule != "as"):
        return None
    return Found(
        source=source_spans(page, head, content, group) if head is not None else (),
        cue=cue_spans(page, [*group, *extra]),
        content=content,
        anchor=verb.i,
        head=None if head is None else head.i,
        relays=relays_of(verb),
        citing=lemma in words.relay_citing and verb.tag_ == "VBG",
        manner=_manner(words, verb, lemma, rule),
        rule=f"verb:{rule}",
    )


def _chief(page: Page, words: Cues, verb: Token) -> Token | None:
    """The chief token of who says it; by the order of words where the parse names nobody or is led astray."""
    if verb.tag_ in _FINITE and (named := after_aside(page.doc, verb)) is not None:
        return named
    head = source_of(_speaking_verb(words, verb))
    if head is None and not is_passive(verb) and verb.tag_ in _FINITE:
        head = _before(page, verb)
    return head


def _speaking_verb(words: Cues, verb: Token) -> Token:
    """The verb whose subject says it: another where the parse hung this one on the clause that it reports."""
    first = _raised_from(words, verb)
    if first is not None:
        return first
    clause = verb.head
    if verb.lemma_.lower() in _ADDING and verb.tag_ == "VBG" and verb.dep_ == "advcl" and clause.dep_ == "ccomp":
        return clause.head if clause.head.lemma_.lower() in words.speech else verb
    return verb


def _carrier(words: Cues, verb: Token, head: Token | None) -> Token | None:
    """ "issued a statement saying": the verb that puts out what says it."""
    if head is None or verb.dep_ not in {"acl", "relcl"} or head.dep_ != "dobj" or is_passive(verb):
        return None
    above = head.head
    known = above.lemma_.lower() in words.support and head.lemma_.lower() in words.documents
    return above if known and subject_of(above) is not None else None


def _manner(words: Cues, verb: Token, lemma: str, rule: str) -> Manner:
    if any(each.tag_ == "MD" for each in children(verb, "aux")):
        return "stance"  # what somebody should, may or would say was not said
    if rule in {"clause", "around"}:
        return "speech" if lemma in words.speech or lemma in words.evidence else "thought"
    said = words.speech | words.object | words.naming | words.as_phrase | words.infinitive
    if lemma in words.deeds or (lemma not in said and rule != "put"):
        return "stance"
    return "thought" if lemma in words.mind else "speech"


def _remainder(page: Page, words: Cues, verb: Token, lemma: str) -> Found | None:
    """What follows a plain verb of saying to the end of its sentence, where the parse shows no clause."""
    if lemma not in words.plain or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"} or verb.dep_ == "relcl":
        return None
    doc, sentence = page.doc, verb.sent
    head = child(verb, "nsubj") or _before(page, verb)
    if head is None or head.i > verb.i or not may_speak(head):
        return None
    last = sentence.end - 1
    first = next(
        (token.i for token in doc[verb.i + 1 : last + 1] if token.lower_ == "that" and token.i <= verb.i + _TIME), None
    )
    first = verb.i + 1 if first is None else first
    content = [token for token in doc[first : last + 1] if not token.is_space]
    if not any(token.tag_ in _FINITE for token in content) or doc[first].pos_ in {"PUNCT", "CCONJ"}:
        return None
    group = verb_group(verb)
    spans = spans_of(content, page.text)
    return Found(
        source=source_spans(page, head, spans, group),
        cue=cue_spans(page, group),
        content=spans,
        anchor=verb.i,
        head=head.i,
        relays=relays_of(verb),
        rule="verb:rest",
    )


def _before(page: Page, verb: Token) -> Token | None:
    """The noun right before the verb, or before a relative clause set off by commas."""
    doc, place = page.doc, verb_group(verb)[0].i - 1
    if place > verb.sent.start and doc[place].text == ",":
        opening = next((i for i in range(place - 1, verb.sent.start, -1) if doc[i].text == ","), None)
        if opening is None or doc[opening + 1].pos_ not in {"PRON", "DET", "VERB", "NUM", "NOUN", "ADJ"}:
            return None
        place = opening - 1
    token = doc[place] if place >= verb.sent.start else None
    if token is None or token.pos_ not in {"NOUN", "PROPN"}:
        return None
    top = token
    while top.head.i < top.i and top.head.i >= verb.sent.start:
        top = top.head
    return top if top.pos_ in {"NOUN", "PROPN"} and may_speak(top) else token


def cue_spans(page: Page, tokens: Iterable[Token]) -> Spans:
    """One span over the cue's tokens, with a colon that follows at once."""
    ordered = sorted(tokens, key=lambda token: token.i)
    start, end = ordered[0].idx, ordered[-1].idx + len(ordered[-1])
    if page.text[end : end + 1] == ":":
        end += 1
    return ((start, end),)


def source_spans(page: Page, head: Token, content: Spans, group: Iterable[Token]) -> Spans:
    """The noun phrase of the source, without what is cue or content."""
    barred = list(group)
    barred += [token for token in head.subtree if any(s <= token.idx < e for s, e in content)]
    spans = spans_of(noun_phrase(head, without=barred), page.text)
    return tuple(_with_closing_comma(page.text, span) for span in spans)


def _with_closing_comma(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """An apposition is closed by the comma after it, where it was opened by one."""
    start, end = span
    return (start, end + 1) if text[end : end + 1] == "," and "," in text[start:end] else span


def _within_infinitive(words: Cues, verb: Token) -> bool:
    """Whether the verb is the content of another cue's "to do" ("promised to announce")."""
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words.infinitive - words.quiet


def _clause(words: Cues, verb: Token, lemma: str) -> Content | None:
    """A finite clause: "said (that) …"."""
    clause = reported_clause(verb, words.speech)
    if clause is None or not _is_finite(clause):
        return None
    known = lemma in words.speech or lemma in words.mind or lemma in words.evidence
    seen = _is_seen(words, verb, lemma)
    if lemma in words.quiet and not known and not seen:
        return None
    if not known and not seen and not _plainly_said(verb, clause):
        return None
    if lemma in words.quiet and not seen and not _plainly_said(verb, clause):
        return None
    lost = {
        token.i
        for each in clause.subtree
        if each.pos_ == "VERB" and each.i != clause.i
        if _speaking_verb(words, each).i == verb.i or (each.head.i == clause.i and turns(each, words.speech))
        for token in _with_joint(each)
    }
    return [token for token in clause.subtree if token.i not in lost], [], "clause"


def _raised_from(words: Cues, verb: Token) -> Token | None:
    """Parsers hang a second verb of saying on the clause reported by the first: "said X would go and stressed that …".

    The first verb of saying, where that has happened: its subject says both.
    """
    clause = verb.head
    if verb.dep_ != "conj" or verb.lemma_.lower() not in words.speech or child(verb, "nsubj", "nsubjpass", "aux"):
        return None
    if child(verb, "ccomp", "dobj", "xcomp") is None or clause.lemma_.lower() in words.speech | words.mind:
        return None
    first = clause.head
    if clause.dep_ == "ccomp" and first.tag_ == verb.tag_ and first.lemma_.lower() in words.speech:
        return first
    return None


def _with_joint(verb: Token) -> list[Token]:
    """The verb's subtree and the "and" before it."""
    joints = [each for each in children(verb.head, "cc", "punct") if verb.head.i < each.i < verb.left_edge.i]
    return [*verb.subtree, *joints[-1:]]


def _is_seen(words: Cues, verb: Token, lemma: str) -> bool:
    """Whether a witness tells by the verb what he saw."""
    subject = subject_of(verb) if lemma in words.witnessing else None
    return subject is not None and is_witness(subject)


def _is_finite(clause: Token) -> bool:
    marked = any(each.lower_ == "that" for each in children(clause, "mark"))
    if children(clause, "nsubj", "nsubjpass", "expl", "csubj") and (clause.tag_ != "VB" or marked):
        return True
    return any(each.dep_ in {"aux", "auxpass"} and each.tag_ in {"MD", "VBD", "VBZ", "VBP"} for each in clause.children)


def _plainly_said(verb: Token, clause: Token) -> bool:
    """A verb of no list: a that-clause and a subject that can speak."""
    subject = subject_of(verb)
    marked = any(each.dep_ == "mark" and each.lower_ == "that" for each in clause.children)
    return marked and subject is not None and may_speak(subject)


def _around(words: Cues, verb: Token, lemma: str) -> Content | None:
    """Set in: "the army, officials said, took the town"; "as the ministry put it"."""
    if lemma not in (words.speech | words.mind) - words.quoting:
        return None
    as_clause = verb.dep_ == "advcl" and any(each.lower_ == "as" for each in children(verb, "mark", "advmod"))
    if verb.dep_ != "parataxis" and not as_clause:
        return None
    subject = child(verb, "nsubj")
    heard = child(verb, "dobj", "ccomp", "xcomp")
    if (heard is not None and heard.lower_ != "it") or subject is None or not may_speak(subject):
        return None
    own = {token.i for token in verb.subtree}
    return [token for token in verb.head.subtree if token.i not in own], [], "around"


def _infinitive(words: Cues, verb: Token, lemma: str) -> Content | None:
    """ "ordered the militia to disarm", "plans to leave", "is said to have fled"."""
    if lemma not in words.infinitive:
        return None
    clause = child(verb, "xcomp") or child(verb, "ccomp")
    allowed = words.prepositions.get(lemma, frozenset()) & {"on", "upon", "for"}
    if any(each.lower_ in allowed and each.i == verb.i + 1 for each in children(verb, "prep", "prt")):
        return None  # "called on X to leave" is the preposition's
    if clause is None or not any(each.lower_ == "to" for each in children(clause, "aux")):
        return None
    content = [*clause.subtree]
    if is_passive(verb):
        subject = child(verb, "nsubjpass")
        return (content + (noun_phrase(subject) if subject and lemma in words.reputed else []), [], "infinitive")
    patient = child(verb, "dobj") or child(verb, "dative")
    if patient is not None and patient.i < clause.i and lemma not in _TOLD:
        content = [*patient.subtree, *content]
    subject = child(clause, "nsubj")
    if subject is not None and lemma in _TOLD:
        content = [token for token in content if token.i > subject.right_edge.i]
    return content, [], "infinitive"


def _named(words: Cues, verb: Token, lemma: str) -> Content | None:
    """ "called the siege a crime", "described the raid as a massacre"."""
    if lemma in words.naming:
        clause = child(verb, "ccomp", "oprd")
        if clause is not None and not _is_finite_verb(clause):
            patient = child(verb, "dobj")
            subject = child(verb, "nsubjpass")
            extra = [*patient.subtree] if patient else noun_phrase(subject) if subject else []
            return [*clause.subtree, *extra], [], "naming"
    if lemma in words.as_phrase:
        phrase = next((each for each in children(verb, "prep") if each.lower_ == "as"), None)
        patient = child(verb, "dobj", "nsubjpass")
        if phrase is not None and patient is not None:
            if phrase.i == verb.i + 1:
                inside = [token for token in phrase.subtree if token is not phrase]
                return [*inside, *noun_phrase(patient)], [phrase], "as"
            return [*phrase.subtree, *noun_phrase(patient)], [], "as"
    return None


def _is_finite_verb(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and token.tag_ in {"VBD", "VBZ", "VBP", "MD"}


def _prepositional(words: Cues, verb: Token, lemma: str) -> Content | None:
    """ "warned of hunger", "accused the army of shelling homes", "called on the rebels to leave"."""
    allowed = words.prepositions.get(lemma)
    if not allowed or (is_passive(verb) and lemma not in words.object):
        return None
    for preposition in children(verb, "prep", "prt"):
        inner = child(preposition, "pobj", "pcomp")
        if preposition.lower_ not in allowed or inner is None:
            continue
        content = [token for token in preposition.subtree if token is not preposition]
        goal = child(verb, "xcomp", "advcl")
        if goal is not None and preposition.lower_ in {"on", "for", "upon"} and goal.i > inner.i and goal.tag_ == "VB":
            content += [*goal.subtree]
        patient = child(verb, "dobj")
        if patient is not None and patient.i < preposition.i:
            if preposition.lower_ in _JUDGING and lemma in words.object:
                return [*patient.subtree, *preposition.subtree], [], "object"
            if preposition.lower_ != "of":
                continue
            return content, [*patient.subtree, preposition], "preposition"
        return content, [preposition] if preposition.i == verb.i + 1 else [], "preposition"
    return None


def _put(words: Cues, verb: Token, lemma: str) -> Content | None:
    """ "put the death toll at 27"."""
    figure = child(verb, "dobj")
    at = next((each for each in children(verb, "prep") if each.lower_ == "at"), None)
    if lemma != "put" or figure is None or at is None or figure.lemma_.lower() not in words.figures:
        return None
    return [*figure.subtree, *at.subtree], [], "put"


def _object(words: Cues, verb: Token, lemma: str) -> Content | None:
    """ "denied the attack", "the attack was confirmed by the ministry"."""
    if lemma not in words.object and not _is_seen(words, verb, lemma):
        return None
    patient = child(verb, "nsubjpass" if is_passive(verb) else "dobj")
    if is_passive(verb) and verb.dep_ == "acl":
        patient = verb.head
    if patient is None or (
        patient.pos_ == "PRON" and patient.lower_ in {"it", "this", "that", "so", "himself", "themselves"}
    ):
        return None
    if patient.pos_ in {"NOUN"} and patient.lemma_.lower() in words.noun_clause and lemma in words.support:
        return None
    source = source_of(verb)
    if source is None or not may_speak(source):
        return None
    own = {token.i for token in verb.subtree} if patient.i == verb.head.i else set()
    agent = child(verb, "agent")
    extra = [agent] if agent is not None and agent.i == verb.i + 1 else []
    return [token for token in noun_phrase(patient) if token.i not in own], extra, "object"
