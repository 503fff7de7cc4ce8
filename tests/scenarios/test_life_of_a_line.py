"""A revolving line: granted by a contract, drawn through the bank, repaid on any day, closed every evening, settled."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from loanwright.access.api import Role
from loanwright.apps.demo.borrower import Borrower, wish_of
from loanwright.apps.demo.outside import Outside
from loanwright.apps.verify import verify
from loanwright.infra.runtime import Runtime
from loanwright.kernel.money import Money
from tests.contracts.samples import pages_of
from tests.queue import drain
from tests.scenarios.conftest import Hire, Meet
from tests.scenarios.test_life_of_a_loan import balance, borrow, close_until
from tests.scenarios.test_stories import refused

LINE = wish_of("sui-jie-dai", Money(3_000_000), 12, "business")


def draw(borrower: Borrower, line_id: str, yuan: str) -> str:
    """Preview a draw and confirm it; the draw's id."""
    amount = {"amount": yuan, "currency": "CNY"}
    seen = borrower.api.post(f"/loans/{line_id}/previews", {"command": {"kind": "draw", "amount": amount}})
    asked = borrower.api.post(f"/loans/{line_id}/draws", {"amount": amount, "version": seen["version"]})
    assert asked["state"] == "ordered"
    return str(asked["id"])


def figures(borrower: Borrower, line_id: str) -> tuple[str, str, str]:
    """What is out, what may still be drawn, and what is on its way."""
    loan = borrower.loan(line_id)
    line = loan["line"]
    return (
        loan["principal_outstanding"]["amount"],
        line["available"]["amount"],
        line["under_way"]["amount"],
    )


def test_from_the_limit_to_the_last_cent(meet: Meet, hire: Hire, world: Outside, runtime: Runtime) -> None:
    borrower, accountant = meet(), hire("陈静", Role.ACCOUNTANT)
    line_id = borrow(borrower, world, LINE)
    assert balance(world, borrower.identity.account) == Decimal("50000.00")  # nothing is paid out by signing
    granted = borrower.loan(line_id)
    assert (granted["status"], granted["line"]["limit"]["amount"]) == ("active", "30000.00")
    assert figures(borrower, line_id) == ("0.00", "30000.00", "0.00")
    printed = "".join(pages_of(borrower.api.download(f"/contracts/{granted['contract_id']}/document")))
    for phrase in ("个人循环借款合同", "循环额度（元）", "万分之3.00", "每月21日支付", "还款示例"):
        assert phrase in printed, phrase

    draw(borrower, line_id, "20000.00")
    assert figures(borrower, line_id) == ("0.00", "10000.00", "20000.00")
    drain(runtime)
    assert figures(borrower, line_id) == ("20000.00", "10000.00", "0.00")
    assert balance(world, borrower.identity.account) == Decimal("70000.00")

    close_until(accountant, world, runtime, date(2026, 3, 12))
    borrower.await_receipt(line_id, borrower.pay(line_id, "amount", Money(1_000_000)))
    line = borrower.loan(line_id)  # ten nights of 20,000 at 10.8 % / 360; paid is principal first, nothing is due yet
    assert (line["interest_accrued"]["amount"], line["line"]["interest_a_day"]["amount"]) == ("60.00", "3.00")
    assert figures(borrower, line_id) == ("10000.00", "20000.00", "0.00")

    close_until(accountant, world, runtime, date(2026, 3, 24))  # the interest of the 21st is three days late
    late = borrower.loan(line_id)
    assert (late["status"], late["days_past_due"], late["due"]["interest"]["amount"]) == ("overdue", 3, "87.00")
    borrower.await_receipt(line_id, borrower.pay(line_id, "installment"))
    assert borrower.loan(line_id)["status"] == "active"
    draw(borrower, line_id, "20000.00")
    drain(runtime)
    assert figures(borrower, line_id) == ("30000.00", "0.00", "0.00")

    close_until(accountant, world, runtime, date(2026, 4, 1))
    quote = borrower.api.get(f"/loans/{line_id}/payoff-quote")
    arrived = borrower.await_receipt(line_id, borrower.pay(line_id, "payoff"))
    assert str(arrived) == quote["amount"]["amount"]
    assert figures(borrower, line_id) == ("0.00", "30000.00", "0.00")
    assert borrower.loan(line_id)["interest_accrued"]["amount"] == "0.00"
    kinds = [event["event"]["kind"] for event in accountant.get(f"/staff/loans/{line_id}/events")["items"]]
    assert kinds == ["Repaid", "Drawn", "Repaid", "Repaid", "Drawn", "LimitChanged"] or kinds[0] == "PaidOff"
    told = {notice["template"] for notice in borrower.api.get("/notices")["items"]}
    assert told >= {"line-granted", "line-drawn", "installment-due-soon", "loan-overdue", "repayment-received"}
    assert [result.proof.title_en for result in verify(runtime) if not result.clean] == []


def test_what_the_limit_does_not_allow_is_not_drawn(meet: Meet, hire: Hire, world: Outside, runtime: Runtime) -> None:
    borrower, officer = meet(), hire("李娜", Role.OFFICER)
    line_id = borrow(borrower, world, LINE)
    draw(borrower, line_id, "20000.00")
    with refused("draw-exceeds-limit"):  # while the first is still on its way
        draw(borrower, line_id, "10000.01")
    drain(runtime)
    freeze = {"kind": "freeze_line"}
    seen = officer.post(f"/staff/loans/{line_id}/previews", {"command": freeze})
    body = {"command": freeze, "version": seen["version"], "reason": "付款账户异常"}
    officer.post(f"/staff/loans/{line_id}/commands", body)
    with refused("line-closed-to-draws"):
        draw(borrower, line_id, "1.00")
    assert borrower.loan(line_id)["line"]["is_open"] is False
    with refused("loan-not-open-for-command"):
        officer.post(
            f"/staff/loans/{line_id}/previews",
            {"command": {"kind": "pause_interest", "from_on": "2026-03-02", "until_on": "2026-03-03"}},
        )
