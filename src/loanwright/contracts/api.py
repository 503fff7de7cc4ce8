"""What other domains may use of contracts."""

from __future__ import annotations

from loanwright.contracts.amount_in_capitals import AmountTooLargeToSpell, amount_in_capitals
from loanwright.contracts.authority import CertificateAuthority, CertificateRequest, IssuedCertificate
from loanwright.contracts.model import (
    Account,
    Borrower,
    Contract,
    ContractDraft,
    ContractStatus,
    Fault,
    KeyTerms,
    Lender,
    Settlement,
    Signatory,
    Verification,
)
from loanwright.contracts.proofs import PROOFS
from loanwright.contracts.queries import ContractVerification, contract_of, verification_of
from loanwright.contracts.rendering import TemplateMissing, rendered
from loanwright.contracts.rules import ContractAlreadySigned, ContractNotSigned, ContractUnknown
from loanwright.contracts.sheet import TermsNotPrintable
from loanwright.contracts.usecases.archive_settlement import archive_settlement
from loanwright.contracts.usecases.prepare_contract import prepare_contract
from loanwright.contracts.usecases.withdraw_contract import withdraw_contract

__all__ = [
    "PROOFS",
    "Account",
    "AmountTooLargeToSpell",
    "Borrower",
    "CertificateAuthority",
    "CertificateRequest",
    "Contract",
    "ContractAlreadySigned",
    "ContractDraft",
    "ContractNotSigned",
    "ContractStatus",
    "ContractUnknown",
    "ContractVerification",
    "Fault",
    "IssuedCertificate",
    "KeyTerms",
    "Lender",
    "Settlement",
    "Signatory",
    "TemplateMissing",
    "TermsNotPrintable",
    "Verification",
    "amount_in_capitals",
    "archive_settlement",
    "contract_of",
    "prepare_contract",
    "rendered",
    "verification_of",
    "withdraw_contract",
]
