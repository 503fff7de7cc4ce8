"""Money that comes in: recognised, counted once, told once; and every day proven by the bank's statement."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.money import Money
from loanwright.payments import api
from loanwright.payments.queries import count_unreadable_messages
from loanwright.payments.usecases.take_message import take_message
from tests.outside import LENDER_ACCOUNT, Sandbox
from tests.payments.conftest import Desk

TOMORROW = date(2026, 3, 3)

UNORDERED = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr/>
<Ntfctn><Id>1</Id><Acct><Id><Othr><Id>6222000000000001</Id></Othr></Id></Acct><Ntry><Amt Ccy="CNY">12.00</Amt>
<CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><AcctSvcrRef>FEE1</AcctSvcrRef>
</Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"""


def take(desk: Desk, document: bytes) -> None:
    with desk.runtime.begin(SYSTEM) as uow:
        take_message(uow, document)


def messages(sandbox: Sandbox) -> list[bytes]:
    return [item["document"].encode() for item in sandbox.http.get("/bank/v1/messages").json()["messages"]]


def test_a_request_leads_to_the_banks_page_and_its_payment_is_recognised(desk: Desk, sandbox: Sandbox) -> None:
    request = desk.request()
    form = sandbox.http.get(request.pay_url)
    assert "652.53" in form.text and request.reference in form.text and "贷匠农村信贷" in form.text
    payer = {"from_account": "6222020000000000016", "from_name": "李四"}
    fields = {"account": request.payee_account, "amount": "652.53", "reference": request.reference}
    sandbox.http.post("/bank/pay", data=payer | fields).raise_for_status()
    desk.collect()
    [event] = desk.events()
    assert event["subject_id"] == str(request.subject_id)
    with desk.runtime.read(SYSTEM) as uow:
        assert api.payment_request(uow, request.id).state == "paid"
        receipt = api.receipt(uow, UUID(event["receipt_id"]))
    assert receipt is not None
    assert (receipt.payer_name, str(receipt.amount)) == ("李四", "652.53")
    assert "李四" not in str(event)


@pytest.mark.parametrize(
    ("reference", "text", "is_known"),
    [
        ("{0}", "", True),
        ("", "还款 {0}", True),
        ("", "{0} 三月".lower(), True),
        ("LW000000000000X", "", False),
        ("", "忘记写编号了", False),
    ],
)
def test_money_with_or_without_our_reference_is_told(desk: Desk, reference: str, text: str, *, is_known: bool) -> None:
    request = desk.request()
    desk.sandbox.pay("100.00", reference.format(request.reference), text.format(request.reference.lower()))
    desk.collect()
    [event] = desk.events()
    assert event["amount"]["amount"] == "100.00"
    assert event["request_id"] == (str(request.id) if is_known else None)


def test_parts_and_more_than_asked_for_are_counted(desk: Desk) -> None:
    request = desk.request("100.00")
    for amount, state in (("40.00", "partly_paid"), ("60.00", "paid"), ("10.00", "paid")):
        desk.sandbox.pay(amount, request.reference)
        desk.collect()
        with desk.runtime.read(SYSTEM) as uow:
            assert api.payment_request(uow, request.id).state == state
    assert len(desk.events("FundsReceived")) == 3


def test_everything_said_twice_is_booked_once(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.plant_fault("bank", "duplicate", times=2)
    sandbox.pay("100.00")
    sandbox.set_today(TOMORROW)
    desk.collect()
    for document in messages(sandbox):
        take(desk, document)
    assert len(desk.events("FundsReceived")) == 1
    assert len(desk.events("StatementReceived")) == 1
    assert desk.findings() == []


def test_a_statement_brings_what_no_notification_told(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.pay("100.00")
    sandbox.set_today(TOMORROW)
    statement = messages(sandbox)[-1]
    take(desk, statement)
    take(desk, statement.replace(b"ST2026", b"XX2026"))  # the same day under another name
    desk.collect()  # and now the notification, late
    assert len(desk.events("FundsReceived")) == 1
    [event] = desk.events("StatementReceived")
    assert event["findings"] == 0
    assert event["closing"]["amount"] == "100000100.00"


def test_a_broken_statement_is_found(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.pay("100.00")
    desk.collect()
    sandbox.set_today(TOMORROW)
    take(
        desk,
        messages(sandbox)[-1].replace(
            b"100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>", b"99.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>"
        ),
    )
    [event] = desk.events("StatementReceived")
    assert event["findings"] == 2  # the balances, and the booking itself
    assert len(desk.findings()) == 2


def test_days_without_a_statement_break_the_chain_only_if_money_moved(desk: Desk, sandbox: Sandbox) -> None:
    for day in (3, 4, 5, 6):
        if day == 4:
            sandbox.pay("1.00")
        sandbox.set_today(date(2026, 3, day))
    first, notification, second, third, fourth = messages(sandbox)
    for document in (first, third, fourth):
        take(desk, document)
    with desk.runtime.read(SYSTEM) as uow:
        findings = [statement.findings for statement in api.list_statements(uow, 10)]
    assert [len(found) for found in findings] == [0, 1, 0]
    assert desk.events("FundsReceived") == []
    assert notification and second


def test_garbage_is_kept_for_people_and_holds_nothing_up(desk: Desk) -> None:
    take(desk, b"\x00 garbage \xff")
    take(desk, b"\x00 garbage \xff")
    desk.sandbox.pay("1.00")
    desk.collect()
    with desk.runtime.read(SYSTEM) as uow:
        assert count_unreadable_messages(uow) == 1
    assert len(desk.events("FundsReceived")) == 1


def test_a_debit_nobody_ordered_is_told(desk: Desk) -> None:
    take(desk, UNORDERED.encode())
    take(desk, UNORDERED.replace("<Id>1</Id>", "<Id>2</Id>").encode())
    [event] = desk.events("UnorderedDebit")
    assert (event["amount"]["amount"], event["bank_reference"]) == ("12.00", "FEE1")


def test_the_balance_is_what_all_bookings_add_up_to(desk: Desk, sandbox: Sandbox) -> None:
    before = sandbox.balance()
    desk.order("300.00")
    sandbox.pay("100.00")
    desk.collect()
    desk.collect()
    with desk.runtime.read(SYSTEM) as uow:
        moved = api.bank_balance_moved(uow, LENDER_ACCOUNT)
    assert moved == Money(-200_00)
    assert sandbox.balance() - before == moved.decimal


def test_every_fen_survives_the_wire(desk: Desk, sandbox: Sandbox) -> None:
    for fen in (1, 99, 100, 101, 12345678901):
        sandbox.plant_account("6222020000000000016", "李四", balance="999999999.99")
        sandbox.pay(str(Money(fen)))
    desk.collect()
    amounts = {event["amount"]["amount"] for event in desk.events("FundsReceived")}
    assert amounts == {"0.01", "0.99", "1.00", "1.01", "123456789.01"}


def test_staff_without_the_permission_see_nothing(client: TestClient) -> None:
    assert client.get("/api/v1/staff/payment-orders").status_code == 401
