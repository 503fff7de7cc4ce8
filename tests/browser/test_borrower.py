"""A borrower's whole loan on a phone: from the slider to the last cent."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from loanwright.apps.demo.outside import Outside
from loanwright.apps.demo.people import demo_applicants
from tests.browser.conftest import Open, Theme
from tests.browser.person import Person
from tests.browser.screen import Screen
from tests.scenarios.test_life_of_a_loan import GOOD_REPORT

_BANK_MS = 120_000  # how long a bank may take, on a busy machine


def arrive(screen: Screen, outside: Outside, number: int) -> Person:
    """Somebody new whom the bureau speaks well of, with money on their account."""
    identity = demo_applicants(number + 1, 7, date(2026, 1, 1))[number].identity
    outside.plant_report(identity.id_number.text, GOOD_REPORT)
    outside.fill_account(identity.account, identity.name, "50000.00")
    return Person(screen, identity, outside)


@pytest.mark.parametrize(("number", "locale", "theme"), [(0, "zh-CN", "light"), (1, "en", "dark")])
def test_a_loan_from_the_slider_to_the_last_cent(
    open_phone: Open, outside: Outside, number: int, locale: str, theme: Theme
) -> None:
    person = arrive(open_phone(locale, theme), outside, number)
    person.wish("12,000")
    person.sign_in()
    person.answer_everything()
    person.submit()
    take_and_sign(person)
    pay_next(person)
    pay_off(person)


def take_and_sign(person: Person) -> None:
    """The offer, the contract, the money."""
    screen = person.screen
    expect(screen.page.get_by_role("heading", level=1)).to_have_text(
        screen.t("application.heading.offered"), timeout=_BANK_MS
    )
    screen.look("offer")
    screen.button("application.offer.accept").click()
    screen.heading("contract.title")
    screen.page.wait_for_function("() => document.querySelector('figure img')?.naturalWidth > 0")
    screen.look("contract")
    screen.button("contract.larger").click()
    screen.look("contract-enlarged")
    screen.page.get_by_role("checkbox").check()
    screen.button("contract.askCode").click()
    person.enter_code()
    screen.button("contract.signNow").click()
    screen.link("contract.onward").click()
    screen.link("application.next.loan").click(timeout=_BANK_MS)
    expect(screen.page.get_by_text(screen.t("loan.outstanding"))).to_be_visible()
    screen.look("loan")


def pay_next(person: Person) -> None:
    """The next installment, from the home screen, on the bank's own page."""
    screen = person.screen
    screen.page.goto("/home")
    screen.heading("home.heading")
    screen.link("home.pay").wait_for()
    screen.look("home")
    screen.link("home.pay").click()
    screen.heading("payment.how")
    screen.look("pay")
    screen.button("payment.pay").click()
    at_the_bank(person)


def pay_off(person: Person) -> None:
    """All that is left."""
    screen = person.screen
    screen.link("loan.payoff").click()
    screen.heading("payment.payoff.title")
    screen.button("payment.payoff.do").wait_for()
    screen.look("payoff")
    screen.button("payment.payoff.do").click()
    at_the_bank(person)
    expect(screen.page.get_by_text(screen.t("loan.settled"))).to_be_visible()
    screen.look("settled")
    screen.page.goto("/notices")
    screen.heading("notices.title")
    screen.look("notices")
    screen.page.goto("/me")
    screen.look("me")


def at_the_bank(person: Person) -> None:
    """Confirm the transfer there, come back, and find it received."""
    screen = person.screen
    screen.heading("payment.heading.open")
    screen.look("payment")
    screen.link("payment.toBank").click()
    screen.page.locator("[name=from_account]").fill(person.identity.account)
    screen.page.locator("[name=from_name]").fill(person.identity.name)
    screen.page.get_by_role("button").click()
    screen.page.get_by_role("link", name=re.compile("返回|Back")).click()
    expect(screen.page.get_by_role("heading", level=1)).to_have_text(screen.t("payment.heading.paid"), timeout=_BANK_MS)
    screen.look("paid")
    screen.link("payment.seeLoan").click()


def test_mistakes_are_told_beside_the_question(open_phone: Open, outside: Outside) -> None:
    person = arrive(open_phone(), outside, 2)
    screen = person.screen
    person.wish("12,000")
    person.sign_in()
    screen.choose("purpose.furniture")
    screen.button("apply.continue").click()
    person.choose_protection()
    screen.field("apply.identity.idNumber").fill("110105194912310021")
    expect(screen.page.get_by_role("alert")).to_have_text(re.compile("身份证号最后一位"))
    screen.look("id-number-wrong")
    screen.field("apply.identity.idNumber").fill("11010520200301002X")
    expect(screen.page.get_by_role("alert")).to_be_visible()
    screen.field("apply.identity.name").fill(person.identity.name)
    screen.field("apply.identity.idNumber").fill(person.identity.id_number.text)
    expect(screen.page.get_by_role("alert")).to_have_count(0)

    expect(screen.page.get_by_text(screen.t("apply.save.saved"))).to_be_visible()
    screen.page.reload()  # and it is still there
    expect(screen.field("apply.identity.name")).to_have_value(person.identity.name)


def test_a_wrong_code_and_no_network(open_phone: Open, outside: Outside) -> None:
    person = arrive(open_phone(), outside, 3)
    screen = person.screen
    person.wish("12,000")
    screen.field("signIn.phone").fill(person.identity.phone)
    screen.page.context.set_offline(True)
    screen.button("signIn.send").click()
    expect(screen.page.get_by_role("alert")).to_contain_text(screen.t("ui.problem.unreachable"))
    screen.look("offline")
    screen.page.context.set_offline(False)
    screen.button("signIn.send").click()
    wrong = "000000" if person.next_code() != "000000" else "111111"
    screen.field("code.label").fill(wrong)
    expect(screen.page.get_by_role("alert")).to_be_visible()
    screen.look("code-wrong")
