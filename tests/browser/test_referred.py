"""A borrower and a clerk, each in a browser: what the rules leave to a person is decided by one, and becomes a loan."""

from __future__ import annotations

from playwright.sync_api import expect

from loanwright.apps.demo.outside import Outside
from loanwright.apps.demo_home import StaffSecrets
from tests.browser.clerk import Clerk
from tests.browser.conftest import Open
from tests.browser.test_borrower import arrive, take_and_sign


def test_a_referred_application_becomes_a_loan(
    open_phone: Open, open_desk: Open, outside: Outside, staff_secrets: StaffSecrets
) -> None:
    person = arrive(open_phone(), outside, 4)
    nobody = {"id_number": person.identity.id_number.text, "report": {}, "no_record": True}
    outside.http.post("/control/persons", json=nobody).raise_for_status()
    person.wish("12,000")
    person.sign_in()
    person.answer_everything()
    person.submit()
    expect(person.screen.page.get_by_text(person.screen.t("application.inReview"))).to_be_visible(timeout=120_000)
    person.screen.look("in-review")
    application_id = person.screen.page.url.rsplit("/", 1)[-1]

    clerk = Clerk(open_desk(), staff_secrets)
    clerk.sign_in("clerk")
    clerk.take_up(application_id)
    clerk.approve("首次借款，收入稳定，同意。")

    take_and_sign(person)
    loan_id = person.screen.page.url.rsplit("/", 1)[-1]
    clerk.open_loan(loan_id)
