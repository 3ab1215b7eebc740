"""What the pages show, read through `answers` and kept: one picture for each pair of clocks and head.

The head moves while reports come in. Nobody waits for that: what is shown without a head is read at the newest head
whose map is ready, and the next is made meanwhile. Each answer says at which head it was read, and asking again with
that head gives it again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from threading import Lock, Thread
from typing import Any

from dateline.answers import Answers, outlines_of, states_picture, why, with_audits, with_reports
from dateline.answers.desk import entered
from dateline.answers.film import Film
from dateline.answers.follow import Situation, film_of
from dateline.errors import DatelineError, LedgerError
from dateline.ledger import Ledger
from dateline.link.accounts import accounts
from dateline.model import Claim, ClaimType, Document, Place, Status
from dateline.publish import told
from dateline.publish.picture import Event, Picture, Why
from dateline.web import ready
from dateline.web.cache import Cache
from dateline.web.clocks import View
from dateline.web.problems import ProblemError
from dateline.web.queue import Due, queue
from dateline.web.respond import Body, dump

__all__ = ["LARGE", "Board"]

HEAD_SECONDS = 2.0  # how often the ledger's end is looked at: what a person at a screen does not notice
LARGE = 50_000  # claims; more take over half a minute to read and fuse, which no request should wait for
RETRY = 30  # seconds after which to ask again for what is being made
KEPT_PICTURES = 64  # a slider played through both ways; some 50 kB each for the demo
KEPT_ANSWERS = 4  # claims in memory, by head


class Board:
    """One ledger, one theatre (by default that of its newest run)."""

    def __init__(self, ledger: Ledger, *, theatre: str | None = None, target: str | None = None) -> None:
        self.ledger = ledger
        self._target = target
        self._theatre = theatre
        self._answers: Cache[Answers] = Cache(KEPT_ANSWERS)
        self._bare: Cache[Picture] = Cache(KEPT_PICTURES)
        self._whole: Cache[Picture] = Cache(KEPT_ANSWERS)
        self._days: Cache[Film] = Cache(KEPT_ANSWERS)
        self._situations: dict[int, Situation] = {}
        self._beside = ready.Beside(target, theatre) if target else None
        self._texts: Cache[Body] = Cache(KEPT_PICTURES)
        self._queue: Cache[list[Due]] = Cache(KEPT_ANSWERS)
        self._clocks: Cache[Any] = Cache(KEPT_PICTURES)
        self.large = bool(target) and ledger.rows()["claims"] > LARGE
        self._lock = Lock()
        self._ready: int | None = None
        self._looked, self._pause = 0.0, HEAD_SECONDS
        self.making = False  # whether a newer map is on its way

    # --- clocks

    def start(self) -> None:
        """Makes the map of a large ledger before anybody asks."""
        if self.large:
            self._look(at_once=True)

    def close(self) -> None:
        if self._beside:
            self._beside.close()

    def head(self) -> int:
        """The position that answers without a head are read at: the newest whose map is ready.

        Where the ledger has moved on, the map of its new end is made meanwhile, beside the requests. Raises
        ProblemError where the first of a large ledger is not made yet.
        """
        with self._lock:
            if self._ready is None and not self.large:
                self._ready = self.ledger.head().position
                self._looked = time.monotonic()
            else:
                self._look()
            if self._ready is None:
                raise _being_made("the map of this ledger is being made for the first time, which takes some minutes")
            return self._ready

    def _look(self, *, at_once: bool = False) -> None:
        if not self.making and (at_once or time.monotonic() - self._looked > self._pause):
            self.making = True
            Thread(target=self._refresh, name="dateline-refresh", daemon=True).start()

    def _refresh(self) -> None:
        """Makes the default map of the ledger's end ready; afterwards rests as long as that took."""
        started = time.monotonic()
        try:
            newest: int | None
            if self._beside is None:
                newest = self.ledger.head().position
                self.settled(View(), newest)
                self.bare(self.settled(View(), newest))
            else:
                newest = self._keep(self._beside.ask())
            with self._lock:
                if newest is not None and (self._ready is not None or self.large):
                    self._ready = max(newest, self._ready or 0)
        except (DatelineError, OSError):
            pass  # a ledger that is busy or away: the last map stands, and the next look may go better
        finally:
            self._looked = time.monotonic()
            self._pause = max(HEAD_SECONDS, self._looked - started)
            self.making = False

    def _keep(self, made: ready.Ready | None) -> int | None:
        if made is None:
            return None
        last = next(reversed(self._situations.values()), None)
        whole = last.joined(made.situation) if last else made.situation
        view = View(whole.clocks.as_of, whole.clocks.known_by, whole.head)
        self._clocks.get(whole.head, lambda: whole.clocks)
        self._texts.get(("map.json", view), lambda: made.states)
        self._situations = dict([*self._situations.items(), (whole.head, whole)][-KEPT_ANSWERS:])
        return whole.head

    def forget_head(self) -> None:
        """After a write of our own: the next answer has it."""
        with self._lock:
            self._ready = None

    def settle(self, view: View) -> View:
        """The view with both clocks and the head given. Raises LedgerError where the ledger is empty."""
        if view.head is not None and view.head > self.head():
            newest = self.ledger.head().position
            if view.head > newest:
                raise ProblemError(404, f"the ledger ends at position {newest}; ask for a head up to there")
        return self.settled(view, self.head() if view.head is None else view.head)

    def settled(self, view: View, head: int) -> View:
        """`settle`, at this head."""
        try:
            default = self._clocks.get(head, self.answers(head).clocks)
        except LedgerError as error:
            if view.head is None:
                raise
            raise ProblemError(
                404, f"at position {head} the ledger held no dated report; ask for a later one"
            ) from error
        return view.at(view.as_of or default.as_of, view.known_by or default.known_by, head)

    def answers(self, head: int) -> Answers:
        return self._answers.get(head, lambda: Answers(self.ledger, theatre=self._theatre, head=head))

    # --- pictures; every view given to these is settled

    def bare(self, view: View) -> Picture:
        """The states at these clocks, with sides, places and outlines."""
        return self._bare.get((view.as_of, view.known_by, view.head), lambda: self._make_bare(view))

    def _make_bare(self, view: View) -> Picture:
        answers = self.answers(_head(view))
        situation = self._situations.get(_head(view))
        if situation and situation.shows(view.as_of, view.known_by):
            assert view.as_of and view.known_by, "views are settled before they are read"
            shown = situation.picture(answers, view.as_of, view.known_by)
        elif self.large:
            raise _being_made(
                "of a ledger this large the latest days are shown, each as known at its end; "
                "for other clocks use `dateline state`"
            )
        else:
            shown = states_picture(answers, view.as_of, view.known_by)
        return replace(shown, outlines=self.outlines(view))

    def whole(self, view: View) -> Picture:
        """What the claims come to: audited counts, resolved forecasts, conflicting accounts, sources. Made once."""
        return self._whole.get((view.as_of, view.known_by, view.head), lambda: self._make_whole(view))

    def _make_whole(self, view: View) -> Picture:
        self._refuse_large()
        return with_audits(self.answers(_head(view)), self.bare(view))

    def complete(self, view: View) -> Picture:
        """`whole`, with the days, changes and documents: what exports are made of."""
        whole = with_reports(self.answers(_head(view)), self.whole(view))
        film = self.film(view)
        return replace(
            whole,
            states={**{day: film.frame(day) for day in film.days}, whole.as_of: whole.now},
            changes=[change for change in film.changes() if change.day <= whole.as_of],
        )

    def kept(self, name: str, view: View, make: Callable[[Picture, View], Any]) -> Body:
        """An answer that depends on nothing but the view, made and packed once."""
        return self._texts.get((name, view), lambda: Body.of(dump(make(self.shown(view), view))))

    def _refuse_large(self) -> None:
        """What takes a look at every claim is not made while somebody waits, nor beside the requests."""
        if self.large:
            raise ProblemError(
                503,
                "this ledger is too large for that on a page; use `dateline sources`, `accounts`, `counts` or `export`",
            )

    def answers_at(self, view: View) -> Answers:
        return self.answers(_head(view))

    def claims(self, view: View, *, place: str | None = None, type: str | None = None) -> list[Claim]:
        """The claims known at these clocks, of one place or type where asked. Raises ProblemError, DatelineError."""
        if type is not None and type not in set(ClaimType):
            raise ProblemError(400, f"{type!r} is no claim type; one of {', '.join(ClaimType)}")
        answers = self.answers(_head(view))
        wanted = answers.place(place).id if place else None
        if self.large:
            kinds = [ClaimType(type)] if type else None
            if wanted is None:
                raise ProblemError(400, "this ledger is large: say of which place; `dateline claims` gives all")
            return self.ledger.claims(
                place=wanted, types=kinds, theatre=answers.theatre_id, known_by=view.known_by, head=view.head
            )
        return [
            claim
            for claim in answers.claims(view.known_by)
            if (place is None or claim.place.id == wanted) and (type is None or claim.type == type)
        ]

    def shown(self, view: View) -> Picture:
        """`bare`, with the filters applied."""
        bare = self.bare(view)
        kept = [state for state in bare.now if view.filters.admits(state, _admin1(bare, state.place))]
        return replace(bare, states={bare.as_of: kept})

    def film(self, view: View) -> Film:
        """Each day's states as known at its own end, up to the last day that these clocks know of."""
        assert view.known_by is not None, "views are settled before they are read"
        situation = self._situations.get(_head(view))
        if situation and (situation.exact or situation.clocks.known_by == view.known_by or self.large):
            return situation.days.upto(view.known_by.date())
        return self._days.get((view.known_by, view.head), lambda: self._make_film(view))

    def _make_film(self, view: View) -> Film:
        answers = self.answers(_head(view))
        claims = answers.claims(view.known_by)
        last = max((claim.known.date() for claim in claims if claim.known), default=date.min)
        return film_of(answers, view.known_by, entered(answers.mapped(claims)), last)

    def slider(self, view: View) -> tuple[date, ...]:
        """The days one can choose from: all that the ledger knows of at this head, the one shown among them."""
        return tuple(sorted({*self.film(self._latest(view)).days, *filter(None, [view.as_of])}))

    def pulse(self, view: View) -> list[int]:
        """How many places changed on each day of the slider."""
        film = self.film(self._latest(view))
        counts = dict(zip(film.days, film.pulse, strict=True))
        return [counts.get(day, 0) for day in self.slider(view)]

    def _latest(self, view: View) -> View:
        """The ledger's own clocks at the view's head: one can go on from a day of the past."""
        return self.settled(View(), _head(view))

    def turns(self, view: View) -> tuple[Film, Any]:
        """The film, and which of its changes are of places shown and days up to the one shown, latest first."""
        shown, film = self.shown(view), self.film(view)
        return film, film.turns_of({state.place for state in shown.now}, upto=shown.as_of)

    def with_changes(self, view: View, *, offset: int = 0, limit: int | None = None) -> Picture:
        """`shown`, with its changes, or some of them, and the states that they made."""
        shown, (film, turns) = self.shown(view), self.turns(view)
        changes = film.changes(turns[offset : None if limit is None else offset + limit])
        days: dict[date, list[Any]] = {}
        for change in changes:
            days.setdefault(change.day, []).append(film.state(change.place, change.day))
        return replace(shown, states={**days, shown.as_of: shown.now}, changes=changes)

    def outlines(self, view: View) -> dict[str, Any]:
        """What is drawn under the places."""
        return outlines_of(self.answers(_head(view)))

    # --- one place, one document

    def place(self, view: View, words: str) -> Place:
        """The place of an id or a name. Raises DatelineError."""
        return self.answers(_head(view)).place(words)

    def place_picture(self, view: View, place: Place) -> Picture:
        """The place alone: its state, days, claims with their documents, and what decided it."""
        answers, bare = self.answers(_head(view)), self.bare(view)
        claims = self.claims(view, place=place.id)
        state = next((state for state in bare.now if state.place == place.id), None)
        explanations = {}
        if self.large and place.id:
            explanations = {place.id: Why(place.id, notes=(_TOO_MANY,))}
        elif state and place.id and state.claims and state.status is not Status.UNKNOWN:
            explanations = {place.id: why(answers.explain(place.id, view.as_of, view.known_by))}
            claims += self._deciding(view, explanations[place.id].weights, claims)
        film = self.film(view)
        days = {one.as_of: [one] for one in film.of_place(place.id or "")}
        return replace(
            bare,
            states={**days, bare.as_of: [state] if state else []},
            claims=claims,
            documents=self._documents({claim.document for claim in claims}, view),
            explanations=explanations,
            changes=film.changes(film.turns_of({place.id or ""}, upto=date.max)[::-1]),
            events=self._accounts(view, place.id, claims),
            outlines=None,
        )

    def _deciding(self, view: View, weights: Sequence[Any], claims: Sequence[Claim]) -> list[Claim]:
        """The claims about a wider place that bore on this one."""
        have = {claim.id for claim in claims}
        missing = {weight.claim for weight in weights} - have
        return [claim for claim in self.answers(_head(view)).claims(view.known_by) if claim.id in missing]

    def _documents(self, names: set[str], view: View) -> dict[str, Document]:
        found = ((name, self.ledger.document(name, known_by=view.known_by, head=view.head)) for name in sorted(names))
        return {name: document for name, document in found if document}

    def document_picture(self, view: View, name: str) -> Picture:
        """One document with its claims. Raises DatelineError where it was not known."""
        document = self.ledger.document(name, known_by=view.known_by, head=view.head)
        if document is None:
            raise DatelineError(f"the ledger has no document {name!r} at these clocks; `/search` finds those it has")
        answers = self.answers(_head(view))
        claims = self.ledger.claims(document=name, theatre=answers.theatre_id, known_by=view.known_by, head=view.head)
        return replace(self.bare(view), claims=claims, documents={name: document}, outlines=None)

    def with_claims(self, view: View, claims: Sequence[Claim]) -> Picture:
        """`bare`, with these claims and their documents."""
        documents = self._documents({claim.document for claim in claims}, view)
        return replace(self.bare(view), claims=claims, documents=documents, outlines=None)

    def _accounts(self, view: View, place: str | None, claims: Sequence[Claim]) -> tuple[Event, ...]:
        """The conflicting accounts of one place; of a large ledger those among its own claims."""
        found = accounts(claims) if self.large else self.answers(_head(view)).accounts(view.known_by)
        return tuple(told.event(pair) for pair in found if pair.place.id == place)

    # --- reviews

    def review_queue(self, view: View) -> list[Due]:
        self._refuse_large()
        key = (view.as_of, view.known_by, view.head)
        return self._queue.get(key, lambda: queue(self.answers(_head(view)), self.bare(view)))


def _head(view: View) -> int:
    assert view.head is not None, "views are settled before they are read"
    return view.head


_TOO_MANY = "A ledger this large says it on the command line: `dateline explain` and the place's name."


def _being_made(why: str) -> ProblemError:
    return ProblemError(503, f"{why}; ask again in a while", {"Retry-After": str(RETRY)})


def _admin1(bare: Picture, place: str) -> str | None:
    found = bare.places.get(place)
    return found.admin1 if found else None
