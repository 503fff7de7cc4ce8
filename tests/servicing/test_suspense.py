"""Money in suspense that is no loan's: booked to an account by one person up to a limit, by two above it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from loanwright.access.api import Role
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account, balances, trial_balance
from loanwright.servicing.model import Receipt, RepaymentKind
from loanwright.servicing.usecases.start_close import start_close
from tests.queue import drain
from tests.servicing.book import TERMS, live_loan, pay, receipt_for
from tests.servicing.browser import Browser
from tests.servicing.conftest import Staff
from tests.servicing.proofs import findings

_TODAY = TERMS.start_on
_OTHER_INCOME = "6051.99"


@pytest.fixture
def item(runtime: Runtime) -> str:
    """Seven hundred that nobody knows."""
    known = receipt_for(runtime, live_loan(runtime), "700", _TODAY)
    pay(runtime, Receipt(known.id, known.amount, _TODAY, "", None, RepaymentKind.AMOUNT))
    return f"/staff/suspense/{known.id}"


def _code(browser: Browser, path: str, body: dict[str, Any] | None = None) -> str:
    code: str = browser.post(path, body).json()["code"]
    return code


def test_without_a_limit_it_takes_two_people(runtime: Runtime, item: str, staff: Staff) -> None:
    accountant, administrator = staff(Role.ACCOUNTANT), staff(Role.ADMINISTRATOR)
    body = {"account": _OTHER_INCOME, "reason": "无法退回的零星来款"}
    asked = accountant.post(f"{item}/bookings", body)
    assert (asked.status_code, asked.json()["booking"]["asked_by_me"]) == (201, True)
    assert _code(accountant, f"{item}/bookings", body) == "suspense-booking-waits"
    assert _code(accountant, f"{item}/bookings/approvals") == "second-person-needed"
    (waiting,) = administrator.get("/staff/suspense")["items"]
    assert (waiting["booking"]["account"], waiting["booking"]["asked_by_me"]) == (_OTHER_INCOME, False)
    assert administrator.post(f"{item}/bookings/approvals").status_code == 201
    assert administrator.get("/staff/suspense")["items"] == []
    assert _code(administrator, f"{item}/bookings/approvals") == "suspense-booking-not-waiting"
    _stands_on_the_account(runtime)


def test_up_to_the_limit_one_person_is_enough(runtime: Runtime, item: str, staff: Staff) -> None:
    accountant, administrator = staff(Role.ACCOUNTANT), staff(Role.ADMINISTRATOR)
    limits = "/staff/parameters/approval-limits/versions"
    tomorrow = (_TODAY + timedelta(days=1)).isoformat()
    body = {"figures": {"book_suspense": "700"}, "effective_from": tomorrow, "reason": "小额来款"}
    accountant.post(limits, body)
    administrator.post(f"{limits}/2/approvals")
    runtime.run(SYSTEM, lambda uow: start_close(uow, _TODAY))
    drain(runtime)
    booked = accountant.post(f"{item}/bookings", {"account": _OTHER_INCOME, "reason": "无法退回"})
    assert (booked.status_code, booked.json()["booking"]) == (201, None)
    assert accountant.get("/staff/suspense")["items"] == []
    _stands_on_the_account(runtime)


def _stands_on_the_account(runtime: Runtime) -> None:
    with runtime.read(SYSTEM) as uow:
        lines = {line.account.code: line.balance for line in trial_balance(uow, uow.business_date).lines}
        assert (lines[_OTHER_INCOME], balances(uow)[Account.SETTLEMENT_SUSPENSE]) == (Money(700_00), Money(0))
    assert findings(runtime) == []


@pytest.mark.parametrize(
    ("account", "code"), [("1303", "journal-to-control-account"), ("0000", "ledger-account-unknown")]
)
def test_an_account_that_people_may_not_choose_is_refused(item: str, staff: Staff, account: str, code: str) -> None:
    assert _code(staff(Role.ACCOUNTANT), f"{item}/bookings", {"account": account, "reason": "误选科目"}) == code


def test_what_was_asked_for_can_be_taken_back(item: str, staff: Staff) -> None:
    accountant = staff(Role.ACCOUNTANT)
    accountant.post(f"{item}/bookings", {"account": _OTHER_INCOME, "reason": "误选科目"})
    assert accountant.post(f"{item}/bookings/rejections").json()["booking"] is None
    assert len(accountant.get("/staff/suspense")["items"]) == 1
