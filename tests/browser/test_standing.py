"""What does not go as hoped: a decline and a person who looks again, stepping back, falling behind, pages that fail."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from loanwright.apps.demo.borrower import Borrower, answers_of
from loanwright.apps.demo.http import Api, Polling, browser
from loanwright.apps.demo.office import Accountant, signed_in
from loanwright.apps.demo.outside import Outside
from loanwright.apps.demo.people import demo_applicants
from loanwright.apps.demo_home import StaffSecrets
from loanwright.kernel.money import Money
from tests.browser.clerk import Clerk
from tests.browser.conftest import Open, Theme
from tests.browser.screen import Screen
from tests.lender import Lender
from tests.scenarios.test_life_of_a_loan import ANSWERS, GOOD_REPORT, WISH

_SECONDS = 120_000
_IN_DEBT = answers_of(
    {"kind": "employed", "employer": "木器厂", "since": "2025-11-01"},
    income=Money(300_000),
    debt=Money(260_000),
    savings=None,
    owns="none",
)


def meet(number: int, lender: Lender, outside: Outside) -> Borrower:
    """Somebody signed in, whom the bureau speaks well of."""
    identity = demo_applicants(number + 1, 11, date(2026, 1, 1))[number].identity
    outside.plant_report(identity.id_number.text, GOOD_REPORT)
    outside.fill_account(identity.account, identity.name, "50000.00")
    borrower = Borrower(identity, Api(browser(lender.url)), outside, Polling())
    borrower.sign_in()
    return borrower


def hand_over(screen: Screen, signed_in: Api, lender: Lender) -> Screen:
    """The same session, in this window."""
    cookies: Any = [
        {"name": cookie.name, "value": cookie.value, "url": lender.url} for cookie in signed_in.http.cookies.jar
    ]
    screen.page.context.add_cookies(cookies)
    screen.page.add_init_script("localStorage.setItem('lw-signed-in', 'yes')")
    return screen


def borrow(borrower: Borrower) -> str:
    """All the way to the money; the loan's id."""
    application_id = borrower.apply(WISH, ANSWERS)
    borrower.application(application_id)
    borrower.accept(application_id)
    borrower.sign(application_id)
    return borrower.paid_out(application_id)


def test_a_declined_applicant_has_a_person_look_again(
    open_phone: Open, open_desk: Open, lender: Lender, outside: Outside, staff_secrets: StaffSecrets
) -> None:
    borrower = meet(500, lender, outside)
    application_id = borrower.apply(WISH, _IN_DEBT)
    assert borrower.application(application_id)["status"] == "declined"
    screen = hand_over(open_phone(), borrower.api, lender)
    screen.page.goto(f"/applications/{application_id}")
    screen.heading("application.heading.declined")
    expect(screen.page.get_by_text("每月还款（含本次申请）超过收入的 70%")).to_be_visible()
    screen.look("declined")
    ask = screen.button("application.decline.ask")
    expect(ask).to_be_disabled()
    screen.field("application.decline.say").fill("另一家的贷款上周还清了，报告还没有更新。")
    ask.click()
    screen.heading("application.heading.in_review")
    screen.look("review-asked-for")

    clerk = Clerk(open_desk(), staff_secrets)
    clerk.sign_in("clerk")
    clerk.take_up(application_id)
    clerk.decline("还款压力过大，建议降低金额后再申请。")
    screen.page.reload()
    screen.heading("application.heading.declined")
    expect(ask).to_have_count(0)  # once an application
    screen.look("declined-by-a-person")


def test_a_borrower_steps_back(open_phone: Open, lender: Lender, outside: Outside) -> None:
    borrower = meet(501, lender, outside)
    application_id = borrower.apply(WISH, ANSWERS)
    borrower.application(application_id)
    screen = hand_over(open_phone("en", "dark"), borrower.api, lender)
    screen.page.goto(f"/applications/{application_id}")
    screen.heading("application.heading.offered")
    screen.button("application.withdraw.ask").click()
    expect(screen.page.get_by_text(screen.t("application.withdraw.lost"))).to_be_visible()
    screen.look("withdraw")
    screen.button("application.withdraw.keep").click()
    screen.heading("application.heading.offered")
    screen.button("application.withdraw.ask").click()
    screen.button("application.withdraw.do").click()
    screen.heading("application.heading.withdrawn")
    expect(screen.page.get_by_text(screen.t("application.ended.withdrawn"))).to_be_visible()
    screen.look("withdrawn")
    screen.page.goto("/home")
    expect(screen.page.get_by_text(screen.t("home.status.withdrawn"))).to_be_visible()
    screen.look("home-withdrawn")


@pytest.fixture(scope="module")
def accountant(lender: Lender, staff_secrets: StaffSecrets) -> Accountant:
    """Who closes the days; signed in once, as a code from the authenticator opens one session."""
    return Accountant(signed_in(lender.url, "accountant", staff_secrets), Polling(300))


@pytest.mark.parametrize(("number", "locale", "theme"), [(502, "zh-CN", "light"), (503, "en", "dark")])
def test_a_borrower_falls_behind_and_catches_up(
    open_phone: Open,
    lender: Lender,
    outside: Outside,
    accountant: Accountant,
    number: int,
    locale: str,
    theme: Theme,
) -> None:
    borrower = meet(number, lender, outside)
    loan_id = borrow(borrower)
    due_on = date.fromisoformat(borrower.loan(loan_id)["next_due"]["on"])
    accountant.close_until(due_on)
    borrower.await_receipt(loan_id, borrower.pay(loan_id, "amount", Money(100_000)))

    screen = hand_over(open_phone(locale, theme), borrower.api, lender)
    screen.page.goto(f"/loans/{loan_id}")
    expect(screen.page.get_by_role("row").nth(1)).to_contain_text(screen.t("loan.row.partial", rest="¥3,098.35"))
    screen.look("loan-partly-paid")

    accountant.close_until(due_on + timedelta(days=2))
    screen.page.goto("/home")
    expect(screen.page.get_by_text(screen.t("due.daysOverdue", days="2"))).to_be_visible()
    expect(screen.page.get_by_text(screen.t("due.soon"))).to_be_visible()
    screen.look("home-overdue")
    screen.link("home.details").click()
    expect(screen.page.get_by_role("row").nth(1)).to_contain_text(screen.t("loan.row.overdue", rest="¥3,098.35"))
    screen.look("loan-overdue")
    screen.link("loan.pay").click()
    expect(screen.page.get_by_role("radio").first).to_be_checked()
    screen.look("pay-overdue")

    borrower.await_receipt(loan_id, borrower.pay(loan_id, "installment"))
    screen.page.goto("/home")
    expect(screen.page.get_by_text(screen.t("due.next"))).to_be_visible()


def test_messages_are_new_once(open_phone: Open, lender: Lender, outside: Outside) -> None:
    borrower = meet(504, lender, outside)
    borrower.application(borrower.apply(WISH, ANSWERS))
    screen = hand_over(open_phone(), borrower.api, lender)
    screen.page.goto("/home")
    unread = screen.page.get_by_role("link", name=screen.t("app.place.notices"))
    expect(unread).to_contain_text(screen.t("app.unread", count="2"))
    screen.look("home-unread")
    unread.click()
    expect(screen.page.get_by_text(screen.t("notices.new"), exact=True)).to_have_count(2)
    screen.look("notices-new")
    expect(unread).not_to_contain_text(screen.t("app.unread", count="2"))
    screen.page.reload()
    screen.page.get_by_role("listitem").first.wait_for()
    expect(screen.page.get_by_text(screen.t("notices.new"), exact=True)).to_have_count(0)


def test_empty_pages_say_what_will_be_there(open_phone: Open, lender: Lender, outside: Outside) -> None:
    screen = hand_over(open_phone(), meet(505, lender, outside).api, lender)
    for path, key in (("/home", "home.empty.title"), ("/notices", "notices.empty")):
        screen.page.goto(path)
        expect(screen.page.get_by_text(screen.t(key))).to_be_visible()
        screen.look(f"empty{path.replace('/', '-')}")


def test_what_is_not_there_is_said_with_a_way_back(open_phone: Open, lender: Lender, outside: Outside) -> None:
    screen = hand_over(open_phone(), meet(506, lender, outside).api, lender)
    for path in ("loans", "applications", "apply"):
        screen.page.goto(f"/{path}/{uuid4()}" + ("/identity" if path == "apply" else ""))
        screen.heading("pageProblem")
        expect(screen.page.get_by_role("alert")).to_be_visible()
        screen.look(f"not-there-{path}")
        screen.link("back").click()
        screen.heading("home.heading")


def test_a_draft_changed_on_another_device_is_shown_as_it_is_now(
    open_phone: Open, lender: Lender, outside: Outside
) -> None:
    borrower = meet(507, lender, outside)
    draft = borrower.api.post("/applications", WISH)
    screen = hand_over(open_phone(), borrower.api, lender)
    screen.page.goto(f"/apply/{draft['id']}/identity")
    screen.heading("apply.identity.title")
    borrower.api.put(f"/applications/{draft['id']}/draft", {"name": "欧阳文"}, draft["draft"]["version"])
    screen.field("apply.identity.idNumber").fill(borrower.identity.id_number.text)
    expect(screen.page.get_by_text(screen.t("apply.changedElsewhere"))).to_be_visible()
    expect(screen.field("apply.identity.name")).to_have_value("欧阳文")
    screen.look("draft-changed-elsewhere")


def test_a_server_that_is_down_can_be_tried_again(open_phone: Open, lender: Lender, outside: Outside) -> None:
    screen = hand_over(open_phone(), meet(508, lender, outside).api, lender)
    screen.page.goto("/home")
    expect(screen.page.get_by_text(screen.t("home.empty.title"))).to_be_visible()
    screen.page.route("**/api/**", lambda route: route.abort())
    screen.page.reload()
    retry = screen.button("ui.tryAgain")
    retry.wait_for(timeout=_SECONDS)
    screen.look("server-down")
    screen.page.unroute("**/api/**")
    retry.click()
    expect(screen.page.get_by_text(screen.t("home.empty.title"))).to_be_visible()


def test_codes_asked_for_too_soon_are_refused_in_plain_words(open_phone: Open) -> None:
    screen = open_phone("en")
    screen.page.goto("/sign-in")
    screen.field("signIn.phone").fill("19900009999")
    screen.button("signIn.send").click()
    screen.button("signIn.otherPhone").click()
    screen.button("signIn.send").click()
    expect(screen.page.get_by_role("alert")).to_be_visible()  # a code is on its way already
    screen.look("too-many-codes")
