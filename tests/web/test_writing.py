"""Reviews: a token in a header, a role, a row in the ledger; nothing else can write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import DatelineError
from dateline.web import tokens as accounts


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def first(client: Any) -> dict[str, Any]:
    claim: dict[str, Any] = client.get("/claims.json?place=Herat&type=leave").json()["claims"][0]
    return claim


def said(claim: str, verdict: str = "reject", **more: Any) -> dict[str, Any]:
    return {"claim": claim, "verdict": verdict, "reason": "another town is meant", **more}


def test_an_analyst_rejects_a_claim_and_the_map_moves(writing: Any, tokens: Any) -> None:
    before = writing.get("/places/Herat.json").json()
    claim = first(writing)["id"]
    answer = writing.post("/reviews.json", json=said(claim), headers=bearer(tokens.analyst))
    assert answer.status_code == 201, answer.text
    assert answer.json()["author"] == "analyst-one" and answer.json()["position"] > before["head"]
    after = writing.get("/places/Herat.json").json()
    assert after["head"] >= answer.json()["position"]
    assert after["state"]["p"] != before["state"]["p"]
    old = writing.get(f"/places/Herat.json?head={before['head']}").json()
    assert old["state"] == before["state"]  # the past stays as it was


def test_a_correction_replaces_what_the_claim_says(writing: Any, tokens: Any) -> None:
    claim = first(writing)
    right = {**claim, "modality": "hedged"}
    answer = writing.post(
        "/reviews.json", json=said(claim["id"], "correct", correction=right), headers=bearer(tokens.admin)
    )
    assert answer.status_code == 201, answer.text
    assert first(writing)["modality"] == "hedged"


@pytest.mark.parametrize(("token", "status"), [(None, 401), ("dtl_nobody", 401), ("viewer", 403)])
def test_others_are_refused(writing: Any, tokens: Any, token: str | None, status: int) -> None:
    headers = bearer(getattr(tokens, token, token)) if token else {}
    answer = writing.post("/reviews.json", json=said(first(writing)["id"]), headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert ("www-authenticate" in answer.headers) == (status == 401)


def test_a_token_in_a_cookie_or_form_is_worth_nothing(writing: Any, tokens: Any) -> None:
    writing.cookies.set("token", tokens.analyst)
    assert writing.post("/reviews.json", json=said(first(writing)["id"])).status_code == 401
    form = writing.post("/reviews.json", data={"claim": "x"}, headers=bearer(tokens.analyst))
    assert form.status_code == 400


def test_another_sites_page_cannot_write(writing: Any, tokens: Any) -> None:
    headers = bearer(tokens.analyst) | {"sec-fetch-site": "cross-site"}
    assert writing.post("/reviews.json", json=said(first(writing)["id"]), headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (said("no such claim"), 404),
        ({"claim": "x"}, 400),
        (said("x", "burn"), 400),
        (said("x", more="x"), 400),
        ([], 400),
    ],
)
def test_wrong_verdicts_are_problems(writing: Any, tokens: Any, body: Any, status: int) -> None:
    answer = writing.post("/reviews.json", json=body, headers=bearer(tokens.analyst))
    assert answer.status_code == status, answer.text


def test_a_correction_must_be_a_claim(writing: Any, tokens: Any) -> None:
    claim = first(writing)["id"]
    for body in (
        said(claim, "correct"),
        said(claim, "correct", correction={"type": "gossip"}),
        said(claim, correction={}),
    ):
        assert writing.post("/reviews.json", json=body, headers=bearer(tokens.analyst)).status_code == 400


def test_a_served_ledger_is_read_only_by_default(client: Any, ledger_file: Path, tokens: Any) -> None:
    from starlette.testclient import TestClient

    from dateline.web.app import build

    with TestClient(build(str(ledger_file), tokens=tokens.accounts)) as reading:
        answer = reading.post("/reviews.json", json=said("x"), headers=bearer(tokens.analyst))
    assert answer.status_code == 403 and "only reads" in answer.json()["detail"]
    assert client.post("/map.json").status_code == 405


def test_only_an_admin_sees_who_reviewed(writing: Any, tokens: Any) -> None:
    writing.post("/reviews.json", json=said(first(writing)["id"]), headers=bearer(tokens.analyst))
    assert writing.get("/reviews.json", headers=bearer(tokens.analyst)).status_code == 403
    (review,) = writing.get("/reviews.json", headers=bearer(tokens.admin)).json()["reviews"]
    assert review["author"] == "analyst-one"


def test_tokens_are_kept_as_hashes(tmp_path: Path) -> None:
    file = tmp_path / "tokens.json"
    accounts.add(file, "Grace", "viewer")
    token = accounts.add(file, "Ada", "analyst")
    assert token not in file.read_text() and len(json.loads(file.read_text())) == 2
    assert file.stat().st_mode & 0o077 == 0
    known = accounts.load(file)
    assert accounts.check(token, known) == accounts.Account("Ada", accounts.Role.ANALYST)
    assert accounts.check(token + "x", known) is None and accounts.check("", known) is None
    assert accounts.issue("Ada", "analyst")[0] != token


@pytest.mark.parametrize("text", ["", "[]", "{", '{"h": {"name": "x", "role": "king"}}', '{"h": 1}'])
def test_a_wrong_token_file_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "tokens.json"
    file.write_text(text)
    with pytest.raises(DatelineError, match="no token file"):
        accounts.load(file)
