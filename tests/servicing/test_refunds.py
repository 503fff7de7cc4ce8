"""Money paid too much goes back through the bank: the books move when the bank says so, and never twice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM, UnitOfWork
from loanwright.kernel.money import Money
from loanwright.ledger.api import balances
from loanwright.parties.api import BankAccount, Language, Person, enter_person, read_id_number
from loanwright.payments.api import OrderState, PaymentOrder, orders_for
from loanwright.payments.events import PaymentRejected, PaymentReturned, PaymentSettled
from loanwright.servicing.api import ServiceRequest, service_request
from loanwright.servicing.commands.corrections import ReverseEvent
from loanwright.servicing.commands.gate import CreditPromised
from loanwright.servicing.commands.money import RefundCredit
from loanwright.servicing.model import Loan, ServiceRequestState
from loanwright.servicing.rules import PayoutAccountMissing, SettlementNotHeardYet
from loanwright.servicing.tasks import hear_payment_rejected, hear_payment_returned, hear_payment_settled
from tests.servicing.book import TERMS, live_loan, loan_now, pay, receipt_for
from tests.servicing.conftest import Borrower
from tests.servicing.desk import approve, give, preview
from tests.servicing.proofs import findings

TODAY = TERMS.start_on
PHONE = "13800005678"


@pytest.fixture
def overpaid(runtime: Runtime, borrower: Borrower) -> Loan:
    """A loan on which 500.00 were paid before anything was due, of a borrower whose account is known."""
    _, party_id = borrower(PHONE)
    account = live_loan(runtime, party_id=party_id)
    runtime.run(SYSTEM, lambda uow: _enter(uow, party_id))
    pay(runtime, receipt_for(runtime, account, "500", TODAY))
    return loan_now(runtime, account.id)


def _enter(uow: UnitOfWork, party_id: UUID) -> None:
    person = Person(party_id, "张伟", read_id_number("11010519491231002X", TODAY), PHONE, Language.CHINESE)
    enter_person(uow, person, BankAccount("沙盒银行", "6222000000001234", "张伟"))


def books(runtime: Runtime) -> dict[str, str]:
    """Debits less credits of the accounts that a refund may move."""
    with runtime.read(SYSTEM) as uow:
        moved = balances(uow)
    return {name: str(moved[name]) for name in moved if name in ("bank", "customer_credit", "settlement_suspense")}


def refund(runtime: Runtime, account: Loan, amount: str) -> tuple[ServiceRequest, PaymentOrder]:
    """Previewed, confirmed and ordered."""
    request = give(runtime, account.id, RefundCredit(amount=Money.parse(amount))).request
    return request, order_of(runtime, request)


def order_of(runtime: Runtime, request: ServiceRequest) -> PaymentOrder:
    with runtime.read(SYSTEM) as uow:
        (order,) = orders_for(uow, request.id)
    return order


def news_of(order: PaymentOrder) -> dict[str, Any]:
    """What every message about an order names."""
    return {"order_id": order.id, "purpose": order.purpose, "subject_id": order.subject_id, "amount": order.amount}


def settled(runtime: Runtime, order: PaymentOrder) -> None:
    news = PaymentSettled(settled_on=TODAY, **news_of(order))
    runtime.run(SYSTEM, lambda uow: hear_payment_settled(uow, news))


def rejected(runtime: Runtime, order: PaymentOrder) -> None:
    news = PaymentRejected(reason="AC04", **news_of(order))
    runtime.run(SYSTEM, lambda uow: hear_payment_rejected(uow, news))


def returned(runtime: Runtime, order: PaymentOrder) -> None:
    news = PaymentReturned(returned_on=TODAY, reason="AC04", **news_of(order))
    runtime.run(SYSTEM, lambda uow: hear_payment_returned(uow, news))


def state_of(runtime: Runtime, request: ServiceRequest) -> ServiceRequestState:
    with runtime.read(SYSTEM) as uow:
        return service_request(uow, request.id).state


def test_the_books_move_when_the_bank_has_paid(runtime: Runtime, overpaid: Loan) -> None:
    before = books(runtime)
    seen = preview(runtime, overpaid.id, RefundCredit(amount=Money.parse("300")))
    request, order = refund(runtime, overpaid, "300")
    assert (order.purpose, order.amount, order.state) == ("refund", Money.parse("300"), OrderState.CREATED)
    assert order.beneficiary.account == "6222000000001234"
    assert (request.state, books(runtime)) == (ServiceRequestState.ORDERED, before)
    for _ in range(2):  # heard twice
        settled(runtime, order)
    assert state_of(runtime, request) is ServiceRequestState.DONE
    assert books(runtime) == {"bank": "-11800.00", "customer_credit": "-200.00", "settlement_suspense": "0.00"}
    assert seen.effect.after.credit == Money.parse("200")
    assert findings(runtime) == []


def test_credit_is_promised_once(runtime: Runtime, overpaid: Loan) -> None:
    refund(runtime, overpaid, "300")
    with pytest.raises(CreditPromised):
        refund(runtime, overpaid, "300")
    request, order = refund(runtime, overpaid, "200")
    settled(runtime, order)
    assert state_of(runtime, request) is ServiceRequestState.DONE


def test_a_refund_the_bank_refuses_may_be_asked_for_again(runtime: Runtime, overpaid: Loan) -> None:
    before = books(runtime)
    request, order = refund(runtime, overpaid, "500")
    rejected(runtime, order)
    assert (state_of(runtime, request), books(runtime)) == (ServiceRequestState.FAILED, before)
    refund(runtime, overpaid, "500")


def test_a_refund_that_comes_back_is_credit_again(runtime: Runtime, overpaid: Loan) -> None:
    before = books(runtime)
    request, order = refund(runtime, overpaid, "500")
    with pytest.raises(SettlementNotHeardYet):
        returned(runtime, order)
    settled(runtime, order)
    for _ in range(2):
        returned(runtime, order)
    assert (state_of(runtime, request), books(runtime)) == (ServiceRequestState.FAILED, before)
    assert findings(runtime) == []


def test_credit_that_has_gone_meanwhile_waits_in_suspense(runtime: Runtime, overpaid: Loan) -> None:
    _, order = refund(runtime, overpaid, "500")
    give(runtime, overpaid.id, ReverseEvent(sequence=2))
    settled(runtime, order)
    assert books(runtime) == {"bank": "-12000.00", "customer_credit": "0.00", "settlement_suspense": "0.00"}
    assert findings(runtime) == []
    returned(runtime, order)
    assert books(runtime)["bank"] == "-11500.00"
    assert findings(runtime) == []


def test_a_large_refund_takes_two_people(runtime: Runtime, overpaid: Loan) -> None:
    pay(runtime, receipt_for(runtime, overpaid, "9000", TODAY))
    asked = give(runtime, overpaid.id, RefundCredit(amount=Money.parse("5000.01"))).request
    assert asked.state is ServiceRequestState.WAITING
    assert approve(runtime, asked).state is ServiceRequestState.ORDERED
    settled(runtime, order_of(runtime, asked))
    assert state_of(runtime, asked) is ServiceRequestState.DONE


def test_there_must_be_an_account_to_pay_to(runtime: Runtime) -> None:
    nobody = live_loan(runtime)
    pay(runtime, receipt_for(runtime, nobody, "500", TODAY))
    with pytest.raises(PayoutAccountMissing):
        refund(runtime, nobody, "500")
