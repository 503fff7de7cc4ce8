"""What else happens to people and loans: referrals, doubts, silence at the bank, wrong references, strangers."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from loanwright.access.api import Role
from loanwright.apps.demo.borrower import Borrower
from loanwright.apps.demo.http import Refused
from loanwright.apps.demo.office import Clerk
from loanwright.apps.demo.outside import Outside
from loanwright.infra.runtime import Runtime
from loanwright.kernel.money import Money
from tests.outside import Sandbox
from tests.queue import drain
from tests.scenarios.conftest import Hire, Meet
from tests.scenarios.test_life_of_a_loan import ANSWERS, WISH, apply, balance, borrow


def refused(code: str) -> pytest.RaisesExc[Refused]:
    """The lender says no, by this name."""
    return pytest.raises(Refused, check=lambda refusal: refusal.code == code)


def signing(borrower: Borrower, world: Outside) -> str:
    """Up to the contract; the application's id."""
    application_id = apply(borrower, world)
    borrower.application(application_id)
    borrower.accept(application_id)
    return application_id


def test_a_referred_application_goes_through_a_person_to_the_money(meet: Meet, hire: Hire, world: Outside) -> None:
    borrower, clerk = meet(), Clerk(hire("李娜", Role.CLERK))
    body = {"id_number": borrower.identity.id_number.text, "no_record": True}
    world.http.post("/control/persons", json=body).raise_for_status()
    application_id = borrower.apply(WISH, ANSWERS)
    assert borrower.application(application_id)["status"] == "in_review"
    assert clerk.decide(application_id) == "approve"
    borrower.accept(application_id)
    borrower.sign(application_id)
    assert borrower.paid_out(application_id)
    words = [step["words"]["en"] for step in borrower.api.get(f"/applications/{application_id}/timeline")["items"]]
    assert "A member of staff will look at your application" in words
    assert words[-1] == "The money was paid out"


def test_an_unsigned_contract_falls_with_its_application(meet: Meet, world: Outside, runtime: Runtime) -> None:
    borrower = meet()
    application_id = signing(borrower, world)
    drain(runtime)
    contract = borrower.api.get(f"/applications/{application_id}/contract")
    borrower.api.post(f"/applications/{application_id}/withdraw")
    with refused("contract-withdrawn"):
        borrower.api.download(f"/contracts/{contract['contract_id']}/document")


def test_after_signing_there_is_no_way_back_but_repayment(meet: Meet, world: Outside) -> None:
    borrower = meet()
    application_id = signing(borrower, world)
    borrower.sign(application_id)
    with refused("contract-already-signed"):  # pressed before the lender has even noticed the signature
        borrower.api.post(f"/applications/{application_id}/withdraw")
    borrower.paid_out(application_id)
    with refused("application-already-closed"):
        borrower.api.post(f"/applications/{application_id}/withdraw")


def test_a_bank_that_fails_neither_loses_nor_doubles_the_money(
    meet: Meet, world: Outside, sandbox: Sandbox, runtime: Runtime
) -> None:
    borrower = meet()
    application_id = signing(borrower, world)
    before = balance(world, borrower.identity.account)
    sandbox.plant_fault(provider="bank", kind="error500", times=2)
    borrower.sign(application_id)
    drain(runtime, within=timedelta(hours=1))
    assert borrower.paid_out(application_id)
    assert balance(world, borrower.identity.account) == before + Decimal("12000.00")


def test_money_under_an_unknown_reference_waits_until_somebody_knows(
    meet: Meet, hire: Hire, world: Outside, runtime: Runtime
) -> None:
    borrower, accountant = meet(), hire("陈静", Role.ACCOUNTANT)
    loan_id = borrow(borrower, world)
    account = "6222000000000001"
    world.transfer(borrower.identity.account, borrower.identity.name, account, Money(50_000), "HAPPYNEWYEAR")
    request = borrower.api.post(f"/loans/{loan_id}/payment-requests", {"kind": "installment"})  # has the bank looked at
    drain(runtime)
    waiting = accountant.get("/staff/suspense")["items"]
    assert [(item["amount"]["amount"], item["reason"]) for item in waiting] == [("500.00", "unknown_reference")]
    allocation = {"loan_id": loan_id, "reason": "付款人来电确认"}
    accountant.post(f"/staff/suspense/{waiting[0]['id']}/allocations", allocation)
    assert accountant.get("/staff/suspense")["items"] == []
    assert borrower.loan(loan_id)["credit_balance"]["amount"] == "500.00"
    assert borrower.api.get(f"/loans/{loan_id}/payment-requests/{request['id']}")["status"] == "open"


def test_somebody_elses_loan_does_not_exist(meet: Meet, world: Outside) -> None:
    loan_id = borrow(meet(0), world)
    stranger = meet(1)
    assert stranger.api.get("/loans")["items"] == []
    for path in ("", "/schedule", "/payoff-quote"):
        with refused("loan-not-found"):
            stranger.api.get(f"/loans/{loan_id}{path}")
    with refused("loan-not-found"):
        stranger.api.post(f"/loans/{loan_id}/payment-requests", {"kind": "payoff"})


def test_everybody_does_only_what_their_role_allows(meet: Meet, hire: Hire, world: Outside) -> None:
    apply(meet(), world)
    clerk, accountant = hire("李娜", Role.CLERK), hire("陈静", Role.ACCOUNTANT)
    with refused("permission-missing"):
        clerk.post("/staff/business-day/closes", {"business_date": "2026-03-02"})
    with refused("permission-missing"):
        accountant.get("/staff/applications")


def test_a_double_click_on_pay_asks_once(meet: Meet, world: Outside) -> None:
    borrower = meet()
    loan_id = borrow(borrower, world)
    click = {"idempotency-key": "one-click"}
    path = f"/api/v1/loans/{loan_id}/payment-requests"
    first, second = (borrower.api.http.post(path, json={"kind": "installment"}, headers=click) for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    reused = borrower.api.http.post(path, json={"kind": "payoff"}, headers=click)
    assert reused.json()["code"] == "idempotency-key-reused"
