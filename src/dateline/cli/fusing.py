"""`dateline fuse`: claim lines in, daily states out. Reads files for `fuse`, which reads none."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dateline import fuse
from dateline.answers.desk import initial_states, parents_of, successions
from dateline.errors import DatelineError, InputError
from dateline.fuse import FusionModel
from dateline.interchange import read_claims
from dateline.link import theatre as theatres
from dateline.model import Claim, State
from dateline.times import Interval

__all__ = ["fuse_file"]


def fuse_file(
    path: Path,
    *,
    theatre: str | None,
    initial: Path | None,
    days: Interval | None,
    learn_until: date | None,
    model: Path | None,
    failures: list[InputError],
) -> Iterator[State]:
    """The nowcast of every day and place; lines that are no claims are added to `failures`.

    A `model` file is read; together with `learn_until` it is written instead. Raises DatelineError.
    """
    claims = list(_claims(path, failures))
    if not claims:
        return
    named = theatres.named(theatre) if theatre else None
    starting = {**initial_states(named), **(read_initial(initial) if initial else {})}
    parents = parents_of({claim.place.id: claim.place for claim in claims}.values())
    used = FusionModel.load(model) if model and learn_until is None else FusionModel.prior()
    if learn_until is not None:
        used = fuse.learn(
            claims, model=used, until=learn_until, initial=starting, parents=parents, succession=successions(named)
        )
        if model:
            used.save(model)
    yield from fuse.fuse(
        claims, days=days, initial=starting, parents=parents, model=used, succession=successions(named)
    )


def _claims(path: Path, failures: list[InputError]) -> Iterator[Claim]:
    try:
        with path.open("rb") as lines:
            for claim in read_claims(lines, str(path)):
                if isinstance(claim, InputError):
                    failures.append(claim)
                else:
                    yield claim
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "give a file of claim lines") from error


def read_initial(path: Path) -> dict[str, tuple[str, date]]:
    """{place id: (side, from)} of a CSV with the columns place, side, from. Raises DatelineError."""
    try:
        with path.open(encoding="utf-8", newline="") as table:
            return {row["place"]: (row["side"], date.fromisoformat(row["from"])) for row in csv.DictReader(table)}
    except OSError as error:
        raise DatelineError(f"{path}: cannot be read ({error.strerror}); give a CSV file") from error
    except (KeyError, ValueError, TypeError) as error:
        raise DatelineError(f"{path}: {error}; it needs the columns place, side, from (YYYY-MM-DD)") from error
