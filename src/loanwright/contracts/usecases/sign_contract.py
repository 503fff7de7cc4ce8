"""The borrower signs with the code; the lender's seal follows at once."""

from __future__ import annotations

from uuid import UUID

from loanwright.access.api import check_code
from loanwright.contracts import ceremony, repository, rules
from loanwright.contracts.ceremony import SealPurpose
from loanwright.contracts.events import ContractSigned
from loanwright.contracts.model import SIGNING_STATEMENT_VERSION, Circumstances, Contract, EvidenceKind
from loanwright.contracts.signature import LENDER
from loanwright.contracts.usecases.request_signing_code import SIGN
from loanwright.documents.api import Document, DocumentFacts, archive, read
from loanwright.engine.api import terms_to_json
from loanwright.infra.unit_of_work import UnitOfWork

SIGNED = "loan-contract"


def sign_contract(
    uow: UnitOfWork, contract_id: UUID, challenge_id: UUID, code: str, circumstances: Circumstances
) -> Contract:
    """Check the code, sign, seal and archive, all or nothing; a contract already signed is returned as it is.

    Keys and certificates come from within the process, so this is one transaction. An authority that is asked over the
    network belongs into a task of its own, as talking to the outside always does.

    Raises:
        ContractUnknown, ContractNotOpened, ContractWithdrawn
        ChallengeUnknown, CodeWrong, CodeExpired, CodeTriedTooOften, CodeAlreadyUsed
        DocumentAltered, DocumentBytesMissing
    """
    contract = rules.known(repository.lock(uow, contract_id))
    if rules.is_signed(contract):
        return contract
    rules.require_signable(contract)
    check_code(uow, challenge_id, code, SIGN, contract.id)
    document = _perform(uow, contract, {"challenge_id": str(challenge_id), **circumstances.detail})
    signed = rules.signed(contract, document.id, uow.now)
    repository.save(uow, signed)
    uow.publish(
        ContractSigned(
            contract_id=signed.id,
            application_id=signed.application_id,
            party_id=signed.party_id,
            document_id=document.id,
            signed_at=uow.now,
            terms=terms_to_json(signed.terms),
        )
    )
    uow.audit("contracts.sign-contract", "contract", signed.id, document_sha256=document.sha256.hex())
    return signed


def _perform(uow: UnitOfWork, contract: Contract, consent: dict[str, str]) -> Document:
    unsigned = read(uow, contract.document_id)
    by_borrower, signature = ceremony.sign_as_borrower(uow, contract, unsigned)
    by_both, seal = ceremony.seal_as_lender(uow, contract.sheet["lender"], by_borrower, LENDER, SealPurpose.CONTRACT)
    detail = {**consent, **signature.detail, "statement_version": SIGNING_STATEMENT_VERSION}
    repository.add_evidence(uow, contract, EvidenceKind.SIGNED, detail)
    repository.add_evidence(uow, contract, EvidenceKind.SEALED, seal.detail)
    facts = DocumentFacts(SIGNED, "application", contract.application_id, f"{contract.number}.pdf", contract.party_id)
    return archive(uow, by_both, facts)
