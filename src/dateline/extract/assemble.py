"""Drafts to claims: modality, evidence, and what pronouns and gaps stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.attribution import Attribution, covering
from dateline.extract.drafts import Draft
from dateline.extract.evidence import evidence_of
from dateline.extract.gate import speaks_of_war
from dateline.extract.grammar import children, is_verbal, prepositions, subject, up
from dateline.extract.grounds import first_of
from dateline.extract.lexicon import word_set
from dateline.extract.modality import stated
from dateline.extract.parties import Actor, actor
from dateline.extract.quantities import Amount, counted
from dateline.extract.reading import Reading, is_name
from dateline.extract.reference import Memory
from dateline.extract.spots import Spot
from dateline.model import (
    Claim,
    ClaimType,
    Document,
    Evidence,
    Modality,
    Party,
    Place,
    Quantity,
    Scale,
    Speaker,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["Assembler"]

MANY = 1000
TOLL_OF_A_WAR = 10_000  # dead or displaced; more than any single report of a place in our own gold
FOREIGN_LETTERS = 4  # "Afghan" and "Afghanistan" share as many

_OWN = frozenset(["we", "us", "our", "i", "my", "ours", "mine"])
_MOVING = frozenset([ClaimType.CAPTURE, ClaimType.CONTEST, ClaimType.COUNT])
_UNFILLED = frozenset([ClaimType.HARM, ClaimType.DETAIN, ClaimType.DISPLACE, ClaimType.STRIKE, ClaimType.AGREE])
_REGAINING = word_set("assemble_regaining")
_GENERIC = word_set("assemble_generic")


class Assembler:
    """Makes the claims of one text, sentence by sentence, remembering what was told."""

    def __init__(
        self, document: Document, reading: Reading, attributions: Sequence[Attribution], home: str | None = None
    ) -> None:
        self.document = document
        self.reading = reading
        self.memory = Memory.of(reading)
        self.memory.home = Spot(home.title(), Scale.TOWN, 0, 0) if home else None
        self.attributions = attributions
        self.told: list[Claim] = []

    def sentence(self, sentence: Span, drafts: Sequence[Draft]) -> list[tuple[Claim, Token]]:
        """The claims of a sentence's drafts, those that name their place first, so that the others can lean on it."""
        edges = (sentence.start_char, sentence.end_char)
        made: list[tuple[Claim, Token]] = []
        for draft in sorted(drafts, key=lambda draft: (draft.spot is None or not draft.spot.named, draft.anchor.i)):
            claims = self._claims(draft, edges)
            made += [(claim, draft.anchor) for claim in claims]
            self.told += claims
        return sorted(_once(_without_former(made, drafts)), key=lambda each: each[1].i)

    def _claims(self, draft: Draft, edges: tuple[int, int]) -> list[Claim]:
        at = draft.anchor.idx
        evidence = evidence_of(self.reading, draft)
        if evidence is None or (self._person(draft.actor) and not speaks_of_war(draft.anchor.sent.text)):
            return []
        spot = self._spot(draft, at, edges)
        if spot is None:
            return []
        how = stated(draft.anchor, reported=self._reported(evidence))
        claim_type, modality = _attempted(draft, how.attempt, _stated(draft, how.modality))
        speakers = self._speakers(evidence)
        actor_party = self._party(draft.actor, at, speakers, draft)
        opponent = self._party(draft.opponent, at, speakers, draft)
        teller = _origin(speakers)
        if actor_party is None and draft.anchor.dep_ == "attr" and teller is not None and _this(draft.anchor):
            actor_party = Party(teller.text, name=teller.name, mark="own")  # "this is no withdrawal"
        if actor_party is None and claim_type not in _UNFILLED:
            actor_party = self._implied(draft, claim_type, modality, spot, speakers, opponent)
        if actor_party is None and claim_type is ClaimType.HOLD:
            return []
        if draft.rule.split(":")[0] not in ("held", "alone", "territory") and (
            spot.named or spot.scale is not Scale.AREA
        ):
            self.memory.focus.append((at, spot))
        elif not spot.named:
            self.memory.pieces.append((at, spot))
        chains = speakers or [()]
        return [
            Claim(
                document=self.document.id,
                type=claim_type,
                modality=modality,
                evidence=evidence,
                place=_place(spot),
                actor=actor_party,
                opponent=opponent,
                speakers=chain,
                quantity=self._quantity(draft),
                rule=draft.rule,
            )
            for chain in chains
        ]

    def _person(self, token: Token | None) -> bool:
        """A name that is neither a party nor a place: in a sentence without war "Smith took Ohio" is an election."""
        if token is None or not is_name(token) or self.reading.party(token) or self.reading.place_hit(token):
            return False
        return not token.text.isupper()

    def _spot(self, draft: Draft, at: int, edges: tuple[int, int]) -> Spot | None:
        if draft.spot is None and draft.type is ClaimType.COUNT:
            return self._region(draft, at, edges)
        if draft.spot is None and draft.type in (ClaimType.HARM, ClaimType.DISPLACE) and self._whole_war(draft):
            return self.memory.country() or self.memory.place(None, at, edges)
        if draft.spot is None and draft.type is ClaimType.LEAVE and draft.rule.startswith("noun:"):
            return self._left(draft, at, edges)
        found = self.memory.place(draft.spot, at, edges)
        if (
            draft.spot is None
            and draft.type in (ClaimType.LEAVE, ClaimType.DEPLOY)
            and found is not None
            and found.scale is Scale.SITE
            and found.within
        ):
            return Spot(found.within, Scale.TOWN, found.start, found.end)  # forces leave the town, not its square
        return found

    def _whole_war(self, draft: Draft) -> bool:
        """Toll of a war, not of a fight: "the conflict has killed", or too many for one place."""
        quantity = self._quantity(draft)
        doer = subject(draft.anchor) if is_verbal(draft.anchor) else None
        at_war = [each for name, _, each in prepositions(draft.anchor) if name == "in"]
        war = any(token is not None and token.lower_ in ("war", "conflict") for token in (doer, *at_war))
        people = draft.people
        nation = quantity is not None and self.reading.names.demonym((quantity.unit or "").removesuffix("s"))
        if people is not None and nation and quantity is not None and quantity.value >= MANY:
            return True  # "thousands of Dravians fled"
        return war or (quantity is not None and quantity.value >= TOLL_OF_A_WAR)

    def _left(self, draft: Draft, at: int, edges: tuple[int, int]) -> Spot | None:
        """What foreign forces withdraw from, when nothing says it: the country of the report."""
        doer = actor(self.reading, draft.actor) if draft.actor is not None else None
        country = self.memory.country()
        foreign = (
            doer is not None
            and doer.named
            and country is not None
            and doer.text[:FOREIGN_LETTERS] != country.text[:FOREIGN_LETTERS]
        )
        return country if foreign else self.memory.place(None, at, edges)

    def _region(self, draft: Draft, at: int, edges: tuple[int, int]) -> Spot | None:
        """Where so many unnamed places are: towns in the country, villages and quarters about the town told of."""
        noun = draft.amount.whole.lower_ if draft.amount is not None and draft.amount.whole is not None else ""
        if noun in ("cities", "capitals", "provinces", "towns", "regions"):
            return self.memory.country() or Spot("the country", Scale.COUNTRY, at, at, noun="country", named=False)
        return self.memory.place(None, at, edges)

    def _reported(self, evidence: Evidence) -> bool:
        return covering(self.attributions, evidence.start, evidence.end) is not None

    def _speakers(self, evidence: Evidence) -> list[tuple[Speaker, ...]]:
        attribution = covering(self.attributions, evidence.start, evidence.end)
        if attribution is None:
            return []
        return [attribution.chain, *attribution.joint]

    def _party(
        self, token: Token | None, at: int, speakers: Sequence[tuple[Speaker, ...]], draft: Draft
    ) -> Party | None:
        if token is None:
            return None
        given = actor(self.reading, token if draft.sole else first_of(self.reading, token))
        if given.pronoun in _OWN:
            origin = _origin(speakers)
            told = (origin.name or origin.text) if origin else None
            behind = self.memory.last_party(at, camp=None) if told is None or _nameless(told, self.reading) else None
            whose = behind.text if behind is not None else told
            text = given.text if given.text.lower() not in _OWN else (whose or given.text)
            return Party(text, name=whose, mark="own")
        if given.head in ("enemy", "foe"):
            return Party(given.text, mark="enemy")
        if given.pronoun is not None:
            found = _of_clause(self.reading, self.reading.doc[given.index]) or self.memory.resolve(given, at)
            if found is None:
                return (
                    Party(given.text)
                    if given.text.lower() not in ("it", "they", "he", "who", "which", "that", "this", "them", "she")
                    else None
                )
            whole = given.text.lower() in (
                "it",
                "they",
                "he",
                "who",
                "which",
                "that",
                "them",
                "this",
                "she",
                "its",
                "their",
                "his",
                "her",
                "theirs",
                "hers",
            )
            rest = given.text.partition(" ")[2]
            return Party(
                found.text if whole or not rest else f"{found.text.removeprefix('the ')} {rest}", name=found.text
            )
        if given.head in _GENERIC and not given.named:
            found = self.memory.last_party(given.start, named=True)
            return Party(given.text, name=found.text if found else None)
        if given.head in self.reading.words.nouns:
            return None
        return Party(given.text)

    def _implied(
        self,
        draft: Draft,
        claim_type: ClaimType,
        modality: Modality,
        spot: Spot,
        speakers: Sequence[tuple[Speaker, ...]],
        opponent: Party | None,
    ) -> Party | None:
        """Who takes or attacks a place when the clause does not say: whoever was last said to, there or at all."""
        at = draft.anchor.idx
        if claim_type is ClaimType.LEAVE:
            teller = _origin(speakers)
            own = Party(teller.text, name=teller.name) if teller is not None and self._may_take(teller) else None
            return self._leaver(spot) or own
        moving = [
            claim
            for claim in self.told
            if claim.actor is not None and claim.type in _MOVING and claim.modality is not Modality.DENIED
        ]
        teller = _origin(speakers)
        if modality is Modality.PLANNED and teller is not None and self._may_take(teller):
            return Party(teller.text, name=teller.name)  # "vowed that the town would be won back"
        if _regains(draft) or (opponent is not None and self._camp(opponent) == "opposed"):
            moving = [claim for claim in moving if claim.actor is None or self._camp(claim.actor) != "opposed"]
        here = [claim for claim in moving if claim.place.text.lower() == spot.text.lower()]
        for claims in (here, moving):
            found = _usual([claim.actor for claim in claims if claim.actor is not None], opponent)
            if found is not None:
                return found
        if teller is not None and claim_type is ClaimType.CAPTURE and self._may_take(teller):
            # who tells of a capture tells of his own, who denies one denies the enemy's
            return Party("the enemy", mark="enemy") if modality is Modality.DENIED else Party(teller.text)
        regular = self.memory.last_party(at, camp="state", armed=True) if _regains(draft) else None
        if regular is not None:
            return Party(regular.text)
        actor_found = (
            self.memory.last_party(at, camp="opposed", armed=True)
            or self.memory.last_party(at, armed=True)
            or next((each.actor for each in self.memory.parties if each.armed), None)
            or self.memory.last_party(at)
        )
        return Party(actor_found.text) if actor_found is not None else None

    def _camp(self, party: Party) -> str | None:
        """`state` or `opposed`, by the words of the party's name."""
        words = (party.name or party.text).lower().split()
        if set(words) & self.reading.words.named or party.text.lower() in self.reading.words.named:
            return "opposed"
        camps = [self.reading.words.parties[word] for word in words if self.reading.words.parties.get(word)]
        return "opposed" if "opposed" in camps else camps[0] if camps else None

    def _may_take(self, speaker: Speaker) -> bool:
        """A state or party that tells of a capture, naming nobody, tells of its own."""
        words = speaker.text.lower().split()
        country = self.reading.names.scale_of(speaker.text) is not None
        return country or words[-1] in self.reading.words.parties or words[-1] in self.reading.words.named

    def _leaver(self, spot: Spot) -> Party | None:
        """Who lost a place: the one from whom it was last said to be taken, else who was last said to leave."""
        for claim in reversed(self.told):
            if claim.place.text.lower() == spot.text.lower():
                if claim.type is ClaimType.LEAVE and claim.actor is not None:
                    return claim.actor
                if claim.type is ClaimType.CAPTURE and claim.opponent is not None:
                    return claim.opponent
        leaving = [claim for claim in self.told if claim.actor is not None and claim.type is ClaimType.LEAVE]
        return leaving[-1].actor if leaving else None

    def _quantity(self, draft: Draft) -> Quantity | None:
        if isinstance(draft.amount, Amount):
            return draft.amount.quantity
        return counted(draft.people) if draft.people is not None and not is_verbal(draft.people) else None


def _origin(speakers: Sequence[tuple[Speaker, ...]]) -> Speaker | None:
    """Who says it first, of the first chain; None where it is the outlet."""
    return speakers[0][0] if speakers and speakers[0] else None


def _stated(draft: Draft, how: Modality) -> Modality:
    """What the rule itself says of its modality, unless that is denied: "denied that X was threatened"."""
    if draft.modality is None or (how is Modality.DENIED and draft.modality is not Modality.ASSERTED):
        return how
    return draft.modality


def _regains(draft: Draft) -> bool:
    """Whether the wording is that of who had the place before: "retaken", "won back", "liberated"."""
    return draft.type is ClaimType.CAPTURE and bool(set(draft.rule.split(":")[1].split()) & _REGAINING)


def _attempted(draft: Draft, attempt: bool, modality: Modality) -> tuple[ClaimType, Modality]:
    """A try at a capture is a contest (CODEBOOK section 7)."""
    if attempt and draft.type in (ClaimType.CAPTURE, ClaimType.CONTEST, ClaimType.COUNT):
        return ClaimType.CONTEST, modality
    return draft.type, modality


def _place(spot: Spot) -> Place:
    return Place(text=spot.text, scale=spot.scale, name=spot.name, within=spot.within, start=spot.start, end=spot.end)


def _usual(parties: Sequence[Party], opponent: Party | None) -> Party | None:
    """The party named last, other than the opponent."""
    names = {name.lower() for name in (opponent.text, opponent.name) if name} if opponent is not None else set()
    others = [party for party in parties if not names & {party.text.lower(), (party.name or party.text).lower()}]
    return others[-1] if others else None


def _without_former(made: list[tuple[Claim, Token]], drafts: Sequence[Draft]) -> list[tuple[Claim, Token]]:
    """Without holds that a capture of the same phrase ended (CODEBOOK section 7, "Former holder as a modifier")."""
    taken = {
        (claim.place.start, claim.place.end)
        for claim, _ in made
        if claim.type in (ClaimType.CAPTURE, ClaimType.COUNT)
        and claim.modality in (Modality.ASSERTED, Modality.HEDGED)
        and (claim.rule or "").startswith(("verb:", "control:"))
    }
    del drafts
    return [
        (claim, anchor)
        for claim, anchor in made
        if not (
            claim.type is ClaimType.HOLD
            and any(_overlap(claim.place, span) for span in taken)
            and (claim.rule or "").startswith(("held:", "verb:hold", "verb:control", "territory:"))
        )
    ]


def _overlap(place: Place, span: tuple[int | None, int | None]) -> bool:
    if place.start is None or place.end is None or span[0] is None or span[1] is None:
        return False
    return place.start < span[1] and span[0] < place.end


def _nameless(speaker: str, reading: Reading) -> bool:
    """ "a spokesman": a speaker who says nothing of the party that he speaks for."""
    words = speaker.lower().split()
    return speaker == speaker.lower() and not any(
        word in reading.words.parties or word in reading.words.named for word in words
    )


def _of_clause(reading: Reading, pronoun: Token) -> Actor | None:
    """ "the army said that it took X": the subject of the clause above, if it is a party or a state."""
    owner = next((child for child in pronoun.lefts if child.tag_ == "PRP$"), None)
    below = pronoun if owner is None else owner
    for head in up(pronoun):
        if not is_verbal(head):
            continue
        doers = [child for child in children(head, "nsubj", "nsubjpass") if child.i < below.i]
        if doers and doers[0] != pronoun and doers[0].tag_ != "PRP":
            doer = doers[0]
            country = doer.i in reading.hits and reading.hits[doer.i].scale is Scale.COUNTRY
            return actor(reading, doer) if reading.party(doer) or country else None
    return None


def _once(made: list[tuple[Claim, Token]]) -> list[tuple[Claim, Token]]:
    """Of claims of one sentence that say the same, the one with the shortest evidence."""
    kept: dict[object, tuple[Claim, Token]] = {}
    for claim, anchor in made:
        key = (
            claim.type,
            claim.modality,
            claim.place.text.lower(),
            claim.actor.text.lower() if claim.actor else None,
            claim.speakers,
            claim.quantity,
        )
        other = kept.get(key)
        if other is None or _length(claim) < _length(other[0]):
            kept[key] = (claim, anchor)
    return list(kept.values())


def _length(claim: Claim) -> int:
    return claim.evidence.end - claim.evidence.start if claim.evidence is not None else 0


def _this(noun: Token) -> bool:
    """Whether the noun is what "this" or "it" is said to be."""
    return any(child.lower_ in ("this", "that", "it") for child in children(noun.head, "nsubj"))
