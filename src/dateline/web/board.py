"""What the pages show, read through `answers` and kept: one picture for each pair of clocks and head.

The head moves while reports come in. Nobody waits for that: what is shown without a head is read at the newest head
whose map is ready, and the next is made meanwhile. Each answer says at which head it was read, and asking again with
that head gives it again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from subprocess import TimeoutExpired
from threading import Lock, Thread
from typing import Any

from dateline.answers import Answers, changes_of, outlines_of, states_picture, why, with_audits, with_reports
from dateline.errors import DatelineError, LedgerError
from dateline.ledger import Clocks, Ledger
from dateline.model import Claim, ClaimType, Document, Place, State, Status
from dateline.publish import told
from dateline.publish.picture import Change, Event, Picture
from dateline.times import DAY, Interval
from dateline.web import ready
from dateline.web.cache import Cache
from dateline.web.clocks import View
from dateline.web.problems import ProblemError
from dateline.web.queue import Due, queue
from dateline.web.respond import Body, dump

__all__ = ["MOST_DAYS", "Board"]

HEAD_SECONDS = 2.0  # how often the ledger's end is looked at: what a person at a screen does not notice
MOST_DAYS = 120  # of the slider: more are thinner than a finger
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
        self._days: Cache[dict[date, list[State]]] = Cache(KEPT_ANSWERS)
        self._texts: Cache[Body] = Cache(KEPT_PICTURES)
        self._queue: Cache[list[Due]] = Cache(KEPT_ANSWERS)
        self._clocks: Cache[Clocks] = Cache(KEPT_PICTURES)
        self._lock = Lock()
        self._ready: int | None = None
        self._looked, self._pause = 0.0, HEAD_SECONDS
        self.making = False  # whether a newer map is on its way

    # --- clocks

    def head(self) -> int:
        """The position that answers without a head are read at: the newest whose map is ready.

        Where the ledger has moved on, the map of its new end is made meanwhile, beside the requests.
        """
        with self._lock:
            if self._ready is None:
                self._ready = self.ledger.head().position
                self._looked = time.monotonic()
            elif time.monotonic() - self._looked > self._pause and not self.making:
                self.making = True
                Thread(target=self._refresh, name="dateline-refresh", daemon=True).start()
            return self._ready

    def _refresh(self) -> None:
        """Makes the default map of the ledger's end ready; afterwards rests as long as that took."""
        started = time.monotonic()
        try:
            newest = self.ledger.head().position
            if newest != self._ready:
                self._keep(
                    ready.in_child(self._target, self._theatre, newest) if self._target else ready.make(self, newest)
                )
                with self._lock:
                    if self._ready is not None:  # None: somebody wrote meanwhile, and waits for that
                        self._ready = max(newest, self._ready)
        except (DatelineError, OSError, TimeoutExpired):
            pass  # a ledger that is busy or away: the last map stands, and the next look may go better
        finally:
            self._looked = time.monotonic()
            self._pause = max(HEAD_SECONDS, self._looked - started)
            self.making = False

    def _keep(self, made: ready.Ready) -> None:
        view = View(made.clocks.as_of, made.clocks.known_by, made.head)
        key = (view.as_of, view.known_by, view.head)
        self._clocks.get(made.head, lambda: made.clocks)
        self._bare.get(key, lambda: made.bare)
        self._days.get((view.known_by, view.head), lambda: made.days)
        self._texts.get(("map.json", view), lambda: made.states)

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
        return replace(states_picture(answers, view.as_of, view.known_by), outlines=self.outlines(view))

    def whole(self, view: View) -> Picture:
        """What the claims come to: audited counts, resolved forecasts, conflicting accounts, sources. Made once."""
        return self._whole.get((view.as_of, view.known_by, view.head), lambda: self._make_whole(view))

    def _make_whole(self, view: View) -> Picture:
        return with_audits(self.answers(_head(view)), self.bare(view))

    def complete(self, view: View) -> Picture:
        """`whole`, with the days, changes and documents: what exports are made of."""
        whole = with_reports(self.answers(_head(view)), self.whole(view))
        return replace(
            whole,
            states={**self.days(view), whole.as_of: whole.now},
            changes=[change for change in self.changes(view) if change.day <= whole.as_of],
        )

    def kept(self, name: str, view: View, make: Callable[[Picture, View], Any]) -> Body:
        """An answer that depends on nothing but the view, made and packed once."""
        return self._texts.get((name, view), lambda: Body.of(dump(make(self.shown(view), view))))

    def answers_at(self, view: View) -> Answers:
        return self.answers(_head(view))

    def claims(self, view: View, *, place: str | None = None, type: str | None = None) -> list[Claim]:
        """The claims known at these clocks, of one place or type where asked. Raises ProblemError, DatelineError."""
        if type is not None and type not in set(ClaimType):
            raise ProblemError(400, f"{type!r} is no claim type; one of {', '.join(ClaimType)}")
        answers = self.answers(_head(view))
        wanted = answers.place(place).id if place else None
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

    def days(self, view: View) -> dict[date, list[State]]:
        """Each day's states as known at its own end, up to the last day that these clocks know of."""
        key = (view.known_by, view.head)
        return self._days.get(key, lambda: self._make_days(view))

    def _make_days(self, view: View) -> dict[date, list[State]]:
        answers = self.answers(_head(view))
        known = [claim.known.date() for claim in answers.claims(view.known_by) if claim.known]
        if not known:
            return {}
        last = max(known)
        first = max(min(known) - DAY, last - (MOST_DAYS - 1) * DAY)
        return _shared(answers.nowcasts(Interval.span(first, last), view.known_by))

    def slider(self, view: View) -> tuple[date, ...]:
        """The days one can choose from: all that the ledger knows of at this head, the one shown among them."""
        days = set(self.days(self._latest(view)))
        return tuple(sorted(days | ({view.as_of} if view.as_of else set())))

    def pulse(self, view: View) -> list[int]:
        """How many places changed on each day of the slider."""
        counts = Counter(change.day for change in self.changes(self._latest(view)))
        return [counts[day] for day in self.slider(view)]

    def _latest(self, view: View) -> View:
        """The ledger's own clocks at the view's head: one can go on from a day of the past."""
        return self.settled(View(), _head(view))

    def changes(self, view: View) -> Sequence[Change]:
        """The changes of all days of the slider, whatever day is shown."""
        return changes_of(self.days(view))

    def with_days(self, view: View) -> Picture:
        """`shown`, with the slider's days and the changes up to the day shown."""
        shown = self.shown(view)
        wanted = {state.place for state in shown.now}
        changes = [c for c in self.changes(view) if c.day <= shown.as_of and c.place in wanted]
        days = {day: [s for s in states if s.place in wanted] for day, states in self.days(view).items()}
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
        claims = [claim for claim in answers.claims(view.known_by) if claim.place.id == place.id]
        state = next((state for state in bare.now if state.place == place.id), None)
        explanations = {}
        if state and place.id and state.claims and state.status is not Status.UNKNOWN:
            explanations = {place.id: why(answers.explain(place.id, view.as_of, view.known_by))}
            claims += self._deciding(view, explanations[place.id].weights, claims)
        days = {day: [s for s in states if s.place == place.id] for day, states in self.days(view).items()}
        return replace(
            bare,
            states={**days, bare.as_of: [state] if state else []},
            claims=claims,
            documents=self._documents({claim.document for claim in claims}, view),
            explanations=explanations,
            changes=[change for change in self.changes(view) if change.place == place.id],
            events=self._accounts(view, place.id),
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
        claims = [claim for claim in self.answers(_head(view)).claims(view.known_by) if claim.document == name]
        return replace(self.bare(view), claims=claims, documents={name: document}, outlines=None)

    def with_claims(self, view: View, claims: Sequence[Claim]) -> Picture:
        """`bare`, with these claims and their documents."""
        documents = self._documents({claim.document for claim in claims}, view)
        return replace(self.bare(view), claims=claims, documents=documents, outlines=None)

    def _accounts(self, view: View, place: str | None) -> tuple[Event, ...]:
        """The conflicting accounts of one place."""
        found = self.answers(_head(view)).accounts(view.known_by)
        return tuple(told.event(pair) for pair in found if pair.place.id == place)

    # --- reviews

    def review_queue(self, view: View) -> list[Due]:
        key = (view.as_of, view.known_by, view.head)
        return self._queue.get(key, lambda: queue(self.answers(_head(view)), self.bare(view)))


def _head(view: View) -> int:
    assert view.head is not None, "views are settled before they are read"
    return view.head


def _shared(days: dict[date, list[State]]) -> dict[date, list[State]]:
    """The days with one record for days on end of the same side and status: a page shows just these, and thousands
    of places times a season would not fit in memory otherwise."""
    last: dict[str, State] = {}
    found = {}
    for day in sorted(days):
        for state in days[day]:
            before = last.get(state.place)
            if before is None or (before.top, before.status) != (state.top, state.status):
                last[state.place] = state
        found[day] = [last[state.place] for state in days[day]]
    return found


def _admin1(bare: Picture, place: str) -> str | None:
    found = bare.places.get(place)
    return found.admin1 if found else None
