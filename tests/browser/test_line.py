"""A revolving line on a phone: drawn, repaid, and looked at by the lender."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from loanwright.apps.demo.borrower import Borrower, wish_of
from loanwright.apps.demo.outside import Outside
from loanwright.apps.demo_home import StaffSecrets
from loanwright.kernel.money import Money
from tests.browser.clerk import Clerk
from tests.browser.conftest import Open, Theme
from tests.browser.test_standing import hand_over, meet
from tests.lender import Lender
from tests.scenarios.test_life_of_a_loan import ANSWERS

_BANK_MS = 120_000
LINE = wish_of("sui-jie-dai", Money(3_000_000), 12, "business")


def granted(borrower: Borrower) -> str:
    """All the way to the limit; the line's id."""
    application_id = borrower.apply(LINE, ANSWERS)
    borrower.application(application_id)
    borrower.accept(application_id)
    borrower.sign(application_id)
    return borrower.paid_out(application_id)


@pytest.mark.parametrize(("number", "locale", "theme"), [(530, "zh-CN", "light")])
def test_a_line_is_drawn_and_repaid(
    open_phone: Open,
    open_desk: Open,
    lender: Lender,
    outside: Outside,
    staff_secrets: StaffSecrets,
    number: int,
    locale: str,
    theme: Theme,
) -> None:
    borrower = meet(number, lender, outside)
    line_id = granted(borrower)
    screen = hand_over(open_phone(locale, theme), borrower.api, lender)
    screen.page.goto("/home")
    screen.link("home.draw").wait_for()
    screen.look("home-line")
    screen.link("home.draw").click()
    screen.heading("loan.line.howMuch")
    screen.page.get_by_role("textbox").fill("20000")
    screen.page.get_by_text(screen.t("loan.line.drawnAfter")).wait_for()
    screen.look("draw")
    screen.button("loan.line.doDraw").click()
    screen.heading("loan.line.heading")
    paid = screen.page.get_by_text(screen.t("loan.line.states.done"), exact=True)
    expect(paid).to_be_visible(timeout=_BANK_MS)
    expect(screen.page.get_by_text(screen.t("loan.line.bills"))).to_be_visible()
    screen.look("line")
    screen.link("loan.line.repay").click()
    screen.page.get_by_role("textbox").fill("5000")
    screen.look("line-repay")
    screen.button("payment.pay").click()
    screen.heading("payment.heading.open")

    clerk = Clerk(open_desk(), staff_secrets)
    clerk.sign_in("officer")
    clerk.screen.page.goto(f"./loans/{line_id}")
    expect(clerk.screen.page.get_by_text(clerk.screen.t("loans.line.contractLimit"))).to_be_visible()
    clerk.screen.look("loan-line")
