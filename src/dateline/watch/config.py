"""The sources file: what to follow, which changes to tell, and whom (docs/watch.md shows one)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dateline.errors import DatelineError, InputError
from dateline.vocab import parse_yaml

__all__ = ["Config", "Email", "Rule", "Source", "Target", "load"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Record):
    """A feed, sitemap or page at `url`, or a folder at `path`; looked at every `every` minutes."""

    id: str = Field(pattern=r"^[A-Za-z0-9_.-]+$")
    kind: Literal["feed", "sitemap", "page", "folder"]
    url: str | None = None
    path: Path | None = None
    outlet: str | None = None
    every: Annotated[float, Field(gt=0)] = 15

    @model_validator(mode="after")
    def _has_its_place(self) -> Source:
        if (self.path if self.kind == "folder" else self.url) is None:
            raise ValueError(f"a {self.kind} needs {'path' if self.kind == 'folder' else 'url'}")
        return self


class Rule(_Record):
    """A change to tell: a side's probability `crosses` `above`, a place becomes `disputed`, a `denial` about a held
    place, a `count` that the states do not bear out. `places` are names, ids or a place set; empty means all."""

    id: str
    when: Literal["crosses", "disputed", "denial", "count"]
    above: Annotated[float, Field(gt=0, lt=1)] = 0.8
    side: str | None = None
    places: tuple[str, ...] = ()
    to: tuple[str, ...]


class Email(_Record):
    to: tuple[str, ...]
    sender: str
    host: str = "localhost"
    port: int = 25


class Target(_Record):
    """Where alerts go: one of a webhook (POST of JSON), an e-mail, an Atom file."""

    webhook: str | None = None
    email: Email | None = None
    atom: Path | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Target:
        if sum(way is not None for way in (self.webhook, self.email, self.atom)) != 1:
            raise ValueError("a target is one of webhook, email, atom")
        return self


class Config(_Record):
    """`state` is the folder of the journal; `permalink` the address of `dateline serve` for links in alerts.

    `allow_private` lets sources lie at private addresses (a newsroom's own network); off, they are refused.
    """

    state: Path = Path("watch-state")
    permalink: str = "http://127.0.0.1:8000"
    theatre: str | None = None
    allow_private: bool = False
    seconds_per_host: Annotated[float, Field(ge=0)] = 2.0
    sources: tuple[Source, ...]
    alerts: tuple[Rule, ...] = ()
    deliver: dict[str, Target] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_fit(self) -> Config:
        ids = [source.id for source in self.sources]
        if len(set(ids)) < len(ids):
            raise ValueError("two sources have the same id")
        unknown = {name for rule in self.alerts for name in rule.to} - set(self.deliver)
        if unknown:
            raise ValueError(f"alerts go to {', '.join(sorted(unknown))}, which deliver does not name")
        return self


def load(path: Path) -> Config:
    """The sources file, its paths made relative to it. Raises DatelineError saying what is wrong and where."""
    try:
        content: Any = parse_yaml(path.read_text("utf-8"), str(path))
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "give a sources file") from error
    try:
        config = Config.model_validate(content)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, item['loc'])) or 'the file'}: {item['msg']}" for item in error.errors()
        )
        raise DatelineError(f"{path}: {problems}; see docs/watch.md") from error
    here = path.parent
    return config.model_copy(
        update={
            "state": here / config.state,
            "sources": tuple(
                source.model_copy(update={"path": here / source.path}) if source.path else source
                for source in config.sources
            ),
            "deliver": {
                name: target.model_copy(update={"atom": here / target.atom}) if target.atom else target
                for name, target in config.deliver.items()
            },
        }
    )
