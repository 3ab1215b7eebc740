"""Who may write: tokens with a role, kept as hashes alone.

A token is 256 random bits, so one SHA-256 is enough: there is no dictionary to try. It travels in the header
`Authorization: Bearer TOKEN` and never in a cookie; another site's page cannot send it, which is what makes the
write endpoints safe from cross-site requests.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dateline.errors import DatelineError

__all__ = ["Account", "Role", "add", "check", "issue", "load"]

_PREFIX = "dtl_"
_BITS = 256


class Role(StrEnum):
    """A viewer reads; an analyst also reviews claims; an admin also sees who reviewed what and how the server does."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    ADMIN = "admin"

    @property
    def may_review(self) -> bool:
        return self in (Role.ANALYST, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Account:
    """Whose token it is; the name becomes the author of what is written with it."""

    name: str
    role: Role


def issue(name: str, role: Role | str) -> tuple[str, str, Account]:
    """A new token, its hash, and its account. The token is shown once; only the hash is kept."""
    token = _PREFIX + secrets.token_urlsafe(_BITS // 8)
    return token, hash_of(token), Account(name, Role(role))


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def load(path: Path) -> Mapping[str, Account]:
    """Accounts by token hash, from a JSON file `{hash: {"name": ..., "role": ...}}`. Raises DatelineError."""
    try:
        found = json.loads(path.read_text("utf-8"))
        return {str(key): Account(str(one["name"]), Role(one["role"])) for key, one in found.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DatelineError(f'{path}: no token file ({error}); write {{"HASH": {{"name": …, "role": …}}}}') from error


def add(path: Path, name: str, role: Role | str) -> str:
    """Puts a new account into a token file, making the file where there is none; gives the token, shown once."""
    known = dict(load(path)) if path.exists() else {}
    token, hashed, account = issue(name, role)
    known[hashed] = account
    lines = {key: {"name": one.name, "role": str(one.role)} for key, one in known.items()}
    path.touch(mode=0o600)
    path.write_text(json.dumps(lines, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return token


def check(token: str, accounts: Mapping[str, Account]) -> Account | None:
    """The account of a token, or None; takes the same time whichever it is."""
    given, found = hash_of(token), None
    for known, account in accounts.items():
        if hmac.compare_digest(known, given):
            found = account
    return found
