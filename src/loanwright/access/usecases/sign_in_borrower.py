"""A borrower signs in with the code from their phone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from loanwright.access.model import SessionKind
from loanwright.access.usecases.check_code import check_code
from loanwright.access.usecases.open_session import open_session
from loanwright.access.usecases.party_of_phone import party_of_phone
from loanwright.access.usecases.request_sign_in_code import SIGN_IN
from loanwright.infra.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class BorrowerSignedIn:
    """Who signed in, and the token for the cookie."""

    party_id: UUID
    phone: str
    token: str


def sign_in_borrower(uow: UnitOfWork, challenge_id: UUID, code: str) -> BorrowerSignedIn:
    """Open a session for the party of the phone.

    Raises:
        ChallengeUnknown, CodeWrong, CodeExpired, CodeTriedTooOften, CodeAlreadyUsed
    """
    phone = check_code(uow, challenge_id, code, SIGN_IN)
    party_id = party_of_phone(uow, phone)
    token = open_session(uow, SessionKind.BORROWER, party_id)
    uow.audit("access.sign-in-borrower", "party", party_id)
    return BorrowerSignedIn(party_id, phone, token)
