"""General news made by code from our own wording, and conflict reports of the demo corpus: for measuring speed.

    general(seed) -> Iterator[Document]     about WORDS words each: sport, markets, weather, courts, culture, health
    conflict(seed) -> Iterator[Document]    about WORDS words each: demo dispatches of following days, joined
    mixed(seed, share) -> Iterator[Document]  both, `share` of them conflict

One general report in twenty speaks of battles, captures and defeats as sport pages do, so that the gate has
something to decide.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from dateline import demo
from dateline.model import Document

__all__ = ["WORDS", "conflict", "dispatches", "general", "mixed"]

WORDS = 440
START = datetime(2021, 8, 6, 6, tzinfo=UTC)
TOWNS = ("Leeds", "Lyon", "Porto", "Graz", "Tampere", "Toledo", "Ostend", "Malaga", "Bergen", "Cork", "Padua", "Linz")
NAMES = ("Ellen Marsh", "Tom Varga", "Inge Holt", "Paulo Reis", "Dana Whitlock", "Owen Price", "Mira Lund", "Karl Benn")
SUBJECTS: dict[str, tuple[str, ...]] = {
    "sport": (
        "{name} scored twice as {town} beat {other} {n}-1 in front of {k} people on {day}.",
        "The coach said the second half had been the best his side had played since the spring.",
        "{town} stay third in the table, two points behind {other}, with a match in hand.",
        "{name} left the pitch with a strained thigh and will be examined again in the week.",
        "Rain stopped play for forty minutes, and the groundsmen needed pumps to clear the outfield.",
        "The tournament moves to {other} at the weekend, where tickets have been sold out for a month.",
    ),
    "sport as war": (
        "{name} won the battle of the goalkeepers as {town} defeated {other} on {day}.",
        "The visitors laid siege to the goal for the last half hour, but the defence held.",
        "{town} captured the cup for the first time in {n} years, and the square filled with people.",
        "The captain said his team would attack from the first minute when they meet {other} again.",
        "It was a bitter defeat for a side that had taken control of the league by Christmas.",
        "{name} fired a shot from thirty metres that struck the bar and fell behind the line.",
    ),
    "markets": (
        "Shares in {town} closed {n} per cent higher on {day} after the bank left its rate unchanged.",
        "Exporters gained as the currency lost ground, while builders gave up most of Monday's rise.",
        "{name}, who runs a fund in {other}, said investors were waiting for the figures on wages.",
        "The price of wheat for delivery in the autumn fell to {k} a tonne, its lowest since May.",
        "The shipping company said it would take over its smaller rival for {n} million in cash.",
        "Unions and employers in {other} meet on {day} to talk about the length of the working week.",
    ),
    "weather": (
        "Forecasters expect up to {n} centimetres of snow on the hills above {town} by {day}.",
        "A band of rain will move in from the west overnight and clear by noon.",
        "The river rose a metre in a day at {other}, where volunteers filled sandbags along the quay.",
        "Trains between {town} and {other} run an hour late because leaves lie on the line.",
        "Farmers welcomed the showers after {n} weeks in which hardly a drop had fallen.",
        "The lowest temperature of the night was measured on the hill south of {town}.",
    ),
    "courts": (
        "A court in {town} sentenced a former accountant to {n} years for fraud on {day}.",
        "The judge said the sums had been small at first and had grown with every unread report.",
        "{name}, for the defence, said her client regretted what he had done and would appeal.",
        "Prosecutors in {other} opened an inquiry into contracts for the new tramway.",
        "Jurors heard that {k} letters had lain in a cellar for a decade.",
        "The hearing goes on next week with the testimony of two auditors.",
    ),
    "culture": (
        "The museum in {town} shows {n} drawings that nobody had seen since they were sold in {other}.",
        "{name} read from her second novel to a full house and signed copies until midnight.",
        "The orchestra opens its season on {day} with a symphony written for the town's bridge.",
        "Critics praised the light and complained about the length, which is close to four hours.",
        "Restorers found a landscape under the portrait, painted over in haste, it seems.",
        "The festival counted {k} visitors, a tenth more than in the year before.",
    ),
    "health": (
        "Doctors in {town} urged people over sixty to have their winter vaccination before {day}.",
        "The clinic treated {k} patients last year, and the waiting time fell to {n} days.",
        "{name}, a nurse in {other}, said the new rota had made the nights easier.",
        "A study of {k} adults found that a short walk after meals lowers sugar in the blood.",
        "The ministry will pay for hearing aids from the new year on, a spokeswoman said.",
        "Schools in {other} closed two classes because half of the children had a cough.",
    ),
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WARLIKE = 0.05  # of the general reports: a sports page that speaks of battles


def general(seed: int, *, words: int = WORDS) -> Iterator[Document]:
    """General news without end."""
    chance, number = random.Random(seed), 0
    plain = [subject for subject in SUBJECTS if subject != "sport as war"]
    while True:
        subject = "sport as war" if chance.random() < WARLIKE else chance.choice(plain)
        text = ""
        while text.count(" ") < words:
            text += _sentence(chance.choice(SUBJECTS[subject]), chance) + ("\n\n" if chance.random() < 0.2 else " ")
        at = START + timedelta(minutes=number)
        yield Document(f"general-{number}", text.strip(), outlet="Made Gazette", published=at, language="en")
        number += 1


def _sentence(template: str, chance: random.Random) -> str:
    town, other = chance.sample(TOWNS, 2)
    values = {"town": town, "other": other, "name": chance.choice(NAMES), "day": chance.choice(DAYS)}
    return template.format(**values, n=chance.randrange(2, 30), k=chance.randrange(100, 9000))


def dispatches() -> list[Document]:
    """The reports of the demo corpus, in order, each as it is."""
    lines = [json.loads(line) for path in demo.corpus() for line in path.read_text("utf-8").splitlines()]
    return [
        Document(line["id"], line["text"], outlet=line["outlet"], published=datetime.fromisoformat(line["published"]))
        for line in lines
    ]


def conflict(seed: int, *, words: int = WORDS) -> Iterator[Document]:
    """Conflict reports without end: dispatches that follow one another, joined, from a random one on."""
    chance, number, parts = random.Random(seed), 0, dispatches()
    while True:
        at = chance.randrange(len(parts))
        chosen, text = parts[at], ""
        while text.count(" ") < words:
            text += parts[at % len(parts)].text + "\n\n"
            at += 1
        moment = START + timedelta(minutes=number)
        yield Document(f"conflict-{number}", text.strip(), outlet=chosen.outlet, published=moment, language="en")
        number += 1


def mixed(seed: int, share: float, *, words: int = WORDS) -> Iterator[Document]:
    """General news with a share of conflict reports."""
    chance = random.Random(seed)
    peace, war = general(seed, words=words), conflict(seed, words=words)
    while True:
        yield next(war if chance.random() < share else peace)
