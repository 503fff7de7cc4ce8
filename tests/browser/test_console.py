"""Every screen of the console with something on it, in both languages and themes: no accessibility finding."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from loanwright.apps.demo.http import Api, Polling
from loanwright.apps.demo.office import Accountant, signed_in
from loanwright.apps.demo.outside import Outside
from loanwright.apps.demo_home import StaffSecrets
from loanwright.kernel.money import Money
from loanwright.reconciliation.model import Entry
from tests.browser.conftest import Open, Theme
from tests.browser.test_standing import borrow, hand_over, meet
from tests.browser.walk import Walk
from tests.lender import Lender
from tests.outside import LENDER_ACCOUNT
from tests.reconciliation.rendering import as_camt053
from tests.scenarios.test_life_of_a_loan import ANSWERS, WISH

_SECTIONS = 8


@pytest.fixture(scope="module")
def administrator(lender: Lender, outside: Outside, staff_secrets: StaffSecrets) -> Api:
    """Somebody who may see everything, at a lender with a loan in arrears, an offer, and money nobody knows."""
    borrower = meet(520, lender, outside)
    loan_id = borrow(borrower)
    api = signed_in(lender.url, "administrator", staff_secrets)
    due_on = date.fromisoformat(borrower.loan(loan_id)["next_due"]["on"])
    Accountant(api, Polling(300)).close_until(due_on + timedelta(days=2))
    who = borrower.identity
    outside.transfer(who.account, who.name, LENDER_ACCOUNT, Money(8_800), "unknown")
    borrower.await_receipt(loan_id, borrower.pay(loan_id, "amount", Money(100_000)))
    _bring_statement(api)
    waiting = meet(521, lender, outside)
    waiting.application(waiting.apply(WISH, ANSWERS))
    return api


def _bring_statement(api: Api) -> None:
    """A file of the bank that tells of what nobody here has heard: exceptions for the desk."""
    day = date.fromisoformat(api.get("/staff/business-day")["business_date"]) - timedelta(days=1)
    charge = Entry(day, day, Decimal(5), "CNY", credit=False, text="账户管理费", bank_reference="FEE1")
    content = as_camt053([charge], account=LENDER_ACCOUNT, currency="CNY").encode()
    headers = {"idempotency-key": "a-statement", "content-type": "application/octet-stream"}
    path = "/api/v1/staff/statement-files"
    api.http.post(path, params={"file_name": "fees.xml"}, content=content, headers=headers).raise_for_status()


@pytest.mark.parametrize(("locale", "theme"), [("zh-CN", "light"), ("en", "dark")])
def test_every_screen(open_desk: Open, lender: Lender, administrator: Api, locale: str, theme: Theme) -> None:
    screen = hand_over(open_desk(locale, theme), administrator, lender)
    screen.page.goto("./")
    screen.page.get_by_role("navigation").wait_for()
    walk = Walk(screen)
    walk.everywhere()
    assert len(walk.visited) > _SECTIONS  # it went on from the sections to what is in them
