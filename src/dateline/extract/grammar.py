"""Who stands where around a verb or noun: a few questions put to a dependency parse.

Labels are those of the ClearNLP scheme that spaCy's English models use. Parses of news are often wrong at commas that
are not there, so each answer is a candidate, which the callers check by class.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.extract.lexicon import lexicon, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "SAID",
    "antecedent",
    "attached",
    "auxiliaries",
    "children",
    "clause_edges",
    "conjuncts",
    "direct_objects",
    "is_passive",
    "is_verbal",
    "joined_to",
    "left_edge",
    "prepositions",
    "subject",
    "up",
]

_JOINING = word_set("grammar_joining")
_UNHINDERED = frozenset(
    ["unopposed", "unhindered", "unchallenged", "unmolested", "triumphant", "triumphantly", "unresisted"]
)
_RELATIVE = frozenset(["who", "which", "that", "whom", "whose", "where"])
_DISTANCES = word_set("grammar_distances")
_NEARNESS = frozenset(["range", "reach", "distance", "sight", "reaches"])
_MEANT = frozenset(["ability", "desire", "intention", "intentions", "plan", "plans", "right", "wish"])
_INNER = word_set("grammar_inner")
SAID = word_set("grammar_said")
MOST_STEPS = 12  # up a parse tree; real clauses are nested five deep at most


def children(token: Token, *labels: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in labels]


def is_verbal(token: Token) -> bool:
    return bool(token.tag_.startswith("VB") or token.tag_ == "MD")


def up(token: Token) -> Iterator[Token]:
    """The token's ancestors, nearest first."""
    for _ in range(MOST_STEPS):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def conjuncts(token: Token) -> list[Token]:
    """The token and what "and", "or" or a list joins to it, in order."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.i > token.i and not is_verbal(child):
            found.extend(conjuncts(child))
        elif child.dep_ == "appos" and token.tag_ in ("NN", "NNS") and children(child, "conj"):
            found.extend(conjuncts(child))  # "the airport, the bridge and a base": parsers explain A by B
        elif child.dep_ == "appos" and token.tag_ == "NNP":  # "Dorva, the capital of Dravia, and Pell"
            found.extend(each for each in children(child, "conj") if each.tag_ == "NNP")
    return found


def left_edge(token: Token) -> int:
    """Index of the first token of the noun phrase that `token` heads, without what stands behind it."""
    edge: int = token.i
    for child in sorted(token.lefts, key=lambda child: -child.i):
        if child.dep_ not in _INNER or child.lower_ == "not" or (child.dep_ == "punct" and child.text not in "-'\""):
            break
        edge = min(edge, child.left_edge.i)
    while edge < token.i and token.doc[edge].is_space:
        edge += 1
    return edge


def auxiliaries(verb: Token) -> list[Token]:
    """Auxiliaries of a verb, its own or those of the verb that it is joined to."""
    own = children(verb, "aux", "auxpass")
    if not own and verb.dep_ == "conj" and is_verbal(verb.head) and not children(verb, "nsubj", "nsubjpass"):
        return auxiliaries(verb.head)
    return own


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject undergoes it: "was taken", "a town taken by"."""
    if children(verb, "nsubjpass", "auxpass"):
        return True
    helpers = [aux.lower_ for aux in auxiliaries(verb)]
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if children(verb, "nsubj") or any(word in ("have", "has", "had", "having", "'ve", "'s", "'d") for word in helpers):
        return any(aux.dep_ == "auxpass" for aux in auxiliaries(verb))
    if verb.dep_ == "conj" and is_verbal(verb.head) and not children(verb, "dobj"):
        return is_passive(verb.head)
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod", "advcl", "relcl"):
        return not children(verb, "dobj")
    return bool(children(verb, "agent")) and not children(verb, "dobj")


def subject(verb: Token) -> Token | None:
    """The noun or pronoun that does (or, in a passive, undergoes) the verb, through joined and non-finite verbs."""
    for _ in range(MOST_STEPS):
        own = [child for child in children(verb, "nsubj", "nsubjpass") if child.i < verb.i] or children(
            verb, "nsubj", "nsubjpass"
        )
        if own:
            return antecedent(own[0], verb)
        if verb.dep_ == "acl" and verb.head.lower_ in _MEANT and verb.head.dep_ == "dobj" and is_verbal(verb.head.head):
            verb = verb.head.head  # "the army has no plans to leave": the army is not to leave
            continue
        if verb.dep_ in ("acl", "relcl", "amod") and not is_verbal(verb.head):
            return verb.head
        if verb.dep_ == "pcomp":  # "after seizing X": the subject of what "after" hangs on
            blamed = children(verb.head.head, "dobj") if verb.head.lower_ in ("of", "from") else []
            if blamed and verb.head.i > blamed[0].i:  # "accused them of taking X"
                return blamed[0]
            verb = verb.head.head
            if not is_verbal(verb):
                return None
            continue
        raised = children(verb.head, "dobj") if verb.dep_ == "xcomp" else []
        if raised and raised[0].lower_ not in lexicon().nouns:  # "urged the rebels to leave", not "began a push to"
            return raised[0]
        if verb.dep_ == "conj" and verb.head.lower_ in SAID:
            told = [
                child
                for child in children(verb.head, "ccomp")
                if child.i < verb.i and children(child, "nsubj", "nsubjpass")
            ]
            if told:  # "X said A took B and pushed into C": A pushed, whatever the parser says
                return antecedent(children(told[-1], "nsubj", "nsubjpass")[0], told[-1])
        if verb.dep_ in ("xcomp", "conj", "advcl", "ccomp", "dep", "prep", "csubj", "parataxis") and is_verbal(
            verb.head
        ):
            verb = verb.head
            continue
        return None
    return None


def antecedent(noun: Token, verb: Token) -> Token:
    """What a relative pronoun in the verb's clause stands for; any other word is itself."""
    if noun.lower_ in _RELATIVE and noun.tag_ in ("WDT", "WP", "IN", "WP$", "WRB"):
        clause = verb
        while clause.dep_ == "conj" and is_verbal(clause.head):
            clause = clause.head
        if clause.dep_ in ("relcl", "acl") and not is_verbal(clause.head):
            return clause.head
        before = noun.nbor(-1) if noun.i > noun.sent.start else None
        if before is not None and before.tag_.startswith(("NN", "PRP")):
            return before
    return noun


def direct_objects(verb: Token) -> list[Token]:
    """What the verb acts on, coordinated ones each; of a relative clause with a gap, the noun before it."""
    own = children(verb, "dobj", "dative", "oprd", "attr")
    own = [child for child in own if child.dep_ == "dobj"] or [child for child in own if not is_verbal(child)]
    if own and own[0].lower_ not in _RELATIVE:
        return [each for child in own for each in conjuncts(child)]
    clause = verb
    while clause.dep_ in ("conj", "xcomp") and is_verbal(clause.head):
        clause = clause.head
    if clause.dep_ == "relcl" and not is_verbal(clause.head):
        relatives = [child for child in children(clause, "nsubj", "nsubjpass") if child.lower_ in _RELATIVE]
        if not relatives and not is_passive(verb) and not _complete(clause):
            return [clause.head]
    if not own and not any(child.dep_ in ("prep", "agent") for child in verb.rights):
        for child in verb.children:  # "captured and held X", but "advanced on X and took Y"
            if child.dep_ == "conj" and is_verbal(child) and children(child, "dobj") and not children(child, "nsubj"):
                return direct_objects(child)
    return []


def _complete(clause: Token) -> bool:
    """Whether a relative clause has no gap for its object: "where rebels fought", "whose battalion surrendered"."""
    return any(
        each.lower_ in ("where", "whose", "when", "why") or (each.dep_ == "pobj" and each.lower_ in _RELATIVE)
        for each in clause.doc[clause.left_edge.i : clause.i]
    )


def prepositions(token: Token) -> tuple[tuple[str, Token, Token], ...]:
    """(preposition, its token, its object) of all that hang on a verb or noun; "out of" is one preposition."""
    known: dict[int, tuple[tuple[str, Token, Token], ...]] = token.doc.user_data.setdefault("prepositions", {})
    if token.i not in known:  # asked for again and again
        known[token.i] = tuple(_prepositions(token))
    return known[token.i]


def _prepositions(token: Token) -> list[tuple[str, Token, Token]]:
    found: list[tuple[str, Token, Token]] = []
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") or (
            child.dep_ in ("prt", "advmod") and child.tag_ in ("RP", "RB", "IN")
        ):
            found.extend(_objects(child, ""))
        elif child.lower_ in _UNHINDERED:
            found.extend(_prepositions(child))  # "rolled unopposed into X"
    return found


def _objects(preposition: Token, before: str) -> list[tuple[str, Token, Token]]:
    name = f"{before} {preposition.lower_}".strip()
    if (
        not before
        and preposition.i > 0
        and preposition.nbor(-1).lower_ in _JOINING
        and preposition.dep_ in ("prep", "agent")
    ):
        name = f"{preposition.nbor(-1).lower_} {name}"
    found: list[tuple[str, Token, Token]] = []
    for child in preposition.children:
        if child.dep_ in ("pobj", "pcomp") and not is_verbal(child):
            found.extend((name, preposition, each) for each in _placed(child))
        elif child.dep_ == "prep":
            found.extend(_objects(child, name if preposition.tag_ != "RB" or name in _JOINING else ""))
        elif child.dep_ == "conj" and child.tag_ == "IN":
            found.extend(_objects(child, ""))
    return found


def _placed(noun: Token) -> list[Token]:
    """The noun and those joined to it; behind a distance ("within 5 km of X") what it is measured from."""
    if noun.lower_ in _DISTANCES or noun.lower_ in _NEARNESS:
        for name, _, each in prepositions(noun):
            if name in ("of", "from", "to"):
                return conjuncts(each)
    return conjuncts(noun)


def joined_to(preposition: Token, first: Token) -> bool:
    """Whether "and" joins a preposition, at some remove, to the first: "in X and around Y"."""
    return preposition.dep_ == "conj" and (preposition.head == first or joined_to(preposition.head, first))


def attached(token: Token, *names: str) -> list[Token]:
    """The objects of the prepositions of these names that hang on the token."""
    return [each for name, _, each in prepositions(token) if name in names]


def clause_edges(verb: Token) -> tuple[int, int]:
    """First and last token of the verb's own clause, clauses inside it left out at both ends."""
    indexes = [verb.i]
    for child in verb.children:
        if child.dep_ in ("ccomp", "advcl", "relcl", "conj", "parataxis", "punct", "cc", "mark"):
            continue
        indexes.extend((child.left_edge.i, child.right_edge.i))
    return min(indexes), max(indexes)
