"""Live cases for the demo lender: a dozen real applicants apply, so that every kind of case lies there to be looked at.

Where their applications go follows from their own figures: some are declined, some wait for a person. Of those with an
offer one takes it all the way to a running loan, one stops at the contract, the others leave it open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import httpx

from loanwright.apps.demo import wishes
from loanwright.apps.demo.http import Polling
from loanwright.apps.demo.journey import arrive
from loanwright.apps.demo.outside import Outside
from loanwright.apps.demo.people import demo_applicants

_PEOPLE, _SEED = 12, 2026
_PAGES_TO_TURN = ("paid out", "contract to sign")


@dataclass(frozen=True, slots=True)
class LiveCase:
    """A phone to sign in with, and what its owner will find."""

    phone: str
    finds: str


def add_live_cases(url: str, outside_url: str, today: date) -> Iterator[LiveCase]:
    """Have them apply, one after another, at the running lender."""
    with httpx.Client(base_url=outside_url, timeout=60) as http:
        outside = Outside(http)
        outside.set_today(today)
        further = list(_PAGES_TO_TURN)
        for applicant in demo_applicants(_PEOPLE, _SEED, today):
            borrower = arrive(applicant, url, outside, Polling())
            application_id = borrower.apply(wishes.wish(applicant, _SEED), wishes.answers(applicant))
            finds = str(borrower.application(application_id)["status"])
            if finds == "offered" and further:
                finds = further.pop(0)
                borrower.accept(application_id)
                if finds == "paid out":
                    borrower.sign(application_id)
                    borrower.paid_out(application_id)
            yield LiveCase(applicant.identity.phone, finds)
