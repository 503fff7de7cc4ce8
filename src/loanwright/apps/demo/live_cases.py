"""Live cases for the demo lender: a dozen real applicants apply, so that every kind of case lies there to be looked at.

Where their applications go follows from their own figures: some are declined, some wait for a person. Of those with an
offer one takes it all the way to a running loan, one stops at the contract, the others leave it open. Eight more have
something in common: a ring that must be found, and a dormitory that must not be taken for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

import httpx

from loanwright.apps.demo import neighbours, wishes
from loanwright.apps.demo.borrower import Borrower
from loanwright.apps.demo.http import Polling, Refused
from loanwright.apps.demo.journey import arrive
from loanwright.apps.demo.outside import Outside
from loanwright.apps.demo.people import DemoApplicant, demo_applicants

_PEOPLE, _SEED = 12, 2020
_PAID_OUT = "paid out"
_PAGES_TO_TURN = (_PAID_OUT, "contract to sign")


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
        alone, together = _people(today)
        for applicant in alone:
            with suppress(Refused):  # the form itself says no to some, such as the very old
                borrower = arrive(applicant, url, outside, Polling())
                application_id = borrower.apply(wishes.wish(applicant, _SEED), wishes.answers(applicant))
                finds = str(borrower.application(application_id)["status"])
                if finds == "offered" and further:
                    finds = further.pop(0)
                    _go_further(borrower, application_id, finds)
                yield LiveCase(applicant.identity.phone, finds)
        for neighbour in neighbours.neighbours(together, _SEED):
            with suppress(Refused):
                borrower = arrive(neighbour.applicant, url, outside, Polling())
                yield LiveCase(neighbour.applicant.identity.phone, _apply_together(borrower, neighbour))


def _people(today: date) -> tuple[tuple[DemoApplicant, ...], tuple[DemoApplicant, ...]]:
    everybody = demo_applicants(_PEOPLE + neighbours.PEOPLE, _SEED, today)
    return everybody[:_PEOPLE], everybody[_PEOPLE:]


def _apply_together(borrower: Borrower, neighbour: neighbours.Neighbour) -> str:
    wish, answers = wishes.wish(neighbour.applicant, _SEED), wishes.answers(neighbour.applicant)
    application_id = borrower.apply(
        wish, answers | neighbour.answers, lambda id_: neighbours.measure(borrower, id_, neighbour)
    )
    return str(borrower.application(application_id)["status"])


def _go_further(borrower: Borrower, application_id: str, page: str) -> None:
    borrower.accept(application_id)
    if page == _PAID_OUT:
        borrower.sign(application_id)
        borrower.paid_out(application_id)
