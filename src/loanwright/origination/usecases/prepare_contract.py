"""The offer is accepted: have the contract drawn up."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from loanwright.contracts import api as contracts
from loanwright.infra import institution
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.notifications import api as notifications
from loanwright.origination import repository, rules
from loanwright.origination.model import PURPOSE_WORDS, Application, Offer
from loanwright.parties import api as parties
from loanwright.payments import api as payments
from loanwright.products import api as products


def prepare_contract(uow: UnitOfWork, application_id: UUID) -> None:
    """The contract lies ready to be signed and the borrower is told; safe to repeat.

    Raises:
        OfferNotOpen, PersonUnknown, and what `contracts.prepare_contract` refuses.
    """
    application = repository.lock(uow, application_id)
    if not rules.awaits_contract(application):
        return
    offer = rules.made(repository.offer_of(uow, application_id))
    contract = contracts.prepare_contract(uow, _draft(uow, application, offer))
    repository.save(uow, application.reached(contract_id=contract.id))
    notifications.notify(uow, application.party_id, "contract-ready")
    uow.audit("origination.prepare-contract", "application", application_id, contract=str(contract.id))


def _draft(uow: UnitOfWork, application: Application, offer: Offer) -> contracts.ContractDraft:
    person = parties.person(uow, application.party_id)
    request = application.request
    product = products.product_version(uow, request.product_code, request.product_version)
    terms = replace(offer.terms, start_on=uow.business_date)  # the offer may be some days old
    return contracts.ContractDraft(
        application_id=application.id,
        party_id=person.party_id,
        template=product.contract_template,
        product_name=product.name.zh,
        lender=_lender(uow),
        borrower=contracts.Borrower(person.name, person.id_number.text, person.phone),
        purpose=PURPOSE_WORDS[request.purpose].zh,
        payout_account=_payout_account(uow, person),
        repayment_account=_own_account(uow),
        subsidy_provider=product.subsidy.provider.zh if product.subsidy else None,
        terms=terms,
        line=products.line_terms(product, terms),
    )


def _lender(uow: UnitOfWork) -> contracts.Lender:
    lender = institution.load(uow)
    return contracts.Lender(lender.name_zh, lender.registration_number, lender.address, lender.phone)


def _own_account(uow: UnitOfWork) -> contracts.Account:
    lender = institution.load(uow)
    return contracts.Account(lender.bank_name, payments.own_account(uow), lender.name_zh)


def _payout_account(uow: UnitOfWork, person: parties.Person) -> contracts.Account:
    account = parties.payout_account(uow, person.party_id)
    if account is None:
        raise parties.PersonUnknown
    return contracts.Account(account.bank, account.number, account.holder)
