"""The bank: money moves once, every movement is told, every day adds up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import etree

from sandbox.bank.documents import CAMT_053, CAMT_054, PAIN_002
from sandbox.bank.instructions import schema
from tests.sandbox.payment_messages import LENDER, Payment


def send(outside: TestClient, payment: Payment) -> Any:
    return outside.post("/bank/v1/messages", content=payment.document())


def messages(outside: TestClient) -> list[Any]:
    found: list[Any] = outside.get("/bank/v1/messages").json()["messages"]
    return found


def documents(outside: TestClient, kind: str) -> list[etree._Element]:
    return [etree.fromstring(item["document"].encode()) for item in messages(outside) if item["kind"] == kind]


def texts(document: etree._Element, name: str) -> list[str]:
    return [element.text or "" for element in document.iter(f"{{*}}{name}")]


def statuses(outside: TestClient) -> list[tuple[str, str]]:
    found = [(texts(report, "TxSts"), texts(report, "Cd")) for report in documents(outside, PAIN_002)]
    return [(status[0], code[0] if code else "") for status, code in found]


def balance(outside: TestClient, account: str = LENDER) -> Decimal:
    return Decimal(outside.get(f"/bank/v1/accounts/{account}").json()["balance"])


def transfer(outside: TestClient, **fields: str) -> Any:
    body = {"from_account": "6222020000000000016", "to_account": LENDER, "amount": "652.53", "reference": "LW1"}
    return outside.post("/bank/v1/transfers", json=body | fields)


def test_a_payment_is_accepted_booked_and_settled(outside: TestClient) -> None:
    before = balance(outside)
    assert send(outside, Payment()).json() == {"message_id": "M1", "duplicate": False}
    assert statuses(outside) == [("ACCP", ""), ("ACSC", "")]
    assert balance(outside) == before - 5000
    [notice] = documents(outside, CAMT_054)
    assert texts(notice, "CdtDbtInd")[0] == "DBIT"
    assert "E1" in texts(notice, "EndToEndId")
    assert outside.get("/bank/v1/payments/E1").json()["status"] == "ACSC"


def test_the_same_message_moves_money_once(outside: TestClient) -> None:
    before = balance(outside)
    send(outside, Payment())
    assert send(outside, Payment()).json()["duplicate"] is True
    assert len(messages(outside)) == 3
    assert balance(outside) == before - 5000


def test_a_known_end_to_end_id_in_another_message_is_turned_away(outside: TestClient) -> None:
    send(outside, Payment())
    send(outside, Payment(message_id="M2"))
    assert statuses(outside)[-1] == ("RJCT", "DU04")
    assert outside.get("/bank/v1/payments/E1").json()["status"] == "ACSC"


@pytest.mark.parametrize(
    ("payment", "reason"),
    [
        (Payment(account="12"), "AC01"),
        (Payment(debtor="999999999999"), "AC02"),
        (Payment(currency="USD"), "AM03"),
        (Payment(amount="0.001"), "AM03"),
        (Payment(amount="99999999999.00"), "AM04"),
        (Payment(count=2), "AM10"),
        (Payment(account="6222020000000000107"), "AC04"),
        (Payment(account="6222020000000000206"), "AC06"),
        (Payment(account="6222020000000000305", creditor="另一人"), "BE01"),
    ],
)
def test_what_cannot_be_paid_is_rejected_with_its_reason(outside: TestClient, payment: Payment, reason: str) -> None:
    for number, standing in (("107", "closed"), ("206", "blocked"), ("305", "open")):
        plan = {"number": f"6222020000000000{number}", "holder": "王小明", "standing": standing}
        outside.post("/control/bank/accounts", json=plan).raise_for_status()
    before = balance(outside)
    send(outside, payment)
    [report] = documents(outside, PAIN_002)
    assert "RJCT" in texts(report, "TxSts") + texts(report, "GrpSts")
    assert reason in texts(report, "Cd")
    assert balance(outside) == before


def test_an_account_that_returns_money_sends_it_back_with_a_reason(outside: TestClient) -> None:
    plan = {"number": "6222020000000000024", "holder": "王小明", "standing": "returns"}
    outside.post("/control/bank/accounts", json=plan)
    before = balance(outside)
    send(outside, Payment())
    out, back = documents(outside, CAMT_054)
    assert texts(out, "CdtDbtInd")[0] == "DBIT"
    assert (texts(back, "CdtDbtInd")[0], texts(back, "RtrInf")) == ("CRDT", [""])
    assert balance(outside) == before
    assert outside.get("/bank/v1/payments/E1").json()["status"] == "RTND"


def test_a_payment_for_a_later_day_waits_for_it(outside: TestClient) -> None:
    send(outside, Payment(execute_on="2025-03-05"))
    assert statuses(outside) == [("PDNG", "")]
    outside.post("/control/today", json={"date": "2025-03-05"})
    assert statuses(outside) == [("PDNG", ""), ("ACCP", ""), ("ACSC", "")]


def test_garbage_is_refused_with_the_place_of_the_error(outside: TestClient) -> None:
    assert outside.post("/bank/v1/messages", content=b"<x").status_code == 422
    broken = Payment().document().replace(b"PmtMtd>TRF", b"PmtMtd>XXX")
    answer = outside.post("/bank/v1/messages", content=broken)
    assert answer.json()["detail"]["errors"][0].startswith("line ")


def test_a_repeated_transfer_moves_money_once_and_carries_its_reference(outside: TestClient) -> None:
    first = transfer(outside, transfer_id="T1", text="三月还款")
    assert first.status_code == 201
    assert transfer(outside, transfer_id="T1").json() == first.json() | {"text": "三月还款"}
    [notice] = documents(outside, CAMT_054)
    assert texts(notice, "Ref") == ["LW1"]
    assert texts(notice, "Ustrd") == ["三月还款"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"amount": "9999999.00"}, "AM04"), ({"to_account": "999999999999"}, "AC01"), ({"from_account": "1"}, "AC01")],
)
def test_a_transfer_the_bank_refuses_moves_nothing(outside: TestClient, fields: dict[str, str], reason: str) -> None:
    answer = transfer(outside, **fields)
    assert (answer.status_code, answer.json()["detail"]) == (422, {"reason": reason})
    assert not messages(outside)


def test_a_day_is_closed_with_a_statement_that_adds_up(outside: TestClient) -> None:
    opening = balance(outside)
    transfer(outside)
    send(outside, Payment())
    outside.post("/control/today", json={"date": "2025-03-05"})
    first, second = documents(outside, CAMT_053)
    assert texts(first, "NbOfNtries") == ["2"]
    assert [Decimal(text) for text in texts(first, "Amt")[:2]] == [opening, opening + Decimal("652.53") - 5000]
    assert texts(second, "NbOfNtries") == ["0"]
    assert texts(second, "Amt")[0] == texts(first, "Amt")[1]


def test_days_do_not_run_backwards(outside: TestClient) -> None:
    transfer(outside)
    assert outside.post("/control/today", json={"date": "2025-03-02"}).status_code == 409


def test_everything_the_bank_writes_is_valid(outside: TestClient) -> None:
    outside.post("/control/faults", json={"provider": "bank", "kind": "return"})
    for number in range(3):
        send(outside, Payment(f"M{number}", f"E{number}"))
    send(outside, Payment("M9", "E9", amount="99999999999.00"))
    send(outside, Payment("M10", "E10", count=3))
    transfer(outside)
    outside.post("/control/today", json={"date": "2025-03-04"})
    for message in messages(outside):
        definition = schema(message["kind"])
        assert definition.validate(etree.fromstring(message["document"].encode())), definition.error_log


def test_the_book_always_balances(outside: TestClient) -> None:
    send(outside, Payment())
    transfer(outside)
    accounts = outside.get("/control/bank/accounts").json()
    assert sum(Decimal(account["balance"]) for account in accounts) == 0
    assert [item["amount"] for item in outside.get("/control/bank/bookings").json()] == ["5000.00", "652.53"]


def test_messages_are_read_page_by_page(outside: TestClient) -> None:
    send(outside, Payment())
    page = outside.get("/bank/v1/messages", params={"limit": 2}).json()
    rest = outside.get("/bank/v1/messages", params={"after": page["next_cursor"]}).json()
    assert [item["cursor"] for item in page["messages"] + rest["messages"]] == [1, 2, 3]
    assert outside.get("/bank/v1/messages", params={"after": 3}).json() == {"messages": [], "next_cursor": 3}


def test_the_payment_page_moves_money_on_confirmation_once(outside: TestClient) -> None:
    link = {"account": LENDER, "name": "<b>惠农</b>", "amount": "100.00", "reference": "LW77", "lang": "en"}
    asked = outside.get("/bank/pay", params=link)
    assert "&lt;b&gt;惠农" in asked.text and "<b>惠农" not in asked.text
    assert not messages(outside)
    form = link | {"from_account": "6222020000000000016", "from_name": "李四", "transfer_id": "click"}
    for _ in range(2):
        assert "Transfer done" in outside.post("/bank/pay", data=form).text
    assert len(documents(outside, CAMT_054)) == 1


def test_the_payment_page_says_why_not(outside: TestClient) -> None:
    form = {"account": LENDER, "amount": "900000.00", "from_account": "6222020000000000016", "from_name": "李四"}
    assert "余额不足" in outside.post("/bank/pay", data=form, headers={"accept-language": "zh-CN"}).text
