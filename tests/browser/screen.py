"""A browser window: finds things as people do (by label, role and text), and looks closely at every screen."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.texts import WEB, Texts

_AXE = (WEB / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
_FINDINGS = """async () => (await axe.run()).violations.map(
    rule => `${rule.id}: ${rule.nodes.map(node => node.html).slice(0, 3).join(' | ')}`)"""
_LOOKS = 6
_PICTURES = os.environ.get("LOANWRIGHT_SCREENSHOTS")


@dataclass
class Screen:
    """One window of one app in one language."""

    page: Page
    t: Texts
    name: str  # of this run, for the pictures

    def look(self, what: str) -> None:
        """No accessibility finding on this screen; a picture of it where LOANWRIGHT_SCREENSHOTS names a folder."""
        self.page.wait_for_timeout(200)  # colours settle within 150 ms, and a half-faded text has too little contrast
        if _PICTURES:
            folder = Path(_PICTURES)
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{what}.{self.name}.png", full_page=True)
        self.page.evaluate(_AXE)
        findings = self.page.evaluate(_FINDINGS)
        for _ in range(_LOOKS):
            if findings:  # figures being fetched anew are dimmed meanwhile: what counts is what stays
                self.page.wait_for_timeout(500)
                findings = self.page.evaluate(_FINDINGS)
        assert not findings, f"{what}: {findings}"

    def heading(self, key: str, **values: str) -> None:
        """Wait for the page so headed."""
        expect(self.page.get_by_role("heading", level=1, name=self.t(key, **values))).to_be_visible()

    def button(self, key: str, **values: str) -> Locator:
        """The button with these words; a {name} without a value may be anything."""
        return self.page.get_by_role("button", name=self._pattern(key, values))

    def link(self, key: str, **values: str) -> Locator:
        """The link with these words."""
        return self.page.get_by_role("link", name=self._pattern(key, values)).first

    def field(self, key: str) -> Locator:
        """The input so labelled."""
        return self.page.get_by_label(self.t(key), exact=True)

    def choose(self, key: str) -> None:
        """Pick the answer with these words."""
        self.page.get_by_role("radio", name=re.compile("^" + re.escape(self.t(key)))).check()

    def _pattern(self, key: str, values: dict[str, str]) -> re.Pattern[str]:
        anything = dict.fromkeys(("amount", "received", "title"), "\0") | values
        return re.compile("^" + re.escape(self.t(key, **anything)).replace("\0", ".+"))
