"""Reviews: the only way to write over the web. Each needs a token in a header; each is a row with its author."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from dateline.errors import DatelineError, LedgerError
from dateline.interchange import claim_from_json
from dateline.ledger import Verdict
from dateline.model import Claim
from dateline.web import records, schemas
from dateline.web.api import board_of
from dateline.web.problems import WRITE_PROBLEMS, ProblemError
from dateline.web.respond import dump
from dateline.web.tokens import Account, Role, check

__all__ = ["router"]

router = APIRouter()
_bearer = HTTPBearer(auto_error=False, description="A token from the file that `dateline serve --tokens` names.")
_ASK = {"WWW-Authenticate": 'Bearer realm="dateline"'}
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def account_of(request: Request, bearer: Bearer) -> Account:
    """Whose token came with the request. Refuses other sites' pages, missing and unknown tokens."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise ProblemError(403, "the request comes from another site's page; write from a page of this server")
    if bearer is None:
        raise ProblemError(401, "a token is needed; send it as `Authorization: Bearer TOKEN`", _ASK)
    account = check(bearer.credentials, request.app.state.accounts)
    if account is None:
        raise ProblemError(401, "the token is not known here; ask whoever runs the server for one", _ASK)
    return account


Known = Annotated[Account, Depends(account_of)]


@router.post(
    "/reviews.json",
    status_code=201,
    response_model=schemas.ReviewAnswer,
    responses=WRITE_PROBLEMS,
    summary="Accept, reject or correct a claim",
)
def review(request: Request, said: schemas.ReviewRequest, account: Known) -> Response:
    """Adds a verdict to the ledger, with the token's name as its author. Nothing is changed or deleted."""
    if not account.role.may_review:
        raise ProblemError(403, f"{account.name} is a {account.role}; reviews need an analyst's token")
    board = board_of(request)
    if request.app.state.read_only:
        raise ProblemError(403, "this server only reads its ledger; start it with `dateline serve --write`")
    if board.ledger.claim(said.claim, reviewed=False) is None:
        raise ProblemError(404, f"the ledger holds no claim {said.claim!r}; take the id from /claims.json")
    try:
        kept = board.ledger.review(
            said.claim, Verdict(said.verdict), author=account.name, reason=said.reason, correction=_correction(said)
        )
    except LedgerError:
        raise
    except DatelineError as error:
        raise ProblemError(400, str(error)) from error
    board.forget_head()
    return Response(dump(records.review(kept)), 201, {"Cache-Control": "no-store"}, "application/json")


def _correction(said: schemas.ReviewRequest) -> Claim | None:
    if (said.verdict == "correct") != (said.correction is not None):
        raise ProblemError(400, "the verdict `correct`, and no other, needs the claim as it should read")
    if said.correction is None:
        return None
    try:
        return claim_from_json(said.correction)
    except DatelineError as error:
        raise ProblemError(400, str(error)) from error


@router.get(
    "/reviews.json",
    response_model=schemas.ReviewsAnswer,
    responses=WRITE_PROBLEMS,
    summary="All verdicts with their authors (admin)",
)
def reviews(request: Request, account: Known) -> Response:
    if account.role is not Role.ADMIN:
        raise ProblemError(403, f"{account.name} is a {account.role}; the list of verdicts needs an admin's token")
    found = [records.review(one) for one in board_of(request).ledger.reviews()]
    return Response(dump({"reviews": found}), 200, {"Cache-Control": "no-store"}, "application/json")
