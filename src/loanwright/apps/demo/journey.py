"""One applicant's way from the first code to the money, or to wherever it ends."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from loanwright.apps.demo import wishes
from loanwright.apps.demo.borrower import Borrower
from loanwright.apps.demo.http import Api, Patience, Refused, browser
from loanwright.apps.demo.lender import Lender
from loanwright.apps.demo.office import Clerk
from loanwright.apps.demo.outside import Outside
from loanwright.apps.demo.people import DemoApplicant
from loanwright.decisioning.german_credit import bureau_sections

_SHARE_THAT_THINKS_BETTER = 0.05
_POCKET = "500000.00"  # what a person's bank account holds before the loan


class Ending(StrEnum):
    """How far somebody came."""

    REFUSED_AT_THE_FORM = "refused at the form"
    DECLINED = "declined"
    DECLINED_BY_PERSON = "declined by a person"
    OFFER_LEFT = "offer not taken"
    PAID_OUT = "paid out"


@dataclass(frozen=True, slots=True)
class Journey:
    """What became of one applicant."""

    applicant: DemoApplicant
    borrower: Borrower
    ending: Ending
    was_referred: bool = False
    refusal: str = ""
    loan_id: str = ""
    due_dates: tuple[date, ...] = ()


def arrive(applicant: DemoApplicant, url: str, outside: Outside, patience: Patience) -> Borrower:
    """A person as they come: known to the bureau, with money at the bank, and signed in."""
    who = applicant.identity
    outside.plant_report(who.id_number.text, bureau_sections(applicant.figures.report))
    outside.fill_account(who.account, who.name, _POCKET)
    borrower = Borrower(who, Api(browser(url)), outside, patience)
    borrower.sign_in()
    return borrower


@dataclass(frozen=True, slots=True)
class Guide:
    """What every traveller needs: the lender, its clerk, the seed, and patience."""

    lender: Lender
    clerk: Clerk
    seed: int
    patience: Patience

    def travel(self, applicant: DemoApplicant) -> Journey:
        """Live through an application."""
        borrower = arrive(applicant, self.lender.url, self.lender.outside, self.patience)
        try:
            application_id = borrower.apply(wishes.wish(applicant, self.seed), wishes.answers(applicant))
        except Refused as refused:
            return Journey(applicant, borrower, Ending.REFUSED_AT_THE_FORM, refusal=refused.code)
        return self._decided(applicant, borrower, borrower.application(application_id))

    def _decided(self, applicant: DemoApplicant, borrower: Borrower, view: dict[str, Any]) -> Journey:
        if view["status"] == "declined":
            return Journey(applicant, borrower, Ending.DECLINED)
        if view["status"] == "in_review":
            return self._referred(applicant, borrower, view["id"])
        return self._offered(Journey(applicant, borrower, Ending.OFFER_LEFT), view["id"])

    def _referred(self, applicant: DemoApplicant, borrower: Borrower, application_id: str) -> Journey:
        journey = Journey(applicant, borrower, Ending.OFFER_LEFT, was_referred=True)
        if self.clerk.decide(application_id) == "decline":
            return replace(journey, ending=Ending.DECLINED_BY_PERSON)
        return self._offered(journey, application_id)

    def _offered(self, journey: Journey, application_id: str) -> Journey:
        """Most take the offer; the others leave it lying."""
        dice = random.Random(f"{self.seed}/offer/{journey.applicant.number}")
        if dice.random() < _SHARE_THAT_THINKS_BETTER:
            return journey
        borrower = journey.borrower
        borrower.accept(application_id)
        borrower.sign(application_id)
        loan_id = borrower.paid_out(application_id)
        rows = borrower.api.get(f"/loans/{loan_id}/schedule")["items"]
        due_dates = tuple(date.fromisoformat(row["due_on"]) for row in rows)
        return replace(journey, ending=Ending.PAID_OUT, loan_id=loan_id, due_dates=due_dates)
