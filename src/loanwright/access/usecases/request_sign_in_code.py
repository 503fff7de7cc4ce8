"""A borrower asks for a code to sign in."""

from __future__ import annotations

from datetime import timedelta

from loanwright.access import repository, rules
from loanwright.access.model import Limit
from loanwright.access.usecases.issue_code import IssuedCode, issue_code
from loanwright.infra.unit_of_work import UnitOfWork

SIGN_IN = "borrower-sign-in"


def request_sign_in_code(uow: UnitOfWork, phone: str, ip: str, codes_per_ip_hourly: int) -> IssuedCode:
    """Send a sign-in code; the answer is the same whether or not the phone is known.

    Raises:
        PhoneNotValid, CodeRequestedTooSoon, TooManyAttempts
    """
    limit = Limit("code-by-ip", codes_per_ip_hourly, timedelta(hours=1))
    rules.require_within(limit, *repository.count_attempt(uow, limit, ip), uow.now)
    issued = issue_code(uow, phone, SIGN_IN)
    uow.audit("access.request-sign-in-code", "challenge", issued.challenge_id)
    return issued
