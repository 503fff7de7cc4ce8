"""The loan is settled: certificate and evidence go to the archive."""

from __future__ import annotations

from loanwright.contracts import api as contracts
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing.events import LoanSettled


def archive_settlement(uow: UnitOfWork, settled: LoanSettled) -> None:
    """Archive what proves the loan is over; a loan taken over from elsewhere has no contract of ours.

    Raises:
        ContractUnknown, ContractNotSigned
    """
    if settled.application_id is None:
        return
    settlement = contracts.Settlement(
        application_id=settled.application_id,
        disbursed_on=settled.disbursed_on,
        settled_on=settled.on,
        repaid_total=settled.received_total,
    )
    certificate, bundle = contracts.archive_settlement(uow, settlement)
    documents = {"certificate": str(certificate.id), "evidence": str(bundle.id)}
    uow.audit("origination.archive-settlement", "application", settled.application_id, **documents)
