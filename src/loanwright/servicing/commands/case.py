"""What a command is given to: one loan with everything recorded for it, on the open business date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loanwright.engine.api import AccountState, Event, LineState, replay_line
from loanwright.kernel.calendar import BusinessCalendar
from loanwright.kernel.refusals import Refusal
from loanwright.servicing import rules
from loanwright.servicing.model import Loan


class EffectiveDateOutOfRange(Refusal):
    """What happens to a loan counts from a day between its disbursement and the business date."""


class DatesInWrongOrder(Refusal):
    """The last day of a span lies before its first."""


@dataclass(frozen=True, slots=True)
class Case:
    """A loan, its events so far in order of recording, and today."""

    account: Loan
    events: Sequence[Event]
    today: date
    calendar: BusinessCalendar

    @property
    def sequence(self) -> int:
        """The number of the next event."""
        return self.account.last_seq + 1

    def day(self, wanted: date | None) -> date:
        """The day from which something counts: today, or an earlier one of the loan's life.

        Raises:
            EffectiveDateOutOfRange
        """
        on = wanted or self.today
        if not self.begun_on <= on <= self.today:
            raise EffectiveDateOutOfRange(on=on, earliest=self.begun_on, latest=self.today)
        return on

    def span(self, from_on: date, until_on: date) -> None:
        """Whether a span of days, which may lie ahead, can be one of this loan's life.

        Raises:
            EffectiveDateOutOfRange, DatesInWrongOrder
        """
        if from_on < self.begun_on:
            raise EffectiveDateOutOfRange(on=from_on, earliest=self.begun_on, latest=self.account.matures_on)
        if until_on < from_on:
            raise DatesInWrongOrder(from_on=from_on, until_on=until_on)

    @property
    def begun_on(self) -> date:
        """The first day of the loan."""
        return self.account.disbursed_on or self.account.opened_on

    def line_today(self) -> LineState:
        """The revolving line as it stands.

        Raises:
            LineNotFound
        """
        return replay_line(rules.line_of(self.account), self.events, self.today)

    def state(self, on: date, *more: Event) -> AccountState:
        """The account at the end of a day, with further events."""
        return self.account.replayed([*self.events, *more], on, self.calendar)
