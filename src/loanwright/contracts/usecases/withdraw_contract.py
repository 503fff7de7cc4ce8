"""Take an unsigned contract back, because its application was withdrawn or has expired."""

from __future__ import annotations

from uuid import UUID

from loanwright.contracts import repository, rules
from loanwright.contracts.model import EvidenceKind
from loanwright.infra.unit_of_work import UnitOfWork


def withdraw_contract(uow: UnitOfWork, application_id: UUID) -> None:
    """Withdraw the contract of an application, if it has one. The caller leaves the audit record.

    Raises:
        ContractAlreadySigned
    """
    found = repository.find_of_application(uow, application_id)
    if found is None:
        return
    contract = rules.known(repository.lock(uow, found.id))
    repository.save(uow, rules.withdrawn(contract))
    repository.add_evidence(uow, contract, EvidenceKind.WITHDRAWN, {})
