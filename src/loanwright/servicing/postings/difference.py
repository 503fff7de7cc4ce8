"""The entry of any event: the difference between what was posted for a loan and what should be.

One rule serves disbursement, repayment, waiver, reversal and backdated correction alike, because the engine's running
totals already balance. Income is recognised against its receivable first; what then remains is settled between the
accounts that gave and those that received.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from loanwright.kernel.money import Currency, Money
from loanwright.ledger.api import Account, Posting, pair_off
from loanwright.servicing.model import Posted

_INCOMES = (
    (Account.PENALTY_RECEIVABLE, Account.PENALTY_INCOME, "penalty_income"),
    (Account.FEE_RECEIVABLE, Account.FEE_INCOME, "fee_income"),
    (Account.INTEREST_RECEIVABLE, Account.INTEREST_INCOME, "interest_income"),
)
Movement = tuple[Account, Account, int]
"""Debit, credit, minor units (positive)."""


def movements(change: Posted, cash: Account = Account.BANK) -> list[Movement]:
    """What a change of running totals moves between accounts; `cash` is where money came from or went to."""
    return [*_income(change), *pair_off(_net_debits(change, cash))]


def postings(
    change: Posted, currency: Currency, product: str, loan_id: UUID, cash: Account = Account.BANK
) -> tuple[Posting, ...]:
    """The postings of one loan's change."""
    return tuple(
        Posting(debit, credit, Money(minor, currency), product, loan_id)
        for debit, credit, minor in movements(change, cash)
    )


def _income(change: Posted) -> Iterator[Movement]:
    for receivable, income, name in _INCOMES:
        earned = getattr(change, name)
        if earned > 0:
            yield receivable, income, earned
        elif earned < 0:
            yield income, receivable, -earned


def _net_debits(change: Posted, cash: Account) -> Iterable[tuple[Account, int]]:
    """Debits less credits of every account once income stands against its receivable; they sum to zero.

    The order decides who is paired with whom: money first, then penalties, fees, interest, principal.
    """
    return (
        (cash, change.received - change.disbursed - change.refunded),
        (Account.CUSTOMER_CREDIT, -change.credit),
        (Account.WAIVERS, change.waived),
        (Account.OPENING_BALANCES, -change.taken_over),
        (Account.PENALTY_RECEIVABLE, change.penalties_receivable - change.penalty_income),
        (Account.FEE_RECEIVABLE, change.fees_receivable - change.fee_income),
        (Account.INTEREST_RECEIVABLE, change.interest_receivable - change.interest_income),
        (Account.LOANS, change.principal),
    )
