"""Claims for fusion tests, made as anyone would send them: by interchange lines."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from dateline.interchange import claim_from_json
from dateline.model import Claim

START = date(2031, 3, 1)
_numbers = count(1)


def day(number: int) -> str:
    return (START + timedelta(days=number)).isoformat()


def build(said: str = "capture", side: str = "red", at: int = 0, by: str = "outlet", **more: Any) -> Claim:
    """A claim of day `at`, published at noon. `by`: "red central", "blue local", "agency X", "outlet X", "outlet"."""
    who, _, name = by.partition(" ")
    speakers: list[dict[str, Any]] = []
    outlet = more.pop("outlet", None)
    if who == "agency":
        speakers = [{"text": name or "Kite News", "kind": "agency", "side": None}]
    elif who == "outlet":
        outlet = outlet or name or "The Harbour Post"
    else:
        speakers = [{"text": f"{who} {name}", "kind": "official", "level": name, "side": who}]
    published = more.pop("published", day(at) + "T12:00:00Z")
    number = more.pop("id", None) or f"c{next(_numbers):06d}"
    place = {"id": more.pop("place", "town"), "text": "Town", "scale": more.pop("scale", "town")}
    line = {
        "id": number,
        "document": f"d-{number}",
        "type": said,
        "modality": more.pop("modality", "asserted"),
        "place": place,
        "actor": {"side": side, "text": side} if side else None,
        "opponent": {"side": more["opponent"], "text": more["opponent"]} if more.get("opponent") else None,
        "date": more.pop("date", day(at)),
        "speakers": speakers,
        "outlet": outlet,
        "published": published,
        "copy_of": more.pop("copy_of", None),
        "retracts": more.pop("retracts", None),
    }
    return claim_from_json(line)
