"""A member of staff at the console."""

from __future__ import annotations

from dataclasses import dataclass

import pyotp
from playwright.sync_api import expect

from loanwright.apps.demo_home import StaffSecrets
from tests.browser.screen import Screen


@dataclass
class Clerk:
    """Somebody at a desk, with the demo's password and authenticator."""

    screen: Screen
    secrets: StaffSecrets

    def sign_in(self, username: str) -> None:
        """With password and one-time code; one that has opened a session opens no second: the next is waited for."""
        screen = self.screen
        screen.page.goto("./")
        screen.look("console-sign-in")
        screen.field("signIn.username").fill(username)
        screen.field("signIn.password").fill(self.secrets.password)
        totp, entered = pyotp.TOTP(self.secrets.totp_secret), screen.page.get_by_role("navigation").first
        for _ in range(2):
            code = totp.now()
            screen.field("signIn.totp").fill(code)
            screen.button("signIn.submit").click()
            expect(entered.or_(screen.page.get_by_role("alert").first)).to_be_visible()
            if entered.is_visible():
                return
            while totp.now() == code:
                screen.page.wait_for_timeout(500)
        raise AssertionError(f"{username} was not let in")

    def take_up(self, application_id: str) -> None:
        """Find the application in the review queue, open it and claim it."""
        screen = self.screen
        screen.page.goto("./applications")
        screen.heading("applications.title")
        screen.page.locator(f"a[href$='{application_id}']").wait_for()
        screen.look("console-queue")
        screen.page.locator(f"a[href$='{application_id}']").click()
        screen.button("applications.claim").click()

    def approve(self, reason: str) -> None:
        """Decide for it, with a reason."""
        self._decide(reason, "applications.approve")

    def decline(self, reason: str) -> None:
        """Decide against it, with a reason."""
        self._decide(reason, "applications.decline")

    def _decide(self, reason: str, button: str) -> None:
        screen = self.screen
        screen.field("shared.reason").fill(reason)
        screen.look("console-application")
        screen.button(button).click()
        expect(screen.page.get_by_text(reason).first).to_be_visible()

    def open_loan(self, loan_id: str) -> None:
        """Everything about one loan."""
        screen = self.screen
        screen.page.goto(f"./loans/{loan_id}")
        screen.page.get_by_role("table").first.wait_for()
        screen.look("console-loan")
