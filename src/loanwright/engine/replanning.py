"""Events that change what is still to come: each brings interest to the day, changes one thing, and plans again."""

from __future__ import annotations

from datetime import date, timedelta

from loanwright.engine import fineract
from loanwright.engine.account import Account
from loanwright.engine.date_terms import BrokenPeriod
from loanwright.engine.events import CalledDue, InterestPaused, InterestStopped, RateChanged
from loanwright.engine.running import Running
from loanwright.engine.terms import Grace, LoanTerms
from loanwright.kernel.refusals import Refusal

_ONE_DAY = timedelta(days=1)


class PlanIsFixed(Refusal):
    """The contract's plan holds what cannot be computed again: a subsidy, or a broken period's interest set apart."""


class NothingStillToCome(Refusal):
    """The loan has no installment left that the change could touch, or grace that still runs would be lost."""


def add_principal(account: Account, amount: int) -> None:
    """More principal to amortise over the open installments."""
    running = _running(account)
    running.amortised += amount
    running.level_again(account.rows)


def change(account: Account, event: RateChanged | InterestPaused | InterestStopped | CalledDue) -> None:
    """Let one of these facts change what is still to come."""
    match event:
        case RateChanged():
            change_rate(account, event)
        case InterestPaused():
            pause_interest(account, event)
        case InterestStopped():
            stop_interest(account)
        case CalledDue():
            account.call_due()


def change_rate(account: Account, event: RateChanged) -> None:
    """Interest of the open installments follows the new rate."""
    running = _running(account)
    running.meter.change_rate(counts_from(event, account.terms), event.rate)
    running.level_again(account.rows)


def pause_interest(account: Account, event: InterestPaused) -> None:
    """Installments keep their level; the last one is lower."""
    running = _running(account)
    first = counts_from(event, account.terms)
    running.meter.pause(first, first + (event.until_on - event.from_on) + _ONE_DAY)
    running.plan(account.rows)


def stop_interest(account: Account) -> None:
    """A pause without end, from tonight."""
    running = _running(account)
    running.meter.pause(account.day, date.max)
    running.plan(account.rows)


def counts_from(event: RateChanged | InterestPaused, terms: LoanTerms) -> date:
    """The evening from which the change counts: of its first day, or for Fineract of the day before."""
    return event.from_on - _ONE_DAY if fineract.is_chosen(terms) else event.from_on


def _running(account: Account) -> Running:
    if account.agreed is None or not account.coming_rows() or account.terms.grace != Grace():
        raise NothingStillToCome()
    if account.terms.subsidy or account.terms.broken_period is not BrokenPeriod.LEVELLED:
        raise PlanIsFixed()
    if account.running is None:
        account.start_running()
    assert account.running is not None
    return account.running
