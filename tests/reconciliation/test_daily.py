"""Bank, books and ledger agree at the end of a day, or the report says by what they differ."""

from __future__ import annotations

import io
from datetime import date
from uuid import uuid4

import pypdfium2
import pytest
from python_calamine import load_workbook
from starlette.testclient import TestClient

from loanwright.access.api import Role
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account, Entry, Posting, post
from loanwright.payments import api as payments
from loanwright.reconciliation.desk import ItemState, Side
from loanwright.reconciliation.proof import BalanceProof
from loanwright.reconciliation.queries.daily import balance_proofs, daily_report
from tests.outside import LENDER_ACCOUNT, Sandbox
from tests.payments.conftest import PAYEE, Desk
from tests.payments.test_desk_http import sign_in
from tests.queue import drain
from tests.reconciliation.conftest import DAY, Table, told

REPORT = f"/api/v1/staff/reconciliation/daily-reports/{DAY}"


@pytest.fixture
def desk(runtime: Runtime, sandbox: Sandbox) -> Desk:
    """A lender whose books open with what stands at the bank."""
    standing = Money.parse(str(sandbox.balance(LENDER_ACCOUNT)))
    opening = Entry("test.Opening", uuid4(), (Posting(Account.BANK, Account.OPENING_BALANCES, standing),))
    runtime.run(SYSTEM, lambda uow: post(uow, opening))
    return Desk(runtime, sandbox)


def a_day_goes_by(desk: Desk) -> None:
    desk.work()
    desk.collect()
    desk.sandbox.set_today(date(2026, 3, 3))
    desk.collect()


def proof_of(table: Table) -> BalanceProof:
    with table.runtime.read(SYSTEM) as uow:
        [proof] = balance_proofs(uow, date(2026, 3, 31), 31)
    return proof


def test_a_day_with_money_out_in_and_back_is_proven_without_a_hand(desk: Desk, table: Table) -> None:
    """Nothing else in the ledger moves for these orders, whose purposes nobody knows: money in is in suspense."""
    with desk.runtime.begin(SYSTEM) as uow:
        asked = payments.request_payment(uow, "test-request", uuid4(), None, Money.parse("652.53"))
    desk.sandbox.pay("652.53", reference=asked.reference)
    desk.sandbox.pay("10.00", text="who am I")
    a_day_goes_by(desk)
    proof = proof_of(table)
    assert proof.is_proven and not proof.unbooked and not proof.untold
    assert table.exceptions() == [] == table.items(Side.BANK)
    assert {file.match.rule for file in table.matches()} == {"bank_reference"}


def test_an_order_the_bank_carried_out_is_the_one_on_its_statement(desk: Desk, table: Table) -> None:
    order_id = desk.order("5000.00", payee=PAYEE)
    a_day_goes_by(desk)
    matched = table.items(Side.BOOKS, ItemState.MATCHED)
    assert [(item.source_id, item.is_moved) for item in matched] == [(order_id, True)]
    assert proof_of(table).difference == Money.parse("-5000.00")  # nobody posts orders for a purpose of a test


def test_what_the_bank_told_and_the_books_lack_is_named_in_the_proof(table: Table) -> None:
    table.bring([told("5.00", bank_reference="B1", text="hello")])
    proof = proof_of(table)
    assert (proof.bank, proof.unbooked, proof.ledger) == (Money.parse("1005.00"), Money.parse("5.00"), Money(0))
    assert proof.difference == Money.parse("1000.00")  # what stood there before, which no journal has booked


def test_the_report_is_read_on_the_screen_and_as_files(client: TestClient, runtime: Runtime, table: Table) -> None:
    table.bring([told("5.00", bank_reference="B1", text="hello"), told("7.00", credit=False, bank_reference="B2")])
    sign_in(client, runtime, Role.ACCOUNTANT)
    shown = client.get(REPORT).json()
    assert shown["proof"]["unbooked"]["amount"] == "-2.00"
    assert shown["rules"] == [
        {
            "rule": "",
            "entries": 2,
            "received": {"amount": "5.00", "currency": "CNY"},
            "paid": {"amount": "7.00", "currency": "CNY"},
        }
    ]
    pdf = client.get(f"{REPORT}/export", params={"format": "pdf"})
    printed = pypdfium2.PdfDocument(pdf.content)[0].get_textpage().get_text_range()
    assert "银行对账日报" in printed and "-2.00" in printed
    book = load_workbook(io.BytesIO(client.get(f"{REPORT}/export?format=xlsx&language=en").content))
    assert book.sheet_names[0] == "Balance proof"
    proof = {str(row[0]): row[1] for row in book.get_sheet_by_index(0).to_python()}
    assert proof["Less: told by the bank, not in the books"] == -2.0


def test_a_gateways_transfer_is_met_by_its_own_statement(runtime: Runtime, table: Table) -> None:
    table.bring([told("994.00", counterparty="支付宝（中国）网络技术有限公司", bank_reference="B3")])
    [settlement] = table.items(Side.BOOKS)
    assert (settlement.account, settlement.amount) == ("alipay", Money.parse("-994.00"))
    with runtime.read(SYSTEM) as uow:
        [line] = daily_report(uow, DAY).gateways
    assert line.arrived == Money.parse("994.00")
    drain(runtime)
