"""Take over a batch of another lender's loans: all of it or nothing, and each loan once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loanwright.engine.api import AccountState, TakenOver
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.api import Entry, post_all
from loanwright.products.api import name_product
from loanwright.servicing.model import Loan, LoanStatus, Posted
from loanwright.servicing.postings.difference import postings
from loanwright.servicing.projection import Projection, installment_rows, project
from loanwright.servicing.repository import loans
from loanwright.servicing.takeover.mapping import Meaning
from loanwright.servicing.takeover.rows import Takeover
from loanwright.servicing.usecases.open_loan import OpenLoan, new_account


@dataclass(frozen=True, slots=True)
class _Opened:
    account: Loan
    event: TakenOver
    state: AccountState
    projection: Projection


def take_over_loans(uow: UnitOfWork, batch: Sequence[Takeover]) -> int:
    """Open these loans as of the business date; returns how many were new. One already here is left alone."""
    known = loans.known_external_ids(uow, [one.external_id for one in batch])
    new = [one for one in batch if one.external_id not in known]
    if not new:
        return 0
    _name_products(uow, new)
    numbers = loans.next_numbers(uow, len(new))
    opened = [_opened(uow, one, number) for one, number in zip(new, numbers, strict=True)]
    loans.insert_live_loans(uow, [(one.account, one.projection) for one in opened])
    loans.append_events(uow, [(one.account.id, one.event) for one in opened])
    loans.copy_installments(uow, (row for one in opened for row in installment_rows(one.account.id, one.state)))
    post_all(uow, [_entry(uow, one) for one in opened])
    uow.audit("servicing.take_over_loans", "book", uow.command_id, loans=len(new))
    return len(new)


def _name_products(uow: UnitOfWork, batch: Sequence[Takeover]) -> None:
    """Nobody published these products here: what they are called comes with the loans."""
    for code, name in {one.product_code: one.product_name for one in batch}.items():
        if name is not None:
            name_product(uow, code, name)


def _opened(uow: UnitOfWork, takeover: Takeover, number: int) -> _Opened:
    command = OpenLoan(
        product_code=takeover.product_code,
        product_version=1,
        terms=takeover.terms,
        external_id=takeover.external_id,
        status=_STATUS.get(takeover.meaning, LoanStatus.ACTIVE),
    )
    account = replace(new_account(uow, command, number), disbursed_on=takeover.terms.start_on)
    event = TakenOver(
        sequence=1,
        effective_on=uow.business_date,
        principal_outstanding=takeover.principal_outstanding,
        overdue=takeover.overdue,
        overdue_since=takeover.overdue_since,
    )
    state = account.replayed([event], uow.business_date, uow.calendar)
    return _Opened(account, event, state, project(account, [event], state))


_STATUS = {Meaning.WRITTEN_OFF: LoanStatus.WRITTEN_OFF}


def _entry(uow: UnitOfWork, opened: _Opened) -> Entry:
    account = opened.account
    moved = postings(opened.projection.posted - Posted(), uow.currency, account.product_code, account.id)
    return Entry("servicing.TakenOver", account.id, moved)
