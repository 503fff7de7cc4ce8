"""Every screen of the console: each section, each of its tabs, and the first thing in its lists, with its tabs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import expect

from tests.browser.screen import Screen

_BASE = "/console/"


@dataclass
class Walk:
    """A visit to whatever a member of staff can open; new screens are found by the links that lead to them."""

    screen: Screen
    kinds_seen: set[str] = field(default_factory=set)

    def everywhere(self) -> None:
        """Look at all of it."""
        for section in list(self._links("nav a[href]")):
            self._visit(section)
            for inner in list(self._links("main a[href]")):
                self._visit(inner)

    def _visit(self, href: str) -> None:
        kind = _kind(href)
        if kind in self.kinds_seen:
            return
        self.kinds_seen.add(kind)
        self.screen.page.goto(href)
        self._look(kind)
        for number, tab in enumerate(self.screen.page.get_by_role("tab").all()):
            if tab.get_attribute("aria-selected") != "true":
                tab.click()
                self._look(f"{kind}-tab-{number}")

    def _look(self, name: str) -> None:
        self.screen.page.locator("main h1").first.wait_for()
        expect(self.screen.page.locator(".lw-skeleton")).to_have_count(0, timeout=60_000)
        self.screen.look(f"console-{name}")

    def _links(self, selector: str) -> Iterator[str]:
        """Where the links lead, those to another place of the console."""
        for link in self.screen.page.locator(selector).all():
            href = (link.get_attribute("href") or "").partition("?")[0]
            if href.startswith(_BASE):
                yield href


def _kind(href: str) -> str:
    """The address without what identifies one thing among many."""
    parts = href.removeprefix(_BASE).strip("/").split("/")
    return "-".join("one" if any(letter.isdigit() for letter in part) else part for part in parts)
