"""Undo a repayment, fee or waiver that should not count: a bounced payment, a slip, money of another loan."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from loanwright.engine.api import Event, PaidOff, Repaid, Reversed
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.api import Account
from loanwright.servicing import rules
from loanwright.servicing.model import Receipt, RepaymentKind, SuspenseReason
from loanwright.servicing.repository import loans, suspense
from loanwright.servicing.usecases.record_event import record


class ReversalKind(StrEnum):
    """Where the money is after the reversal."""

    BOUNCED = "bounced"  # the bank takes it back
    MISALLOCATED = "misallocated"  # it is ours, but for another loan


def reverse_event(uow: UnitOfWork, loan_id: UUID, seq: int, kind: ReversalKind, reason: str) -> None:
    """Make event `seq` count as if it had never happened, from its own day on; its money goes to suspense.

    The bank account moves only when the bank says so: the debit of a bounced payment, heard before or after, closes the
    item that this puts on the work list.

    Raises:
        LoanNotFound, LoanEventNotFound, LoanEventNotReversible, LoanEventReversedBefore.
    """
    account = loans.lock(uow, loan_id)
    events = loans.events_of(uow, loan_id)
    wrong = rules.reversible(events, seq)
    record(
        uow,
        account,
        Reversed(sequence=account.last_seq + 1, effective_on=wrong.effective_on, reverses=seq),
        cash=Account.SETTLEMENT_SUSPENSE,
    )
    _return_to_suspense(uow, wrong, kind)
    uow.audit("servicing.reverse_event", "loan", loan_id, seq=seq, kind=kind.value, reason=reason)


def _return_to_suspense(uow: UnitOfWork, wrong: Event, kind: ReversalKind) -> None:
    if not isinstance(wrong, Repaid | PaidOff):
        return
    receipt = Receipt(uow.new_id(), wrong.amount, wrong.effective_on, "", None, RepaymentKind.AMOUNT)
    match kind:
        case ReversalKind.MISALLOCATED:
            suspense.keep(uow, receipt, SuspenseReason.MISALLOCATED)
        case ReversalKind.BOUNCED:
            if not suspense.offset(uow, SuspenseReason.UNORDERED_DEBIT, -wrong.amount):
                suspense.keep(uow, receipt, SuspenseReason.BOUNCED)
