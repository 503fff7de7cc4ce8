"""A borrower at their phone, doing with fingers what `apps.demo.borrower` does over HTTP."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from loanwright.apps.demo.outside import Outside
from loanwright.apps.demo.people import Identity
from tests.browser.screen import Screen

_CODE_SECONDS = 20


@dataclass
class Person:
    """Somebody with a phone, and what the bureau and the bank know of them."""

    screen: Screen
    identity: Identity
    outside: Outside
    codes_used: int = field(default=0)

    def wish(self, amount: str) -> None:
        """Slide together a consumer loan and press the button."""
        screen = self.screen
        screen.page.goto("/")
        screen.heading("quote.heading")
        screen.page.get_by_role("radio", name="消费贷").or_(screen.page.get_by_role("radio", name="Consumer")).check()
        screen.field("quote.amount").first.fill(amount)
        screen.look("quote")
        screen.button("quote.apply").click()

    def sign_in(self) -> None:
        """With the code that reaches the phone."""
        screen = self.screen
        screen.heading("signIn.title")
        screen.field("signIn.phone").fill(self.identity.phone)
        screen.look("sign-in")
        screen.button("signIn.send").click()
        self.enter_code()

    def enter_code(self) -> None:
        """Type the code that came last."""
        self.screen.field("code.label").fill(self.next_code())

    def next_code(self) -> str:
        """The first code not used yet, once it is there."""
        deadline = time.monotonic() + _CODE_SECONDS
        while time.monotonic() < deadline:
            codes = self.outside.codes(self.identity.phone)
            if len(codes) > self.codes_used:
                self.codes_used += 1
                return codes[self.codes_used - 1]
            self.screen.page.wait_for_timeout(100)
        raise AssertionError("no code has come")

    def answer_everything(self) -> None:
        """From the purpose to the consents."""
        screen, identity = self.screen, self.identity
        self._step("apply.purpose", lambda: screen.choose("purpose.furniture"))
        self.choose_protection()
        self._step("apply.identity", self._identify)
        self._step("apply.region", lambda: screen.page.get_by_role("combobox").select_option("浙江省"))
        self._step("apply.property", lambda: screen.choose("answers.property.real_estate"))
        self._step("apply.employment", self._employed)
        self._step("apply.contact", lambda: screen.field("apply.contact.label").fill("13700000000"))
        self._step("apply.income", lambda: screen.field("apply.amount.monthly_income").fill("15,000"))
        self._step("apply.debt", lambda: screen.field("apply.amount.existing_debt_monthly").fill("0"))
        self._step("apply.savings", lambda: screen.field("apply.amount.savings").fill("30000"))
        self._step("apply.account", lambda: self._account(identity.bank, identity.account))
        self._step("apply.consent", self._agree)

    def submit(self) -> None:
        """Read everything once more and hand it in."""
        screen = self.screen
        screen.heading("apply.review.title")
        screen.look("review")
        screen.button("apply.review.submit").click()

    def _step(self, key: str, answer: Callable[[], object]) -> None:
        self.screen.heading(f"{key}.title")
        answer()
        self.screen.look(key.replace(".", "-"))
        self.screen.button("apply.continue").click()

    def choose_protection(self) -> None:
        """Agree to being protected from fraud."""
        self.screen.heading("apply.protection.title")
        self.screen.look("apply-protection")
        self.screen.button("apply.protection.agree").click()

    def _identify(self) -> None:
        self.screen.field("apply.identity.name").fill(self.identity.name)
        self.screen.field("apply.identity.idNumber").fill(self.identity.id_number.text)

    def _employed(self) -> None:
        self.screen.choose("answers.employment.employed")
        self.screen.field("apply.employment.employer").fill(self.identity.employer)
        self.screen.field("apply.employment.since").fill("2019-03-01")

    def _account(self, bank: str, number: str) -> None:
        self.screen.field("apply.account.bank").fill(bank)
        self.screen.field("apply.account.number").fill(number)

    def _agree(self) -> None:
        self.screen.page.get_by_role("checkbox").first.wait_for()
        for box in self.screen.page.get_by_role("checkbox").all():
            box.check()
