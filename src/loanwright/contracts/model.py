"""Drafts, contracts, the evidence of their signing, and the certificates behind the signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from loanwright.engine.api import LineTerms, LoanTerms
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate


@dataclass(frozen=True, slots=True)
class Lender:
    """The institution as a party to the contract. `registration_number` is its unified social credit code."""

    name: str
    registration_number: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class Borrower:
    """The person as a party to the contract; ID number and phone in full, the contract shows them masked."""

    name: str
    id_number: str
    phone: str


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account."""

    bank: str
    number: str
    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractDraft:
    """Everything a loan contract is drawn up from; self-contained.

    `payout_account` is the borrower's (money goes there), `repayment_account` the lender's (money comes back there).
    With a `line` the principal is a limit to draw from, and `terms` are the example of all of it drawn at once.
    `subsidy_provider` pays a part of the interest, if the terms say so.
    `template` names the wording (a product's document says which), `language` its language.
    """

    application_id: UUID
    party_id: UUID
    template: str
    product_name: str
    lender: Lender
    borrower: Borrower
    purpose: str
    payout_account: Account
    repayment_account: Account
    terms: LoanTerms
    subsidy_provider: str | None = None
    line: LineTerms | None = None
    language: str = "zh-CN"


class ContractStatus(StrEnum):
    """Where a contract stands."""

    PREPARED = "prepared"
    OPENED = "opened"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class KeyTerms:
    """The figures a borrower should see beside the contract: the same that its first page prints."""

    principal: Money
    periods: int
    method: str
    first_due_on: date
    nominal_rate: Rate
    annual_rate_simple: Rate
    annual_rate_compound: Rate
    total_interest: Money
    total_fees: Money

    @property
    def total_cost(self) -> Money:
        """What the loan costs: interest and fees."""
        return self.total_interest + self.total_fees


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A contract from its preparation on.

    `sheet` is what the document prints. `document_id` is the unsigned document, `signed_document_id` the one with both
    signatures.
    """

    id: UUID
    application_id: UUID
    party_id: UUID
    number: str
    status: ContractStatus
    sheet: dict[str, Any]
    terms: LoanTerms
    key_terms: KeyTerms
    document_id: UUID
    prepared_at: datetime
    opened_at: datetime | None = None
    signed_at: datetime | None = None
    signed_document_id: UUID | None = None

    @property
    def current_document_id(self) -> UUID:
        """The document to show: signed if there is one."""
        return self.signed_document_id or self.document_id


class EvidenceKind(StrEnum):
    """The steps of a ceremony that leave evidence."""

    PREPARED = "prepared"
    OPENED = "opened"
    CODE_ISSUED = "code_issued"
    SIGNED = "signed"
    SEALED = "sealed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One step: what happened, when, and the hashes and identifiers that prove it."""

    seq: int
    kind: EvidenceKind
    at: datetime
    detail: dict[str, str]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """From where a person acts."""

    ip: str
    user_agent: str

    @property
    def detail(self) -> dict[str, str]:
        """As evidence."""
        return {"ip": self.ip, "user_agent": self.user_agent}


# What the borrower declares by entering the code. The version is part of the evidence, so a new wording gets a new one.
SIGNING_STATEMENT_VERSION = "2026-11"
SIGNING_STATEMENT = {
    "zh-CN": "我已打开并阅读合同全文，同意其全部内容，并同意以电子签名方式签署。",
    "en": "I have opened and read the whole contract, agree to all of it, and agree to sign it electronically.",
}


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who a certificate is issued to: a name, and an identifier that tells namesakes apart (never a full ID number)."""

    name: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """What origination knows when a loan is settled."""

    application_id: UUID
    disbursed_on: date
    settled_on: date
    repaid_total: Money


class Fault(StrEnum):
    """What can be wrong with a signed document."""

    NOT_READABLE = "not-readable"  # no longer a PDF that can be parsed
    SIGNATURE_MISSING = "signature-missing"
    CONTENT_ALTERED = "content-altered"  # bytes under a signature are not those that were signed
    SIGNATURE_ALTERED = "signature-altered"  # the signature itself does not verify
    NOT_TRUSTED = "not-trusted"  # the certificate does not lead to our authority
    EXTENDED = "extended"  # something was added after the last signature
    WRONG_SIGNER = "wrong-signer"  # a valid signature, but not by the certificate of the ceremony


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature in a document. It covers the document if nothing but signatures was added after it."""

    field: str
    signer: str
    certificate_serial: str
    signed_at: datetime | None
    intact: bool
    trusted: bool
    covers_document: bool
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """What the check of a signed document found."""

    signatures: tuple[SignatureReport, ...]
    faults: tuple[Fault, ...]  # of the document as a whole

    @property
    def all_faults(self) -> frozenset[Fault]:
        """Faults of the document and of every signature; empty means sound."""
        return frozenset(self.faults).union(*(report.faults for report in self.signatures))
