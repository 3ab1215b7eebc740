"""Claims from the ledger's own JSON, four times as fast as `interchange.claim_from_json`, which takes anyone's.

A place's lanes are some hundred claims, a theatre's a hundred thousand: reading them is most of an answer's time. So
pydantic's validator makes the records while it reads, without dictionaries between; days and moments are few and come
back again and again, so each is parsed once. Tested to give the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import lru_cache
from typing import Any

from pydantic_core import SchemaValidator, ValidationError, core_schema

from dateline.model import (
    Claim,
    ClaimType,
    Evidence,
    Level,
    Modality,
    Party,
    Place,
    Quantity,
    Scale,
    Speaker,
    SpeakerKind,
)
from dateline.times import Interval, parse_moment, parse_published

__all__ = ["decode_claim"]

CLAIMS_KEPT = 10_000  # claims kept decoded, some 30 MB: a page's next view reads the same ones; rows never change
KEPT = 20_000  # days and moments kept parsed: some decades of days, or a year of moments; a few MB

_Schema = core_schema.CoreSchema


def _record(cls: type[Any], **parts: _Schema) -> _Schema:
    """A record whose fields are as JSON has them, but for these parts."""
    made = []
    for field in fields(cls):
        part = parts.get(field.name, core_schema.any_schema())
        if field.default is not MISSING:
            part = core_schema.with_default_schema(part, default=field.default)
        made.append(core_schema.dataclass_field(field.name, part))
    names = [field.name for field in fields(cls)]
    return core_schema.dataclass_schema(cls, core_schema.dataclass_args_schema(cls.__name__, made), names, slots=True)


def _term(terms: type[StrEnum]) -> _Schema:
    return core_schema.enum_schema(terms, list(terms))


def _parsed(parse: Callable[[str], object]) -> _Schema:
    return core_schema.no_info_plain_validator_function(lru_cache(KEPT)(parse))


_several = core_schema.tuple_variable_schema
_speaker = _record(Speaker, kind=_term(SpeakerKind), level=core_schema.nullable_schema(_term(Level)))
_CLAIM = SchemaValidator(
    _record(
        Claim,
        type=_term(ClaimType),
        modality=_term(Modality),
        evidence=core_schema.with_default_schema(_record(Evidence), default=None),
        place=_record(Place, scale=_term(Scale), reasons=_several()),
        actor=_record(Party),
        opponent=_record(Party),
        date=_parsed(Interval.parse),
        speakers=_several(_speaker),
        quantity=_record(Quantity),
        published=_parsed(parse_published),
        known=_parsed(parse_moment),
    )
)


@lru_cache(CLAIMS_KEPT)
def decode_claim(body: str) -> Claim:
    """The claim of a `body` that `write.claim_row` packed: nulls are left out of it."""
    try:
        claim: Claim = _CLAIM.validate_json(body)
    except ValidationError:  # half a letter (a lone surrogate), which only the standard library reads
        claim = _CLAIM.validate_python(json.loads(body))
    return claim
