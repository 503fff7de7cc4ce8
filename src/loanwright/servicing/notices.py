"""What borrowers are told about their loan; the words are templates of `notifications`.

A loan taken over whose borrower is not on file yet has nobody to tell.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.notifications.api import notify
from loanwright.servicing.commands.words import TOLD


def tell_disbursed(uow: UnitOfWork, party_id: UUID | None, amount: Money, first_due_on: date) -> None:
    """The money has been paid to the borrower's account."""
    if party_id:
        notify(uow, party_id, "loan-disbursed", amount=str(amount), first_due_on=first_due_on.isoformat())


def tell_disbursement_failed(uow: UnitOfWork, party_id: UUID | None) -> None:
    """The bank could not pay the borrower."""
    if party_id:
        notify(uow, party_id, "disbursement-failed")


def remind(uow: UnitOfWork, party_id: UUID | None, amount: Money, due_on: date) -> None:
    """An installment falls due soon."""
    if party_id:
        notify(uow, party_id, "installment-due-soon", amount=str(amount), due_on=due_on.isoformat())


def tell_received(uow: UnitOfWork, party_id: UUID | None, amount: Money, on: date) -> None:
    """A repayment has arrived."""
    if party_id:
        notify(uow, party_id, "repayment-received", amount=str(amount), on=on.isoformat())


def tell_overdue(uow: UnitOfWork, party_id: UUID | None, amount: Money, since: date) -> None:
    """Something was due and has not been paid."""
    if party_id:
        notify(uow, party_id, "loan-overdue", amount=str(amount), since=since.isoformat())


def tell_settled(uow: UnitOfWork, party_id: UUID | None, on: date) -> None:
    """Nothing is left to pay."""
    if party_id:
        notify(uow, party_id, "loan-settled", on=on.isoformat())


def tell_line_granted(uow: UnitOfWork, party_id: UUID | None, limit: Money) -> None:
    """There is a limit to draw from."""
    if party_id:
        notify(uow, party_id, "line-granted", amount=str(limit))


def tell_drawn(uow: UnitOfWork, party_id: UUID | None, amount: Money) -> None:
    """A draw has been paid to the borrower's account."""
    if party_id:
        notify(uow, party_id, "line-drawn", amount=str(amount))


def tell_draw_failed(uow: UnitOfWork, party_id: UUID | None) -> None:
    """The bank could not pay a draw."""
    if party_id:
        notify(uow, party_id, "line-draw-failed")


def tell_changed(uow: UnitOfWork, party_id: UUID | None, kind: str) -> None:
    """Somebody has changed the loan by a command of this kind."""
    if party_id and kind in TOLD:
        what_zh, what_en = TOLD[kind]
        notify(uow, party_id, "loan-changed", what_zh=what_zh, what_en=what_en)
