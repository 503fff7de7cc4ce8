"""Contracts over HTTP."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from loanwright.contracts.model import SIGNING_STATEMENT, Contract, ContractStatus, Evidence, SignatureReport
from loanwright.contracts.page_images import Page
from loanwright.contracts.queries import ContractVerification
from loanwright.documents.api import Document
from loanwright.infra.wire import Amount, RateText
from loanwright.products.api import Rhythm, rhythm_of


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ContractDocument(_Body):
    """The current document: unsigned, or with both signatures."""

    document_id: UUID
    file_name: str
    sha256: str
    size: int


class ContractKeyTerms(_Body):
    """The figures of the contract's first page."""

    principal: Amount
    periods: int
    rhythm: Rhythm
    method: str
    first_due_on: date
    nominal_rate: RateText
    annual_rate_simple: RateText
    annual_rate_compound: RateText
    total_interest: Amount
    total_fees: Amount
    total_cost: Amount


class Signing(_Body):
    """Where the signing of a contract stands, and what the borrower declares by signing."""

    contract_id: UUID
    application_id: UUID
    number: str
    status: ContractStatus
    prepared_at: datetime
    opened_at: datetime | None
    signed_at: datetime | None
    document: ContractDocument
    key_terms: ContractKeyTerms
    statement: dict[str, str]

    @classmethod
    def of(cls, contract: Contract, document: Document) -> Signing:
        """As the borrower sees it."""
        figures = contract.key_terms
        return cls(
            contract_id=contract.id,
            application_id=contract.application_id,
            number=contract.number,
            status=contract.status,
            prepared_at=contract.prepared_at,
            opened_at=contract.opened_at,
            signed_at=contract.signed_at,
            document=ContractDocument(
                document_id=document.id,
                file_name=document.facts.file_name,
                sha256=document.sha256.hex(),
                size=document.size,
            ),
            key_terms=ContractKeyTerms(
                principal=figures.principal,
                periods=figures.periods,
                rhythm=rhythm_of(contract.terms),
                method=figures.method,
                first_due_on=figures.first_due_on,
                nominal_rate=figures.nominal_rate,
                annual_rate_simple=figures.annual_rate_simple,
                annual_rate_compound=figures.annual_rate_compound,
                total_interest=figures.total_interest,
                total_fees=figures.total_fees,
                total_cost=figures.total_cost,
            ),
            statement=SIGNING_STATEMENT,
        )


class ContractPageView(_Body):
    """A page and what it says."""

    number: int
    text: str


class ContractPages(_Body):
    """The whole document, page by page."""

    items: list[ContractPageView]

    @classmethod
    def of(cls, pages: tuple[Page, ...]) -> ContractPages:
        """As the borrower reads it."""
        return cls(items=[ContractPageView(number=page.number, text=page.text) for page in pages])


class SigningCodeSent(_Body):
    """A code to sign with is on its way."""

    challenge_id: UUID
    expires_at: datetime
    resend_after_seconds: int


class SignContract(_Body):
    """The code from the phone: entering it is the signature."""

    challenge_id: UUID
    code: str = Field(min_length=4, max_length=12, examples=["123456"])


class SignatureView(_Body):
    """One signature of a document."""

    field: str
    signer: str
    certificate_serial: str
    signed_at: datetime | None
    intact: bool
    trusted: bool
    covers_document: bool
    faults: list[str]

    @classmethod
    def of(cls, report: SignatureReport) -> SignatureView:
        """As staff sees it."""
        return cls(
            field=report.field,
            signer=report.signer,
            certificate_serial=report.certificate_serial,
            signed_at=report.signed_at,
            intact=report.intact,
            trusted=report.trusted,
            covers_document=report.covers_document,
            faults=[fault.value for fault in report.faults],
        )


class EvidenceView(_Body):
    """One step of the ceremony."""

    seq: int
    kind: str
    at: datetime
    detail: dict[str, str]

    @classmethod
    def of(cls, step: Evidence) -> EvidenceView:
        """As staff sees it."""
        return cls(seq=step.seq, kind=step.kind, at=step.at, detail=step.detail)


class ContractVerificationView(_Body):
    """A signed contract examined; no faults means sound."""

    contract_id: UUID
    number: str
    document_sha256: str
    archive_damage: str | None
    signatures: list[SignatureView]
    faults: list[str]
    evidence: list[EvidenceView]

    @classmethod
    def of(cls, checked: ContractVerification) -> ContractVerificationView:
        """As staff sees it."""
        return cls(
            contract_id=checked.contract.id,
            number=checked.contract.number,
            document_sha256=checked.document.sha256.hex(),
            archive_damage=checked.archive_damage,
            signatures=[SignatureView.of(report) for report in checked.verification.signatures],
            faults=sorted(checked.faults),
            evidence=[EvidenceView.of(step) for step in checked.evidence],
        )
