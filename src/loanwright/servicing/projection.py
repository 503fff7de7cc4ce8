"""From the engine's account state to the rows that are stored of it: the loan's figures and its installments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from loanwright.engine.api import (
    AccountState,
    AccountStatus,
    Accrual,
    Disbursed,
    Event,
    Growth,
    NonAccrual,
    TakenOver,
    accrued,
)
from loanwright.servicing.model import ACCRUED_IN_SQL, POSTED_FIELDS, Loan, LoanStatus, Posted

InstallmentRow = tuple[Any, ...]
"""The columns of `installment`, in order."""

_STATUS = {
    AccountStatus.ACTIVE: LoanStatus.ACTIVE,
    AccountStatus.OVERDUE: LoanStatus.OVERDUE,
    AccountStatus.SETTLED: LoanStatus.SETTLED,
    AccountStatus.WRITTEN_OFF: LoanStatus.WRITTEN_OFF,
    AccountStatus.SOLD: LoanStatus.SOLD,
}


@dataclass(frozen=True, slots=True)
class Projection:
    """What the account looks like at the end of `accrued_through`, as it is stored."""

    loan_id: UUID
    status: LoanStatus
    disbursed_on: date | None
    last_seq: int
    posted: Posted
    accrued_through: date
    overdue: int
    overdue_since: date | None
    next_due_on: date | None
    next_due: int
    settled_on: date | None
    non_accrual: NonAccrual | None
    growth: Growth


def project(loan: Loan, events: Sequence[Event], state: AccountState) -> Projection:
    """The stored figures of a loan whose events so far lead to `state`."""
    return Projection(
        loan_id=loan.id,
        status=_status(loan.status, state.status, events),
        disbursed_on=_disbursed_on(loan, events),
        last_seq=events[-1].sequence,
        posted=posted(state),
        accrued_through=state.as_of,
        overdue=state.overdue.total.minor,
        overdue_since=state.oldest_unpaid_due_on,
        next_due_on=state.next_due.on if state.next_due else None,
        next_due=state.next_due.amount.minor if state.next_due else 0,
        settled_on=state.settled_on,
        non_accrual=state.non_accrual,
        growth=growth_in_sql(state),
    )


def _status(before: LoanStatus, account: AccountStatus, events: Sequence[Event]) -> LoanStatus:
    """The process knows better than the account where nothing is paid out yet, or another lender gave the loan up."""
    given_up_elsewhere = before is LoanStatus.WRITTEN_OFF and isinstance(events[0], TakenOver) and len(events) == 1
    if account is AccountStatus.PENDING or given_up_elsewhere:
        return before
    return _STATUS[account]


def _disbursed_on(loan: Loan, events: Sequence[Event]) -> date | None:
    if loan.line:
        return events[0].effective_on  # when its limit was granted
    if isinstance(events[0], TakenOver):
        return loan.terms.start_on
    paid_out = [event.effective_on for event in events if isinstance(event, Disbursed)]
    return paid_out[-1] if paid_out else None  # one before the last was returned by the bank


def posted_so_far(loan: Loan, range_closed_through: date | None) -> Posted:
    """What the ledger holds of this loan now: as last written, and what closes have posted of its growth since.

    A close lets a loan grow only until `growth.through`; from the next day on it must have been rewritten.
    """
    if loan.accrued_through is None or range_closed_through is None:
        return loan.posted
    through = max(loan.accrued_through, min(range_closed_through, loan.growth.through or date.max))
    interest = risen([loan.growth.interest], loan.accrued_through, through)
    penalties = risen(loan.growth.penalties, loan.accrued_through, through)
    return loan.posted + (grown_beside(interest + penalties) if loan.non_accrual else grown(interest, penalties))


def grown_beside(minor: int) -> Posted:
    """So much has been earned by time alone, and is no income."""
    return Posted(memo_interest=minor)


def grown(interest: int, penalties: int) -> Posted:
    """So much has become receivable and income by time alone."""
    return Posted(
        interest_receivable=interest,
        interest_income=interest,
        penalties_receivable=penalties,
        penalty_income=penalties,
    )


def risen(lines: Iterable[Accrual | None], since: date, through: date) -> int:
    """Minor units by which these lines rise from the end of one day to that of another."""
    return sum(accrued(line, through) - accrued(line, since) for line in lines)


def posted(state: AccountState) -> Posted:
    """The engine's running totals in minor units."""
    return Posted(**{name: getattr(state.totals, name).minor for name in POSTED_FIELDS})


def growth_in_sql(state: AccountState) -> Growth:
    """The account's growth as far as SQL can follow it; where it cannot, the engine looks again tomorrow."""
    growth = state.growth
    if growth.interest is None or growth.interest.day_count in ACCRUED_IN_SQL:
        return growth
    return replace(growth, interest=None, through=state.as_of, is_plain=False)


def installment_rows(loan_id: UUID, state: AccountState) -> list[InstallmentRow]:
    """Every installment as plain values, in the order of the columns: a book has hundreds of thousands of them."""
    return [
        (loan_id, position, row.number, row.from_on, row.due_on, *row.due, *row.paid, *row.waived, row.paid_on)
        for position, row in enumerate(state.rows)
    ]
