"""From the answers' own records to those of a `Picture`: counts, forecasts, sources, conflicting accounts.

The records are taken for what they have, not for where they come from: formats know no other room.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.model import Claim
from dateline.publish import words
from dateline.publish.picture import Account, CountAudit, Event, ForecastScore, SourceScore

__all__ = ["count", "event", "forecast", "source"]

_OUTCOMES: Mapping[str, bool] = {"true": True, "false": False}


def event(pair: Any) -> Event:
    """Two tellings that conflict (`link.accounts.Accounts`)."""
    tellings = tuple(
        Account(told.sides[0] if len(told.sides) == 1 else None, told.says, told.claims)
        for told in (pair.left, pair.right)
    )
    return Event(
        id=pair.id,
        type=str(pair.conflict),
        place=pair.place.id,
        interval=pair.interval,
        claims=(*pair.left.claims, *pair.right.claims),
        accounts=tellings,
        independent=pair.left.independent + pair.right.independent,
    )


def count(audit: Any, claims: Mapping[str, Claim]) -> CountAudit | None:
    """A count beside the states (`fuse.audit.CountAudit`); None where its day is not known."""
    if audit.day is None:
        return None
    claim = claims.get(audit.claim)
    audited = not str(audit.verdict).startswith("cannot")
    return CountAudit(
        claim=audit.claim,
        day=audit.day,
        stated=audit.said if claim is None or claim.quantity else None,
        found=audit.counted if audited else None,
        of=audit.of,
        unit=claim.quantity.unit if claim and claim.quantity else audit.place_set,
        side=audit.side,
        places=audit.named,
        disputed=tuple(place.place for place in audit.missing),
        verdict=f"{audit.verdict}{_when(audit)}" if audited else f"{audit.verdict}: {audit.why}",
    )


def _when(audit: Any) -> str:
    """The days on which a number that was wrong is right, by what became known since."""
    if str(audit.verdict) == "right":
        return ""
    return f"; with hindsight right on {words.interval(audit.right)}" if audit.right else "; right on no day near it"


def forecast(one: Any) -> ForecastScore:
    """A forecast as far as it is resolved (`fuse.forecasts.Forecast`)."""
    return ForecastScore(
        claim=one.claim,
        window=one.window,
        outcome=_OUTCOMES.get(str(one.outcome)),
        resolved=one.decided,
        brier=one.brier,
        probability=one.p,
    )


def source(one: Any) -> SourceScore:
    """A source's record (`fuse.sources.SourceRecord`)."""
    return SourceScore(
        name=one.name,
        kind=str(one.kind),
        side=one.side,
        claims=one.claims,
        judged=one.judged,
        borne_out=len(one.borne_out),
        letter=one.letter,
    )
