"""What a loan account looks like at the end of a day: the result of `replay`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from loanwright.engine.accrual import Growth
from loanwright.engine.loss_events import NonAccrual
from loanwright.engine.parts import Parts
from loanwright.engine.row import PRINCIPAL, Row
from loanwright.kernel.money import Currency, Money


class AccountStatus(StrEnum):
    """Where the account stands."""

    PENDING = "pending"  # nothing paid out yet
    ACTIVE = "active"  # paid out, nothing overdue
    OVERDUE = "overdue"  # something was due before today and is unpaid
    SETTLED = "settled"  # nothing left to pay; a credit balance may remain
    WRITTEN_OFF = "written_off"  # given up, the claim remains
    SOLD = "sold"  # the claim is somebody else's


@dataclass(frozen=True, slots=True)
class InstallmentState:
    """One installment on the day of the state: what it asks, what was paid and what was waived of it.

    `due` contains penalties accrued until the day. `paid_on` is the day it was fully paid, else None. `balance` is the
    principal left after it if all is paid as planned, of what had been disbursed by its due date. Number 0 is what
    is due beside the schedule: a fee charged on the day, or arrears that came with a loan taken over.
    """

    number: int
    from_on: date
    due_on: date
    due: Parts
    paid: Parts
    waived: Parts
    balance: Money
    paid_on: date | None

    @property
    def remaining(self) -> Parts:
        """What is still to pay of it."""
        return self.due - self.paid - self.waived


@dataclass(frozen=True, slots=True)
class NextDue:
    """The next installment that is not paid and not yet past: when, and how much of it remains before any credit."""

    number: int
    on: date
    parts: Parts

    @property
    def amount(self) -> Money:
        """All of it."""
        return self.parts.total


@dataclass(frozen=True, slots=True)
class Totals:
    """Running totals for the ledger, since the loan began.

    The difference of two states' totals is a balanced entry:

    * debit  `principal`, `interest_receivable`, `fees_receivable`, `penalties_receivable`, `received`, `waived`,
      `written_off`, `sale_proceeds`, `sale_loss`
    * credit `disbursed`, `refunded`, `taken_over`, `interest_income`, `fee_income`, `penalty_income`, `credit`,
      `recovered`

    `disbursed` (net of deducted fees), `received`, `refunded` and `sale_proceeds` are cash. Incomes are recognised as
    they accrue, or while a loan does not accrue as they are paid. `credit` is what the lender owes the borrower,
    `taken_over` the opening balance of a loan taken over. `interest_receivable` is accrued plus due and unpaid;
    negative where interest was paid before it was earned. `written_off` principal is a loss, what is `recovered` of it
    a gain.

    Beside the books stand `memo_interest` (interest, and penalties and fees where they are no asset either) and
    `memo_written_off` (principal): owed as much as anything else, but not counted.
    """

    principal: Money
    interest_receivable: Money
    fees_receivable: Money
    penalties_receivable: Money
    credit: Money
    interest_income: Money
    fee_income: Money
    penalty_income: Money
    disbursed: Money
    received: Money
    refunded: Money
    waived: Money
    taken_over: Money
    written_off: Money
    recovered: Money
    sale_proceeds: Money
    sale_loss: Money
    memo_interest: Money
    memo_written_off: Money

    @property
    def carrying(self) -> Money:
        """What of the claim is an asset."""
        return self.principal + self.interest_receivable + self.fees_receivable + self.penalties_receivable

    @property
    def imbalance(self) -> Money:
        """Debits less credits: always zero."""
        losses = self.written_off + self.sale_proceeds + self.sale_loss - self.recovered
        debits = self.carrying + self.received + self.waived + losses
        incomes = self.interest_income + self.fee_income + self.penalty_income
        return debits - self.disbursed - self.refunded - self.taken_over - incomes - self.credit


@dataclass(frozen=True)
class AccountState:
    """The account at the end of `as_of`, after every event effective until then.

    `interest_accrued` is earned but not yet due. `due` is everything unpaid that was due by `as_of` (today included),
    `overdue` the part of it that was due before; `days_past_due` counts calendar days since `oldest_unpaid_due_on`.
    `payoff` is what closes the loan today, interest to the day, before any credit; `payoff_amount` is after it. `paid`
    is everything allocated so far. All of that is what the borrower owes; what of it is still an asset, `totals` say.
    `non_accrual` says why interest is no income. `rows` and `paid_out` are the figures behind `installments`, in minor
    units. `growth` foresees what time alone will do to it.
    """

    as_of: date
    status: AccountStatus
    principal_outstanding: Money
    interest_accrued: Money
    due: Parts
    overdue: Parts
    oldest_unpaid_due_on: date | None
    days_past_due: int
    credit_balance: Money
    next_due: NextDue | None
    payoff: Parts
    paid: Parts
    totals: Totals
    settled_on: date | None
    non_accrual: NonAccrual | None
    growth: Growth
    rows: tuple[Row, ...] = field(repr=False)
    paid_out: tuple[tuple[date, int], ...] = field(repr=False)

    @property
    def charged_off(self) -> bool:
        """Whether the whole loan counts as lost."""
        return self.non_accrual is NonAccrual.CHARGED_OFF

    @property
    def currency(self) -> Currency:
        """Of every amount in it."""
        return self.principal_outstanding.currency

    @cached_property
    def installments(self) -> tuple[InstallmentState, ...]:
        """Every installment, oldest first."""
        shown, repaid = [], 0
        for row in self.rows:
            repaid += row.due[PRINCIPAL]
            balance = sum(amount for on, amount in self.paid_out if on < row.due_on or on == row.from_on) - repaid
            shown.append(_shown(row, Money(balance, self.currency)))
        return tuple(shown)

    @property
    def payoff_amount(self) -> Money:
        """Money needed today to close the loan, the credit balance counted in; never negative."""
        return Money(max(self.payoff.total.minor - self.credit_balance.minor, 0), self.currency)


def _shown(row: Row, balance: Money) -> InstallmentState:
    currency = balance.currency
    return InstallmentState(
        number=row.number,
        from_on=row.from_on,
        due_on=row.due_on,
        due=Parts.of(row.due, currency),
        paid=Parts.of(row.paid, currency),
        waived=Parts.of(row.waived, currency),
        balance=balance,
        paid_on=row.paid_on,
    )
