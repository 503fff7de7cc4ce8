"""What may be asked of contracts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from loanwright.contracts import repository, rules
from loanwright.contracts.authority import CertificateAuthority
from loanwright.contracts.model import Contract, Evidence, EvidenceKind, Verification
from loanwright.documents.api import Document, document_of, stored_bytes
from loanwright.documents.api import damage_of as archive_damage_of
from loanwright.infra.unit_of_work import UnitOfWork


def contract_of(uow: UnitOfWork, application_id: UUID) -> Contract:
    """The contract of an application.

    Raises:
        ContractUnknown
    """
    return rules.known(repository.find_of_application(uow, application_id))


def document_of_contract(uow: UnitOfWork, contract: Contract) -> Document:
    """What is known of the contract's current document."""
    return document_of(uow, contract.current_document_id)


def anchors(uow: UnitOfWork) -> tuple[bytes, ...]:
    """Root certificates (DER) our signatures lead to."""
    return uow.adapter(CertificateAuthority).anchors(uow)


@dataclass(frozen=True, slots=True)
class ContractVerification:
    """A signed contract examined: its bytes against the archive, its signatures, and the evidence of the ceremony."""

    contract: Contract
    document: Document
    archive_damage: str | None
    verification: Verification
    evidence: tuple[Evidence, ...]

    @property
    def faults(self) -> frozenset[str]:
        """Everything that is wrong; empty means sound."""
        named = {fault.value for fault in self.verification.all_faults}
        return frozenset(named | ({f"archive-{self.archive_damage}"} if self.archive_damage else set()))


def verification_of(uow: UnitOfWork, contract_id: UUID) -> ContractVerification:
    """Examine a signed contract; whatever is wrong is reported, not raised.

    Raises:
        ContractUnknown, ContractNotSigned
    """
    from loanwright.contracts.verification import verify_signatures  # noqa: PLC0415  slow to load: see `signing`

    contract = rules.known(repository.find(uow, contract_id))
    document = document_of(uow, rules.require_signed(contract))
    content = stored_bytes(uow, document)
    evidence = tuple(repository.evidence_of(uow, contract_id))
    verification = verify_signatures(content or b"", anchors(uow), uow.now, _expected_signers(evidence))
    return ContractVerification(contract, document, archive_damage_of(document, content), verification, evidence)


def _expected_signers(evidence: tuple[Evidence, ...]) -> dict[str, str]:
    """By field, the serial number of the certificate that the ceremony used."""
    signatures = [step.detail for step in evidence if step.kind in (EvidenceKind.SIGNED, EvidenceKind.SEALED)]
    return {detail["field"]: detail["certificate_serial"] for detail in signatures}
