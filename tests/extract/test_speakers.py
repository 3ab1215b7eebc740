from __future__ import annotations

import pytest

from dateline.extract.attribution import attributions
from dateline.extract.speakers import is_country, is_medium, is_platform, kind_of, level_of
from dateline.model import Level, SpeakerKind


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [
        ("a Taliban spokesman", "official", "central"),
        ("the interior ministry", "official", "central"),
        ("the governor of the province", "official", "local"),
        ("a member of the provincial council", "official", "local"),
        ("the deputy defence minister", "official", "central"),
        ("a security source", "anonymous", None),
        ("an eyewitness", "witness", None),
        ("the Observatory", "monitor", None),
        ("a resident of the town", "local", None),
        ("a rebel fighter", "fighter", None),
        ("an analyst in London", "analyst", None),
        ("state television", "agency", None),
        ("AFP", "agency", None),
        ("the Taliban", "official", "central"),
    ],
)
def test_kind_and_level(text: str, kind: str, level: str | None) -> None:
    assert kind_of(text) is SpeakerKind(kind)
    assert level_of(text, SpeakerKind(kind)) == (Level(level) if level else None)


@pytest.mark.parametrize(
    "text", ["AFP", "the Interfax news agency", "state television", "the newspaper Dawn", "Reuters"]
)
def test_media(text: str) -> None:
    assert is_medium(text)


@pytest.mark.parametrize("text", ["reporters", "the press", "parliament", "a soldier"])
def test_no_media(text: str) -> None:
    assert not is_medium(text)


@pytest.mark.parametrize("text", ["Twitter", "his Telegram channel", "Facebook"])
def test_platforms(text: str) -> None:
    assert is_platform(text)


def test_a_country_is_a_topic() -> None:
    assert is_country("Syria") or is_country("Afghanistan")
    assert not is_country("Army")


@pytest.mark.parametrize(
    ("text", "speaker", "name"),
    [
        ("Minister Hana Levy came. She said it was over.", "Minister Hana Levy", None),
        ("“It is over,” Minister Hana Levy said. Levy added that nobody fled.", "Levy", "Minister Hana Levy"),
        ("The defence ministry issued a text. It said it was over.", "The defence ministry", None),
        ("A police officer said it was over. The officer said nobody fled.", "A police officer", None),
    ],
)
def test_mentions(text: str, speaker: str, name: str | None) -> None:
    last = attributions(text)[-1]
    assert (last.chain[0].text, last.chain[0].name) == (speaker, name)
