"""A borrower begins to apply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loanwright.decisioning.api import Purpose
from loanwright.engine.api import Method
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.origination import checks, repository, rules
from loanwright.origination.answers import Answers
from loanwright.origination.model import Application, Request
from loanwright.origination.usecases.acting import acting_party
from loanwright.parties import api as parties
from loanwright.products import api as products


@dataclass(frozen=True, slots=True)
class StartApplication:
    """The borrower's wish; no `method` means the one the product offers first."""

    product_code: str
    amount: Money
    periods: int
    method: Method | None
    purpose: Purpose
    language: parties.Language


def start_application(uow: UnitOfWork, wish: StartApplication) -> Application:
    """A new application at intake, with an empty draft, on the product's version in force today.

    Raises:
        ProductNotFound, AmountNotOffered, TermNotOffered, MethodNotOffered, PurposeNotOffered
    """
    product = products.product_in_force(uow, wish.product_code)
    application = rules.begun(uow.new_id(), acting_party(uow), requested(product, wish, uow.business_date), uow.now)
    repository.add(uow, application, Answers(language=wish.language))
    uow.audit("origination.start-application", "application", application.id, product=product.code)
    return application


def requested(product: products.Product, wish: StartApplication, today: date) -> Request:
    """The wish as a request for that version of the product, if it lends so.

    Raises:
        AmountNotOffered, TermNotOffered, MethodNotOffered, PurposeNotOffered
    """
    terms = products.terms_for(product, wish.amount, wish.periods, wish.method, today)
    checks.check_purpose(wish.purpose, product.eligibility.purposes)
    return Request(product.code, product.version, wish.amount, wish.periods, terms.method, wish.purpose)
