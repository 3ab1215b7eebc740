"""From a `Picture` to what a template prints: rows, strips, cards, all in words and signs. Shared by page and web."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from markupsafe import Markup

from dateline.model import TERRITORY, Claim, Document, Place, Scale, State, Status
from dateline.publish import excerpt, lanes, signs, svgmap, words
from dateline.publish.cards import Bar, Card, CardLane, Pinned, PlaceView, Row, Spell
from dateline.publish.picture import Change, Picture, Side, Weight
from dateline.publish.signs import Sign

__all__ = ["MATRIX_ROWS", "View"]

MOST_PINS = 500  # links on the map: more are closer together than a fingertip, and a page of megabytes
MATRIX_ROWS = 150  # strips on one page; beyond that nobody compares rows by eye
_POINTS = (Scale.SITE, Scale.DISTRICT, Scale.TOWN)  # later ones are drawn over earlier ones
SLIGHT = 0.05  # nats: less makes a state at most a twentieth likelier, which nobody would call a reason
SPOT_DIGITS = 3  # decimals within which two places are on one spot: about 100 m


class View:
    """Everything a template asks of one picture. Computed once, on demand; holds no state of its own."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.side_index = {side.id: index % len(signs.PALETTE) for index, side in enumerate(picture.sides)}
        self._by_id = {claim.id: claim for claim in picture.claims}

    # -- names ---------------------------------------------------------------------------------------------

    @property
    def clocks(self) -> str:
        return words.clocks(self.picture.as_of, self.picture.known_by)

    @property
    def tally(self) -> str:
        return words.tally(self.picture.tally)

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The sides that hold or may hold a place; the theatre has more, who only speak or help."""
        held = {side for states in self.picture.states.values() for state in states[:1] for side in state.p}
        return tuple(side for side in self.picture.sides if side.id in held) or tuple(self.picture.sides)

    @cached_property
    def place_ids(self) -> tuple[str, ...]:
        """Every place that has a state or a claim, by name."""
        stated = {state.place for states in self.picture.states.values() for state in states}
        every = stated | {place for place in lanes.by_place(self.picture.claims) if place in self.picture.places}
        return tuple(sorted(every, key=lambda place: (self.name(place).casefold(), place)))

    def name(self, place: str) -> str:
        return words.place_name(self.picture.places.get(place), place.removeprefix("text:"))

    @cached_property
    def anchors(self) -> Mapping[str, str]:
        """Fragment ids of places, from their names; safe in an attribute and in a URL."""
        found: dict[str, str] = {}
        used: set[str] = set()
        for place in (*self.place_ids, *sorted(self.unplaced)):
            slug = re.sub(r"[^a-z0-9]+", "-", self.name(place).casefold()).strip("-") or "place"
            anchor, number = f"place-{slug}", 1
            while anchor in used:
                number += 1
                anchor = f"place-{slug}-{number}"
            used.add(anchor)
            found[place] = anchor
        return found

    @cached_property
    def claim_anchors(self) -> Mapping[str, str]:
        return {claim.id: f"c{number}" for number, claim in enumerate(self.picture.claims)}

    @cached_property
    def document_anchors(self) -> Mapping[str, str]:
        return {name: f"d{number}" for number, name in enumerate(self.picture.documents)}

    # -- states --------------------------------------------------------------------------------------------

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(sorted(self.picture.states))

    def state(self, place: str, day: date) -> State | None:
        return self._states.get((place, day))

    @cached_property
    def _states(self) -> Mapping[tuple[str, date], State]:
        return {(state.place, day): state for day, states in self.picture.states.items() for state in states}

    def row(self, place: str, state: State | None) -> Row:
        known = state is not None and state.status is not Status.UNKNOWN
        record = self.picture.places.get(place)
        sides = self.picture.sides
        top = state.top if state and known else None
        return Row(
            place=place,
            anchor=self.anchors.get(place, ""),
            name=self.name(place),
            admin1=(record.admin1 if record else None) or "",
            sign=signs.sign(state, sides),
            control=words.side_name(top, sides) if top else "unknown",
            side=self.side_index.get(top) if top else None,
            p=state.p[top] if state and top else None,
            percent=words.percent(state.p[top]) if state and top else "",
            status=str(state.status) if state else str(Status.UNKNOWN),
            since=words.day(state.since) if state and state.since else "",
            last_report=words.day(state.last_report) if state and state.last_report else "",
            claims=state.claims if state else 0,
            independent=state.independent if state else 0,
            phrase=words.state_phrase(state, sides) if state else "unknown: nothing reported",
        )

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The places with a state on `as_of`, by name."""
        today = {state.place: state for state in self.picture.now}
        return tuple(self.row(place, today[place]) for place in self.place_ids if place in today)

    def summary(self, states: Iterable[State]) -> str:
        """`Taliban 17, Government 12, contested 3, unknown 2`."""
        tops: dict[str, int] = {}
        for state in states:
            top = "unknown" if state.status is Status.UNKNOWN else state.top
            tops[top] = tops.get(top, 0) + 1
        order = {"unknown": 99, words.CONTESTED: 98} | self.side_index
        ranked = sorted(tops, key=lambda top: (order.get(top, 97), top))
        return ", ".join(f"{words.side_name(top, self.picture.sides)}\u00a0{tops[top]}" for top in ranked)

    def spells(self, place: str) -> tuple[Spell, ...]:
        """The place's days run together where sign and words are the same, fading apart."""
        found: list[Spell] = []
        for day in self.days:
            state = self.state(place, day)
            one = signs.sign(state, self.picture.sides)
            bare = Sign(one.kind, one.first, one.second)
            label = self._spell_words(state)
            if found and found[-1].sign == bare and found[-1].words == label:
                found[-1] = Spell(bare, label, found[-1].first, day)
            else:
                found.append(Spell(bare, label, day, day))
        return tuple(found)

    def strip(self, place: str) -> list[Sign]:
        """One sign a day."""
        return [signs.sign(self.state(place, day), self.picture.sides) for day in self.days]

    def _spell_words(self, state: State | None) -> str:
        if state is None or state.status is Status.UNKNOWN:
            return "unknown"
        if state.top == words.CONTESTED:
            return words.CONTESTED
        if signs.sign(state, self.picture.sides).kind == "unknown":
            return "no side likelier than not"
        return f"{words.side_name(state.top, self.picture.sides)}, {state.status}"

    @cached_property
    def matrix(self) -> tuple[Row, ...]:
        """Rows of the day-by-day table, in the order of their first change; places never known of are left out."""
        first = {change.place: change.day for change in sorted(self.picture.changes, key=lambda c: c.day, reverse=True)}
        told = [row for row in self.rows if any(one.kind != "unknown" for one in self.strip(row.place))]
        ranked = sorted(told, key=lambda row: (first.get(row.place, date.max), row.name.casefold()))
        return tuple(ranked[:MATRIX_ROWS])

    # -- claims --------------------------------------------------------------------------------------------

    def document(self, claim: Claim) -> Document | None:
        return self.picture.documents.get(claim.document)

    def card(self, claim: Claim, copies: Sequence[Claim] = ()) -> Card:
        return Card(
            claim=claim,
            anchor=self.claim_anchors.get(claim.id, ""),
            said=words.said_by(claim),
            proposition=words.proposition(claim, self.picture.sides),
            modality=words.modality(claim),
            stance=words.stance(claim),
            date=words.interval(claim.date),
            published=words.published(claim.published),
            chain=words.chain(claim),
            pieces=excerpt.around(self.document(claim), claim),
            document=self.document_anchors.get(claim.document),
            copies=tuple(self.card(copy) for copy in copies),
            outlets=tuple(dict.fromkeys(copy.outlet or copy.document for copy in copies)),
        )

    def lanes(self, claims: Sequence[Claim]) -> tuple[CardLane, ...]:
        return tuple(
            CardLane(
                lane.side,
                self.side_index.get(lane.side) if lane.side else None,
                lane.name,
                tuple(self.card(line.claim, line.copies) for line in lane.lines),
            )
            for lane in lanes.lanes(claims, self.picture.sides)
        )

    @cached_property
    def claims_by_place(self) -> Mapping[str, tuple[Claim, ...]]:
        return lanes.by_place(self.picture.claims)

    @cached_property
    def unplaced(self) -> tuple[str, ...]:
        """Places that claims name and no gazetteer knows: listed, never dropped."""
        return tuple(place for place in self.claims_by_place if place not in self.picture.places)

    def place(self, place: str) -> PlaceView:
        claims = self.claims_by_place.get(place, ())
        why = self.picture.explanations.get(place)
        weights = sorted(why.weights, key=lambda weight: -abs(weight.nats)) if why else []
        strongest = max((abs(weight.nats) for weight in weights), default=0.0)
        telling = sum(abs(weight.nats) >= SLIGHT for weight in weights)
        return PlaceView(
            row=self.row(place, self.state(place, self.picture.as_of)),
            lanes=self.lanes([claim for claim in claims if claim.type in TERRITORY]),
            other=self.lanes([claim for claim in claims if claim.type not in TERRITORY]),
            bars=tuple(self._bar(weight, strongest) for weight in weights[:telling] if weight.claim in self._by_id),
            slight=len(weights) - telling,
            notes=why.notes if why else (),
            spells=self.spells(place),
        )

    def _bar(self, weight: Weight, strongest: float) -> Bar:
        share = round(100 * abs(weight.nats) / strongest) if strongest else 0
        return Bar(
            card=self.card(self._by_id[weight.claim]),
            share=share,
            factor=f"\u00d7\u2009{_short(math.exp(min(abs(weight.nats), 20.0)))}",
            towards=words.side_name(weight.towards, self.picture.sides) if weight.towards else "",
            against=weight.nats < 0,
            index=self.side_index.get(weight.towards) if weight.towards and weight.nats > 0 else None,
        )

    def claim(self, name: str) -> Card | None:
        """The card of a claim by its id; None where the picture does not hold it."""
        return self.card(self._by_id[name]) if name in self._by_id else None

    # -- map -----------------------------------------------------------------------------------------------

    @cached_property
    def frame(self) -> svgmap.Frame:
        return svgmap.frame([spot for _, spot in self._spots], self.picture.outlines)

    @cached_property
    def outline_paths(self) -> list[str]:
        return svgmap.outline_paths(self.picture.outlines, self.frame)

    @cached_property
    def _spots(self) -> list[tuple[str, tuple[float, float]]]:
        """Longitude and latitude of what is drawn: of places on one spot (a site of which only the town is known)
        the one of the widest scale."""
        found: dict[tuple[float, float], str] = {}
        places = self.picture.places
        for row in self.rows:
            spot = _spot(places.get(row.place))
            if spot and (spot not in found or _rank(places[row.place]) > _rank(places[found[spot]])):
                found[spot] = row.place
        return [(place, spot) for spot, place in found.items()]

    @cached_property
    def pinned(self) -> tuple[Pinned, ...]:
        """Pins in drawing order, towns over sites, those of MOST_PINS that matter most."""
        return self._laid[-MOST_PINS:]

    @property
    def dots(self) -> tuple[Pinned, ...]:
        """The places that are drawn too, and are found by name: below the pins, without one."""
        return self._laid[:-MOST_PINS]

    @cached_property
    def _laid(self) -> tuple[Pinned, ...]:
        """All that is drawn, in drawing order; towns that changed last, or are told of most, choose room for their
        names first."""
        rows = {row.place: row for row in self.rows}
        last = {change.place: change.day for change in sorted(self.picture.changes, key=lambda c: c.day)}
        spots = [(place, spot) for place, spot in self._spots if svgmap.holds(*self.frame.xy(*spot))]
        places = self.picture.places
        ranked = sorted(
            spots,
            key=lambda spot: (
                -_rank(places[spot[0]]),
                rows[spot[0]].sign.kind == "unknown" and not rows[spot[0]].claims,
                -last.get(spot[0], date.min).toordinal(),
                -rows[spot[0]].claims,
                rows[spot[0]].name,
            ),
        )
        laid = svgmap.pins([(place, rows[place].name, lon, lat) for place, (lon, lat) in ranked], self.frame)
        at = dict(self._spots)
        return tuple(Pinned(pin, rows[pin.place], *at[pin.place]) for pin in reversed(laid))

    # -- everything a page needs at once ---------------------------------------------------------------------

    def changes_by_day(self) -> list[tuple[date, list[Change]]]:
        """Changes, latest day first, by place name within a day; those to a state that nobody can tell, whose sign is
        the empty one, are left out."""
        groups: dict[date, list[Change]] = {}
        telling = (change for change in self.picture.changes if self.change_sign(change).kind != "unknown")
        for change in sorted(telling, key=lambda c: (-c.day.toordinal(), self.name(c.place))):
            groups.setdefault(change.day, []).append(change)
        return list(groups.items())

    @cached_property
    def pulse(self) -> list[int]:
        """How many places changed on each day of the slider."""
        counts = Counter(change.day for change in self.picture.changes)
        return [counts[day] for day in self.days]

    def change_sign(self, change: Change) -> Sign:
        state = self.state(change.place, change.day)
        if state is not None and state.top == change.after:
            return signs.sign(state, self.picture.sides)
        kind = "contested" if change.after == words.CONTESTED else "held"
        return Sign(kind, self.side_index.get(change.after))

    def definitions(self) -> Markup:
        """The symbols of every sign on any day, and of the legend."""
        each = {id(state): state for state in self._states.values()}  # days on end may share one record
        wanted = {signs.sign(state, self.picture.sides) for state in each.values()}
        wanted |= {Sign(one.kind, one.first, one.second) for one in wanted}
        wanted |= {Sign("held", index) for index in self.side_index.values()}
        wanted |= {self.change_sign(change) for change in self.picture.changes}
        wanted |= {Sign("unknown"), *(one for one, _ in self.legend())}
        return signs.definitions(wanted)

    def legend(self) -> list[tuple[Sign, str]]:
        """What the signs mean, on the first two sides."""
        first, second = [*(self.side_index[side.id] for side in self.sides[:2]), None, None][:2]
        return [
            (Sign("held", first), "solid: held, or a change borne out"),
            (Sign("claimed", first), "outline: claimed by that side alone"),
            (Sign("disputed", first, second), "hatched shape: claimed and denied"),
            (Sign("contested", first, second), "hatched diamond: contested, fighting"),
            (Sign("held", first, None, 2), "fading: no report for a week, for three"),
            (Sign("unknown"), "dotted ring: unknown, or no side likelier than not"),
        ]

    def payload(self) -> dict[str, Any]:
        """The slider's data: per day the clocks' line, a summary, and for each place a sign and a phrase."""
        ids: list[str] = []
        phrases: list[str] = []
        sign_at: dict[str, int] = {}
        phrase_at: dict[str, int] = {}
        days = []
        for day in self.days:
            cells = []
            for row in (self.row(place, self.state(place, day)) for place in self.place_ids):
                cells.append([_slot(row.sign.id, ids, sign_at), _slot(_cell(row), phrases, phrase_at)])
            states = self.picture.states[day]
            known_by = max((state.known_by for state in states), default=self.picture.known_by)
            days.append(
                {
                    "day": day.isoformat(),
                    "clocks": words.clocks(day, known_by),
                    "summary": self.summary(states),
                    "cells": cells,
                }
            )
        anchors = [self.anchors[place] for place in self.place_ids]
        return {"places": anchors, "signs": ids, "phrases": [phrase.split("\t") for phrase in phrases], "days": days}


def _cell(row: Row) -> str:
    return "\t".join((row.phrase, row.control, row.percent, row.status, row.since))


def _slot(value: str, values: list[str], at: dict[str, int]) -> int:
    if value not in at:
        at[value] = len(values)
        values.append(value)
    return at[value]


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def _spot(place: Place | None) -> tuple[float, float] | None:
    """Longitude and latitude of what is a point on a map; a province or a country is none, and is in the table."""
    if place is None or place.lat is None or place.lon is None or place.scale not in _POINTS:
        return None
    return round(place.lon, SPOT_DIGITS), round(place.lat, SPOT_DIGITS)


def _rank(place: Place) -> int:
    return _POINTS.index(place.scale)
