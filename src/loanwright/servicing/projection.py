"""From the engine's account state to the rows that are stored of it: the loan's figures and its installments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from loanwright.engine.api import (
    AccountState,
    AccountStatus,
    Accrual,
    Disbursed,
    Event,
    LoanTerms,
    TakenOver,
    accrued,
    running_accrual,
)
from loanwright.servicing.model import ACCRUED_IN_SQL, POSTED_FIELDS, Loan, LoanStatus, Posted

InstallmentRow = tuple[Any, ...]
"""The columns of `installment`, in order."""

_STATUS = {
    AccountStatus.ACTIVE: LoanStatus.ACTIVE,
    AccountStatus.OVERDUE: LoanStatus.OVERDUE,
    AccountStatus.SETTLED: LoanStatus.SETTLED,
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
    accrual: Accrual | None
    touch_on: date | None


def project(loan: Loan, events: Sequence[Event], state: AccountState) -> Projection:
    """The stored figures of a loan whose events so far lead to `state`."""
    accrual = running_accrual(loan.terms, state)
    return Projection(
        loan_id=loan.id,
        status=_status(loan.status, state.status),
        disbursed_on=_disbursed_on(loan, events),
        last_seq=events[-1].sequence,
        posted=posted(state),
        accrued_through=state.as_of,
        overdue=state.overdue.total.minor,
        overdue_since=state.oldest_unpaid_due_on,
        next_due_on=state.next_due.on if state.next_due else None,
        next_due=state.next_due.amount.minor if state.next_due else 0,
        settled_on=state.settled_on,
        accrual=accrual,
        touch_on=touch_on(loan.terms, state, accrual),
    )


def _status(before: LoanStatus, account: AccountStatus) -> LoanStatus:
    """The process knows better than the account where nothing is paid out yet, or the loan was given up."""
    if account is AccountStatus.PENDING or before is LoanStatus.WRITTEN_OFF:
        return before
    return _STATUS[account]


def _disbursed_on(loan: Loan, events: Sequence[Event]) -> date | None:
    if isinstance(events[0], TakenOver):
        return loan.terms.start_on
    paid_out = [event.effective_on for event in events if isinstance(event, Disbursed)]
    return paid_out[-1] if paid_out else None  # one before the last was returned by the bank


def posted_so_far(loan: Loan, range_closed_through: date | None) -> Posted:
    """What the ledger holds of this loan now: as last written, and the interest that closes have posted since.

    A close accrues a loan only until the day before `touch_on`; from that day on the engine must have rewritten it.
    """
    if loan.accrued_through is None or loan.accrual is None or loan.touch_on is None or range_closed_through is None:
        return loan.posted
    through = min(max(loan.accrued_through, range_closed_through), loan.touch_on - timedelta(days=1))
    grown = accrued(loan.accrual, through) - accrued(loan.accrual, loan.accrued_through)
    return loan.posted + Posted(interest_receivable=grown, interest_income=grown)


def posted(state: AccountState) -> Posted:
    """The engine's running totals in minor units."""
    return Posted(**{name: getattr(state.totals, name).minor for name in POSTED_FIELDS})


def touch_on(terms: LoanTerms, state: AccountState, accrual: Accrual | None) -> date | None:
    """The next day on which more happens than what `accrual` says; None if nothing ever will by itself.

    Something falls due, or turns overdue, or penalties grow, or interest grows in a way SQL does not know.
    """
    tomorrow = state.as_of + timedelta(days=1)
    if state.due and (terms.penalty or state.due != state.overdue):
        return tomorrow
    if accrual is not None and accrual.day_count not in ACCRUED_IN_SQL:
        return tomorrow
    return min((row.due_on for row in state.rows if row.due_on > state.as_of), default=None)


def installment_rows(loan_id: UUID, state: AccountState) -> list[InstallmentRow]:
    """Every installment as plain values, in the order of the columns: a book has hundreds of thousands of them."""
    return [
        (loan_id, position, row.number, row.from_on, row.due_on, *row.due, *row.paid, *row.waived, row.paid_on)
        for position, row in enumerate(state.rows)
    ]
