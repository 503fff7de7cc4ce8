"""Staff book money in suspense that is no loan's to an account of the ledger; above a limit two of them do."""

from __future__ import annotations

from uuid import UUID

from loanwright.access.api import require_second_person
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.api import Account, Entry, Posting, check_chosen, post_to_account
from loanwright.servicing import rules
from loanwright.servicing.model import SuspenseBooking, SuspenseItem
from loanwright.servicing.parameters import SUSPENSE_LIMIT
from loanwright.servicing.repository import suspense
from loanwright.servicing.repository.parameters import limit_for


def book_suspense(uow: UnitOfWork, item_id: UUID, account: str, reason: str) -> None:
    """Book it, or leave it to a second person where its amount is above the limit of one.

    Raises:
        SuspenseItemNotFound, SuspenseItemNotOpen, SuspenseBookingWaits, and what `check_chosen` refuses.
    """
    item = suspense.lock(uow, item_id)
    rules.check_open(item)
    check_chosen(uow, account)
    limit = limit_for(uow, SUSPENSE_LIMIT)
    if limit is None or item.amount > limit:
        suspense.propose(uow, item_id, SuspenseBooking(account, reason, uow.actor.id, uow.actor.name))
        uow.audit("servicing.propose_suspense_booking", "receipt", item_id, account=account)
        return
    _post(uow, item, account, reason)
    uow.audit("servicing.book_suspense", "receipt", item_id, account=account)


def approve_suspense_booking(uow: UnitOfWork, item_id: UUID) -> None:
    """Book it as a colleague wants it.

    Raises:
        SuspenseItemNotFound, SuspenseBookingNotWaiting, SecondPersonNeeded, and what `post_to_account` refuses.
    """
    item = suspense.lock(uow, item_id)
    booking = rules.waiting_booking(item)
    require_second_person(booking.asked_by, uow.actor.id)
    _post(uow, item, booking.account, booking.reason)
    uow.audit("servicing.approve_suspense_booking", "receipt", item_id, account=booking.account)


def reject_suspense_booking(uow: UnitOfWork, item_id: UUID) -> None:
    """Leave it in suspense; whoever asked may do so as well.

    Raises:
        SuspenseItemNotFound, SuspenseBookingNotWaiting
    """
    booking = rules.waiting_booking(suspense.lock(uow, item_id))
    suspense.propose(uow, item_id, None)
    uow.audit("servicing.reject_suspense_booking", "receipt", item_id, account=booking.account)


def _post(uow: UnitOfWork, item: SuspenseItem, account: str, reason: str) -> None:
    # The credit of this posting is replaced by the account; the role only gives it a shape.
    moved = Posting(Account.SETTLEMENT_SUSPENSE, Account.BANK, item.amount)
    post_to_account(uow, Entry("servicing.SuspenseBooked", item.id, (moved,)), account)
    suspense.mark_booked(uow, item.id, account, reason)
