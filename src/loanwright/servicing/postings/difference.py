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
from loanwright.servicing.loss_policy import Recoveries, loss_policy
from loanwright.servicing.model import Posted

_INCOMES = (
    (Account.PENALTY_RECEIVABLE, Account.PENALTY_INCOME, "penalty_income"),
    (Account.FEE_RECEIVABLE, Account.FEE_INCOME, "fee_income"),
    (Account.INTEREST_RECEIVABLE, Account.INTEREST_INCOME, "interest_income"),
)
Movement = tuple[Account, Account, int]
"""Debit, credit, minor units (positive)."""


def movements(change: Posted, recoveries: Recoveries, cash: Account = Account.BANK) -> list[Movement]:
    """What a change of running totals moves between accounts; `cash` is where money came from or went to."""
    income = change.recovered if recoveries is Recoveries.INCOME else 0
    used = change.written_off + change.sale_loss - change.recovered + income
    lost = (Account.LOAN_LOSS_ALLOWANCE, used), (Account.RECOVERY_INCOME, -income)
    settled = pair_off(_net_debits(change, cash, lost))
    return [*_income(change), *settled, *_provided_again(used), *_beside(change)]


def postings(
    change: Posted, currency: Currency, product: str, loan_id: UUID, cash: Account = Account.BANK
) -> tuple[Posting, ...]:
    """The postings of one loan's change, under the institution's loss policy."""
    return tuple(
        Posting(debit, credit, Money(minor, currency), product, loan_id)
        for debit, credit, minor in movements(change, loss_policy().recoveries, cash)
    )


def _income(change: Posted) -> Iterator[Movement]:
    for receivable, income, name in _INCOMES:
        yield from _moved(receivable, income, getattr(change, name))


def _provided_again(used: int) -> Iterator[Movement]:
    """What a loss takes from the allowance is provided again at once, what is recovered released.

    So the allowance stays what the last close asked for, until the next one measures anew.
    """
    yield from _moved(Account.IMPAIRMENT_LOSS, Account.LOAN_LOSS_ALLOWANCE, used)


def _beside(change: Posted) -> Iterator[Movement]:
    """Memo accounts, each against their contra."""
    yield from _moved(Account.MEMO_INTEREST, Account.MEMO_CONTRA, change.memo_interest)
    yield from _moved(Account.MEMO_WRITTEN_OFF, Account.MEMO_CONTRA, change.memo_written_off)


def _moved(debit: Account, credit: Account, minor: int) -> Iterator[Movement]:
    """The other way round where it is less."""
    if minor > 0:
        yield debit, credit, minor
    elif minor < 0:
        yield credit, debit, -minor


def _net_debits(change: Posted, cash: Account, lost: Iterable[tuple[Account, int]]) -> Iterable[tuple[Account, int]]:
    """Debits less credits of every account once income stands against its receivable; they sum to zero.

    The order decides who is paired with whom: money first, then penalties, fees, interest, principal.
    """
    return (
        (cash, change.received + change.sale_proceeds - change.disbursed - change.refunded),
        (Account.CUSTOMER_CREDIT, -change.credit),
        (Account.WAIVERS, change.waived),
        *lost,
        (Account.OPENING_BALANCES, -change.taken_over),
        (Account.PENALTY_RECEIVABLE, change.penalties_receivable - change.penalty_income),
        (Account.FEE_RECEIVABLE, change.fees_receivable - change.fee_income),
        (Account.INTEREST_RECEIVABLE, change.interest_receivable - change.interest_income),
        (Account.LOANS, change.principal),
    )
