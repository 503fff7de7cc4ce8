"""HTTP of signing in and out. Tokens travel in cookies only, so these commands are never stored for replay."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response, status

from loanwright.access import passwords, queries
from loanwright.access.edges import BORROWER_COOKIE, STAFF_COOKIE, AnonymousEdge, BorrowerEdge, staff_edge
from loanwright.access.model import SESSION_POLICY, StaffUser
from loanwright.access.rules import SignInRequired, masked_phone
from loanwright.access.schemas import (
    BorrowerSession,
    CodeSent,
    RequestCode,
    SignInBorrower,
    SignInStaff,
    StaffSession,
)
from loanwright.access.usecases.request_sign_in_code import request_sign_in_code
from loanwright.access.usecases.sign_in_borrower import sign_in_borrower
from loanwright.access.usecases.sign_in_staff import sign_in_staff
from loanwright.access.usecases.sign_out import sign_out
from loanwright.infra.edge import Edge

router = APIRouter(prefix="/auth", tags=["access"])

_COOKIE_PATH = "/api"

StaffEdge = Annotated[Edge, staff_edge()]


@router.post("/codes", status_code=status.HTTP_202_ACCEPTED)
def request_code(body: RequestCode, edge: AnonymousEdge) -> CodeSent:
    """Send a sign-in code to a phone."""
    per_ip = edge.runtime.settings.codes_per_ip_hourly
    issued = edge.transact(lambda uow: request_sign_in_code(uow, body.phone, edge.facts.ip, per_ip))
    return CodeSent(
        challenge_id=issued.challenge_id,
        expires_at=issued.expires_at,
        resend_after_seconds=issued.resend_after_seconds,
    )


@router.post("/borrower-sessions", status_code=status.HTTP_201_CREATED)
def open_borrower_session(body: SignInBorrower, edge: AnonymousEdge, response: Response) -> BorrowerSession:
    """Sign in with the code."""
    signed_in = edge.transact(lambda uow: sign_in_borrower(uow, body.challenge_id, body.code))
    _set_cookie(response, edge, BORROWER_COOKIE, signed_in.token)
    return BorrowerSession(party_id=signed_in.party_id, phone_masked=masked_phone(signed_in.phone))


@router.get("/borrower-sessions/current")
def current_borrower_session(edge: BorrowerEdge) -> BorrowerSession:
    """Who is signed in."""
    party_id = edge.actor.party_id
    phone = edge.query(lambda uow: queries.phone_of(uow, party_id)) if party_id else None
    if party_id is None or phone is None:
        raise SignInRequired()
    return BorrowerSession(party_id=party_id, phone_masked=masked_phone(phone))


@router.delete("/borrower-sessions/current", status_code=status.HTTP_204_NO_CONTENT)
def close_borrower_session(edge: BorrowerEdge, request: Request, response: Response) -> None:
    """Sign out."""
    edge.transact(lambda uow: sign_out(uow, request.cookies[BORROWER_COOKIE]))
    response.delete_cookie(BORROWER_COOKIE, path=_COOKIE_PATH)


@router.post("/staff-sessions", status_code=status.HTTP_201_CREATED)
def open_staff_session(body: SignInStaff, edge: AnonymousEdge, response: Response) -> StaffSession:
    """Sign in with password and TOTP."""
    stored = edge.query(lambda uow: queries.password_hash_of(uow, body.username))
    compared = passwords.check(stored, body.password.get_secret_value())
    signed_in = edge.transact(lambda uow: sign_in_staff(uow, body.username, compared, body.totp))
    _set_cookie(response, edge, STAFF_COOKIE, signed_in.token)
    return _staff_session(signed_in.user)


@router.get("/staff-sessions/current")
def current_staff_session(edge: StaffEdge) -> StaffSession:
    """Who is signed in, and what they may do."""
    staff_id = edge.actor.id
    user = edge.query(lambda uow: queries.staff_by_id(uow, staff_id)) if staff_id else None
    if user is None:
        raise SignInRequired()
    return _staff_session(user)


@router.delete("/staff-sessions/current", status_code=status.HTTP_204_NO_CONTENT)
def close_staff_session(edge: StaffEdge, request: Request, response: Response) -> None:
    """Sign out."""
    edge.transact(lambda uow: sign_out(uow, request.cookies[STAFF_COOKIE]))
    response.delete_cookie(STAFF_COOKIE, path=_COOKIE_PATH)


def _staff_session(user: StaffUser) -> StaffSession:
    return StaffSession(name=user.name, roles=sorted(user.roles), permissions=sorted(user.permissions))


def _set_cookie(response: Response, edge: Edge, name: str, token: str) -> None:
    response.set_cookie(
        name,
        token,
        max_age=int(SESSION_POLICY.absolute.total_seconds()),
        path=_COOKIE_PATH,
        httponly=True,
        secure=edge.runtime.settings.secure_cookies,
        samesite="strict",
    )
