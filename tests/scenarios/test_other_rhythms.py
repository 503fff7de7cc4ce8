"""Loans that are not repaid by the month, each from the application to the last cent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from loanwright.access.api import Role
from loanwright.apps.demo.borrower import wish_of
from loanwright.apps.demo.outside import Outside
from loanwright.apps.verify import verify
from loanwright.infra.runtime import Runtime
from loanwright.kernel.money import Money
from tests.contracts.samples import pages_of
from tests.scenarios.conftest import Hire, Meet
from tests.scenarios.test_life_of_a_loan import borrow, close_until

HARVESTS = {"unit": "season", "every": 1, "months": [7, 11], "day": 15}


@pytest.mark.parametrize(
    ("wish", "rhythm", "due_on", "paid_on_time", "in_the_contract"),
    [
        (
            wish_of("shou-cheng-dai", Money(2_000_000), 2, "farming", "balloon"),
            HARVESTS,
            ["2026-07-15", "2026-11-15"],
            0,
            "2期（按农时，每年7、11月15日）",
        ),
        (
            wish_of("xiang-chuang-dai", Money(2_000_000), 2, "business"),
            {"unit": "quarters", "every": 1, "months": [], "day": None},
            ["2026-06-02", "2026-09-02"],
            0,
            "利息中，50%的部分由县财政局承担",
        ),
        (
            wish_of("shang-hu-dai", Money(600_000), 4, "business"),
            {"unit": "weeks", "every": 2, "months": [], "day": None},
            ["2026-03-16", "2026-03-30", "2026-04-13", "2026-04-27"],
            2,
            "4期（每2周）",
        ),
    ],
)
def test_from_the_application_to_the_last_cent(
    meet: Meet,
    hire: Hire,
    world: Outside,
    runtime: Runtime,
    wish: dict[str, Any],
    rhythm: dict[str, Any],
    due_on: list[str],
    paid_on_time: int,
    in_the_contract: str,
) -> None:
    borrower, accountant = meet(), hire("陈静", Role.ACCOUNTANT)
    quoted = borrower.api.post("/quotes", {key: value for key, value in wish.items() if key != "purpose"})
    loan_id = borrow(borrower, world, wish)
    loan, plan = borrower.loan(loan_id), borrower.api.get(f"/loans/{loan_id}/schedule")["items"]
    assert loan["rhythm"] == quoted["rhythm"] == rhythm
    assert [row["due_on"] for row in plan] == due_on == [row["due_on"] for row in quoted["schedule"]]
    assert [row["due"]["total"] for row in plan] == [row["total"] for row in quoted["schedule"]]
    printed = "".join(pages_of(borrower.api.download(f"/contracts/{loan['contract_id']}/document")))
    assert in_the_contract in printed

    for row in plan[:paid_on_time]:
        close_until(accountant, world, runtime, date.fromisoformat(row["due_on"]))
        arrived = borrower.await_receipt(loan_id, borrower.pay(loan_id, "installment"))
        assert str(arrived) == row["due"]["total"]["amount"]
    today = date.fromisoformat(borrower.loan(loan_id)["as_of"])
    close_until(accountant, world, runtime, today + timedelta(days=7))
    borrower.await_receipt(loan_id, borrower.pay(loan_id, "payoff"))
    settled = borrower.loan(loan_id)
    assert (settled["status"], settled["credit_balance"]["amount"]) == ("settled", "0.00")
    assert [result.proof.title_en for result in verify(runtime) if not result.clean] == []
