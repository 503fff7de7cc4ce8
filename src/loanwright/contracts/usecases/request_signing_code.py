"""The borrower asks for the code to sign with."""

from __future__ import annotations

from uuid import UUID

from loanwright.access.api import IssuedCode, SignInRequired, issue_code, masked_phone, phone_of
from loanwright.contracts import repository, rules
from loanwright.contracts.model import Circumstances, EvidenceKind
from loanwright.infra.unit_of_work import UnitOfWork

SIGN = "contract-signature"


def request_signing_code(uow: UnitOfWork, contract_id: UUID, circumstances: Circumstances) -> IssuedCode:
    """Send a code, good for signing this contract only, to the phone the borrower signs in with.

    Raises:
        ContractUnknown, ContractNotOpened, ContractAlreadySigned, ContractWithdrawn
        CodeRequestedTooSoon, TooManyAttempts
    """
    contract = rules.known(repository.lock(uow, contract_id))
    rules.require_signable(contract)
    phone = phone_of(uow, contract.party_id)
    if phone is None:
        raise SignInRequired()
    issued = issue_code(uow, phone, SIGN, contract.id)
    detail = {
        "challenge_id": str(issued.challenge_id),
        "phone": masked_phone(phone),
        "expires_at": issued.expires_at.isoformat(),
        **circumstances.detail,
    }
    repository.add_evidence(uow, contract, EvidenceKind.CODE_ISSUED, detail)
    uow.audit("contracts.request-signing-code", "contract", contract.id)
    return issued
