"""Chains: through whom a word reached the page, from the origin outward (CODEBOOK sections 3 and 7).

An attribution inside another's content is told by that one's speaker: "a spokesman said, according to AFP" gives
[spokesman, AFP]. Whom a word was told to is a link where it is a medium; the press at large and platforms are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dateline.extract.attribution_grammar import child, children, noun_phrase, quoting
from dateline.extract.attribution_spans import Found, Page, Span
from dateline.extract.cues import cues
from dateline.extract.mentions import Mentions
from dateline.extract.speakers import is_medium, is_platform, kind_of, level_of, voices
from dateline.model import Speaker, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["around", "chains_of", "credit_of", "relays_of", "without_repeats"]

Chain = tuple[Speaker, ...]
Relay = tuple[int, str]  # chief token of the medium, and the word that handed it on
_SELF = frozenset({"i", "we", "me", "us", "you"})
_CREDIT = re.compile(r"\s*[^()\n]{0,60}\((?P<name>[^()\n]{2,30})\)\s*(?:[-\u2013\u2014]|--)\s")
_REACHED = frozenset({"contact", "interview", "reach", "quote", "cite", "speak", "talk", "carry", "publish", "address"})


def relays_of(verb: Token) -> tuple[Relay, ...]:
    """The media that the word of this verb went through: "told AFP", "said in an interview with the BBC"."""
    found: list[Relay] = []
    if verb.lemma_.lower() in cues().relay_verbs:
        heard = child(verb, "dobj", "dative", "iobj") or _next_name(verb)
        if heard is not None and heard.i > verb.i and _is_relay(heard):
            found.append((heard.i, verb.text))
    for preposition in children(verb, "prep", "dative", "agent"):
        found += _through(preposition, verb)
    for aside in children(verb, "advcl"):
        if aside.lemma_.lower() in {"speak", "talk"} and aside.tag_ == "VBG":
            found += relays_of(aside)
    opener = verb.sent[0]
    if opener.lemma_.lower() in {"speak", "talk"} and opener.tag_ == "VBG" and opener.i != verb.i:
        found += [relay for each in children(opener, "prep") for relay in _through(each, opener)]
    found += _quoted_by(verb)
    return tuple(dict.fromkeys(found))


def _next_name(verb: Token) -> Token | None:
    """The last name of the run right after the verb, where the parser missed that it is told to somebody."""
    doc, last = verb.doc, verb.i
    while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN":
        last += 1
    return doc[last] if last > verb.i else None


def relays_of_source(head: Token) -> tuple[Relay, ...]:
    """The media in the source's own phrase: "a doctor reached by Reuters", "officials cited by AFP"."""
    return tuple(
        relay for clause in children(head, "acl") if clause.lemma_.lower() in _REACHED for relay in relays_of(clause)
    )


def _quoted_by(verb: Token) -> list[Relay]:
    """ "SANA quoted him as saying", "was quoted by SANA as saying"."""
    outer = quoting(verb)
    if outer is None:
        return []
    agent = child(outer, "agent")
    medium = child(agent, "pobj") if agent is not None else child(outer, "nsubj")
    return [(medium.i, outer.text)] if medium is not None and medium.pos_ != "PRON" else []


def _through(preposition: Token, verb: Token) -> list[Relay]:
    words = cues()
    inner = child(preposition, "pobj")
    if inner is None or preposition.lower_ not in words.relay_prepositions:
        return []
    if inner.lemma_.lower() in words.relay_nouns:
        below = [relay for each in children(inner, "prep") for relay in _through(each, verb)]
        below += [relay for each in children(inner, "acl") for relay in relays_of(each)]
        below += [(each.i, verb.text) for each in children(inner, "compound", "poss") if _is_relay(each)]
        return below
    return [(inner.i, verb.text)] if _is_relay(inner) else []


def _is_relay(head: Token) -> bool:
    phrase = " ".join(token.text for token in noun_phrase(head))
    return is_medium(phrase) and not is_platform(phrase)


# ---- tying


def chains_of(
    page: Page, found: Sequence[Found], *, outlet: str | None = None
) -> list[tuple[Chain, tuple[Chain, ...]]]:
    """For each attribution its chain and, where speakers are joined by "and", the chains of the others.

    `outlet`, the publisher, is no link; an agency that it credits in the dateline is. What only takes a stance has no
    chain.
    """
    credit = credit_of(page.text) if outlet is not None else None
    relayed = [credit] if credit is not None and not _is_outlet(credit, outlet) else []
    voiced = [each for each in found if each.head is not None and each.manner != "stance"]
    mentions = Mentions(page.doc, page.text, {each.head: each.source for each in voiced if each.head is not None})
    links = [_links(page, each, mentions, outlet) for each in found]
    tied: list[tuple[Chain, tuple[Chain, ...]]] = []
    for number in range(len(found)):
        outer = [chain for host in _hosts(found, number) for chain in links[host][:1]]
        beyond = [speaker for chain in outer for speaker in chain]
        whole = [without_repeats([*chain, *beyond, *relayed]) for chain in links[number]]
        tied.append((whole[0], tuple(whole[1:])) if whole else ((), ()))
    return tied


def credit_of(text: str) -> Speaker | None:
    """The agency that a dateline credits, "KANDOR (AFP) -", as the last link of what another outlet prints of it."""
    match = _CREDIT.match(text)
    name = match["name"].strip() if match else ""
    return Speaker(name, SpeakerKind.AGENCY, None, None, "credit") if name and is_medium(name) else None


def _links(page: Page, found: Found, mentions: Mentions, outlet: str | None) -> list[Chain]:
    """The chains of one attribution by itself, one for each of its joint speakers."""
    if found.manner == "stance" or found.head is None or _is_nobody(page, found):
        return []
    cue = " ".join(page.text[start:end] for start, end in found.cue).rstrip(":")
    head = page.doc[found.head]
    relays = [(page.doc[number], word) for number, word in (*found.relays, *relays_of_source(head))]
    through = [_speaker(mentions, medium, word) for medium, word in relays]
    chains = [(_speaker(mentions, each, cue), *through) for each in _joint(head)]
    return [tuple(speaker for speaker in chain if not _is_outlet(speaker, outlet)) for chain in chains]


def _is_nobody(page: Page, found: Found) -> bool:
    """ "I" and "we" within a quote are whoever is quoted; a picture is no speaker."""
    head = page.doc[found.head or 0]
    return head.lower_ in _SELF or head.lemma_.lower() in voices().pictures


def _joint(head: Token) -> list[Token]:
    """The source and those joined to it by "and"."""
    heads = [head]
    for each in children(head, "conj"):
        if each.pos_ in {"NOUN", "PROPN"}:
            heads += _joint(each)
    return heads


def _speaker(mentions: Mentions, head: Token, cue: str) -> Speaker:
    text, name = mentions.resolve(head)
    described = f"{text}, {name}" if name else text
    kind = kind_of(described)
    return Speaker(text, kind, level_of(described, kind), None, cue, name)


def _is_outlet(speaker: Speaker, outlet: str | None) -> bool:
    return outlet is not None and speaker.text.lower().removeprefix("the ") == outlet.lower().removeprefix("the ")


def _hosts(found: Sequence[Found], number: int) -> list[int]:
    """The attributions around this one, innermost first."""
    inner = found[number]
    hosts = [other for other in range(len(found)) if other != number and around(found[other], inner)]
    return sorted(hosts, key=lambda other: (_size(found[other].content), not found[other].citing))


def around(outer: Found, inner: Found) -> bool:
    """Whether the one stands within the other's content, or only cites the origin of the very same content."""
    if inner.citing and inner.content == outer.content and not outer.citing:
        return True
    inside = all(any(a <= s and e <= b for a, b in outer.content) for s, e in inner.cue)
    return inside and _size(outer.content) > _size(inner.content)


def _size(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


def without_repeats(chain: Iterable[Speaker]) -> Chain:
    """The chain with each speaker once, where he first stands."""
    seen: set[str] = set()
    kept: list[Speaker] = []
    for speaker in chain:
        names = {_key(speaker.text), _key(speaker.name or speaker.text)}
        if not names & seen:
            kept.append(speaker)
        seen |= names
    return tuple(kept)


def _key(text: str) -> str:
    lower = text.lower()
    for article in ("the ", "a ", "an "):
        lower = lower.removeprefix(article)
    return lower
