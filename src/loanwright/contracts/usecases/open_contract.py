"""The borrower opens the contract to read it."""

from __future__ import annotations

from uuid import UUID

from loanwright.contracts import repository, rules
from loanwright.contracts.model import Circumstances, Contract, EvidenceKind
from loanwright.documents.api import Document, document_of, read
from loanwright.infra.unit_of_work import UnitOfWork


def open_contract(uow: UnitOfWork, contract_id: UUID, circumstances: Circumstances) -> tuple[Document, bytes]:
    """The document, unsigned or signed; the first opening is evidence, every one is in the archive's log of readings.

    Raises:
        ContractUnknown, ContractWithdrawn, DocumentAltered, DocumentBytesMissing
    """
    contract = rules.known(repository.lock(uow, contract_id))
    opened = rules.opened(contract, uow.now)
    content = read(uow, opened.current_document_id)
    document = document_of(uow, opened.current_document_id)
    if opened != contract:
        _note_first_opening(uow, opened, document.sha256, circumstances)
    return document, content


def _note_first_opening(uow: UnitOfWork, contract: Contract, sha256: bytes, circumstances: Circumstances) -> None:
    repository.save(uow, contract)
    detail = {"document_sha256": sha256.hex(), **circumstances.detail}
    repository.add_evidence(uow, contract, EvidenceKind.OPENED, detail)
    uow.audit("contracts.open-contract", "contract", contract.id)
