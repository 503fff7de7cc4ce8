"""The whole story: people apply on the first days, then a year passes in which they repay, or do not."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TypeVar

from loanwright.apps.demo.bank_bell import BankBell, is_quiet
from loanwright.apps.demo.http import Polling
from loanwright.apps.demo.journey import Ending, Guide, Journey
from loanwright.apps.demo.lender import Lender
from loanwright.apps.demo.office import Accountant, Clerk, signed_in
from loanwright.apps.demo.people import DemoApplicant
from loanwright.apps.demo.repayment import Payment, PaymentKind, habit_of, payments_of
from loanwright.kernel.money import Money

S = TypeVar("S")
T = TypeVar("T")

_AT_ONCE = 8
_ARRIVAL_DAYS = 10
_DAYS_BETWEEN_ARRIVALS = 2
_EXTRA = Money(100_00)
_SECONDS_FOR_A_YEAR = 900  # to close one, when nothing happens in it

Tell = Callable[[str, int, int], None]
"""Hears what is going on: what, how far, of how many."""


@dataclass(frozen=True, slots=True)
class Story:
    """A lender with its staff, and how to tell what happens."""

    lender: Lender
    clerk: Clerk
    accountant: Accountant
    bell: BankBell
    seed: int
    tell: Tell

    @classmethod
    def at(cls, lender: Lender, bell: BankBell, seed: int, tell: Tell) -> Story:
        """With the demo's clerk and accountant signed in."""
        clerk = Clerk(signed_in(lender.url, "clerk", lender.staff))
        accountant = Accountant(signed_in(lender.url, "accountant", lender.staff), Polling(_SECONDS_FOR_A_YEAR))
        return cls(lender, clerk, accountant, bell, seed, tell)

    def originate(self, applicants: Sequence[DemoApplicant], opens_on: date) -> list[Journey]:
        """Everybody applies, some each arrival day; their journeys in the order of their numbers."""
        guide = Guide(self.lender, self.clerk, self.seed, Polling())
        journeys: list[Journey] = []
        for turn, group in groupby(applicants, lambda one: one.number * _ARRIVAL_DAYS // len(applicants)):
            self._wake_up_on(opens_on + timedelta(days=turn * _DAYS_BETWEEN_ARRIVALS))
            for journey in _together(guide.travel, list(group)):
                journeys.append(journey)
                self.tell("Applicants", len(journeys), len(applicants))
        return journeys

    def let_pass(self, journeys: Sequence[Journey], opens_on: date, days: int) -> None:
        """Live until `days` after `opens_on`, paying on the way."""
        last = opens_on + timedelta(days=days)
        diary = _diary(journeys, self.seed)
        for day in sorted(day for day in diary if day < last):
            self._wake_up_on(day)
            self._pay(diary[day])
            self.tell("Business days", (day - opens_on).days, days)
        self._wake_up_on(last)
        self.tell("Business days", days, days)

    def _wake_up_on(self, day: date) -> None:
        # A day ends when its work is done: what a job left behind would otherwise be booked a day later, or not.
        Polling().until(lambda: is_quiet(self.lender.runtime) or None, "the day's jobs to be done")
        self.accountant.close_until(day)
        self.lender.outside.set_today(self.accountant.business_date)

    def _pay(self, payers: Iterable[tuple[Journey, Payment]]) -> None:
        paid = [how for how in _together(_order_transfer, list(payers)) if how]
        self.bell.ring()
        for journey, request_id in paid:
            journey.borrower.await_receipt(journey.loan_id, request_id)


def _order_transfer(payer: tuple[Journey, Payment]) -> tuple[Journey, str] | None:
    """Transfer the money; None if there is nothing left to pay (somebody paid more before)."""
    journey, payment = payer
    borrower, loan_id = journey.borrower, journey.loan_id
    loan = borrower.loan(loan_id)
    if loan["status"] not in ("active", "overdue") or (coming := loan["next_due"]) is None:
        return None
    if payment.kind is PaymentKind.EXTRA:
        return journey, borrower.pay(loan_id, "amount", Money.parse(coming["amount"]["amount"]) + _EXTRA)
    kind = "payoff" if payment.kind is PaymentKind.PAYOFF else "installment"
    return journey, borrower.pay(loan_id, kind)


def _diary(journeys: Sequence[Journey], seed: int) -> Mapping[date, list[tuple[Journey, Payment]]]:
    """Who pays on which day."""
    diary: dict[date, list[tuple[Journey, Payment]]] = defaultdict(list)
    for journey in journeys:
        if journey.ending is not Ending.PAID_OUT:
            continue
        dice = random.Random(f"{seed}/repayment/{journey.applicant.number}")
        habit = habit_of(journey.applicant, dice)
        for payment in payments_of(habit, journey.due_dates, dice):
            diary[payment.on].append((journey, payment))
    return diary


def _together(act: Callable[[S], T], each: Sequence[S]) -> Iterable[T]:
    """`act` for each, several at a time; results in order."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(act, each)
