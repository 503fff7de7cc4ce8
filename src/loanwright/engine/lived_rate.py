"""The annual rate of a loan as it is really lived: paid early or late, changed on the way, with everything it has cost.

The flows are what was paid out and in so far, and what the account still asks for, on its due date. Time is counted
from the first disbursement in whole months and the days left over, a day being 12/365 of a month (Directive 2008/48/EC,
Annex I), so a monthly loan that is paid as agreed has the compound rate of its contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from loanwright.engine.annual_rate import Broken, Flow, NoAnnualRate, of_period_rate, period_rate
from loanwright.engine.conventions import MONTHLY
from loanwright.engine.events import Disbursed, Event, PaidOff, Refunded, Repaid
from loanwright.engine.shifting import shifted
from loanwright.engine.state import AccountState
from loanwright.engine.terms import LoanTerms
from loanwright.engine.timeline import effective
from loanwright.kernel.rate import Rate

_MONTHS_A_YEAR = 12
_DAYS_A_YEAR = 365


def lived_rate(terms: LoanTerms, events: Iterable[Event], state: AccountState) -> Rate | None:
    """The compound annual rate of all that was paid and is still to be paid, if nothing else happens.

    None where there is none: the loan began elsewhere, nothing is paid out, or next to nothing comes back.
    """
    moved = sorted([*_past(terms, events, state), *_coming(state)])
    if not moved or moved[0][1] >= 0:
        return None
    begun = moved[0][0]
    try:
        per_month = period_rate([_flow(begun, on, amount) for on, amount in moved], Broken.EXPONENTIAL)
    except NoAnnualRate:
        return None
    return of_period_rate(per_month, _MONTHS_A_YEAR).compound


def _past(terms: LoanTerms, events: Iterable[Event], state: AccountState) -> Iterator[tuple[date, int]]:
    """Money that has moved: out of the lender negative, fees kept back taken off the first of it."""
    kept_back = sum(amount for _, amount in state.paid_out) - state.totals.disbursed.minor
    for on, event in effective(tuple(events), terms):
        if on > state.as_of:
            break
        match event:
            case Disbursed():
                yield on, kept_back - event.amount.minor
                kept_back = 0
            case Refunded():
                yield on, -event.amount.minor
            case Repaid() | PaidOff():
                yield on, event.amount.minor
            case _:
                pass


def _coming(state: AccountState) -> Iterator[tuple[date, int]]:
    """What is still to be paid: today where it is late, and less the credit that is here already."""
    credit = state.credit_balance.minor
    for row in state.rows:
        asked = sum(row.remaining(column) for column in range(4))
        taken = min(credit, asked)
        credit -= taken
        if asked > taken:
            yield max(row.due_on, state.as_of), asked - taken


def _flow(begun: date, on: date, amount: int) -> Flow:
    months = (on.year - begun.year) * _MONTHS_A_YEAR + on.month - begun.month
    if shifted(begun, MONTHLY, months) > on:
        months -= 1
    days = (on - shifted(begun, MONTHLY, months)).days
    return Flow(amount, months, days * _MONTHS_A_YEAR / _DAYS_A_YEAR)
