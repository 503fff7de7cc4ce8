"""A member of staff signs in with password and TOTP code."""

from __future__ import annotations

from dataclasses import dataclass

from loanwright.access import repository, rules
from loanwright.access.model import STAFF_SIGN_IN_LIMIT, SessionKind, StaffUser
from loanwright.access.rules import PasswordCheck
from loanwright.access.usecases.open_session import open_session
from loanwright.infra.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class StaffSignedIn:
    """Who signed in, and the token for the cookie."""

    user: StaffUser
    token: str


def sign_in_staff(uow: UnitOfWork, username: str, password: PasswordCheck, totp: str) -> StaffSignedIn:
    """Open a session. The password was compared before this transaction began (see `passwords`).

    Raises:
        TooManyAttempts: this user name failed too often lately, whether or not it exists.
        SignInFailed: anything is wrong; the attempt counts.
    """
    limit = STAFF_SIGN_IN_LIMIT
    rules.require_within(limit, *repository.count_attempt(uow, limit, username), uow.now)
    user, step = rules.require_staff_sign_in(repository.lock_staff(uow, username), password, totp, uow.now)
    repository.remember_totp_step(uow, user.id, step)
    repository.forget_attempts(uow, limit, username)
    token = open_session(uow, SessionKind.STAFF, user.id)
    uow.audit("access.sign-in-staff", "staff", user.id)
    return StaffSignedIn(user, token)
