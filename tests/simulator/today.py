"""One loan on one day of the simulation: all that what happens to it depends on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from loanwright.engine.api import AccountState, Event, LoanTerms
from loanwright.kernel.money import Money


class Today(NamedTuple):
    """All that a happening depends on."""

    terms: LoanTerms
    events: Sequence[Event]
    state: AccountState
    day: date
    dice: Random

    @property
    def sequence(self) -> int:
        """Of the next fact."""
        return len(self.events) + 1

    def earlier(self) -> date:
        """Some day of the loan's life up to today."""
        return self.day - timedelta(days=self.dice.randint(0, max((self.day - self.terms.start_on).days, 0)))

    def amount(self, most: int) -> Money:
        """More than nothing."""
        return Money(self.dice.randint(1, max(most, 1)))
