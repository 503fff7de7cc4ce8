"""What servicing does when it hears from elsewhere, and the jobs of the close."""

from __future__ import annotations

from loanwright.infra.tasks import TaskSet
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments.events import (
    FundsReceived,
    PaymentRejected,
    PaymentReturned,
    PaymentSettled,
    UnorderedDebit,
)
from loanwright.servicing import notices
from loanwright.servicing.events import LoanOverdue
from loanwright.servicing.model import CLAIM_SALE, DISBURSEMENT, DRAW, REFUND, Receipt, RepaymentKind
from loanwright.servicing.usecases import close_range, continue_close
from loanwright.servicing.usecases import finish_close as finishing
from loanwright.servicing.usecases import remind_of_installments as reminding
from loanwright.servicing.usecases import tell_of_arrears as arrears
from loanwright.servicing.usecases.confirm_disbursement import confirm_disbursement
from loanwright.servicing.usecases.finish_close import RangeInArrears, RangeToRemind
from loanwright.servicing.usecases.record_repayment import record_repayment
from loanwright.servicing.usecases.record_sale import record_sale
from loanwright.servicing.usecases.record_unordered_debit import record_unordered_debit
from loanwright.servicing.usecases.reject_disbursement import reject_disbursement
from loanwright.servicing.usecases.return_disbursement import return_disbursement
from loanwright.servicing.usecases.settle_draw import confirm_draw, fail_draw, return_draw
from loanwright.servicing.usecases.settle_refund import confirm_refund, fail_refund, return_refund
from loanwright.servicing.usecases.start_close import DayToFinish, OpenDayToClose, RangeToClose

tasks = TaskSet("servicing")

_REPAYMENTS = frozenset(RepaymentKind)


@tasks.on(PaymentSettled)
def hear_payment_settled(uow: UnitOfWork, event: PaymentSettled) -> None:
    """The bank has paid a loan out, a draw, or credit back."""
    if event.purpose == DISBURSEMENT:
        confirm_disbursement(uow, event.subject_id, event.order_id, event.settled_on)
    elif event.purpose == REFUND:
        confirm_refund(uow, event.subject_id, event.order_id, event.amount, event.settled_on)
    elif event.purpose == DRAW:
        confirm_draw(uow, event.subject_id, event.order_id, event.amount, event.settled_on)


@tasks.on(PaymentRejected)
def hear_payment_rejected(uow: UnitOfWork, event: PaymentRejected) -> None:
    """The bank will not pay a loan out, a draw, or credit back."""
    if event.purpose == DISBURSEMENT:
        reject_disbursement(uow, event.subject_id, event.reason)
    elif event.purpose == REFUND:
        fail_refund(uow, event.subject_id)
    elif event.purpose == DRAW:
        fail_draw(uow, event.subject_id)


@tasks.on(PaymentReturned)
def hear_payment_returned(uow: UnitOfWork, event: PaymentReturned) -> None:
    """A loan was paid out, a draw, or credit back, and the money has returned."""
    if event.purpose == DISBURSEMENT:
        return_disbursement(uow, event.subject_id, event.order_id, event.returned_on, event.reason)
    elif event.purpose == REFUND:
        return_refund(uow, event.subject_id, event.order_id, event.amount, event.returned_on)
    elif event.purpose == DRAW:
        return_draw(uow, event.subject_id, event.order_id)


@tasks.on(FundsReceived)
def hear_funds_received(uow: UnitOfWork, event: FundsReceived) -> None:
    """Money has come in: from a borrower, or from whoever bought a claim."""
    answers, sells = event.purpose in _REPAYMENTS, event.purpose == CLAIM_SALE
    receipt = Receipt(
        id=event.receipt_id,
        amount=event.amount,
        booked_on=event.booked_on,
        reference=event.reference,
        loan_id=event.subject_id if answers or sells else None,
        kind=RepaymentKind(event.purpose) if answers and event.purpose else RepaymentKind.AMOUNT,
    )
    (record_sale if sells else record_repayment)(uow, receipt)


@tasks.on(UnorderedDebit)
def hear_unordered_debit(uow: UnitOfWork, event: UnorderedDebit) -> None:
    """The bank has taken money that nobody ordered."""
    record_unordered_debit(uow, event.amount, event.booked_on, event.bank_reference)


@tasks.on(LoanOverdue)
def tell_borrower_overdue(uow: UnitOfWork, event: LoanOverdue) -> None:
    """One message a borrower, each in a transaction of its own."""
    notices.tell_overdue(uow, event.party_id, event.amount, event.since)


@tasks.task(RangeInArrears)
def tell_of_arrears(uow: UnitOfWork, job: RangeInArrears) -> None:
    """Publish whose loans have fallen into arrears in one book range."""
    arrears.tell_of_arrears(uow, job.since, job.book_range)


@tasks.task(RangeToRemind)
def remind_of_installments(uow: UnitOfWork, job: RangeToRemind) -> None:
    """Announce what falls due soon to the borrowers of one book range."""
    reminding.remind_of_installments(uow, job.due_on, job.book_range)


@tasks.task(RangeToClose)
def close_book_range(uow: UnitOfWork, job: RangeToClose) -> None:
    """One chunk of the close."""
    close_range.close_range(uow, job.business_date, job.book_range)


@tasks.task(DayToFinish)
def finish_close(uow: UnitOfWork, job: DayToFinish) -> None:
    """Move the business date if every chunk is done."""
    finishing.finish_close(uow, job.business_date)


@tasks.task(OpenDayToClose)
def close_next_day(uow: UnitOfWork, job: OpenDayToClose) -> None:
    """Go on catching up."""
    continue_close.continue_close(uow, job.business_date, job.until)
