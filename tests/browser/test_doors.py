"""The two apps open, in a real browser, without an error on the console."""

from __future__ import annotations

from playwright.sync_api import Page


def test_the_borrower_app_opens(phone: Page) -> None:
    errors: list[str] = []
    phone.on("pageerror", lambda error: errors.append(str(error)))
    phone.goto("/")
    phone.locator("main").wait_for()
    assert not errors


def test_the_console_opens(desk: Page) -> None:
    errors: list[str] = []
    desk.on("pageerror", lambda error: errors.append(str(error)))
    desk.goto("./")
    desk.locator("input[autocomplete=username]").wait_for()
    assert not errors
