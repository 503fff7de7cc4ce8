"""What it takes to close a loan on a given day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loanwright.engine.events import Event
from loanwright.engine.parts import Parts
from loanwright.engine.replay import replay
from loanwright.engine.schedule import NO_HOLIDAYS
from loanwright.engine.terms import LoanTerms
from loanwright.kernel.calendar import BusinessCalendar
from loanwright.kernel.money import Money


@dataclass(frozen=True, slots=True)
class PayoffQuote:
    """Paying `amount` on the day `on` closes the loan: `parts` (interest to the day) less the credit already there."""

    on: date
    parts: Parts
    credit: Money
    amount: Money


def payoff_quote(
    terms: LoanTerms, events: Iterable[Event], on: date, calendar: BusinessCalendar = NO_HOLIDAYS
) -> PayoffQuote:
    """The quote for a day, today or ahead, if nothing else happens until then.

    It is read off `replay`, so a `PaidOff` of exactly this amount on this day settles the account.
    """
    state = replay(terms, events, on, calendar)
    return PayoffQuote(on=on, parts=state.payoff, credit=state.credit_balance, amount=state.payoff_amount)
