"""Draw up a contract from a draft."""

from __future__ import annotations

from loanwright.contracts import repository
from loanwright.contracts.model import Contract, ContractDraft, ContractStatus, EvidenceKind
from loanwright.contracts.rendering import rendered, template_of, templates_version
from loanwright.contracts.sheet import contract_sheet, key_terms
from loanwright.contracts.signature import BORROWER, LENDER
from loanwright.documents.api import DocumentFacts, archive
from loanwright.engine.api import annual_rates, schedule
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.ids import reference

UNSIGNED = "loan-contract-unsigned"

_NUMBER_PREFIX = "HT"  # 合同


def prepare_contract(uow: UnitOfWork, draft: ContractDraft) -> Contract:
    """Print, archive and store the contract of an application; a second call gives the contract there is already.

    The caller leaves the audit record.

    Raises:
        TemplateMissing, TermsNotPrintable, AmountTooLargeToSpell, NoAnnualRate
    """
    from loanwright.contracts.signing import with_fields  # noqa: PLC0415  slow to load: see there

    existing = repository.find_of_application(uow, draft.application_id)
    if existing:
        return existing
    plan = schedule(draft.terms, uow.calendar)
    rates = annual_rates(plan)
    contract_id = uow.new_id()
    number = reference(_NUMBER_PREFIX, contract_id)
    sheet = contract_sheet(draft, number, plan, rates)
    pdf = rendered(template_of(draft.template, draft.language), sheet, uow.now)
    facts = DocumentFacts(UNSIGNED, "application", draft.application_id, f"{number}-unsigned.pdf", draft.party_id)
    document = archive(uow, with_fields(pdf, BORROWER, LENDER), facts)
    contract = Contract(
        id=contract_id,
        application_id=draft.application_id,
        party_id=draft.party_id,
        number=number,
        status=ContractStatus.PREPARED,
        sheet=sheet,
        terms=draft.terms,
        key_terms=key_terms(plan, rates),
        document_id=document.id,
        prepared_at=uow.now,
    )
    repository.add(uow, contract)
    proof = {
        "document_sha256": document.sha256.hex(),
        "template": draft.template,
        "templates_sha256": templates_version(),
    }
    repository.add_evidence(uow, contract, EvidenceKind.PREPARED, proof)
    return contract
