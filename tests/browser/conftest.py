"""A real browser in front of a real lender. Without a Chromium these tests are skipped, and the summary says so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from loanwright.apps.demo.outside import Outside
from loanwright.apps.demo_home import DemoHome, StaffSecrets
from loanwright.apps.web import WEB
from tests.browser.screen import Screen
from tests.browser.texts import Texts
from tests.lender import Lender

Theme = Literal["light", "dark"]
Open = Callable[..., Screen]

_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window: the one `make test` found or installed, or one on the PATH.

    One a file and no longer: while it is open, Playwright keeps an event loop running in this thread, in which pyHanko
    (`asyncio.run`) could not sign the contracts of tests that come after.
    """
    chromium = os.environ.get("LOANWRIGHT_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.skip("there is no Chromium on this machine: nothing was tested in a real browser")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(_QUIET))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def lender(shared_folder: Path) -> Iterator[Lender]:
    """A running demo lender with an empty book, for all tests of this folder."""
    missing = [app for app in ("borrower", "console") if not (WEB / app / "dist" / "index.html").exists()]
    if missing:
        pytest.skip(f"the web apps {missing} are not built: run `make test`")
    folder = shared_folder / "browser-lender"
    folder.mkdir()
    running = Lender(folder)
    with running.running():
        yield running


@pytest.fixture(scope="session")
def staff_secrets(lender: Lender) -> StaffSecrets:
    """What the lender's staff sign in with."""
    return DemoHome(lender.folder / ".loanwright").staff_secrets


@pytest.fixture(scope="session")
def outside(lender: Lender) -> Iterator[Outside]:
    """The outside world of this lender: inboxes, the bank, the bureau."""
    with httpx.Client(base_url=lender.sandbox_url) as http:
        yield Outside(http)


@pytest.fixture
def open_phone(browser: Browser, lender: Lender) -> Iterator[Open]:
    """Opens the borrower app on one more phone, in a language and in the light or the dark."""
    with ExitStack() as closing:

        def opened(locale: str = "zh-CN", theme: Theme = "light") -> Screen:
            context = browser.new_context(
                base_url=lender.url,
                locale=locale,
                timezone_id="Asia/Shanghai",
                color_scheme=theme,
                viewport={"width": 390, "height": 844},
                device_scale_factor=2,
                is_mobile=True,
                has_touch=True,
            )
            closing.callback(context.close)
            return Screen(context.new_page(), Texts("borrower", locale), f"{locale}.{theme}")

        yield opened


@pytest.fixture
def open_desk(browser: Browser, lender: Lender) -> Iterator[Open]:
    """Opens the console on one more desktop."""
    with ExitStack() as closing:

        def opened(locale: str = "zh-CN", theme: Theme = "light") -> Screen:
            context = browser.new_context(
                base_url=f"{lender.url}/console/",
                locale=locale,
                timezone_id="Asia/Shanghai",
                color_scheme=theme,
                viewport={"width": 1440, "height": 900},
            )
            closing.callback(context.close)
            return Screen(context.new_page(), Texts("console", locale), f"{locale}.{theme}")

        yield opened


@pytest.fixture
def phone(browser: Browser, lender: Lender) -> Iterator[Page]:
    """A borrower's phone in Chinese, at the borrower app."""
    with ExitStack() as closing:
        context = browser.new_context(
            base_url=lender.url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": 390, "height": 844},
            is_mobile=True,
            has_touch=True,
        )
        closing.callback(context.close)
        yield context.new_page()


@pytest.fixture
def desk(browser: Browser, lender: Lender) -> Iterator[Page]:
    """A desktop screen of the staff, in Chinese, at the console."""
    with ExitStack() as closing:
        context = browser.new_context(
            base_url=f"{lender.url}/console/",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": 1440, "height": 900},
        )
        closing.callback(context.close)
        yield context.new_page()
