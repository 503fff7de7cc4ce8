"""Every screen of the console: each section, each of its tabs, and the first things in its lists, with their tabs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from playwright.sync_api import expect

from tests.browser.screen import Screen

_BASE = "/console/"
_OF_A_KIND = 2  # how many things of one list are opened


@dataclass
class Walk:
    """A visit to whatever a member of staff can open; new screens are found by the links that lead to them."""

    screen: Screen
    visited: set[str] = field(default_factory=set)
    opened: Counter[str] = field(default_factory=Counter)

    def everywhere(self) -> None:
        """Look at all of it."""
        for section in self._links("nav"):
            for inner in self._visit(section):
                self._visit(inner)

    def _visit(self, address: str) -> list[str]:
        """Look at a page and its tabs; the links on them. Nothing for a page seen before, or like enough others."""
        kind = address.rpartition("/")[0]
        if address in self.visited or self.opened[kind] == _OF_A_KIND:
            return []
        self.visited.add(address)
        self.opened[kind] += kind not in ("", _BASE.rstrip("/"))
        self.screen.page.goto(address)
        name = address.removeprefix(_BASE).replace("/", "-")
        links = self._look(name)
        for number, tab in enumerate(self.screen.page.get_by_role("tab").all()):
            tab.click()
            links += self._look(f"{name}-tab-{number}") if number else []
        return links

    def _look(self, name: str) -> list[str]:
        self.screen.page.locator("main h1").first.wait_for()
        self.screen.page.wait_for_timeout(150)  # a tab that was clicked shows by then that it is loading
        expect(self.screen.page.locator(".lw-skeleton")).to_have_count(0, timeout=60_000)
        self.screen.look(f"console-{name}")
        return self._links("main")

    def _links(self, within: str) -> list[str]:
        """Where the links lead, those to another place of the console."""
        found = self.screen.page.locator(f"{within} a[href^='{_BASE}']").all()
        return [(link.get_attribute("href") or "").partition("?")[0] for link in found]
