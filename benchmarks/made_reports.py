"""Reports of an invented war, with their copies, made by code from our own wording: for the benchmarks of linking.

    make(seed, happenings) -> list[Made]

A happening is one town taken, attacked or shelled on one day. One to four reporters tell of it independently, each
with wording, details and numbers of his own. Their reports are copied: word for word, cut, rewritten, translated there
and back (other words, other order, other constructions), lengthened with paragraphs of somebody's own, or merged with
another report. Truth is known: which report each sentence was first written in, and which happening each tells of.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

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
    claim_id,
)
from dateline.model import SpeakerKind as Kind
from dateline.times import Interval

__all__ = ["OPERATIONS", "Made", "Told", "claims_of", "documents_of", "make"]

START = datetime(2030, 5, 1, tzinfo=UTC)
DAYS = 60
CREDITED = 0.4  # of the copies name their agency
REWORDED = (0.2, 0.8)  # of the words that have a synonym are replaced, in a rewritten or back-translated copy
OPERATIONS = ("verbatim", "cut", "rewritten", "back-translated", "lengthened", "merged")

TOWNS = [
    "Aldemar",
    "Brenka",
    "Corvast",
    "Dunhollow",
    "Eskerby",
    "Farwick",
    "Gelmora",
    "Hastrune",
    "Ilvermark",
    "Jorvalen",
    "Kelbrith",
    "Lomanar",
    "Merrowgate",
    "Nolvik",
    "Ostrava-on-Rhune",
    "Pellingar",
    "Quarrel",
    "Rostwick",
    "Selmoor",
    "Tarnbeck",
    "Ulverdale",
    "Vantor",
    "Westerhelm",
    "Yarlside",
    "Zembrick",
    "Ardenpool",
    "Bilsmark",
    "Crannoch",
    "Delvane",
    "Emberlow",
]
SIDES = ("Karsh", "Meridan", "Solvane")
BODIES = {"Karsh": "Karsh Front", "Meridan": "Meridan army", "Solvane": "Solvane League"}
OUTLETS = [
    f"{first} {last}"
    for first in ("Morning", "Harbour", "Northern", "Valley", "Capital", "Evening")
    for last in ("Post", "Herald", "Courier", "Tribune")
]
AGENCIES = ("AFP", "Reuters", "AP")
NAMES = ("Oskar Brandt", "Ilya Ferro", "Mara Dunn", "Tomas Keld", "Anselm Roy", "Petra Vance", "Lukas Orne")

LEADS = {
    "capture": (
        "{side} fighters took control of {town} {when}{tail}, {source} said",
        "The town of {town} fell to {side} {when}{tail}, according to {source}",
        "{source} said that {side} had captured {town} {when}{tail}",
        "{town} is in the hands of {side}, {source} announced {when}{tail}",
        "Columns loyal to {side} seized {town} {when}{tail}, {source} told reporters",
        "{when_cap}, {side} overran {town}{tail}, {source} reported",
        "{side} has conquered {town}, {source} confirmed {when}{tail}",
        "{source} spoke {when} of the loss of {town} to {side}{tail}",
    ),
    "contest": (
        "Heavy clashes broke out in {town} {when}{tail} when {side} attacked from the {compass}, {source} said",
        "{side} launched an assault on {town} {when}{tail}, {source} said",
        "{source} reported fierce fighting around {town} {when}{tail} as {side} pushed forward",
        "Gunfire and grenades were heard across {town} {when}{tail} after {side} stormed its {compass} quarter",
        "{side} is battling for {town}{tail}, {source} said {when}",
        "{town} came under attack by {side} {when}{tail}, {source} told reporters",
    ),
    "harm": (
        "At least {toll} people were killed in {town} {when}{tail}, {source} said",
        "Shelling by {side} killed {toll} residents of {town} {when}{tail}, {source} said",
        "{source} counted {toll} dead in {town} {when}{tail}",
        "A strike on {town} {when} left {toll} civilians dead{tail}, {source} reported, blaming {side}",
        "{toll} men and women died in {town} {when}{tail}, {source} said, under the fire of {side}",
    ),
}
TAILS = (
    "after its garrison ran out of ammunition",
    "ending a siege of {n} weeks",
    "while rain turned its lanes to mud",
    "in spite of a pledge to spare it",
    "hours before envoys were to meet",
    "with help from deserters",
    "two days after the {river} crossing was lost",
    "as reinforcements were stuck on the {compass} road",
    "",
    "during a sandstorm",
    "in an advance of {n} kilometres",
    "without much resistance",
    "",
    "",
    "when a ceasefire lapsed",
    "under cover of darkness",
    "following {n} days of bombardment",
    "for the second time this year",
    "in the biggest battle since winter",
    "to the surprise of its own generals",
)
WHO = (
    "a shopkeeper",
    "a nurse",
    "the headmistress",
    "an old ferryman",
    "two bakers",
    "the last postman",
    "a blacksmith's widow",
    "a lorry driver",
    "three students",
    "a pensioner",
    "the stationmaster",
    "a farmhand",
    "an aid worker",
    "a priest",
    "an imam",
    "the undertaker",
    "a bus conductor",
    "several miners",
    "a dentist",
    "a family of seven",
    "the town clerk",
    "a deserter",
    "a football coach",
    "an engineer of the waterworks",
    "a bookseller",
    "the hotel porter",
    "a beekeeper",
    "a seamstress",
)
DID = (
    "saw",
    "photographed",
    "remembered",
    "complained about",
    "pointed to",
    "walked past",
    "hid from",
    "counted",
    "helped with",
    "described",
    "was told of",
    "ran from",
    "waited beside",
    "lost",
    "buried",
    "repaired",
    "watched over",
    "dreamt of",
    "mourned",
    "guarded",
    "sold",
    "carried away",
    "followed",
    "burnt",
    "emptied",
)
WHAT = (
    "{n} armoured cars",
    "the burning grain store",
    "a column of {n} lorries",
    "the empty barracks",
    "broken glass",
    "the town archive",
    "{n} goats",
    "a field hospital",
    "the wounded on handcarts",
    "the blown bridge over the {river}",
    "an abandoned howitzer",
    "the opened jail",
    "leaflets from the air",
    "a crate of medicine",
    "the silent radio mast",
    "{n} sacks of flour",
    "trenches",
    "a convoy of buses",
    "the flooded power station",
    "two drones",
    "the tramway",
    "a mass grave",
    "the dam gates",
    "fuel drums",
    "the looted pharmacy",
    "school benches",
    "a captured flag",
    "the tower clock",
    "unexploded rockets",
    "the ferry",
)
WHERE = (
    "near the brickworks",
    "on Mill Street",
    "behind the cathedral",
    "at the {compass} gate",
    "by the canal",
    "in the cattle market",
    "below the dam",
    "along the railway",
    "outside the clinic",
    "on the hill of the three elms",
    "at kilometre {n}",
    "in the tanners' quarter",
    "beside the bathhouse",
    "under the viaduct",
    "at the sugar mill",
    "in the botanical garden",
)
WHEN = (
    "before dawn",
    "around noon",
    "in the late afternoon",
    "after the curfew",
    "while sirens sounded",
    "during a lull",
    "at first light",
    "when the shelling stopped",
    "for most of the day",
    "once the soldiers had gone",
    "as smoke drifted over the roofs",
    "on the second day",
    "between two air raids",
    "by candlelight",
)
BACKGROUND = (
    "The war began when talks over the shared pipeline collapsed in autumn.",
    "Neither army publishes its losses, and independent tallies differ by thousands.",
    "A truce signed in the capital last winter held for nine days.",
    "Ministers meet next week to discuss sanctions on dealers in spare parts.",
    "The currency has lost a third of its worth since the first shots.",
    "More than one million people have left their homes, a relief agency estimates.",
    "Elections due in the summer were put off without a new date.",
    "Neighbouring states closed their frontiers to lorries but not to people on foot.",
    "Grain exports through the southern port have come to a standstill.",
    "Mediators proposed a corridor for medicine, which both camps accepted in principle.",
)
SYNONYMS = {
    "abandoned": "deserted", "accepted": "agreed to", "according": "as stated", "advance": "push",
    "afternoon": "hours after noon", "agency": "organisation", "aid": "relief", "ammunition": "shells",
    "announced": "declared", "archive": "records", "armoured": "armour-clad", "asked": "urged",
    "assault": "offensive", "attacked": "struck", "banner": "flag", "barracks": "quarters", "bathhouse": "baths",
    "battle": "fight", "battling": "fighting", "began": "started", "benches": "desks", "biggest": "largest",
    "blacksmith": "smith", "blaming": "accusing", "blown": "demolished", "bodies": "corpses",
    "bombardment": "shelling", "bookseller": "bookshop owner", "botanical": "plant", "brickworks": "brick factory",
    "bridge": "crossing", "broke": "flared", "broken": "shattered", "buried": "interred", "burned": "set fire to",
    "burning": "blazing", "burnt": "torched", "buses": "coaches", "calm": "quiet", "canal": "waterway",
    "candlelight": "lamp flame", "capital": "seat of government", "captured": "conquered", "carried": "bore",
    "cars": "vehicles", "cathedral": "minster", "cattle": "livestock", "ceasefire": "truce", "children": "youngsters",
    "civilians": "non-combatants", "clashes": "battles", "clerk": "secretary", "clinic": "surgery",
    "clock": "timepiece", "closed": "shut", "coach": "trainer", "collapsed": "broke down", "column": "convoy",
    "columns": "formations", "complained": "grumbled", "confirmed": "acknowledged", "counted": "tallied",
    "crate": "box", "crossing": "bridge", "curfew": "lockdown", "dam": "barrage", "darkness": "night",
    "dawn": "daybreak", "dead": "fatalities", "defenders": "garrison", "dentist": "tooth doctor",
    "described": "spoke of", "deserter": "runaway soldier", "deserters": "runaways", "died": "perished",
    "discuss": "debate", "dreamt": "had dreams", "drifted": "blew", "driver": "chauffeur",
    "drones": "unmanned aircraft", "drums": "barrels", "electricity": "power", "elms": "trees", "emptied": "cleared",
    "empty": "deserted", "ending": "closing", "engineer": "technician", "envoys": "emissaries", "evening": "dusk",
    "families": "households", "farmhand": "farm labourer", "fell": "was lost", "ferry": "boat", "ferryman": "boatman",
    "fierce": "bitter", "fighters": "gunmen", "fire": "guns", "first": "earliest", "flag": "standard",
    "flooded": "submerged", "flour": "meal", "followed": "trailed", "fuel": "petrol", "garden": "park",
    "garrison": "defenders", "gate": "entrance", "gates": "sluices", "generals": "commanders", "glass": "panes",
    "goats": "kids", "governor": "prefect", "grain": "corn", "grave": "burial pit", "grenades": "explosions",
    "guarded": "protected", "guards": "warders", "gunfire": "shots", "handcarts": "barrows",
    "headmistress": "head teacher", "heard": "audible", "heavy": "fierce", "held": "lasted", "helicopter": "chopper",
    "helped": "assisted", "hid": "sheltered", "hill": "rise", "homes": "houses", "hospital": "clinic", "hotel": "inn",
    "howitzer": "gun", "independent": "outside", "jail": "prison", "killed": "slain", "kilometre": "milestone",
    "lapsed": "ran out", "large": "big", "late": "closing", "launched": "began", "leaflets": "flyers",
    "leaving": "departing", "light": "sun", "looted": "plundered", "lorries": "trucks", "lorry": "truck",
    "lost": "shed", "loyal": "true", "lull": "pause", "market": "bazaar", "mass": "common", "mast": "tower",
    "mayor": "burgomaster", "medicine": "drugs", "meet": "assemble", "men": "males", "mill": "factory",
    "miners": "pitmen", "mourned": "grieved for", "moved": "transferred", "mud": "mire", "near": "close to",
    "night": "hours of darkness", "noon": "midday", "nurse": "medical orderly", "officers": "commanders",
    "old": "ancient", "opens": "clears", "overran": "stormed", "pensioner": "retired man", "people": "persons",
    "pharmacy": "chemist's", "photographed": "took pictures of", "pledge": "promise", "pointed": "gestured",
    "porter": "doorman", "postman": "mail carrier", "price": "cost", "priest": "clergyman", "prisoners": "inmates",
    "quarter": "district", "radio": "wireless", "raids": "attacks", "railway": "train line", "rain": "downpour",
    "ran": "fled", "reinforcements": "fresh troops", "remembered": "recalled", "repaired": "mended",
    "reported": "related", "residents": "inhabitants", "resistance": "opposition", "road": "route", "roads": "routes",
    "rockets": "missiles", "roofs": "rooftops", "rubble": "debris", "sacks": "bags", "said": "stated",
    "sandstorm": "dust storm", "saw": "noticed", "school": "classroom", "seamstress": "dressmaker", "seen": "spotted",
    "shelling": "bombardment", "shells": "projectiles", "shopkeeper": "grocer", "siege": "encirclement",
    "silent": "mute", "sirens": "alarms", "smoke": "fumes", "sold": "offered", "soldiers": "troops",
    "sounded": "wailed", "south": "southern side", "square": "plaza", "station": "plant",
    "stationmaster": "head of the station", "stay": "remain", "stopped": "ceased", "store": "depot",
    "strike": "attack", "struck": "hit", "stuck": "held up", "students": "undergraduates", "sugar": "beet",
    "summer": "warm months", "surprise": "astonishment", "talks": "negotiations", "teacher": "instructor",
    "took": "seized", "town": "city", "tramway": "streetcar line", "trenches": "ditches", "truce": "ceasefire",
    "undertaker": "gravedigger", "unexploded": "live", "usual": "normal", "viaduct": "arches",
    "volunteers": "helpers", "waited": "lingered", "walked": "strolled", "war": "conflict", "warned": "cautioned",
    "watched": "kept guard", "waterworks": "water plant", "way": "path", "week": "seven days", "weeks": "fortnights",
    "winter": "cold season", "women": "females", "worth": "value", "wounded": "injured",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One claim of a report: `witness` is what it rests on, `happening` what it tells of; both are truth."""

    claim: Claim
    witness: str
    happening: str


@dataclass(frozen=True)
class Made:
    """A report. `origins` are the reports whose sentences it holds; its own id where it is nobody's copy."""

    document: Document
    told: tuple[Told, ...]
    origins: tuple[str, ...]
    operation: str


@dataclass(frozen=True)
class _Fact:
    """A lead sentence and what it claims."""

    kind: str
    town: str
    side: str
    day: datetime
    source: Speaker
    witness: str
    happening: str
    toll: int | None = None


@dataclass(frozen=True)
class _Draft:
    """Sentences, those with a fact first made by it, and the outlet."""

    id: str
    sentences: tuple[tuple[str, _Fact | None], ...]
    outlet: str
    agency: str | None
    at: datetime
    origins: tuple[str, ...]
    operation: str = "original"


def documents_of(made: list[Made]) -> list[Document]:
    return [one.document for one in made]


def claims_of(made: list[Made]) -> list[Claim]:
    return [told.claim for one in made for told in one.told]


def make(seed: int, happenings: int = 200, *, copies: float = 2.5) -> list[Made]:
    """The reports in order of publication. `copies` is the mean number of copies of an original."""
    chance = random.Random(seed)
    originals: list[_Draft] = []
    spots = chance.sample(range(len(TOWNS) * DAYS), happenings)  # one happening a town and day
    for number, spot in enumerate(spots):
        originals += _reports_of(number, TOWNS[spot % len(TOWNS)], START + timedelta(days=spot // len(TOWNS)), chance)
    drafts = list(originals)
    for original in originals:
        for copy in range(min(12, int(chance.expovariate(1 / copies)))):
            drafts.append(_copy(original, copy, originals, chance))
    return sorted(map(_publish, drafts), key=lambda one: (one.document.known, one.document.id))


def _reports_of(number: int, town: str, day: datetime, chance: random.Random) -> list[_Draft]:
    kind = chance.choice(("capture", "capture", "contest", "harm"))
    side, toll = chance.choice(SIDES), chance.randrange(3, 60)
    desks = chance.sample([*AGENCIES, *chance.sample(OUTLETS, 3)], chance.choice((1, 2, 2, 3, 4)))
    return [
        _report(f"h{number}-r{index}", kind, town, side, day, toll + chance.randrange(-2, 6), desk, chance)
        for index, desk in enumerate(desks)
    ]


def _report(
    name: str, kind: str, town: str, side: str, day: datetime, toll: int, desk: str, chance: random.Random
) -> _Draft:
    source = _source(chance)
    happening = name.partition("-")[0]
    witness = f"{happening}/{source.text}" if any(who in source.text for who in NAMES) else name
    fact = _Fact(kind, town, side, day, source, witness, happening, max(1, toll) if kind == "harm" else None)
    tail = chance.choice(TAILS)
    lead = chance.choice(LEADS[kind]).replace("{tail}", f" {tail}" if tail else "")
    lead = _fill(f"{lead}.", fact, chance)
    body = [_detail(fact, chance) for _ in range(chance.randrange(4, 9))]
    body += chance.sample(BACKGROUND, chance.randrange(0, 3))
    agency = desk if desk in AGENCIES else None
    at = day + timedelta(hours=8 + chance.random() * 14)
    sentences: list[tuple[str, _Fact | None]] = [(lead, fact), *((text, None) for text in body)]
    return _Draft(name, tuple(sentences), desk, agency, at, (name,))


def _detail(fact: _Fact, chance: random.Random) -> str:
    """A sentence that hardly anybody else will write."""
    who, did, what, where, when = map(chance.choice, (WHO, DID, WHAT, WHERE, WHEN))
    first = f"{who} {did} {what} {where} {when}" if chance.random() < 0.5 else f"{when}, {who} {did} {what} {where}"
    second = f" and {chance.choice(DID)} {chance.choice(WHAT)}" if chance.random() < 0.5 else ""
    return _fill(f"{first[0].upper()}{first[1:]}{second}.", fact, chance)


def _source(chance: random.Random) -> Speaker:
    """Unnamed for the most part: what is named, the speaker net catches without reading the text."""
    choices = [
        Speaker("a resident", Kind.WITNESS),
        Speaker("a doctor", Kind.WITNESS),
        Speaker("an officer", Kind.OFFICIAL, side=SIDES[0]),
        Speaker("two traders", Kind.WITNESS),
        Speaker("a security official", Kind.OFFICIAL, side=SIDES[1]),
        Speaker(f"deputy mayor {chance.choice(NAMES)}", Kind.OFFICIAL, side=SIDES[1]),
    ]
    return chance.choice(choices)


def _fill(text: str, fact: _Fact, chance: random.Random) -> str:
    when = chance.choice(("on {day}", "late on {day}", "early on {day}")).format(day=f"{fact.day:%A}")
    return text.format(
        side=chance.choice((fact.side, f"the {BODIES[fact.side]}")),
        town=fact.town,
        when=when,
        when_cap=when[0].upper() + when[1:],
        source=fact.source.text,
        n=chance.randrange(3, 90),
        toll=fact.toll,
        river=chance.choice(("Rhune", "Ost", "Lemmer")),
        compass=chance.choice(("north", "south", "east", "west")),
    )


def _copy(original: _Draft, number: int, others: list[_Draft], chance: random.Random) -> _Draft:
    operation = chance.choice(OPERATIONS)
    sentences, origins = original.sentences, original.origins
    share = chance.uniform(*REWORDED)
    if operation == "cut":
        sentences = sentences[: max(2, len(sentences) // 2)]
    elif operation == "rewritten":
        sentences = _reordered(tuple((_reword(text, share, chance), fact) for text, fact in sentences), chance)
    elif operation == "back-translated":
        sentences = tuple((_turn(_reword(text, share, chance), chance), fact) for text, fact in sentences)
    elif operation == "lengthened":
        fresh = [(text, None) for text in chance.sample(BACKGROUND, 3)]
        invented = [(_detail(_fact_of(original), chance), None) for _ in range(3)]
        sentences = (*sentences, *fresh, *invented)
    elif operation == "merged":
        near = [one for one in others if one.id != original.id and abs(one.at - original.at) < timedelta(hours=20)]
        if near:
            second = chance.choice(near)
            sentences = (*sentences[: 1 + len(sentences) // 2], *second.sentences[: 1 + len(second.sentences) // 2])
            origins = (*origins, *second.origins)
            original = replace(original, at=max(original.at, second.at))
    return _Draft(
        id=f"{original.id}-c{number}",
        sentences=sentences,
        outlet=chance.choice(OUTLETS),
        agency=original.agency if chance.random() < CREDITED else None,
        at=original.at + timedelta(hours=0.2 + chance.expovariate(1 / 6)),
        origins=origins,
        operation=operation if len(origins) > 1 or operation != "merged" else "verbatim",
    )


def _fact_of(draft: _Draft) -> _Fact:
    return next(fact for _, fact in draft.sentences if fact)


def _reordered(
    sentences: tuple[tuple[str, _Fact | None], ...], chance: random.Random
) -> tuple[tuple[str, _Fact | None], ...]:
    lead, *rest = sentences
    chance.shuffle(rest)
    return (lead, *rest[: max(2, len(rest) - 1)])


def _reword(text: str, share: float, chance: random.Random) -> str:
    def other(match: re.Match[str]) -> str:
        word = match.group()
        new = SYNONYMS.get(word.casefold())
        if new is None or chance.random() > share:
            return word
        return new[0].upper() + new[1:] if word[0].isupper() else new

    return re.sub(r"[A-Za-z]+", other, text)


def _turn(text: str, chance: random.Random) -> str:
    """Other constructions: clauses swapped about a comma, articles dropped or added, "that" and numbers rewritten."""
    body = text.rstrip(".")
    if ", " in body and chance.random() < 0.6:
        first, _, second = body.partition(", ")
        body = f"{second[0].upper()}{second[1:]}, {first[0].lower() if not _proper(first) else first[0]}{first[1:]}"
    body = re.sub(r"\b(of) the (\w+)", r"\1 \2", body) if chance.random() < 0.5 else body
    body = body.replace(" had been ", " was ").replace(" were ", " have been ").replace(" said that ", " has said ")
    return f"{body}."


def _proper(text: str) -> bool:
    return text.split()[0] in TOWNS + list(SIDES)


def _publish(draft: _Draft) -> Made:
    text, spots = "", []
    for sentence, fact in draft.sentences:
        text += " " if text else ""
        if fact is not None:
            spots.append((len(text), sentence, fact))
        text += sentence
    document = Document(draft.id, text, f"News from {draft.id}", draft.outlet, published=draft.at)
    told = tuple(_told(document, draft, start, sentence, fact) for start, sentence, fact in spots)
    return Made(document, told, draft.origins, draft.operation)


def _told(document: Document, draft: _Draft, start: int, sentence: str, fact: _Fact) -> Told:
    chain = [fact.source]
    if draft.agency and document.outlet != draft.agency:
        chain.append(Speaker(draft.agency, Kind.AGENCY))
    index = TOWNS.index(fact.town)
    claim = Claim(
        document=document.id,
        type=ClaimType(fact.kind),
        modality=Modality.ASSERTED,
        evidence=Evidence(start, start + len(sentence), sentence),
        place=Place(fact.town, Scale.TOWN, fact.town, f"made:{index}", lat=float(index), lon=20.0, country="XX"),
        actor=Party(fact.side, side=fact.side),
        date=Interval.day(fact.day.date()),
        speakers=tuple(chain),
        quantity=Quantity(float(fact.toll), unit="killed") if fact.toll else None,
        published=document.published,
        known=document.known,
        outlet=document.outlet,
        extractor="made",
    )
    return Told(replace(claim, id=claim_id(claim)), fact.witness, fact.happening)
