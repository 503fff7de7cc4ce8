"""Making up a person's credit history, the same one every time."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from pydantic import BaseModel

from sandbox.bureau.people import Person, Temper
from sandbox.bureau.report import (
    AccountKind,
    Accounts,
    AccountStatus,
    CreditAccount,
    Employment,
    Guarantee,
    Identity,
    Inquiry,
    PublicRecord,
    Residence,
    SettlementAccount,
)

_INSTITUTIONS = ("commercial_bank", "rural_cooperative_bank", "consumer_finance", "small_loan_company", "internet_bank")
_BUSINESS = {
    AccountKind.LOAN: ("housing", "car", "consumption", "farming", "business", "student"),
    AccountKind.REVOLVING: ("consumption", "business"),
    AccountKind.CARD: ("credit_card",),
}
_AMOUNTS = {AccountKind.LOAN: (5, 300), AccountKind.REVOLVING: (2, 50), AccountKind.CARD: (3, 80)}  # thousand yuan
_CLASSES = ("normal", "special_mention", "special_mention", "substandard", "substandard")
_REASONS = ("loan_approval", "card_approval", "post_loan_management", "guarantor_check")


class History(BaseModel):
    """The sections of a report that are made up."""

    identity: Identity
    accounts: Accounts
    guarantees: list[Guarantee]
    public_records: list[PublicRecord]
    inquiries: list[Inquiry]
    settlement_account: SettlementAccount | None


def history_of(person: Person, name: str, temper: Temper, dice: random.Random, today: date) -> History:
    """A credit history as of `today`; the order of throws is part of what makes it repeatable."""
    adult_months = max(0, (today - person.birth_on).days // 30 - 18 * 12)
    count = dice.randint(*temper.accounts) if adult_months > 6 else 0
    accounts = [_account(number, temper, dice, today, adult_months) for number in range(1, count + 1)]
    return History(
        identity=_identity(person, name, dice, today),
        accounts=Accounts(
            open=[account for account in accounts if account.closed_on is None],
            closed=[account for account in accounts if account.closed_on is not None],
        ),
        guarantees=_guarantees(dice, today),
        public_records=_public_records(temper, dice, today),
        inquiries=_inquiries(temper, dice, today),
        settlement_account=_settlement_account(temper, dice),
    )


def _identity(person: Person, name: str, dice: random.Random, today: date) -> Identity:
    reported_on = today - timedelta(days=dice.randint(30, 900))
    return Identity(
        name=name,
        id_number=person.id_number,
        gender=person.gender,
        birth_on=person.birth_on,
        marital_status=dice.choice(("married", "married", "single", "divorced")),
        education=dice.choice(("junior_high", "senior_high", "college", "university")),
        phone_numbers=dice.randint(1, 3),
        residences=[
            Residence(
                region=person.region,
                status=dice.choice(("owned", "family", "rented", "mortgaged")),
                reported_on=reported_on,
            )
        ],
        employments=[
            Employment(
                kind=dice.choice(("employed", "employed", "self_employed", "farmer")),
                industry=dice.choice(("agriculture", "manufacturing", "trade", "services", "public")),
                reported_on=reported_on,
            )
        ],
    )


def _account(number: int, temper: Temper, dice: random.Random, today: date, adult_months: int) -> CreditAccount:
    kind = dice.choices(list(AccountKind), (5, 2, 4))[0]
    age = dice.randint(2, min(adult_months, 96))
    periods = dice.choice((12, 24, 36, 60, 120)) if kind is AccountKind.LOAN else None
    is_closed = (periods is not None and age >= periods) or dice.random() < 0.2
    marks = _marks(temper, dice, age, "C" if is_closed else "")
    amount = dice.randint(*_AMOUNTS[kind]) * 1000
    balance = 0 if is_closed else _balance(amount, age, periods, dice.uniform(*temper.use_of_limit))
    late = int(marks[-1]) if marks[-1].isdigit() else 0
    payment = _monthly_payment(amount, balance, periods)
    return CreditAccount(
        number=f"A{number:03d}",
        kind=kind,
        institution=dice.choice(_INSTITUTIONS),
        business=dice.choice(_BUSINESS[kind]),
        guarantee=dice.choice(("credit", "credit", "mortgage", "guaranteed")),
        opened_on=_months_before(today, age),
        due_on=_months_before(today, age - periods) if periods else None,
        closed_on=_months_before(today, dice.randint(0, age - 1)) if is_closed else None,
        amount=_yuan(amount),
        balance=_yuan(balance),
        monthly_payment=_yuan(payment),
        remaining_periods=max(periods - age, 0) if periods and not is_closed else None,
        classification=_CLASSES[min(late, len(_CLASSES) - 1)],
        status=AccountStatus.SETTLED if is_closed else AccountStatus.OVERDUE if late else AccountStatus.NORMAL,
        overdue_periods=late,
        overdue_amount=_yuan(payment * late),
        last_24_months=marks,
    )


def _marks(temper: Temper, dice: random.Random, age: int, end: str) -> str:
    """24 months oldest first, `end` in place of the last: each missed month raises the count until they catch up."""
    marks, behind = [], 0
    for _ in range(min(age, 24)):
        misses = dice.random() < temper.misses or (behind and dice.random() < temper.is_late_now)
        behind = min(behind + 1, temper.worst) if misses else 0
        marks.append(str(behind) if behind else "N")
    return ("".join(marks[: len(marks) - len(end)]) + end).rjust(24, "/")


def _balance(amount: int, age: int, periods: int | None, use: float) -> int:
    """A loan is paid down in equal parts; a line or card is used to a share of its limit."""
    return int(amount * use) if periods is None else amount * max(periods - age, 0) // periods


def _monthly_payment(amount: int, balance: int, periods: int | None) -> int:
    if not balance:
        return 0
    return balance // 10 if periods is None else amount // periods + amount // 200  # principal and about 6 % a year


def _guarantees(dice: random.Random, today: date) -> list[Guarantee]:
    if dice.random() >= 0.08:
        return []
    amount = dice.randint(10, 200) * 1000
    due_on = today + timedelta(days=dice.randint(60, 900))
    return [
        Guarantee(
            institution=dice.choice(_INSTITUTIONS),
            amount=_yuan(amount),
            balance=_yuan(amount * dice.randint(10, 100) // 100),
            classification="normal",
            due_on=due_on,
        )
    ]


def _public_records(temper: Temper, dice: random.Random, today: date) -> list[PublicRecord]:
    if dice.random() >= temper.public_record:
        return []
    kind = dice.choice(("tax_arrears", "civil_judgment", "enforcement", "administrative_penalty"))
    recorded_on = today - timedelta(days=dice.randint(30, 1500))
    amount = _yuan(dice.randint(1, 80) * 1000)
    return [PublicRecord(kind=kind, recorded_on=recorded_on, amount=amount, is_closed=dice.random() < 0.5)]


def _inquiries(temper: Temper, dice: random.Random, today: date) -> list[Inquiry]:
    ages = sorted(dice.randint(1, 730) for _ in range(dice.randint(*temper.inquiries)))
    return [
        Inquiry(on=today - timedelta(days=age), institution=dice.choice(_INSTITUTIONS), reason=dice.choice(_REASONS))
        for age in ages
    ]


def _settlement_account(temper: Temper, dice: random.Random) -> SettlementAccount | None:
    """Not everybody's bank reports one; who misses payments is overdrawn more often."""
    if dice.random() < 0.3:
        return None
    is_overdrawn = dice.random() < 5 * temper.misses
    balance = dice.randint(-3000, -10) if is_overdrawn else dice.randint(0, 20_000)
    return SettlementAccount(average_balance=_yuan(balance), salary_paid=not is_overdrawn and dice.random() < 0.4)


def _months_before(today: date, months: int) -> date:
    """The first of the month so many months ago (or ahead, if negative)."""
    index = today.year * 12 + today.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def _yuan(amount: int) -> str:
    return f"{Decimal(amount):.2f}"
