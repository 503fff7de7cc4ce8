"""What an applicant of the file asks of which product, and what they answer: their real figures on our form."""

from __future__ import annotations

import random
from typing import Any

from loanwright.apps.demo.borrower import answers_of, since, wish_of
from loanwright.apps.demo.people import DemoApplicant
from loanwright.decisioning.api import EmploymentKind, Purpose
from loanwright.kernel.money import Money

CONSUMER, FARMER = "xiao-fei-dai", "nong-e-dai"

_FARMERS_MAY = {Purpose.BUSINESS, Purpose.EDUCATION, Purpose.RENOVATION, Purpose.NEW_VEHICLE, Purpose.USED_VEHICLE}
_CONSUMER_STEP, _FARMER_STEP = 10_00, 100_00
_LONGEST, _LONGEST_BULLET = 60, 12


def wish(applicant: DemoApplicant, seed: int) -> dict[str, Any]:
    """Amount and term of the file, on a product that lends for the purpose."""
    dice = random.Random(f"{seed}/wish/{applicant.number}")
    figures = applicant.figures
    purpose, periods = figures.answers.purpose, min(figures.months, _LONGEST)
    if purpose not in _FARMERS_MAY or dice.random() < 0.55:
        return wish_of(CONSUMER, _stepped(figures.amount, _CONSUMER_STEP), periods, purpose.value)
    choices = ("equal_principal", "bullet") if periods <= _LONGEST_BULLET else ("equal_principal",)
    return wish_of(FARMER, _stepped(figures.amount, _FARMER_STEP), periods, purpose.value, dice.choice(choices))


def answers(applicant: DemoApplicant) -> dict[str, Any]:
    """The part of the form a decision is made from."""
    said = applicant.figures.answers
    employer = "" if said.employment is EmploymentKind.UNEMPLOYED else applicant.identity.employer
    employment = {"kind": said.employment.value, "employer": employer, "since": since(said.employed_since)}
    debt, income = said.existing_debt_monthly, said.monthly_income
    return answers_of(employment, income, debt, said.savings, said.property.value)


def _stepped(amount: Money, step: int) -> Money:
    return Money(amount.minor // step * step, amount.currency)
