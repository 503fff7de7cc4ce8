"""One loan from the first code to the last cent, over the real HTTP API, with the real sandbox as the outside world."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from loanwright.access.api import Role
from loanwright.apps.demo.borrower import Borrower, answers_of, wish_of
from loanwright.apps.demo.http import Api
from loanwright.apps.demo.outside import Outside
from loanwright.apps.verify import verify
from loanwright.infra.runtime import Runtime
from loanwright.kernel.money import Money
from tests.queue import drain
from tests.scenarios.conftest import Hire, Meet

GOOD_REPORT = {
    "settlement_account": {"average_balance": "60000.00", "salary_paid": True},
    "accounts": {"open": [], "closed": []},
    "guarantees": [],
    "public_records": [],
    "inquiries": [],
}
WISH = wish_of("xiao-fei-dai", Money(1_200_000), 3, "furniture")
ANSWERS = answers_of(
    {"kind": "employed", "employer": "木器厂", "since": "2019-03-01"},
    income=Money(1_500_000),
    debt=Money(0),
    savings=Money(3_000_000),
    owns="real_estate",
)


def apply(borrower: Borrower, world: Outside, report: dict[str, Any] = GOOD_REPORT, wish: dict[str, Any] = WISH) -> str:
    world.plant_report(borrower.identity.id_number.text, report)
    world.fill_account(borrower.identity.account, borrower.identity.name, "50000.00")
    return borrower.apply(wish, ANSWERS)


def borrow(borrower: Borrower, world: Outside, wish: dict[str, Any] = WISH) -> str:
    """All the way to the money; the loan's id."""
    application_id = apply(borrower, world, wish=wish)
    assert borrower.application(application_id)["status"] == "offered"
    borrower.accept(application_id)
    borrower.sign(application_id)
    return borrower.paid_out(application_id)


def balance(world: Outside, account: str) -> Decimal:
    return Decimal(world.http.get(f"/bank/v1/accounts/{account}").json()["balance"])


def close_until(accountant: Api, world: Outside, runtime: Runtime, day: date) -> None:
    """Close every business day before `day`, inside and outside."""
    today = accountant.get("/staff/business-day")["business_date"]
    accountant.post("/staff/business-day/closes", {"business_date": today, "until": day.isoformat()})
    drain(runtime)
    assert accountant.get("/staff/business-day")["business_date"] == day.isoformat()
    world.set_today(day)


def test_from_the_first_code_to_the_last_cent(meet: Meet, hire: Hire, world: Outside, runtime: Runtime) -> None:
    borrower, accountant = meet(), hire("陈静", Role.ACCOUNTANT)
    loan_id = borrow(borrower, world)
    assert balance(world, borrower.identity.account) == Decimal("62000.00")
    loan = borrower.loan(loan_id)
    assert (loan["status"], loan["disbursed_on"], loan["next_due"]["on"]) == ("active", "2026-03-02", "2026-04-02")
    contract_id = loan["contract_id"]
    assert borrower.api.download(f"/contracts/{contract_id}/document").startswith(b"%PDF")
    assert accountant.get(f"/staff/contracts/{contract_id}/verification")["faults"] == []

    close_until(accountant, world, runtime, date(2026, 4, 2))
    arrived = borrower.await_receipt(loan_id, borrower.pay(loan_id, "installment"))
    assert str(arrived) == loan["next_due"]["amount"]["amount"]
    assert borrower.loan(loan_id)["next_due"]["number"] == 2

    close_until(accountant, world, runtime, date(2026, 5, 12))  # the second installment is ten days late
    late = borrower.loan(loan_id)
    assert (late["status"], late["days_past_due"]) == ("overdue", 10)
    borrower.await_receipt(loan_id, borrower.pay(loan_id, "installment"))
    assert borrower.loan(loan_id)["status"] == "active"

    quote = borrower.api.get(f"/loans/{loan_id}/payoff-quote")
    arrived = borrower.await_receipt(loan_id, borrower.pay(loan_id, "payoff"))
    assert str(arrived) == quote["amount"]["amount"]
    settled = borrower.loan(loan_id)
    assert (settled["status"], settled["settled_on"]) == ("settled", "2026-05-12")
    assert settled["principal_outstanding"]["amount"] == settled["credit_balance"]["amount"] == "0.00"

    told = {notice["template"] for notice in borrower.api.get("/notices")["items"]}
    assert told >= {"offer-ready", "contract-ready", "installment-due-soon", "loan-overdue", "loan-settled"}
    kinds = {document["kind"] for document in accountant.get(f"/staff/loans/{loan_id}/documents")["items"]}
    assert kinds >= {"loan-contract", "settlement-certificate", "evidence-bundle"}
    assert [result.proof.title_en for result in verify(runtime) if not result.clean] == []
