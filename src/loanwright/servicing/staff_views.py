"""Pages that staff read, put together from servicing and the domains below it."""

from __future__ import annotations

from uuid import UUID

from loanwright.documents.api import documents_of
from loanwright.infra import audit
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.parties.api import masked_name, masked_people
from loanwright.payments.api import receipt
from loanwright.servicing import api
from loanwright.servicing.schemas.files import (
    AuditList,
    AuditView,
    BorrowerView,
    LoanDocumentList,
    LoanDocumentView,
    LoanFileView,
)
from loanwright.servicing.schemas.loans import impairment_view, loan_view, risk_view, schedule_view
from loanwright.servicing.schemas.suspense import SuspenseItemView, SuspenseList, suspense_view


def loan_file(uow: UnitOfWork, loan_id: UUID) -> LoanFileView:
    """One loan with its borrower and schedule."""
    found = api.standing(uow, loan_id)
    return LoanFileView(
        loan=loan_view(found),
        risk=risk_view(found, api.risk_policy_in_force(uow)) if found.loan.status.is_live else None,
        impairment=impairment_view(found.state),
        borrower=_borrower(uow, found.loan.party_id),
        schedule=schedule_view(found.state),
    )


def _borrower(uow: UnitOfWork, party_id: UUID | None) -> BorrowerView | None:
    person = masked_people(uow, [party_id]).get(party_id) if party_id else None
    if person is None:
        return None
    return BorrowerView(party_id=person.party_id, name=person.name, id_number=person.id_number, phone=person.phone)


def loan_documents(uow: UnitOfWork, loan_id: UUID) -> LoanDocumentList:
    """Documents filed under the loan or its application."""
    found = api.standing(uow, loan_id).loan
    subjects = [subject for subject in (found.application_id, found.id) if subject]
    documents = [document for subject in subjects for document in documents_of(uow, subject)]
    return LoanDocumentList(
        items=[
            LoanDocumentView(
                id=one.id,
                kind=one.facts.kind,
                file_name=one.facts.file_name,
                size=one.size,
                archived_at=one.archived_at,
            )
            for one in documents
        ]
    )


def loan_audit(uow: UnitOfWork, loan_id: UUID) -> AuditList:
    """The audit records of the loan, oldest first."""
    return AuditList(items=[AuditView.model_validate(record) for record in audit.history(uow.connection, loan_id)])


def suspense(uow: UnitOfWork, cursor: UUID | None, size: int) -> SuspenseList:
    """A page of the suspense work list, payers masked."""
    found = api.open_items(uow, cursor, size + 1)
    last = found[size - 1].id if len(found) > size else None
    return SuspenseList(items=[_suspense_item(uow, item) for item in found[:size]], next_cursor=last)


def suspense_item(uow: UnitOfWork, item_id: UUID) -> SuspenseItemView:
    """One receipt that is or was in suspense.

    Raises:
        SuspenseItemNotFound
    """
    return _suspense_item(uow, api.suspense_item(uow, item_id))


def _suspense_item(uow: UnitOfWork, item: api.SuspenseItem) -> SuspenseItemView:
    known = receipt(uow, item.id)
    payer_name, text = (masked_name(known.payer_name), known.text) if known else ("", "")
    return suspense_view(item, payer_name, text, uow.business_date, uow.actor.id)
